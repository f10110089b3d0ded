package trained

import (
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Scene is a Doc made ready for features; for training.
type Scene struct{ *scene }

// NewScene prepares a Doc. lexicon knows a lemma and class.
func NewScene(d *nlp.Doc, rules []claim.Attribution, lexicon func(uint64) Entry) Scene {
	return Scene{newScene(d, rules, func(k key) Entry { return lexicon(uint64(k)) })}
}

// LemmaKey is what a lexicon is asked.
func LemmaKey(t *nlp.Token) uint64 { return uint64(mix(keyOf(t.Lemma), classOf(t.POS))) }

// Visit hands out the slots of each token's features, and the contexts of the
// step to it.
func (s Scene) Visit(f func(i int, slots []uint32, contexts [EdgeKinds]int)) {
	var c collector
	var slots []uint32
	for i := range s.toks {
		s.features(&c, i)
		slots = slots[:0]
		for _, k := range c.keys {
			slots = append(slots, Slot(uint64(k)))
		}
		f(i, slots, s.edges(i))
	}
}

// WordKey is what a lexicon is asked of a lemma whose part of speech is pos.
func WordKey(lemma, pos string) uint64 { return uint64(mix(keyOf(lemma), classOf(pos))) }
