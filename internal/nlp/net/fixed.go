package net

import "math"

// # Products of whole numbers
//
// Reading multiplies by the same matrices over and over, and needs no more
// than four digits of each product. So a Fixed matrix holds whole numbers of
// 16 bits, each column with its own scale, and the rows that it is multiplied
// with are made whole numbers too, each with a scale of its own. A processor
// multiplies twice as many of those at once as of float32, and their sums are
// exact: the order of adding changes nothing, here or on another machine.
//
// The scales keep every sum in 32 bits. A row and a column whose lengths as
// vectors are at most fixedNorm have products that sum to at most fixedNorm²,
// below 2³¹, in whatever part and order they are added (Cauchy and Schwarz).
// Of K numbers of like size each then has 46,000/√K steps on either side of
// zero: 2,900 steps for 256 numbers. The scale is smaller where a single
// number would leave 16 bits.

// fixedNorm is the length that rows and columns are scaled to. Rounding adds
// half a step to each number, which is what is left to the root of 2³¹ for.
const fixedNorm = 46_000

// Fixed is a matrix of K rows and N columns in whole numbers, laid out for
// multiplication from the right: panels of 16 columns, two rows after each
// other in turns, so that a column's pair stands together.
type Fixed struct {
	K, N  int
	data  []int16
	scale []float32 // of a column, Pad(N) of them
	bias  []float32 // of a column, added to every product
}

// fixedRows pads K to a whole number of steps of the kernels that make whole
// numbers.
func fixedRows(k int) int { return (k + 7) &^ 7 }

// Fix makes whole numbers of b, K×N row after row. bias, of up to N numbers,
// stays as it is.
func Fix(b []float32, k, n int, bias []float32) *Fixed {
	rows := fixedRows(k)
	f := &Fixed{K: k, N: n, data: make([]int16, rows*Pad(n)), scale: make([]float32, Pad(n)), bias: make([]float32, Pad(n))}
	copy(f.bias, bias)
	for j := range n {
		var sum float64
		var top float32
		for i := range k {
			v := b[i*n+j]
			sum += float64(v) * float64(v)
			top = max(top, v, -v)
		}
		s := fixedScale(float32(sum), top)
		if s == 0 {
			continue
		}
		f.scale[j] = 1 / s
		panel := f.data[j/Lanes*Lanes*rows:]
		for i := range k {
			panel[i/2*2*Lanes+j%Lanes*2+i%2] = int16(math.RoundToEven(float64(b[i*n+j] * s)))
		}
	}
	return f
}

// fixedScale is what to multiply numbers by whose squares sum to sum and of
// which the largest is top.
func fixedScale(sum, top float32) float32 {
	s := min(fixedNorm/float32(math.Sqrt(float64(sum))), math.MaxInt16/top)
	if !(s > 0 && s <= math.MaxFloat32) { // all zero, or not finite
		return 0
	}
	return s
}

// Whole is rows made whole numbers; it is used over and over.
type Whole struct {
	m, k  int
	data  []int16   // rows of fixedRows(k)
	scale []float32 // of a row: what its numbers are to be multiplied by
}

// Resize makes room for m rows of k numbers, which [Whole.SetRow] fills.
func (w *Whole) Resize(m, k int) {
	rows := fixedRows(k)
	// What follows the last row is read by the kernel, and not used.
	all := (m + tileRows - 1) / tileRows * tileRows
	if cap(w.data) < all*rows {
		w.data = make([]int16, all*rows+all*rows/4)
	}
	if cap(w.scale) < all {
		w.scale = make([]float32, all+all/4)
	}
	w.m, w.k, w.data, w.scale = m, k, w.data[:all*rows], w.scale[:all]
}

// SetRow makes row i of x.
func (w *Whole) SetRow(i int, x []float32) {
	rows := fixedRows(w.k)
	w.scale[i] = whole(x[:w.k], w.data[i*rows:(i+1)*rows])
}

// Set takes up m rows of k numbers at a stride.
func (w *Whole) Set(a []float32, stride, m, k int) {
	w.Resize(m, k)
	for i := range m {
		w.SetRow(i, a[i*stride:])
	}
}

// whole makes whole numbers of x, zeros after them, and returns their scale.
func whole(x []float32, q []int16) float32 {
	n := 0
	var sum, top float32
	if fast {
		if n = len(x) &^ 7; n > 0 {
			sum, top = extent8(n, &x[0])
		}
	}
	for _, v := range x[n:] {
		sum += v * v
		top = max(top, v, -v)
	}
	s := fixedScale(sum, top)
	if s == 0 {
		clear(q)
		return 0
	}
	if n > 0 {
		whole8(n, &x[0], &q[0], s)
	}
	for i, v := range x[n:] {
		q[n+i] = int16(math.RoundToEven(float64(v * s)))
	}
	clear(q[len(x):])
	return 1 / s
}

// Mul makes C the product A·F and the bias: A has rows of K, C has as many rows
// of at least Pad(N) at stride ldc.
func (f *Fixed) Mul(c []float32, ldc int, a *Whole) {
	m := a.m
	if m == 0 {
		return
	}
	if a.k != f.K {
		panic("net: rows of another length")
	}
	_ = c[(m-1)*ldc+Pad(f.N)-1]
	k := fixedRows(f.K)
	j := 0
	if quadFast {
		for ; j+Lanes < f.N; j += 2 * Lanes {
			f.tiles(c, ldc, a, j, 2*Lanes)
		}
	}
	for ; j < f.N; j += Lanes {
		if fast {
			f.tiles(c, ldc, a, j, Lanes)
			continue
		}
		for i := range m {
			plainFixed(a.data[i*k:(i+1)*k], f.data[j*k:(j+Lanes)*k], a.scale[i], f.scale[j:j+Lanes], f.bias[j:j+Lanes], c[i*ldc+j:])
		}
	}
}

// tiles is Mul for one or two panels, from column j on, by the kernels: six rows at
// a time, and the last of them by way of a tile of their own.
func (f *Fixed) tiles(c []float32, ldc int, a *Whole, j, width int) {
	k := fixedRows(f.K)
	_ = f.data[(j+width)*k-1]
	tile := func(i int, c *float32, ldc int) {
		if width > Lanes {
			fixed6x32(k/2, &a.data[i*k], k, &f.data[j*k], Lanes*k, c, ldc, &a.scale[i], &f.scale[j], &f.bias[j])
			return
		}
		fixed6x16(k/2, &a.data[i*k], k, &f.data[j*k], c, ldc, &a.scale[i], &f.scale[j], &f.bias[j])
	}
	i := 0
	for ; i+tileRows <= a.m; i += tileRows {
		tile(i, &c[i*ldc+j], ldc)
	}
	if i < a.m {
		var sums [tileRows * 2 * Lanes]float32
		tile(i, &sums[0], width)
		for r := range a.m - i {
			copy(c[(i+r)*ldc+j:][:width], sums[r*width:])
		}
	}
}

// plainFixed makes one row's products with 16 columns, four at a time so that
// the sums stay in registers.
func plainFixed(a, panel []int16, by float32, scale, bias, c []float32) {
	c, scale, bias = c[:Lanes], scale[:Lanes], bias[:Lanes]
	for q := 0; q < Lanes; q += 4 {
		var s [4]int32
		w := panel[2*q:]
		for k := 0; k+1 < len(a); k += 2 {
			x, y := int32(a[k]), int32(a[k+1])
			v := w[k*Lanes:][:8]
			s[0] += x*int32(v[0]) + y*int32(v[1])
			s[1] += x*int32(v[2]) + y*int32(v[3])
			s[2] += x*int32(v[4]) + y*int32(v[5])
			s[3] += x*int32(v[6]) + y*int32(v[7])
		}
		for l, v := range s {
			c[q+l] = float32(v)*(by*scale[q+l]) + bias[q+l]
		}
	}
}
