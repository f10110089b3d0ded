package event

import (
	"sayso/internal/extract/fact"
	"sayso/internal/lang/en"
	"sayso/nlp"
)

// Bounds on what one clause may hold.
const (
	maxPhraseWords = 24 // words of one argument that conditions see
	maxArguments   = 32 // of one trigger
	maxClimb       = 40 // steps from a word towards its root
)

// argument is a phrase under a trigger, by its head, and the slot it fills:
// "subj", "obj", "iobj", "inf", "that", "adv", "mod", "poss", "neg", or the
// preposition before it.
type argument struct {
	slot string
	head int
	// own is false for what the trigger shares with another clause: the
	// subject of the verb that it is joined to.
	own bool
}

// text is a tree with what the coder knows of its words.
type text struct {
	*fact.Tree
	// beings are the nouns that stand for somebody, with their sectors.
	beings map[string]string
	// facts says whether what the words tell took place.
	facts *fact.Layer
}

func newText(d *nlp.Doc) *text { return &text{Tree: fact.Over(d)} }

// verbal reports whether an adjectival verb is a verb after all.
func (t *text) verbal(v int) bool {
	h := t.Tokens[v].Head
	return h >= 0 && (t.Child(v, "nsubj", "aux") >= 0 || t.Tokens[h].Is("obj") && t.Tokens[h].Head == v-1 && t.Lemma[v-1] == "have")
}

// relative reports whether word i stands for the noun that its clause hangs on.
func (t *text) relative(i int) bool {
	switch t.Lemma[i] {
	case "who", "which", "that", "whom":
		return t.Tokens[i].POS == "PRON"
	}
	return false
}

// arguments returns what hangs on trigger v, bounded by maxArguments.
func (t *text) arguments(v int) []argument {
	var out []argument
	add := func(slot string, head int, own bool) {
		if len(out) < maxArguments && head >= 0 {
			out = append(out, argument{slot, head, own})
		}
	}
	tok := &t.Tokens[v]
	if tok.POS == "NOUN" || tok.POS == "PROPN" {
		t.nominal(v, add)
		return out
	}
	passive := t.Passive(v)
	subject, object := -1, -1
	for j := t.First[v]; j >= 0; j = t.Next[j] {
		c := &t.Tokens[j]
		i := int(j)
		switch {
		case c.Is("nsubj") || c.Is("csubj"):
			if t.relative(i) && tok.Is("acl") {
				i = tok.Head
			}
			if passive {
				object = i
			} else if subject < 0 || c.POS == "PROPN" && t.Tokens[subject].POS == "NOUN" {
				subject = i // "watchdog Fair Vote accused": parsers make two of one
			}
		case c.Is("obj"):
			if t.relative(i) && tok.Is("acl") {
				i = tok.Head
			}
			if object < 0 {
				object = i
			} else {
				add("iobj", i, true)
			}
		case c.Is("iobj"):
			add("iobj", i, true)
		case c.Rel == "obl:agent", c.Is("obl") && passive && t.Preposition(i) == "by" && !t.moment(i):
			if subject < 0 {
				subject = i
			}
		case c.Is("obl"), c.Is("nmod"):
			if p := t.Preposition(i); p != "" {
				add(p, i, true)
			} else if i > v && !t.moment(i) && !passive && object < 0 && (c.POS == "NOUN" || c.POS == "PROPN") {
				object = i // "killed at least twelve soldiers", as parsers have it
			}
		case c.Is("xcomp"):
			if c.POS == "ADJ" || c.POS == "ADV" || c.POS == "NOUN" {
				add("adv", i, true)
			}
			if c.POS != "ADV" {
				add("inf", i, true)
			}
		case c.Is("advcl"):
			switch m := t.Preposition(i); m {
			case "to":
				add("inf", i, true)
			case "of", "for", "from", "against", "with", "into":
				add(m, i, true)
			}
		case c.Is("ccomp"):
			if t.Has(i, "mark", "to") {
				add("inf", i, true)
			} else {
				add("that", i, true)
			}
		case c.Is("advmod"), c.Is("compound:prt"):
			add("adv", i, true)
			if t.Tokens[j].Feat("Polarity") == "Neg" {
				add("neg", i, true)
			}
		}
	}
	if t.Negated(v) {
		add("neg", v, true)
	}
	if passive {
		add("passive", v, true)
	}
	if tok.Is("amod") && t.verbal(v) {
		// A verb that the parser took for an adjective: "have tortured scores".
		object = tok.Head
		if h := t.Tokens[tok.Head].Head; subject < 0 && h >= 0 && t.Lemma[h] == "have" {
			subject = t.Child(h, "nsubj")
		}
	}
	own := true
	if object < 0 && tok.Is("acl") && passive {
		object = tok.Head
	} else if object < 0 && tok.Rel == "acl:relcl" && subject >= 0 && subject != tok.Head {
		object = tok.Head
	}
	if subject < 0 && !passive {
		subject, own = t.shared(v), false
	}
	if object < 0 && passive {
		// "was attacked and killed": the second verb shares what is done to
		object = t.shared(v)
	}
	if subject < 0 && object < 0 {
		if n := t.nameBefore(v); passive {
			object = n
		} else {
			subject = n
		}
	}
	add("subj", subject, own)
	add("obj", object, true)
	// Phrases under the object may belong to the verb: parsers cannot tell.
	if object >= 0 && object != tok.Head {
		for j := t.First[object]; j >= 0; j = t.Next[j] {
			switch c := &t.Tokens[j]; {
			case c.Is("nmod"):
				if p := t.Preposition(int(j)); p != "" && p != "of" {
					add(p, int(j), false)
				}
			case c.Is("acl") && t.Has(int(j), "mark", "to"):
				add("inf", int(j), false)
			}
		}
	}
	return out
}

// nominal lists what hangs on a noun that names an act.
func (t *text) nominal(v int, add func(string, int, bool)) {
	for j := t.First[v]; j >= 0; j = t.Next[j] {
		c := &t.Tokens[j]
		i := int(j)
		switch {
		case c.Rel == "nmod:poss":
			add("poss", i, true)
		case c.Is("nmod"), c.Is("obl"):
			if p := t.Preposition(i); p != "" {
				add(p, i, true)
			} else {
				add("mod", i, true)
			}
			// "the arrest of a banker by police": whose "by" parsers put last
			for k := t.First[i]; k >= 0; k = t.Next[k] {
				if t.Tokens[k].Is("nmod") && t.Preposition(int(k)) == "by" {
					add("by", int(k), false)
				}
			}
		case c.Is("compound"), c.Is("amod"):
			add("mod", i, true)
		case c.Is("acl"):
			if t.Has(i, "mark", "to") {
				add("inf", i, true)
			}
		}
	}
}

// shared finds the subject that v has in common with the clause it hangs on:
// of the verb it is joined to, of the verb that governs it, or the noun that
// it describes. It returns -1 for none.
func (t *text) shared(v int) int {
	for n := 0; n < maxClimb; n++ {
		tok := &t.Tokens[v]
		h := tok.Head
		if h < 0 {
			return -1
		}
		switch {
		case tok.Is("acl"):
			if t.Tokens[v].XPOS == "VB" || t.Has(v, "mark", "to") {
				// "its plan to withdraw": whoever has the plan
				if p := t.Child(h, "nmod:poss"); p >= 0 {
					return p
				}
				v = h
				continue
			}
			if t.Tokens[h].Is("obj") && t.beings[t.Lemma[h]] == "" && t.Tokens[h].POS == "NOUN" && tok.XPOS == "VBG" {
				v = h // "issued a declaration demanding": whoever issued it
				continue
			}
			return h
		case tok.Is("xcomp"), tok.Is("ccomp") && t.Has(v, "mark", "to"):
			if o := t.Child(h, "obj", "iobj"); o >= 0 && !promises[t.Lemma[h]] {
				return o
			}
			if t.Passive(h) {
				if s := t.Child(h, "nsubj:pass"); s >= 0 {
					return s
				}
			}
		case tok.Is("advcl") && t.Has(v, "mark", "from", "into", "against") && t.Child(h, "obj") >= 0:
			return t.Child(h, "obj") // "kept them from leaving"
		case tok.Is("conj"), tok.Is("advcl"), tok.Is("parataxis"):
		case tok.Is("obj"), tok.Is("obl"), tok.Is("nsubj"):
		case tok.Is("nmod") && t.Lemma[v] == "invitation":
			// "gratitude for the invitation to visit": whoever is grateful
			v = h
			continue
		default:
			return -1
		}
		if s := t.Child(h, "nsubj"); s >= 0 {
			if t.relative(s) && t.Tokens[h].Is("acl") {
				return t.Tokens[h].Head
			}
			return s
		}
		v = h
	}
	return -1
}

// promises are verbs whose infinitive keeps their subject though they have an
// object: "promised Tarnia to withdraw".
var promises = map[string]bool{"promise": true, "threaten": true, "vow": true, "pledge": true, "use": true, "take": true, "send": true, "issue": true}

// moment reports whether a phrase is a time, not somebody or something.
func (t *text) moment(i int) bool {
	return en.Is(t.Lemma[i], en.Weekday, en.Month, en.Moment, en.Period)
}

// words calls f with the lemmas of the phrase that head stands by, clauses
// left out, until f returns true; it reports whether f did.
func (t *text) words(head int, f func(string) bool) bool {
	left := maxPhraseWords
	var walk func(i, depth int) bool
	walk = func(i, depth int) bool {
		if left--; left < 0 {
			return false
		}
		if f(t.Lemma[i]) {
			return true
		}
		if depth == 0 {
			return false
		}
		for j := t.First[i]; j >= 0; j = t.Next[j] {
			switch c := &t.Tokens[j]; {
			case c.Is("nmod"), c.Is("compound"), c.Is("amod"), c.Is("conj"), c.Is("flat"), c.Is("appos"), c.Rel == "obj" && t.Tokens[i].POS == "VERB":
				if walk(int(j), depth-1) {
					return true
				}
			}
		}
		return false
	}
	return walk(head, 3)
}

// tokenAt returns the first token that ends after byte at.
func (t *text) tokenAt(at int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; t.Tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// nameBefore finds the name that stands right before a finite verb and was
// parsed as part of something else; -1 for none.
func (t *text) nameBefore(v int) int {
	i := v - 1
	for i >= 0 && v-i < 5 && (t.Tokens[i].POS == "AUX" || t.Tokens[i].POS == "ADV") {
		i--
	}
	if i < 0 || t.Tokens[i].POS != "PROPN" || i == v-1 && t.Tokens[v].Feat("VerbForm") != "Fin" || t.SentenceOf(i) != t.SentenceOf(v) {
		return -1
	}
	for n := 0; n < 6; n++ {
		switch k := &t.Tokens[i]; {
		case k.Head >= 0 && k.Head < v && (k.Is("flat") || k.Is("compound") || k.Is("conj")):
			i = k.Head
		default:
			return i
		}
	}
	return i
}
