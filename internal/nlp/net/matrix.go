// Package net holds the arithmetic of the stages: matrix products, recurrent
// layers and hashed word features of the neural ones, for reading and for
// training, and the sums of weights of the linear ones.
//
// Matrices are float32, row after row; those that reading multiplies by are
// whole numbers, see [Fixed]. On amd64 with AVX2 the inner loops are assembly;
// elsewhere plain Go computes the same sums. Rounding may differ in the last
// bits between the two.
package net

// Lanes is what matrix widths are padded to.
const Lanes = 16

// Pad rounds a width up to whole lanes.
func Pad(n int) int { return (n + Lanes - 1) / Lanes * Lanes }

// Packed is a matrix of K rows and N columns laid out for multiplication from
// the right: panels of 16 columns, each row after row, the last one padded
// with zeros.
type Packed struct {
	K, N int
	data []float32
}

// Pack lays out b, K×N row after row.
func Pack(b []float32, k, n int) *Packed {
	p := &Packed{}
	p.Pack(b, k, n)
	return p
}

// Pack lays out b anew in p's memory.
func (p *Packed) Pack(b []float32, k, n int) {
	p.K, p.N = k, n
	p.data = resize(p.data, k*Pad(n))
	for j := 0; j < n; j += Lanes {
		w := min(Lanes, n-j)
		panel := p.data[j*k:]
		for r := range k {
			row := panel[r*Lanes : r*Lanes+Lanes]
			copy(row, b[r*n+j:r*n+j+w])
			clear(row[w:])
		}
	}
}

// PackTransposed lays out the transpose of b, which is N×K row after row.
func (p *Packed) PackTransposed(b []float32, k, n int) {
	p.K, p.N = k, n
	p.data = resize(p.data, k*Pad(n))
	for j := 0; j < n; j += Lanes {
		w := min(Lanes, n-j)
		panel := p.data[j*k:]
		if w < Lanes {
			clear(panel[:k*Lanes])
		}
		for l := range w {
			col := b[(j+l)*k : (j+l+1)*k]
			for r, v := range col {
				panel[r*Lanes+l] = v
			}
		}
	}
}

func resize(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

// MulAdd adds A·B to C: A has m rows of K at stride lda, C has m rows of at
// least Pad(N) at stride ldc.
func (p *Packed) MulAdd(c []float32, ldc int, a []float32, lda, m int) {
	if m == 0 || p.K == 0 {
		return
	}
	_ = a[(m-1)*lda+p.K-1]
	_ = c[(m-1)*ldc+Pad(p.N)-1]
	if !fast {
		for j := 0; j < p.N; j += Lanes {
			panel := p.data[j*p.K : (j+Lanes)*p.K]
			i := 0
			for ; i+2 <= m; i += 2 {
				plainTile2(a[i*lda:i*lda+p.K], a[(i+1)*lda:(i+1)*lda+p.K], panel, c[i*ldc+j:], c[(i+1)*ldc+j:])
			}
			if i < m {
				plainTile(a[i*lda:i*lda+p.K], panel, c[i*ldc+j:])
			}
		}
		return
	}
	// The rows that fill no tile go through one of their own, so that every
	// row is summed in the same order and gives the same bits wherever it stands.
	rest := m % tileRows
	var room [tileRows * 512]float32
	tail, sums := room[:], [tileRows * Lanes]float32{}
	if rest > 0 {
		if tileRows*p.K > len(tail) {
			tail = make([]float32, tileRows*p.K)
		}
		for i := range rest {
			copy(tail[i*p.K:(i+1)*p.K], a[(m-rest+i)*lda:])
		}
	}
	for j := 0; j < p.N; j += Lanes {
		panel := p.data[j*p.K : (j+Lanes)*p.K]
		i := 0
		for ; wide && i+2*tileRows <= m; i += 2 * tileRows {
			tile12x16(p.K, &a[i*lda], lda, &panel[0], &c[i*ldc+j], ldc)
		}
		for ; i+tileRows <= m; i += tileRows {
			tile6x16(p.K, &a[i*lda], lda, &panel[0], &c[i*ldc+j], ldc)
		}
		if rest > 0 {
			clear(sums[:])
			tile6x16(p.K, &tail[0], p.K, &panel[0], &sums[0], Lanes)
			for r := range rest {
				out := c[(i+r)*ldc+j:][:Lanes]
				for l := range out {
					out[l] += sums[r*Lanes+l]
				}
			}
		}
	}
}

// tileRows is how many rows of A the small kernel takes at once; the large one
// takes twice as many.
const tileRows = 6

// plainTile adds one row's products to 16 columns, four at a time so that the
// sums stay in registers.
func plainTile(a, panel, c []float32) {
	c = c[:Lanes]
	for q := 0; q < Lanes; q += 4 {
		var s0, s1, s2, s3 float32
		w := panel[q:]
		for k, x := range a {
			v := w[k*Lanes:][:4]
			s0 += x * v[0]
			s1 += x * v[1]
			s2 += x * v[2]
			s3 += x * v[3]
		}
		c[q] += s0
		c[q+1] += s1
		c[q+2] += s2
		c[q+3] += s3
	}
}

// plainTile2 does the same for two rows, which share the loads of the panel.
func plainTile2(a, b, panel, c, d []float32) {
	c, d, b = c[:Lanes], d[:Lanes], b[:len(a)]
	for q := 0; q < Lanes; q += 4 {
		var s0, s1, s2, s3, t0, t1, t2, t3 float32
		w := panel[q:]
		for k, x := range a {
			y := b[k]
			v := w[k*Lanes:][:4]
			s0 += x * v[0]
			s1 += x * v[1]
			s2 += x * v[2]
			s3 += x * v[3]
			t0 += y * v[0]
			t1 += y * v[1]
			t2 += y * v[2]
			t3 += y * v[3]
		}
		c[q] += s0
		c[q+1] += s1
		c[q+2] += s2
		c[q+3] += s3
		d[q] += t0
		d[q+1] += t1
		d[q+2] += t2
		d[q+3] += t3
	}
}

// Dot is the inner product of x and y, of equal length.
func Dot(x, y []float32) float32 {
	y = y[:len(x)]
	n := len(x) &^ 7
	var s float32
	if fast && n > 0 {
		s = dot8(n, &x[0], &y[0])
	} else {
		n = 0
	}
	for i := n; i < len(x); i++ {
		s += x[i] * y[i]
	}
	return s
}

// Axpy adds a·x to y, of equal length.
func Axpy(a float32, x, y []float32) {
	y = y[:len(x)]
	n := len(x) &^ 7
	if fast && n > 0 {
		axpy8(n, a, &x[0], &y[0])
	} else {
		n = 0
	}
	for i := n; i < len(x); i++ {
		y[i] += a * x[i]
	}
}
