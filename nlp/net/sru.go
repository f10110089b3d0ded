package net

// A simple recurrent layer (Lei et al. 2018, "Simple Recurrent Units for
// Highly Parallelizable Recurrence") reads a sentence in both directions.
// All products with the input are one matrix product for all words at once,
//
//	U = X·W, in three parts of width D: candidate, forget and reset
//
// and what is left for each word t and lane is
//
//	f = σ(uf + vf·c' + bf)      how much of the state c' before it stays
//	r = σ(ur + vr·c' + br)      how much of the state goes out
//	c = f·c' + (1−f)·u
//	h = r·c + (1−r)·x           the rest is the layer's own input
//
// The first half of the lanes runs from the sentence's start, the second half
// from its end. Input and output have the same width D. Work is linear in the
// words.

// Recurrence is the weights of a layer that stand outside its matrix: four
// rows of D lanes, VF, VR, BF and BR. D is a multiple of 16.
type Recurrence struct {
	D    int
	Rows []float32
}

// MaxWidth is the widest layer, D.
const MaxWidth = 2048

var zeros [MaxWidth]float32 // the state before a sentence; never written

// Run computes one sentence of a layer. u has n rows of 3·D, x and h have n
// rows of D, c has n rows of D and receives the states; gates are left in u.
func (l Recurrence) Run(u, x, c, h []float32, n int) {
	d, half := l.D, l.D/2
	u, x, c, h = u[:n*3*d], x[:n*d], c[:n*d], h[:n*d]
	before := zeros[:half]
	for t := range n {
		l.step(u[t*3*d:], x[t*d:], before, c[t*d:], h[t*d:], 0)
		before = c[t*d : t*d+half]
	}
	before = zeros[:half]
	for t := n - 1; t >= 0; t-- {
		l.step(u[t*3*d:], x[t*d:], before, c[t*d:], h[t*d:], half)
		before = c[t*d+half : (t+1)*d]
	}
}

// step computes half of the lanes of one word, from lane at.
func (l Recurrence) step(u, x, before, c, h []float32, at int) {
	d, n := l.D, l.D/2
	if fast {
		recur8(n, &u[at], d, &l.Rows[at], &x[at], &before[0], &c[at], &h[at])
		return
	}
	cand, f, r := u[at:][:n], u[d+at:][:n], u[2*d+at:][:n]
	x, c, h, before = x[at:][:n], c[at:][:n], h[at:][:n], before[:n]
	vf, vr, bf, br := l.Rows[at:][:n], l.Rows[d+at:][:n], l.Rows[2*d+at:][:n], l.Rows[3*d+at:][:n]
	for i := range n {
		g := Sigmoid(f[i] + vf[i]*before[i] + bf[i])
		s := Sigmoid(r[i] + vr[i]*before[i] + br[i])
		f[i], r[i] = g, s
		c[i] = g*before[i] + (1-g)*cand[i]
		h[i] = s*c[i] + (1-s)*x[i]
	}
}
