package conllu

import (
	"context"
	"os"

	"sayso"
	"sayso/internal/eval"
	"sayso/nlp"
)

// Scorer measures parse, which reads raw text, on the dev parts of GUM and EWT.
func Scorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "syntax",
		About: "words, tags, lemmas and trees from raw text, on GUM dev and EWT dev (CoNLL 2018 F1)",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			corpora := os.DirFS(data)
			gum, err := GUM(corpora, Dev)
			if err != nil {
				return nil, err
			}
			ewt, err := EWT(corpora, Dev)
			if err != nil {
				return nil, err
			}
			var out []eval.Figure
			for _, c := range []struct {
				name string
				docs []Document
			}{{"GUM dev", gum}, {"EWT dev", ewt}} {
				s, err := Measure(ctx, c.docs, parse)
				if err != nil {
					return nil, err
				}
				out = append(out, s.Figures(c.name)...)
			}
			return out, nil
		},
	}
}

// Measure scores parse on the text of documents.
func Measure(ctx context.Context, docs []Document, parse func(text string) *nlp.Doc) (Score, error) {
	var s Score
	for i := range docs {
		if err := ctx.Err(); err != nil {
			return s, sayso.E("score", docs[i].ID, sayso.Cancelled, err)
		}
		gold := docs[i].Doc()
		s.Add(Compare(gold, parse(gold.Text)))
	}
	return s, nil
}

// Figures names the measures of a score.
func (s Score) Figures(of string) []eval.Figure {
	var out []eval.Figure
	for _, f := range []struct {
		name string
		c    Counts
	}{
		{"tokens", s.Tokens}, {"sentences", s.Sentences}, {"words", s.Words}, {"UPOS", s.UPOS}, {"XPOS", s.XPOS},
		{"features", s.Feats}, {"lemmas", s.Lemmas}, {"UAS", s.UAS}, {"LAS", s.LAS},
	} {
		out = append(out, eval.Figure{Name: f.name + " F1, " + of, Value: f.c.F1()})
	}
	return out
}
