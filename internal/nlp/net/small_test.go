package net

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestSmall checks products with weights of 8 bits against exact ones, and the
// kernels against plain Go, bit for bit.
func TestSmall(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, s := range [][3]int{{1, 8, 16}, {6, 8, 32}, {7, 16, 48}, {7, 16, 64}, {13, 40, 16}, {31, 384, 64}} {
		m, k, n := s[0], s[1], s[2]
		a, w, bias := random(r, m*k), random(r, n*k), random(r, n)
		data, scale := PackSmall(w, k, n)
		b, ok := NewSmall(data, k, n, scale, bias)
		if !ok {
			t.Fatal("the layout does not fit")
		}
		var x Steps
		room := (m + tileRows) * n
		c, pairs, plain := make([]float32, room), make([]float32, room), make([]float32, room)
		b.Mul(c, a, m, &x)
		withoutQuads(func() { b.Mul(pairs, a, m, &x) })
		without(func() { b.Mul(plain, a, m, &x) })
		for i := range m {
			for j := range n {
				want, p, q := float64(bias[j]), 0.0, 0.0
				for l := range k {
					u, v := float64(a[i*k+l]), float64(w[j*k+l])
					want += u * v
					p, q = p+u*u, q+v*v
				}
				got := c[i*n+j]
				if math.Abs(float64(got)-want) > math.Sqrt(p*q)*0.02+1e-6 {
					t.Fatalf("%v: C[%d,%d] = %g, want %g", s, i, j, got, want)
				}
				if p, q := pairs[i*n+j], plain[i*n+j]; math.Float32bits(got) != math.Float32bits(p) || math.Float32bits(got) != math.Float32bits(q) {
					t.Fatalf("%v: C[%d,%d] = %g, by pairs %g, without a kernel %g", s, i, j, got, p, q)
				}
			}
		}
	}
}

// TestStepsOfOddRows takes up rows without any number but zero, of one sign, and
// far beyond what is usual.
func TestStepsOfOddRows(t *testing.T) {
	rows := [][]float32{make([]float32, 8), {1, 2, 3, 4, 5, 6, 7, 8}, {-1, -2, -3, -4, -5, -6, -7, -8}, {1e30, -1e30, 0, 1, 2, 3, 4, 5}}
	for _, row := range rows {
		var s, plain Steps
		s.set(row, 1, 8)
		without(func() { plain.set(row, 1, 8) })
		for i := range row {
			got := float64(s.data[i]) * float64(s.scale[0])
			if room := float64(s.scale[0]) * 0.51; math.Abs(got-float64(row[i])) > room {
				t.Errorf("%g became %g", row[i], got)
			}
			if s.data[i] != plain.data[i] {
				t.Errorf("%v: step %d is %d by the kernel, %d without", row, i, s.data[i], plain.data[i])
			}
		}
	}
}

// TestOddRows multiplies such rows by each kernel, to the same bits.
func TestOddRows(t *testing.T) {
	const k, n = 16, 32
	r := rand.New(rand.NewPCG(3, 4))
	data, scale := PackSmall(random(r, n*k), k, n)
	b, _ := NewSmall(data, k, n, scale, random(r, n))
	inf := float32(math.Inf(1))
	rows := make([]float32, k) // zeros, and then others
	for _, first := range []float32{1, -1, 1e30, -1e30, 1e-42, inf, -inf, float32(math.NaN())} {
		for i := range k {
			rows = append(rows, first*float32(i+1))
		}
	}
	m := len(rows) / k
	fours, pairs, plain := make([]float32, (m+tileRows)*n), make([]float32, (m+tileRows)*n), make([]float32, (m+tileRows)*n)
	var x Steps
	b.Mul(fours, rows, m, &x)
	withoutQuads(func() { b.Mul(pairs, rows, m, &x) })
	without(func() { b.Mul(plain, rows, m, &x) })
	for i, v := range fours[:m*n] {
		if p, q := pairs[i], plain[i]; math.Float32bits(v) != math.Float32bits(p) || math.Float32bits(v) != math.Float32bits(q) {
			t.Errorf("row %d, column %d: %g, by pairs %g, without a kernel %g", i/n, i%n, v, p, q)
		}
	}
}

func TestBlends(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, s := range [][3]int{{1, 8, 1}, {3, 32, 5}, {4, 32, 7}, {6, 40, 32}, {9, 128, 7}, {5, 72, 0}} {
		rows, n, m := s[0], s[1], s[2]
		a, b := Strided{random(r, rows*(m+1)), m + 1}, Strided{random(r, m*(n+3)+n), n + 3}
		c, plain := Strided{make([]float32, rows*(n+2)), n + 2}, Strided{make([]float32, rows*(n+2)), n + 2}
		Blends(rows, n, m, c, a, b)
		without(func() { Blends(rows, n, m, plain, a, b) })
		for i := range rows {
			for j := range n {
				want := 0.0
				for k := range m {
					want += float64(a.row(i, k, 1)[0]) * float64(b.row(k, j, 1)[0])
				}
				got, p := c.row(i, j, 1)[0], plain.row(i, j, 1)[0]
				if math.Abs(float64(got)-want) > 1e-4 || math.Float32bits(got) != math.Float32bits(p) {
					t.Fatalf("%v: C[%d,%d] = %g, plain %g, want %g", s, i, j, got, p, want)
				}
			}
		}
	}
}

// BenchmarkSmall times the products of an encoder's layers by each kernel.
func BenchmarkSmall(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	kernels := []struct {
		name string
		with func(func())
	}{{"fours", func(f func()) { f() }}, {"pairs", withoutQuads}, {"plain", without}}
	for _, s := range [][3]int{{128, 384, 1536}, {128, 1536, 384}, {24, 384, 1152}} {
		m, k, n := s[0], s[1], s[2]
		data, scale := PackSmall(random(r, n*k), k, n)
		w, _ := NewSmall(data, k, n, scale, make([]float32, n))
		a, c := random(r, m*k), make([]float32, (m+tileRows)*n)
		for _, kernel := range kernels {
			b.Run(fmt.Sprint(s, kernel.name), func(b *testing.B) {
				var x Steps
				kernel.with(func() {
					for b.Loop() {
						w.Mul(c, a, m, &x)
					}
				})
				b.ReportMetric(float64(2*m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOP/s")
			})
		}
	}
}
