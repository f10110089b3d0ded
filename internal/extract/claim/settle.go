package claim

import (
	"slices"

	"sayso/nlp"
)

// settle puts attributions in order and finds which stand inside which.
func (p *pass) settle() []Attribution {
	slices.SortStableFunc(p.out, func(a, b Attribution) int { return a.Start() - b.Start() })
	Nest(p.out)
	for i := range p.out {
		p.out[i].given = p.byUser(&p.out[i])
	}
	return p.out
}

// byUser reports whether the cue of a is a verb that the user's table says.
func (p *pass) byUser(a *Attribution) bool {
	for _, r := range a.Cue {
		for i := r.First; i < r.End; i++ {
			if v := p.words[i].entry.verb; v != nil && v.given {
				return true
			}
		}
	}
	return false
}

// Nest finds which of the attributions, in the order of their first tokens,
// stand inside which, and sets their Parent.
func Nest(out []Attribution) {
	for i := range out {
		best := -1
		for j := max(0, i-12); j < min(len(out), i+13); j++ {
			if i == j || !inside(&out[i], &out[j]) || inside(&out[j], &out[i]) {
				continue
			}
			if best < 0 || size(out[j].Content) < size(out[best].Content) {
				best = j
			}
		}
		out[i].Parent = best
	}
	for i := range out {
		// Three that stand in one another's contents have no outermost one:
		// the first found becomes it.
		n := 0
		for k := i; out[k].Parent >= 0; k = out[k].Parent {
			if n++; n > len(out) {
				out[i].Parent = -1
				break
			}
		}
	}
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
