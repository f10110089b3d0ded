package polnear

import (
	"context"
	"path/filepath"
	"slices"

	"sayso"
	"sayso/ingest"
	"sayso/internal/eval"
	"sayso/internal/extract/claim"
	"sayso/internal/pipeline"
	"sayso/nlp/english"
)

// Scorer measures claims on the development part, each text read as `sayso
// analyze` reads it.
func Scorer(extract func(*sayso.Article) sayso.Analysis) eval.Scorer {
	return eval.Scorer{Stage: "claims", About: "attributed claims, PolNeAR dev", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		docs, err := Read(filepath.Join(data, "polnear", "dev"))
		if err != nil {
			return nil, err
		}
		analyses := make([]sayso.Analysis, 0, len(docs))
		err = pipeline.Run(ctx, pipeline.Options[Document]{}, slices.Values(docs), func(_ context.Context, d Document) (sayso.Analysis, error) {
			p, err := ingest.Parse(ingest.Document{Name: d.Name, Path: d.Name, Kind: ingest.Text, Data: []byte(d.Text)}, ingest.Options{})
			if err != nil {
				return sayso.Analysis{}, err
			}
			return extract(&p[0].Article), nil
		}, func(_ Document, a sayso.Analysis, err error) error {
			analyses = append(analyses, a)
			return err
		})
		if err != nil {
			return nil, err
		}
		s := Score(docs, analyses)
		out := []eval.Figure{{Name: "alpha", Value: s.Alpha()}}
		for l := Source; l < labels; l++ {
			_, _, f := s.Label(l).PRF()
			out = append(out, eval.Figure{Name: l.String() + " tokens F1", Value: f})
		}
		for _, c := range []struct {
			name string
			n    Counts
		}{{"claims overlap", s.Overlap}, {"claims exact", s.Exact}} {
			p, r, f := c.n.PRF()
			out = append(out, eval.Figure{Name: c.name + " precision", Value: p}, eval.Figure{Name: c.name + " recall", Value: r}, eval.Figure{Name: c.name + " F1", Value: f})
		}
		q := ScoreQuotations(docs, analyses)
		rel := ScoreReliability(docs, analyses)
		out = append(out,
			eval.Figure{Name: "quotations found", Value: float64(q.Found) / float64(max(q.Gold, 1))},
			eval.Figure{Name: "quotations' source right", Value: float64(q.Source) / float64(max(q.Found, 1))},
			eval.Figure{Name: "confidence fits (1 - expected calibration error)", Value: 1 - rel.Error()},
			eval.Figure{Name: "right of claims at 0.9 and above", Value: rel.Confident()})
		labels, err := Stances()
		if err != nil {
			return nil, err
		}
		found, right := ScoreStances(labels, docs, analyses)
		reader, err := english.Load()
		if err != nil {
			return nil, err
		}
		given := 0
		for _, j := range JudgeStances(labels, docs, reader, claim.NewCueJudge()) {
			if j.Right() {
				given++
			}
		}
		return append(out,
			eval.Figure{Name: "stance right as the annotators mark the claim", Value: float64(given) / float64(len(labels))},
			eval.Figure{Name: "stance right of all, not found is wrong", Value: float64(right) / float64(len(labels))},
			eval.Figure{Name: "stance-labelled claims found", Value: float64(found) / float64(len(labels))},
			eval.Figure{Name: "stance right where found", Value: float64(right) / float64(max(found, 1))}), nil
	}}
}
