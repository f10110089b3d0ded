// Package near finds the vectors that lie nearest to one: what says a thing
// like another.
//
// # How
//
// All vectors are looked at, one after the other: the answer is exact, nothing
// has to be built or kept in order, and a vector may be added at any time. The
// product of two vectors is a sum of whole numbers, which the processor makes
// sixteen at a time, so that memory is what takes the time: a million vectors
// of 384 numbers are read in some 50 ms. A structure that looks at fewer, such
// as a graph of neighbours (Malkov and Yashunin 2016), takes as much memory
// again and minutes to build, and may miss what is there.
package near

import (
	"cmp"
	"container/heap"
	"slices"

	"sayso"
)

// block is how many vectors lie side by side. A set grows by blocks, so that
// nothing is copied when it does.
const block = 4096

// Set is vectors of one length, each with a number of its own. The zero Set is
// empty. It is safe for many who read it, while nobody adds.
type Set struct {
	width  int
	ids    []int64
	blocks [][]int8
}

// Len counts the vectors.
func (s *Set) Len() int { return len(s.ids) }

// Last is the number that was added last; 0 for none.
func (s *Set) Last() int64 {
	if len(s.ids) == 0 {
		return 0
	}
	return s.ids[len(s.ids)-1]
}

// Add adds a vector, which it copies. It reports false for one of another length
// than the first, which is not added: it is of another encoder.
func (s *Set) Add(id int64, v sayso.Vector) bool {
	if s.width == 0 {
		s.width = len(v)
	}
	if len(v) != s.width || len(v) == 0 {
		return false
	}
	if len(s.ids)%block == 0 {
		s.blocks = append(s.blocks, make([]int8, 0, block*s.width))
	}
	last := &s.blocks[len(s.blocks)-1]
	*last = append(*last, v...)
	s.ids = append(s.ids, id)
	return true
}

// Hit is a vector that is near, and its product with the one that was asked for.
type Hit struct {
	ID  int64
	Dot int
}

// Find returns at most n vectors whose product with q is at least least, the
// nearest first; of equally near ones that with the lower number is first.
func (s *Set) Find(q sayso.Vector, n, least int) []Hit {
	if len(q) != s.width || n <= 0 || s.Len() == 0 {
		return nil
	}
	wide := make([]int16, len(q)) // what the kernel multiplies by
	for i, v := range q {
		wide[i] = int16(v)
	}
	var best hits
	dots := make([]int32, block)
	for b, rows := range s.blocks {
		ids := s.ids[b*block : min((b+1)*block, len(s.ids))]
		products(dots[:len(ids)], wide, rows)
		for i, d := range dots[:len(ids)] {
			switch h := (Hit{ids[i], int(d)}); {
			case h.Dot < least:
			case len(best) < n:
				heap.Push(&best, h)
			case order(h, best[0]) < 0:
				best[0] = h
				heap.Fix(&best, 0)
			}
		}
	}
	slices.SortFunc(best, order)
	return best
}

// order puts the nearer first.
func order(a, b Hit) int { return cmp.Or(cmp.Compare(b.Dot, a.Dot), cmp.Compare(a.ID, b.ID)) }

// hits is a heap with the farthest on top.
type hits []Hit

func (h hits) Len() int           { return len(h) }
func (h hits) Less(i, j int) bool { return order(h[i], h[j]) > 0 }
func (h hits) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *hits) Push(x any)        { *h = append(*h, x.(Hit)) }
func (h *hits) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

// products sets out to the product of q with each of as many rows.
func products(out []int32, q []int16, rows []int8) {
	width := len(q)
	rows = rows[:len(out)*width]
	if fast && width%16 == 0 && len(out) > 0 {
		dots16(len(out), width, &q[0], &rows[0], &out[0])
		return
	}
	for i := range out {
		var sum int32
		for j, v := range rows[i*width:][:width] {
			sum += int32(v) * int32(q[j])
		}
		out[i] = sum
	}
}
