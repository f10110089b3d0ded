package names

import (
	"math"
	"math/rand/v2"
	"slices"

	"sayso/internal/nlp/name"
)

// # The learning
//
// A linear-chain conditional random field (Lafferty et al. 2001) over the tags
// of package name. An annotated sentence allows a set of tags at each token:
// one where the corpus is sure, several where it does not tell types apart,
// all where it says nothing. What is pushed up is the sum over all allowed
// sequences against the sum over all (Tsuboi et al. 2008), so that corpora
// with other label sets teach what they know and nothing else.
//
// Steps are AdaGrad's (Duchi et al. 2011), one sentence each. A sentence costs
// two rounds of forward and backward sums: per token its features times the
// tags, and the (1+2T)² + 4T transitions that name allows.

// tooSmall is what gradient of a tag is not worth a step.
const tooSmall = 1e-3

// step is a transition that spells names.
type step struct{ from, to uint8 }

// steps lists the transitions that Decode looks at.
func steps() []step {
	var out []step
	ends := []int{name.Outside}
	starts := []int{name.Outside}
	for t := 1; t < name.Tags; t += 4 {
		starts = append(starts, t, t+3)
		ends = append(ends, t+2, t+3)
		for _, from := range []int{t, t + 1} {
			for _, to := range []int{t + 1, t + 2} {
				out = append(out, step{uint8(from), uint8(to)})
			}
		}
	}
	for _, from := range ends {
		for _, to := range starts {
			out = append(out, step{uint8(from), uint8(to)})
		}
	}
	return out
}

// canStart and canEnd are the tags that a sentence may start and end with.
func canStart(tag int) bool { return tag == name.Outside || (tag-1)%4 == 0 || (tag-1)%4 == 3 }
func canEnd(tag int) bool   { return tag == name.Outside || (tag-1)%4 >= 2 }

// row is a feature's scores, or their sums of squared gradients.
type row = [name.Tags]float32

// crf is the weights in training.
type crf struct {
	rows, squares []row
	trans, tsq    [name.Tags]row
	steps         []step
	// The sums of the weights at the ends of later epochs, and of how many:
	// their mean is what is kept, as it generalises better than the last.
	sumRows     []row
	sumTrans    [name.Tags]row
	sumOf       float32
	rate, decay float32
	dropout     float32
	rng         *rand.Rand

	// Of the sentence at hand:
	kept               sentence // its features, thinned
	scores, grads      []row
	moved              []int
	free, held         []row // marginals of all and of allowed sequences
	likes, alpha, beta [][name.Tags]float64
	scale              []float64
	etrans             [name.Tags][name.Tags]float64
	tfree, theld       [name.Tags][name.Tags]float64
}

func newCRF(features int, rng *rand.Rand) *crf {
	return &crf{rng: rng, rows: make([]row, features), squares: make([]row, features), steps: steps()}
}

// learn takes one step on a sentence and returns its loss: how many nats short
// of certainty the allowed sequences are.
func (c *crf) learn(s *sentence) float64 {
	n := len(s.allowed)
	c.room(n)
	c.thin(s)
	for i := range n {
		sum := row{}
		for _, f := range c.kept.features(i) {
			w := &c.rows[f]
			for t := range sum {
				sum[t] += w[t]
			}
		}
		c.scores[i] = sum
	}
	loss := c.compare(s.allowed, s.weight)
	for _, i := range c.moved {
		for _, f := range c.kept.features(i) {
			c.update(&c.rows[f], &c.squares[f], &c.grads[i])
		}
	}
	return loss
}

// compare sets the loss's gradients by the scores, names the tokens where they
// are not near zero, and moves the transitions. It returns the loss.
func (c *crf) compare(may []uint32, weight float32) float64 {
	n := len(may)
	c.moved = c.moved[:0]
	for i := range n {
		sum := &c.scores[i]
		top := slices.Max(sum[:])
		for t, v := range sum {
			c.likes[i][t] = math.Exp(float64(v - top))
		}
	}
	for _, st := range c.steps {
		c.etrans[st.from][st.to] = math.Exp(float64(c.trans[st.from][st.to]))
	}
	all := c.sums(n, nil, c.free, &c.tfree)
	allowed := c.sums(n, may, c.held, &c.theld)
	if math.IsInf(allowed, -1) || math.IsNaN(all-allowed) {
		return 0 // the annotation spells no names here
	}
	for i := range n {
		grad := &c.grads[i]
		*grad = row{}
		any := false
		for t := range grad {
			g := (c.free[i][t] - c.held[i][t]) * weight
			if g > tooSmall || g < -tooSmall {
				grad[t] = g
				any = true
			}
		}
		if any {
			c.moved = append(c.moved, i)
		}
	}
	for from := range c.trans {
		var grad row
		for to := range grad {
			grad[to] = float32(c.tfree[from][to]-c.theld[from][to]) * weight
		}
		c.update(&c.trans[from], &c.tsq[from], &grad)
	}
	return (all - allowed) * float64(weight)
}

// remember adds the weights to their sums.
func (c *crf) remember() {
	if c.sumRows == nil {
		c.sumRows = make([]row, len(c.rows))
	}
	add(c.sumRows, c.rows)
	add(c.sumTrans[:], c.trans[:])
	c.sumOf++
}

// join adds what another of the same features remembers.
func (c *crf) join(o *crf) {
	add(c.sumRows, o.sumRows)
	add(c.sumTrans[:], o.sumTrans[:])
	c.sumOf += o.sumOf
}

func add(to, from []row) {
	for i := range from {
		for t, v := range from[i] {
			to[i][t] += v
		}
	}
}

// average puts the mean of what was remembered in the weights' place.
func (c *crf) average() {
	for i := range c.rows {
		for t, v := range c.sumRows[i] {
			c.rows[i][t] = v / c.sumOf
		}
	}
	for i := range c.trans {
		for t, v := range c.sumTrans[i] {
			c.trans[i][t] = v / c.sumOf
		}
	}
}

// thin drops features at random, so that none leans on another's being there
// (Hinton et al. 2012).
func (c *crf) thin(s *sentence) {
	c.kept.feats, c.kept.ends = c.kept.feats[:0], c.kept.ends[:0]
	for i := range s.allowed {
		for _, f := range s.features(i) {
			if c.rng.Float32() >= c.dropout {
				c.kept.feats = append(c.kept.feats, f)
			}
		}
		c.kept.ends = append(c.kept.ends, int32(len(c.kept.feats)))
	}
}

func (c *crf) update(w, sq, grad *row) {
	for t, g := range grad {
		if g == 0 {
			continue
		}
		g += c.decay * w[t]
		sq[t] += g * g
		w[t] -= c.rate * g / float32(math.Sqrt(float64(1+sq[t])))
	}
}

func (c *crf) room(n int) {
	if len(c.free) >= n {
		return
	}
	c.free, c.held = make([]row, n), make([]row, n)
	c.likes, c.alpha, c.beta = make([][name.Tags]float64, n), make([][name.Tags]float64, n), make([][name.Tags]float64, n)
	c.scale = make([]float64, n)
	c.scores, c.grads = make([]row, n), make([]row, n)
}

// sums runs forward and backward over the first n tokens' allowed tags (all for
// nil). It sets the marginals of the tags and the sums of the transitions'
// marginals, and returns the logarithm of the sum over all sequences, short of
// what every sequence has in common.
func (c *crf) sums(n int, allowed []uint32, marginals []row, tm *[name.Tags][name.Tags]float64) float64 {
	*tm = [name.Tags][name.Tags]float64{}
	may := func(i, t int) bool { return allowed == nil || allowed[i]>>t&1 != 0 }
	total := 0.0
	for i := range n {
		a := &c.alpha[i]
		*a = [name.Tags]float64{}
		if i == 0 {
			for t := range a {
				if canStart(t) {
					a[t] = c.etrans[name.Outside][t]
				}
			}
		} else {
			prev := &c.alpha[i-1]
			for _, st := range c.steps {
				a[st.to] += prev[st.from] * c.etrans[st.from][st.to]
			}
		}
		sum := 0.0
		for t := range a {
			if !may(i, t) || i == n-1 && !canEnd(t) {
				a[t] = 0
				continue
			}
			a[t] *= c.likes[i][t]
			sum += a[t]
		}
		if sum == 0 {
			return math.Inf(-1)
		}
		for t := range a {
			a[t] /= sum
		}
		c.scale[i] = sum
		total += math.Log(sum)
	}
	for i := n - 1; i >= 0; i-- {
		b := &c.beta[i]
		*b = [name.Tags]float64{}
		if i == n-1 {
			for t := range b {
				b[t] = 1
			}
		} else {
			var ahead [name.Tags]float64
			for t := range ahead {
				if may(i+1, t) && (i+1 < n-1 || canEnd(t)) {
					ahead[t] = c.likes[i+1][t] * c.beta[i+1][t] / c.scale[i+1]
				}
			}
			for _, st := range c.steps {
				v := c.etrans[st.from][st.to] * ahead[st.to]
				b[st.from] += v
				tm[st.from][st.to] += c.alpha[i][st.from] * v
			}
		}
		for t := range b {
			marginals[i][t] = float32(c.alpha[i][t] * b[t])
		}
	}
	for t, p := range marginals[0] {
		tm[name.Outside][t] += float64(p)
	}
	return total
}
