package question

import "strings"

// maxLead is how many words into a content a negation is looked for where
// nothing tells how the words hang together.
const maxLead = 9

// negated reports whether the content of some tokens says that something is
// not so, and outright whether by a word that says no more than that ("untrue").
// Only what negates the main clause counts; two negations make none.
func (d *doc) negated(in []int) (is, outright bool) {
	root := d.root(in)
	n := 0
	for i, t := range in {
		how := d.negates(in, i, d.word(t))
		switch {
		case how == negNone:
		case root < 0:
			if i < maxLead {
				n++
			}
		case how == negWord && d.governs(root, t):
			n++
		case how == negPredicate && d.predicates(root, t):
			n++
			outright = true
		}
	}
	return n%2 == 1, outright && n%2 == 1
}

// negation is how a word negates: as a particle of what it hangs on, or as the
// predicate itself.
type negation uint8

const (
	negNone negation = iota
	negWord
	negPredicate
)

// negates tells how the i-th of some tokens negates.
func (d *doc) negates(in []int, i int, w string) negation {
	next := ""
	if i+1 < len(in) {
		next = d.word(in[i+1])
	}
	switch {
	case is("negator", w):
		if is("idle-after-not", next) {
			return negNone
		}
		return negWord
	case w == "no":
		if is("idle-after-no", next) {
			return negNone
		}
		return negWord
	case is("outright", w):
		return negPredicate
	case w == "up":
		for _, x := range in[max(0, i-2):i] {
			if d.lemma(x) == "make" && (next == "" || !letters(next)) {
				return negPredicate // "he made it up"
			}
		}
	}
	if strings.HasSuffix(w, "n't") && len(w) > 3 {
		return negWord
	}
	return negNone
}

func letters(w string) bool { return w[0] >= 'a' && w[0] <= 'z' }

// ought reports whether the main clause says what should be.
func (d *doc) ought(in []int) bool {
	root := d.root(in)
	if root >= 0 && d.tokens[root].POS == "VERB" && d.word(root) == d.lemma(root) && !d.subject(root, in) {
		if is("commanding", d.word(in[0])) {
			return true
		}
	}
	if d.subjunctive(root, in) {
		return true
	}
	for i, t := range in {
		switch w := d.word(t); {
		case is("duty", w):
			if root < 0 && i < maxLead || root >= 0 && d.tokens[t].Head == root {
				return true
			}
		case is("conditional", w):
			if i == 0 || i == 1 && !letters(d.word(in[0])) {
				return true // a condition, a question
			}
		}
	}
	return false
}

// subjunctive reports whether a predicate says what was asked for: "that he resign".
func (d *doc) subjunctive(root int, in []int) bool {
	if root < 0 || d.tokens[root].POS != "VERB" || d.word(root) != d.lemma(root) {
		return false
	}
	third := false
	for _, t := range in {
		if d.tokens[t].Head != root {
			continue
		}
		switch w := d.word(t); {
		case strings.HasPrefix(d.tokens[t].Rel, "aux"):
			return false
		case d.tokens[t].Rel == "nsubj":
			third = w == "he" || w == "she" || w == "it"
		}
	}
	return third
}

// subject reports whether token t has one.
func (d *doc) subject(t int, in []int) bool {
	for _, x := range in {
		if d.tokens[x].Head == t && strings.HasPrefix(d.tokens[x].Rel, "nsubj") {
			return true
		}
	}
	return false
}

// predicates reports whether token t is the main predicate or its complement.
func (d *doc) predicates(root, t int) bool {
	if t == root {
		return true
	}
	// "a false report of looting" says that there was none.
	if tok := &d.tokens[t]; tok.Rel == "amod" && tok.Head >= 0 && tok.Head < len(d.tokens) && is("said", d.lemma(tok.Head)) {
		return true
	}
	// "her claims are untrue" is not always read as a clause.
	for i := t - 1; i > 0 && i > t-3; i-- {
		if d.lemma(i) == "be" {
			return d.tokens[t].Rel != "acl:relcl"
		}
	}
	switch tok := &d.tokens[t]; tok.Rel {
	case "xcomp", "cop", "ccomp", "compound:prt", "advmod":
		return tok.Head == root
	}
	return false
}

// maxBare is how long a bare denial may be.
const maxBare = 12

// bare reports whether some tokens say of something, or of what there is, that
// it is no such thing: "this is not a swap". Then one word is the matter.
func (d *doc) bare(in []int) bool {
	if len(in) > maxBare {
		return false
	}
	if r := d.root(in); r >= 0 && d.tokens[r].POS == "NOUN" {
		for _, t := range in {
			if d.tokens[t].Head == r && d.tokens[t].Rel == "cop" {
				return true // "the release was not a swap"
			}
		}
	}
	for _, t := range in[:min(3, len(in))] {
		switch d.word(t) {
		case "this", "that", "it", "there":
			return true
		}
	}
	return false
}

// root is the token of the main clause’s predicate: the one whose head lies
// outside; -1 where nobody has parsed. Of several, the first verb or noun that
// has a subject or an object.
func (d *doc) root(in []int) int {
	inside := func(t int) bool { return t >= in[0] && t <= in[len(in)-1] }
	best := -1
	parsed := false
	for _, t := range in {
		tok := &d.tokens[t]
		if tok.Rel != "" {
			parsed = true
		}
		if tok.Rel == "punct" || tok.Head >= 0 && inside(tok.Head) {
			continue
		}
		if best < 0 || d.size(t, in) > d.size(best, in) {
			best = t
		}
	}
	if !parsed {
		return -1
	}
	return best
}

// size counts the tokens that hang on t directly.
func (d *doc) size(t int, in []int) int {
	n := 0
	for _, x := range in {
		if d.tokens[x].Head == t && d.tokens[x].Rel != "punct" {
			n++
		}
	}
	return n
}

// governs reports whether token t says something of the main predicate: it is
// it, hangs on it, or on an argument or an auxiliary of it.
func (d *doc) governs(root, t int) bool {
	for step := 0; step < 3; step++ {
		if t == root {
			return true
		}
		tok := &d.tokens[t]
		switch tok.Rel {
		case "acl", "acl:relcl", "advcl", "parataxis", "appos", "nmod", "obl":
			return false
		case "conj":
			return false
		}
		if t = tok.Head; t < 0 {
			return false
		}
	}
	return t == root
}

// maxDescent is how many steps lead from the predicate to what it says.
const maxDescent = 4

// main is the key of what the content says of its subject: its predicate, or,
// where that is a word of denial, a word for what was said, or says nothing,
// what hangs on it. -1 where nobody has parsed. With it comes the key of whom it
// is said, -1 for none.
func (d *doc) main(in []int) (key, subject int32) {
	t := d.root(in)
	for step := 0; t >= 0 && step < maxDescent; step++ {
		lm := d.f.classes.Of(d.lemma(t))
		for _, x := range in {
			if d.tokens[x].Head == t && d.tokens[x].Rel == "compound:prt" {
				return d.f.key(lm + "-" + d.lemma(x)), d.subjectOf(t, in) // "give up" is not "give"
			}
		}
		if !is("light", lm) && !is("said", lm) && !is("untrue", lm) && d.tokens[t].POS != "PRON" {
			return d.f.key(lm), d.subjectOf(t, in)
		}
		next := -1
		for _, rels := range [...]string{"xcomp", "ccomp", "acl", "acl:relcl", "advcl", "obj", "nmod", "obl", "nsubj:pass", "nsubj", "amod"} {
			for _, x := range in {
				if d.tokens[x].Head == t && d.tokens[x].Rel == rels && x != t && d.tokens[x].POS != "PRON" && d.tokens[x].POS != "PROPN" {
					next = x
					break
				}
			}
			if next >= 0 {
				break
			}
		}
		t = next
	}
	return -1, -1
}

// subjectOf is the key of whom or what token t is said of; -1 where a pronoun or
// nothing stands there.
func (d *doc) subjectOf(t int, in []int) int32 {
	for _, x := range in {
		if d.tokens[x].Head != t || d.tokens[x].Rel != "nsubj" {
			continue
		}
		if d.name[x] != "" {
			return d.f.key(d.name[x])
		}
		if w := d.content(x); w != "" {
			return d.f.key(w)
		}
	}
	return -1
}
