package encode

import (
	"math"

	"sayso/internal/nlp/net"
)

// room is the memory of one forward pass; it is used over and over.
type room struct {
	pieces  []Piece
	ids     []int32
	x       []float32 // the vectors of the window
	wide    []float32 // query, key and value; then the inner layer
	out     []float32 // what a layer adds
	mixed   []float32 // the values, as attention mixes them
	keys    []float32 // of one head, a row for each number
	weights []float32 // of one piece to all others
	steps   net.Steps
}

// grow makes room for a window of n pieces.
func (r *room) grow(n int, s Shape) {
	all := (n + 5) / 6 * 6 // the kernels write whole tiles of six rows
	fit := func(x *[]float32, n int) {
		if cap(*x) < n {
			*x = make([]float32, n)
		}
		*x = (*x)[:n]
	}
	fit(&r.x, all*s.Width)
	fit(&r.out, all*s.Width)
	fit(&r.mixed, all*s.Width)
	fit(&r.wide, all*max(3*s.Width, s.Inner))
	fit(&r.keys, s.Width/s.Heads*eight(n))
	fit(&r.weights, eight(n))
}

func eight(n int) int { return (n + 7) &^ 7 }

// window makes r.x the vectors of r.ids: what each means among the others.
func (e *Encoder) window(r *room) {
	n, s := len(r.ids), e.shape
	r.grow(n, s)
	for i, id := range r.ids {
		x, w, p, by := r.x[i*s.Width:][:s.Width], e.word[int(id)*s.Width:][:s.Width], e.position[i*s.Width:][:s.Width], e.scale[id]
		for j := range x {
			x[j] = float32(float32(w[j])*by) + p[j]
		}
		e.norm.apply(x)
	}
	for i := range e.layers {
		e.layers[i].apply(r, n, s, e.gelu)
	}
}

// apply takes the n vectors of r.x through one layer.
func (l *layer) apply(r *room, n int, s Shape, g gelu) {
	r.steps.Set(r.x[:n*s.Width], n, s.Width)
	l.attend.Mul(r.wide, &r.steps)
	for h := range s.Heads {
		r.head(h, n, s)
	}
	r.steps.Set(r.mixed[:n*s.Width], n, s.Width)
	l.gather.Mul(r.out, &r.steps)
	r.add(n, s, l.first)

	r.steps.Set(r.x[:n*s.Width], n, s.Width)
	l.up.Mul(r.wide, &r.steps)
	inner := r.wide[:n*s.Inner]
	for i, v := range inner {
		inner[i] = g.at(v)
	}
	r.steps.Set(inner, n, s.Inner)
	l.down.Mul(r.out, &r.steps)
	r.add(n, s, l.second)
}

// add adds what a layer made to the vectors, and makes them normal.
func (r *room) add(n int, s Shape, by normal) {
	for i := range n {
		x, o := r.x[i*s.Width:][:s.Width], r.out[i*s.Width:][:s.Width]
		for j := range x {
			x[j] += o[j]
		}
		by.apply(x)
	}
}

// head mixes the values of one head of attention: for each piece those of all
// pieces, by how well its query meets their keys.
func (r *room) head(h, n int, s Shape) {
	size, stride := s.Width/s.Heads, 3*s.Width
	at, cols := h*size, eight(n)
	for i := range n {
		key := r.wide[i*stride+s.Width+at:][:size]
		for j, v := range key {
			r.keys[j*cols+i] = v
		}
	}
	for j := range size {
		clear(r.keys[j*cols+n : (j+1)*cols])
	}
	values := r.wide[2*s.Width+at:]
	for i := range n {
		net.Blend(r.weights[:cols], r.wide[i*stride+at:][:size], r.keys, cols)
		softmax(r.weights[:n])
		net.Blend(r.mixed[i*s.Width+at:][:size], r.weights[:n], values, stride)
	}
}

// softmax makes weights of scores: e to each, so that they sum to one.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		x[i] = net.Exp(v - top)
		sum += x[i]
	}
	by := 1 / sum
	for i := range x {
		x[i] *= by
	}
}

// normal makes vectors normal: of mean 0 and deviation 1, then scaled and moved.
type normal struct{ scale, bias []float32 }

// apply sums in eight lanes, in this order on every machine.
func (n normal) apply(x []float32) {
	mean := sum8(x) / float32(len(x))
	var lanes [8]float32
	for i := 0; i+8 <= len(x); i += 8 {
		for l, v := range x[i : i+8] {
			d := v - mean
			lanes[l] += float32(d * d)
		}
	}
	variance := fold8(lanes) / float32(len(x))
	by := 1 / float32(math.Sqrt(float64(variance+1e-12)))
	scale, bias := n.scale[:len(x)], n.bias[:len(x)]
	for i, v := range x {
		x[i] = float32(float32((v-mean)*by)*scale[i]) + bias[i]
	}
}

func sum8(x []float32) float32 {
	var lanes [8]float32
	for i := 0; i+8 <= len(x); i += 8 {
		for l, v := range x[i : i+8] {
			lanes[l] += v
		}
	}
	return fold8(lanes)
}

func fold8(l [8]float32) float32 {
	return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]))
}

// gelu is x·Φ(x), Φ being the normal distribution (Hendrycks and Gimpel 2016), by
// a line between two values of a table, which the model file holds: functions
// of the standard library may differ in their last bit between machines.
type gelu []float32

const (
	geluReach = 8   // beyond it GELU is 0 or x, to seven digits
	geluSteps = 128 // for each unit of x
	geluSize  = 2*geluReach*geluSteps + 1
)

func (g gelu) at(x float32) float32 {
	t := float32(x*geluSteps) + geluReach*geluSteps
	switch {
	case t <= 0:
		return 0
	case t >= geluSize-1:
		return x
	}
	i := int32(t)
	low := g[i]
	return low + float32((g[i+1]-low)*(t-float32(i)))
}

// GELU makes the table that a model file holds.
func GELU() []float32 {
	t := make([]float32, geluSize)
	for i := range t {
		x := float64(i)/geluSteps - geluReach
		t[i] = float32(x * 0.5 * math.Erfc(-x/math.Sqrt2))
	}
	return t
}
