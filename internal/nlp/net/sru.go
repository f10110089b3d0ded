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

// Back computes the gradients of one sentence after [Recurrence.Run], from the
// same u, x and c. dh is the gradient of the output, and becomes that of x as
// far as it flows past the matrix; du becomes that of u, and those of the
// layer's own weights are added to grad. carry is scratch of D lanes.
func (l Recurrence) Back(grad Recurrence, u, du, x, c, dh, carry []float32, n int) {
	d, half := l.D, l.D/2
	u, du, x, c, dh = u[:n*3*d], du[:n*3*d], x[:n*d], c[:n*d], dh[:n*d]
	clear(carry[:d])
	for t := n - 1; t >= 0; t-- {
		before := zeros[:half]
		if t > 0 {
			before = c[(t-1)*d:][:half]
		}
		l.back(grad, u[t*3*d:], du[t*3*d:], x[t*d:], c[t*d:], before, dh[t*d:], carry, 0)
	}
	for t := range n {
		before := zeros[:half]
		if t+1 < n {
			before = c[(t+1)*d+half:][:half]
		}
		l.back(grad, u[t*3*d:], du[t*3*d:], x[t*d:], c[t*d:], before, dh[t*d:], carry, half)
	}
}

// back mirrors step:
//
//	gr = dh·(c−x)·r·(1−r)      into ur, and by the state before into VR
//	k  = carry + dh·r          into the state c
//	gf = k·(c'−u)·f·(1−f)      into uf, and by the state before into VF
func (l Recurrence) back(grad Recurrence, u, du, x, c, before, dh, carry []float32, at int) {
	d, n := l.D, l.D/2
	if fast {
		recurBack8(n, d, &u[at], &du[at], &x[at], &c[at], &before[0], &dh[at], &carry[at], &l.Rows[at], &grad.Rows[at])
		return
	}
	cand, f, r := u[at:][:n], u[d+at:][:n], u[2*d+at:][:n]
	dcand, df, dr := du[at:][:n], du[d+at:][:n], du[2*d+at:][:n]
	x, c, dh, carry, before = x[at:][:n], c[at:][:n], dh[at:][:n], carry[at:][:n], before[:n]
	vf, vr := l.Rows[at:][:n], l.Rows[d+at:][:n]
	gvf, gvr, gbf, gbr := grad.Rows[at:][:n], grad.Rows[d+at:][:n], grad.Rows[2*d+at:][:n], grad.Rows[3*d+at:][:n]
	for i := range n {
		h, p := dh[i], before[i]
		dh[i] = h * (1 - r[i])
		gr := dh[i] * (c[i] - x[i]) * r[i]
		k := carry[i] + h*r[i]
		dcand[i] = k * (1 - f[i])
		gf := dcand[i] * (p - cand[i]) * f[i]
		df[i], dr[i] = gf, gr
		gvf[i] += gf * p
		gvr[i] += gr * p
		gbf[i] += gf
		gbr[i] += gr
		carry[i] = k*f[i] + gf*vf[i] + gr*vr[i]
	}
}
