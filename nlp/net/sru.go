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

// Recurrence is the weights of a layer that stand outside its matrix, each of
// D lanes.
type Recurrence struct {
	VF, VR, BF, BR []float32
}

// Run computes one sentence of a layer. u has n rows of 3·D, x and h have n
// rows of D, c has n rows of D and receives the states; gates are left in u.
func (l *Recurrence) Run(u, x, c, h []float32, n int) {
	d := len(l.VF)
	half := d / 2
	for t := range n {
		l.step(u, x, c, h, t, t-1, 0, half)
	}
	for t := n - 1; t >= 0; t-- {
		before := t + 1
		if before == n {
			before = -1
		}
		l.step(u, x, c, h, t, before, half, d)
	}
}

// step computes lanes lo to hi of word t, whose state before it is that of
// word before; -1 for none.
func (l *Recurrence) step(u, x, c, h []float32, t, before, lo, hi int) {
	d := len(l.VF)
	n := hi - lo
	row := u[t*3*d : (t+1)*3*d]
	cand, f, r := row[lo:][:n], row[d+lo:][:n], row[2*d+lo:][:n]
	xs, cs, hs := x[t*d+lo:][:n], c[t*d+lo:][:n], h[t*d+lo:][:n]
	vf, vr, bf, br := l.VF[lo:][:n], l.VR[lo:][:n], l.BF[lo:][:n], l.BR[lo:][:n]
	if before < 0 {
		for i := range n {
			g := Sigmoid(f[i] + bf[i])
			s := Sigmoid(r[i] + br[i])
			f[i], r[i] = g, s
			cs[i] = (1 - g) * cand[i]
			hs[i] = s*cs[i] + (1-s)*xs[i]
		}
		return
	}
	p := c[before*d+lo:][:n]
	for i := range n {
		g := Sigmoid(f[i] + vf[i]*p[i] + bf[i])
		s := Sigmoid(r[i] + vr[i]*p[i] + br[i])
		f[i], r[i] = g, s
		cs[i] = g*p[i] + (1-g)*cand[i]
		hs[i] = s*cs[i] + (1-s)*xs[i]
	}
}
