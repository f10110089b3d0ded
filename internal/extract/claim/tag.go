package claim

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
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

// closedClasses are the tags that closed.tsv has words for, as it calls them.
var closedClasses = map[tag]string{
	det:    "det",
	poss:   "poss",
	gen:    "gen",
	subj:   "subj",
	number: "number",
	obj:    "obj",
	rel:    "rel",
	some:   "some",
	prep:   "prep",
	to:     "to",
	and:    "and",
	but:    "but",
	sub:    "sub",
	that:   "that",
	wh:     "wh",
	modal:  "modal",
	have:   "have",
	be:     "be",
	do:     "do",
	neg:    "neg",
	adv:    "adv",
	when:   "when",
}

// closedWords are the words of each of them. "may" is a month too, and mostly not.
func closedWords() map[string][]string {
	out := lang.Must(lang.Sets{Classes: slices.Sorted(maps.Values(closedClasses)), Shared: true}.Read("closed.tsv", en.Closed))
	for _, w := range en.Words(en.Weekday, en.Month) {
		if !slices.Contains(out[closedClasses[modal]], w) {
			out[closedClasses[when]] = append(out[closedClasses[when]], w)
		}
	}
	return out
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

// peek returns word i; behind the sentence, a word that ends it.
func (t *tagger) peek(i int, s nlp.Range) *word {
	if i < s.End {
		return &t.words[i]
	}
	return &word{entry: unknown, tag: stop}
}

// site is a word whose tag is to be decided, with what stands around it.
type site struct {
	*tagger
	w      *word
	i      int
	s      nlp.Range // its sentence
	before tag       // the last tag before it that is neither adverb nor negation
	next   *word
}

// judge decides the tag of word i after a word tagged before.
func (t *tagger) judge(i int, s nlp.Range, before tag) tag {
	x := &site{tagger: t, w: &t.words[i], i: i, s: s, before: before, next: t.peek(i+1, s)}
	switch {
	case x.w.class != 0:
		return x.closed()
	case x.w.form != 0:
		return x.verbTag()
	}
	return t.shape(i)
}

// closed decides on a word of closed classes: by clues of its own where it has
// some, else by its classes.
func (x *site) closed() tag {
	if t, ok := x.ambiguous(); ok {
		return t
	}
	switch c := x.w.class; {
	case c&aux != 0:
		return c & aux
	case c&when != 0:
		return when
	case c&adv != 0:
		return adv
	default:
		return c & -c
	}
}

// ambiguous decides on the words whose neighbours or capital tell of which class
// they are; false leaves it to their classes.
func (x *site) ambiguous() (tag, bool) {
	switch x.w.key {
	case "'s":
		return x.genitive(), true
	case "that":
		if x.before&(nounish|closer) != 0 && x.before&when == 0 && x.finite(x.next) {
			return rel, true
		}
		return that, true
	case "her":
		if n := x.next; n.class == 0 && n.tag&punct == 0 || n.class&(number|adv) != 0 && n.form == 0 {
			return poss, true
		}
		return obj, true
	case "us":
		return named, x.d.Word(x.i) == "US"
	case "may":
		return when, x.inner()
	case "whose":
		return rel, true
	case "if":
		return wh, true
	case "like", "back":
		if x.w.form != 0 && x.before&(to|modal|do|subj) != 0 {
			return x.verbTag(), true
		}
		return prep, true
	case "march":
		return open, !x.w.cap
	case "ca", "wo": // of "can't" and "won't"
		return open, x.next.class&neg == 0
	case "more", "most", "much", "few", "such":
		return some, true
	case "will":
		return named, x.inner()
	case "might":
		return open, x.before&(det|poss|gen) != 0
	}
	return 0, false
}

// inner reports whether the word has a capital inside its sentence.
func (x *site) inner() bool { return x.w.cap && x.i > x.s.First }

// genitive decides on 's: an owner's ending or a form of "be".
func (x *site) genitive() tag {
	n := x.next
	switch {
	case x.d.Tokens[x.i].POS == "PART":
		return gen
	case x.before&(subj|rel|some|wh|that) != 0 && x.before&nounish&^some == 0, n.key == "been", n.key == "not", n.form&present != 0 && n.verb != nil:
		return be
	case n.class&(det|neg|adv) != 0 && n.class&(some|prep) == 0:
		return be
	}
	return gen
}

// finite reports whether a word may be the finite verb of a clause whose
// subject stands before it.
func (t *tagger) finite(w *word) bool {
	return w.class&aux != 0 || w.class&(adv|neg) != 0 && w.class&(prep|when) == 0 || w.form&(past|thirdPerson) != 0 && !w.noun
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
