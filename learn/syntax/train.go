// Package syntax trains the network of nlp/syntax.
package syntax

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"sayso"
	"sayso/eval/conllu"
	"sayso/learn"
	"sayso/nlp/model"
	"sayso/nlp/net"
	"sayso/nlp/syntax"
	"sayso/nlp/tag"
)

// Stage trains tags, morphology, lemmas and trees.
type Stage struct{}

func (Stage) Name() string { return syntax.Stage }

func (Stage) About() string {
	return "tags, morphology, lemmas and trees, from the EWT and GUM treebanks"
}

const (
	defaultEpochs = 20
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
		Depth: 3, ArcWidth: 128, RelWidth: 128,
	}
	rates = dropouts{Input: 0.1, Layer: 0.2, Top: 0.3, Head: 0.3, Rare: 0.25}
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

// How often a sentence is run together with the next one of its paragraph, so
// that the network learns to part them: those that end in no mark nearly
// always, as rules cannot part them either, others now and then.
const (
	runOpen   = 0.8
	runClosed = 0.05
)

// run runs sentences together at random.
func run(examples []*example, r *rand.Rand) []*example {
	var out []*example
	for i := 0; i < len(examples); {
		group, n := examples[i:i+1:i+1], len(examples[i].heads)
		for i++; i < len(examples); i++ {
			last := group[len(group)-1]
			rate := runClosed
			if last.open {
				rate = runOpen
			}
			n += len(examples[i].heads)
			if examples[i].paragraph || n > maxExample || r.Float64() >= rate {
				break
			}
			group = append(group, examples[i])
		}
		if len(group) == 1 {
			out = append(out, group[0])
		} else {
			out = append(out, joined(group))
		}
	}
	return out
}

// joined makes one example of several.
func joined(group []*example) *example {
	out := &example{}
	for _, e := range group {
		base := len(out.heads)
		out.features = append(out.features, e.features...)
		out.counts = append(out.counts, e.counts...)
		out.tags = append(out.tags, e.tags...)
		out.feats = append(out.feats, e.feats...)
		out.rels = append(out.rels, e.rels...)
		out.parts = append(out.parts, [2]int{base, base + len(e.heads)})
		for _, h := range e.heads {
			if h >= 0 {
				h += base
			}
			out.heads = append(out.heads, h)
		}
	}
	return out
}

// closed reports whether a sentence ends in a mark that ends sentences,
// closing quotes and brackets aside.
func closed(s *conllu.Sentence) bool {
	for i := len(s.Words) - 1; i >= 0 && s.Words[i].UPOS == "PUNCT"; i-- {
		if strings.ContainsAny(s.Words[i].Form, ".!?…:") {
			return true
		}
	}
	return false
}

// shuffle deals the sentences into batches of about batchTokens, anew each time.
func shuffle(examples []*example, r *rand.Rand) [][]*example {
	order := r.Perm(len(examples))
	var out [][]*example
	var batch []*example
	n := 0
	for _, i := range order {
		e := examples[i]
		if n > 0 && n+len(e.heads) > batchTokens {
			out = append(out, batch)
			batch, n = nil, 0
		}
		batch = append(batch, e)
		n += len(e.heads)
	}
	return append(out, batch)
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
	}
	for _, t := range []*syntax.Tensor{w.Heads, w.Arc, w.Rel} {
		uniform(t, math.Sqrt(6/float64(t.Rows+t.Cols)))
	}
	uniform(w.Root, 0.1)
	uniform(w.RootRel, 0.1)
}

// prepare makes the inventories of classes and the examples.
func prepare(docs []conllu.Document, lex *lexicon, s syntax.Shape) (*syntax.Model, []*example) {
	words, tags, feats, rels := newCounter(), newCounter(), newCounter(), newCounter()
	rels.n["root"] = 1
	rels.order = []string{"root"}
	var seen []tag.Seen
	each(docs, func(w *conllu.Word) {
		words.add(net.Normal(w.Form))
		tags.add(w.UPOS + " " + w.XPOS)
		feats.add(w.Feats)
		rels.add(w.Rel)
		seen = append(seen, tag.Seen{Word: w.Form, XPOS: w.XPOS, Lemma: w.Lemma})
	})
	known, count := net.NewRows(words.least(minWord))
	m := &syntax.Model{
		Words:     &net.Words{Rows: known, Senses: lex.table},
		Senses:    lex.senses,
		Feats:     feats.least(minClass),
		Relations: rels.least(1),
		Lemmas:    tag.LearnLemmas(seen),
	}
	for _, t := range tags.least(minClass) {
		upos, xpos, _ := strings.Cut(t, " ")
		m.Tags = append(m.Tags, syntax.Tag{UPOS: upos, XPOS: xpos})
	}
	s.Words, s.Fields = count, lex.fields
	s.TagClasses, s.FeatClasses, s.RelClasses = len(m.Tags), len(m.Feats), len(m.Relations)
	m.Weights = syntax.NewWeights(s)

	tagOf := map[string]int{}
	for i, t := range m.Tags {
		tagOf[t.UPOS+" "+t.XPOS] = i
	}
	featsOf, relOf := index(m.Feats), index(m.Relations)
	class := func(m map[string]int, k string) int {
		if c, ok := m[k]; ok {
			return c
		}
		return -1
	}
	var maker net.Maker
	var out []*example
	for di := range docs {
		for si := range docs[di].Sentences {
			sent := &docs[di].Sentences[si]
			if len(sent.Words) > maxExample {
				continue
			}
			e := &example{paragraph: sent.Paragraph, open: !closed(sent), parts: [][2]int{{0, len(sent.Words)}}}
			for _, w := range sent.Words {
				f := maker.Make(m.Words, w.Form)
				f.Grams = slices.Clone(f.Grams)
				e.features = append(e.features, f)
				e.counts = append(e.counts, words.n[net.Normal(w.Form)])
				e.tags = append(e.tags, class(tagOf, w.UPOS+" "+w.XPOS))
				e.feats = append(e.feats, class(featsOf, w.Feats))
				e.heads = append(e.heads, w.Head)
				e.rels = append(e.rels, relOf[w.Rel])
			}
			maker.Reset()
			out = append(out, e)
		}
	}
	return m, out
}

func each(docs []conllu.Document, f func(*conllu.Word)) {
	for d := range docs {
		for s := range docs[d].Sentences {
			for w := range docs[d].Sentences[s].Words {
				f(&docs[d].Sentences[s].Words[w])
			}
		}
	}
}

func index(list []string) map[string]int {
	out := make(map[string]int, len(list))
	for i, s := range list {
		out[s] = i
	}
	return out
}

// counter counts strings and keeps their order of appearance.
type counter struct {
	n     map[string]int
	order []string
}

func newCounter() *counter { return &counter{n: map[string]int{}} }

func (c *counter) add(s string) {
	if c.n[s] == 0 {
		c.order = append(c.order, s)
	}
	c.n[s]++
}

func (c *counter) least(n int) []string {
	var out []string
	for _, s := range c.order {
		if c.n[s] >= n {
			out = append(out, s)
		}
	}
	return out
}
