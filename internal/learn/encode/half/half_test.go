package half

import "testing"

func TestBits(t *testing.T) {
	for v, want := range map[float32]uint16{0: 0, 1: 0x3c00, -2: 0xc000, 0.5: 0x3800, 65504: 0x7bff, 1e6: 0x7bff, 1e-9: 0, 1.0004883: 0x3c00, 1.0014648: 0x3c02} {
		if got := bits(v); got != want {
			t.Errorf("%v: %#x, want %#x", v, got, want)
		}
	}
}
