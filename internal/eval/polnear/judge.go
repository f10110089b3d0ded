package polnear

import (
	"slices"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/nlp"
)

// Judged is one labelled attribution and the stance that a judge gave it, with
// source, cue and content as the annotators marked them.
type Judged struct {
	Stance
	Given sayso.Stance
	Lemma string
}

// Right reports whether the stance given is one that a fair reader may choose.
func (j *Judged) Right() bool { return slices.Contains(j.Fair, j.Given) }

// JudgeStances lets a judge read the labelled attributions as the annotators
// marked them, so that the figure is the judge's alone: what the finder misses
// does not count.
func JudgeStances(labels []Stance, docs []Document, reader nlp.Stage, judge claim.Judge) []Judged {
	out := make([]Judged, 0, len(labels))
	for _, g := range docs {
		var d *nlp.Doc
		var points sayso.Points
		for _, l := range labels {
			if l.Text != g.Name {
				continue
			}
			if d == nil {
				d = &nlp.Doc{Text: g.Text}
				reader.Apply(d)
				points = sayso.NewPoints(g.Text)
			}
			a := claim.Attribution{Cue: runs(d, points, sayso.Spans{l.Cue}), Content: runs(d, points, sayso.Spans{l.Content}), Parent: -1}
			for _, x := range g.Attrs {
				cue, content := points.Spans(x.Cue), points.Spans(x.Content)
				if cue.Overlaps(l.Cue) && content.Overlaps(l.Content) {
					a.Source, a.Cue, a.Content = runs(d, points, points.Spans(x.Source)), runs(d, points, cue), runs(d, points, content)
					break
				}
			}
			a.Lemma = claim.CueLemma(d, a.Cue)
			v, _ := judge.Judge(d, &a)
			out = append(out, Judged{l, v.Stance, a.Lemma})
		}
	}
	return out
}

// runs is the tokens that spans of code points cover.
func runs(d *nlp.Doc, points sayso.Points, spans sayso.Spans) []nlp.Range {
	var out []nlp.Range
	for _, s := range spans {
		r := nlp.Range{}
		for i := range d.Tokens {
			if t := points.Span(d.Tokens[i].Span()); t.End > s.Start && t.Start < s.End {
				if r.Len() == 0 {
					r.First = i
				}
				r.End = i + 1
			}
		}
		if r.Len() > 0 {
			out = append(out, r)
		}
	}
	return out
}
