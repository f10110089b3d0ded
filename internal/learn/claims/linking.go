package claims

import (
	"math"
	"math/rand/v2"

	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/nlp"
)

// picker learns multinomial choices: the weights of linking features.
type picker struct {
	w, sq []float32
	rate  float32
}

func newPicker() *picker {
	return &picker{w: make([]float32, trained.LinkSlots), sq: make([]float32, trained.LinkSlots)}
}

// pick is a choice with the candidate that was right.
type pick struct {
	trained.Choice
	right int // an index of Candidates
}

func (p *picker) probs(c *trained.Choice) []float32 {
	out := make([]float32, len(c.Candidates))
	top := float32(math.Inf(-1))
	for k, slots := range c.Slots {
		for _, s := range slots {
			out[k] += p.w[s]
		}
		top = max(top, out[k])
	}
	sum := float32(0)
	for k, v := range out {
		out[k] = float32(math.Exp(float64(v - top)))
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

func (p *picker) learn(c *pick) float64 {
	ps := p.probs(&c.Choice)
	for k, slots := range c.Slots {
		g := ps[k]
		if k == c.right {
			g--
		}
		for _, s := range slots {
			d := g + 1e-4*p.w[s]
			p.sq[s] += d * d
			p.w[s] -= p.rate * d / sqrt(1+p.sq[s])
		}
	}
	return -math.Log(float64(max(ps[c.right], 1e-9)))
}

func trainPicker(picks []pick, seed uint64) *picker {
	rng := rand.New(rand.NewPCG(seed, 0x6c696e6b))
	p := newPicker()
	const epochs = 8
	for e := range epochs {
		p.rate = 0.1 * float32(epochs-e) / epochs
		rng.Shuffle(len(picks), func(i, j int) { picks[i], picks[j] = picks[j], picks[i] })
		for k := range picks {
			p.learn(&picks[k])
		}
	}
	return p
}

// picks aligns segments with gold: for contents and for sources, which
// candidate is right.
func picks(s trained.Scene, g *trained.Segments, gold []claim.Attribution) (contents, sources []pick) {
	of := make([]int, len(g.Cues)) // the gold attribution of a cue
	for q, r := range g.Cues {
		of[q] = -1
		best := 0
		for k := range gold {
			if n := common(gold[k].Cue, r); n > best {
				best, of[q] = n, k
			}
		}
	}
	for _, c := range s.ContentChoices(g) {
		best, at := 0, -1
		for k := range gold {
			if n := common(gold[k].Content, g.Contents[c.Of]); n > best {
				best, at = n, k
			}
		}
		p := pick{Choice: c}
		for k, q := range c.Candidates {
			if q >= 0 && at >= 0 && of[q] == at {
				p.right = k
				break
			}
		}
		contents = append(contents, p)
	}
	for _, c := range s.SourceChoices(g) {
		p := pick{Choice: c}
		best := 0
		if of[c.Of] >= 0 {
			for k, x := range c.Candidates {
				if x < 0 {
					continue
				}
				if n := common(gold[of[c.Of]].Source, g.Sources[x]); n > best {
					best, p.right = n, k
				}
			}
		}
		sources = append(sources, p)
	}
	return contents, sources
}

// common counts the tokens of r that rs have.
func common(rs []nlp.Range, r nlp.Range) int {
	n := 0
	for _, x := range rs {
		n += max(0, min(x.End, r.End)-max(x.First, r.First))
	}
	return n
}

// unseen is an article as a tagger labels it that was not trained on it.
type unseen struct {
	s    trained.Scene
	g    trained.Segments
	gold []claim.Attribution
	fold int
}

// trainLinkers learns from all articles but those of one fold.
func trainLinkers(held []unseen, without int, seed uint64) (content, source *picker) {
	var contents, sources []pick
	for k := range held {
		if u := &held[k]; u.fold != without {
			x, y := picks(u.s, &u.g, u.gold)
			contents, sources = append(contents, x...), append(sources, y...)
		}
	}
	return trainPicker(contents, seed), trainPicker(sources, seed)
}

func size(rs []nlp.Range) int {
	n := 0
	for _, r := range rs {
		n += r.Len()
	}
	return n
}
