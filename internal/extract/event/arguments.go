package event

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

// framing is a trigger whose arguments are being gathered.
type framing struct {
	*text
	v               int
	passive         bool
	subject, object int // -1 until they are found
	out             []argument
}

// arguments returns what hangs on trigger v, bounded by maxArguments.
func (t *text) arguments(v int) []argument {
	f := &framing{text: t, v: v, subject: -1, object: -1}
	if pos := t.Tokens[v].POS; pos == "NOUN" || pos == "PROPN" {
		f.nominal()
		return f.out
	}
	f.passive = t.Passive(v)
	for j := t.First[v]; j >= 0; j = t.Next[j] {
		f.dependent(int(j))
	}
	if t.Negated(v) {
		f.add("neg", v, true)
	}
	if f.passive {
		f.add("passive", v, true)
	}
	f.around()
	own := f.share()
	f.add("subj", f.subject, own)
	f.add("obj", f.object, true)
	f.belowObject()
	return f.out
}

func (f *framing) add(slot string, head int, own bool) {
	if len(f.out) < maxArguments && head >= 0 {
		f.out = append(f.out, argument{slot, head, own})
	}
}

// dependent notes what hangs on the verb at token i, by its relation.
func (f *framing) dependent(i int) {
	switch c := &f.Tokens[i]; {
	case c.Is("nsubj"), c.Is("csubj"):
		f.subjectAt(i)
	case c.Is("obj"):
		f.objectAt(i)
	case c.Is("iobj"):
		f.add("iobj", i, true)
	case c.Rel == "obl:agent", c.Is("obl") && f.passive && f.Preposition(i) == "by" && !f.moment(i):
		if f.subject < 0 {
			f.subject = i
		}
	case c.Is("obl"), c.Is("nmod"):
		f.oblique(i)
	case c.Is("xcomp"):
		if c.POS == "ADJ" || c.POS == "ADV" || c.POS == "NOUN" {
			f.add("adv", i, true)
		}
		if c.POS != "ADV" {
			f.add("inf", i, true)
		}
	case c.Is("advcl"):
		f.adverbialClause(i)
	case c.Is("ccomp"):
		if f.Has(i, "mark", "to") {
			f.add("inf", i, true)
		} else {
			f.add("that", i, true)
		}
	case c.Is("advmod"), c.Is("compound:prt"):
		f.add("adv", i, true)
		if c.Feat("Polarity") == "Neg" {
			f.add("neg", i, true)
		}
	}
}

// described is the noun that a relative pronoun under the verb stands for, else
// the word itself.
func (f *framing) described(i int) int {
	if tok := &f.Tokens[f.v]; f.relative(i) && tok.Is("acl") {
		return tok.Head
	}
	return i
}

func (f *framing) subjectAt(i int) {
	c := &f.Tokens[i]
	i = f.described(i)
	switch {
	case f.passive:
		f.object = i
	case f.subject < 0, c.POS == "PROPN" && f.Tokens[f.subject].POS == "NOUN":
		f.subject = i // "watchdog Fair Vote accused": parsers make two of one
	}
}

func (f *framing) objectAt(i int) {
	if i = f.described(i); f.object < 0 {
		f.object = i
	} else {
		f.add("iobj", i, true)
	}
}

func (f *framing) oblique(i int) {
	c := &f.Tokens[i]
	if p := f.Preposition(i); p != "" {
		f.add(p, i, true)
	} else if i > f.v && !f.moment(i) && !f.passive && f.object < 0 && (c.POS == "NOUN" || c.POS == "PROPN") {
		f.object = i // "killed at least twelve soldiers", as parsers have it
	}
}

func (f *framing) adverbialClause(i int) {
	switch p := f.Preposition(i); p {
	case "to":
		f.add("inf", i, true)
	case "of", "for", "from", "against", "with", "into":
		f.add(p, i, true)
	}
}

// around looks for an object, and a subject, in what the verb hangs on.
func (f *framing) around() {
	tok := &f.Tokens[f.v]
	if tok.Is("amod") && f.verbal(f.v) {
		// A verb that the parser took for an adjective: "have tortured scores".
		f.object = tok.Head
		if h := f.Tokens[tok.Head].Head; f.subject < 0 && h >= 0 && f.Lemma[h] == "have" {
			f.subject = f.Child(h, "nsubj")
		}
	}
	if f.object < 0 && (tok.Is("acl") && f.passive || tok.Rel == "acl:relcl" && f.subject >= 0 && f.subject != tok.Head) {
		f.object = tok.Head
	}
}

// share gives a verb that lacks a subject, or in the passive an object, the one
// that it has in common with another clause, or a name that the parser took for
// part of something else. It reports whether the subject is the verb's own.
func (f *framing) share() (own bool) {
	own = true
	if f.subject < 0 && !f.passive {
		f.subject, own = f.shared(f.v), false
	}
	if f.object < 0 && f.passive {
		// "was attacked and killed": the second verb shares what is done to
		f.object = f.shared(f.v)
	}
	if f.subject < 0 && f.object < 0 {
		if n := f.nameBefore(f.v); f.passive {
			f.object = n
		} else {
			f.subject = n
		}
	}
	return own
}

// belowObject lists phrases under the object that may belong to the verb:
// parsers cannot tell.
func (f *framing) belowObject() {
	if f.object < 0 || f.object == f.Tokens[f.v].Head {
		return
	}
	for j := f.First[f.object]; j >= 0; j = f.Next[j] {
		switch c := &f.Tokens[j]; {
		case c.Is("nmod"):
			if p := f.Preposition(int(j)); p != "" && p != "of" {
				f.add(p, int(j), false)
			}
		case c.Is("acl") && f.Has(int(j), "mark", "to"):
			f.add("inf", int(j), false)
		}
	}
}

// nominal lists what hangs on a noun that names an acf.
func (f *framing) nominal() {
	for j := f.First[f.v]; j >= 0; j = f.Next[j] {
		c := &f.Tokens[j]
		i := int(j)
		switch {
		case c.Rel == "nmod:poss":
			f.add("poss", i, true)
		case c.Is("nmod"), c.Is("obl"):
			if p := f.Preposition(i); p != "" {
				f.add(p, i, true)
			} else {
				f.add("mod", i, true)
			}
			// "the arrest of a banker by police": whose "by" parsers put last
			for k := f.First[i]; k >= 0; k = f.Next[k] {
				if f.Tokens[k].Is("nmod") && f.Preposition(int(k)) == "by" {
					f.add("by", int(k), false)
				}
			}
		case c.Is("compound"), c.Is("amod"):
			f.add("mod", i, true)
		case c.Is("acl"):
			if f.Has(i, "mark", "to") {
				f.add("inf", i, true)
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
			if tok.XPOS == "VBG" && t.means(v, h) {
				v = h
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

// means reports whether noun h, which participle v describes, is no doer but what the
// doer did it with or where: "issued a declaration demanding", "fired shells into the
// town killing five".
func (t *text) means(v, h int) bool {
	n := &t.Tokens[h]
	if t.beings[t.Lemma[h]] != "" {
		return false
	}
	return n.Is("obj") && n.POS == "NOUN" || harms(t.Lemma[v]) && (n.Is("obl") || n.Is("nmod") || n.Is("obj"))
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
