package place

import (
	"strings"

	"sayso/internal/knowledge"
	"sayso/nlp"
)

// top is the token of a run that hangs outside it; -1 where there is no tree.
func top(d *nlp.Doc, w nlp.Range) int {
	for i := w.First; i < w.End; i++ {
		if h := d.Tokens[i].Head; !w.Contains(h) && d.Tokens[i].Rel != "" {
			return i
		}
	}
	return -1
}

// A name of a place stands for the place, or for those who govern it or live
// there (metonymy), or only says which kind of thing another noun means. What
// it hangs on tells: things are in, at and near places; talks are with, and
// sanctions against, powers; a power's ministry is no place, its border is.
// Countries and capitals are powers; a town is mostly meant as a town.

// hanging is what the name of a place hangs on, and how.
type hanging struct {
	rel  string     // the relation
	prep string     // the preposition of an adjunct
	head *nlp.Token // what it hangs on
	noun string     // its lemma in lower case
	// local is set where that is a kind of place, or something that is at one.
	local bool
}

// figurative reports whether the name stands for no place.
func (r *Resolver) figurative(d *nlp.Doc, w nlp.Range) bool {
	if put(d, w) || based(d, w) {
		return false
	}
	if next := w.End; next < len(d.Tokens) && is(strings.ToLower(strings.TrimSuffix(d.Word(next), ".")), officeWord) && d.Tokens[next].POS != "VERB" {
		return true
	}
	h, ok := hangs(d, w)
	if !ok {
		return false
	}
	switch h.rel {
	case "amod":
		return true
	case "compound":
		return !h.local && (h.head.POS == "NOUN" || r.power(d.Words(w)))
	}
	if h.contested() {
		return true
	}
	if !r.power(d.Words(w)) {
		return h.rel == "obj" && h.head.POS == "VERB" && is(h.head.Lemma, rivalVerb)
	}
	return h.ofPower()
}

// hangs finds what a name hangs on; false where there is nothing. What stands
// side by side is meant in one sense: that of the first.
func hangs(d *nlp.Doc, w nlp.Range) (hanging, bool) {
	t := top(d, w)
	if t < 0 {
		return hanging{}, false
	}
	for n := 0; n < maxConjuncts && d.Tokens[t].Rel == "conj" && d.Tokens[d.Tokens[t].Head].POS == "PROPN"; n++ {
		t = d.Tokens[t].Head
	}
	x := &d.Tokens[t]
	if x.Head < 0 {
		return hanging{}, false
	}
	h := hanging{rel: x.Rel, head: &d.Tokens[x.Head]}
	h.noun = strings.ToLower(h.head.Lemma)
	h.local = is(h.noun, placeKind) || is(h.noun, localNoun)
	if h.rel == "obl" || h.rel == "nmod" {
		h.prep = strings.ToLower(caseOf(d, t))
	}
	return h, true
}

// contested reports whether the name is a side of a match, as of a war.
func (h *hanging) contested() bool {
	return h.prep == "against" || (h.prep == "to" || h.prep == "over") && is(h.noun, contestWord)
}

// ofPower reports whether a country or a capital that hangs so stands for those
// who govern it or live there.
func (h *hanging) ofPower() bool {
	switch h.rel {
	case "nsubj", "iobj":
		return h.head.POS == "VERB" || h.head.POS == "ADJ"
	case "obl:agent":
		return true
	case "obj":
		return !is(h.head.Lemma, enterableVerb)
	case "nmod:poss":
		return !h.local
	case "nmod", "obl":
		switch h.prep {
		case "between":
			return !is(h.noun, routeWord)
		case "to", "on":
			return is(h.noun, givenWord)
		case "of":
			return is(h.noun, governedWord) || h.head.POS == "PROPN" && !h.local
		}
		return is(h.prep, partialWord)
	}
	return false
}

// acts reports whether the name is the subject, the object or the owner of
// something: a name that no gazetteer has is more often somebody there.
func (r *Resolver) acts(d *nlp.Doc, w nlp.Range) bool {
	t := top(d, w)
	if t < 0 {
		return true
	}
	switch d.Tokens[t].Rel {
	case "nsubj", "obj", "nmod:poss", "compound", "flat":
		return true
	}
	return false
}

// maxConjuncts bounds the steps from a conjunct to the first.
const maxConjuncts = 8

// caseOf is the preposition of token t; "" for none.
func caseOf(d *nlp.Doc, t int) string {
	for c := range d.Children(t) {
		if d.Tokens[c].Rel == "case" {
			return d.Word(c)
		}
	}
	return ""
}

// power reports whether a name is borne by a country or a capital.
func (r *Resolver) power(name string) bool {
	var buf [8]knowledge.Place
	for i, p := range r.base.Places(buf[:0], name) {
		if p.Feature == knowledge.Country || p.Feature == knowledge.Capital && i < 2 {
			return true
		}
	}
	return false
}

// facility reports whether a name ends in a kind of building or ground.
func facility(d *nlp.Doc, w nlp.Range) bool {
	return is(strings.ToLower(d.Word(w.End-1)), facilityWord)
}

// located reports whether the text puts something at the name: "at", "in",
// "near" it.
func located(d *nlp.Doc, w nlp.Range) bool {
	i := w.First - 1
	for ; i >= 0 && w.First-i < 4; i-- {
		switch d.Tokens[i].POS {
		case "DET", "ADJ", "PROPN", "NUM":
			continue
		}
		break
	}
	return i >= 0 && is(strings.ToLower(d.Word(i)), locative)
}

// The parser is often wrong about names; where the words beside a name settle
// what it stands for, they do, whatever the tree has.

// put reports whether the words before a name put something there, and nothing
// follows that the name might belong to: "in southern Kerland".
func put(d *nlp.Doc, w nlp.Range) bool {
	if n := w.End; n < len(d.Tokens) {
		switch t := &d.Tokens[n]; {
		case t.Joined, t.POS == "NOUN", t.POS == "PROPN", t.POS == "PART", t.POS == "ADJ", d.Word(n) == "-":
			return false
		}
	}
	i := w.First - 1
	for ; i >= 0 && w.First-i < 4; i-- {
		if t := &d.Tokens[i]; t.POS != "DET" && t.POS != "ADJ" && t.XPOS != "VBG" {
			break
		}
	}
	return i >= 0 && is(strings.ToLower(d.Word(i)), withinWord)
}

// inside reports whether a name hangs on something as where it is.
func inside(d *nlp.Doc, w nlp.Range) bool {
	t := top(d, w)
	if t < 0 {
		return false
	}
	c := strings.ToLower(caseOf(d, t))
	return (is(c, withinWord) || c == "at") && (d.Tokens[t].Rel == "obl" || d.Tokens[t].Rel == "nmod")
}

// based reports whether a name tells where a body has its seat: "Kerl-based".
func based(d *nlp.Doc, w nlp.Range) bool {
	return w.End+1 < len(d.Tokens) && d.Word(w.End) == "-" && d.Word(w.End+1) == "based"
}

// leastHeading is how many bytes a name in capitals must have to open a
// paragraph as where it was written: shorter ones are mostly initials.
const leastHeading = 4

// heading reports whether a name in capitals opens a paragraph as datelines
// do: "TARNBURY, Kerl. (KNA) —". Taggers take such names for bodies.
func (r *Resolver) heading(d *nlp.Doc, w nlp.Range) bool {
	p := d.ParagraphOf(w.First)
	if p < 0 || d.Paragraphs[p].First != w.First || w.End >= len(d.Tokens) {
		return false
	}
	name := d.Words(w)
	if len(name) < leastHeading || strings.ToUpper(name) != name {
		return false
	}
	switch d.Word(w.End) {
	case ",", "(", "—", "–", "-", "--":
		return r.known(name)
	}
	return false
}
