package lineage

import "slices"

// Index finds the texts that may share passages with another: an inverted
// index from fingerprint to texts. It is not safe for concurrent use.
type Index struct {
	prints [][2]int32 // for each text, how many fingerprints it has, and a spare count while looking up
	texts  map[uint64][]int32
}

const (
	// MaxPosting bounds how many texts one fingerprint leads to: what stands
	// in more of them is boilerplate, and tells nothing.
	MaxPosting = 256
	// minCommon is the fewest fingerprints that make two texts worth aligning.
	minCommon = 4
	// minContained is the share of the shorter text's fingerprints that does.
	minContained = 0.08
)

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{texts: make(map[uint64][]int32)} }

// Add takes a text in and returns its number, counting from 0.
func (x *Index) Add(f Fingerprint) int {
	id := int32(len(x.prints))
	x.prints = append(x.prints, [2]int32{int32(len(f)), 0})
	for _, h := range f {
		if p := x.texts[h]; len(p) < MaxPosting {
			x.texts[h] = append(p, id)
		}
	}
	return int(id)
}

// Near returns the numbers of the texts that share enough fingerprints with f
// to be aligned with it, in the order they came. Cost: at most MaxPosting
// steps a fingerprint.
func (x *Index) Near(f Fingerprint) []int {
	var seen []int32
	for _, h := range f {
		for _, id := range x.texts[h] {
			if x.prints[id][1] == 0 {
				seen = append(seen, id)
			}
			x.prints[id][1]++
		}
	}
	var out []int
	for _, id := range seen {
		n := x.prints[id][1]
		x.prints[id][1] = 0
		if n >= minCommon && float64(n) >= minContained*float64(min(int(x.prints[id][0]), len(f))) {
			out = append(out, int(id))
		}
	}
	slices.Sort(out)
	return out
}
