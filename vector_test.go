package sayso

import "testing"

func TestVectorLike(t *testing.T) {
	for _, c := range []struct {
		a, b Vector
		want float64
	}{
		{nil, nil, 0},
		{Vector{1}, nil, 0},
		{Vector{127, 0}, Vector{0, 127}, 0},
		{Vector{100, 100, 100, 100}, Vector{-80, 0, 0, 0}, -0.05},
		{make(Vector, 16), make(Vector, 16), 0},
	} {
		if got := c.a.Like(c.b); got != c.want {
			t.Errorf("%v and %v: %g, want %g", c.a, c.b, got, c.want)
		}
	}
	long := make(Vector, 16)
	for i := range long {
		long[i] = 101
	}
	if got := long.Like(long); got != 1 {
		t.Errorf("a vector is like itself by %g", got)
	}
}
