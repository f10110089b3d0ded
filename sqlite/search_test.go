package sqlite

import (
	"fmt"
	"testing"

	"sayso/internal/ledger/search"
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
		{`-outlet:"Daily Bell"`, "", "NOT (coalesce(c.outlet = (SELECT n FROM outlet WHERE key = ?), 0)) [daily bell]"},
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
