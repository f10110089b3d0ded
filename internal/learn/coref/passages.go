package coref

import (
	"context"
	"io/fs"

	"sayso"
	corpus "sayso/internal/eval/coref"
	"sayso/internal/learn"
	"sayso/internal/nlp/coref"
)

// folds is in how many parts the texts go, when each is weighed by a model that has
// not learnt it.
const folds = 4

// Text is one to learn the network from.
type Text struct {
	Text string
	// Entity is the number of the entity that bytes stand for, where all mentions of
	// one are marked (Whole), or those of persons, places and bodies.
	Entity map[sayso.Span]int
	Whole  bool
	// Passage is what GAP knows of the text; nil for others.
	Passage *corpus.Passage
	// Weigher scores the text's mentions without having learnt it.
	Weigher *coref.Resolver
}

// Texts gives the texts that the network is learnt from: those that the weights are
// learnt from, and GAP's development part.
func Texts(ctx context.Context, corpora fs.FS, shipped *coref.Resolver) ([]Text, error) {
	nouns, err := readNouns(corpora)
	if err != nil {
		return nil, err
	}
	examples, err := gather(corpora)
	if err != nil {
		return nil, err
	}
	var weighers [folds]*coref.Resolver
	for k := range folds {
		var some []coref.Example
		for i, x := range examples {
			if i%folds != k {
				some = append(some, x)
			}
		}
		m, err := train(ctx, nouns, some, 0, learn.Options{})
		if err != nil {
			return nil, err
		}
		m.Caution = caution
		weighers[k] = coref.NewFrom(m)
	}
	var out []Text
	for i, x := range examples {
		out = append(out, Text{Text: x.Doc.Text, Entity: x.Entity, Whole: x.Whole, Weigher: weighers[i%folds]})
	}
	passages, err := corpus.Passages(corpora, "gap-development.tsv")
	if err != nil {
		return nil, err
	}
	for i := range passages {
		out = append(out, Text{Text: passages[i].Text, Passage: &passages[i], Weigher: shipped})
	}
	return out, nil
}
