package actor

import "testing"

// TestWeigh shows nothing at 0.9 and above whose speaker is not as sure.
func TestWeigh(t *testing.T) {
	for _, c := range []struct{ confidence, sure, want float64 }{
		{0.97, 1, 0.97}, {0.97, surePronoun, 0.97}, {0.91, surePronoun, 0.89}, {0.97, 0, 0.89}, {0.6, 0, 0.6}, {0.95, sureIndefinite, 0.89},
	} {
		if got := Weigh(c.confidence, c.sure); got != c.want {
			t.Errorf("%v with a speaker at %v: %v, want %v", c.confidence, c.sure, got, c.want)
		}
	}
}
