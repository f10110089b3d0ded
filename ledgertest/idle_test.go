package ledgertest

import (
	"context"

	"sayso"
)

// idle is a ledger of which one method does nothing and says so to nobody.
type idle struct {
	sayso.Ledger
	method string
}

func (l idle) Article(ctx context.Context, id sayso.ArticleID) (out *sayso.Record, err error) {
	if l.method == "Article" {
		return
	}
	return l.Ledger.Article(ctx, id)
}

func (l idle) Begins(ctx context.Context, prefix string, limit int) (out []string, err error) {
	if l.method == "Begins" {
		return
	}
	return l.Ledger.Begins(ctx, prefix, limit)
}

func (l idle) Gist(ctx context.Context, id sayso.ArticleID) (out *sayso.Record, err error) {
	if l.method == "Gist" {
		return
	}
	return l.Ledger.Gist(ctx, id)
}

func (l idle) Quotable(ctx context.Context, ids ...sayso.VersionID) (out []sayso.Quotable, err error) {
	if l.method == "Quotable" {
		return
	}
	return l.Ledger.Quotable(ctx, ids...)
}

func (l idle) Version(ctx context.Context, id sayso.VersionID) (out *sayso.Record, err error) {
	if l.method == "Version" {
		return
	}
	return l.Ledger.Version(ctx, id)
}

func (l idle) Uncorrected(ctx context.Context, id sayso.VersionID) (out *sayso.Record, err error) {
	if l.method == "Uncorrected" {
		return
	}
	return l.Ledger.Uncorrected(ctx, id)
}

func (l idle) Versions(ctx context.Context, id sayso.ArticleID) (out []sayso.VersionInfo, err error) {
	if l.method == "Versions" {
		return
	}
	return l.Ledger.Versions(ctx, id)
}

func (l idle) Raw(ctx context.Context, id sayso.VersionID) (out sayso.Raw, err error) {
	if l.method == "Raw" {
		return
	}
	return l.Ledger.Raw(ctx, id)
}

func (l idle) Articles(ctx context.Context, q sayso.ArticleQuery) (out sayso.Page[sayso.ArticleRow], err error) {
	if l.method == "Articles" {
		return
	}
	return l.Ledger.Articles(ctx, q)
}

func (l idle) Stats(ctx context.Context) (out sayso.Stats, err error) {
	if l.method == "Stats" {
		return
	}
	return l.Ledger.Stats(ctx)
}

func (l idle) Claims(ctx context.Context, q sayso.ClaimQuery) (out sayso.Page[sayso.ClaimRow], err error) {
	if l.method == "Claims" {
		return
	}
	return l.Ledger.Claims(ctx, q)
}

func (l idle) Claim(ctx context.Context, id sayso.ClaimID) (out *sayso.ClaimRow, err error) {
	if l.method == "Claim" {
		return
	}
	return l.Ledger.Claim(ctx, id)
}

func (l idle) Facets(ctx context.Context, q sayso.ClaimQuery) (out sayso.Facets, err error) {
	if l.method == "Facets" {
		return
	}
	return l.Ledger.Facets(ctx, q)
}

func (l idle) Months(ctx context.Context, q sayso.ClaimQuery) (out []sayso.MonthCount, err error) {
	if l.method == "Months" {
		return
	}
	return l.Ledger.Months(ctx, q)
}

func (l idle) Actors(ctx context.Context, q sayso.ActorQuery) (out sayso.Page[sayso.ActorRow], err error) {
	if l.method == "Actors" {
		return
	}
	return l.Ledger.Actors(ctx, q)
}

func (l idle) Actor(ctx context.Context, id sayso.ActorID) (out *sayso.ActorRow, err error) {
	if l.method == "Actor" {
		return
	}
	return l.Ledger.Actor(ctx, id)
}

func (l idle) Events(ctx context.Context, q sayso.EventQuery) (out sayso.Page[sayso.EventRow], err error) {
	if l.method == "Events" {
		return
	}
	return l.Ledger.Events(ctx, q)
}

func (l idle) Event(ctx context.Context, id sayso.EventID) (out sayso.EventRow, err error) {
	if l.method == "Event" {
		return
	}
	return l.Ledger.Event(ctx, id)
}

func (l idle) Stories(ctx context.Context, q sayso.StoryQuery) (out sayso.Page[sayso.StoryRow], err error) {
	if l.method == "Stories" {
		return
	}
	return l.Ledger.Stories(ctx, q)
}

func (l idle) Story(ctx context.Context, id sayso.StoryID) (out *sayso.StoryRecord, err error) {
	if l.method == "Story" {
		return
	}
	return l.Ledger.Story(ctx, id)
}

func (l idle) Unplaced(ctx context.Context, limit int) (out []sayso.ArticleID, err error) {
	if l.method == "Unplaced" {
		return
	}
	return l.Ledger.Unplaced(ctx, limit)
}

func (l idle) Text(ctx context.Context, id sayso.ArticleID) (out *sayso.Article, version sayso.VersionID, err error) {
	if l.method == "Text" {
		return
	}
	return l.Ledger.Text(ctx, id)
}

func (l idle) Placed(ctx context.Context, after int64, limit int) (out []sayso.Placement, err error) {
	if l.method == "Placed" {
		return
	}
	return l.Ledger.Placed(ctx, after, limit)
}

func (l idle) Placement(ctx context.Context, id sayso.ArticleID) (out *sayso.Placement, err error) {
	if l.method == "Placement" {
		return
	}
	return l.Ledger.Placement(ctx, id)
}

func (l idle) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (out int64, err error) {
	if l.method == "Place" {
		return
	}
	return l.Ledger.Place(ctx, seen, ps...)
}

func (l idle) Unplace(ctx context.Context) (err error) {
	if l.method == "Unplace" {
		return
	}
	return l.Ledger.Unplace(ctx)
}

func (l idle) Put(ctx context.Context, readings ...sayso.Reading) (out []sayso.Outcome, err error) {
	if l.method == "Put" {
		return
	}
	return l.Ledger.Put(ctx, readings...)
}

func (l idle) Hold(ctx context.Context, r sayso.Reading) (out sayso.Change, err error) {
	if l.method == "Hold" {
		return
	}
	return l.Ledger.Hold(ctx, r)
}

func (l idle) Unhold(ctx context.Context, id sayso.VersionID) (err error) {
	if l.method == "Unhold" {
		return
	}
	return l.Ledger.Unhold(ctx, id)
}

func (l idle) Known(ctx context.Context, ids ...sayso.ArticleID) (out []sayso.ArticleID, err error) {
	if l.method == "Known" {
		return
	}
	return l.Ledger.Known(ctx, ids...)
}

func (l idle) Bookmark(ctx context.Context, archive string, by sayso.Provenance) (out int64, err error) {
	if l.method == "Bookmark" {
		return
	}
	return l.Ledger.Bookmark(ctx, archive, by)
}

func (l idle) SetBookmark(ctx context.Context, archive string, by sayso.Provenance, at int64) (err error) {
	if l.method == "SetBookmark" {
		return
	}
	return l.Ledger.SetBookmark(ctx, archive, by, at)
}

func (l idle) Held(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.HeldRow], err error) {
	if l.method == "Held" {
		return
	}
	return l.Ledger.Held(ctx, p)
}

func (l idle) HeldStats(ctx context.Context) (out sayso.HeldStats, err error) {
	if l.method == "HeldStats" {
		return
	}
	return l.Ledger.HeldStats(ctx)
}

func (l idle) HeldReading(ctx context.Context, id sayso.VersionID) (out sayso.Reading, err error) {
	if l.method == "HeldReading" {
		return
	}
	return l.Ledger.HeldReading(ctx, id)
}

func (l idle) Correct(ctx context.Context, c sayso.Correction) (out sayso.ClaimID, err error) {
	if l.method == "Correct" {
		return
	}
	return l.Ledger.Correct(ctx, c)
}

func (l idle) Corrections(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.Correction], err error) {
	if l.method == "Corrections" {
		return
	}
	return l.Ledger.Corrections(ctx, p)
}

func (l idle) Identify(ctx context.Context, x sayso.Identity) (out sayso.ActorID, err error) {
	if l.method == "Identify" {
		return
	}
	return l.Ledger.Identify(ctx, x)
}

func (l idle) Identities(ctx context.Context, about sayso.ActorID, p sayso.Paging) (out sayso.Page[sayso.Identity], err error) {
	if l.method == "Identities" {
		return
	}
	return l.Ledger.Identities(ctx, about, p)
}

func (l idle) Regroup(ctx context.Context, x sayso.Regrouping) (out sayso.StoryID, err error) {
	if l.method == "Regroup" {
		return
	}
	return l.Ledger.Regroup(ctx, x)
}

func (l idle) Regroupings(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.Regrouping], err error) {
	if l.method == "Regroupings" {
		return
	}
	return l.Ledger.Regroupings(ctx, p)
}

func (l idle) Part(ctx context.Context, x sayso.Parting) (err error) {
	if l.method == "Part" {
		return
	}
	return l.Ledger.Part(ctx, x)
}

func (l idle) History(ctx context.Context, about string, p sayso.Paging) (out sayso.Page[sayso.Judgement], err error) {
	if l.method == "History" {
		return
	}
	return l.Ledger.History(ctx, about, p)
}

func (l idle) Look(ctx context.Context, who string, n int64) (err error) {
	if l.method == "Look" {
		return
	}
	return l.Ledger.Look(ctx, who, n)
}

func (l idle) Looked(ctx context.Context, who string) (n int64, err error) {
	if l.method == "Looked" {
		return
	}
	return l.Ledger.Looked(ctx, who)
}

func (l idle) Questions(ctx context.Context, q sayso.QuestionQuery) (out sayso.Page[sayso.Question], err error) {
	if l.method == "Questions" {
		return
	}
	return l.Ledger.Questions(ctx, q)
}

func (l idle) Question(ctx context.Context, id sayso.QuestionID) (out *sayso.Question, err error) {
	if l.method == "Question" {
		return
	}
	return l.Ledger.Question(ctx, id)
}

func (l idle) Unasked(ctx context.Context, limit int) (ids []sayso.ArticleID, mark int64, err error) {
	if l.method == "Unasked" {
		return
	}
	return l.Ledger.Unasked(ctx, limit)
}

func (l idle) Ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs ...sayso.Question) (err error) {
	if l.method == "Ask" {
		return
	}
	return l.Ledger.Ask(ctx, mark, about, qs...)
}

func (l idle) Weigh(ctx context.Context, x sayso.Weighing) (err error) {
	if l.method == "Weigh" {
		return
	}
	return l.Ledger.Weigh(ctx, x)
}

func (l idle) Disown(ctx context.Context, x sayso.Disowning) (err error) {
	if l.method == "Disown" {
		return
	}
	return l.Ledger.Disown(ctx, x)
}

func (l idle) Disownings(ctx context.Context, p sayso.Paging) (out sayso.Page[sayso.Disowning], err error) {
	if l.method == "Disownings" {
		return
	}
	return l.Ledger.Disownings(ctx, p)
}

func (l idle) Weighings(ctx context.Context, about sayso.ArticleID, p sayso.Paging) (out sayso.Page[sayso.Weighing], err error) {
	if l.method == "Weighings" {
		return
	}
	return l.Ledger.Weighings(ctx, about, p)
}
