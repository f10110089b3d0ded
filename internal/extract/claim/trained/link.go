package trained

import (
	"sayso/nlp"
)

// # Linking
//
// The labels say where sources, cues and contents are. Every attribution has
// one cue; so each content picks its cue, and each cue its source, among those
// near by. A pick is a multinomial choice over candidates, "none" among them,
// scored by linear features of the two and of what stands between.

const (
	// reach is how many cues, or sources, on either side are candidates.
	reach = 4
	// maxGap bounds the tokens between a content and its cue.
	maxGap = 3000
)

// Segments are the runs of labels of one text, each in text order. Cues and
// sources hold weak ones too: tokens outside every run that may be one.
type Segments struct {
	Cues, Sources, Contents []nlp.Range
	sourceAfter             []bool
	contentAfter            []bool
	// the tokens' mean probability
	cueChance, sourceChance, contentChance []float32
	weakCue, weakSource                    []bool
	outBefore                              []int32 // unlabelled tokens before each token
}

// weak is the probability from which an unlabelled token may be a cue or
// source that a content wants.
const weak = 0.12

// SegmentsOf cuts labels into runs. A run that begins only because a paragraph
// does counts by itself. prob is the tokens' label probabilities.
func SegmentsOf(y []Label, prob []float32) Segments {
	s := Segments{outBefore: make([]int32, len(y)+1)}
	for i, l := range y {
		s.outBefore[i+1] = s.outBefore[i]
		if l == Out {
			s.outBefore[i+1]++
		}
	}
	for i := 0; i < len(y); {
		l := y[i]
		j := i + 1
		if l == Out {
			r, right := weakRole(prob, i)
			for r != none && j < len(y) && y[j] == Out {
				if next, _ := weakRole(prob, j); next != r {
					break
				}
				j++
			}
			s.add(r, nlp.Range{First: i, End: j}, right, true, prob)
			i = j
			continue
		}
		more := l
		if first(l) {
			more++
		}
		for j < len(y) && y[j] == more {
			j++
		}
		s.add(roleOf(l), nlp.Range{First: i, End: j}, after(l), false, prob)
		i = j
	}
	return s
}

// chances sums a token's probabilities by role, and of sources whose cue
// stands to the left.
func chances(prob []float32, i int) (by [contentRole + 1]float32, afterward float32) {
	p := prob[i*Labels : (i+1)*Labels]
	for l, v := range p {
		by[roleOf(Label(l))] += v
	}
	return by, p[sourceAfterFirst] + p[sourceAfterMore]
}

// weakRole says whether an unlabelled token may be a cue or a source.
func weakRole(prob []float32, i int) (role, bool) {
	by, afterward := chances(prob, i)
	switch {
	case by[cueRole] >= weak && by[cueRole] >= by[sourceRole]:
		return cueRole, false
	case by[sourceRole] >= weak:
		return sourceRole, afterward*2 > by[sourceRole]
	}
	return none, false
}

func (s *Segments) add(as role, r nlp.Range, right, weak bool, prob []float32) {
	var p float32
	for i := r.First; i < r.End; i++ {
		by, _ := chances(prob, i)
		p += by[as]
	}
	p /= float32(r.Len())
	switch as {
	case cueRole:
		s.Cues = append(s.Cues, r)
		s.cueChance = append(s.cueChance, p)
		s.weakCue = append(s.weakCue, weak)
	case sourceRole:
		s.Sources = append(s.Sources, r)
		s.sourceAfter = append(s.sourceAfter, right)
		s.sourceChance = append(s.sourceChance, p)
		s.weakSource = append(s.weakSource, weak)
	case contentRole:
		s.Contents = append(s.Contents, r)
		s.contentAfter = append(s.contentAfter, right)
		s.contentChance = append(s.contentChance, p)
	}
}

// grade puts a segment's chance on a rough scale.
func grade(p float32, weak bool) key {
	k := key(p * 8)
	if weak {
		k += 16
	}
	return k
}

// Choice is one pick: candidate k has the slots of its features at Slots[k].
// A candidate is an index, -1 for none.
type Choice struct {
	Of         int
	Candidates []int
	Slots      [][]uint32
}

// linkSlots is the number of slots of a linking feature.
const linkBits = 16

// LinkSlots is the number of slots of linking features.
const LinkSlots = 1 << linkBits

func (c *collector) slots() []uint32 {
	out := make([]uint32, len(c.keys))
	for i, k := range c.keys {
		out[i] = uint32(k >> (64 - linkBits))
	}
	return out
}

// near returns the indices of sorted ranges that stand next to r, at most
// reach on either side, with how many lie between.
func near(r nlp.Range, rs []nlp.Range) (lo, hi, split int) {
	split = len(rs)
	for i, x := range rs {
		if x.First >= r.First {
			split = i
			break
		}
	}
	return max(0, split-reach), min(len(rs), split+reach), split
}

// ContentChoices lists for each content the cues that it may belong to.
func (s Scene) ContentChoices(g *Segments) []Choice {
	out := make([]Choice, len(g.Contents))
	var c collector
	for i, r := range g.Contents {
		ch := Choice{Of: i, Candidates: []int{-1}}
		lo, hi, split := near(r, g.Cues)
		c.keys, c.n = c.keys[:0], 0
		c.add(11)
		c.add(mix(11, truth(g.contentAfter[i])))
		c.add(mix(12, steps(r.Len())))
		c.add(mix(12, steps(r.Len()/8)))
		c.add(mix(13, truth(s.at(r.First).quote > 0)))
		c.add(mix(14, s.at(r.First).low))
		ch.Slots = append(ch.Slots, c.slots())
		for q := lo; q < hi; q++ {
			if gap(r, g.Cues[q]) > maxGap {
				continue
			}
			rank := q - split
			if rank >= 0 {
				rank++
			}
			c.keys, c.n = c.keys[:0], 20
			s.pair(&c, g, r, g.Cues[q], rank, g.contentAfter[i], grade(g.cueChance[q], g.weakCue[q]))
			s.contentPair(&c, g, i, q, rank)
			ch.Candidates = append(ch.Candidates, q)
			ch.Slots = append(ch.Slots, c.slots())
		}
		out[i] = ch
	}
	return out
}

// SourceChoices lists for each cue the sources that it may have.
func (s Scene) SourceChoices(g *Segments) []Choice {
	out := make([]Choice, len(g.Cues))
	var c collector
	for q, r := range g.Cues {
		ch := Choice{Of: q, Candidates: []int{-1}}
		lo, hi, split := near(r, g.Sources)
		c.keys, c.n = c.keys[:0], 100
		c.add(15)
		c.add(mix(15, s.at(r.End-1).lemma))
		c.add(mix(15, s.at(r.End-1).pos))
		c.add(mix(15, s.at(r.First).low))
		c.add(mix(16, key(s.at(r.First).kids)))
		ch.Slots = append(ch.Slots, c.slots())
		for k := lo; k < hi; k++ {
			if gap(r, g.Sources[k]) > maxGap {
				continue
			}
			rank := k - split
			if rank >= 0 {
				rank++
			}
			c.keys, c.n = c.keys[:0], 120
			s.pair(&c, g, g.Sources[k], r, -rank, g.sourceAfter[k], grade(g.sourceChance[k], g.weakSource[k]))
			s.sourcePair(&c, g, k, q, rank)
			ch.Candidates = append(ch.Candidates, k)
			ch.Slots = append(ch.Slots, c.slots())
		}
		out[q] = ch
	}
	return out
}

func gap(a, b nlp.Range) int {
	if a.First > b.First {
		a, b = b, a
	}
	return max(0, b.First-a.End)
}
