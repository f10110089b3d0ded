package ledgertest

import (
	"sync"
	"testing"

	"sayso"
)

// testSeen has two editors judge the same things from what they saw: the later of them
// overwrites nothing.
func testSeen(t testing.TB, l sayso.Ledger) {
	f := furnish(t, l, 3)
	ctx := t.Context()
	latest := func() int64 {
		t.Helper()
		page, err := l.History(ctx, "", sayso.Paging{Limit: 1})
		if err != nil || len(page.Items) == 0 {
			t.Fatal(page, err)
		}
		return page.Items[0].N
	}
	rec, err := l.Article(ctx, f.article)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := l.Articles(ctx, sayso.ArticleQuery{})
	if err != nil || len(articles.Items) < 2 {
		t.Fatal(articles, err)
	}
	one, other := sayso.StatementName{Article: articles.Items[0].ID, Text: "Kerland"}, sayso.StatementName{Article: articles.Items[1].ID, Text: "Kerland"}
	f.actor = rec.ActorIDs["a3"]
	for what, say := range map[string]func(by string, seen int64) error{
		"a claim": func(by string, seen int64) error {
			return only(l.Correct(ctx, sayso.Correction{Claim: f.claim, Verdict: sayso.Rejected, Note: by, By: by, Seen: seen}))
		},
		"an actor": func(by string, seen int64) error {
			return only(l.Identify(ctx, sayso.Identity{Verdict: sayso.Split, Actor: f.actor, Article: rec.Article.ID, Note: by, By: by, Seen: seen}))
		},
		"a mention": func(by string, seen int64) error {
			return l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Mention: f.mention, Note: by, By: by, Seen: seen})
		},
		"two statements": func(by string, seen int64) error {
			return l.Weigh(ctx, sayso.Weighing{Verdict: sayso.Apart, A: one, B: other, Note: by, By: by, Seen: seen})
		},
	} {
		seen := latest()
		if err := say("ada", seen); err != nil {
			t.Errorf("%s, first: %v", what, err)
			continue
		}
		before, n := dump(t, l), latest()
		if n <= seen {
			t.Fatalf("%s: nothing was recorded", what)
		}
		wantKind(t, what+", from what was seen before", say("bea", seen), sayso.Conflict)
		wantKind(t, what+", from nothing", say("bea", sayso.SeenNone), sayso.Conflict)
		wantSame(t, "a judgement that was refused", dump(t, l), before)
		wantEqual(t, what+": recorded meanwhile", latest(), n)
		if err := say("ada", seen); err != nil { // again, as after a lost answer
			t.Errorf("%s, the same twice: %v", what, err)
		}
		if err := say("bea", latest()); err != nil {
			t.Errorf("%s, having looked: %v", what, err)
		}
		if err := say("cyn", 0); err != nil {
			t.Errorf("%s, by who does not say: %v", what, err)
		}
	}

	// At the same moment.
	seen := latest()
	var g sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		g.Go(func() {
			_, errs[i] = l.Correct(ctx, sayso.Correction{Claim: f.claim, Verdict: sayso.Rejected, Note: name(i), By: name(i), Seen: seen})
		})
	}
	g.Wait()
	kept := 0
	for _, err := range errs {
		if err == nil {
			kept++
		} else if k := sayso.KindOf(err); k != sayso.Conflict && k != sayso.Busy {
			t.Error(err)
		}
	}
	wantEqual(t, "kept of six at once", kept, 1)
}
