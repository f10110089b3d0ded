package claim

import (
	"strings"

	"sayso/nlp"
)

// verbTag decides what a form of a verb is. Where the text was tagged by a
// model, its word counts for forms that are nouns as well ("Reuters reports").
func (x *site) verbTag() tag {
	g := x.guess()
	if g == open && x.trails() {
		return fin
	}
	switch t := &x.d.Tokens[x.i]; {
	case g == open && t.POS == "VERB" && (t.XPOS == "VBZ" || t.XPOS == "VBD" || t.XPOS == "VBP"):
		return fin
	case (g == fin || g == ing) && t.POS == "NOUN":
		return open
	}
	return g
}

// maxTrail bounds the words between a comma and a verb that ends its sentence.
const maxTrail = 8

// trails reports whether a form that is a noun as well is the verb of a speaker
// who ends the sentence, or of a paper: "…, the Herald reports.", "The memo
// states customers …".
func (x *site) trails() bool {
	w, s, i := x.w, x.s, x.i
	if w.form&thirdPerson == 0 || w.verb == nil || !w.verb.takes(quoted) || x.before&(open|named) == 0 || i == s.First {
		return false
	}
	if n := x.next; n.class&(prep|and) == 0 && n.tag&punct == 0 && signs[x.d.Word(min(i+1, s.End-1))] == 0 && writing(strings.ToLower(x.d.Word(i-1))) {
		return true
	}
	for k := i + 1; k < s.End; k++ {
		if signs[x.d.Word(k)]&(stop|mark) == 0 {
			return false
		}
	}
	for k := i - 1; k > s.First && k >= i-maxTrail; k-- {
		switch {
		case x.words[k].tag&(comma|mark) != 0:
			return k > s.First+1
		case x.words[k].tag&(verbal|aux|prep|to) != 0:
			return false
		}
	}
	return false
}

// writing reports whether a noun is a paper that states something.
func writing(w string) bool {
	switch w {
	case "memo", "letter", "document", "report", "statement", "email", "e-mail", "filing", "complaint", "lawsuit", "indictment", "affidavit", "notice", "website", "article", "petition":
		return true
	}
	return false
}

// guess decides what a form of a verb is by the words around it.
func (x *site) guess() tag {
	f, before := x.w.form, x.before
	switch {
	case f&present != 0:
		return x.ingForm()
	case before&(to|modal|do) != 0 && f&base != 0:
		return inf
	case before&have != 0 && f&participle != 0:
		return fin
	case before&be != 0 && f&participle != 0:
		return part
	case before&(det|poss|gen|number) != 0 && !x.w.sayForm():
		if before&det != 0 || f&(base|thirdPerson) != 0 || !x.openNext() {
			return open
		}
		return part
	case f&thirdPerson != 0 && f&base == 0:
		return x.thirdForm()
	case f&past != 0:
		return x.pastForm()
	case f&participle != 0 && f&base == 0:
		return part
	case f&base != 0:
		return x.baseForm()
	}
	return open
}

// openNext reports whether what follows may be what a verb has behind it: a noun
// phrase, a preposition, the end.
func (x *site) openNext() bool {
	return x.next.class&(det|poss|subj|obj|that|wh|to|prep|some) != 0 || x.next.tag&(named|number|mark) != 0 || x.i+1 == x.s.End
}

// ingForm decides on "saying".
func (x *site) ingForm() tag {
	switch {
	case x.before&be != 0:
		return fin
	case x.before&(det|poss|gen) != 0 && x.w.verb == nil:
		return open
	}
	return ing
}

// thirdForm decides on "says", which "claims" and "reports" have in common with
// nouns.
func (x *site) thirdForm() tag {
	before, n := x.before, x.next
	switch {
	case before&(subj|rel) != 0:
		return fin
	case !x.w.noun:
		if before&(prep|to) != 0 {
			return open
		}
		return fin
	case before&(named|closer|comma|that) != 0 && x.openNext():
		switch n.key {
		case "of", "about", "in", "from", "by":
			return open
		}
		return fin
	case before&open != 0 && (n.class&(that|det|poss|subj|wh|obj) != 0 || n.tag&(mark|colon) != 0):
		return fin
	}
	return open
}

// pastForm decides on "claimed", "said", "put".
func (x *site) pastForm() tag {
	f, before, by := x.w.form, x.before, x.next.key == "by"
	switch {
	case before&prep != 0 && f&base == 0 && !x.w.sayForm() && !by:
		return open
	case f&base != 0 && before&(prep|open) != 0 && x.w.noun:
		return open
	case f&participle != 0 && by && before&(subj|rel|named) == 0:
		return part
	}
	return fin
}

// baseForm decides on "say", "claim".
func (x *site) baseForm() tag {
	before, n := x.before, x.next
	switch {
	case before&(subj|rel) != 0, before&some != 0 && !x.w.noun:
		return fin
	case before&nounish != 0 && x.plural(x.i-1, x.s):
		if !x.w.noun || n.class&(that|det|poss|subj|wh|obj|to) != 0 || n.tag&(named|mark) != 0 {
			return fin
		}
	case before&(and|comma|stop|mark|colon|but) != 0 && !x.w.noun:
		return inf
	}
	return open
}

// sayForm reports whether the word is a form that hardly ever stands before a
// noun as an adjective.
func (w *word) sayForm() bool {
	switch w.key {
	case "said", "told", "says", "wrote", "added", "thought", "argued", "insisted":
		return true
	}
	return false
}

// plural reports whether the noun phrase that ends at word i looks plural.
func (t *tagger) plural(i int, s nlp.Range) bool {
	for ; i > s.First && t.words[i].tag&(adv|neg) != 0; i-- {
	}
	if i < s.First {
		return false
	}
	w := &t.words[i]
	if w.tag&some != 0 {
		return true
	}
	switch w.key {
	case "people", "men", "women", "police", "children", "media":
		return true
	}
	x := t.d.Word(i)
	n := len(x)
	if n > 3 && (x[n-1] == 's' || x[n-1] == 'S') && x[n-2] != 's' && x[n-2] != 'u' {
		return true
	}
	// "Smith and Jones say"
	for j := i - 1; j >= s.First && j > i-5; j-- {
		if t.words[j].tag&and != 0 {
			return true
		}
		if t.words[j].tag&(nounish|det|poss) == 0 {
			break
		}
	}
	return false
}
