// Package segment measures where words and sentences begin and end in raw
// text, and that no byte of a text is lost on the way.
package segment

import (
	"context"
	"os"

	"sayso/internal/eval"
	"sayso/internal/eval/conllu"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// newsGenres are the parts of GUM that read most like what Sayso reads.
var newsGenres = []string{"news", "interview", "speech", "court"}

// Scorer measures parse, which reads raw text: tokens, words and sentences as
// F1 (CoNLL 2018 shared task) on the news-like genres of GUM dev; on all of it
// and on EWT dev they stand among the figures of package conllu. The last
// figure is the share of all corpus files that their tokens rebuild.
func Scorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "token",
		About: "tokens, words and sentences from raw text, GUM dev's news-like genres; whether tokens rebuild every file",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			corpora := os.DirFS(data)
			docs, err := conllu.GUM(corpora, conllu.Dev, newsGenres...)
			if err != nil {
				return nil, err
			}
			s, err := conllu.Measure(ctx, docs, parse)
			if err != nil {
				return nil, err
			}
			rebuilt, err := rebuiltShare(ctx, corpora, token.Tokenize)
			if err != nil {
				return nil, err
			}
			const part = ", GUM dev news+interview+speech+court"
			return []eval.Figure{
				{Name: "sentence F1" + part, Value: s.Sentences.F1()},
				{Name: "token F1" + part, Value: s.Tokens.F1()},
				{Name: "word F1" + part, Value: s.Words.F1()},
				{Name: "corpus files rebuilt", Value: rebuilt},
			}, nil
		},
	}
}
