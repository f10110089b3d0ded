package claims

import (
	"sayso"
	"sayso/internal/eval/polnear"
	"sayso/internal/eval/readers"
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// article is one annotated text, read by the stages that stand before.
type article struct {
	name  string
	d     *nlp.Doc
	rules []claim.Attribution
	gold  []claim.Attribution
}

// read turns annotated texts into articles.
func read(docs []polnear.Document, parse func(string) *nlp.Doc, rules claim.Finder, said func(done float64)) []article {
	out := make([]article, len(docs))
	for i, g := range docs {
		d := parse(g.Text)
		out[i] = article{name: g.Name, d: d, rules: rules.Find(d, nil), gold: gold(d, g.Attrs)}
		if i%20 == 0 {
			said(float64(i) / float64(len(docs)))
		}
	}
	return out
}

// claimsOf are articles with the claims that readers marked.
func claimsOf(marked []readers.Document) []polnear.Document {
	var out []polnear.Document
	for _, m := range marked {
		d := polnear.Document{Name: m.Name, Text: m.Text}
		for _, a := range m.Attrs {
			d.Attrs = append(d.Attrs, polnear.Attribution{Source: a.Source, Cue: a.Cue, Content: a.Content})
		}
		out = append(out, d)
	}
	return out
}

// gold puts attributions on tokens. Pieces that touch become one.
func gold(d *nlp.Doc, attrs []polnear.Attribution) []claim.Attribution {
	out := make([]claim.Attribution, 0, len(attrs))
	for _, a := range attrs {
		g := claim.Attribution{Source: ranges(d, a.Source), Cue: ranges(d, a.Cue), Content: ranges(d, a.Content), Parent: -1}
		if len(g.Content) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// ranges returns the tokens that touch the spans, in order.
func ranges(d *nlp.Doc, spans sayso.Spans) []nlp.Range {
	in := map[int]bool{}
	lo, hi := len(d.Tokens), 0
	for _, s := range spans {
		for i := firstEndingAfter(d, s.Start); i < len(d.Tokens) && d.Tokens[i].Start < s.End; i++ {
			if d.Tokens[i].End > s.Start {
				in[i] = true
				lo, hi = min(lo, i), max(hi, i+1)
			}
		}
	}
	var out []nlp.Range
	for i := lo; i < hi; i++ {
		if !in[i] {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == i {
			out[n-1].End++
		} else {
			out = append(out, nlp.Range{First: i, End: i + 1})
		}
	}
	return out
}

// firstEndingAfter returns the first token that ends after a byte.
func firstEndingAfter(d *nlp.Doc, at int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; d.Tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
