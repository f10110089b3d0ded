package name

import "math"

// # Decoding
//
// The tags of a sentence are those of the highest sum of scores: of each
// token's features for its tag, and of each tag after the one before it
// (Viterbi). Only sequences that spell names are looked at: after "begin" or
// "inside" comes "inside" or "last" of the same type; after all others comes
// "outside", "begin" or "unit". So a token costs its features times Tags, plus
// (1+2T)² + 4T sums for T types.

// ends are the tags that a name or nothing ends with; starts those that may
// follow them.
var ends, starts = func() (e, s [1 + 2*len(typeOrder)]uint8) {
	e[0], s[0] = Outside, Outside
	for t := range typeOrder {
		e[1+2*t], e[2+2*t] = uint8(tagOf(t, last)), uint8(tagOf(t, unit))
		s[1+2*t], s[2+2*t] = uint8(tagOf(t, begin)), uint8(tagOf(t, unit))
	}
	return e, s
}()

// lattice is the scores of one sentence.
type lattice struct {
	scores [][Tags]float32
	back   [][Tags]uint8
	tags   []uint8
}

// grow makes room for n tokens and clears the scores.
func (l *lattice) grow(n int) {
	if cap(l.scores) < n {
		l.scores = make([][Tags]float32, n)
		l.back = make([][Tags]uint8, n)
		l.tags = make([]uint8, n)
	}
	l.scores, l.back, l.tags = l.scores[:n], l.back[:n], l.tags[:n]
}

// best returns the tags with the highest sum. It overwrites the scores.
func (l *lattice) best(trans *[Tags][Tags]float32) []uint8 {
	n := len(l.scores)
	if n == 0 {
		return l.tags
	}
	never := float32(math.Inf(-1))
	for t := range typeOrder { // a sentence starts outside a name
		l.scores[0][tagOf(t, inside)], l.scores[0][tagOf(t, last)] = never, never
	}
	for _, s := range starts {
		l.scores[0][s] += trans[Outside][s]
	}
	for i := 1; i < n; i++ {
		prev, now, back := &l.scores[i-1], &l.scores[i], &l.back[i]
		for _, s := range starts {
			top, from := never, uint8(Outside)
			for _, e := range ends {
				if v := prev[e] + trans[e][s]; v > top {
					top, from = v, e
				}
			}
			now[s] += top
			back[s] = from
		}
		for t := range typeOrder {
			b, in := tagOf(t, begin), tagOf(t, inside)
			for _, s := range [2]int{in, tagOf(t, last)} {
				v, from := prev[b]+trans[b][s], b
				if u := prev[in] + trans[in][s]; u > v {
					v, from = u, in
				}
				now[s] += v
				back[s] = uint8(from)
			}
		}
	}
	top, tag := never, uint8(Outside)
	for _, e := range ends {
		if v := l.scores[n-1][e]; v > top {
			top, tag = v, e
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.tags[i] = tag
		tag = l.back[i][tag]
	}
	return l.tags
}
