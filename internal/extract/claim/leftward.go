package claim

import "sayso/nlp"

// leftward walks over a noun phrase from its end to its start.
type leftward struct {
	*pass
	lo, end int // the tokens that it may go over
	i       int // where it stands
	first   int // where the phrase starts, as far as it is known; -1 before a noun has come
}

// phraseBefore returns the noun phrase that ends before token end and starts
// at lo or later. It reports false when no noun stands there.
func (p *pass) phraseBefore(lo, end int) (nlp.Range, bool) {
	lo = max(lo, end-maxPhrase)
	if end-1 < lo {
		return nlp.Range{}, false
	}
	switch w := &p.words[end-1]; {
	case w.tag&subj != 0:
		return nlp.Range{First: end - 1, End: end}, true
	case !w.endsPhrase():
		return nlp.Range{}, false
	}
	l := leftward{pass: p, lo: lo, end: end, i: end - 1, first: -1}
	for l.i >= lo && l.step() {
	}
	return nlp.Range{First: max(l.first, 0), End: end}, l.first >= 0
}

// endsPhrase reports whether a word may be the last of a noun phrase.
func (w *word) endsPhrase() bool {
	switch {
	case w.tag&(open|named|number|some|when|det|closer|mark|obj) == 0, w.tag&when != 0 && w.class&adv != 0:
		return false
	case w.tag&det != 0:
		return w.key == "each" || w.key == "either" || w.key == "neither" || w.key == "another"
	}
	return true
}

// step goes over the word at which l stands, and what belongs to it; false where
// the phrase starts behind that word.
func (l *leftward) step() bool {
	switch t := l.words[l.i].tag; {
	case t&closer != 0:
		return l.bracket()
	case t&mark != 0:
		return l.quotation()
	case t&when != 0:
		return l.time()
	case t&(open|named|number) != 0:
		return !(l.first >= 0 && l.splits(l.i)) && l.take()
	case t&some != 0:
		return l.take() && (l.i < l.lo || l.words[l.i].tag&(prep|some|det) != 0)
	case t&(det|poss) != 0:
		return l.determiner()
	case t&obj != 0:
		return l.take()
	case t&dash != 0:
		return l.joined(l.i) && l.skip()
	}
	return l.first >= 0 && l.joint()
}

// joint goes over a word that joins the phrase to what stands before it.
func (l *leftward) joint() bool {
	switch t := l.words[l.i].tag; {
	case t&gen != 0:
		return l.take()
	case t&prep != 0:
		return l.hangs(l.lo, l.i) && l.take()
	case t&and != 0:
		return l.coordinates(l.lo, l.i) && l.skip()
	case t&comma != 0: // a list: "A, B and C"
		return l.listed(l.lo, l.i, l.first) && l.skip()
	case t&sign != 0:
		return l.prev()&(det|poss|prep|open|named|number|gen|adv|sign) != 0 && l.skip()
	case t&adv != 0:
		return l.adverb()
	case t&(part|ing) != 0 && l.prev()&(det|poss|gen) != 0 && l.words[l.i+1].tag&(open|named) != 0:
		return l.skip() // "the leaked memo"
	case t&(fin|part|ing|aux|neg) != 0:
		return l.relative()
	}
	return false
}

// take makes the phrase start at the word.
func (l *leftward) take() bool {
	l.first = l.i
	return l.skip()
}

// skip goes over the word, at which no phrase starts.
func (l *leftward) skip() bool {
	l.i--
	return true
}

// prev is the tag of the word before; 0 where there is none.
func (l *leftward) prev() tag {
	if l.i <= l.lo {
		return 0
	}
	return l.words[l.i-1].tag
}

func (l *leftward) bracket() bool {
	l.i = l.openBefore(l.lo, l.i) - 1
	return l.i >= -1
}

// quotation takes in a few words between marks that stand behind their noun.
func (l *leftward) quotation() bool {
	j := l.quoteBefore(l.lo, l.i)
	if j <= l.lo || l.i-j > 10 || l.words[l.i-1].tag&(comma|stop) != 0 || l.words[j-1].tag&(nounish|det|poss|prep|gen) == 0 {
		return false
	}
	l.first, l.i = j, j-1
	return true
}

// time takes in a word of time before a noun; after a noun, "last week" is no
// part of the phrase.
func (l *leftward) time() bool {
	if l.first < 0 || l.i+1 >= l.end {
		return false
	}
	next := l.words[l.i+1].tag
	if next&(open|gen|when) == 0 || next&named != 0 || next&gen == 0 && l.words[l.i].cap {
		return false
	}
	return l.take()
}

// determiner takes in an article or owner, which most phrases start with.
func (l *leftward) determiner() bool {
	l.take()
	if l.i < l.lo || l.words[l.i].tag&(prep|some|det|and|number) != 0 {
		return true
	}
	if l.words[l.i].tag&verbal == 0 {
		return false
	}
	l.i = l.relativeBefore(l.lo, l.i)
	return l.i >= 0
}

// adverb goes over an adverb inside the phrase, or over the relative clause that
// it stands in.
func (l *leftward) adverb() bool {
	switch t := l.prev(); {
	case t&(det|poss|adv) != 0:
		return l.skip()
	case t&(prep|open|named|number|gen|sign) != 0:
		return false
	}
	return l.relative()
}

// relative goes over the relative clause that ends at the word.
func (l *leftward) relative() bool {
	j := l.relativeBefore(l.lo, l.i)
	if j < 0 {
		return false
	}
	l.first, l.i = j+1, j
	return true
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
