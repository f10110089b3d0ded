package event

import (
	"strings"

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

// text is a Doc with what the coder asks of it again and again.
type text struct {
	*nlp.Doc
	lemma []string // in lower case
	first []int32  // first child of each token, -1 for none
	next  []int32  // next child of the same head, -1 for none
	// beings are the nouns that stand for somebody, with their sectors.
	beings map[string]string
}

func newText(d *nlp.Doc) *text {
	t := &text{Doc: d, lemma: make([]string, len(d.Tokens)), first: make([]int32, len(d.Tokens)), next: make([]int32, len(d.Tokens))}
	for i := range d.Tokens {
		t.lemma[i] = strings.ToLower(d.Tokens[i].Lemma)
		t.first[i], t.next[i] = -1, -1
	}
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h >= 0 && h < len(d.Tokens) && h != i {
			t.next[i], t.first[h] = t.first[h], int32(i)
		}
	}
	return t
}

// child returns the first child of i with one of the relations; -1 for none.
func (t *text) child(i int, rels ...string) int {
	for j := t.first[i]; j >= 0; j = t.next[j] {
		for _, r := range rels {
			if t.Tokens[j].Is(r) {
				return int(j)
			}
		}
	}
	return -1
}

// has reports whether a child of i has one of the lemmas.
func (t *text) has(i int, rel string, lemmas ...string) bool {
	for j := t.first[i]; j >= 0; j = t.next[j] {
		if rel != "" && !t.Tokens[j].Is(rel) {
			continue
		}
		for _, l := range lemmas {
			if t.lemma[j] == l {
				return true
			}
		}
	}
	return false
}

// preposition returns what marks phrase i: "with", "because"; empty for none.
func (t *text) preposition(i int) string {
	if c := t.child(i, "case", "mark"); c >= 0 {
		return t.lemma[c]
	}
	return ""
}

func (t *text) passive(v int) bool {
	return t.child(v, "aux:pass", "nsubj:pass") >= 0 ||
		t.Tokens[v].XPOS == "VBN" && t.Tokens[v].Is("acl") && t.child(v, "nsubj", "aux") < 0
}

// verbal reports whether an adjectival verb is a verb after all.
func (t *text) verbal(v int) bool {
	h := t.Tokens[v].Head
	return h >= 0 && (t.child(v, "nsubj", "aux") >= 0 || t.Tokens[h].Is("obj") && t.Tokens[h].Head == v-1 && t.lemma[v-1] == "have")
}

// relative reports whether word i stands for the noun that its clause hangs on.
func (t *text) relative(i int) bool {
	switch t.lemma[i] {
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
	passive := t.passive(v)
	subject, object := -1, -1
	for j := t.first[v]; j >= 0; j = t.next[j] {
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
		case c.Rel == "obl:agent", c.Is("obl") && passive && t.preposition(i) == "by" && !t.moment(i):
			if subject < 0 {
				subject = i
			}
		case c.Is("obl"), c.Is("nmod"):
			if p := t.preposition(i); p != "" {
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
			switch m := t.preposition(i); m {
			case "to":
				add("inf", i, true)
			case "of", "for", "from", "against", "with", "into":
				add(m, i, true)
			}
		case c.Is("ccomp"):
			if t.has(i, "mark", "to") {
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
		if h := t.Tokens[tok.Head].Head; subject < 0 && h >= 0 && t.lemma[h] == "have" {
			subject = t.child(h, "nsubj")
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
		for j := t.first[object]; j >= 0; j = t.next[j] {
			switch c := &t.Tokens[j]; {
			case c.Is("nmod"):
				if p := t.preposition(int(j)); p != "" && p != "of" {
					add(p, int(j), false)
				}
			case c.Is("acl") && t.has(int(j), "mark", "to"):
				add("inf", int(j), false)
			}
		}
	}
	return out
}

// nominal lists what hangs on a noun that names an act.
func (t *text) nominal(v int, add func(string, int, bool)) {
	for j := t.first[v]; j >= 0; j = t.next[j] {
		c := &t.Tokens[j]
		i := int(j)
		switch {
		case c.Rel == "nmod:poss":
			add("poss", i, true)
		case c.Is("nmod"), c.Is("obl"):
			if p := t.preposition(i); p != "" {
				add(p, i, true)
			} else {
				add("mod", i, true)
			}
			// "the arrest of a banker by police": whose "by" parsers put last
			for k := t.first[i]; k >= 0; k = t.next[k] {
				if t.Tokens[k].Is("nmod") && t.preposition(int(k)) == "by" {
					add("by", int(k), false)
				}
			}
		case c.Is("compound"), c.Is("amod"):
			add("mod", i, true)
		case c.Is("acl"):
			if t.has(i, "mark", "to") {
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
			if t.Tokens[v].XPOS == "VB" || t.has(v, "mark", "to") {
				// "its plan to withdraw": whoever has the plan
				if p := t.child(h, "nmod:poss"); p >= 0 {
					return p
				}
				v = h
				continue
			}
			if t.Tokens[h].Is("obj") && t.beings[t.lemma[h]] == "" && t.Tokens[h].POS == "NOUN" && tok.XPOS == "VBG" {
				v = h // "issued a declaration demanding": whoever issued it
				continue
			}
			return h
		case tok.Is("xcomp"), tok.Is("ccomp") && t.has(v, "mark", "to"):
			if o := t.child(h, "obj", "iobj"); o >= 0 && !promises[t.lemma[h]] {
				return o
			}
			if t.passive(h) {
				if s := t.child(h, "nsubj:pass"); s >= 0 {
					return s
				}
			}
		case tok.Is("advcl") && t.has(v, "mark", "from", "into", "against") && t.child(h, "obj") >= 0:
			return t.child(h, "obj") // "kept them from leaving"
		case tok.Is("conj"), tok.Is("advcl"), tok.Is("parataxis"):
		case tok.Is("obj"), tok.Is("obl"), tok.Is("nsubj"):
		case tok.Is("nmod") && t.lemma[v] == "invitation":
			// "gratitude for the invitation to visit": whoever is grateful
			v = h
			continue
		default:
			return -1
		}
		if s := t.child(h, "nsubj"); s >= 0 {
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
	switch t.lemma[i] {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "week", "month", "year",
		"day", "night", "morning", "evening", "afternoon", "weekend", "hour", "minute", "january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december":
		return true
	}
	return false
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
		if f(t.lemma[i]) {
			return true
		}
		if depth == 0 {
			return false
		}
		for j := t.first[i]; j >= 0; j = t.next[j] {
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
