package actor

import (
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
	for _, chain := range c.d.Chains {
		last := -1
		for k, m := range chain.Mentions {
			if m.Head < 0 || m.Head >= len(c.nameAt) {
				continue
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

// several finds the phrase for several people that "they" at token i takes up,
// by its chain: the last such before it.
func (c *casting) several(i int) (nlp.Range, bool) {
	var found nlp.Range
	for _, chain := range c.d.Chains {
		if k := len(chain.Mentions); k == 0 || chain.Mentions[0].First >= i || chain.Mentions[k-1].First < i {
			continue
		}
		here := false
		var last nlp.Range
		for _, m := range chain.Mentions {
			if m.First >= i {
				here = m.Head == i
				break
			}
			if m.Kind == sayso.NominalMention && c.nameAt[m.Head] == 0 {
				if h := c.heads.of(c.word(m.Head)); h.many && (h.kind == groupHead || h.kind == personHead) {
					last = m.Range
				}
			}
		}
		if here && last.Len() > 0 {
			found = last
		}
	}
	return found, found.Len() > 0
}
