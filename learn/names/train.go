// Package names trains package name's model: a conditional random field over
// annotated corpora and silver news.
package names

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"

	"sayso"
	"sayso/learn"
	"sayso/nlp/model"
	"sayso/nlp/name"
	"sayso/nlp/syntax"
)

// Stage trains package name's model.
type Stage struct{}

func (Stage) Name() string { return name.Stage }

func (Stage) About() string {
	return "names, from GUM, WikiGold, re3d, WNUT17, BTC and silver news"
}

const (
	epochs    = 8
	rate      = 0.1
	decay     = 1e-6
	minGold   = 2 // a feature counts when it occurs so often in gold
	minSilver = 4 // or so often at all
	dropout   = 0.25
	keep      = 100_000
)

// Train learns from corpora. See [learn.Stage]. It reads the texts with the
// parser that the program carries, so train syntax first.
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 0x6e616d65))
	parser, err := bundledParser()
	if err != nil {
		return nil, err
	}
	texts, used, err := gather(corpora, parser, rng)
	if err != nil {
		return nil, err
	}
	world, err := gazetteer(corpora)
	if err != nil {
		return nil, err
	}
	addCommonness(world, texts)
	z := name.NewFeaturizer(world)
	keys := choose(z, texts)
	sentences := instances(z, texts, keys)
	o.Say(learn.Progress{Step: "features", Notes: fmt.Sprintf("%d features, %d sentences", len(keys), len(sentences))})
	c := newCRF(len(keys), rng)
	c.decay, c.dropout = decay, dropout
	n := cmp.Or(o.Epochs, epochs)
	for e := range n {
		c.rate = rate * float32(n-e) / float32(n)
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
	c.average()
	f := c.learnt(keys, world).File()
	f.Corpora, f.Seed, f.Command = used, o.Seed, "sayso train "+name.Stage
	return f, nil
}

// bundledParser is the parser that the program carries.
func bundledParser() (*syntax.Parser, error) {
	m, err := model.Load()
	if err != nil {
		return nil, err
	}
	f, err := m.Stage(syntax.Stage)
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
		z.Visit(t.d, func(_, _ int, keys []uint64) {
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

func instances(z *name.Featurizer, texts []text, rows map[uint64]int32) []sentence {
	var out []sentence
	for _, t := range texts {
		base := len(out)
		for _, r := range t.d.Sentences {
			out = append(out, sentence{allowed: t.allowed[r.First:r.End], weight: t.weight})
		}
		z.Visit(t.d, func(s, _ int, keys []uint64) {
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
	for i, r := range c.trans {
		l.Trans[i] = r
	}
	return l
}
