package trained

import (
	"math"

	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Evidence is what speaks for an attribution, in numbers. The first is 1.
type Evidence [EvidenceSize]float32

// EvidenceSize is the number of numbers.
const EvidenceSize = 16

// Chance is how likely an attribution with this evidence is right: its content
// shares half of its tokens with the annotators', and its source touches
// theirs. The weights are fitted (logistic regression) on articles that the
// tagger was not trained on, so that of claims at 0.9 nine in ten are right.
//
// Doubt is taken from the log-odds: labels that experts agree on look surer than
// those that the weights were fitted on.
func (e *Evidence) Chance(w []float32, doubt float32) float64 {
	z := -doubt
	for i, v := range e {
		z += v * w[i]
	}
	return math.Round(100/(1+math.Exp(-float64(z)))) / 100
}

// evidence gathers what speaks for the attribution of cue q and contents of.
func (s *scene) evidence(g *Segments, l *Links, q int, of []int, a *claim.Attribution) Evidence {
	var e Evidence
	e[0] = 1
	e[1] = logit(g.cueChance[q])
	e[2] = g.cueChance[q]
	low, link, n := float32(1), float32(1), 0
	for _, i := range of {
		low = min(low, g.contentChance[i])
		link = min(link, l.cueChance[i])
		n += g.Contents[i].Len()
	}
	e[3], e[4] = logit(low), low
	e[5], e[6] = logit(link), link
	if k := l.SourceOf[q]; k >= 0 {
		e[7] = logit(g.sourceChance[k])
		e[8] = logit(l.sourceChance[q])
	} else {
		e[9] = 1
		e[10] = logit(l.sourceChance[q])
	}
	switch s.agrees(a.Content[0], g.Cues[q]) {
	case 1:
		e[11] = 1
	case 2:
		e[12] = 1
	}
	if s.toks[a.Content[0].First].quote > 0 {
		e[13] = 1
	}
	e[14] = float32(math.Log(float64(n + 1)))
	if s.agreesWithSource(a.Source, g.Cues[q]) {
		e[15] = 1
	}
	return e
}

func (s *scene) agreesWithSource(rs []nlp.Range, cue nlp.Range) bool {
	return len(rs) > 0 && s.agreesSource(rs[0], cue) == 2
}

// logit is the log-odds of p, kept within bounds.
func logit(p float32) float32 {
	const edge = 0.005
	p = max(edge, min(1-edge, p))
	return float32(math.Log(float64(p / (1 - p))))
}
