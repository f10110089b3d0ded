package net

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestExp(t *testing.T) {
	for x := float32(-100); x < 100; x += 0.0137 {
		want := math.Exp(float64(min(max(x, -87), 87)))
		if got := float64(Exp(x)); math.Abs(got-want) > want*1e-5 {
			t.Fatalf("Exp(%g) = %g, want %g", x, got, want)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := NewVocabulary([]string{"harbour", "said", "Said", "1995", "2001"})
	if v.Rows() != 4 {
		t.Errorf("%d rows, want 4: case and digits do not count", v.Rows())
	}
	var m Maker
	for word, row := range map[string]int32{"harbour": 1, "HARBOUR": 1, "said": 2, "1066": 3, "unseen": 0, "": 0} {
		if got := m.Make(v, word).Word; got != row {
			t.Errorf("%q has row %d, want %d", word, got, row)
		}
	}
}

func FuzzFeatures(f *testing.F) {
	f.Add("don’t")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, word string) {
		var m Maker
		g := m.Make(NewVocabulary(nil), word)
		if len(g.Grams) > MaxGrams || g.Suffix < 0 || g.Suffix >= SuffixRows || g.Shape < 0 || g.Shape >= ShapeRows {
			t.Errorf("%+v", g)
		}
		for _, r := range g.Grams {
			if r < 0 || r >= GramRows {
				t.Errorf("gram row %d", r)
			}
		}
	})
}

func TestRecurrence(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	d, n := 32, 7
	l := Recurrence{D: d, Rows: random(r, 4*d)}
	u, x := random(r, n*3*d), random(r, n*d)
	for i := range u {
		u[i] *= 5
	}
	c, h := make([]float32, n*d), make([]float32, n*d)
	gates := append([]float32(nil), u...)
	l.Run(gates, x, c, h, n)
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for lane := range d {
		state := 0.0
		for k := range n {
			t0 := k
			if lane >= d/2 {
				t0 = n - 1 - k
			}
			at := func(part int) float64 { return float64(u[t0*3*d+part*d+lane]) }
			w := func(row int) float64 { return float64(l.Rows[row*d+lane]) }
			f := sigmoid(at(1) + w(0)*state + w(2))
			s := sigmoid(at(2) + w(1)*state + w(3))
			state = f*state + (1-f)*at(0)
			want := s*state + (1-s)*float64(x[t0*d+lane])
			if math.Abs(float64(h[t0*d+lane])-want) > 1e-4 || math.Abs(float64(gates[t0*3*d+d+lane])-f) > 1e-4 {
				t.Fatalf("word %d lane %d: %g, want %g", t0, lane, h[t0*d+lane], want)
			}
		}
	}
}

func BenchmarkRecurrence(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 9))
	d, n := 256, 25
	l := Recurrence{D: d, Rows: random(r, 4*d)}
	u, x, c, h := random(r, n*3*d), random(r, n*d), make([]float32, n*d), make([]float32, n*d)
	b.ReportAllocs()
	for b.Loop() {
		l.Run(u, x, c, h, n)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
