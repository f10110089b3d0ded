package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/nlp"
)

// tag is what a word does in its sentence, as far as closed classes, the verb
// tables and the word before it tell. Tags are bits, so that sets are masks.
type tag uint64

const (
	open   tag = 1 << iota // noun, adjective or anything unknown
	named                  // part of a name
	number                 // "12", "three"
	det                    // the, a, every
	poss                   // his, their
	gen                    // 's
	subj                   // he, they; also "it", "you"
	obj                    // him, them
	rel                    // who, which, whose
	some                   // words that are a noun phrase by themselves or open one: many, some, both, this
	prep                   // in, with
	to                     // to
	and                    // and, or, &
	but                    // but, yet, so
	sub                    // because, while
	that                   // that
	wh                     // what, how, whether
	modal                  // would, can
	have                   // have, has, 've
	be                     // is, were, 's after a pronoun
	do                     // do, did
	neg                    // not, n't, never
	adv                    // also, repeatedly
	when                   // Tuesday, yesterday, week, last
	fin                    // verb with a tense
	inf                    // verb after "to", a modal or "do"
	ing                    // -ing form that is not a tense
	part                   // past participle without "have"
	comma
	colon
	semi
	dash
	stop
	opener // ( [
	closer // ) ]
	mark   // quotation mark
	sign   // other punctuation
)

const (
	aux     = modal | have | be | do
	verbal  = fin | inf | ing | part
	punct   = comma | colon | semi | dash | stop | opener | closer | mark | sign
	nounish = open | named | number | some | when
	pronoun = subj | obj | some
)

// closedClasses are the words that each tag is made of. A word may be in
// several; the tagger decides.
var closedClasses = map[tag]string{
	det:    "the a an every each no another either neither any",
	poss:   "his her their our my your its whose",
	gen:    "'s '",
	subj:   "he she they it i we you",
	number: "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million millions billion billions",
	obj:    "him them me us himself herself themselves myself ourselves itself yourself",
	rel:    "who which whom whose",
	some:   "some many most others both all none few several this these those such half much more fewer everyone everybody someone somebody anyone anybody nobody other plenty",
	prep:   "of in for on at by with from about against between among during after before since without within through throughout over under into onto upon toward towards across along amid amidst behind beyond despite except inside outside near off per regarding concerning via versus like unlike until till alongside beside besides around above below out up down back as than",
	to:     "to",
	and:    "and or nor & plus",
	but:    "but yet so",
	sub:    "because while although though if unless whereas once lest provided",
	that:   "that",
	wh:     "what how why whether where when if whatever whoever",
	modal:  "will would can could may might must shall should 'll 'd wo ca cannot ought",
	have:   "have has had having 've",
	be:     "is are was were be been being am 's 're 'm ai",
	do:     "do does did",
	neg:    "not n't never",
	adv: "also too now then later earlier once still even just only again ever already soon often always sometimes recently previously " +
		"repeatedly however meanwhile instead therefore thus moreover furthermore nevertheless nonetheless perhaps maybe reportedly allegedly apparently " +
		"almost further first finally quickly simply merely really actually certainly clearly long far well very quite rather pretty somewhat ago here there together " +
		"better best twice publicly privately online abroad today yesterday tomorrow tonight else otherwise indeed likewise afterward afterwards",
	when: "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december " +
		"jan feb aug sept oct nov dec jan. feb. aug. sept. oct. nov. dec. yesterday today tonight tomorrow week month year years weeks months days day night morning afternoon evening weekend last next",
}

// word is one token with what the tagger made of it.
type word struct {
	*entry // never nil
	tag    tag
	cap    bool // written with a capital
}

// unknown stands for every word that no table has.
var unknown = &entry{}

// tagger reads tokens from left to right. It looks one word ahead and at the
// last word that matters behind: cost is linear.
type tagger struct {
	*lexicon
	d     *nlp.Doc
	words []word
}

func (t *tagger) run(s nlp.Range) {
	before := stop // the last tag that is neither adverb nor negation
	for i := s.First; i < s.End; i++ {
		w := &t.words[i]
		if w.tag&named == 0 || w.entry.class != 0 {
			w.tag = t.judge(i, s, before)
		}
		if w.tag&(adv|neg) == 0 || w.tag&when != 0 {
			before = w.tag
		}
	}
	t.reduce(s)
}

// next returns the tag classes that word i may have, without context.
func (t *tagger) peek(i int, s nlp.Range) *word {
	if i < s.End {
		return &t.words[i]
	}
	return &word{entry: unknown, tag: stop}
}

// judge decides the tag of word i after a word tagged before.
func (t *tagger) judge(i int, s nlp.Range, before tag) tag {
	w := &t.words[i]
	e := w.entry
	if e == unknown || e.class == 0 && e.form == 0 {
		return t.shape(i)
	}
	c := e.class
	n := t.peek(i+1, s)
	if c != 0 {
		switch {
		case c&(gen|be) == gen|be && t.d.Tokens[i].POS == "PART":
			return gen
		case c&(gen|be) == gen|be: // 's
			if before&(subj|rel|some|wh|that) != 0 && before&nounish&^some == 0 || n.key == "been" || n.key == "not" || n.form&present != 0 && n.verb != nil {
				return be
			}
			if n.class&(det|neg|adv) != 0 && n.class&(some|prep) == 0 {
				return be
			}
			return gen
		case e.key == "that":
			if before&(nounish|closer) != 0 && before&when == 0 && t.finite(n) {
				return rel
			}
			return that
		case e.key == "her":
			if n.class == 0 && n.tag&punct == 0 || n.class&(number|adv) != 0 && n.form == 0 {
				return poss
			}
			return obj
		case e.key == "us" && t.d.Word(i) == "US":
			return named
		case e.key == "may" && w.cap && i > s.First:
			return when
		case c&(rel|poss) == rel|poss:
			return rel
		case c&(sub|wh) == sub|wh: // if
			return wh
		case e.key == "like" || e.key == "back":
			if e.form != 0 && before&(to|modal|do|subj) != 0 {
				break
			}
			return prep
		case e.key == "march" && !w.cap, e.key == "ca" && n.class&neg == 0, e.key == "wo" && n.class&neg == 0:
			return open
		case e.key == "more" || e.key == "most" || e.key == "much" || e.key == "few" || e.key == "such":
			return some
		case c&aux != 0:
			if w.cap && i > s.First && e.key == "will" {
				return named
			}
			if e.key == "might" && before&(det|poss|gen) != 0 {
				return open
			}
			return c & aux
		case c&when != 0:
			return when
		case c&adv != 0:
			return adv
		default:
			return c & -c
		}
	}
	if e.form != 0 {
		return t.verbTag(i, s, before, n)
	}
	return t.shape(i)
}

// finite reports whether a word may be the finite verb of a clause whose
// subject stands before it.
func (t *tagger) finite(w *word) bool {
	return w.class&aux != 0 || w.class&(adv|neg) != 0 && w.class&(prep|when) == 0 || w.form&(past|thirdPerson) != 0 && !w.noun
}

// verbTag decides what a form of a verb is. Where the text was tagged by a
// model, its word counts for forms that are nouns as well ("Reuters reports").
func (t *tagger) verbTag(i int, s nlp.Range, before tag, n *word) tag {
	g := t.guess(i, s, before, n)
	if g == open && t.trails(i, s, before, n) {
		return fin
	}
	switch x := &t.d.Tokens[i]; {
	case g == open && x.POS == "VERB" && (x.XPOS == "VBZ" || x.XPOS == "VBD" || x.XPOS == "VBP"):
		return fin
	case (g == fin || g == ing) && x.POS == "NOUN":
		return open
	}
	return g
}

// maxTrail bounds the words between a comma and a verb that ends its sentence.
const maxTrail = 8

// trails reports whether a form that is a noun as well is the verb of a speaker
// who ends the sentence, or of a paper: "…, the Herald reports.", "The memo
// states customers …".
func (t *tagger) trails(i int, s nlp.Range, before tag, n *word) bool {
	w := &t.words[i]
	if w.form&thirdPerson == 0 || w.verb == nil || !w.verb.takes(quoted) || before&(open|named) == 0 || i == s.First {
		return false
	}
	if n.class&(prep|and) == 0 && n.tag&punct == 0 && signs[t.d.Word(min(i+1, s.End-1))] == 0 && writing(strings.ToLower(t.d.Word(i-1))) {
		return true
	}
	for k := i + 1; k < s.End; k++ {
		if signs[t.d.Word(k)]&(stop|mark) == 0 {
			return false
		}
	}
	for k := i - 1; k > s.First && k >= i-maxTrail; k-- {
		switch {
		case t.words[k].tag&(comma|mark) != 0:
			return k > s.First+1
		case t.words[k].tag&(verbal|aux|prep|to) != 0:
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
func (t *tagger) guess(i int, s nlp.Range, before tag, n *word) tag {
	w := &t.words[i]
	f := w.form
	nominalNext := n.class&(det|poss|subj|obj|that|wh|to|prep|some) != 0 || n.tag&(named|number|mark) != 0 || i+1 == s.End
	switch {
	case f&present != 0:
		if before&be != 0 {
			return fin
		}
		if before&(det|poss|gen) != 0 && w.verb == nil {
			return open
		}
		return ing
	case before&(to|modal|do) != 0 && f&base != 0:
		return inf
	case before&have != 0 && f&participle != 0:
		return fin
	case before&be != 0 && f&participle != 0:
		return part
	case before&(det|poss|gen|number) != 0 && !w.sayForm():
		if before&det != 0 || f&(base|thirdPerson) != 0 || !nominalNext {
			return open
		}
		return part
	case f&thirdPerson != 0 && f&base == 0:
		switch {
		case before&(subj|rel) != 0:
			return fin
		case !w.noun:
			if before&(prep|to) != 0 {
				return open
			}
			return fin
		case before&(named|closer|comma|that) != 0 && nominalNext && n.key != "of" && n.key != "about" && n.key != "in" && n.key != "from" && n.key != "by":
			return fin
		case before&open != 0 && (n.class&(that|det|poss|subj|wh|obj) != 0 || n.tag&(mark|colon) != 0):
			return fin
		}
		return open
	case f&past != 0:
		switch {
		case before&prep != 0 && f&base == 0 && !w.sayForm() && n.key != "by":
			return open
		case f&base != 0 && before&(prep|open) != 0 && w.noun:
			return open
		case f&participle != 0 && n.key == "by" && before&(subj|rel|named) == 0:
			return part
		case before&(comma|stop|mark|dash|semi|colon|and|but|sub|wh) != 0 && f&participle != 0 && n.key == "by":
			return part
		}
		return fin
	case f&participle != 0 && f&base == 0:
		return part
	case f&base != 0:
		switch {
		case before&subj != 0, before&rel != 0, before&some != 0 && !w.noun:
			return fin
		case before&nounish != 0 && t.plural(i-1, s):
			if !w.noun || n.class&(that|det|poss|subj|wh|obj|to) != 0 || n.tag&(named|mark) != 0 {
				return fin
			}
		case before&(and|comma) != 0 && !w.noun:
			return inf
		case before&(stop|mark|colon|but) != 0 && !w.noun:
			return inf
		}
		return open
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

// shape tags a word by its letters.
func (t *tagger) shape(i int) tag {
	x := t.d.Word(i)
	r, n := utf8.DecodeRuneInString(x)
	if n == len(x) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		if p := signs[x]; p != 0 {
			return p
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '$' && r != '£' && r != '€' && r != '%' && r != '#' && r != '@' {
			if r == '.' || r == '!' || r == '?' || r == '…' {
				return stop
			}
			if r == '-' {
				return dash
			}
			return sign
		}
	}
	switch {
	case unicode.IsDigit(r):
		return number
	case n < len(x) && len(x) > 4 && x[len(x)-2:] == "ly" && !t.words[i].cap && x != "family" && x != "only" && x != "early" && x != "likely":
		return adv
	}
	return open
}

var signs = map[string]tag{
	",": comma, ":": colon, ";": semi, ".": stop, "?": stop, "!": stop, "…": stop, "...": stop,
	"—": dash, "–": dash, "--": dash, "―": dash, "-": dash, "(": opener, "[": opener, "{": opener, ")": closer, "]": closer, "}": closer,
	"“": mark, "”": mark, "\"": mark, "''": mark, "``": mark, "‘": mark, "’": mark, "«": mark, "»": mark, "„": mark,
}

// reduce mends participles that were taken for tenses: of two finite verbs
// with nothing between them that could join clauses, the first is reduced
// ("a poll released on Friday showed").
func (t *tagger) reduce(s nlp.Range) {
	last := -1
	for i := s.First; i < s.End; i++ {
		w := &t.words[i]
		switch {
		case w.tag&(comma|colon|semi|dash|stop|mark|and|but|sub|that|wh|rel|opener|closer) != 0 || w.tag&subj != 0:
			last = -1
		case w.tag&fin != 0 || w.tag&aux != 0 && w.tag&(inf|ing) == 0:
			if last >= 0 && i > last+1 {
				if v := &t.words[last]; v.form&participle != 0 && v.form&past != 0 && !v.sayForm() &&
					(v.verb == nil || !v.verb.takes(clause)) && last > s.First && t.words[last-1].tag&nounish != 0 {
					v.tag = part
				}
			}
			last = -1
			if w.tag&fin != 0 {
				last = i
			}
		}
	}
}
