package nlp

import (
	"iter"
	"strings"
)

// Children returns the tokens whose head is i, in text order. They stand in
// i's sentence; looking for them takes one pass over it.
func (d *Doc) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := d.Sentence(i)
		for j := s.First; j < s.End; j++ {
			if d.Tokens[j].Head == i && j != i && !yield(j) {
				return
			}
		}
	}
}

// Child returns the first token under i with one of the relations, -1 for
// none. A relation without subtype stands for all its subtypes: "nsubj" finds
// "nsubj:pass".
func (d *Doc) Child(i int, rels ...string) int {
	for j := range d.Children(i) {
		for _, r := range rels {
			if d.Tokens[j].Is(r) {
				return j
			}
		}
	}
	return -1
}

// Is reports whether the token's relation is rel or, where rel has no
// subtype, a subtype of it.
func (t *Token) Is(rel string) bool {
	rest, ok := strings.CutPrefix(t.Rel, rel)
	return ok && (rest == "" || rest[0] == ':')
}

// Root returns the root of sentence s, -1 for an empty or unparsed one. Where
// several tokens have no head, it is the first.
func (d *Doc) Root(s Range) int {
	for i := s.First; i < s.End; i++ {
		if d.Tokens[i].Head < 0 && d.Tokens[i].Rel != "" {
			return i
		}
	}
	return -1
}

// Subtree returns the smallest run of tokens that holds i and all that hangs
// below it. In the rare trees whose branches cross, other tokens may stand in
// it; [Doc.Below] tells. It takes one pass over the sentence for each time
// that a head stands after its dependent's dependent, two as a rule.
func (d *Doc) Subtree(i int) Range {
	s := d.Sentence(i)
	r := Range{i, i + 1}
	if s.Len() == 0 {
		return r
	}
	in := make([]bool, s.Len())
	in[i-s.First] = true
	for grown := true; grown; {
		grown = false
		for j := s.First; j < s.End; j++ {
			h := d.Tokens[j].Head
			if !in[j-s.First] && s.Contains(h) && in[h-s.First] {
				in[j-s.First], grown = true, true
				r.First, r.End = min(r.First, j), max(r.End, j+1)
			}
		}
	}
	return r
}

// Below reports whether token i is, or hangs below, token top.
func (d *Doc) Below(i, top int) bool {
	for range len(d.Tokens) { // a bound, should heads ever make a cycle
		if i == top {
			return true
		}
		if i < 0 {
			return false
		}
		i = d.Tokens[i].Head
	}
	return false
}

// Sentence returns the sentence that holds token i; the zero Range for none.
func (d *Doc) Sentence(i int) Range {
	if s := d.SentenceOf(i); s >= 0 {
		return d.Sentences[s]
	}
	return Range{}
}

// Feat returns the value of one feature of the token's morphology, "Past" for
// "Tense"; empty when it has none.
func (t *Token) Feat(name string) string {
	rest := t.Feats
	for rest != "" {
		var f string
		f, rest, _ = strings.Cut(rest, "|")
		if v, ok := strings.CutPrefix(f, name); ok && v != "" && v[0] == '=' {
			return v[1:]
		}
	}
	return ""
}

// Negated reports whether token i has a negation of its own: "not", "never",
// "no".
func (d *Doc) Negated(i int) bool {
	for j := range d.Children(i) {
		t := &d.Tokens[j]
		if t.Feat("Polarity") == "Neg" || t.Feat("PronType") == "Neg" && (t.Is("det") || t.Is("advmod")) {
			return true
		}
	}
	return false
}
