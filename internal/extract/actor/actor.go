// Package actor turns the words that name somebody into the actors of an
// article: one for each person or body, with its names, its roles as the text
// gives them, and every place where it is meant.
package actor

import (
	"sayso"
	"sayso/nlp"
)

// Line is one attribution, as far as casting needs it.
type Line struct {
	Source    []nlp.Range
	Cue       []nlp.Range
	Content   []nlp.Range
	Via       []nlp.Range
	Addressee nlp.Range
	// Parent is the index of the line in whose content this one stands; -1
	// for outer ones.
	Parent int
}

// Cast is who stands in an article, and who speaks which line.
type Cast struct {
	Actors   []sayso.Actor
	Mentions []sayso.Mention
	// One entry for each line.
	Speakers   [][]sayso.ActorID
	Kinds      []sayso.SourceKind
	Rules      []string // which rule found who speaks; "" for none
	Via        [][]sayso.ActorID
	Addressees [][]sayso.ActorID
	For        []sayso.ActorID // whom a spokesperson speaks for
	Sure       []float64       // how likely who speaks is told right; 0 where the text does not tell
	Evidence   [][]sayso.Evidence
	// Sources are the words that name the speakers, where the line's own source
	// only carried theirs; nil elsewhere.
	Sources [][]nlp.Range
}

// Caster finds the actors of a document and gives each line its speakers.
// It is safe for parallel use.
type Caster interface {
	Cast(d *nlp.Doc, lines []Line) Cast
}
