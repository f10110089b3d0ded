package net

import (
	"math"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = r.Float32()*2 - 1
	}
	return out
}

func TestMulAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{{1, 1, 1}, {6, 8, 16}, {7, 5, 17}, {13, 33, 40}, {23, 64, 96}, {31, 64, 32}} {
		m, k, n := s[0], s[1], s[2]
		a, b := random(r, m*k), random(r, k*n)
		bt := make([]float32, len(b))
		for i := range k {
			for j := range n {
				bt[j*k+i] = b[i*n+j]
			}
		}
		var tr Packed
		tr.PackTransposed(bt, k, n)
		for name, p := range map[string]*Packed{"pack": Pack(b, k, n), "transposed": &tr} {
			c := make([]float32, m*Pad(n))
			p.MulAdd(c, Pad(n), a, k, m)
			for i := range m {
				for j := range n {
					var want float64
					for q := range k {
						want += float64(a[i*k+q]) * float64(b[q*n+j])
					}
					if got := float64(c[i*Pad(n)+j]); math.Abs(got-want) > 1e-4 {
						t.Fatalf("%s %v: C[%d,%d] = %g, want %g", name, s, i, j, got, want)
					}
				}
			}
			plain, twin := make([]float32, Lanes), make([]float32, Lanes)
			plainTile(a[:k], p.data[:k*Lanes], plain)
			plainTile2(a[(m-1)*k:], a[:k], p.data[:k*Lanes], make([]float32, Lanes), twin)
			for l := range plain {
				if math.Abs(float64(plain[l]-c[l])) > 1e-4 || plain[l] != twin[l] {
					t.Fatalf("%s %v: plain Go gives %g and %g, the kernel %g", name, s, plain[l], twin[l], c[l])
				}
			}
		}
	}
}

func TestVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 70 {
		x, y := random(r, n), random(r, n)
		var want float64
		for i := range x {
			want += float64(x[i]) * float64(y[i])
		}
		if got := float64(Dot(x, y)); math.Abs(got-want) > 1e-4 {
			t.Errorf("Dot of %d: %g, want %g", n, got, want)
		}
		z := append([]float32(nil), y...)
		Axpy(0.5, x, z)
		for i := range z {
			if math.Abs(float64(z[i]-y[i]-0.5*x[i])) > 1e-5 {
				t.Fatalf("Axpy of %d differs at %d", n, i)
			}
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	m, k, n := 240, 256, 768
	a, p, c := random(r, m*k), Pack(random(r, k*n), k, n), make([]float32, m*n)
	b.ReportAllocs()
	for b.Loop() {
		p.MulAdd(c, n, a, k, m)
	}
	b.ReportMetric(float64(b.N)*float64(2*m*k*n)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// TestSameBits checks that a row's sums do not depend on where it stands.
func TestSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	m, k, n := 29, 100, 48
	a, p := random(r, m*k), Pack(random(r, k*n), k, n)
	c := make([]float32, m*n)
	p.MulAdd(c, n, a, k, m)
	for i := range m {
		one := make([]float32, n)
		p.MulAdd(one, n, a[i*k:], k, 1)
		for j := range one {
			if one[j] != c[i*n+j] {
				t.Fatalf("row %d column %d: %g alone, %g among others", i, j, one[j], c[i*n+j])
			}
		}
	}
}
