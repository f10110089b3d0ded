// Package syntax trains the network of nlp/syntax.
package syntax

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"

	"sayso"
	"sayso/internal/eval/conllu"
	"sayso/internal/learn"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/syntax"
)

// Stage trains tags, morphology, lemmas and trees.
type Stage struct{}

func (Stage) Name() string { return syntax.Stage }

func (Stage) About() string {
	return "tags, morphology, lemmas and trees, from the EWT and GUM treebanks"
}

const (
	defaultEpochs = 24
	batchTokens   = 800
	peakRate      = 2e-3
	warmup        = 200 // steps
	// maxExample is the longest sentence that is trained on.
	maxExample = syntax.MaxSentence
	// minWord is how often a word must be seen to have a row of its own, and
	// minClass a class of tags or morphology.
	minWord, minClass = 2, 2
)

var (
	widths = syntax.Shape{
		WordWidth: 80, GramWidth: 80, SuffixWidth: 32, CapsWidth: 16, SenseWidth: 48,
		Depth: 4, Window: 2, ArcWidth: 128, RelWidth: 128,
	}
	rates = dropouts{Input: 0.1, Layer: 0.25, Top: 0.3, Head: 0.33, Rare: 0.25, Case: 0.06}
)

// Train implements learn.Stage.
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	ewt, err := conllu.EWT(corpora, conllu.Train)
	if err != nil {
		return nil, err
	}
	gum, err := conllu.GUM(corpora, conllu.Train)
	if err != nil {
		return nil, err
	}
	lexicon, err := readLexicon(corpora)
	if err != nil {
		return nil, err
	}
	m, err := fit(ctx, slices.Concat(ewt, gum), lexicon, widths, rates, o)
	if err != nil {
		return nil, err
	}
	f := m.File()
	f.Corpora = []string{"UD_English-EWT train", "UD_English-GUM train", "Open English WordNet (fields of words)"}
	f.Seed = o.Seed
	f.Command = "sayso train " + syntax.Stage
	return f, nil
}

// fit trains a network on documents.
func fit(ctx context.Context, docs []conllu.Document, lex *lexicon, s syntax.Shape, drop dropouts, o learn.Options) (*syntax.Model, error) {
	m, examples := prepare(docs, lex, s)
	if len(examples) == 0 {
		return nil, sayso.Errorf("train", syntax.Stage, sayso.Invalid, "there are no sentences to learn from")
	}
	r := rand.New(rand.NewPCG(o.Seed, 0x5a150))
	start(m.Weights, r)
	t := &network{m: m, w: m.Weights, g: syntax.NewWeights(m.Shape), drop: drop, rand: r, train: true}
	opt := newAdam(t.w, t.g)
	epochs := o.Epochs
	if epochs == 0 {
		epochs = defaultEpochs
	}
	total := 0
	for _, e := range examples {
		total += len(e.heads)
	}
	steps := epochs * (total/batchTokens + 1)
	for epoch := range epochs {
		var sum losses
		batches := shuffle(run(examples, r), r)
		for b, batch := range batches {
			if err := ctx.Err(); err != nil {
				return nil, sayso.E("train", syntax.Stage, sayso.Cancelled, err)
			}
			t.forward(batch)
			l := t.backward()
			sum.Tags += l.Tags
			sum.Feats += l.Feats
			sum.Arcs += l.Arcs
			sum.Rels += l.Rels
			sum.Starts += l.Starts
			opt.update(rateAt(opt.step, steps), &t.touched)
			if b%20 == 0 || b == len(batches)-1 {
				k := float64(b + 1)
				o.Say(learn.Progress{
					Step:  fmt.Sprintf("epoch %d of %d", epoch+1, epochs),
					Done:  (float64(epoch) + k/float64(len(batches))) / float64(epochs),
					Notes: fmt.Sprintf("loss: tags %.3f, morphology %.3f, arcs %.3f, relations %.3f, starts %.4f", sum.Tags/k, sum.Feats/k, sum.Arcs/k, sum.Rels/k, sum.Starts/k),
				})
			}
		}
	}
	if opt.step >= averageEvery {
		m.Weights = opt.average
	}
	return m, nil
}

// rateAt rises over the warm-up and then falls in a straight line to nothing.
func rateAt(step, steps int) float64 {
	rise := float64(step+1) / warmup
	fall := 1 - float64(step)/float64(steps)
	return peakRate * math.Min(rise, math.Max(fall, 0.005))
}

// start gives the weights their first random values.
func start(w *syntax.Weights, r *rand.Rand) {
	uniform := func(t *syntax.Tensor, width float64) {
		for i := range t.Data {
			t.Data[i] = float32((r.Float64()*2 - 1) * width)
		}
	}
	for _, t := range []*syntax.Tensor{w.Word, w.Suffix, w.Caps, w.Sense} {
		uniform(t, 0.5)
	}
	uniform(w.Gram, 1)
	for _, l := range w.Layers {
		uniform(l.W, math.Sqrt(3/float64(l.W.Rows)))
		uniform(l.R, 0.1)
		uniform(l.M, 0.1)
		self := l.M.Rows / 2 * l.M.Cols
		for i := range l.M.Cols {
			l.M.Data[self+i] += 1
		}
	}
	for _, t := range []*syntax.Tensor{w.Heads, w.Arc, w.Rel} {
		uniform(t, math.Sqrt(6/float64(t.Rows+t.Cols)))
	}
	uniform(w.Root, 0.1)
	uniform(w.RootRel, 0.1)
}
