package claims

import (
	"math"
	"math/rand/v2"

	"sayso/internal/extract/claim/trained"
)

// # The learning
//
// A linear-chain conditional random field (Lafferty et al. 2001) over the
// labels of package trained, one paragraph a chain. Steps are AdaGrad's
// (Duchi et al. 2011); features are dropped at random, so that none leans on
// another's being there. A token costs its features times the labels, and the
// square of the labels for each round of sums.

const labels = int(trained.Labels)

// row is a feature's scores; sq the sum of its squared gradients over labels.
type row [labels]float32

// chain is one paragraph: rows of features, contexts of steps, gold labels.
type chain struct {
	feats []int32 // of all tokens
	ends  []int32 // where each token's end
	edges [][trained.EdgeKinds]int16
	gold  []trained.Label
}

func (c *chain) features(i int) []int32 {
	lo := int32(0)
	if i > 0 {
		lo = c.ends[i-1]
	}
	return c.feats[lo:c.ends[i]]
}

type crf struct {
	rows  []row
	sq    []row
	edges [trained.EdgeContexts][]float32
	esq   [trained.EdgeContexts][]float32

	rate, decay, dropout float32
	rng                  *rand.Rand

	node, edge, prob, pair []float32
	kept, keptEnds         []int32
}

func newCRF(features int, rng *rand.Rand) *crf {
	c := &crf{rows: make([]row, features), sq: make([]row, features), rng: rng}
	for i := range c.edges {
		c.edges[i], c.esq[i] = make([]float32, labels*labels), make([]float32, labels*labels)
	}
	return c
}

// score fills node and edge for a chain, with features scaled by keep.
func (c *crf) score(ch *chain, feats, ends []int32, keep float32) int {
	n := len(ends)
	if len(c.node) < n*labels {
		c.node, c.prob = make([]float32, n*labels), make([]float32, n*labels)
		c.edge, c.pair = make([]float32, n*labels*labels), make([]float32, n*labels*labels)
	}
	lo := int32(0)
	for i, hi := range ends {
		var sum row
		for _, f := range feats[lo:hi] {
			w := &c.rows[f]
			for l := range sum {
				sum[l] += w[l]
			}
		}
		lo = hi
		for l, v := range sum {
			c.node[i*labels+l] = v * keep
		}
		e := c.edge[i*labels*labels : (i+1)*labels*labels]
		clear(e)
		if i > 0 {
			for _, ctx := range ch.edges[i] {
				for k, v := range c.edges[ctx] {
					e[k] += v
				}
			}
		}
	}
	return n
}

// learn takes one step and returns the loss in nats.
func (c *crf) learn(ch *chain) float64 {
	c.kept, c.keptEnds = c.kept[:0], c.keptEnds[:0]
	for i := range ch.ends {
		for _, f := range ch.features(i) {
			if c.dropout == 0 || c.rng.Float32() >= c.dropout {
				c.kept = append(c.kept, f)
			}
		}
		c.keptEnds = append(c.keptEnds, int32(len(c.kept)))
	}
	n := c.score(ch, c.kept, c.keptEnds, 1)
	logZ := trained.Marginals(n, c.node, c.edge, c.prob, c.pair)
	gold := 0.0
	for i, y := range ch.gold {
		gold += float64(c.node[i*labels+int(y)])
		if i > 0 {
			gold += float64(c.edge[i*labels*labels+int(ch.gold[i-1])*labels+int(y)])
		}
	}
	lo := int32(0)
	for i, y := range ch.gold {
		var grad row
		big := float32(0)
		for l := range grad {
			g := c.prob[i*labels+l]
			if l == int(y) {
				g--
			}
			grad[l] = g
			big = max(big, g, -g)
		}
		hi := c.keptEnds[i]
		if big > 1e-3 {
			for _, f := range c.kept[lo:hi] {
				w, sq := &c.rows[f], &c.sq[f]
				for l, g := range grad {
					g += c.decay * w[l]
					sq[l] += g * g
					w[l] -= c.rate * g / sqrt(1+sq[l])
				}
			}
		}
		lo = hi
		if i == 0 || big <= 1e-3 {
			continue
		}
		p := c.pair[i*labels*labels : (i+1)*labels*labels]
		p[int(ch.gold[i-1])*labels+int(y)]--
		for _, ctx := range ch.edges[i] {
			w, sq := c.edges[ctx], c.esq[ctx]
			for k, g := range p {
				if trained.Forbidden[k] != 0 {
					continue
				}
				sq[k] += g * g
				w[k] -= c.rate * g / sqrt(1+sq[k])
			}
		}
	}
	return logZ - gold
}

// marginals returns the label probabilities of a chain, shared until the next
// call.
func (c *crf) marginals(ch *chain) []float32 {
	n := c.score(ch, ch.feats, ch.ends, 1-c.dropout)
	trained.Marginals(n, c.node, c.edge, c.prob, nil)
	return c.prob[:n*labels]
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
