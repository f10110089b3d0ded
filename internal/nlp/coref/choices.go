package coref

import (
	"sayso"
	"sayso/nlp"
)

// Choice is a mention, what it may refer back to, and what the weights make of that:
// what the network is learnt from.
type Choice struct {
	nlp.Range
	Head        int // its token
	Kind        sayso.MentionKind
	Cluster     int // the number of the chain that it came into
	Level, Role uint8
	Alone       float32 // the score of beginning an entity
	Of          []Candidate
}

// Candidate is an earlier mention.
type Candidate struct {
	Mention int
	Score   float32
	Signs   [PairSigns]uint8
}

// Choices reads d as [Resolver.Resolve] does, without the network, and returns what
// was weighed for each mention.
func (r *Resolver) Choices(d *nlp.Doc, speeches []Speech) []Choice {
	s := r.spaces.Get().(*space)
	defer r.spaces.Put(s)
	s.prepare(r, d, speeches)
	s.network = nil
	out := make([]Choice, len(s.mentions))
	for i := range s.mentions {
		m := &s.mentions[i]
		s.candidates(i)
		c := Choice{Range: m.Range, Head: m.head, Kind: m.kind, Level: m.level, Role: uint8(m.role), Alone: s.alone(r.m, i)}
		s.rivals = s.rivals[:0]
		for _, j := range s.near {
			c.Of = append(c.Of, Candidate{int(j), s.pair(r.m, i, int(j)), s.signs})
		}
		s.join(i, s.best(r.m, i))
		c.Cluster = int(m.cluster)
		out[i] = c
	}
	return out
}
