package web

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/story"
	"sayso/internal/story/lineage"
)

// The size of a tree of copies in its own units.
const (
	treeWide, treeRow, treeStep = 460, 34, 26
	maxTree                     = 40 // articles drawn; the list beside it has all
)

// drawTree draws who took a text from whom: a line for each article, the
// origin at the left and whoever took from it to its right. A dashed line joins
// copies of which nothing tells who took from whom.
func drawTree(t story.Text, of map[sayso.ArticleID]articleLine) template.HTML {
	ids := t.Articles[:min(len(t.Articles), maxTree)]
	row := map[sayso.ArticleID]int{}
	for i, id := range ids {
		row[id] = i
	}
	parent := map[sayso.ArticleID]sayso.ArticleID{}
	loose := map[sayso.ArticleID]bool{} // joined without a direction
	share := map[sayso.ArticleID]float64{}
	for _, c := range t.Taken {
		from, to, much := c.A, c.B, c.InB
		if c.From == c.B {
			from, to, much = c.B, c.A, c.InA
		}
		_, a := row[from]
		_, b := row[to]
		if _, has := parent[to]; !a || !b || has && !loose[to] || row[from] > row[to] {
			continue
		}
		parent[to], loose[to], share[to] = from, c.From == "", much
	}
	depth := func(id sayso.ArticleID) int {
		n := 0
		for p, ok := parent[id]; ok && n < 6; p, ok = parent[p] {
			n++
		}
		return n
	}
	var b strings.Builder
	high := treeRow*len(ids) + 10
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="group" aria-label="Who took the text from whom" class="tree">`, treeWide, high)
	for i, id := range ids {
		x, y := 12+treeStep*depth(id), 20+treeRow*i
		if p, ok := parent[id]; ok {
			px, py := 12+treeStep*depth(p), 20+treeRow*row[p]
			class := "took"
			if loose[id] {
				class = "loose"
			}
			fmt.Fprintf(&b, `<path class="%s" d="M%d %dV%dH%d"/>`, class, px, py+6, y, x-6)
		}
		a := of[id]
		label := a.Printer
		if !a.Published.IsZero() {
			label += ", " + a.Published.Format("2 Jan 2006")
		}
		if s, ok := share[id]; ok {
			label += fmt.Sprintf(" (%.0f %% taken)", 100*s)
		}
		fmt.Fprintf(&b, `<a href="/articles/%s"><title>%s</title><circle cx="%d" cy="%d" r="6"/><text x="%d" y="%d">%s</text></a>`,
			html.EscapeString(string(id)), html.EscapeString(a.Heading), x, y, x+13, y+5, html.EscapeString(clip(label, (treeWide-x)/8)))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// clip cuts a label that does not fit.
func clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimSpace(string(r[:max(most-1, 1)])) + "…"
}

// stretch is a run of one of two texts: taken from the other or its own.
type stretch struct {
	Text  string
	Taken int // the number of the passage; 0 for the text’s own words
	First bool
}

// passages lays two copies side by side: what both have, what the later left
// out, and what it put in.
func (s *server) passages(w http.ResponseWriter, r *http.Request) error {
	st, err := s.told(r)
	if err != nil {
		return err
	}
	find := func(id string) *sayso.Record {
		i := slices.IndexFunc(st.Articles, func(r *sayso.Record) bool { return string(r.Article.ID) == id })
		if i < 0 {
			return nil
		}
		return st.Articles[i]
	}
	a, b := find(r.URL.Query().Get("a")), find(r.URL.Query().Get("b"))
	if a == nil || b == nil || a == b {
		return sayso.Errorf("lay texts side by side", string(st.ID), sayso.NotFound, "a and b must name two articles of the story")
	}
	both := lineage.Align(a.Article.Text, b.Article.Text)
	o := lineage.Compare(a.Article.Text, b.Article.Text)
	words := 0
	for _, p := range both {
		words += p.Words
	}
	in := func(of func(lineage.Passage) sayso.Span) []sayso.Span {
		out := make([]sayso.Span, len(both))
		for i, p := range both {
			out[i] = of(p)
		}
		return out
	}
	d := lineage.Direct(&a.Article, &b.Article)
	verdict := "Nothing shows who took from whom."
	switch d.From {
	case 1:
		verdict = newArticleLine(b).Printer + " took it from " + newArticleLine(a).Printer + "."
	case 2:
		verdict = newArticleLine(a).Printer + " took it from " + newArticleLine(b).Printer + "."
	}
	return s.render(w, "passages", s.view("Taken, cut, added", struct {
		Story      *story.Story
		A, B       articleLine
		InA, InB   string
		Words      int
		Passages   int
		Verdict    string
		Why        []string
		TextA      []stretch
		TextB      []stretch
		ShareWords bool
	}{st, newArticleLine(a), newArticleLine(b), percent(o.InA), percent(o.InB), words, len(both), verdict, d.Why,
		stretches(a.Article.Text, in(func(p lineage.Passage) sayso.Span { return p.A })),
		stretches(b.Article.Text, in(func(p lineage.Passage) sayso.Span { return p.B })), len(both) > 0}))
}

// stretches parts a text at the passages that it shares; where two overlap in
// it the one that begins first wins.
func stretches(text string, taken []sayso.Span) []stretch {
	order := make([]int, len(taken))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return taken[i].Start - taken[j].Start })
	var out []stretch
	at := 0
	for _, i := range order {
		p := taken[i]
		if p.Start < at {
			p.Start = at
		}
		if p.End <= p.Start {
			continue
		}
		if p.Start > at {
			out = append(out, stretch{Text: text[at:p.Start]})
		}
		out = append(out, stretch{Text: text[p.Start:p.End], Taken: i + 1, First: true})
		at = p.End
	}
	if at < len(text) {
		out = append(out, stretch{Text: text[at:]})
	}
	return out
}
