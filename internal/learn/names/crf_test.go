package names

import (
	"math"
	"math/rand/v2"
	"testing"

	"sayso/internal/nlp/name"
)

// tags of a person's name, as bits.
const (
	outside = 1 << name.Outside
	begin   = 1 << 1
	last    = 1 << 3
	unit    = 1 << 4
)

// toy is two sentences, the second half annotated: one name is sure, of the
// rest nothing is known.
func toy() []*sentence {
	return []*sentence{
		{feats: []int32{0, 1, 2, 1, 3}, ends: []int32{2, 3, 5}, allowed: []uint32{begin, last, outside}, weight: 1},
		{feats: []int32{2, 0}, ends: []int32{1, 2}, allowed: []uint32{unit, everything}, weight: 0.5},
	}
}

// TestLearns checks that the toy is learnt.
func TestLearns(t *testing.T) {
	c := newCRF(4, rand.New(rand.NewPCG(3, 4)))
	c.rate = 0.3
	var first, last float64
	for round := range 60 {
		last = 0
		for _, s := range toy() {
			last += c.learn(s)
		}
		if round == 0 {
			first = last
		}
	}
	if last > first/4 {
		t.Errorf("loss %g after %g", last, first)
	}
}

// TestGradient compares the step that learning takes with the change of the loss
// when a weight is moved.
func TestGradient(t *testing.T) {
	const rate, move = 1e-3, 1e-2
	for f := range int32(4) {
		for _, tag := range []int{name.Outside, 1, 3, 4} {
			loss := func(by float32) float64 {
				c := newCRF(4, rand.New(rand.NewPCG(3, 4)))
				c.rows[f][tag] = by
				return c.learn(toy()[0]) // rate 0: nothing moves
			}
			want := (loss(move) - loss(-move)) / (2 * move)
			c := newCRF(4, rand.New(rand.NewPCG(3, 4)))
			c.rate = rate
			c.learn(toy()[0])
			// One step of AdaGrad from rest, g / sqrt(1 + g²), token by token; at small
			// rates the sum of g is near what was moved.
			got := -float64(c.rows[f][tag]) / rate
			if (want > 0.05) != (got > 0.03) || (want < -0.05) != (got < -0.03) {
				t.Errorf("feature %d tag %d: step %g, gradient %g", f, tag, got, want)
			}
		}
	}
}

// TestAverage checks that what is kept is the mean of what was remembered, here and
// in another field.
func TestAverage(t *testing.T) {
	field := func(values ...float32) *crf {
		c := newCRF(1, rand.New(rand.NewPCG(3, 4)))
		for _, v := range values {
			c.rows[0][2], c.trans[0][1] = v, 2*v
			c.remember()
		}
		c.rows[0][2] = 100
		return c
	}
	c := field(1, 3)
	c.join(field(5, 7))
	c.average()
	if c.rows[0][2] != 4 || c.trans[0][1] != 8 {
		t.Errorf("%g, %g", c.rows[0][2], c.trans[0][1])
	}
}

// TestSums compares the marginals with those of all sequences that spell names.
func TestSums(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	c := newCRF(0, rng)
	const n = 3
	c.room(n)
	for i := range n {
		for t := range c.likes[i] {
			c.likes[i][t] = rng.Float64()
		}
	}
	for _, st := range c.steps {
		c.etrans[st.from][st.to] = rng.Float64()
	}
	total, marginals := 0.0, [n][name.Tags]float64{}
	var seq [n]int
	var try func(i int, p float64)
	try = func(i int, p float64) {
		if i == n {
			if canEnd(seq[n-1]) {
				total += p
				for k, tag := range seq {
					marginals[k][tag] += p
				}
			}
			return
		}
		if i == 0 {
			for tag := range name.Tags {
				if canStart(tag) {
					seq[0] = tag
					try(1, c.etrans[name.Outside][tag]*c.likes[0][tag])
				}
			}
			return
		}
		for _, st := range c.steps {
			if int(st.from) == seq[i-1] {
				seq[i] = int(st.to)
				try(i+1, p*c.etrans[st.from][st.to]*c.likes[i][st.to])
			}
		}
	}
	try(0, 1)
	if got := c.sums(n, nil, c.free, &c.tfree); math.Abs(got-math.Log(total)) > 1e-9 {
		t.Errorf("log sum %g, want %g", got, math.Log(total))
	}
	for i := range n {
		for tag, p := range marginals[i] {
			if got := float64(c.free[i][tag]); math.Abs(got-p/total) > 1e-6 {
				t.Errorf("token %d tag %d: %g, want %g", i, tag, got, p/total)
			}
		}
	}
}
