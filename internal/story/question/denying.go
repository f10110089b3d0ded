package question

import (
	"slices"
	"strings"

	"sayso"
)

// Which statements are denials: see denial.go.

// deniesProposition reports whether a statement denies that something is so: by its
// cue, or by saying of what was said that it is not so ("the reports are untrue").
func (f *finder) deniesProposition(s *statement) bool {
	if s.claim == nil || !f.resolved(s) || len(s.claim.Source.Actors) == 0 || s.ought || s.d.refuses(s) {
		return false
	}
	if s.outright && s.d.saying(s) >= 0 {
		return true
	}
	if s.negated && (s.d.noPart(s) || s.d.noProof(s)) {
		return len(s.gist) > 0
	}
	if !s.denies {
		return false
	}
	w := cueWord(s.claim.Cue.Lemma)
	switch {
	case s.d.cueDenies(s.claim):
		return len(s.gist) > 0
	case is("denying", w):
		// Words in quotation marks after "denied" are what is said, and not what is denied.
		return s.d.ofSaying(s) || f.deed(s) && !(s.claim.Form == sayso.Direct && s.d.clause(s))
	case is("rejecting", w):
		return s.d.heads(s, "factual") && (s.in[0] == s.in[len(s.in)-1] || len(s.gist) > 0)
	}
	return false
}

// refuses reports whether a content names what somebody is not given, and not what
// is not so: "denied him bail", "denied the request".
func (d *doc) refuses(s *statement) bool {
	for _, t := range s.in {
		switch tok := &d.tokens[t]; {
		case tok.POS == "VERB" || is("said", d.lemma(t)):
			return false
		case tok.POS == "NOUN" && is("given", d.lemma(t)):
			return true
		}
	}
	return false
}

// noPart reports whether a statement says that somebody had no part in a deed: "had
// no hand in the raid", "was not involved", "had nothing to do with it".
func (d *doc) noPart(s *statement) bool {
	if root := d.root(s.in); root >= 0 && is("opinion", d.lemma(root)) {
		return false // "I hope that we were not involved"
	}
	for i, t := range s.in {
		switch d.word(t) {
		case "no", "any":
			if i+1 < len(s.in) && is("taking", d.lemma(s.in[i+1])) {
				return true
			}
		case "not", "n't", "never":
			for _, x := range s.in[i+1 : min(len(s.in), i+4)] {
				if is("involving", d.lemma(x)) {
					return true
				}
			}
		case "nothing":
			if i+2 < len(s.in) && d.word(s.in[i+1]) == "to" && d.word(s.in[i+2]) == "do" {
				return true
			}
		}
	}
	return false
}

// noProof reports whether a statement says that there is no proof of a thing: "has
// seen no evidence of racism".
func (d *doc) noProof(s *statement) bool {
	for i, t := range s.in {
		if w := d.word(t); (w == "no" || w == "any") && i+2 < len(s.in) && is("proof", d.lemma(s.in[i+1])) {
			w := d.word(s.in[i+2])
			return w == "of" || w == "that"
		}
	}
	return false
}

// partOf is the deed in which a statement says that somebody had no part, as a
// key; -1 for none.
func (d *doc) partOf(s *statement) int32 {
	behind := false // the words that say "no part" have been passed
	for _, t := range s.in {
		if lm := d.lemma(t); is("taking", lm) || is("involving", lm) || lm == "do" {
			behind = true
		} else if behind && d.tokens[t].POS == "NOUN" && (d.tokens[t].Rel == "nmod" || d.tokens[t].Rel == "obl") && !is("titles", lm) && !is("persons", lm) {
			if w := d.content(t); w != "" && w[0] != nameMark[0] {
				return d.f.key(w)
			}
		}
	}
	return -1
}

// deed reports whether a content is a clause or names something that may be done
// or be so, and not only somebody or something.
func (f *finder) deed(s *statement) bool {
	for _, t := range s.in {
		if s.d.tokens[t].POS == "VERB" || s.d.tokens[t].POS == "AUX" {
			return true
		}
	}
	return slices.ContainsFunc(s.gist, func(k int32) bool { return !f.named(k) })
}

// resolved reports whether it is known who makes a statement: a pronoun that
// stands for nobody, or a word of the grammar, is no witness.
func (f *finder) resolved(s *statement) bool {
	if s.claim == nil {
		return true
	}
	switch s.claim.Source.Kind {
	case sayso.PronounSource, sayso.NoSource:
		return false
	}
	name := describe(f.voices.all[s.who].name)
	return name != "" && !is("nobody", name) && !strings.HasPrefix(name, "no ") // "no evidence suggested": nobody's word
}

// cueWord is the verb of a cue's lemma.
func cueWord(lemma string) string {
	for w := range strings.FieldsSeq(strings.ToLower(lemma)) {
		if is("denying", w) || is("rejecting", w) {
			return w
		}
	}
	return ""
}

// saying is the subject of a statement's predicate where that is a word for what was
// said: "the reports are untrue"; -1 for none.
func (d *doc) saying(s *statement) int {
	root := d.root(s.in)
	for _, t := range s.in {
		if is("said", d.lemma(t)) && d.tokens[t].Head == root && strings.HasPrefix(d.tokens[t].Rel, "nsubj") {
			return t
		}
	}
	return -1
}

// maxSaying is within how many words a word for what was said heads a content.
const maxSaying = 6

// ofSaying reports whether a content is headed by a word for what was said.
func (d *doc) ofSaying(s *statement) bool { return d.heads(s, "said") }

// heads reports whether a content is headed by a word of a class: no verb stands
// before it.
func (d *doc) heads(s *statement, class string) bool {
	for _, t := range s.in[:min(maxSaying, len(s.in))] {
		if is(class, d.lemma(t)) {
			return true
		}
		if p := d.tokens[t].POS; p == "VERB" || p == "AUX" {
			return false
		}
	}
	return false
}
