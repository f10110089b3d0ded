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

func TestContext(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for _, test := range []struct{ text, before, after string }{
		{"|", "", ""},
		{"one |two", "one ", "two"},
		{long + "|" + long, strings.Repeat("word ", maxContext/5), strings.TrimSpace(strings.Repeat("word ", maxContext/5))},
		{strings.Repeat("x", 500) + "|" + strings.Repeat("y", 500), strings.Repeat("x", maxContext), strings.Repeat("y", maxContext)},
		{strings.Repeat("é", 300) + "|" + strings.Repeat("🌧", 300), strings.Repeat("é", maxContext/2), strings.Repeat("🌧", maxContext/4)},
	} {
		i := strings.Index(test.text, "|")
		text := test.text[:i] + test.text[i+1:]
		if got := before(text, i); got != test.before {
			t.Errorf("before = %q, want %q", got, test.before)
		}
		if got := after(text, i); got != test.after {
			t.Errorf("after = %q, want %q", got, test.after)
		}
	}
}

func TestLead(t *testing.T) {
	for _, test := range []struct{ text, whole, want string }{
		{"", "", ""},
		{"PORT ALDER – It  rained.\n\nAll day.", "PORT ALDER – ", "It rained. All day."},
		{"It rained.", "", "It rained."},
		{strings.Repeat("rain ", 100), "", strings.TrimSpace(strings.Repeat("rain ", maxLead/5))},
	} {
		a := sayso.Article{Text: test.text}
		if test.whole != "" {
			a.Dateline = &sayso.Dateline{Whole: sayso.Span{Start: 0, End: len(test.whole)}}
		}
		if got := lead(&a); got != test.want {
			t.Errorf("lead(%.40q) = %q, want %q", test.text, got, test.want)
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
