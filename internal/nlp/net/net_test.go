package net

import (
	"bytes"
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

func words() *Words {
	rows, _ := NewRows([]string{"harbour", "said", "Said", "1995", "2001"})
	senses := NewTable(3)
	for i, w := range []string{"pony", "hop", "bake"} {
		senses.Set(Hash(w), uint32(i+1))
	}
	return &Words{Rows: rows, Senses: senses}
}

func TestFeatures(t *testing.T) {
	w := words()
	var m Maker
	for word, row := range map[string]int32{"harbour": 1, "HARBOUR": 1, "said": 2, "1066": 3, "unseen": 0, "": 0} {
		if got := m.Make(w, word).Word; got != row {
			t.Errorf("%q has row %d, want %d", word, got, row)
		}
	}
	for word, want := range map[string][2]int32{"pony": {1, 0}, "Ponies": {0, 1}, "hopped": {0, 2}, "baking": {0, 3}, "bakes": {0, 3}, "s": {0, 0}, "quay": {0, 0}} {
		if f := m.Make(w, word); f.Own != want[0] || f.Stem != want[1] {
			t.Errorf("%q has senses %d and %d, want %v", word, f.Own, f.Stem, want)
		}
	}
}

func TestTable(t *testing.T) {
	w := words()
	got, err := ReadTable(w.Rows.Bytes(), 4)
	if err != nil || got.Get(Hash("said")) != 2 {
		t.Errorf("a table read back: %v", err)
	}
	for name, b := range map[string][]byte{"empty": nil, "odd": make([]byte, 24), "full": bytes.Repeat([]byte{1, 0, 0, 0}, 4)} {
		if _, err := ReadTable(b, 4); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := ReadTable(w.Rows.Bytes(), 3); err == nil {
		t.Error("a number beyond the limit was taken")
	}
}

func FuzzFeatures(f *testing.F) {
	w := words()
	f.Add("don’t")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, word string) {
		var m Maker
		g := m.Make(w, word)
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

func TestMix(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	d, n := 16, 5
	for _, rows := range []int{1, 3, 5} {
		x, m, out := random(r, n*d), random(r, rows*d), make([]float32, n*d)
		Mix(out, x, m, d, n)
		dx, dm, dout := make([]float32, n*d), make([]float32, rows*d), random(r, n*d)
		MixBack(dx, dm, dout, x, m, d, n)
		for i := range n {
			for l := range d {
				var want, grad float64
				for k := range n {
					if row := k - i + rows/2; row >= 0 && row < rows {
						want += float64(x[k*d+l] * m[row*d+l])
					}
					if row := i - k + rows/2; row >= 0 && row < rows {
						grad += float64(dout[k*d+l] * m[row*d+l])
					}
				}
				if math.Abs(float64(out[i*d+l])-want) > 1e-5 || math.Abs(float64(dx[i*d+l])-grad) > 1e-5 {
					t.Fatalf("%d rows, word %d, lane %d: %g and %g, want %g and %g", rows, i, l, out[i*d+l], dx[i*d+l], want, grad)
				}
			}
		}
	}
}

// TestBack compares the gradients of a layer with what moving its input does.
func TestBack(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	d, n := 16, 4
	l, grad := Recurrence{D: d, Rows: random(r, 4*d)}, Recurrence{D: d, Rows: make([]float32, 4*d)}
	u, x, dh := random(r, n*3*d), random(r, n*d), random(r, n*d)
	run := func() (loss float64, gates, c []float32) {
		gates, c = append([]float32(nil), u...), make([]float32, n*d)
		h := make([]float32, n*d)
		l.Run(gates, x, c, h, n)
		for i := range h {
			loss += float64(h[i]) * float64(dh[i])
		}
		return loss, gates, c
	}
	_, gates, c := run()
	du, dx := make([]float32, n*3*d), append([]float32(nil), dh...)
	l.Back(grad, gates, du, x, c, dx, make([]float32, d), n)
	const step = 1e-2
	for name, p := range map[string][2][]float32{"u": {u, du}, "x": {x, dx}, "rows": {l.Rows, grad.Rows}} {
		for i := range p[0] {
			old := p[0][i]
			p[0][i] = old + step
			up, _, _ := run()
			p[0][i] = old - step
			down, _, _ := run()
			p[0][i] = old
			if want, got := (up-down)/(2*step), float64(p[1][i]); math.Abs(want-got) > 2e-3 {
				t.Errorf("%s[%d]: gradient %g, measured %g", name, i, got, want)
			}
		}
	}
}
