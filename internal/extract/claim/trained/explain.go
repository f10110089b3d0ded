package trained

import (
	"fmt"
	"slices"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// What the features look at, in the order of scene.features.
var families = []string{
	"how common such words are", "the words themselves and their neighbours", "what the rules make of the words",
	"the tree: what the words hang on", "quotation marks and names", "where they stand in sentence and text",
	"what the words mean in their context",
}

// Explain implements claim.Explainer: for each part, what each family of
// features adds to the score of its labels against that of no attribution, as
// the mean over its tokens; and what the linker preferred the pick to. An inner
// claim was found by a rule, which is then the reason.
func (f *Finder) Explain(d *nlp.Doc, aside []nlp.Range, a *claim.Attribution) []claim.Reason {
	if a.Rule != modelRule {
		if x, ok := f.rules.(claim.Explainer); ok {
			return x.Explain(d, aside, a)
		}
		return nil
	}
	rules := f.rules.Find(d, aside)
	s := Scene{newScene(d, rules, func(k key) Entry { return f.w.lexicon[k] })}
	y, prob := f.w.tag(s.scene)
	var out []claim.Reason
	for _, part := range []struct {
		name  sayso.Part
		words []nlp.Range
	}{{sayso.CuePart, a.Cue}, {sayso.SourcePart, a.Source}, {sayso.ContentPart, a.Content}} {
		sums := make([]float64, len(families))
		n := 0
		for _, r := range part.words {
			for i := max(r.First, 0); i < min(r.End, len(y)); i++ {
				if y[i] == Out {
					continue
				}
				f.w.contributions(s.scene, i, y[i], sums)
				n++
			}
		}
		if n == 0 {
			continue
		}
		order := make([]int, len(sums))
		for k := range order {
			order[k] = k
			sums[k] /= float64(n)
		}
		slices.SortStableFunc(order, func(i, j int) int {
			switch {
			case sums[i] > sums[j]:
				return -1
			case sums[i] < sums[j]:
				return 1
			}
			return 0
		})
		for _, k := range order {
			if sums[k] > 0.05 || sums[k] < -0.05 {
				out = append(out, claim.Reason{Part: part.name, Words: part.words, Why: families[k], Weight: sums[k]})
			}
		}
	}
	return append(out, f.links(&s, y, prob, a)...)
}

// contributions adds to sums what each family of features gives label l at
// token i over no label.
func (w *weights) contributions(s *scene, i int, l Label, sums []float64) {
	var c collector
	add := func(family int, keys []key) {
		for _, row := range w.rows.find(nil, keys) {
			sums[family] += float64(w.rows.value(row, l) - w.rows.value(row, Out))
		}
	}
	s.features(&c, i)
	if in := s.context(i); in != nil {
		sums[len(families)-1] += float64(contextShare * (in[l] - in[Out]))
	}
	from := 0
	for family, to := range c.marks {
		add(family, c.keys[from:to])
		from = to
	}
}

// links says which other cue or source the linker set aside.
func (f *Finder) links(s *Scene, y []Label, prob []float32, a *claim.Attribution) []claim.Reason {
	g := SegmentsOf(y, prob)
	var out []claim.Reason
	margin := func(part sayso.Part, words []nlp.Range, w []float32, c *Choice, of []nlp.Range, what string) {
		type scored struct {
			at int
			v  float64
		}
		var all []scored
		for k, slots := range c.Slots {
			v := 0.0
			for _, slot := range slots {
				v += float64(w[slot])
			}
			all = append(all, scored{c.Candidates[k], v})
		}
		slices.SortStableFunc(all, func(p, q scored) int {
			switch {
			case p.v > q.v:
				return -1
			case p.v < q.v:
				return 1
			}
			return 0
		})
		if len(all) < 2 {
			return
		}
		other := "none"
		if k := all[1].at; k >= 0 {
			other = "“" + s.d.Span(of[k]).In(s.d.Text) + "”"
		}
		out = append(out, claim.Reason{Part: part, Words: words, Why: fmt.Sprintf("this %s rather than %s", what, other), Weight: all[0].v - all[1].v})
	}
	contents := s.ContentChoices(&g)
	for k := range contents {
		if r := g.Contents[contents[k].Of]; len(a.Content) > 0 && r.First == a.Content[0].First {
			margin(sayso.ContentPart, a.Content, f.w.content, &contents[k], g.Cues, "cue")
		}
	}
	sources := s.SourceChoices(&g)
	for k := range sources {
		if r := g.Cues[sources[k].Of]; len(a.Cue) > 0 && r.First == a.Cue[0].First {
			margin(sayso.SourcePart, a.Source, f.w.source, &sources[k], g.Sources, "source")
		}
	}
	return out
}
