// Package coref joins the mentions of one entity into chains: names with their
// short forms, noun phrases, pronouns.
//
// # The method
//
// Mentions are noun phrases of the tree. Read from left to right, each one
// either begins an entity or takes one earlier mention as its antecedent; it
// joins the chain that the antecedent stands in. A linear model scores the
// choices, as in Durrett and Klein (EMNLP 2013): features of the pair (how
// their words, heads, names, genders, numbers and kinds agree, how far they
// are apart, what part they play in their sentences), of the chain so far, and
// of the mention alone against the choice of none. Gender that is known on
// both sides and differs forbids a choice.
//
// # Words of speakers
//
// "I" inside a quotation is its speaker. Who that is, is told by [Speech]:
// whoever knows better than the simple reading here (the stage that reads
// claims) hands its own to [Resolver.Resolve].
//
// # Cost
//
// A mention looks at the MaxNear mentions before it and at MaxSame earlier
// ones for each word that they share, so work is linear in the mentions.
package coref

import (
	"sync"

	"sayso/internal/nlp/model"
	"sayso/nlp"
)

const (
	// MaxNear is how many of the mentions right before one are weighed.
	MaxNear = 40
	// MaxSame is how many earlier mentions with the same head, name or pronoun
	// are weighed besides.
	MaxSame = 3
)

// Speech is words in somebody's mouth: a quotation, or a turn of a transcript.
type Speech struct {
	Words nlp.Range
	// Speaker is the token that names the speaker, by its head: "Lind" in "Mr.
	// Lind said"; -1 when nobody is known to speak.
	Speaker int
}

// Resolver sets Doc.Chains. It is safe for use by many goroutines.
type Resolver struct {
	m      *Model
	tables *tables
	spaces sync.Pool // of *space
}

// New makes a Resolver of a model file.
func New(f *model.File) (*Resolver, error) {
	m, err := Read(f)
	if err != nil {
		return nil, err
	}
	return NewFrom(m), nil
}

// NewFrom makes a Resolver of a model, which must not change while it works.
func NewFrom(m *Model) *Resolver {
	r := &Resolver{m: m, tables: newTables()}
	r.spaces.New = func() any { return new(space) }
	return r
}

// Apply sets d.Chains, with the speakers that [Speeches] finds.
func (r *Resolver) Apply(d *nlp.Doc) { r.Resolve(d, r.Speeches(d)) }

// Resolve sets d.Chains: the entities with two mentions or more, in the order
// of their first mentions. It needs tags and trees, and uses d.Names. Speeches
// are in text order; inner ones come after those that hold them.
func (r *Resolver) Resolve(d *nlp.Doc, speeches []Speech) {
	s := r.spaces.Get().(*space)
	defer r.spaces.Put(s)
	s.prepare(r, d, speeches)
	for i := range s.mentions {
		s.join(i, s.best(r.m, i))
	}
	d.Chains = s.chains(d)
}

// chains makes the chains of two mentions or more.
func (s *space) chains(d *nlp.Doc) []nlp.Chain {
	var out []nlp.Chain
	for c := range s.clusters {
		k := &s.clusters[c]
		if k.size < 2 {
			continue
		}
		chain := nlp.Chain{Type: k.typ(), Mentions: make([]nlp.Mention, 0, k.size)}
		for i := k.first; i >= 0; i = int(s.mentions[i].next) {
			m := &s.mentions[i]
			chain.Mentions = append(chain.Mentions, nlp.Mention{Range: m.Range, Head: m.head, Kind: m.kind})
		}
		out = append(out, chain)
	}
	return out
}

// typ is the kind of entity that a chain's mentions agree on.
func (c *cluster) typ() nlp.NameType {
	switch {
	case c.name != "":
		return c.name
	case c.kinds == person:
		return nlp.PersonName
	case c.kinds == org:
		return nlp.OrgName
	case c.kinds == place:
		return nlp.PlaceName
	case c.kinds == group:
		return nlp.GroupName
	}
	return nlp.OtherName
}

// kindOf maps the types of names.
func kindOf(t nlp.NameType) kind {
	switch t {
	case nlp.PersonName:
		return person
	case nlp.OrgName:
		return org
	case nlp.PlaceName:
		return place
	case nlp.GroupName:
		return group
	}
	return thing
}
