// Package claim finds attributions: who is said to have said or thought what,
// and by which words (source, cue and content, as PolNeAR and PARC mark them).
package claim

import (
	"sayso"
	"sayso/nlp"
)

// Attribution is a source, a cue and a content among the tokens of a Doc.
// Pieces stand in text order and do not overlap.
type Attribution struct {
	Source  []nlp.Range // empty where the text names none
	Cue     []nlp.Range // empty for content that needs no cue
	Content []nlp.Range // never empty
	// Via are the carriers of the words, nearest the speaker first: "…, as
	// reported by the agencies".
	Via []nlp.Range
	// Addressee is whom the words were said to; empty when not told.
	Addressee nlp.Range
	// Lemma is the cue's head in its basic form, "according to" for that.
	Lemma string
	Form  sayso.Form
	// Parent is the index of the attribution in whose content this one
	// stands; -1 for outer ones.
	Parent int
	// Rule names what found it.
	Rule       string
	Confidence float64 // 0 to 1

	quotes bool // the cue takes quotations, so that others may follow on
	given  bool // the cue is a verb that WithVerbs gave
}

// Finder finds the attributions of a document, in the order of their first
// tokens. Tokens in aside, ranges in order, belong to the page and to no claim.
// It keeps nothing and is safe for parallel use.
type Finder interface {
	Find(d *nlp.Doc, aside []nlp.Range) []Attribution
}

// Verdict is what a speaker does with the words.
type Verdict struct {
	Stance    sayso.Stance
	Certainty sayso.Certainty
	Polarity  sayso.Polarity
}

// Judge reads the speaker's commitment to the content, and names the rule that
// read the stance off the content; "" where the cue tells it. It is safe for
// parallel use.
type Judge interface {
	Judge(d *nlp.Doc, a *Attribution) (v Verdict, rule string)
}

// Start returns the first token of the attribution.
func (a *Attribution) Start() int {
	n := int(^uint(0) >> 1)
	for _, rs := range [3][]nlp.Range{a.Source, a.Cue, a.Content} {
		if len(rs) > 0 {
			n = min(n, rs[0].First)
		}
	}
	return n
}
