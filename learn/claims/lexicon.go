package claims

import "sayso/extract/claim/trained"

// counts say how often a lemma was seen, and how often inside a cue.
type counts struct{ cue, all float64 }

// lexicon is the counts of lemmas. For an article that it was counted from,
// the article's own share is left out, so that training sees words as rare as
// reading will.
type lexicon map[uint64]counts

func (l lexicon) count(a *article, sign float64) {
	in := make([]bool, len(a.d.Tokens))
	for _, g := range a.gold {
		for _, r := range g.Cue {
			for i := r.First; i < r.End; i++ {
				in[i] = true
			}
		}
	}
	for i := range a.d.Tokens {
		k := trained.LemmaKey(&a.d.Tokens[i])
		c := l[k]
		c.all += sign
		if in[i] {
			c.cue += sign
		}
		l[k] = c
	}
}

// Marks of a lexicon: a lemma's share of cues, smoothed, on a scale to 7.
func (c counts) mark() uint8 {
	if c.cue <= 0 {
		return 0
	}
	share := (c.cue + 0.02) / (c.all + 1)
	switch {
	case share < 0.01:
		return 1
	case share < 0.04:
		return 2
	case share < 0.1:
		return 3
	case share < 0.25:
		return 4
	case share < 0.5:
		return 5
	case share < 0.75:
		return 6
	}
	return 7
}

func (l lexicon) mark(k uint64) uint8 { return l[k].mark() }
