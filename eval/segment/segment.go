// Package segment measures package token: tokens, words and sentences of raw
// text against UD treebanks.
package segment

import (
	"context"
	"os"

	"sayso/eval"
	"sayso/eval/conllu"
	"sayso/nlp/token"
)

// newsGenres are the parts of GUM that read most like what Sayso reads.
var newsGenres = []string{"news", "interview", "speech", "court"}

// Scorer measures tokens, words and sentences as F1 (CoNLL 2018 shared task)
// on GUM dev, its news-like genres, and EWT dev.
func Scorer() eval.Scorer {
	return eval.Scorer{
		Stage: "token",
		About: "tokens, words and sentences from raw text, GUM and EWT dev",
		Score: score,
	}
}

func score(ctx context.Context, data string) ([]eval.Figure, error) {
	corpora := os.DirFS(data)
	news, err := conllu.GUM(corpora, conllu.Dev, newsGenres...)
	if err != nil {
		return nil, err
	}
	gum, err := conllu.GUM(corpora, conllu.Dev)
	if err != nil {
		return nil, err
	}
	ewt, err := conllu.EWT(corpora, conllu.Dev)
	if err != nil {
		return nil, err
	}
	var out []eval.Figure
	for _, part := range []struct {
		name string
		docs []conllu.Document
	}{{"GUM dev news+interview+speech+court", news}, {"GUM dev", gum}, {"EWT dev", ewt}} {
		var s conllu.Score
		for i := range part.docs {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			gold := part.docs[i].Doc()
			s.Add(conllu.Compare(gold, token.Tokenize(gold.Text)))
		}
		out = append(out,
			eval.Figure{Name: "sentence F1, " + part.name, Value: s.Sentences.F1()},
			eval.Figure{Name: "token F1, " + part.name, Value: s.Tokens.F1()},
			eval.Figure{Name: "word F1, " + part.name, Value: s.Words.F1()})
	}
	return out, nil
}
