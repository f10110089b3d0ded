package ledgertest

import (
	"context"
	"fmt"
	"maps"

	"sayso"
)

// replay is what the entries of a journal add up to.
type replay struct {
	articles, versions, claims, events, questions, judgements map[string]bool
	stories                                                   map[string]string // of articles
}

// CheckJournal compares a ledger with its journal: every article, version,
// claim, event, question and placement must follow from the entries, and nothing else may.
// The ledger must not be half rebuilt.
func CheckJournal(ctx context.Context, l sayso.Ledger) error {
	want, err := holdings(ctx, l)
	if err != nil {
		return err
	}
	got := replay{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}}
	var last sayso.Entry
	for {
		entries, err := l.JournalAfter(ctx, last.N, 97)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			if e.N != last.N+1 {
				return fmt.Errorf("entry %d follows on %d", e.N, last.N)
			}
			if err := got.take(e); err != nil {
				return fmt.Errorf("entry %d: %w", e.N, err)
			}
			last = e
		}
	}
	if end, err := l.JournalEnd(ctx); err != nil || end != last.N {
		return fmt.Errorf("the journal ends with %d and says %d, %v", last.N, end, err)
	}
	for _, x := range []struct {
		what      string
		got, want map[string]bool
	}{{"article", got.articles, want.articles}, {"version", got.versions, want.versions}, {"claim", got.claims, want.claims}, {"event", got.events, want.events}, {"question", got.questions, want.questions}, {"judgement", got.judgements, want.judgements}} {
		for id := range x.want {
			if !x.got[id] {
				return fmt.Errorf("the ledger has %s %s, the journal has not", x.what, id)
			}
		}
		for id := range x.got {
			if !x.want[id] {
				return fmt.Errorf("the journal has %s %s, the ledger has not", x.what, id)
			}
		}
	}
	if !maps.Equal(got.stories, want.stories) {
		return fmt.Errorf("articles stand in %v, by the journal in %v", want.stories, got.stories)
	}
	return nil
}

// take adds one entry.
func (r *replay) take(e sayso.Entry) error {
	come := func(in map[string]bool, id string) error {
		if id == "" || in[id] {
			return fmt.Errorf("%+v comes in twice, or has no name", e)
		}
		in[id] = true
		return nil
	}
	known := func(in map[string]bool, id string) error {
		if !in[id] {
			return fmt.Errorf("%+v changes what never came in", e)
		}
		return nil
	}
	switch e.Kind {
	case sayso.ArticleEntry:
		return come(r.articles, string(e.Article))
	case sayso.VersionEntry:
		if err := known(r.articles, string(e.Article)); err != nil {
			return err
		}
		if r.versions[string(e.Version)] {
			return nil // it was put back
		}
		return come(r.versions, string(e.Version))
	case sayso.ClaimEntry:
		if err := known(r.versions, string(e.Version)); err != nil {
			return err
		}
		return come(r.claims, string(e.Claim))
	case sayso.ClaimChangedEntry:
		return known(r.claims, string(e.Claim))
	case sayso.ClaimGoneEntry:
		defer delete(r.claims, string(e.Claim))
		return known(r.claims, string(e.Claim))
	case sayso.EventEntry:
		return come(r.events, string(e.Event))
	case sayso.EventJoinedEntry, sayso.EventChangedEntry:
		return known(r.events, string(e.Event))
	case sayso.EventGoneEntry:
		defer delete(r.events, string(e.Event))
		return known(r.events, string(e.Event))
	case sayso.StoryEntry, sayso.StoryChangedEntry:
		if _, placed := r.stories[string(e.Article)]; placed != (e.Kind == sayso.StoryChangedEntry) {
			return fmt.Errorf("%+v, but placed before is %t", e, placed)
		}
		r.stories[string(e.Article)] = string(e.Story)
	case sayso.QuestionEntry:
		return come(r.questions, string(e.Question))
	case sayso.QuestionChangedEntry:
		return known(r.questions, string(e.Question))
	case sayso.QuestionGoneEntry:
		defer delete(r.questions, string(e.Question))
		return known(r.questions, string(e.Question))
	case sayso.CorrectionEntry, sayso.IdentityEntry, sayso.RegroupingEntry, sayso.PartingEntry, sayso.WeighingEntry, sayso.DisowningEntry:
		return come(r.judgements, fmt.Sprint(e.Judgement))
	case sayso.RebuildEntry, sayso.DossierEntry, sayso.MarkEntry:
	default:
		return fmt.Errorf("no such kind: %+v", e)
	}
	return nil
}

// holdings lists what a ledger holds.
func holdings(ctx context.Context, l sayso.Ledger) (*replay, error) {
	r := &replay{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}}
	articles, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return l.Articles(ctx, sayso.ArticleQuery{Paging: p})
	})
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		r.articles[string(a.ID)] = true
		versions, err := l.Versions(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			r.versions[string(v.ID)] = true
		}
	}
	claims, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
		return l.Claims(ctx, sayso.ClaimQuery{AllVersions: true, Paging: p})
	})
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		r.claims[string(c.ID)] = true
	}
	events, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.EventRow], error) {
		return l.Events(ctx, sayso.EventQuery{Paging: p})
	})
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		r.events[string(e.ID)] = true
	}
	stories, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
		return l.Stories(ctx, sayso.StoryQuery{Paging: p})
	})
	if err != nil {
		return nil, err
	}
	for _, s := range stories {
		rec, err := l.Story(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range rec.Members {
			r.stories[string(m.Article.ID)] = string(s.ID)
		}
	}
	questions, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Question], error) {
		return l.Questions(ctx, sayso.QuestionQuery{Paging: p})
	})
	if err != nil {
		return nil, err
	}
	for _, q := range questions {
		r.questions[string(q.ID)] = true
	}
	history, err := All(sayso.Paging{}, func(p sayso.Paging) (sayso.Page[sayso.Judgement], error) { return l.History(ctx, "", p) })
	for _, j := range history {
		r.judgements[fmt.Sprint(j.N)] = true
	}
	return r, err
}
