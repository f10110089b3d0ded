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

// rightward walks over a noun phrase from its start to its end.
type rightward struct {
	*pass
	first, hi int  // the tokens that it may go over
	k         int  // where it stands
	head      bool // a noun has come
	role      bool // and it was no name: "a spokesman"
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
	if !p.opensPhrase(i, hi) {
		return nlp.Range{}, false
	}
	r := rightward{pass: p, first: i, hi: hi, k: i}
	for r.k < hi && r.step() {
		r.k++
	}
	for r.k > i && p.words[r.k-1].tag&(prep|and|det|poss|dash|sign|adv) != 0 {
		r.k--
	}
	return nlp.Range{First: i, End: r.k}, r.k > i && r.head
}

// opensPhrase reports whether a noun phrase may begin at word i.
func (p *pass) opensPhrase(i, hi int) bool {
	switch w := &p.words[i]; {
	case w.tag&when != 0 && w.class&adv != 0:
		return false
	case w.tag&(part|ing) != 0:
		return i+1 < hi && p.words[i+1].tag&(open|named) != 0
	default:
		return w.tag&(nounish|det|poss) != 0
	}
}

// step looks at the word at which r stands; false where the phrase ends before it.
func (r *rightward) step() bool {
	switch t := r.words[r.k].tag; {
	case t&when != 0:
		return r.time()
	case t&(open|named|number|some) != 0:
		r.head, r.role = true, t&named == 0
		return true
	case t&(det|poss) != 0:
		return !r.head || r.k == r.first || r.words[r.k-1].tag&(prep|and|gen|comma|some) != 0
	case t&(gen|sign) != 0:
		return true
	case t&dash != 0:
		return r.joined(r.k)
	case t&opener != 0:
		for r.k+1 < r.hi && r.words[r.k].tag&closer == 0 {
			r.k++
		}
		return true
	case t&prep != 0:
		return r.head && r.attaches(r.k, r.role, r.hi)
	case t&and != 0:
		return r.head && r.next()&(open|named|number|det|poss|some) != 0
	case t&adv != 0:
		return !r.head
	case t&(ing|part) != 0:
		return !r.head || r.k > r.first && r.words[r.k-1].tag&(det|poss|gen) != 0
	}
	return false
}

// time takes a word of time for a noun where none has come, or where one follows.
func (r *rightward) time() bool {
	if r.head && r.next()&(gen|open) == 0 {
		return false
	}
	r.head = true
	return true
}

// next is the tag of the word behind; 0 where there is none.
func (r *rightward) next() tag {
	if r.k+1 >= r.hi {
		return 0
	}
	return r.words[r.k+1].tag
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

// joined reports whether the hyphen or slash at i stands inside a compound.
func (p *pass) joined(i int) bool {
	return p.d.Tokens[i].Joined && i+1 < len(p.words) && p.d.Tokens[i+1].Joined
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
