// Package names trains package name's model: a conditional random field over
// annotated corpora and silver news.
package names

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"sayso"
	"sayso/internal/learn"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/syntax"
	"sayso/nlp"
)

// Stage trains package name's model.
type Stage struct{}

func (Stage) Name() string { return name.Stage }

func (Stage) About() string {
	return "names, from GUM, WikiGold, re3d, WNUT17, BTC and silver news"
}

const (
	epochs    = 6
	rate      = 0.1
	decay     = 1e-6
	minGold   = 2 // a feature counts when it occurs so often in gold
	minSilver = 4 // or so often at all
	dropout   = 0.25
	keep      = 150_000
)

// Train learns from corpora. See [learn.Stage]. It reads the texts with the
// parser that the program carries, so train syntax first.
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	parser, err := bundledParser()
	if err != nil {
		return nil, err
	}
	texts, used, err := gather(corpora, parser, o.Seed)
	if err != nil {
		return nil, err
	}
	world, err := gazetteer(corpora)
	if err != nil {
		return nil, err
	}
	l, err := fit(ctx, texts, world, o)
	if err != nil {
		return nil, err
	}
	f := l.File()
	f.Corpora, f.Seed, f.Command = used, o.Seed, "sayso train "+name.Stage
	return f, nil
}

// fit learns from texts, and adds to world how their words are written.
func fit(ctx context.Context, texts []text, world name.World, o learn.Options) (*name.Learnt, error) {
	addCommonness(world, texts)
	vectors, err := carriedVectors()
	if err != nil {
		return nil, err
	}
	z := name.NewFeaturizer(world)
	keys := choose(z, texts)
	sentences := sights(z, texts)
	o.Say(learn.Progress{Step: "features", Notes: fmt.Sprintf("%d features, %d sentences", len(keys), len(sentences))})
	// All learn beside one another and need nothing of each other.
	linear, nets := make([]*crf, linears), make([]*trainee, networks)
	errs := make([]error, linears+networks)
	var all sync.WaitGroup
	for k := range nets {
		all.Go(func() {
			nets[k], errs[linears+k] = fitNetwork(ctx, sentences, vectors, rand.New(rand.NewPCG(o.Seed, 0x6e6574+uint64(k))))
		})
	}
	features := func(k int, o learn.Options) {
		linear[k], errs[k] = fitFeatures(ctx, texts, world, keys, o, rand.New(rand.NewPCG(o.Seed, 0x6e616d65+uint64(k))))
	}
	for k := 1; k < linears; k++ {
		all.Go(func() { features(k, learn.Options{Seed: o.Seed, Epochs: o.Epochs}) })
	}
	features(0, o) // which reports for all
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, c := range linear[1:] {
		linear[0].join(c)
	}
	linear[0].average()
	l := linear[0].learnt(keys, world)
	pool(l, nets)
	return l, nil
}

// linears is how many times the features are learnt: the mean of their weights
// leans less on chance than one of them, and costs reading nothing.
const linears = 2

// fitFeatures learns the scores of the features that keys gives a row. They are yet
// to be averaged.
func fitFeatures(ctx context.Context, texts []text, world name.World, keys map[uint64]int32, o learn.Options, rng *rand.Rand) (*crf, error) {
	z := name.NewFeaturizer(world)
	// Rounds that hide words and rounds that do not take turns, and each kind
	// reads its own half of the silver texts.
	var turns [2][]text
	for i, t := range texts {
		for k := range turns {
			if !t.silver || i%2 == k {
				turns[k] = append(turns[k], t)
			}
		}
	}
	rounds := [2][]sentence{instances(z, turns[0], keys, hider(rng)), instances(z, turns[1], keys, nil)}
	c := newCRF(len(keys), rng)
	c.decay, c.dropout = decay, dropout
	n := cmp.Or(o.Epochs, epochs)
	for e := range n {
		c.rate = rate * float32(n-e) / float32(n)
		sentences := rounds[e%2]
		rng.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
		loss := 0.0
		for i := range sentences {
			if i%1000 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, sayso.E("train", name.Stage, sayso.Cancelled, err)
				}
				o.Say(learn.Progress{Step: fmt.Sprintf("epoch %d of %d", e+1, n),
					Done: (float64(e) + float64(i)/float64(len(sentences))) / float64(n), Notes: fmt.Sprintf("loss %.4f", loss/float64(i+1))})
			}
			loss += c.learn(&sentences[i])
		}
		if e >= n/2 {
			c.remember()
		}
	}
	return c, nil
}

// bundledParser is the parser that the program carries.
func bundledParser() (*syntax.Parser, error) {
	f, err := model.Embedded().Stage(syntax.Stage)
	if err != nil {
		return nil, err
	}
	return syntax.New(f)
}

// choose gives the features that occur often enough a row each.
func choose(z *name.Featurizer, texts []text) map[uint64]int32 {
	counts := map[uint64][2]uint16{}
	for _, t := range texts {
		at := 0
		if t.silver {
			at = 1
		}
		z.Visit(t.d, nil, func(_, _ int, keys []uint64) {
			for _, k := range keys {
				c := counts[k]
				if c[at] < 1000 {
					c[at]++
					counts[k] = c
				}
			}
		})
	}
	var chosen []uint64
	for k, c := range counts {
		if c[0] >= minGold || c[0]+c[1] >= minSilver {
			chosen = append(chosen, k)
		}
	}
	slices.Sort(chosen)
	out := make(map[uint64]int32, len(chosen))
	for i, k := range chosen {
		out[k] = int32(i)
	}
	return out
}

func instances(z *name.Featurizer, texts []text, rows map[uint64]int32, hide func(*nlp.Doc) func(int) bool) []sentence {
	var out []sentence
	for _, t := range texts {
		base := len(out)
		for _, r := range t.d.Sentences {
			out = append(out, sentence{allowed: t.allowed[r.First:r.End], weight: t.weight})
		}
		var hidden func(int) bool
		if hide != nil {
			hidden = hide(t.d)
		}
		z.Visit(t.d, hidden, func(s, _ int, keys []uint64) {
			x := &out[base+s]
			for _, k := range keys {
				if row, ok := rows[k]; ok {
					x.feats = append(x.feats, row)
				}
			}
			x.ends = append(x.ends, int32(len(x.feats)))
		})
	}
	return out
}

// hider returns a choice of words of a text to hide: the model must also learn
// what to make of names that it has never read, which are half of all names.
func hider(rng *rand.Rand) func(*nlp.Doc) func(int) bool {
	return func(d *nlp.Doc) func(int) bool {
		hide := map[string]bool{}
		out := make([]bool, len(d.Tokens))
		for i := range d.Tokens {
			w := strings.ToLower(d.Word(i))
			h, ok := hide[w]
			if !ok {
				share := hiddenShare
				if w != d.Word(i) {
					share = hiddenNames
				}
				h = rng.Float32() < share
				hide[w] = h
			}
			out[i] = h
		}
		return func(i int) bool { return out[i] }
	}
}

// Shares of the words of a text that are hidden at a time.
const (
	hiddenNames float32 = 0.5
	hiddenShare float32 = 0.1
)

// learnt keeps the features that weigh most.
func (c *crf) learnt(keys map[uint64]int32, world name.World) *name.Learnt {
	type weighed struct {
		key  uint64
		row  int32
		size float32
	}
	all := make([]weighed, 0, len(keys))
	for k, r := range keys {
		var size float32
		for _, v := range c.rows[r] {
			size += v * v
		}
		all = append(all, weighed{k, r, size})
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.key, b.key))
	})
	if len(all) > keep {
		all = all[:keep]
	}
	l := &name.Learnt{Rows: make(map[uint64][name.Tags]float32, len(all)), World: world}
	for _, w := range all {
		row := c.rows[w.row]
		for t := range row {
			row[t] *= 1 - c.dropout
		}
		l.Rows[w.key] = row
	}
	l.Trans = c.trans
	return l
}
