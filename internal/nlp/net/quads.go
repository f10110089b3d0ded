package net

import "math"

// # Four products at once
//
// Processors with AVX-512 VNNI add four products of a number without a sign and
// one with a sign in one step. So a row's steps are counted from the least of them
// on, as bytes, and the weights are laid out four rows in turns. What the least
// step adds to each column, it times the column's sum, is added at the end. All
// of that is whole numbers, so the bits are those of the other kernels.

// quadded is a Small laid out for that.
type quadded struct {
	data    []int8
	columns []columns
}

// columns is what a kernel needs of 32 columns: the sums of their weights, their
// scales, what is added to their products.
type columns struct {
	sums        [2 * Lanes]int32
	scale, bias [2 * Lanes]float32
}

// fours reports whether the machine multiplies b four rows at a time.
func (b *Small) fours() bool { return quadFast && b.K%16 == 0 && b.N%(2*Lanes) == 0 }

// quadOrder says from where each 16-bit word of a block of 16 columns comes.
var quadOrder = func() (order [2 * Lanes]uint16) {
	for j := range uint16(Lanes) {
		order[2*j], order[2*j+1] = j, Lanes+j
	}
	return order
}()

// quadded lays b out anew, once.
func (b *Small) quadded() *quadded {
	b.once.Do(func() {
		q := &quadded{data: make([]int8, len(b.data)), columns: make([]columns, b.N/(2*Lanes))}
		for j := 0; j < b.N; j += Lanes {
			of, half := &q.columns[j/(2*Lanes)], j%(2*Lanes)
			quads(b.K/4, &b.data[j*b.K], &q.data[j*b.K], &quadOrder[0], &of.sums[half])
			copy(of.scale[half:half+Lanes], b.scale[j:])
			copy(of.bias[half:half+Lanes], b.bias[j:])
		}
		b.quads = q
	})
	return b.quads
}

// mulFours is Mul on such a machine.
func (b *Small) mulFours(c []float32, s *Steps) {
	q := b.quadded()
	for j := range q.columns {
		at := j * 2 * Lanes
		for i := 0; i < s.m; i += tileRows {
			quad6x32(b.K/4, &s.bytes[i*b.K], b.K, &q.data[at*b.K], Lanes*b.K, &c[i*b.N+at], b.N, &s.scale[i], &s.least[i], &q.columns[j])
		}
	}
}

// setBytes takes up m rows of k numbers as bytes; k is a multiple of 16.
func (s *Steps) setBytes(x []float32, m, k int) {
	all := s.room(m)
	s.bytes, s.least = grown(s.bytes, all*k), grown(s.least, all)
	for i := range m {
		row, q := x[i*k:(i+1)*k], s.bytes[i*k:(i+1)*k]
		r := rangeOf(row)
		if s.scale[i], s.least[i] = r.by, r.least; r.by == 0 {
			clear(q)
			continue
		}
		bytes16(k, &row[0], &q[0], r.inverse, r.least, r.least+255)
	}
}

// stepping is how the numbers of a row become steps.
type stepping struct {
	by, inverse float32 // what a step is worth; steps in one
	least       int32
}

// rangeOf finds the steps of a row; all zero where it has no other number.
func rangeOf(x []float32) stepping {
	var low, high float32
	if fast {
		low, high = range8(len(x), &x[0])
	} else {
		for _, v := range x {
			low, high = min(low, v), max(high, v)
		}
	}
	by := (high - low) / 255
	if !(by > 0) || by > math.MaxFloat32 {
		return stepping{}
	}
	inverse := 1 / by
	return stepping{by, inverse, int32(-math.RoundToEven(float64(-low * inverse)))}
}

// grown is x with n numbers, of which those that were not there before are zero.
func grown[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	return x[:n]
}
