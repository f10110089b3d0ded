package coref

import (
	"math"
	"testing"

	"sayso"
)

// of makes an entity of one-byte mentions.
func of(at ...int) Entity {
	var e Entity
	for _, a := range at {
		e = append(e, sayso.Span{Start: a, End: a + 1})
	}
	return e
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name           string
		gold, system   []Entity
		muc, b3, ceaf  [2]float64 // recall, precision
		foundR, foundP float64
	}{
		{
			// The worked example of Luo (2005) and Pradhan et al. (2014):
			// gold {abc}{defg}, system {ab}{cd}{fghi}.
			name:   "split and spurious",
			gold:   []Entity{of(1, 2, 3), of(4, 5, 6, 7)},
			system: []Entity{of(1, 2), of(3, 4), of(6, 7, 8, 9)},
			muc:    [2]float64{2.0 / 5, 2.0 / 5},
			b3:     [2]float64{(5.0/3 + 5.0/4) / 7, (2 + 1 + 1.0) / 8},
			ceaf:   [2]float64{(4.0/5 + 4.0/8) / 2, (4.0/5 + 4.0/8) / 3},
			foundR: 6.0 / 7, foundP: 6.0 / 8,
		},
		{
			name: "all in one",
			gold: []Entity{of(1, 2), of(3, 4)}, system: []Entity{of(1, 2, 3, 4)},
			muc: [2]float64{1, 2.0 / 3}, b3: [2]float64{1, 0.5}, ceaf: [2]float64{(4.0 / 6) / 2, 4.0 / 6},
			foundR: 1, foundP: 1,
		},
		{
			name: "same", gold: []Entity{of(1, 2), of(3, 4, 5)}, system: []Entity{of(5, 4, 3), of(2, 1)},
			muc: [2]float64{1, 1}, b3: [2]float64{1, 1}, ceaf: [2]float64{1, 1}, foundR: 1, foundP: 1,
		},
		{
			name: "lone mentions do not count", gold: []Entity{of(1, 2), of(9)}, system: []Entity{of(3), of(1), of(2, 4)},
			muc: [2]float64{0, 0}, b3: [2]float64{0.25, 0.25}, ceaf: [2]float64{0.5, 0.5}, foundR: 0.5, foundP: 0.5,
		},
		{name: "silence", gold: []Entity{of(1, 2)}},
		{name: "nothing"},
	} {
		s := Compare(c.gold, c.system)
		check := func(what string, r Ratio, want [2]float64) {
			if math.Abs(r.Recall()-want[0]) > 1e-9 || math.Abs(r.Precision()-want[1]) > 1e-9 {
				t.Errorf("%s: %s recall %.4f precision %.4f, want %.4f", c.name, what, r.Recall(), r.Precision(), want)
			}
		}
		check("MUC", s.MUC, c.muc)
		check("B³", s.B3, c.b3)
		check("CEAF", s.CEAF, c.ceaf)
		check("mentions", s.Mentions, [2]float64{c.foundR, c.foundP})
	}
}

// TestAlign compares the Hungarian method with trying every assignment.
func TestAlign(t *testing.T) {
	seed := uint64(7)
	random := func() float64 {
		seed = seed*6364136223846793005 + 1442695040888963407
		return float64(seed>>40) / (1 << 24)
	}
	var try func(w [][]float64, row int, used uint) float64
	try = func(w [][]float64, row int, used uint) float64 {
		if row == len(w) {
			return 0
		}
		best := try(w, row+1, used)
		for j := range w[row] {
			if used&(1<<j) == 0 {
				best = math.Max(best, w[row][j]+try(w, row+1, used|1<<j))
			}
		}
		return best
	}
	for round := range 60 {
		n, m := 1+round%5, 1+round/5%6
		w := make([][]float64, n)
		for i := range w {
			w[i] = make([]float64, m)
			for j := range w[i] {
				if w[i][j] = random(); w[i][j] < 0.4 {
					w[i][j] = 0
				}
			}
		}
		if got, want := align(w), try(w, 0, 0); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%d by %d: %.6f, want %.6f", n, m, got, want)
		}
	}
}
