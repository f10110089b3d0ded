package sqlite

import (
	"strings"
	"testing"

	"sayso"
)

func TestMatchWords(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{"", ``},
		{"  ", ``},
		{"harbour", `"harbour"`},
		{"new harbour", `"new" "harbour"`},
		{`"new harbour" late`, `"new harbour" "late"`},
		{`“new harbour„ late`, `"new harbour" "late"`},
		{`a"b c"d`, `"a" "b c" "d"`},
		{`"new harbour`, `"new harbour"`},
		{"harb*", `"harb"*`},
		{`"new harb"*`, `"new harb"*`},
		{"ha*", `"ha"`},
		{"北*", `"北"*`},
		{"*", ``},
		{"ha*rb", `"ha rb"`},
		{"Ana-María", `"Ana María"`},
		{"O'Neill's", `"O Neill s"`},
		{"a:b^c{d}", `"a b c d"`},
		{"AND OR NOT", `"AND" "OR" "NOT"`},
		{"🌧 rain", `"rain"`},
		{"\x00\xff", ``},
		{"\u0301", ``},
		{strings.Repeat("x ", 100), strings.TrimSuffix(strings.Repeat(`"x" `, maxTerms), " ")},
	} {
		if got := matchWords(test.typed); got != test.want {
			t.Errorf("matchWords(%q) = %s, want %s", test.typed, got, test.want)
		}
	}
}

func TestCountFacets(t *testing.T) {
	var all []byte
	claim := func(form sayso.Form, stance sayso.Stance, outlet any, speakers ...int64) {
		all = appendFacets(all, &sayso.Claim{Form: form, Stance: stance}, outlet, speakers)
	}
	claim(sayso.Direct, sayso.Denies, int64(12), 98, 99)
	claim(sayso.Direct, sayso.Asserts, nil, 98)
	claim(sayso.Indirect, "", int64(12))
	claim("", "", nil)
	c := countFacets(all)
	if c.total != 4 || c.forms["direct"] != 2 || c.forms["indirect"] != 1 || c.stances["denies"] != 1 || c.outlets[12] != 2 ||
		c.speakers[98] != 2 || c.speakers[99] != 1 || len(c.forms) != 2 || len(c.stances) != 2 || len(c.outlets) != 1 || len(c.speakers) != 2 {
		t.Errorf("%s counts as %+v", all, c)
	}
	countFacets([]byte(";,;,,;a;,,x;")) // whatever a damaged file holds
}
