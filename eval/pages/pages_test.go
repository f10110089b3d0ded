package pages

import "testing"

func TestCompare(t *testing.T) {
	for _, x := range []struct {
		want, got         string
		precision, recall float64
	}{
		{"", "", 1, 1},
		{"the harbour is open again", "", 0, 0},
		{"the harbour is open again", "The-harbour: is open! again", 0.5, 0.5},
		{"the harbour is open again", "the harbour is open again", 1, 1},
		{"a b c d e f", "a b c d", 1, 1.0 / 3},
		{"a b c d", "a b c d e f", 1.0 / 3, 1},
		{"a b", "a b", 1, 1},
	} {
		p, r := Compare(x.want, x.got)
		if p != x.precision || r != x.recall {
			t.Errorf("%q, %q: precision %v, recall %v, want %v, %v", x.want, x.got, p, r, x.precision, x.recall)
		}
	}
}
