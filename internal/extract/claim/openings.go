package claim

import "sayso/nlp"

// opening is a place behind a cue at which its content may begin.
type opening struct {
	*pass
	c *cueWord
	i int       // the place
	s nlp.Range // its sentence
	t tag       // of the word there
}

// complements are the forms of a content to the right of its cue. The first that
// the cue takes and the words have is read; its name is the second part of the
// rule's ("verb:that").
var complements = []struct {
	name string
	read func(*opening) (nlp.Range, bool)
}{
	{"colon", (*opening).behindColon},
	{"quote", (*opening).inMarks},
	{"that", (*opening).thatClause},
	{"wh", (*opening).indirectQuestion},
	{"to", (*opening).toVerb},
	{"prep", (*opening).behindPreposition},
	{"gerund", (*opening).gerundPhrase},
	{"naming", (*opening).naming},
	{"clause", (*opening).bareClause},
	{"object", (*opening).directObject},
}

// complement finds the content to the right of a cue, and the name of its form.
func (p *pass) complement(c *cueWord, i int, s nlp.Range) (nlp.Range, string) {
	if i >= s.End {
		return nlp.Range{}, ""
	}
	o := &opening{pass: p, c: c, i: i, s: s, t: p.words[i].tag}
	for _, form := range complements {
		if r, ok := form.read(o); ok {
			return r, form.name
		}
	}
	return nlp.Range{}, ""
}

// rest is the sentence from the opening on, next what stands behind its word.
func (o *opening) rest() nlp.Range { return nlp.Range{First: o.i, End: o.s.End} }
func (o *opening) next() nlp.Range { return nlp.Range{First: o.i + 1, End: o.s.End} }

// follows reports whether the word behind the opening has one of some tags.
func (o *opening) follows(tags tag) bool { return o.i+1 < o.s.End && o.words[o.i+1].tag&tags != 0 }

func (o *opening) behindColon() (nlp.Range, bool) {
	return o.next(), o.t&colon != 0 && o.c.takes(quoted|clause|nominal)
}

func (o *opening) inMarks() (nlp.Range, bool) {
	if o.t&comma != 0 {
		return o.next(), o.c.takes(quoted) && o.follows(mark)
	}
	return o.rest(), o.t&mark != 0 && o.c.takes(quoted|clause)
}

func (o *opening) thatClause() (nlp.Range, bool) {
	return o.rest(), o.t&that != 0 && o.words[o.i].key == "that" && o.c.takes(clause|thatOnly|tellees)
}

func (o *opening) indirectQuestion() (nlp.Range, bool) {
	return o.rest(), o.t&wh != 0 && o.c.takes(question)
}

func (o *opening) toVerb() (nlp.Range, bool) {
	if !o.c.takes(infinite | urgees) {
		return nlp.Range{}, false
	}
	return o.rest(), o.t&to != 0 && o.follows(inf|adv|be|have|do) || o.t&neg != 0 && o.follows(to)
}

func (o *opening) behindPreposition() (nlp.Range, bool) {
	return o.next(), o.t&(prep|to|sub) != 0 && o.c.takes(byPrep) && o.c.opens(o.words[o.i].key) && o.c.weak&byPrep == 0
}

func (o *opening) gerundPhrase() (nlp.Range, bool) {
	return o.rest(), o.t&ing != 0 && o.c.takes(gerund)
}

// naming reads "call X Y", "describe X as Y": all of it is content.
func (o *opening) naming() (nlp.Range, bool) {
	if o.t&(nounish|det|poss|obj|mark) == 0 {
		return nlp.Range{}, false
	}
	if o.c.takes(asPhrase) && o.asFollows() {
		return o.rest(), true
	}
	return o.rest(), o.c.takes(predicate) && o.c.weak&predicate == 0
}

// asFollows reports whether "as" stands behind the opening in its clause.
func (o *opening) asFollows() bool {
	for k := o.i + 1; k < o.s.End && k < o.i+20; k++ {
		if o.words[k].key == "as" {
			return true
		}
		if o.words[k].tag&(fin|aux|stop|comma|semi) != 0 {
			return false
		}
	}
	return false
}

// bareClause reads a clause without "that".
func (o *opening) bareClause() (nlp.Range, bool) {
	return o.rest(), o.c.takes(clause|tellees) && o.clauseAt(o.i, o.s, o.c.takes(quoted) && !o.c.takes(nominal))
}

// directObject reads what is said as a thing, "reported a delay", or as what
// somebody does, "reported the minister resigning".
func (o *opening) directObject() (nlp.Range, bool) {
	if o.c.takes(clause) && o.c.takes(gerund|nominal) && o.t&(nounish|det|poss) != 0 {
		if np, ok := o.phraseAfter(o.i, o.s.End); ok && np.End < o.s.End && o.words[np.End].tag&ing != 0 && o.words[np.End].form != 0 {
			np, _ = o.object(o.i, o.s)
			return np, true
		}
	}
	if o.c.takes(nominal) && o.c.weak&nominal == 0 && o.t&(nounish|det|poss|obj|mark) != 0 {
		return o.object(o.i, o.s)
	}
	return nlp.Range{}, false
}

// nounContent finds the content behind a noun or adjective, and where its cue
// ends: a preposition belongs to the cue.
func (p *pass) nounContent(c *cueWord, i int, s nlp.Range) (nlp.Range, int) {
	if i+1 >= s.End {
		return nlp.Range{}, 0
	}
	o := &opening{pass: p, c: c, i: i, s: s, t: p.words[i].tag}
	switch key := p.words[i].key; {
	case c.takes(thatOnly) && o.t&be != 0:
		return o.predicated()
	case c.takes(thatOnly) && o.t&(that|rel) != 0 && key == "that":
		if o.relates() {
			return nlp.Range{}, 0 // "a claim that was made"
		}
	case c.takes(thatOnly) && o.t&(fin|aux) != 0:
		return o.arisen()
	case o.t&to != 0 && c.takes(infinite) && o.follows(inf|be|have|do), o.t&wh != 0 && c.takes(question):
	case o.t&(prep|to) != 0 && c.takes(byPrep) && c.opens(key):
		return o.ofNoun()
	default:
		return nlp.Range{}, 0
	}
	return p.phraseEnd(o.rest()), i
}

// predicated reads "the answer was that …", "his claim is: …".
func (o *opening) predicated() (nlp.Range, int) {
	k := o.i + 1
	for k < o.s.End && o.words[k].tag&(adv|neg) != 0 {
		k++
	}
	if k+1 >= o.s.End {
		return nlp.Range{}, 0
	}
	switch t := o.words[k].tag; {
	case t&colon != 0:
		return nlp.Range{First: k + 1, End: o.s.End}, k
	case t&(that|mark|wh) != 0:
		return nlp.Range{First: k, End: o.s.End}, k
	}
	return nlp.Range{}, 0
}

// relates reports whether the "that" behind a noun is a relative pronoun.
func (o *opening) relates() bool {
	return o.t&rel != 0 || o.finite(o.peek(o.i+1, o.s)) && o.words[o.i+1].class&(det|some|subj) == 0 && o.follows(fin|aux)
}

// arisen reads "concerns have emerged that …".
func (o *opening) arisen() (nlp.Range, int) {
	k := o.i
	for k < o.s.End && k < o.i+5 && o.words[k].tag&(fin|aux|adv|part) != 0 {
		k++
	}
	if k+1 < o.s.End && o.words[k].key == "that" && o.words[k-1].verb == nil && arises(o.words[k-1].key) {
		return nlp.Range{First: k, End: o.s.End}, k
	}
	return nlp.Range{}, 0
}

// ofNoun reads what a noun has behind its preposition: "fear of Norland firing
// missiles".
func (o *opening) ofNoun() (nlp.Range, int) {
	if o.follows(wh | ing) {
		return o.phraseEnd(o.next()), o.i + 1
	}
	np, ok := o.phraseAfter(o.i+1, o.s.End)
	if !ok {
		return nlp.Range{}, 0
	}
	k := np.End
	if k+1 < o.s.End && o.words[k].tag&dash != 0 && o.joined(k) {
		k++ // "of vote-rigging"
	}
	if k < o.s.End && o.words[k].tag&ing != 0 {
		np, _ = o.object(o.i+1, o.s)
	}
	return np, o.i + 1
}

// arises reports whether a verb form says that a claim came up.
func arises(key string) bool {
	switch key {
	case "emerged", "arose", "arisen", "grew", "grown", "surfaced", "spread", "mounted", "circulated", "persist", "persisted", "remain", "remained", "emerge", "abound", "swirled":
		return true
	}
	return false
}

// phraseEnd cuts a clause that hangs on a noun at the comma that parts it from
// the clause around it.
func (p *pass) phraseEnd(r nlp.Range) nlp.Range {
	for k := r.First; k < r.End; k++ {
		if p.words[k].tag&comma != 0 && p.quoteAt[k] == 0 && k+1 < r.End && p.words[k+1].tag&(fin|aux|but|ing|rel|sub) != 0 {
			r.End = k
			return r
		}
	}
	return r
}

// clauseAt reports whether a clause without "that" begins at i: a noun phrase
// and, before the clause around it goes on, a verb with a tense. Commas may
// come between only where far is set.
func (p *pass) clauseAt(i int, s nlp.Range, far bool) bool {
	w := &p.words[i]
	if w.tag&subj != 0 {
		return i+1 < s.End && p.words[i+1].tag&(fin|aux|adv|neg|comma|inf|rel|and|open|obj|some|mark|ing) != 0
	}
	if w.tag&(nounish|det|poss|some|mark|number|adv|prep|sub|wh|ing|neg|to|that) == 0 || w.tag&obj != 0 {
		return false
	}
	asides := far && w.tag&(prep|sub|wh|adv|ing) != 0 // commas that may yet come
	relative := false
	for k := i; k < s.End && k < i+40; k++ {
		w := &p.words[k]
		switch t := w.tag; {
		case t&(fin|aux) != 0:
			if !relative {
				return true
			}
			relative = false
			for k+1 < s.End && p.words[k+1].tag&(fin|aux|adv|neg|part|inf) != 0 {
				k++
			}
		case t&rel != 0 || t&that != 0 && k > i:
			relative = true
		case t&comma != 0 && p.quoteAt[k] == 0:
			if !far || !asides && (k+1 >= s.End || p.words[k+1].tag&(rel|det|open|named|number|prep) == 0) {
				return false
			}
			relative = false
		case t&(stop|semi|colon) != 0, t&(sub|but|to|wh) != 0 && k > i && !asides, t&dash != 0 && !p.joined(k):
			return false
		}
	}
	return false
}

// object returns the noun phrase at i with all that hangs on it, up to the
// next comma or the end of the clause.
func (p *pass) object(i int, s nlp.Range) (nlp.Range, bool) {
	k := i
	for k < s.End {
		t := p.words[k].tag
		if t&(comma|semi|stop|colon) != 0 && p.quoteAt[k] == 0 || t&dash != 0 && !p.joined(k) {
			break
		}
		k++
	}
	return nlp.Range{First: i, End: k}, k > i
}
