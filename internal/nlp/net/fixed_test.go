package net

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFixed checks products of whole numbers against exact ones, and the
// kernel against plain Go.
func TestFixed(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, s := range [][3]int{{1, 1, 1}, {6, 8, 16}, {7, 5, 17}, {13, 33, 40}, {23, 64, 96}, {31, 256, 32}} {
		m, k, n := s[0], s[1], s[2]
		stride := k + 3
		a, b, bias := random(r, m*stride), random(r, k*n), random(r, n)
		f := Fix(b, k, n, bias)
		var w Whole
		w.Set(a, stride, m, k)
		c, plain := make([]float32, m*Pad(n)), make([]float32, m*Pad(n))
		f.Mul(c, Pad(n), &w)
		rows := fixedRows(k)
		for i := range m {
			for j := 0; j < n; j += Lanes {
				plainFixed(w.data[i*rows:(i+1)*rows], f.data[j*rows:(j+Lanes)*rows], w.scale[i], f.scale[j:j+Lanes], f.bias[j:j+Lanes], plain[i*Pad(n)+j:])
			}
			for j := range n {
				want, x, y := float64(bias[j]), 0.0, 0.0
				for q := range k {
					p, q := float64(a[i*stride+q]), float64(b[q*n+j])
					want += p * q
					x += p * p
					y += q * q
				}
				got := float64(c[i*Pad(n)+j])
				if room := math.Sqrt(x*y)*2e-4 + 1e-6; math.Abs(got-want) > room {
					t.Fatalf("%v: C[%d,%d] = %g, want %g", s, i, j, got, want)
				}
				if p := float64(plain[i*Pad(n)+j]); math.Abs(p-got) > 1e-6*(1+math.Abs(p)) {
					t.Fatalf("%v: C[%d,%d] = %g by the kernel, %g without", s, i, j, got, p)
				}
			}
		}
	}
}

// TestFixedExtremes multiplies what could leave 32 bits, and what is no number.
func TestFixedExtremes(t *testing.T) {
	inf := float32(math.Inf(1))
	k := 2048
	same, one := make([]float32, k), make([]float32, k)
	for i := range same {
		same[i] = 3
	}
	one[17] = -1e6
	for _, x := range []struct {
		name string
		a, b []float32
		want float64
	}{
		{"all alike", same, same, 9 * 2048},
		{"one alone", one, one, 1e12},
		{"both", same, one, -3e6},
		{"nothing", make([]float32, k), same, 0},
	} {
		var w Whole
		w.Set(x.a, k, 1, k)
		c := make([]float32, Lanes)
		Fix(x.b, k, 1, nil).Mul(c, Lanes, &w)
		if got := float64(c[0]); math.Abs(got-x.want) > 1e-3*math.Abs(x.want) {
			t.Errorf("%s: %g, want %g", x.name, got, x.want)
		}
	}
	for _, v := range []float32{inf, -inf, float32(math.NaN()), math.MaxFloat32} {
		var w Whole
		w.Set([]float32{v, 1, 2, 3, 4, 5, 6, 7, 8}, 9, 1, 9)
		if w.scale[0] != 0 {
			t.Errorf("%g gives the scale %g", v, w.scale[0])
		}
	}
}

func BenchmarkFixed(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	m, k, n := 240, 256, 768
	a, f, c := random(r, m*k), Fix(random(r, k*n), k, n, nil), make([]float32, m*n)
	var w Whole
	b.ReportAllocs()
	for b.Loop() {
		w.Set(a, k, m, k)
		f.Mul(c, n, &w)
	}
	b.ReportMetric(float64(b.N)*float64(2*m*k*n)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
