package claim

import "sayso/nlp"

// Noun phrases are found from one end, by tags alone. A phrase that ends
// before a verb is walked from right to left: words, prepositional phrases
// hanging on a noun before them, coordinations, bracketed and quoted bits and
// relative clauses without comma belong to it; a verb, a conjunction of
// clauses, a comma or a time word ends it. Asides between commas ("Smith, a
// doctor, said") are taken in afterwards. Cost: linear in the phrase, which
// maxPhrase bounds.

const (
	// maxPhrase bounds a noun phrase with its asides, in tokens.
	maxPhrase = 70
	// maxAsides bounds the asides of a noun phrase.
	maxAsides = 5
)

// phraseBefore returns the noun phrase that ends before token end and starts
// at lo or later. It reports false when no noun stands there.
func (p *pass) phraseBefore(lo, end int) (nlp.Range, bool) {
	lo = max(lo, end-maxPhrase)
	i := end - 1
	if i < lo {
		return nlp.Range{}, false
	}
	switch w := &p.words[i]; {
	case w.tag&subj != 0:
		return nlp.Range{First: i, End: end}, true
	case w.tag&(nounish|det|closer|mark|obj|gen) == 0 || w.tag&when != 0 && w.class&adv != 0:
		return nlp.Range{}, false
	case w.tag&det != 0 && w.key != "each" && w.key != "either" && w.key != "neither" && w.key != "another":
		return nlp.Range{}, false
	case w.tag&gen != 0:
		return nlp.Range{}, false
	}
	first := -1 // start of the phrase as far as it is known
	for i >= lo {
		w := &p.words[i]
		t := w.tag
		switch {
		case t&closer != 0:
			j := p.openBefore(lo, i)
			if j < 0 {
				return done(first, end)
			}
			i = j - 1
			continue
		case t&mark != 0:
			j := p.quoteBefore(lo, i)
			if j <= lo || i-j > 10 || p.words[i-1].tag&(comma|stop) != 0 || p.words[j-1].tag&(nounish|det|poss|prep|gen) == 0 {
				return done(first, end)
			}
			first = j
			i = j - 1
			continue
		case t&when != 0:
			// "last week" after a noun is no part of it, save before a noun.
			if first < 0 || i+1 >= end || p.words[i+1].tag&(open|gen|when|named) == 0 || p.words[i+1].tag&named != 0 {
				return done(first, end)
			}
			if p.words[i+1].tag&gen == 0 && w.cap {
				return done(first, end)
			}
			first = i
		case t&(open|named|number) != 0:
			if first >= 0 && p.splits(i) {
				return done(first, end)
			}
			first = i
		case t&some != 0:
			first = i
			if i > lo && p.words[i-1].tag&(prep|some|det) == 0 {
				return done(first, end)
			}
		case t&(det|poss) != 0:
			first = i
			if i > lo && p.words[i-1].tag&(prep|some|det|and|number) == 0 {
				if p.words[i-1].tag&verbal != 0 {
					if j := p.relativeBefore(lo, i-1); j >= 0 {
						i = j
						continue
					}
				}
				return done(first, end)
			}
		case t&obj != 0:
			first = i
		case t&gen != 0 && first >= 0:
			first = i
		case t&prep != 0 && first >= 0:
			if !p.hangs(lo, i) {
				return done(first, end)
			}
			first = i
		case t&and != 0 && first >= 0:
			if !p.coordinates(lo, i) {
				return done(first, end)
			}
		case t&comma != 0 && first >= 0:
			// A list: "A, B and C".
			if !p.listed(lo, i, first) {
				return done(first, end)
			}
		case t&(adv|sign) != 0 && first >= 0 && i > lo && p.words[i-1].tag&(det|poss|prep|open|named|number|gen|adv|sign) != 0:
			if t&adv != 0 && p.words[i-1].tag&(det|poss|adv) == 0 {
				return done(first, end)
			}
		case t&dash != 0 && p.joined(i):
		case t&(part|ing) != 0 && first >= 0 && i > lo && p.words[i-1].tag&(det|poss|gen|open|named) != 0 && p.words[i+1].tag&(open|named) != 0 && p.words[i-1].tag&(det|poss|gen) != 0:
		case t&(fin|part|ing|aux|adv|neg) != 0 && first >= 0:
			j := p.relativeBefore(lo, i)
			if j < 0 {
				return done(first, end)
			}
			i = j
			first = j + 1
			continue
		default:
			return done(first, end)
		}
		i--
	}
	return done(first, end)
}

func done(first, end int) (nlp.Range, bool) {
	return nlp.Range{First: max(first, 0), End: end}, first >= 0
}

// splits reports whether a noun phrase ends at word i though a noun follows:
// "in an interview Smith said", "in Ohio the governor said".
func (p *pass) splits(i int) bool {
	n := &p.words[i+1]
	if n.tag&(det|poss|subj|some) != 0 && n.tag&number == 0 {
		return p.words[i].tag&and == 0
	}
	return false
}

// hangs reports whether the preposition at i hangs on a noun before it, so
// that the phrase goes on to the left.
func (p *pass) hangs(lo, i int) bool {
	if i <= lo {
		return false
	}
	w := &p.words[i-1]
	switch {
	case w.tag&(open|named|number|some|closer|obj) != 0:
		return true
	case w.tag&mark != 0:
		return true
	case w.tag&(part|ing) != 0 && i-1 > lo && p.words[i-2].tag&(nounish|closer) != 0 && p.words[i-2].tag&when == 0:
		return true // "people briefed on it"
	}
	return false
}

// coordinates reports whether the conjunction at i joins nouns and not
// clauses: what stands before it is a noun phrase that begins a clause or
// follows a preposition that hangs on one.
func (p *pass) coordinates(lo, i int) bool {
	if i <= lo {
		return false
	}
	if p.words[i].key == "or" || p.words[i].key == "nor" || p.words[i].key == "&" {
		return p.words[i-1].tag&(nounish|closer) != 0
	}
	k := i - 1
	if p.words[k].tag&(nounish|closer|mark|obj) == 0 {
		return false
	}
	// Walk over the noun phrase to the left, without going through another
	// conjunction.
	for k >= lo && p.words[k].tag&(open|named|number|det|poss|gen|prep|closer|opener|some|obj|sign|when|dash|and) != 0 {
		if p.words[k].tag&(dash|when) != 0 && !p.joined(k) && p.words[k].tag&when == 0 {
			break
		}
		k--
	}
	if k < lo {
		return p.words[lo].tag&prep == 0 || p.words[lo].key == "like"
	}
	t := p.words[k].tag
	if t&comma != 0 {
		return p.words[k+1].tag&prep == 0
	}
	return t&(sub|that|wh|but|colon|semi|dash|mark|stop|adv) != 0
}

// listed reports whether the comma at i parts members of a list of which the
// rest begins at first: names or short nouns, with "and" before the last.
func (p *pass) listed(lo, i, first int) bool {
	if i <= lo || p.words[i-1].tag&(open|named|closer) == 0 {
		return false
	}
	for k := first; k < min(first+24, len(p.words)); k++ {
		switch t := p.words[k].tag; {
		case t&and != 0:
			return true
		case t&(open|named|number|det|poss|comma|gen|prep|closer|opener|when|dash|sign) == 0:
			return false
		}
	}
	return false
}

// relativeBefore looks for the relative clause whose last verb stands at i and
// returns the token before its pronoun, the noun it hangs on; -1 for none.
func (p *pass) relativeBefore(lo, i int) int {
	for k := i; k >= lo && k > i-16; k-- {
		t := p.words[k].tag
		switch {
		case t&rel != 0:
			if k > lo && p.words[k-1].tag&(nounish|closer|obj) != 0 {
				return k - 1
			}
			return -1
		case t&(part|ing) != 0 && k > lo && p.words[k-1].tag&(open|named|some|closer) != 0 && p.words[k-1].tag&when == 0 && p.words[k].verb == nil:
			return k - 1
		case t&(comma|colon|semi|dash|stop|mark|sub|that|wh|but|subj) != 0:
			return -1
		}
	}
	return -1
}

// joined reports whether the hyphen or slash at i stands inside a compound.
func (p *pass) joined(i int) bool {
	return p.d.Tokens[i].Joined && i+1 < len(p.words) && p.d.Tokens[i+1].Joined
}

// openBefore finds the bracket that the one at i closes; -1 for none.
func (p *pass) openBefore(lo, i int) int {
	for k := i - 1; k >= lo && k > i-20; k-- {
		if p.words[k].tag&opener != 0 {
			return k
		}
	}
	return -1
}

// quoteBefore finds the opening mark of the quotation that ends at i.
func (p *pass) quoteBefore(lo, i int) int {
	for k := range p.d.Quotes {
		if q := &p.d.Quotes[k]; q.End == i+1 && q.First >= lo {
			return q.First
		}
	}
	return -1
}

// phraseAfter returns the noun phrase that begins at i and ends before hi.
func (p *pass) phraseAfter(i, hi int) (nlp.Range, bool) {
	hi = min(hi, i+maxPhrase)
	if i >= hi {
		return nlp.Range{}, false
	}
	if p.words[i].tag&(subj|obj) != 0 {
		return nlp.Range{First: i, End: i + 1}, true
	}
	if p.words[i].tag&(nounish|det|poss) == 0 && !(p.words[i].tag&(part|ing) != 0 && i+1 < hi && p.words[i+1].tag&(open|named) != 0) || p.words[i].tag&when != 0 && p.words[i].class&adv != 0 {
		return nlp.Range{}, false
	}
	head := false // a noun has come
	role := false // and it was no name: "a spokesman"
	k := i
loop:
	for ; k < hi; k++ {
		w := &p.words[k]
		t := w.tag
		switch {
		case t&when != 0:
			if head && !(k+1 < hi && p.words[k+1].tag&(gen|open) != 0) {
				break loop
			}
			head = true
		case t&(open|named|number|some) != 0:
			head = true
			role = t&named == 0
		case t&(det|poss) != 0:
			if head && k > i && p.words[k-1].tag&(prep|and|gen|comma|some) == 0 {
				break loop
			}
		case t&gen != 0, t&sign != 0, t&dash != 0 && p.joined(k):
		case t&opener != 0:
			for k+1 < hi && p.words[k].tag&closer == 0 {
				k++
			}
		case t&prep != 0 && head:
			if !p.attaches(k, role, hi) {
				break loop
			}
		case t&and != 0 && head:
			if k+1 >= hi || p.words[k+1].tag&(open|named|number|det|poss|some) == 0 {
				break loop
			}
		case t&adv != 0 && !head, t&(ing|part) != 0 && !head:
		case t&(ing|part) != 0 && k > i && p.words[k-1].tag&(det|poss|gen) != 0:
		default:
			break loop
		}
	}
	for k > i && p.words[k-1].tag&(prep|and|det|poss|dash|sign|adv) != 0 {
		k--
	}
	return nlp.Range{First: i, End: k}, k > i && head
}

// attaches reports whether the preposition at k belongs to the noun before it:
// "of" does, "for" and "at" do after a role.
func (p *pass) attaches(k int, role bool, hi int) bool {
	if k+1 >= hi || p.words[k+1].tag&(nounish|det|poss|obj) == 0 || p.words[k+1].tag&when != 0 {
		return false
	}
	switch p.words[k].key {
	case "of":
		return true
	case "for", "at", "from", "with", "to", "on", "in", "against", "between", "behind", "near", "like":
		return role
	}
	return false
}

// mayBe reports whether a verb group holds a modal of possibility.
func (p *pass) mayBe(start, v int) bool {
	for i := start; i < v; i++ {
		switch p.words[i].key {
		case "may", "might", "could":
			return true
		}
	}
	return false
}
