package claim

import (
	"slices"

	"sayso/nlp"
)

// settle puts attributions in order and finds which stand inside which.
func (p *pass) settle() []Attribution {
	out := p.out
	slices.SortStableFunc(out, func(a, b Attribution) int { return a.start() - b.start() })
	for i := range out {
		best := -1
		for j := max(0, i-12); j < min(len(out), i+13); j++ {
			if i == j || !inside(&out[i], &out[j]) {
				continue
			}
			if best < 0 || size(out[j].Content) < size(out[best].Content) {
				best = j
			}
		}
		out[i].Parent = best
	}
	return out
}

// inside reports whether a's cue stands in b's content.
func inside(a, b *Attribution) bool {
	if len(a.Cue) == 0 {
		return false
	}
	for _, r := range b.Content {
		if r.Contains(a.Cue[0].First) {
			return true
		}
	}
	return false
}

func size(rs []nlp.Range) int {
	n := 0
	for _, r := range rs {
		n += r.Len()
	}
	return n
}

// sortBy sorts indices by a key, keeping the order of equal ones.
func sortBy(order []int, key func(int) int) {
	slices.SortStableFunc(order, func(a, b int) int { return key(a) - key(b) })
}
