package lineage

import (
	"fmt"
	"strings"
	"testing"

	"sayso"
)

func tellPieces(a, b string) string {
	var out []string
	for _, p := range Pieces(a, b) {
		switch p.Kind {
		case Taken:
			out = append(out, p.B.In(b))
		case Cut:
			out = append(out, "[-"+p.A.In(a)+"-]")
		case Added:
			out = append(out, "{+"+p.B.In(b)+"+}")
		}
	}
	return strings.Join(out, " ")
}

func TestPieces(t *testing.T) {
	const s = "one two three four five six seven eight nine ten eleven twelve"
	for _, c := range []struct{ a, b, want string }{
		{s, s, s},
		{s, "Zero, " + s, "{+Zero+} " + s},
		{s, s + ". Local part", s + " {+Local part+}"},
		{"Head line here. " + s, s, "[-Head line here-] " + s},
		{s, strings.Replace(s, "six", "6", 1), "one two three four five [-six-] {+6+} seven eight nine ten eleven twelve"},
		{s, "nothing of it", "[-" + s + "-] {+nothing of it+}"},
		{"", "new", "{+new+}"},
		{"", "", ""},
	} {
		if got := tellPieces(c.a, c.b); got != c.want {
			t.Errorf("%q from %q:\n got %s\nwant %s", c.b, c.a, got, c.want)
		}
	}
}

func FuzzPieces(f *testing.F) {
	f.Add(wire, "PORT — "+wire[100:]+other)
	f.Add(strings.Repeat("a ", 40), strings.Repeat("a ", 30))
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 2<<10 || len(b) > 2<<10 {
			return
		}
		inA, inB := make([]int, len(a)), make([]int, len(b))
		end := 0
		for _, p := range Pieces(a, b) {
			mark := func(s sayso.Span, at []int) {
				for i := s.Start; i < s.End; i++ {
					at[i]++
				}
			}
			mark(p.A, inA)
			mark(p.B, inB)
			if p.Kind != Cut && p.B.Start < end {
				t.Fatalf("%v stands before what came before it", p)
			}
			end = max(end, p.B.End)
		}
		for what, ws := range map[string]struct {
			words []Word
			at    []int
		}{"first": {Words(a), inA}, "second": {Words(b), inB}} {
			for _, w := range ws.words {
				if ws.at[w.Start] != 1 {
					t.Fatal(fmt.Sprint("a word of the ", what, " text is in ", ws.at[w.Start], " pieces"))
				}
			}
		}
	})
}
