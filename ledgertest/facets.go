package ledgertest

import (
	"testing"

	"sayso"
)

func testFacets(t testing.TB, l sayso.Ledger) {
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
