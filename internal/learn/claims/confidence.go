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
	return fit(len(all), trained.EvidenceSize, 1e-5, rng, func(k int) ([]float32, bool) { return all[k].e[:], all[k].right })
}

// trainInner fits the chance that readers mark what the rules find inside the
// content of another claim.
func trainInner(articles []article, lexicon map[uint64]trained.Entry, seed uint64) []float32 {
	type example struct {
		e     trained.InnerEvidence
		right bool
	}
	var all []example
	for i := range articles {
		a := &articles[i]
		s := trained.NewScene(a.d, a.rules, func(k uint64) trained.Entry { return lexicon[k] })
		for k := range a.rules {
			if r := &a.rules[k]; r.Parent >= 0 {
				all = append(all, example{s.Inner(r), marked(r, a.gold)})
			}
		}
	}
	rng := rand.New(rand.NewPCG(seed, 0x696e6e72))
	return fit(len(all), trained.InnerSize, 1e-3, rng, func(k int) ([]float32, bool) { return all[k].e[:], all[k].right })
}

// marked reports whether readers marked an attribution: its content and theirs
// share half of each other and the sources touch.
func marked(a *claim.Attribution, gold []claim.Attribution) bool {
	for k := range gold {
		g := &gold[k]
		content, source := 0, 0
		for _, r := range a.Content {
			content += common(g.Content, r)
		}
		for _, r := range a.Source {
			source += common(g.Source, r)
		}
		if 2*content >= size(a.Content) && 2*content >= size(g.Content) && (source > 0 || len(a.Source)+len(g.Source) == 0) {
			return true
		}
	}
	return false
}

// fit learns the weights of a logistic regression over n examples.
func fit(n, width int, decay float64, rng *rand.Rand, example func(int) ([]float32, bool)) []float32 {
	w, sq := make([]float64, width), make([]float64, width)
	order := rng.Perm(n)
	const epochs = 40
	for e := range epochs {
		rate := 0.2 * float64(epochs-e) / epochs
		rng.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			evidence, right := example(k)
			z := 0.0
			for i, v := range evidence {
				z += w[i] * float64(v)
			}
			g := 1 / (1 + math.Exp(-z))
			if right {
				g--
			}
			for i, v := range evidence {
				d := g*float64(v) + decay*w[i]
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
