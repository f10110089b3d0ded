// Package ledgertest holds the suite that every ledger must pass. An adapter's
// test calls Run with a function that opens an empty ledger:
//
//	func TestLedger(t *testing.T) {
//		ledgertest.Run(t, func(t *testing.T) sayso.Ledger { return open(t) })
//	}
//
// The subtests know no technology: what they want stands in the comments of
// sayso.Ledger. What only one adapter can do wrong, it tests itself.
package ledgertest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// Open gives an empty ledger and closes it when the test ends.
type Open func(t *testing.T) sayso.Ledger

// Run runs the suite.
func Run(t *testing.T, open Open) {
	t.Run("Empty", func(t *testing.T) { testEmpty(t, open(t)) })
	t.Run("Put", func(t *testing.T) { testPut(t, open(t)) })
	t.Run("Record", func(t *testing.T) { testRecord(t, open(t)) })
	t.Run("Versions", func(t *testing.T) { testVersions(t, open(t)) })
	t.Run("OrderOfVersions", func(t *testing.T) { testOrderOfVersions(t, open(t)) })
	t.Run("Reread", func(t *testing.T) { testReread(t, open(t)) })
	t.Run("RereadOld", func(t *testing.T) { testRereadOld(t, open(t)) })
	t.Run("Readers", func(t *testing.T) { testReaders(t, open(t)) })
	t.Run("Refused", func(t *testing.T) { testRefused(t, open(t)) })
	t.Run("NotFound", func(t *testing.T) { testNotFound(t, open(t)) })
	t.Run("ClaimRow", func(t *testing.T) { testClaimRow(t, open(t)) })
	t.Run("LongText", func(t *testing.T) { testLongText(t, open(t)) })
	t.Run("Claims", func(t *testing.T) { testClaims(t, open(t)) })
	t.Run("Words", func(t *testing.T) { testWords(t, open(t)) })
	t.Run("Ranking", func(t *testing.T) { testRanking(t, open(t)) })
	t.Run("Properties", func(t *testing.T) { testProperties(t, open(t)) })
	t.Run("HostileWords", func(t *testing.T) { testHostileWords(t, open(t)) })
	t.Run("Articles", func(t *testing.T) { testArticles(t, open(t)) })
	t.Run("Actors", func(t *testing.T) { testActors(t, open(t)) })
	t.Run("ActorsStayApart", func(t *testing.T) { testActorsStayApart(t, open(t)) })
	t.Run("Identities", func(t *testing.T) { testIdentities(t, open(t)) })
	t.Run("Sources", func(t *testing.T) { testSources(t, open(t)) })
	t.Run("SourceMoves", func(t *testing.T) { testMoves(t, open(t)) })
	t.Run("Corrections", func(t *testing.T) { testCorrections(t, open(t)) })
	t.Run("Attempts", func(t *testing.T) { testAttempts(t, open(t)) })
	t.Run("Bookmarks", func(t *testing.T) { testBookmarks(t, open(t)) })
	t.Run("Held", func(t *testing.T) { testHeld(t, open(t)) })
	t.Run("Kill", func(t *testing.T) { testKill(t, open(t)) })
	t.Run("Place", func(t *testing.T) { testPlace(t, open(t)) })
	t.Run("PlaceStale", func(t *testing.T) { testPlaceStale(t, open(t)) })
	t.Run("PlaceVersions", func(t *testing.T) { testPlaceVersions(t, open(t)) })
	t.Run("Unplace", func(t *testing.T) { testUnplace(t, open(t)) })
	t.Run("Regroup", func(t *testing.T) { testRegroup(t, open(t)) })
	t.Run("RegroupFirst", func(t *testing.T) { testRegroupFirst(t, open(t)) })
	t.Run("Rebuild", func(t *testing.T) { testRebuild(t, open(t)) })
	t.Run("Stories", func(t *testing.T) { testStoryLists(t, open(t)) })
	t.Run("Journal", func(t *testing.T) { runJournal(t, open) })
	t.Run("Facets", func(t *testing.T) { testFacets(t, open(t)) })
	t.Run("Stats", func(t *testing.T) { testStats(t, open(t)) })
	t.Run("Paging", func(t *testing.T) { testPaging(t, open(t)) })
	t.Run("BadPaging", func(t *testing.T) { testBadPaging(t, open(t)) })
	t.Run("Cancelled", func(t *testing.T) { testCancelled(t, open(t)) })
	t.Run("Concurrent", func(t *testing.T) { testConcurrent(t, open(t)) })
	t.Run("AnyOrder", func(t *testing.T) { testAnyOrder(t, open) })
}

// put puts readings and wants no error.
func put(t *testing.T, l sayso.Ledger, readings ...sayso.Reading) []sayso.Outcome {
	t.Helper()
	out, err := l.Put(t.Context(), readings...)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(readings) {
		t.Fatalf("%d outcomes of %d readings", len(out), len(readings))
	}
	return out
}

func changes(out []sayso.Outcome) []sayso.Change {
	var c []sayso.Change
	for _, o := range out {
		c = append(c, o.Change)
	}
	return c
}

func wantEqual[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func wantList[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// wantSame wants two dumps to be the same.
func wantSame(t *testing.T, after, got, want string) {
	t.Helper()
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("the ledger has changed after %s (-want +got):\n%s", after, d)
	}
}

func wantKind(t *testing.T, what string, err error, kind sayso.Kind) {
	t.Helper()
	if err == nil || sayso.KindOf(err) != kind {
		t.Errorf("%s: error %v of kind %q, want kind %q", what, err, sayso.KindOf(err), kind)
	}
}

// claims lists the contents of the claims that q matches.
func claims(t *testing.T, l sayso.Ledger, q sayso.ClaimQuery) []string {
	t.Helper()
	page, err := l.Claims(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	var out []string
	for _, c := range page.Items {
		out = append(out, c.ContentText)
	}
	return out
}

func dump(t *testing.T, l sayso.Ledger) string {
	t.Helper()
	s, err := Dump(context.WithoutCancel(t.Context()), l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func testEmpty(t *testing.T, l sayso.Ledger) {
	if out, err := l.Put(t.Context()); len(out) != 0 || err != nil {
		t.Errorf("put of nothing: %v, %v", out, err)
	}
	stats, err := l.Stats(t.Context())
	if err != nil || stats.Articles != 0 || stats.Versions != 0 || stats.Claims != 0 || stats.Actors != 0 {
		t.Errorf("stats of an empty ledger: %+v, %v", stats, err)
	}
	for _, q := range []sayso.ClaimQuery{{}, {Words: "harbour"}, {Speaker: "Reyes"}, {Actor: "ac0"}, {Article: "ar0"}, {Outlet: "x"}} {
		if got := claims(t, l, q); len(got) != 0 {
			t.Errorf("%+v: %v", q, got)
		}
		if f, err := l.Facets(t.Context(), q); err != nil || f.Total != 0 {
			t.Errorf("facets of %+v: %+v, %v", q, f, err)
		}
	}
	if p, err := l.Articles(t.Context(), sayso.ArticleQuery{Words: "x"}); err != nil || len(p.Items) != 0 {
		t.Errorf("articles: %v, %v", p, err)
	}
	if p, err := l.Actors(t.Context(), sayso.ActorQuery{Name: "x"}); err != nil || len(p.Items) != 0 {
		t.Errorf("actors: %v, %v", p, err)
	}
}

func testNotFound(t *testing.T, l sayso.Ledger) {
	put(t, l, Readings()...)
	ctx := t.Context()
	_, err := l.Article(ctx, "ar0")
	wantKind(t, "Article", err, sayso.NotFound)
	_, err = l.Version(ctx, "ve0")
	wantKind(t, "Version", err, sayso.NotFound)
	_, err = l.Versions(ctx, "ar0")
	wantKind(t, "Versions", err, sayso.NotFound)
	_, err = l.Raw(ctx, "ve0")
	wantKind(t, "Raw", err, sayso.NotFound)
	_, err = l.Claim(ctx, "c1") // local identifiers mean nothing here
	wantKind(t, "Claim", err, sayso.NotFound)
	_, err = l.Actor(ctx, "")
	wantKind(t, "Actor", err, sayso.NotFound)
}

func testStats(t *testing.T, l sayso.Ledger) {
	put(t, l, Readings()...)
	stats, err := l.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "articles", stats.Articles, 4)
	wantEqual(t, "versions", stats.Versions, 5)
	wantEqual(t, "claims of newest versions", stats.Claims, 7)
	wantEqual(t, "actors of newest versions", stats.Actors, 5)
}

func testFacets(t *testing.T, l sayso.Ledger) {
	put(t, l, Readings()...)
	f, err := l.Facets(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	count := func(key string, n int) sayso.Count { return sayso.Count{Key: key, Label: key, N: n} }
	wantEqual(t, "total", f.Total, 7)
	wantList(t, "forms", f.Forms, []sayso.Count{count("indirect", 5), count("direct", 2)})
	wantList(t, "stances", f.Stances, []sayso.Count{count("asserts", 6), count("denies", 1)})
	wantList(t, "outlets", f.Outlets, []sayso.Count{count("The Lantern", 4), count("Northwind Daily", 1)})
	if len(f.Speakers) != 5 || f.Speakers[0].Label != "Ana-María Østby" || f.Speakers[0].N != 3 {
		t.Errorf("speakers: %+v", f.Speakers)
	}
	for _, s := range f.Speakers {
		if a, err := l.Actor(t.Context(), sayso.ActorID(s.Key)); err != nil || a.Name != s.Label || a.Claims != s.N {
			t.Errorf("the key of %+v leads to %+v, %v", s, a, err)
		}
	}

	// Facets and Claims must select alike.
	for _, q := range claimQueries(t, l) {
		f, err := l.Facets(t.Context(), q.ask)
		if err != nil {
			t.Fatalf("%s: %v", q.name, err)
		}
		if got := len(claims(t, l, q.ask)); f.Total != got {
			t.Errorf("%s: %d in facets, %d in the list", q.name, f.Total, got)
		}
	}
	f, err = l.Facets(t.Context(), sayso.ClaimQuery{Paging: sayso.Paging{Limit: 1}})
	if err != nil || len(f.Forms) != 1 || len(f.Speakers) != 1 || f.Speakers[0].N != 3 || f.Total != 7 {
		t.Errorf("facets of at most one each: %+v, %v", f, err)
	}
}

func testCancelled(t *testing.T, l sayso.Ledger) {
	put(t, l, Readings()...)
	before := dump(t, l)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Claims(ctx, sayso.ClaimQuery{})
	wantKind(t, "Claims", err, sayso.Cancelled)
	_, err = l.Facets(ctx, sayso.ClaimQuery{})
	wantKind(t, "Facets", err, sayso.Cancelled)
	_, err = l.Put(ctx, NewGenerator(1).Article(2))
	wantKind(t, "Put", err, sayso.Cancelled)
	wantSame(t, "calls that were cancelled", dump(t, l), before)
}
