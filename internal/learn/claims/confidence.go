package claims

import (
	"math"
	"math/rand/v2"

	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
)

// judged is an attribution's evidence and whether it was right.
type judged struct {
	e     trained.Evidence
	right bool
}

// trainConfidence fits the chance of being right by logistic regression, each
// fold read with linkers that were not trained on it.
func trainConfidence(held []unseen, seed uint64) []float32 {
	var all []judged
	for f := range folds {
		content, source := trainLinkers(held, f, seed)
		for k := range held {
			if u := &held[k]; u.fold == f {
				l := u.s.Link(&u.g, content.w, source.w)
				all = append(all, judge(u.s.Assemble(&u.g, &l), u.gold)...)
			}
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0x636f6e66))
	var w, sq [trained.EvidenceSize]float64
	const epochs = 40
	for e := range epochs {
		rate := 0.2 * float64(epochs-e) / epochs
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for k := range all {
			z := 0.0
			for i, v := range all[k].e {
				z += w[i] * float64(v)
			}
			g := 1 / (1 + math.Exp(-z))
			if all[k].right {
				g--
			}
			for i, v := range all[k].e {
				d := g*float64(v) + 1e-5*w[i]
				sq[i] += d * d
				w[i] -= rate * d / math.Sqrt(1+sq[i])
			}
		}
	}
	out := make([]float32, len(w))
	for i, v := range w {
		out[i] = float32(v)
	}
	return out
}

// judge holds attributions against gold, one to one, as the scorer does:
// right is who shares half of the joint content and touches the source.
func judge(found []trained.Assembled, gold []claim.Attribution) []judged {
	out := make([]judged, len(found))
	took := make([]bool, len(gold))
	for i := range found {
		out[i].e = found[i].Evidence
		best, at := 0.0, -1
		for k := range gold {
			inter := 0
			for _, r := range found[i].Content {
				inter += common(gold[k].Content, r)
			}
			if inter == 0 || took[k] {
				continue
			}
			share := 0
			for _, r := range found[i].Source {
				share += common(gold[k].Source, r)
			}
			j := float64(inter) / float64(size(found[i].Content)+size(gold[k].Content)-inter)
			if j >= 0.5 && j > best && (share > 0 || len(found[i].Source)+len(gold[k].Source) == 0) {
				best, at = j, k
			}
		}
		if at >= 0 {
			took[at] = true
			out[i].right = true
		}
	}
	return out
}
