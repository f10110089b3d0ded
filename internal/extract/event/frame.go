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
