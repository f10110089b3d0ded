package questions

import (
	"context"
	"slices"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/pipeline"
	"sayso/internal/story/question"
)

// Scorer measures the questions of each labelled story, given the articles that the
// readers had before them: how stories come about is measured apart.
func Scorer(extract func(*sayso.Article) sayso.Analysis) eval.Scorer {
	return eval.Scorer{
		Stage: "questions", About: "questions across articles against what readers marked in 125 stories: disputes, updates, agreements, witnesses",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			stories, second, err := Read(data)
			if err != nil {
				return nil, err
			}
			parts := map[string]*Counts{"build": {}, "measure": {}}
			err = pipeline.Run(ctx, pipeline.Options[Story]{}, slices.Values(stories), func(_ context.Context, s Story) ([]shown, error) {
				return ask(&s, extract), nil
			}, func(s Story, qs []shown, err error) error {
				if c := parts[s.Part]; c != nil && err == nil {
					c.add(qs, s.Labels)
				}
				return err
			})
			if err != nil {
				return nil, err
			}
			out := parts["build"].figures("build part")
			out = append(out, parts["measure"].figures("measuring part")...)
			return append(out, people(stories, second).figures("two readers")[:4]...), nil
		},
	}
}

// ask finds the questions of a story.
func ask(s *Story, extract func(*sayso.Article) sayso.Analysis) []shown {
	recs := make([]*sayso.Record, len(s.Articles))
	text := make(map[sayso.ArticleID]sayso.Points, len(s.Articles))
	for i, a := range s.Articles {
		recs[i] = &sayso.Record{Article: *a, Analysis: extract(a)}
		text[a.ID] = sayso.NewPoints(a.Text)
	}
	var out []shown
	for _, q := range question.Find(recs, nil) {
		out = append(out, of(&q, text))
	}
	return out
}

// people holds the second reader against the first, on the stories of both.
func people(stories []Story, second []Label) *Counts {
	by := map[string][]shown{}
	for i := range second {
		if l := &second[i]; l.Kind != "none" {
			by[l.Story] = append(by[l.Story], ofLabel(l))
		}
	}
	c := new(Counts)
	for i := range stories {
		if qs := by[stories[i].Name]; qs != nil {
			c.add(qs, stories[i].Labels)
		}
	}
	return c
}

func (c *Counts) figures(of string) []eval.Figure {
	return []eval.Figure{
		{Name: of + ": disputes, denials and updates shown that readers marked", Value: share(c.ContestedRight, c.Contested)},
		{Name: of + ": disagreements found", Value: share(c.Found, c.Disputes)},
		{Name: of + ": updates found", Value: share(c.UpdatesFound, c.Updates)},
		{Name: of + ": agreements shown that readers marked", Value: share(c.AgreedRight, c.Agreed)},
		{Name: of + ": updates shown as disputes, negated", Value: -share(c.UpdatesContested, c.Contested)},
		{Name: of + ": answers with the reader's number of witnesses", Value: share(c.Witnesses, c.Answers)},
		{Name: of + ": answers with the reader's number of origins", Value: share(c.Origins, c.Answers)},
	}
}
