package net

import "math"

// What stands between the products of an encoder. Each function has a kernel
// and plain Go that give the same bits: the same operations, each rounded, and
// sums in eight lanes that are added in one order.

const (
	// geluReach is where [GELU] is 0, or x, to four digits.
	geluReach = 4
	normFloor = 1e-12 // added to a variance, so that no row is divided by zero
)

// geluTail is u·Φ(−u) for u from 0 to geluReach, as a polynomial of u without a
// constant, to 0.00013: a minimax fit. What it is used for is then rounded to
// 256 steps, most of them far larger.
var geluTail = [8]float32{4.869117037742399e-05, -0.0014395258622244, 0.015239661559462547, -0.07615133374929428,
	0.1761862337589264, -0.08138912916183472, -0.37062519788742065, 0.49667826294898987}

// GELU replaces each x by x·Φ(x), Φ being the normal distribution (Hendrycks and
// Gimpel 2016): the larger of x and 0, less |x|·Φ(−|x|). The length of x is a
// multiple of 8.
func GELU(x []float32) {
	if len(x) == 0 {
		return
	}
	if fast {
		gelu8(len(x), &x[0], &geluTail)
		return
	}
	for i, v := range x {
		u := min(max(v, -v), geluReach)
		p := float32(geluTail[0] * u)
		for _, c := range geluTail[1:] {
			p = float32((p + c) * u)
		}
		x[i] = max(v, 0) - p
	}
}

// Softmax makes weights of scores: e to each, so that they sum to one. The
// length of x is a multiple of 8; a score of [NoScore] gets no weight.
func Softmax(x []float32) {
	if len(x) == 0 {
		return
	}
	if fast {
		softmax8(len(x), &x[0])
		return
	}
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var lanes [8]float32
	for i, v := range x {
		x[i] = Exp(v - top)
		lanes[i%8] += x[i]
	}
	by := 1 / fold8(lanes)
	for i, v := range x {
		x[i] = float32(v * by)
	}
}

// NoScore is the score of what is not there: beside any other score its weight
// is too small to count.
const NoScore = -1e30

// LayerNorm adds y to x, and makes x normal: of mean 0 and deviation 1, then scaled
// and moved (layer norm, Ba et al. 2016). All have one length, a multiple of 8.
func LayerNorm(x, y, scale, bias []float32) {
	if len(x) == 0 {
		return
	}
	y, scale, bias = y[:len(x)], scale[:len(x)], bias[:len(x)]
	if fast {
		normal8(len(x), &x[0], &y[0], &scale[0], &bias[0], 1/float32(len(x)))
		return
	}
	share := 1 / float32(len(x))
	var sums, squares [8]float32
	for i, v := range y {
		x[i] += v
		sums[i%8] += x[i]
	}
	mean := float32(fold8(sums) * share)
	for i, v := range x {
		d := v - mean
		squares[i%8] += float32(d * d)
	}
	variance := float32(fold8(squares)*share) + normFloor
	by := 1 / float32(math.Sqrt(float64(variance)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*by)*scale[i]) + bias[i]
	}
}

// fold8 adds eight lanes as the kernels do.
func fold8(l [8]float32) float32 {
	return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]))
}
