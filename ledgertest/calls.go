package ledgertest

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"sayso"
)

// call is one use of one method.
type call struct {
	name string
	do   func(ctx context.Context) error
}

// only drops what a method returns but for its error.
func only[T any](_ T, err error) error { return err }

// known are calls that a furnished ledger answers, one of each method but Close;
// no two depend on each other.
func known(f *furnished) []call {
	claim := sayso.Correction{Claim: f.claim, Verdict: sayso.Withdrawn}
	return append(reads(f), []call{
		{"Put", func(ctx context.Context) error { return only(f.Put(ctx, NewGenerator(1).Article(2))) }},
		{"Hold", func(ctx context.Context) error { return only(f.Hold(ctx, embargoed(99))) }},
		{"Unhold", func(ctx context.Context) error { return f.Unhold(ctx, f.held) }},
		{"Begin", func(ctx context.Context) error { return only(f.Begin(ctx, f.held, Extractor)) }},
		{"End", func(ctx context.Context) error { return f.End(ctx, f.held) }},
		{"SetBookmark", func(ctx context.Context) error { return f.SetBookmark(ctx, "warc:a", Extractor, 7) }},
		{"Place", func(ctx context.Context) error { return only(f.Place(ctx, 4, sayso.Placement{Article: f.article})) }},
		{"Unplace", func(ctx context.Context) error { return f.Unplace(ctx) }},
		{"Ask", func(ctx context.Context) error {
			_, mark, err := f.Unasked(ctx, 1)
			if err != nil {
				return err
			}
			return f.Ask(ctx, mark, []sayso.ArticleID{f.article})
		}},
		{"Correct", func(ctx context.Context) error { return only(f.Correct(ctx, claim)) }},
		{"Identify", func(ctx context.Context) error {
			return only(f.Identify(ctx, sayso.Identity{Verdict: sayso.Split, Actor: f.actor, Article: sayso.DeriveArticleID("file:0.txt")}))
		}},
		{"Regroup", func(ctx context.Context) error {
			return only(f.Regroup(ctx, sayso.Regrouping{Verdict: sayso.Undone, Article: f.article}))
		}},
		{"Part", func(ctx context.Context) error {
			return f.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: f.mention})
		}},
		{"Weigh", func(ctx context.Context) error {
			return f.Weigh(ctx, sayso.Weighing{Verdict: sayso.SameSpeaker, A: sayso.StatementName{Claim: f.claim}, B: sayso.StatementName{Article: f.article, Text: "Kerland"}})
		}},
		{"Disown", func(ctx context.Context) error {
			return f.Disown(ctx, sayso.Disowning{Verdict: sayso.Disowned, Version: f.strange, Address: carriers})
		}},
		{"AddSource", func(ctx context.Context) error {
			return only(f.AddSource(ctx, sayso.WatchedSource{Kind: sayso.PageSource, Address: "https://new.example/"}))
		}},
		{"RemoveSource", func(ctx context.Context) error {
			return f.RemoveSource(ctx, sayso.DeriveSourceID("https://a0.example/"))
		}},
		{"MoveSource", func(ctx context.Context) error {
			return only(f.MoveSource(ctx, sayso.DeriveSourceID("https://a1.example/"), "https://moved.example/", morning))
		}},
		{"Polled", func(ctx context.Context) error {
			return only(f.Polled(ctx, f.source, morning, []sayso.SourceItem{listed(99, "a")}, func(int) sayso.SourceState { return sayso.SourceState{} }))
		}},
		{"Settle", func(ctx context.Context) error {
			return f.Settle(ctx, f.item, morning, sayso.ItemOutcome{Article: f.article})
		}},
		{"AddFollow", func(ctx context.Context) error { return only(f.AddFollow(ctx, harbourFollow())) }},
		{"SeeFollow", func(ctx context.Context) error { return f.SeeFollow(ctx, f.follow, 1<<60) }},
		{"Tell", func(ctx context.Context) error {
			row, err := f.Follow(ctx, f.follow)
			if err != nil {
				return err
			}
			return only(f.Tell(ctx, row.At, row.At+1, []sayso.FollowID{f.follow}, []sayso.FollowHit{hit(f.follow, 999)}))
		}},
		{"Pack", func(ctx context.Context) error { return only(f.Pack(ctx, morning, 10)) }},
		{"SettleDelivery", func(ctx context.Context) error { return f.SettleDelivery(ctx, "de0", morning, sayso.DeliveryOutcome{}) }},
		{"RemoveFollow", func(ctx context.Context) error { return f.RemoveFollow(ctx, sayso.DeriveFollowID("", "Follow 0")) }},
		{"AddAccount", func(ctx context.Context) error { return f.AddAccount(ctx, ada()) }},
		{"ChangeAccount", func(ctx context.Context) error {
			return f.ChangeAccount(ctx, f.account, func(a *sayso.Account) error { a.Role = sayso.EditorRole; return nil })
		}},
		{"AddPass", func(ctx context.Context) error { return f.AddPass(ctx, pass(sayso.TokenPass, f.account, "fresh")) }},
		{"TakePass", func(ctx context.Context) error {
			_, _, err := f.TakePass(ctx, sayso.InvitationPass, sayso.PassSum("furnished"), morning)
			return err
		}},
		{"EndPass", func(ctx context.Context) error { return f.EndPass(ctx, f.account, f.pass) }},
		{"SetCollection", func(ctx context.Context) error {
			return only(f.SetCollection(ctx, sayso.Collection{Name: "courts"}))
		}},
		{"RemoveCollection", func(ctx context.Context) error { return f.RemoveCollection(ctx, "Collection 0") }},
		{"Note", func(ctx context.Context) error { return f.Note(ctx, sayso.AuditEntry{Act: sayso.ExportAct}) }},
		{"KeepDossier", func(ctx context.Context) error { return only(f.KeepDossier(ctx, sayso.Dossier{Name: "Another"})) }},
		{"DropDossier", func(ctx context.Context) error {
			return f.DropDossier(ctx, sayso.DeriveDossierID("", "Dossier 0"))
		}},
		{"Collect", func(ctx context.Context) error { return only(f.Collect(ctx, f.dossier, claimPiece("cl9z"), 1)) }},
		{"Discard", func(ctx context.Context) error { return f.Discard(ctx, f.dossier, claimPiece("cl0").Ref) }},
		{"Mark", func(ctx context.Context) error {
			return only(f.Mark(ctx, sayso.Mark{Ref: claimPiece("cl9z").Ref, Star: true}))
		}},
		{"LockWatch", func(ctx context.Context) error {
			unlock, err := f.LockWatch(ctx)
			if err == nil {
				err = unlock()
			}
			return err
		}},
		{"Reread", func(ctx context.Context) error { return f.Reread(ctx, f.version, sayso.Analysis{Extractor: Extractor}) }},
		{"Forget", func(ctx context.Context) error { return f.Forget(ctx) }},
		{"MayWrite", func(ctx context.Context) error { return f.MayWrite(ctx) }},
		{"Verify", func(ctx context.Context) error {
			return only(f.Verify(ctx, sayso.VerifyOptions{}, func(sayso.Flaw) error { return nil }))
		}},
		{"Backup", func(ctx context.Context) error { return only(f.Backup(ctx, io.Discard, nil)) }},
		{"Compact", func(ctx context.Context) error { return only(f.Compact(ctx)) }},
	}...)
}

// reads are the calls that change nothing.
func reads(f *furnished) []call {
	out := []call{
		{"Article", func(ctx context.Context) error { return only(f.Article(ctx, f.article)) }},
		{"Gist", func(ctx context.Context) error { return only(f.Gist(ctx, f.article)) }},
		{"Quotable", func(ctx context.Context) error { return only(f.Quotable(ctx, f.version)) }},
		{"Version", func(ctx context.Context) error { return only(f.Version(ctx, f.version)) }},
		{"Uncorrected", func(ctx context.Context) error { return only(f.Uncorrected(ctx, f.version)) }},
		{"Versions", func(ctx context.Context) error { return only(f.Versions(ctx, f.article)) }},
		{"Raw", func(ctx context.Context) error { return only(f.Raw(ctx, f.version)) }},
		{"Stats", func(ctx context.Context) error { return only(f.Stats(ctx)) }},
		{"Claim", func(ctx context.Context) error { return only(f.Claim(ctx, f.claim)) }},
		{"Facets", func(ctx context.Context) error { return only(f.Facets(ctx, sayso.ClaimQuery{})) }},
		{"Months", func(ctx context.Context) error { return only(f.Months(ctx, sayso.ClaimQuery{})) }},
		{"Actor", func(ctx context.Context) error { return only(f.Actor(ctx, f.actor)) }},
		{"Event", func(ctx context.Context) error { return only(f.Event(ctx, f.event)) }},
		{"Story", func(ctx context.Context) error { return only(f.Story(ctx, f.story)) }},
		{"Question", func(ctx context.Context) error { return only(f.Question(ctx, f.question)) }},
		{"Dossier", func(ctx context.Context) error { return only(f.Dossier(ctx, f.dossier)) }},
		{"Marks", func(ctx context.Context) error {
			return only(f.Marks(ctx, "", []sayso.Ref{claimPiece("cl0").Ref}))
		}},
		{"Begins", func(ctx context.Context) error { return only(f.Begins(ctx, string(f.article)[:sayso.MinPrefix], 10)) }},
		{"Unasked", func(ctx context.Context) error { _, _, err := f.Unasked(ctx, 10); return err }},
		{"HeldStats", func(ctx context.Context) error { return only(f.HeldStats(ctx)) }},
		{"HeldReading", func(ctx context.Context) error { return only(f.HeldReading(ctx, f.held)) }},
		{"Known", func(ctx context.Context) error { return only(f.Known(ctx, f.article)) }},
		{"Bookmark", func(ctx context.Context) error { return only(f.Bookmark(ctx, "warc:a", Extractor)) }},
		{"Unplaced", func(ctx context.Context) error { return only(f.Unplaced(ctx, 10)) }},
		{"Text", func(ctx context.Context) error { _, _, err := f.Text(ctx, f.article); return err }},
		{"Placed", func(ctx context.Context) error { return only(f.Placed(ctx, 0, 10)) }},
		{"Placement", func(ctx context.Context) error { return only(f.Placement(ctx, f.article)) }},
		{"WatchedSource", func(ctx context.Context) error { return only(f.WatchedSource(ctx, f.source)) }},
		{"SourceStats", func(ctx context.Context) error { return only(f.SourceStats(ctx)) }},
		{"DueSources", func(ctx context.Context) error { return only(f.DueSources(ctx, morning, 10)) }},
		{"DueItems", func(ctx context.Context) error { return only(f.DueItems(ctx, morning, 10, 10)) }},
		{"ReadSince", func(ctx context.Context) error { return only(f.ReadSince(ctx, f.item.Address, morning)) }},
		{"NextDue", func(ctx context.Context) error { return only(f.NextDue(ctx)) }},
		{"JournalAfter", func(ctx context.Context) error { return only(f.JournalAfter(ctx, 0, 10)) }},
		{"History", func(ctx context.Context) error { return only(f.History(ctx, "", sayso.Paging{})) }},
		{"Look", func(ctx context.Context) error { return f.Look(ctx, "Ada", 1) }},
		{"Looked", func(ctx context.Context) error { return only(f.Looked(ctx, "Ada")) }},
		{"JournalEnd", func(ctx context.Context) error { return only(f.JournalEnd(ctx)) }},
		{"JournalBefore", func(ctx context.Context) error { return only(f.JournalBefore(ctx, morning)) }},
		{"Readers", func(ctx context.Context) error { return only(f.Readers(ctx)) }},
		{"Unread", func(ctx context.Context) error { return only(f.Unread(ctx, 10)) }},
		{"Follow", func(ctx context.Context) error { return only(f.Follow(ctx, f.follow)) }},
		{"FollowOf", func(ctx context.Context) error {
			_, err := f.FollowOf(ctx, "guess")
			if sayso.KindOf(err) == sayso.NotFound {
				return nil
			}
			return err
		}},
		{"Account", func(ctx context.Context) error { return only(f.Account(ctx, f.account)) }},
		{"AccountOf", func(ctx context.Context) error {
			_, err := f.AccountOf(ctx, "https://id.example 0")
			if sayso.KindOf(err) == sayso.NotFound {
				return nil
			}
			return err
		}},
		{"UsePass", func(ctx context.Context) error {
			_, _, err := f.UsePass(ctx, sayso.TokenPass, sayso.PassSum("furnished 0"), morning)
			return err
		}},
		{"Collected", func(ctx context.Context) error { return only(f.Collected(ctx, []string{"Collection 1"}, f.article)) }},
		{"StaleFollows", func(ctx context.Context) error { return only(f.StaleFollows(ctx, 10)) }},
		{"DueDeliveries", func(ctx context.Context) error { return only(f.DueDeliveries(ctx, morning, 10)) }},
	}
	for _, x := range listings(f) {
		out = append(out, call{x.name, func(ctx context.Context) error {
			_, _, err := x.page(ctx, sayso.Paging{})
			return err
		}})
	}
	return out
}

// testCancelled wants every method to heed a caller that has given up, and to
// change nothing then.
func testCancelled(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 4)
	before := dump(t, l)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range known(f) {
		wantKind(t, c.name+", cancelled", c.do(ctx), sayso.Cancelled)
	}
	wantSame(t, "calls that were cancelled", dump(t, l), before)
	late, cancel := context.WithTimeout(t.Context(), -time.Second)
	defer cancel()
	wantKind(t, "Claims, too late", only(l.Claims(late, sayso.ClaimQuery{})), sayso.Cancelled)
}

// testNotFound asks for what a furnished ledger does not have.
func testNotFound(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 2)
	before, ctx := dump(t, l), t.Context()
	for _, c := range []call{
		{"Article", func(context.Context) error { return only(l.Article(ctx, "ar0")) }},
		{"Gist", func(context.Context) error { return only(l.Gist(ctx, "ar0")) }},
		{"Quotable", func(context.Context) error { return only(l.Quotable(ctx, f.version, "ve0")) }},
		{"Version", func(context.Context) error { return only(l.Version(ctx, "ve0")) }},
		{"Uncorrected", func(context.Context) error { return only(l.Uncorrected(ctx, "ve0")) }},
		{"Versions", func(context.Context) error { return only(l.Versions(ctx, "ar0")) }},
		{"Raw", func(context.Context) error { return only(l.Raw(ctx, "ve0")) }},
		{"Claim", func(context.Context) error { return only(l.Claim(ctx, "c1")) }}, // local identifiers mean nothing here
		{"Actor", func(context.Context) error { return only(l.Actor(ctx, "a1")) }},
		{"Actor without identifier", func(context.Context) error { return only(l.Actor(ctx, "")) }},
		{"Event", func(context.Context) error { return only(l.Event(ctx, "e1")) }},
		{"Event without identifier", func(context.Context) error { return only(l.Event(ctx, "")) }},
		{"Story", func(context.Context) error { return only(l.Story(ctx, "st0")) }},
		{"Question", func(context.Context) error { return only(l.Question(ctx, "qu000000")) }},
		{"Text", func(context.Context) error { _, _, err := l.Text(ctx, "ar0"); return err }},
		{"Placement", func(context.Context) error { return only(l.Placement(ctx, "ar0")) }},
		{"HeldReading", func(context.Context) error { return only(l.HeldReading(ctx, f.version)) }},
		{"WatchedSource", func(context.Context) error { return only(l.WatchedSource(ctx, "so0")) }},
		{"SourceItems", func(context.Context) error { return only(l.SourceItems(ctx, "so0", false, sayso.Paging{})) }},
		{"RemoveSource", func(context.Context) error { return l.RemoveSource(ctx, "so0") }},
		{"MoveSource", func(context.Context) error { return only(l.MoveSource(ctx, "so0", "https://moved.example/", morning)) }},
		{"Polled", func(context.Context) error {
			return only(l.Polled(ctx, "so0", morning, nil, func(int) sayso.SourceState { return sayso.SourceState{} }))
		}},
		{"Part", func(context.Context) error { return l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: "e1"}) }},
		{"Reread", func(context.Context) error { return l.Reread(ctx, "ve0", sayso.Analysis{}) }},
		{"Follow", func(context.Context) error { return only(l.Follow(ctx, "fo0")) }},
		{"FollowOf", func(context.Context) error { return only(l.FollowOf(ctx, "guess")) }},
		{"FollowItems", func(context.Context) error { return only(l.FollowItems(ctx, "fo0", sayso.Paging{})) }},
		{"SeeFollow", func(context.Context) error { return l.SeeFollow(ctx, "fo0", 1) }},
		{"RemoveFollow", func(context.Context) error { return l.RemoveFollow(ctx, "fo0") }},
		{"Account", func(context.Context) error { return only(l.Account(ctx, "nobody")) }},
		{"AccountOf", func(context.Context) error { return only(l.AccountOf(ctx, "nobody")) }},
		{"ChangeAccount", func(context.Context) error {
			return l.ChangeAccount(ctx, "nobody", func(*sayso.Account) error { return nil })
		}},
		{"AddPass", func(context.Context) error { return l.AddPass(ctx, pass(sayso.TokenPass, "nobody", "fresh")) }},
		{"UsePass", func(context.Context) error {
			_, _, err := l.UsePass(ctx, sayso.TokenPass, sayso.PassSum("guess"), morning)
			return err
		}},
		{"TakePass", func(context.Context) error {
			_, _, err := l.TakePass(ctx, sayso.TokenPass, sayso.PassSum("guess"), morning)
			return err
		}},
		{"EndPass", func(context.Context) error { return l.EndPass(ctx, f.account, "pa0") }},
		{"RemoveCollection", func(context.Context) error { return l.RemoveCollection(ctx, "none") }},
	} {
		wantKind(t, c.name, c.do(ctx), sayso.NotFound)
	}
	wantSame(t, "calls that found nothing", dump(t, l), before)
}

// testOwned wants results to belong to the caller, who may change them.
func testOwned(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 2)
	ctx := t.Context()
	rec, err1 := l.Article(ctx, f.article)
	e, err2 := l.Event(ctx, f.event)
	c, err3 := l.Claim(ctx, f.claim)
	s, err4 := l.Story(ctx, f.story)
	row, err5 := l.WatchedSource(ctx, f.source)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	rec.Analysis.Claims[0].Stance, rec.ClaimIDs["c1"], rec.Article.Title = "mine", "mine", "mine"
	e.Mentions[0].Words, e.Actors[0].Name, e.Origins[0] = "mine", "mine", "mine"
	c.Content[0].Start, c.Speakers[0].Name = 7, "mine"
	s.Members[0].Article.Title, row.Title = "mine", "mine"

	rec, err1 = l.Article(ctx, f.article)
	e, err2 = l.Event(ctx, f.event)
	c, err3 = l.Claim(ctx, f.claim)
	s, err4 = l.Story(ctx, f.story)
	row, err5 = l.WatchedSource(ctx, f.source)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		t.Fatal(err)
	}
	for what, mine := range map[string]bool{
		"article": rec.Analysis.Claims[0].Stance == "mine" || rec.ClaimIDs["c1"] == "mine" || rec.Article.Title == "mine",
		"event":   e.Mentions[0].Words == "mine" || e.Actors[0].Name == "mine" || e.Origins[0] == "mine",
		"claim":   c.Content[0].Start == 7 || c.Speakers[0].Name == "mine",
		"story":   s.Members[0].Article.Title == "mine",
		"source":  row.Title == "mine",
	} {
		if mine {
			t.Errorf("what a caller did with its %s shows in the ledger", what)
		}
	}
}

// testClosed wants a ledger that was closed to answer nothing, and to be closed
// again.
func testClosed(t testing.TB, l sayso.Ledger) {
	put(t, l, harbour())
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Stats(t.Context()); err == nil {
		t.Error("it counts what it holds")
	}
	if _, err := l.Put(t.Context(), denial()); err == nil {
		t.Error("it takes articles")
	}
	if err := l.MayWrite(t.Context()); err == nil {
		t.Error("it says that it takes articles")
	}
}
