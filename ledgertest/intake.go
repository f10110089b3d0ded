package ledgertest

import (
	"fmt"
	"testing"
	"time"

	"sayso"
)

func testBookmarks(t *testing.T, l sayso.Ledger) {
	old, by := sayso.Provenance{Name: "sayso", Version: "1"}, sayso.Provenance{Name: "sayso", Version: "2"}
	want := func(archive string, by sayso.Provenance, at int64) {
		t.Helper()
		got, err := l.Bookmark(t.Context(), archive, by)
		if err != nil || got != at {
			t.Errorf("%s by %s: %d, %v, want %d", archive, by.Version, got, err, at)
		}
	}
	want("warc:a", by, 0)
	for _, at := range []int64{10, 5 << 30} {
		if err := l.SetBookmark(t.Context(), "warc:a", by, at); err != nil {
			t.Fatal(err)
		}
		want("warc:a", by, at)
	}
	want("warc:a", old, 0) // another extractor reads it all
	want("warc:b", by, 0)
}

// wired is a reading of an agency's item.
func wired(title, text string, at time.Time, w sayso.Wire) sayso.Reading {
	return sayso.Reading{
		Article:  sayso.Article{ID: sayso.DeriveArticleID("urn:harbour"), Title: title, Outlet: "Lantern", Published: sayso.Date{Time: at}, Text: text, Wire: &w},
		Analysis: sayso.Analysis{Extractor: sayso.Provenance{Name: "test", Version: "1"}},
		Raw:      sayso.Raw{MediaType: "text/plain", Bytes: []byte(text)},
	}
}

// testAttempts wants the ledger to count what has begun and not ended.
func testAttempts(t *testing.T, l sayso.Ledger) {
	old, by := sayso.Provenance{Name: "sayso", Version: "1"}, sayso.Provenance{Name: "sayso", Version: "2"}
	begin := func(id sayso.VersionID, by sayso.Provenance, want int) {
		t.Helper()
		before, err := l.Begin(t.Context(), id, by)
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "begun before", before, want)
	}
	end := func(id sayso.VersionID) {
		t.Helper()
		if err := l.End(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	end("ve1")
	begin("ve1", old, 0)
	begin("ve1", old, 1)
	begin("ve2", old, 0)
	begin("ve1", old, 2)
	begin("ve1", by, 0) // what one extractor breaks on, another may read
	begin("ve1", by, 1)
	end("ve1")
	begin("ve1", by, 0)
	begin("ve2", old, 1)
}

func testHeld(t *testing.T, l sayso.Ledger) {
	noon := time.Date(2023, 9, 13, 12, 0, 0, 0, time.UTC)
	hold := func(r sayso.Reading, want sayso.Change) {
		t.Helper()
		if got, err := l.Hold(t.Context(), r); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", r.Article.Title, got, err, want)
		}
	}
	var all []sayso.Reading
	for i := range 3 {
		all = append(all, wired(fmt.Sprint("Report ", i), "It rains.", noon, sayso.Wire{Slug: "RAIN", Embargo: sayso.Date{Time: noon.Add(time.Duration(3-i) * time.Hour)}}))
		hold(all[i], sayso.New)
		hold(all[i], sayso.Unchanged)
	}
	if _, err := l.Hold(t.Context(), wired("Report", "It rains.", noon, sayso.Wire{})); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("without an embargo: %v", err)
	}
	if s, err := l.Stats(t.Context()); err != nil || s.Articles != 0 {
		t.Errorf("%d articles, %v: what is held is in no list", s.Articles, err)
	}
	var titles string
	for after := ""; ; {
		page, err := l.Held(t.Context(), sayso.Paging{Limit: 2, After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Items {
			titles += r.Title + ";"
		}
		if after = page.Next; after == "" {
			break
		}
	}
	wantEqual(t, "held", titles, "Report 2;Report 1;Report 0;")
	wantHeld := func(n int, first time.Time) {
		t.Helper()
		if got, err := l.HeldStats(t.Context()); err != nil || got.Held != n || !got.First.Equal(first) {
			t.Errorf("%+v, %v, want %d held, the first until %s", got, err, n, first)
		}
	}
	wantHeld(3, noon.Add(time.Hour))
	id := all[0].Article.Version()
	r, err := l.HeldReading(t.Context(), id)
	if err != nil || r.Article.Text != "It rains." || r.Article.Wire.Slug != "RAIN" || string(r.Raw.Bytes) != "It rains." || !r.Article.Published.Equal(noon) {
		t.Errorf("%+v, %v", r, err)
	}
	for range 2 {
		if err := l.Unhold(t.Context(), id); err != nil {
			t.Error(err)
		}
	}
	if _, err := l.HeldReading(t.Context(), id); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("what was released: %v", err)
	}
	wantHeld(2, noon.Add(time.Hour))
	put(t, l, sayso.Reading{Article: sayso.Article{ID: "ar1", Text: "It rains."}})
	known, err := l.Known(t.Context(), "ar1", "ar2", all[1].Article.ID)
	wantEqual(t, "known", fmt.Sprint(known, err), fmt.Sprint([]sayso.ArticleID{"ar1", all[1].Article.ID}, nil))
	// A kill forgets what is held of its story, each time that it comes, and
	// nothing else.
	other := wired("Tender", "Bids are asked for.", noon, sayso.Wire{Embargo: sayso.Date{Time: noon.Add(9 * time.Hour)}})
	other.Article.ID = sayso.DeriveArticleID("urn:tender")
	hold(other, sayso.New)
	for range 2 {
		put(t, l, wired("Kill", "The report is killed.", noon, sayso.Wire{Status: sayso.Killed}))
		wantHeld(1, noon.Add(9*time.Hour))
		hold(all[1], sayso.New)
	}
}

// testKill wants a killed article marked, its claims out of the lists, and all
// that was there kept; in whatever order the two come.
func testKill(t *testing.T, l sayso.Ledger) {
	noon := time.Date(2023, 9, 13, 12, 0, 0, 0, time.UTC)
	story := wired("Piers close", "“It rains,” Lind said.", noon, sayso.Wire{})
	story.Analysis.Actors = []sayso.Actor{{ID: "a1", Name: "Lind", Type: sayso.Person, Named: true}}
	story.Analysis.Claims = []sayso.Claim{{ID: "c1", Form: sayso.Direct, Source: sayso.Source{Actors: []sayso.ActorID{"a1"}, Kind: sayso.NamedSource}, Content: sayso.Spans{{Start: 0, End: 10}}, Stance: sayso.Asserts}}
	// The same words, taken back.
	kill := wired("Piers close", story.Article.Text, noon, sayso.Wire{Status: sayso.Killed})
	put(t, l, story)
	wantEqual(t, "change", put(t, l, kill)[0].Change, sayso.Updated)
	wantEqual(t, "change", put(t, l, kill)[0].Change, sayso.Unchanged)
	claims, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil || len(claims.Items) != 0 {
		t.Errorf("%d claims in the lists, %v", len(claims.Items), err)
	}
	claims, err = l.Claims(t.Context(), sayso.ClaimQuery{AllVersions: true})
	if err != nil || len(claims.Items) != 1 {
		t.Errorf("%d claims kept, %v", len(claims.Items), err)
	}
	articles, err := l.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil || len(articles.Items) != 1 || articles.Items[0].Status != sayso.Killed {
		t.Errorf("%+v, %v", articles.Items, err)
	}
	// An older version that comes late brings nothing back.
	late := wired("Piers close soon", "“It rains,” Lind said.", noon.Add(-time.Hour), sayso.Wire{})
	late.Analysis = story.Analysis
	put(t, l, late)
	if claims, err = l.Claims(t.Context(), sayso.ClaimQuery{}); err != nil || len(claims.Items) != 0 {
		t.Errorf("%d claims in the lists, %v", len(claims.Items), err)
	}
}
