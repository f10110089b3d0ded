package web

import (
	"fmt"
	"strings"
	"testing"

	"sayso"
)

// lay writes paragraphs as text: {n words} for content, |words| for a source,
// ~words~ for a cue, ^n after a claim's end.
func lay(ps []paragraph) string {
	var out []string
	for _, p := range ps {
		var b strings.Builder
		for _, s := range p.Segments {
			t := s.Text
			if s.Source {
				t = "|" + t + "|"
			}
			if s.Cue {
				t = "~" + t + "~"
			}
			if s.Opens {
				t = fmt.Sprintf("{%d", s.Claim.Number) + t
			}
			if s.Closes {
				t += "}"
			}
			b.WriteString(t)
			for _, e := range s.Ends {
				fmt.Fprintf(&b, "^%d", e.Number)
			}
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "¶")
}

func TestMarkUp(t *testing.T) {
	text := "“Rain,” Ana said, “and\n\nwind.” Bo says Ana lied."
	at := func(w string) sayso.Span {
		i := strings.Index(text, w)
		return sayso.Span{Start: i, End: i + len(w)}
	}
	claim := func(source, cue string, content ...string) sayso.Claim {
		c := sayso.Claim{}
		if source != "" {
			c.Source.Spans = sayso.Spans{at(source)}
		}
		if cue != "" {
			c.Cue.Spans = sayso.Spans{at(cue)}
		}
		for _, w := range content {
			c.Content = append(c.Content, at(w))
		}
		return c
	}
	for _, c := range []struct {
		name   string
		claims []sayso.Claim
		want   string
	}{
		{"none", nil, "“Rain,” Ana said, “and¶wind.” Bo says Ana lied."},
		{"split over paragraphs", []sayso.Claim{claim("Ana", "said", "“Rain,”", "“and\n\nwind.”")}, "{1“Rain,”} |Ana| ~said~, {1“and}¶{1wind.”}^1 Bo says Ana lied."},
		{"nested", []sayso.Claim{claim("Bo", "says", "Ana lied"), claim("", "", "lied")}, "“Rain,” Ana said, “and¶wind.” |Bo| ~says~ {1Ana }{2lied}^1^2."},
		{"cue inside another content", []sayso.Claim{claim("", "", "Bo says Ana lied"), claim("Bo", "says", "lied")}, "“Rain,” Ana said, “and¶wind.” {1|Bo| ~says~ Ana }{2lied}^1^2."},
		{"overlapping", []sayso.Claim{claim("", "", "Bo says Ana"), claim("", "", "says Ana lied")}, "“Rain,” Ana said, “and¶wind.” {1Bo }{2says Ana}^1{2 lied}^2."},
		{"a content that is all", []sayso.Claim{{Content: sayso.Spans{{Start: 0, End: len(text)}}}}, "{1“Rain,” Ana said, “and}¶{1wind.” Bo says Ana lied.}^1"},
	} {
		marks := make([]*markedClaim, len(c.claims))
		for i := range marks {
			marks[i] = &markedClaim{Number: i + 1}
		}
		if got := lay(markUp(text, c.claims, marks)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func FuzzMarkUp(f *testing.F) {
	f.Add("ab\n\ncd", uint8(0), uint8(3), uint8(2), uint8(6))
	f.Fuzz(func(t *testing.T, text string, a, b, c, d uint8) {
		clip := func(x, y uint8) sayso.Span {
			s, e := min(int(x), len(text)), min(int(y), len(text))
			return sayso.Span{Start: min(s, e), End: max(s, e)}
		}
		claims := []sayso.Claim{{Content: sayso.Spans{clip(a, b)}}, {Content: sayso.Spans{clip(c, d)}, Source: sayso.Source{Spans: sayso.Spans{clip(b, c)}}}}
		var got strings.Builder
		for _, p := range markUp(text, claims, []*markedClaim{{Number: 1}, {Number: 2}}) {
			for _, s := range p.Segments {
				got.WriteString(s.Text)
			}
		}
		if want := strings.ReplaceAll(text, "\n", ""); got.String() != want {
			t.Errorf("the segments read %q, the text %q", got.String(), want)
		}
	})
}

func BenchmarkMarkUp(b *testing.B) {
	text := strings.Repeat("“We wait,” said Ana, who had waited for long. ", 2000)
	var claims []sayso.Claim
	var marks []*markedClaim
	for i := 0; i+47 < len(text); i += 51 {
		claims = append(claims, sayso.Claim{Content: sayso.Spans{{Start: i, End: i + 13}}})
		marks = append(marks, &markedClaim{Number: len(claims)})
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		markUp(text, claims, marks)
	}
}
