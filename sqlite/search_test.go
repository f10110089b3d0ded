package sqlite

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/ledger/search"
	"sayso/ledgertest"
)

func TestRenderSearch(t *testing.T) {
	const words = `c.n IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)`
	for _, c := range []struct {
		typed, match string
		rest         string // conditions with their arguments
	}{
		{"harbour", `"harbour"`, ""},
		{"new harb*", `"new" AND "harb"*`, ""},
		{`"new harbour" -late -early`, `("new harbour") NOT ("late" OR "early")`, ""},
		{"a OR b c", `("a" OR ("b" AND "c"))`, ""},
		{"(a OR b) c", `("a" OR "b") AND "c"`, ""},
		{"a (b -c)", `"a" AND (("b") NOT ("c"))`, ""},
		{"a -(b c)", `("a") NOT (("b" AND "c"))`, ""},
		// What FTS5 cannot look for is a condition.
		{"-a", "", "NOT (" + words + `) ["a"]`},
		{"a OR -b", "", "(" + words + ") OR (NOT (" + words + `)) ["a" "b"]`},
		{"a (-b -c)", `"a"`, "(NOT (" + words + ")) AND (NOT (" + words + `)) ["b" "c"]`},
		{"NOT NOT a", "", "NOT (NOT (" + words + `)) ["a"]`},
		{"a (stance:denies OR b)", `"a"`, "(c.stance = ?) OR (" + words + `) [denies "b"]`},
		{"a -form:direct", `"a"`, "NOT (c.form = ?) [direct]"},
		{"-kind:named", "", "NOT (c.kind = ?) [named]"},
		{`-outlet:"Daily Bell"`, "", "NOT (coalesce(c.outlet = (SELECT n FROM outlet WHERE key = ?), FALSE)) [daily bell]"},
		{`-speaker:"ilse bra*"`, "", `NOT (c.n IN (SELECT claim FROM said WHERE actor IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?))) ["ilse" "bra"*]`},
		{"-before:1970", "", "NOT (c.at < ? AND c.at > ?) [0 -9223372036854775808]"},
		{"-after:1969", "", "NOT (c.at >= ?) [0]"},
	} {
		s, err := search.Parse(c.typed, search.OfClaims)
		if err != nil {
			t.Fatal(err)
		}
		query, rest := seek(s)
		got := ""
		for _, x := range rest {
			cond, args := ofClaims.condition(x)
			got += fmt.Sprint(cond, " ", args)
		}
		if query != c.match || got != c.rest {
			t.Errorf("%q:\n%s | %s, want\n%s | %s", c.typed, query, got, c.match, c.rest)
		}
	}
}

// TestMixedSearches asks for whatever pieces make when they are put together: a
// search is answered or refused, and counts agree with lists.
func TestMixedSearches(t *testing.T) {
	l := openTest(t)
	if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
		t.Fatal(err)
	}
	pieces := []string{"harbour ", "spring ", `"was late" `, "harb* ", "OR ", "OR ", "NOT ", "-", "(", ") ", "stance:denies ", `outlet:"The Lantern" `, "speaker:maria ", "before:2031-04-08 ", "clinic "}
	answered := 0
	for i := range 2000 {
		r := rand.New(rand.NewSource(int64(i)))
		var b strings.Builder
		if i%2 == 0 { // beside a word, and with a property on one side of an OR
			b.WriteString("harbour (speaker:maria OR clinic) ")
		}
		for range 1 + r.Intn(12) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		q := sayso.ClaimQuery{Words: b.String()}
		list, err := l.Claims(t.Context(), q)
		if k := sayso.KindOf(err); k == sayso.Invalid || k == sayso.TooLarge {
			continue
		}
		counts, err2 := l.Facets(t.Context(), q)
		if err != nil || err2 != nil || counts.Total != len(list.Items) {
			t.Errorf("%q: %d listed, %d counted, errors %v, %v", q.Words, len(list.Items), counts.Total, err, err2)
		}
		answered++
	}
	if answered < 500 {
		t.Errorf("%d of 2000 were answered", answered)
	}
}

// TestDeepSearchIsCheap renders brackets inside brackets, as deep as they may
// stand: the work must not double with each.
func TestDeepSearchIsCheap(t *testing.T) {
	s, err := search.Parse(strings.Repeat("tide ice (", search.MaxDepth)+"storm flood"+strings.Repeat(")", search.MaxDepth), nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(1, func() { seek(s) }); n > 1000 {
		t.Errorf("%.0f allocations", n)
	}
}
