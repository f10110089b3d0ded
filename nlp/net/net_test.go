package net

import (
	"math"
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
