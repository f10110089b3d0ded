package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"sayso"
)

// showWidth is how wide an article is laid out at most: lines that are longer
// read badly.
const showWidth = 100

// viewer lays an article out with its claims marked.
type viewer struct {
	record *sayso.Record
	colour bool
	width  int // columns to wrap at; 0 leaves paragraphs on one line
}

// groupColours are the terminal's colours for the groups of stances, near those
// of the pages.
var groupColours = map[sayso.StanceGroup]text.Color{
	sayso.SaysGroup: text.FgCyan, sayso.DeniesGroup: text.FgRed, sayso.PledgesGroup: text.FgGreen,
	sayso.WarnsGroup: text.FgMagenta, sayso.AsksGroup: text.FgYellow, sayso.ExpectsGroup: text.FgBlue,
}

func (v *viewer) paint(s string, colours ...text.Color) string {
	if !v.colour || s == "" || len(colours) == 0 {
		return s
	}
	return text.Colors(colours).Sprint(s)
}

func (v *viewer) String() string {
	a := &v.record.Article
	var b strings.Builder
	if a.Title != "" && !strings.HasPrefix(a.Text, a.Title) {
		b.WriteString(v.wrap(v.paint(oneLine(a.Title), text.Bold), 0) + "\n")
	}
	head := []string{a.Outlet, strings.Join(a.Byline, ", "), day(a.Published), a.URL}
	if a.URL == "" {
		head = append(head, a.Path)
	}
	if a.SaysFrom != "" {
		head = append(head, "says it is from "+a.SaysFrom)
	}
	var about []string
	for _, s := range append(head, string(a.ID)) {
		if s = oneLine(s); s != "" {
			about = append(about, s)
		}
	}
	b.WriteString(v.wrap(v.paint(strings.Join(about, " · "), text.Faint), 0) + "\n\n")
	for line := range strings.Lines(v.marked()) {
		b.WriteString(v.wrap(strings.TrimRight(line, "\n"), 0) + "\n")
	}
	if len(v.record.Analysis.Claims) > 0 {
		b.WriteString("\n")
	}
	for i := range v.record.Analysis.Claims {
		b.WriteString(v.wrap(v.footnote(i), 5) + "\n")
	}
	return b.String()
}

// wrap breaks s between words; lines after the first are indented.
func (v *viewer) wrap(s string, indent int) string {
	if v.width == 0 {
		return s
	}
	lines := strings.Split(text.WrapSoft(s, v.width-indent), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// part is what a stretch of the text is of a claim.
type part int

const (
	contentPart part = iota
	sourcePart
	cuePart
)

// brackets stand around each part.
var brackets = [...][2]string{contentPart: {"[", "]"}, sourcePart: {"{", "}"}, cuePart: {"<", ">"}}

// edge is where a part of a claim begins or ends.
type edge struct {
	at    int
	claim int
	part  part
	ends  bool
	last  bool // of the pieces of a content
	len   int  // of the piece
}

// edges are in text order; where several fall together, ends come before
// beginnings, and inner stand inside outer. The source and the cue of several claims
// are there once.
func edges(claims []sayso.Claim) []edge {
	var out []edge
	type place struct {
		part part
		span sayso.Span
	}
	had := map[place]bool{}
	for i, c := range claims {
		for _, x := range []struct {
			part  part
			spans sayso.Spans
		}{{contentPart, c.Content}, {sourcePart, c.Source.Spans}, {cuePart, c.Cue.Spans}} {
			for k, s := range x.spans {
				if x.part != contentPart && had[place{x.part, s}] {
					continue
				}
				had[place{x.part, s}] = true
				last := x.part == contentPart && k == len(x.spans)-1
				out = append(out, edge{s.Start, i, x.part, false, last, s.Len()}, edge{s.End, i, x.part, true, last, s.Len()})
			}
		}
	}
	rank := func(e edge) int {
		if e.ends {
			return e.len - 1<<40
		}
		return 1<<40 - e.len
	}
	slices.SortStableFunc(out, func(x, y edge) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(rank(x), rank(y))) })
	return out
}

// marked is the text with square brackets around the pieces of each claim's content
// and the claim's number after its last, braces around whose words they are, and angle
// brackets around the words that say so; on a terminal content is coloured by stance,
// the source bold and the cue underlined.
func (v *viewer) marked() string {
	txt, claims := v.record.Article.Text, v.record.Analysis.Claims
	var b strings.Builder
	var open []edge // innermost last
	at := 0
	flush := func(to int) {
		for k, piece := range strings.Split(printable(txt[at:to]), "\n") {
			if k > 0 {
				b.WriteByte('\n') // no colour runs over the end of a line
			}
			b.WriteString(v.paint(piece, v.colours(open)...))
		}
		at = to
	}
	for _, e := range edges(claims) {
		flush(e.at)
		colours := v.colours([]edge{e})
		if !e.ends {
			open = append(open, e)
			b.WriteString(v.paint(brackets[e.part][0], colours...))
			continue
		}
		open = slices.DeleteFunc(open, func(o edge) bool { return o.claim == e.claim && o.part == e.part })
		b.WriteString(v.paint(brackets[e.part][1], colours...))
		if e.last {
			b.WriteString(v.paint(fmt.Sprint(e.claim+1), text.Bold, v.stance(e.claim)))
		}
	}
	flush(len(txt))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// colours are those of text that stands inside some parts, the innermost last: of the
// contents the innermost decides.
func (v *viewer) colours(open []edge) (out []text.Color) {
	stance := text.Color(-1)
	for _, e := range open {
		switch e.part {
		case sourcePart:
			out = append(out, text.Bold)
		case cuePart:
			out = append(out, text.Underline)
		default:
			stance = v.stance(e.claim)
		}
	}
	if stance >= 0 {
		out = append(out, stance)
	}
	return out
}

func (v *viewer) stance(claim int) text.Color {
	return groupColours[v.record.Analysis.Claims[claim].Stance.Group()]
}

// names names actors, "and" between them.
func (v *viewer) names(ids []sayso.ActorID) string {
	var out []string
	for _, id := range ids {
		if a := v.record.Analysis.Actor(id); a != nil {
			out = append(out, oneLine(a.Name))
		}
	}
	return strings.Join(out, " and ")
}

// footnote says who makes claim i, how, and on whose word.
func (v *viewer) footnote(i int) string {
	c := &v.record.Analysis.Claims[i]
	txt := v.record.Article.Text
	who := cmp.Or(v.names(c.Source.Actors), c.Source.Unresolved(c.Source.Spans.In(txt)))
	s := fmt.Sprintf("%s  %s %s", v.paint(fmt.Sprintf("%3d", i+1), text.Bold, v.stance(i)), v.paint(fmt.Sprintf("%-9s", c.Stance), v.stance(i)), v.paint(who, text.Bold))
	if cue := oneLine(c.Cue.Spans.In(txt)); cue != "" {
		s += fmt.Sprintf(", by “%s”", cue)
	}
	if c.Certainty == sayso.Probable || c.Certainty == sayso.Possible {
		s += ", " + string(c.Certainty)
	}
	if to := v.names([]sayso.ActorID{c.Addressee}); to != "" {
		s += ", to " + to
	}
	if via := v.names(c.Via); via != "" {
		s += ", carried by " + via
	}
	if c.Parent != "" {
		if k := slices.IndexFunc(v.record.Analysis.Claims, func(o sayso.Claim) bool { return o.ID == c.Parent }); k >= 0 {
			s += fmt.Sprintf(", inside %d", k+1)
		}
	}
	return s
}
