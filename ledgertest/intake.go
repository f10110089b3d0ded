package ledgertest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

func testBookmarks(t testing.TB, l sayso.Ledger) {
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
func testAttempts(t testing.TB, l sayso.Ledger) {
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

// noon is when the agency's items of these tests were sent.
var noon = time.Date(2023, 9, 13, 12, 0, 0, 0, time.UTC)

// embargoed is the nth of some reports, free n hours after noon.
func embargoed(n int) sayso.Reading {
	return wired(fmt.Sprint("Report ", n), "It rains.", noon, sayso.Wire{Slug: "RAIN", Embargo: sayso.Date{Time: noon.Add(time.Duration(n) * time.Hour)}})
}

func hold(t testing.TB, l sayso.Ledger, r sayso.Reading, want sayso.Change) {
	t.Helper()
	if got, err := l.Hold(t.Context(), r); err != nil || got != want {
		t.Errorf("%s: %s, %v, want %s", r.Article.Title, got, err, want)
	}
}

func wantHeld(t testing.TB, l sayso.Ledger, n int, first time.Time) {
	t.Helper()
	if got, err := l.HeldStats(t.Context()); err != nil || got.Held != n || !got.First.Equal(first) {
		t.Errorf("%+v, %v, want %d held, the first until %s", got, err, n, first)
	}
}

// testHold wants what is under embargo in no list but that of what is held, and
// back as it was given.
func testHold(t testing.TB, l sayso.Ledger) {
	before := dump(t, l)
	wantHeld(t, l, 0, time.Time{})
	for _, n := range []int{3, 2, 1} {
		hold(t, l, embargoed(n), sayso.New)
		hold(t, l, embargoed(n), sayso.Unchanged)
	}
	_, err := l.Hold(t.Context(), wired("Report", "It rains.", noon, sayso.Wire{}))
	wantKind(t, "holding without an embargo", err, sayso.Invalid)
	wantSame(t, "some was held, which no list shows", dump(t, l), before)
	wantHeld(t, l, 3, noon.Add(time.Hour))
	rows, err := All(sayso.Paging{Limit: 2}, func(p sayso.Paging) (sayso.Page[sayso.HeldRow], error) { return l.Held(t.Context(), p) })
	if err != nil {
		t.Fatal(err)
	}
	var want []sayso.HeldRow
	for _, n := range []int{1, 2, 3} {
		r := embargoed(n)
		want = append(want, sayso.HeldRow{Version: r.Article.Version(), Article: r.Article.ID, Title: r.Article.Title, Outlet: "Lantern", Until: r.Article.Wire.Embargo.Time})
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Errorf("held (-want +got):\n%s", d)
	}
	given := embargoed(3)
	id := given.Article.Version()
	r, err := l.HeldReading(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(sayso.Reading{Article: given.Article, Raw: given.Raw}, r); d != "" {
		t.Errorf("what is held (-want +got):\n%s", d)
	}
	for range 2 {
		if err := l.Unhold(t.Context(), id); err != nil {
			t.Error(err)
		}
	}
	_, err = l.HeldReading(t.Context(), id)
	wantKind(t, "what was released", err, sayso.NotFound)
	wantHeld(t, l, 2, noon.Add(time.Hour))
	hold(t, l, given, sayso.New)
}

func testKnown(t testing.TB, l sayso.Ledger) {
	held := embargoed(1)
	hold(t, l, held, sayso.New)
	put(t, l, sayso.Reading{Article: sayso.Article{ID: "ar1", Text: "It rains."}})
	for _, test := range []struct{ ask, want []sayso.ArticleID }{
		{nil, nil},
		{[]sayso.ArticleID{"ar2"}, nil},
		{[]sayso.ArticleID{"ar1", "ar2", held.Article.ID}, []sayso.ArticleID{"ar1", held.Article.ID}},
		{[]sayso.ArticleID{held.Article.ID, "ar1"}, []sayso.ArticleID{held.Article.ID, "ar1"}},
	} {
		got, err := l.Known(t.Context(), test.ask...)
		if err != nil {
			t.Fatal(err)
		}
		wantList(t, fmt.Sprintf("known of %v", test.ask), got, test.want)
	}
}

// testKillOfHeld wants a kill to forget what is held of its story, each time
// that it comes, and nothing else.
func testKillOfHeld(t testing.TB, l sayso.Ledger) {
	other := wired("Tender", "Bids are asked for.", noon, sayso.Wire{Embargo: sayso.Date{Time: noon.Add(9 * time.Hour)}})
	other.Article.ID = sayso.DeriveArticleID("urn:tender")
	hold(t, l, other, sayso.New)
	hold(t, l, embargoed(2), sayso.New)
	for range 2 {
		hold(t, l, embargoed(1), sayso.New)
		put(t, l, wired("Kill", "The report is killed.", noon, sayso.Wire{Status: sayso.Killed}))
		wantHeld(t, l, 1, noon.Add(9*time.Hour))
	}
}

// testKill wants a killed article marked, its claims out of the lists, and all
// that was there kept; in whatever order the two come.
func testKill(t testing.TB, l sayso.Ledger) {
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
