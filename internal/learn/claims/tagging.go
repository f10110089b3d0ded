package claims

import (
	"context"
	"math/rand/v2"

	"sayso"
	"sayso/internal/extract/claim/trained"
)

// chains cuts an article into paragraphs and gives each feature its row; rows
// maps slots to rows, -1 for slots that have none.
func (a *article) chains(s trained.Scene, y []trained.Label, rows []int32) []chain {
	out := make([]chain, 0, len(a.d.Paragraphs))
	k := -1
	s.Visit(func(i int, slots []uint32, contexts [trained.EdgeKinds]int) {
		if k < 0 || i >= a.d.Paragraphs[k].End {
			k++
			p := a.d.Paragraphs[k]
			out = append(out, chain{ends: make([]int32, 0, p.Len()), gold: y[p.First:p.End]})
		}
		c := &out[len(out)-1]
		for _, s := range slots {
			if r := rows[s]; r >= 0 {
				c.feats = append(c.feats, r)
			}
		}
		c.ends = append(c.ends, int32(len(c.feats)))
		var e [trained.EdgeKinds]int16
		for j, x := range contexts {
			e[j] = int16(x)
		}
		c.edges = append(c.edges, e)
	})
	return out
}

// labelsOf are an article's gold labels; a run begins anew with a paragraph.
func (a *article) labelsOf() []trained.Label {
	y := trained.LabelsOf(len(a.d.Tokens), a.gold)
	for _, p := range a.d.Paragraphs {
		if p.Len() > 0 && y[p.First] != trained.Out && y[p.First]&1 == 0 {
			y[p.First]--
		}
	}
	return y
}

// config is how the tagger learns.
type config struct {
	epochs               int
	rate, decay, dropout float32
	seen                 uint8 // a feature counts when it occurs so often
}

// usual is the config of the embedded model, found by holding out articles of
// the training part.
var usual = config{epochs: 5, rate: 0.02, decay: 1e-6, dropout: 0.6, seen: 3}

// features are the rows that an article's features have in training.
type features struct {
	lex  lexicon
	rows []int32 // by slot, -1 for none
	n    int
}

// collect gives each feature that occurs often enough a row, and makes chains
// of the articles. Each article sees the lexicon without its own share.
func collect(articles []*article, fields map[uint64]uint16, seen uint8) (*features, []chain) {
	f := &features{lex: lexicon{map[uint64]counts{}, fields}, rows: make([]int32, trained.Slots)}
	for _, a := range articles {
		f.lex.count(a, 1)
	}
	count := make([]uint8, trained.Slots)
	for _, a := range articles {
		f.scene(a, true).Visit(func(_ int, slots []uint32, _ [trained.EdgeKinds]int) {
			for _, k := range slots {
				if count[k] < 255 {
					count[k]++
				}
			}
		})
	}
	for k, c := range count {
		f.rows[k] = -1
		if c >= seen {
			f.rows[k] = int32(f.n)
			f.n++
		}
	}
	var chains []chain
	for _, a := range articles {
		chains = append(chains, a.chains(f.scene(a, true), a.labelsOf(), f.rows)...)
	}
	return f, chains
}

// scene prepares an article; known says that the lexicon was counted from it.
func (f *features) scene(a *article, known bool) trained.Scene {
	if known {
		f.lex.count(a, -1)
		defer f.lex.count(a, 1)
	}
	return trained.NewScene(a.d, a.rules, f.lex.entry)
}

// trainTagger learns from chains.
func trainTagger(ctx context.Context, chains []chain, features int, g config, seed uint64, say func(epoch int, loss float64)) (*crf, error) {
	rng := rand.New(rand.NewPCG(seed, 0x636c61696d))
	c := newCRF(features, rng)
	c.decay, c.dropout = g.decay, g.dropout
	order := rng.Perm(len(chains))
	for e := range g.epochs {
		c.rate = g.rate * float32(g.epochs-e) / float32(g.epochs)
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for n, k := range order {
			if n%1000 == 0 && ctx.Err() != nil {
				return nil, sayso.E("train", trained.Stage, sayso.Cancelled, ctx.Err())
			}
			loss += c.learn(&chains[k])
		}
		say(e, loss)
	}
	return c, nil
}

// tag labels an article's chains and gives the labels' probabilities.
func (c *crf) tag(chains []chain) ([]trained.Label, []float32) {
	var y []trained.Label
	var prob []float32
	for k := range chains {
		p := c.marginals(&chains[k])
		y = append(y, trained.Decode(len(chains[k].gold), p)...)
		prob = append(prob, p...)
	}
	return y, prob
}
