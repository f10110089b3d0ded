package readers

import (
	"context"
	"slices"

	"sayso"
	"sayso/ingest"
	"sayso/internal/eval"
	"sayso/internal/pipeline"
)

// Score measures claims against what readers marked, each part by itself, and
// the second reader against the first by the same measure.
func Score(ctx context.Context, data string, extract func(*sayso.Article) sayso.Analysis) ([]eval.Figure, error) {
	docs, err := Read(data, first)
	if err != nil {
		return nil, err
	}
	again, err := Read(data, second)
	if err != nil {
		return nil, err
	}
	parts := map[string]*Counts{"build": {}, "measure": {}}
	err = pipeline.Run(ctx, pipeline.Options[Document]{}, slices.Values(docs), func(_ context.Context, d Document) (sayso.Analysis, error) {
		return Analyse(&d, extract)
	}, func(d Document, a sayso.Analysis, err error) error {
		if c := parts[d.Part]; c != nil && err == nil {
			c.Add(&d, Of(d.Text, &a))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var people Counts
	for i := range again {
		k := slices.IndexFunc(docs, func(d Document) bool { return d.Name == again[i].Name })
		if k >= 0 {
			people.Add(&docs[k], OfReader(&again[i]))
		}
	}
	out := parts["build"].figures("readers' claims, build part")
	out = append(out, parts["measure"].figures("readers' claims, measuring part")...)
	two := people.figures("two readers")
	return append(out, two[:len(two)-1]...), nil
}

// Analyse reads an article as `sayso read` reads a text.
func Analyse(d *Document, extract func(*sayso.Article) sayso.Analysis) (sayso.Analysis, error) {
	p, err := ingest.Parse(ingest.Document{Name: d.Name, Path: d.Name + ".txt", Kind: ingest.Text, Data: []byte(d.Text)}, ingest.Options{Published: d.Published})
	if err != nil {
		return sayso.Analysis{}, err
	}
	if p[0].Article.Text != d.Text {
		return sayso.Analysis{}, sayso.Errorf("read labels", d.Name, sayso.Invalid, "the text is not read as it stands, so offsets do not hold")
	}
	return extract(&p[0].Article), nil
}

func (c *Counts) figures(of string) []eval.Figure {
	return []eval.Figure{
		{Name: of + ": overlap precision", Value: share(c.Found, c.Claims)},
		{Name: of + ": overlap recall", Value: share(c.Found, c.Gold)},
		{Name: of + ": overlap F1", Value: c.F1()},
		{Name: of + ": speaker right where found", Value: share(c.Speaker, c.Found)},
		{Name: of + ": found with content, speaker and stance right", Value: share(c.Whole, c.Gold)},
		{Name: of + ": right at 0.9 and above", Value: share(c.SureRight, c.Sure)},
	}
}
