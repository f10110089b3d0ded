package sayso

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

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

func TestVectorJSON(t *testing.T) {
	type row struct {
		Vector Vector `json:",omitempty"`
	}
	in := row{Vector{-128, -1, 0, 1, 127}}
	data, err := json.Marshal(in)
	if err != nil || string(data) != `{"Vector":"gP8AAX8="}` {
		t.Errorf("%s, %v", data, err)
	}
	var out row
	if err := json.Unmarshal(data, &out); err != nil || !slices.Equal(in.Vector, out.Vector) {
		t.Errorf("%v, %v", out, err)
	}
	if data, _ := json.Marshal(row{}); string(data) != "{}" {
		t.Errorf("no vector is written as %s", data)
	}
	for _, bad := range []string{"?", strings.Repeat("AAAA", MaxVector)} {
		if err := new(Vector).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%.9q is read as a vector", bad)
		}
	}
}
