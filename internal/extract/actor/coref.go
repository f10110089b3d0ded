package actor

import (
	"cmp"
	"slices"

	"sayso"
	"sayso/nlp"
)

// Coreference chains say which mentions mean one entity. A chain may run two
// people together, and does so the more the longer it is; what it says of a
// word is therefore taken from the names next to it: the last one before, or
// for a word before all names the first.

// chains maps the heads of pronouns and noun phrases to the entity of their
// chain.
func (c *casting) chains() {
	if len(c.d.Chains) == 0 {
		return
	}
	c.meant = make(map[int]int, 4*len(c.d.Chains))
	c.chainOf = make(map[int]int, 4*len(c.d.Chains))
	for n, chain := range c.d.Chains {
		for _, m := range chain.Mentions {
			if m.Kind == sayso.PronounMention {
				c.chainOf[m.Head] = n
			}
		}
		last := -1
		for k, m := range chain.Mentions {
			if m.Head < 0 || m.Head >= len(c.nameAt) {
				continue
			}
			if last >= 0 {
				c.entities[last].called[genderOf(c.word(m.Head))]++
			}
			if n := c.nameAt[m.Head] - 1; n >= 0 && c.entityOf[n] >= 0 {
				if last < 0 {
					for _, e := range chain.Mentions[:k] {
						c.meant[e.Head] = c.entityOf[n]
					}
				}
				last = c.entityOf[n]
				continue
			}
			if last >= 0 {
				c.meant[m.Head] = last
			}
		}
	}
}

// genderOf is the gender of a pronoun.
func genderOf(w string) gender {
	switch {
	case is(w, hePronoun):
		return male
	case is(w, shePronoun):
		return female
	}
	return unknownGender
}

// minCalled is how often a person must be called "he" or "she", and never the
// other, for it to tell the gender: chains run people together.
const minCalled = 3

// called gives people whose name tells no gender the one of the pronouns that
// their chains have for them.
func (c *casting) called() {
	for e := range c.entities {
		x := &c.entities[e]
		if x.typ != sayso.Person || x.gender != unknownGender {
			continue
		}
		switch he, she := x.called[male], x.called[female]; {
		case he >= minCalled && she == 0:
			x.gender = male
		case she >= minCalled && he == 0:
			x.gender = female
		}
	}
}

// several finds the phrase for several people that "they" at token i takes up,
// by its chain: the last such before it.
func (c *casting) several(i int) (nlp.Range, bool) {
	n, ok := c.chainOf[i]
	if !ok {
		return nlp.Range{}, false
	}
	chain := c.d.Chains[n].Mentions
	at, _ := slices.BinarySearchFunc(chain, i, func(m nlp.Mention, i int) int { return cmp.Compare(m.First, i) })
	for k := at - 1; k >= 0 && k > at-maxSharing; k-- {
		m := chain[k]
		if m.Kind != sayso.NominalMention || m.Head < 0 || m.Head >= len(c.nameAt) || c.nameAt[m.Head] > 0 {
			continue
		}
		if h := c.heads.of(c.word(m.Head)); h.many && (h.kind == groupHead || h.kind == personHead) {
			return m.Range, true
		}
	}
	return nlp.Range{}, false
}
