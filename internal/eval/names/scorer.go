package names

import (
	"context"
	"os"

	"sayso"
	"sayso/internal/eval"
	"sayso/nlp"
)

// Scorer measures the names that parse finds in raw text on UNER's layer of EWT
// dev (persons, organisations, places), and, as a second opinion, on the names
// that GUM dev's entities imply.
func Scorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "name",
		About: "names from raw text, UNER EWT dev and GUM dev",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			docs, err := UNER(os.DirFS(data))
			if err != nil {
				return nil, err
			}
			s, err := measure(ctx, docs, parse)
			if err != nil {
				return nil, err
			}
			out := []eval.Figure{
				{Name: "names F1, UNER EWT dev", Value: s.All.F1()},
				{Name: "precision", Value: s.All.Precision()},
				{Name: "recall", Value: s.All.Recall()},
				{Name: "spans F1", Value: s.Spans.F1()},
			}
			for _, t := range Order[:3] {
				out = append(out, eval.Figure{Name: string(t) + " F1", Value: s.Type[t].F1()})
			}
			if docs, err = GUM(os.DirFS(data), Dev); err != nil {
				return nil, err
			}
			if s, err = measure(ctx, docs, parse); err != nil {
				return nil, err
			}
			return append(out, eval.Figure{Name: "names F1, GUM dev", Value: s.All.F1()}), nil
		},
	}
}

func measure(ctx context.Context, docs []Document, parse func(text string) *nlp.Doc) (Score, error) {
	var s Score
	for i := range docs {
		if err := ctx.Err(); err != nil {
			return s, sayso.E("score", docs[i].ID, sayso.Cancelled, err)
		}
		s.Add(&docs[i], parse(docs[i].Text))
	}
	return s, nil
}
