package ledgertest

import (
	"fmt"
	"testing"

	"sayso"
)

// pointing makes a vector with a likeness of 1 − flips/8 to pointing(0).
func pointing(flips int) sayso.Vector {
	v := make(sayso.Vector, 16)
	for i := range v {
		if v[i] = 100; i < flips {
			v[i] = -100
		}
	}
	return v
}

// saying are Readings whose claims have vectors, each with more flips than the
// one before in the order of the texts; every fifth has none.
func saying() []sayso.Reading {
	all := Readings()
	n := 0
	for i := range all {
		claims := all[i].Analysis.Claims
		for j := range claims {
			if n++; n%5 > 0 {
				claims[j].Vector = pointing(n / 2)
			}
		}
	}
	return all
}

// testLike asks for claims that say like things.
func testLike(t testing.TB, l sayso.Ledger) {
	if got := claims(t, l, sayso.ClaimQuery{Like: pointing(0)}); len(got) > 0 {
		t.Errorf("an empty ledger has %q", got)
	}
	put(t, l, saying()...)
	const (
		will, cranes, second = "“will open in spring,” … “whatever the weather 🌧 does.”", "the cranes had not been tested", "Østby had promised a second pier"
		pier, late, nothing  = "a second pier", "the harbour was late", "“Nothing is late,”"
		opens, staff, hebrew = "The clinic reopens on Friday", "staff had returned", "“אין החלטה”"
	)
	for _, q := range []claimQuery{
		{"like", sayso.ClaimQuery{Like: pointing(0)}, []string{late, nothing, opens, staff}},
		{"all versions", sayso.ClaimQuery{Like: pointing(0), AllVersions: true}, []string{will, cranes, second, pier, late, nothing, opens, staff}},
		{"like another", sayso.ClaimQuery{Like: pointing(3)}, []string{late, nothing, opens, staff, hebrew}},
		{"farthest first", sayso.ClaimQuery{Like: pointing(6)}, []string{hebrew, opens, staff, late, nothing}},
		{"the opposite", sayso.ClaimQuery{Like: pointing(16)}, nil},
		{"stance", sayso.ClaimQuery{Like: pointing(0), Stance: sayso.Denies}, []string{late}},
		{"words, without ranking", sayso.ClaimQuery{Like: pointing(0), Words: "late OR staff"}, []string{late, nothing, staff}},
		{"article", sayso.ClaimQuery{Like: pointing(0), Article: clinic().Article.ID}, []string{opens, staff}},
		{"speaker", sayso.ClaimQuery{Like: pointing(0), Speaker: "ostby"}, []string{late, nothing}},
		{"speakers", sayso.ClaimQuery{Like: pointing(0), Speaker: "minist*"}, []string{late, nothing}},
		{"another encoder", sayso.ClaimQuery{Like: append(pointing(0), 1)}, nil},
		{"no vector", sayso.ClaimQuery{Like: sayso.Vector{}}, nil},
	} {
		wantList(t, q.name, claims(t, l, q.ask), q.want)
		facets, err := l.Facets(t.Context(), q.ask)
		if err != nil || facets.Total != len(q.want) {
			t.Errorf("%s: facets count %d, want %d (%v)", q.name, facets.Total, len(q.want), err)
		}
	}
	ask := sayso.ClaimQuery{Like: pointing(0), AllVersions: true, Paging: sayso.Paging{Limit: 2}}
	var found []string
	for {
		page, err := l.Claims(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Items {
			found = append(found, fmt.Sprintf("%.3f", r.Likeness))
			if r.Vector != nil {
				t.Error("a row holds the vector")
			}
		}
		if ask.After = page.Next; ask.After == "" {
			break
		}
	}
	wantList(t, "likeness, by pages", found, []string{"1.000", "0.875", "0.875", "0.750", "0.625", "0.625", "0.500", "0.500"})
	if page, err := l.Claims(t.Context(), sayso.ClaimQuery{}); err != nil || page.Items[0].Likeness != 0 {
		t.Errorf("a list that asked for no likeness tells one (%v)", err)
	}
	testLikeAgain(t, l)
}

// testLikeAgain reads again, with other vectors and with none.
func testLikeAgain(t testing.TB, l sayso.Ledger) {
	ask := sayso.ClaimQuery{Like: pointing(0)}
	again := saying()[2]
	again.Analysis.Extractor.Version = "2"
	again.Analysis.Claims[0].Vector, again.Analysis.Claims[1].Vector = nil, pointing(1)
	put(t, l, again)
	wantList(t, "read again", claims(t, l, ask), []string{"“Nothing is late,”", "The clinic reopens on Friday", "staff had returned"})
	again = saying()[3]
	again.Analysis.Extractor.Version = "2"
	again.Analysis.Claims[0].Vector, again.Analysis.Claims[1].Vector = nil, nil
	put(t, l, again)
	wantList(t, "read without vectors", claims(t, l, ask), []string{"“Nothing is late,”"})
	bad := saying()[3]
	bad.Analysis.Extractor.Version = "3"
	bad.Analysis.Claims[1].Vector = make(sayso.Vector, sayso.MaxVector+1)
	if _, err := l.Put(t.Context(), bad); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("a vector without end is kept: %v", err)
	}
}
