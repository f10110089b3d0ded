package net

import (
	"math"
	"sync"
)

// # Products with weights of 8 bits
//
// An encoder has ten million weights, which a reader holds in memory and
// streams through the processor for every sentence. So a Small matrix holds
// them as whole numbers of 8 bits, each column with a scale of its own, and the
// rows that it is multiplied with become [Steps]: 256 steps from a row's least
// number to its largest, zero being one of them. Products and sums are whole
// numbers below 2³¹ for up to 60,000 rows (255·127·K), so they are exact on
// every machine and in every order. The rest is float32 without fused
// operations, so that a kernel and the plain Go beside it give the same bits.

// Small is a matrix of K rows and N columns, laid out for multiplication from
// the right as [Fixed] is: panels of 16 columns, two rows in turns. K is even
// and N a multiple of [Lanes].
type Small struct {
	K, N  int
	data  []int8
	scale []float32 // of a column
	bias  []float32 // of a column, added to every product

	once  sync.Once
	quads *quadded // where the machine has kernels for it
}

// NewSmall makes a Small of data that [PackSmall] laid out, which it shares. It
// reports false when the lengths do not fit.
func NewSmall(data []int8, k, n int, scale, bias []float32) (*Small, bool) {
	ok := k > 0 && k%2 == 0 && n > 0 && n%Lanes == 0 && len(data) == k*n && len(scale) == n && len(bias) == n
	return &Small{K: k, N: n, data: data, scale: scale, bias: bias}, ok
}

// With returns the matrix with another bias. Both share their numbers.
func (b *Small) With(bias []float32) *Small {
	return &Small{K: b.K, N: b.N, data: b.data, scale: b.scale, bias: bias[:b.N:b.N]}
}

// PackSmall makes whole numbers of w, N rows of K, the transpose of the matrix:
// that is how encoders are published. It returns the layout and the scales.
func PackSmall(w []float32, k, n int) (data []int8, scale []float32) {
	data, scale = make([]int8, k*n), make([]float32, n)
	for j := range n {
		row := w[j*k : (j+1)*k]
		var top float32
		for _, v := range row {
			top = max(top, v, -v)
		}
		if top == 0 {
			continue
		}
		scale[j] = top / 127
		panel := data[j/Lanes*Lanes*k:]
		for i, v := range row {
			panel[i/2*2*Lanes+j%Lanes*2+i%2] = int8(math.RoundToEven(float64(v / scale[j])))
		}
	}
	return data, scale
}

// Steps is rows made whole numbers; it is used over and over.
type Steps struct {
	m     int
	scale []float32 // of a row: what its numbers are to be multiplied by
	data  []int16
	bytes []uint8 // in place of data: how many steps above the row's least
	least []int32
	twins []int64 // of a panel, where no kernel runs
}

// room makes room for the scales of m rows, and returns of how many: what follows
// the last row is read by the kernels, and not used.
func (s *Steps) room(m int) int {
	all := (m + tileRows - 1) / tileRows * tileRows
	s.m, s.scale = m, grown(s.scale, all)
	return all
}

// set takes up m rows of k numbers; k is a multiple of 8.
func (s *Steps) set(x []float32, m, k int) {
	s.data = grown(s.data, s.room(m)*k)
	for i := range m {
		s.scale[i] = steps(x[i*k:(i+1)*k], s.data[i*k:(i+1)*k])
	}
}

// steps makes whole numbers of x and returns what one step is worth.
func steps(x []float32, q []int16) float32 {
	r := rangeOf(x)
	if r.by == 0 {
		clear(q)
		return 0
	}
	least, most := r.least, r.least+255
	if fast {
		steps8(len(x), &x[0], &q[0], r.inverse, least, most)
		return r.by
	}
	for i, v := range x {
		q[i] = int16(min(max(int32(math.RoundToEven(float64(v*r.inverse))), least), most))
	}
	return r.by
}

// Mul makes C the product A·B and the bias: A is the first m rows of K numbers of
// x, C as many rows of N, with room for as many more as fill a tile of six. K is a
// multiple of 8.
func (b *Small) Mul(c, x []float32, m int, s *Steps) {
	if m == 0 {
		return
	}
	x = x[:m*b.K]
	_ = c[(m+tileRows-1)/tileRows*tileRows*b.N-1]
	if b.fours() {
		s.setBytes(x, m, b.K)
		b.mulFours(c, s)
		return
	}
	s.set(x, m, b.K)
	for j := 0; j < b.N; j += Lanes {
		scale, bias := b.scale[j:j+Lanes], b.bias[j:j+Lanes]
		if !fast {
			s.twins = b.twins(j, s.twins)
			for i := range m {
				plainSmall(s.data[i*b.K:(i+1)*b.K], s.twins, s.scale[i], scale, bias, c[i*b.N+j:])
			}
			continue
		}
		for i := 0; i < m; i += tileRows {
			small6x16(b.K/2, &s.data[i*b.K], b.K, &b.data[j*b.K], &c[i*b.N+j], b.N, &s.scale[i], &scale[0], &bias[0])
		}
	}
}

// twins lays a panel out for plain Go: two columns in a number of 64 bits, one
// above the other, so that one multiplication makes two products.
func (b *Small) twins(j int, w []int64) []int64 {
	w = grown(w, b.K*Lanes/2)
	panel := b.data[j*b.K : (j+Lanes)*b.K]
	for k := range b.K {
		row, out := panel[k/2*2*Lanes+k%2:], w[k*Lanes/2:][:Lanes/2]
		for q := range out {
			out[q] = int64(row[4*q]) + int64(row[4*q+2])<<32
		}
	}
	return w
}

// plainSmall makes one row's products with 16 columns, eight at a time so that
// the sums stay in registers.
func plainSmall(a []int16, twins []int64, by float32, scale, bias, c []float32) {
	c, scale, bias = c[:Lanes], scale[:Lanes], bias[:Lanes]
	for q := 0; q < Lanes; q += 8 {
		var s0, s1, s2, s3 int64
		for k, v := range a {
			x, w := int64(v), twins[k*Lanes/2+q/2:][:4]
			s0 += x * w[0]
			s1 += x * w[1]
			s2 += x * w[2]
			s3 += x * w[3]
		}
		for l, s := range [4]int64{s0, s1, s2, s3} {
			low := int32(s)
			high := int32((s - int64(low)) >> 32)
			for i, v := range [2]int32{low, high} {
				n := q + 2*l + i
				c[n] = float32(float32(v)*float32(by*scale[n])) + bias[n]
			}
		}
	}
}

// Strided is rows of numbers, each so far from the one before; their number and
// length are said where they are used.
type Strided struct {
	X      []float32
	Stride int
}

// row is n numbers of row i from number j on.
func (r Strided) row(i, j, n int) []float32 { return r.X[i*r.Stride+j:][:n] }

// Blends makes the first rows of C, each of n numbers, the sums of the m rows of B,
// each times its number in the row of A. n is a multiple of 8. Rows of B are added in
// their order, so the sums are the same on every machine.
func Blends(rows, n, m int, c, a, b Strided) {
	i := 0
	if wide && m > 0 {
		for ; i+4 <= rows; i += 4 {
			j := 0
			for ; j+32 <= n; j += 32 {
				_, _, _ = c.row(i+3, j, 32), a.row(i+3, 0, m), b.row(m-1, j, 32)
				blend4x32(m, &a.X[i*a.Stride], a.Stride, &b.X[j], b.Stride, &c.X[i*c.Stride+j], c.Stride)
			}
			for k := i; j < n && k < i+4; k++ {
				Blend(c.row(k, j, n-j), a.row(k, 0, m), b.X[j:], b.Stride)
			}
		}
	}
	for ; i < rows; i++ {
		Blend(c.row(i, 0, n), a.row(i, 0, m), b.X, b.Stride)
	}
}

// Blend makes one row: c is the sum of the rows of B, each times its number in a.
func Blend(c, a, b []float32, ldb int) {
	if len(a) == 0 || len(c) == 0 {
		clear(c)
		return
	}
	_ = b[(len(a)-1)*ldb+len(c)-1]
	if fast {
		blend8(len(c), len(a), &a[0], &b[0], ldb, &c[0])
		return
	}
	clear(c)
	for i, x := range a {
		row := b[i*ldb:][:len(c)]
		for j, v := range row {
			c[j] += float32(x * v)
		}
	}
}
