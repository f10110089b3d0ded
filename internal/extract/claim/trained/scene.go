package trained

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// token is what the features ask of one token.
type token struct {
	low, lemma, pos, xpos, rel key
	suffix, shape              key
	head                       int32 // -1 for a root
	sentence, paragraph        int32
	quote                      int32 // the outer quotation, counted from 1
	name                       int32 // counted from 1
	kids                       kids
	lex                        uint8 // how often its lemma is a cue, 0 to 7
	fields                     key   // semantic fields of its lemma
	// What it has below it, as far as it is a predicate: kind of subject,
	// lemmas of object, of the words that open its clause and its oblique, and
	// of its auxiliaries.
	subject, object, opener, prep, aux key
	rule, inner                        Label // what the rules make of it, outermost and innermost
	ruleName                           key
	ruleCue                            int32 // the rules' attribution whose cue it stands in, counted from 1
	rightCue, leftCue                  int32 // the next likely cue of the sentence on either side; -1
	anchor, via                        int32 // nearest ancestor that may be a cue, and the step below it; -1
	outer, outerVia                    int32 // the same, farthest
}

// kids is the set of relations below a token.
type kids uint16

const (
	kidSubject kids = 1 << iota
	kidClause
	kidOpenClause
	kidObject
	kidMark
	kidAux
	kidCopula
	kidAdverbial
	kidRelative
	kidParataxis
	kidOblique
	kidCase
	kidDeterminer
	kidNot
	kidPassive
)

// scene is a Doc made ready for features.
type scene struct {
	d     *nlp.Doc
	toks  []token
	rules []claim.Attribution
	// ends of quotations: the lemma of the likely cue next to them.
	quoteCue []key
}

// Entry is what the lexicon knows of a lemma and class.
type Entry struct {
	Mark   uint8  // how often it is a cue, 0 to 7
	Fields uint16 // its semantic fields (WordNet's lexicographer files), a set of bits
}

// likely is the lexicon's mark from which a word counts as a likely cue.
const likely = 3

// maxClimb bounds the steps from a token up its tree.
const maxClimb = 12

func newScene(d *nlp.Doc, rules []claim.Attribution, lex func(key) Entry) *scene {
	s := &scene{d: d, rules: rules, toks: make([]token, len(d.Tokens))}
	for i := range d.Tokens {
		t, x := &s.toks[i], &d.Tokens[i]
		w := d.Word(i)
		low := strings.ToLower(w)
		t.low, t.lemma = keyOf(low), keyOf(x.Lemma)
		t.pos, t.xpos, t.rel = keyOf(x.POS), keyOf(x.XPOS), keyOf(x.Rel)
		t.suffix, t.shape = keyOf(tail(low)), keyOf(shapeOf(w))
		t.head = int32(x.Head)
		e := lex(mix(t.lemma, classOf(x.POS)))
		t.lex, t.fields = e.Mark, key(e.Fields)
	}
	for k, r := range d.Sentences {
		for i := r.First; i < r.End; i++ {
			s.toks[i].sentence = int32(k)
		}
	}
	for k, r := range d.Paragraphs {
		for i := r.First; i < r.End; i++ {
			s.toks[i].paragraph = int32(k)
		}
	}
	for k, q := range d.Quotes {
		if q.Depth == 0 {
			for i := q.First; i < q.End; i++ {
				s.toks[i].quote = int32(k + 1)
			}
		}
	}
	for k, m := range d.Names {
		for i := m.First; i < m.End; i++ {
			s.toks[i].name = int32(k + 1)
		}
	}
	s.family()
	s.neighbours()
	s.opinions(rules)
	s.quoteCue = make([]key, len(d.Quotes))
	for k, q := range d.Quotes {
		s.quoteCue[k] = s.cueBeside(q)
	}
	return s
}

// classOf folds the parts of speech that cues take.
func classOf(pos string) key {
	switch pos {
	case "VERB", "AUX":
		return 1
	case "NOUN", "PROPN":
		return 2
	case "ADJ", "ADV":
		return 3
	}
	return 4
}

// kidsOf are the kids that relations make; "not" and "never" are one besides.
var kidsOf = map[string]kids{
	"nsubj": kidSubject, "csubj": kidSubject, "ccomp": kidClause, "xcomp": kidOpenClause, "obj": kidObject, "iobj": kidObject, "mark": kidMark,
	"aux": kidAux, "cop": kidCopula, "advcl": kidAdverbial, "acl": kidRelative, "parataxis": kidParataxis, "obl": kidOblique, "case": kidCase, "det": kidDeterminer,
}

// family sets what a token has below it and the likely cues above it.
func (s *scene) family() {
	for i := range s.d.Tokens {
		if h := s.d.Tokens[i].Head; h >= 0 && h < len(s.toks) {
			s.adopt(h, i)
		}
	}
	for i := range s.toks {
		s.climb(i)
	}
}

// adopt notes token i with its head h.
func (s *scene) adopt(h, i int) {
	x, t := &s.d.Tokens[i], &s.toks[h]
	rel, sub, _ := strings.Cut(x.Rel, ":")
	t.kids |= kidsOf[rel]
	if rel == "advmod" && (x.Lemma == "not" || x.Lemma == "never") {
		t.kids |= kidNot
	}
	if sub == "pass" {
		t.kids |= kidPassive
	}
	lemma := s.toks[i].lemma
	switch rel {
	case "nsubj":
		t.subject = s.kindOf(i)
	case "obj":
		t.object = lemma
	case "aux":
		t.aux = mix(t.aux, lemma)
	case "mark", "case":
		if t.head >= 0 {
			s.toks[t.head].opens(s.d.Tokens[h].Rel, lemma)
		}
	}
}

// opens notes the word that opens a phrase below t, by the phrase's relation.
func (t *token) opens(rel string, lemma key) {
	switch rel {
	case "ccomp", "xcomp", "acl", "advcl":
		t.opener = lemma
	case "obl", "nmod":
		if t.prep == 0 {
			t.prep = lemma
		}
	}
}

// climb sets the nearest and the farthest likely cue above token i.
func (s *scene) climb(i int) {
	t := &s.toks[i]
	t.anchor, t.via, t.outer, t.outerVia = -1, -1, -1, -1
	at := int32(i)
	for range maxClimb {
		up := s.toks[at].head
		if up < 0 {
			return
		}
		if s.toks[up].lex >= likely {
			if t.anchor < 0 {
				t.anchor, t.via = up, at
			}
			t.outer, t.outerVia = up, at
		}
		at = up
	}
}

// kindOf is what kind of thing a token names: a pronoun is its own kind, a name
// is of its type, a noun of its semantic fields.
func (s *scene) kindOf(i int) key {
	t := &s.toks[i]
	switch {
	case s.d.Tokens[i].POS == "PRON" || s.d.Tokens[i].POS == "DET":
		return t.lemma
	case t.name > 0:
		return keyOf(string(s.d.Names[t.name-1].Type))
	}
	return mix(t.fields, t.pos)
}

// neighbours sets the next likely cue on either side within the sentence.
func (s *scene) neighbours() {
	for _, r := range s.d.Sentences {
		last := int32(-1)
		for i := r.First; i < r.End; i++ {
			s.toks[i].leftCue = last
			if s.toks[i].lex >= likely {
				last = int32(i)
			}
		}
		last = -1
		for i := r.End - 1; i >= r.First; i-- {
			s.toks[i].rightCue = last
			if s.toks[i].lex >= likely {
				last = int32(i)
			}
		}
	}
}

// opinions sets what the rules make of each token.
func (s *scene) opinions(rules []claim.Attribution) {
	var outer, inner []claim.Attribution
	for _, a := range rules {
		if a.Parent < 0 {
			outer = append(outer, a)
		} else {
			inner = append(inner, a)
		}
	}
	for i, l := range LabelsOf(len(s.toks), outer) {
		s.toks[i].rule = l
	}
	for i, l := range LabelsOf(len(s.toks), inner) {
		s.toks[i].inner = l
	}
	for k := range rules {
		for _, r := range rules[k].Cue {
			for i := r.First; i < r.End; i++ {
				if s.toks[i].ruleCue == 0 || rules[k].Parent < 0 {
					s.toks[i].ruleCue = int32(k + 1)
				}
			}
		}
	}
	for _, a := range outer {
		k := keyOf(a.Rule)
		for _, rs := range [3][]nlp.Range{a.Content, a.Source, a.Cue} {
			for _, r := range rs {
				for i := r.First; i < r.End; i++ {
					s.toks[i].ruleName = k
				}
			}
		}
	}
}

// besideQuote is how far from a quotation its cue is looked for.
const besideQuote = 8

// cueBeside returns the likeliest cue beside a quotation, after it or before.
func (s *scene) cueBeside(q nlp.Quote) key {
	best, at := uint8(0), -1
	look := func(i int) {
		if t := &s.toks[i]; t.quote == 0 && t.lex > best {
			best, at = t.lex, i
		}
	}
	for i := q.End; i < min(q.End+besideQuote, len(s.toks)) && s.toks[i].sentence == s.toks[q.End-1].sentence; i++ {
		look(i)
	}
	side := key(1)
	if at < 0 {
		side = 2
		for i := q.First - 1; i >= max(0, q.First-besideQuote) && s.toks[i].sentence == s.toks[q.First].sentence; i-- {
			look(i)
		}
	}
	if at < 0 {
		return 0
	}
	return mix(s.toks[at].lemma, side)
}

func tail(w string) string {
	n := 0
	for i := len(w); i > 0; {
		_, size := utf8.DecodeLastRuneInString(w[:i])
		i -= size
		if n++; n == 3 || i == 0 {
			return w[i:]
		}
	}
	return w
}

// shapeOf is the pattern of capitals, digits and signs, repeats left out.
func shapeOf(w string) string {
	var b [12]byte
	n := 0
	for _, r := range w {
		c := byte('.')
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = '0'
		}
		if n > 0 && b[n-1] == c {
			continue
		}
		if n == len(b) {
			break
		}
		b[n] = c
		n++
	}
	return string(b[:n])
}
