package fact

import (
	"strings"

	"sayso/nlp"
)

// Tree is a Doc with what is asked of it again and again: the words' lemmas in
// lower case and, for each, its first child and the next child of its head.
type Tree struct {
	*nlp.Doc
	Lemma []string
	First []int32 // first child of each token, -1 for none
	Next  []int32 // next child of the same head, -1 for none
}

// Over lays a tree over a document. Linear.
func Over(d *nlp.Doc) *Tree {
	t := &Tree{Doc: d, Lemma: make([]string, len(d.Tokens)), First: make([]int32, len(d.Tokens)), Next: make([]int32, len(d.Tokens))}
	for i := range d.Tokens {
		t.Lemma[i] = strings.ToLower(d.Tokens[i].Lemma)
		t.First[i], t.Next[i] = -1, -1
	}
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h >= 0 && h < len(d.Tokens) && h != i {
			t.Next[i], t.First[h] = t.First[h], int32(i)
		}
	}
	return t
}

// head is the head of word i; -1 for a root.
func (t *Tree) head(i int) int {
	if h := t.Tokens[i].Head; h < len(t.Tokens) && h != i {
		return h
	}
	return -1
}

// Child returns the first child of i with one of the relations; -1 for none.
func (t *Tree) Child(i int, rels ...string) int {
	for j := t.First[i]; j >= 0; j = t.Next[j] {
		for _, r := range rels {
			if t.Tokens[j].Is(r) {
				return int(j)
			}
		}
	}
	return -1
}

// Has reports whether a child of i has one of the lemmas; rel may be empty.
func (t *Tree) Has(i int, rel string, lemmas ...string) bool {
	for j := t.First[i]; j >= 0; j = t.Next[j] {
		if rel != "" && !t.Tokens[j].Is(rel) {
			continue
		}
		for _, l := range lemmas {
			if t.Lemma[j] == l {
				return true
			}
		}
	}
	return false
}

// Preposition returns what marks phrase i: "with", "because"; empty for none.
func (t *Tree) Preposition(i int) string {
	if c := t.Child(i, "case", "mark"); c >= 0 {
		return t.Lemma[c]
	}
	return ""
}

// Passive reports whether a verb is in the passive.
func (t *Tree) Passive(v int) bool {
	return t.Child(v, "aux:pass", "nsubj:pass") >= 0 ||
		t.Tokens[v].XPOS == "VBN" && t.Tokens[v].Is("acl") && t.Child(v, "nsubj", "aux") < 0
}

// negated reports whether word i has a negation of its own.
func (t *Tree) negated(i int) bool {
	for j := t.First[i]; j >= 0; j = t.Next[j] {
		c := &t.Tokens[j]
		if c.Feat("Polarity") == "Neg" || c.Feat("PronType") == "Neg" && (c.Is("det") || c.Is("advmod")) {
			return true
		}
	}
	return false
}
