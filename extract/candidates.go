package extract

import (
	"sayso"
	"sayso/internal/extract/event"
	"sayso/nlp"
)

// Candidates reads an article as Extract does, but keeps events that are unlikely to
// be there, and returns the traits of each, by which the likely ones are told. It is
// for those who train.
func (x *Extractor) Candidates(a *sayso.Article) (sayso.Analysis, [][]string) {
	rules, ok := x.stages.Coder.(*event.Rules)
	if !ok {
		return x.Extract(a), nil
	}
	var traits [][]string
	s := x.stages
	s.Coder = candidates{rules, &traits}
	return with(s).Extract(a), traits
}

// candidates is a coder that leaves no event out and notes the traits of each.
type candidates struct {
	*event.Rules
	traits *[][]string
}

// Code implements [event.Coder].
func (c candidates) Code(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) event.Coded {
	out, traits := c.Candidates(d, an, aside)
	*c.traits = traits
	return out
}
