package near

import (
	"math/rand/v2"
	"slices"
	"testing"

	"sayso"
)

func random(r *rand.Rand, width int) sayso.Vector {
	v := make(sayso.Vector, width)
	for i := range v {
		v[i] = int8(r.IntN(255) - 127)
	}
	return v
}

// TestFind holds what is found beside sorting all products, for widths that the
// kernel takes and others, and sets that fill more than one block.
func TestFind(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, width := range []int{1, 16, 40, 48, 384} {
		for _, size := range []int{0, 1, 7, block + 3} {
			var s Set
			var all []Hit
			q := random(r, width)
			for i := range size {
				v := random(r, width)
				if i%5 == 4 {
					v = q // several that are equally near
				}
				if !s.Add(int64(3*i+1), v) {
					t.Fatal("a vector is not taken")
				}
				all = append(all, Hit{int64(3*i + 1), q.Dot(v)})
			}
			slices.SortFunc(all, order)
			for _, n := range []int{0, 1, 20, size + 1} {
				if got, want := s.Find(q, n, -1<<30), all[:min(n, len(all))]; !slices.Equal(got, want) {
					t.Fatalf("%d of %d vectors of %d: %v, want %v", n, size, width, got, want)
				}
			}
			least := q.Dot(q)
			for _, h := range s.Find(q, size, least) {
				if h.Dot < least {
					t.Fatalf("%v is too far", h)
				}
			}
		}
	}
}

func TestAddOther(t *testing.T) {
	var s Set
	if s.Add(1, nil) || s.Len() != 0 || s.Last() != 0 {
		t.Error("a claim without a vector is taken")
	}
	if !s.Add(5, sayso.Vector{1, 2}) || s.Add(6, sayso.Vector{1, 2, 3}) || s.Len() != 1 || s.Last() != 5 {
		t.Error("vectors of two encoders are taken")
	}
	if got := s.Find(sayso.Vector{1, 2, 3}, 9, 0); got != nil {
		t.Errorf("a vector of another encoder finds %v", got)
	}
}

// BenchmarkMillion looks for the thousand vectors nearest to one among a million.
func BenchmarkMillion(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var s Set
	var some []sayso.Vector
	for range 997 {
		v := make(sayso.Vector, 384)
		for i := range v {
			v[i] = int8(max(-127, min(127, r.NormFloat64()*20)))
		}
		some = append(some, v)
	}
	for i := range 1_000_000 {
		s.Add(int64(i), some[i%len(some)])
	}
	for b.Loop() {
		s.Find(some[5], 1000, 40_000)
	}
}
