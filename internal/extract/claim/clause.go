package claim

import (
	"slices"
	"strings"

	"sayso/nlp"
)

// contentClause is the first clause of a content.
type contentClause struct {
	acting
	d       *nlp.Doc
	a       *Attribution
	r       nlp.Range
	root    int
	subject int  // -1 for none
	own     bool // the subject is the speaker
	aux     string
	past    bool // "would have"
	negated bool
	if_     bool // a condition stands in it
}

// clause reads the first clause of a content; it reports false without a tree.
func (w acting) clause(d *nlp.Doc, a *Attribution) (*contentClause, bool) {
	if len(a.Content) == 0 {
		return nil, false
	}
	c := &contentClause{acting: w, d: d, a: a, r: a.Content[0], root: -1, subject: -1}
	c.r.End = min(c.r.End, c.r.First+maxClause)
	for i := c.r.First; i < c.r.End; i++ {
		if t := &d.Tokens[i]; t.Rel != "" && t.Rel != "punct" && t.Rel != "mark" && t.Rel != "cc" && !c.r.Contains(t.Head) && predicative(t.POS) {
			c.root = i
			break
		}
	}
	if c.root < 0 {
		return nil, false
	}
	for i := max(c.r.First, c.root-maxClause); i < c.r.End; i++ {
		t := &d.Tokens[i]
		if t.Lemma == "if" || t.Lemma == "unless" {
			c.if_ = true
		}
		if t.Head != c.root {
			continue
		}
		switch {
		case t.Rel == "nsubj" || t.Rel == "nsubj:pass":
			c.subject = i
		case t.Rel == "aux" && c.aux == "":
			c.aux = strings.ToLower(d.Word(i))
		case t.Rel == "aux" && d.Tokens[c.root].XPOS == "VBN":
			c.past = true
		case t.Lemma == "not" || t.Lemma == "never":
			c.negated = true
		}
	}
	c.own = c.speaker(c.subject)
	return c, true
}

func predicative(pos string) bool {
	switch pos {
	case "VERB", "ADJ", "NOUN", "AUX", "PROPN":
		return true
	}
	return false
}

// speaker reports whether token i means who speaks.
func (c *contentClause) speaker(i int) bool {
	if i < 0 {
		return false
	}
	switch w := strings.ToLower(c.d.Word(i)); w {
	case "i", "we":
		return true
	case "he", "she", "they":
		return !c.quotes(i)
	case "it":
		return !c.quotes(i) && len(c.a.Source) > 0 && (!c.personal() || c.spokes())
	default:
		for _, r := range c.a.Source {
			for k := r.First; k < r.End; k++ {
				if len(w) > 3 && strings.EqualFold(c.d.Word(k), w) {
					return true
				}
			}
		}
		return c.acting.words["body"][w] && c.personal() && i > 0 && strings.EqualFold(c.d.Word(i-1), "the")
	}
}

// quotes reports whether token i stands in a quotation.
func (c *contentClause) quotes(i int) bool {
	for k := c.r.First; k <= i && k < c.r.First+3; k++ {
		if strings.ContainsAny(c.d.Word(k), "“\"‘") {
			return true
		}
	}
	return false
}

// personal reports whether a person speaks: by name, or as a pronoun.
func (c *contentClause) personal() bool {
	for _, r := range c.a.Source {
		for _, n := range c.d.Names {
			if n.First < r.End && r.First < n.End && n.Type == nlp.PersonName {
				return true
			}
		}
		switch strings.ToLower(c.d.Word(r.First)) {
		case "he", "she", "i":
			return true
		}
	}
	return c.spokes()
}

// spokes reports whether the source is somebody who speaks for others.
func (c *contentClause) spokes() bool {
	return slices.ContainsFunc(c.a.Source, func(r nlp.Range) bool { return strings.Contains(strings.ToLower(c.d.Words(r)), "spokes") })
}

func (c *contentClause) lemma() string { return c.d.Tokens[c.root].Lemma }

// is reports whether the predicate is a word of a kind.
func (c *contentClause) is(kind string) bool { return c.acting.words[kind][c.lemma()] }

// holds counts the words of a kind in the clause that are not negated.
func (c *contentClause) holds(kind string) int {
	n := 0
	for i := c.r.First; i < c.r.End; i++ {
		if t := &c.d.Tokens[i]; c.acting.words[kind][t.Lemma] && !c.d.Negated(i) {
			n++
		}
	}
	return n
}

// does reports whether a verb of a kind stands in the predicate: the verb itself,
// one that it is joined with, or one that it governs ("pushed me and tried to
// shove", "threatened to").
func (c *contentClause) does(kind string) bool {
	heads := []int{c.root}
	for i := c.root; i < c.r.End; i++ {
		t := &c.d.Tokens[i]
		if i > c.root && !(slices.Contains(heads, t.Head) && (t.Is("xcomp") || t.Is("conj") && c.d.Child(i, "nsubj") < 0)) {
			continue
		}
		heads = append(heads, i)
		if c.words[kind][t.Lemma] && !c.d.Negated(i) {
			return true
		}
	}
	return false
}

// ownThing reports whether the subject is something of the speaker's: "our
// officers", and "its engineers" where a body speaks.
func (c *contentClause) ownThing() bool {
	if c.subject < 0 {
		return false
	}
	k := c.d.Child(c.subject, "nmod:poss")
	if k < 0 {
		return false
	}
	w := strings.ToLower(c.d.Word(k))
	return c.words["ours"][w] || c.words["its"][w] && !c.quotes(k) && len(c.a.Source) > 0 && (!c.personal() || c.spokes())
}
