package ledgertest

import (
	"testing"

	"sayso"
)

// testRebuild makes a ledger anew in which analysts have said all that they can.
func testRebuild(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	f := furnish(t, l, 3)
	last := put(t, l, Readings()...)
	as, err := l.Actors(ctx, sayso.ActorQuery{Name: "reyes"})
	if err != nil || len(as.Items) == 0 {
		t.Fatal(as, err)
	}
	identify(t, l, sayso.Identity{Verdict: sayso.Merged, Actor: as.Items[0].ID, Into: f.actor})
	correct(t, l, sayso.Correction{Claim: find(t, l, "staff had returned").ID, Verdict: sayso.Rejected})
	last = append(last, put(t, l, Shelling("joined.txt", "Daily Bell", "2031-05-01", 3))...)
	if err := l.Part(ctx, sayso.Parting{Verdict: sayso.Parted, Note: "elsewhere", Mention: events(t, l, sayso.EventQuery{Article: sayso.DeriveArticleID("file:joined.txt")})[0].Mentions[1].ID}); err != nil {
		t.Fatal(err)
	}
	kept, err := l.Questions(ctx, sayso.QuestionQuery{})
	if err != nil || len(kept.Items) == 0 {
		t.Fatal(kept, err)
	}
	var placed []sayso.Placement
	place := func() {
		t.Helper()
		now, err := l.Placed(ctx, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if placed == nil {
			placed = now
		}
		for i := range placed {
			placed[i].Version = placement(t, l, placed[i].Article).Version
		}
		if _, err := l.Place(ctx, now[len(now)-1].Seq, placed...); err != nil {
			t.Fatal(err)
		}
		askAll(t, l, due(t, l), kept.Items...)
	}
	place()
	before := dump(t, l)
	stats, err := l.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	readings := everyReading(t, l)

	if err := l.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if s, err := l.Stats(ctx); err != nil || s.Claims+s.Actors != 0 || s.Articles != stats.Articles || s.Versions != stats.Versions {
		t.Errorf("after all was forgotten: %+v, %v, of %+v", s, err, stats)
	}
	if rows := events(t, l, sayso.EventQuery{}); len(rows) != 0 {
		t.Errorf("events after all was forgotten: %+v", rows)
	}
	rereadAll(t, l, readings, last)
	place()
	wantSame(t, "it was rebuilt", dump(t, l), before)
	for v, an := range readings { // again, by the same extractor, in any order
		reread(t, l, v, an)
	}
	place()
	wantSame(t, "all was read once more", sortedDump(dump(t, l)), sortedDump(before))
	reread(t, l, last[3].Version, sayso.Analysis{Extractor: Extractor})
	wantEqual(t, "claims where the same extractor finds none now", len(claims(t, l, sayso.ClaimQuery{Article: last[3].Article})), 0)
}

// everyReading gives what was read from each version of a ledger.
func everyReading(t testing.TB, l sayso.Ledger) map[sayso.VersionID]sayso.Analysis {
	t.Helper()
	page, err := l.Articles(t.Context(), sayso.ArticleQuery{Paging: sayso.Paging{Limit: sayso.MaxLimit}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[sayso.VersionID]sayso.Analysis{}
	for _, a := range page.Items {
		versions, err := l.Versions(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range versions {
			rec, err := l.Uncorrected(t.Context(), v.ID)
			if err != nil {
				t.Fatal(err)
			}
			out[v.ID] = rec.Analysis
		}
	}
	return out
}

func reread(t testing.TB, l sayso.Ledger, id sayso.VersionID, an sayso.Analysis) {
	t.Helper()
	if err := l.Reread(t.Context(), id, an); err != nil {
		t.Fatal(err)
	}
}

// rereadAll reads what is unread, one by one, until nothing is.
func rereadAll(t testing.TB, l sayso.Ledger, analyses map[sayso.VersionID]sayso.Analysis, last []sayso.Outcome) {
	t.Helper()
	for n := 0; ; n++ {
		next, err := l.Unread(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			wantEqual(t, "versions that were unread", n, len(analyses))
			return
		}
		if n == len(analyses) {
			t.Fatalf("%v are unread for ever", next)
		}
		if left := len(analyses) - n; left <= len(last) {
			wantEqual(t, "the next that is unread, in the order of taking", next[0], last[len(last)-left].Version)
		}
		wantEqual(t, "at most two", len(next) <= 2, true)
		reread(t, l, next[0], analyses[next[0]])
	}
}
