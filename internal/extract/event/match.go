package event

// match finds the best pattern for word i, used as kind k with these
// arguments; nil when none fits. The one with most conditions wins.
func (t *text) match(table *Table, i int, k kind, args []argument) *pattern {
	ps := table.patterns[k][t.Lemma[i]]
	var best *pattern
	score := -1
	for n := range ps {
		p := &ps[n]
		s := 2 * len(p.conditions)
		if p.particle != "" {
			if !t.particle(i, p.particle) {
				continue
			}
			s += 3
		}
		if s <= score || !t.fits(p, args) {
			continue
		}
		best, score = p, s
	}
	return best
}

func (t *text) particle(i int, want string) bool {
	for j := t.First[i]; j >= 0; j = t.Next[j] {
		if t.Lemma[j] == want && (t.Tokens[j].Rel == "compound:prt" || t.Tokens[j].Is("advmod") || int(j) == i+1) {
			return true
		}
	}
	return i+1 < len(t.Tokens) && t.Lemma[i+1] == want && t.Tokens[i+1].POS == "ADP"
}

func (t *text) fits(p *pattern, args []argument) bool {
	for _, c := range p.conditions {
		if t.filled(&c, args) == c.not {
			return false
		}
	}
	return true
}

func (t *text) filled(c *condition, args []argument) bool {
	for _, a := range args {
		for _, s := range c.slots {
			if s != a.slot {
				continue
			}
			if c.words == nil {
				if !t.moment(a.head) {
					return true
				}
			} else if s == "inf" || s == "that" || s == "adv" {
				if c.words.has(t.Lemma[a.head]) {
					return true
				}
			} else if c.words.somebody && t.being(a.head) || t.words(a.head, c.words.has) {
				return true
			}
		}
	}
	return false
}

// being reports whether a phrase is somebody.
func (t *text) being(i int) bool {
	switch t.Tokens[i].POS {
	case "PROPN":
		return !t.moment(i)
	case "PRON":
		return t.Lemma[i] != "it" && t.Lemma[i] != "that" && t.Lemma[i] != "this" && t.Lemma[i] != "which" && t.Lemma[i] != "what"
	}
	if t.beings[t.Lemma[i]] != "" {
		return true
	}
	if n := t.Child(i, "nmod"); n >= 0 && t.Preposition(n) == "of" && t.Tokens[n].POS == "NOUN" {
		return t.beings[t.Lemma[n]] != "" // "thousands of pages" are nobody
	}
	switch t.Lemma[i] { // "dozens of farmers"
	case "thousand", "hundred", "dozen", "score", "number", "group", "ten", "member", "ally":
		return true
	}
	return false
}
