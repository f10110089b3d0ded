package coref

import (
	"context"
	"os"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/eval/conllu"
	"sayso/nlp"
)

// Scorer measures chains on OntoGUM dev from raw text, as CoNLL 2012 did: the
// mean of the F1 of MUC, B-cubed and CEAF-e, over exact mentions without
// singletons.
func Scorer(parse func(text string) *nlp.Doc) eval.Scorer {
	return eval.Scorer{
		Stage: "coref",
		About: "who is meant: coreference chains, on OntoGUM dev",
		Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
			docs, err := OntoGUM(os.DirFS(data), conllu.Dev)
			if err != nil {
				return nil, err
			}
			var all Score
			for i := range docs {
				if err := ctx.Err(); err != nil {
					return nil, sayso.E("score", "coref", sayso.Cancelled, err)
				}
				all.Add(Compare(docs[i].Gold(), Chains(parse(docs[i].Doc.Text))))
			}
			return []eval.Figure{
				{Name: "CoNLL F1, OntoGUM dev", Value: all.CoNLL()},
				{Name: "MUC F1, OntoGUM dev", Value: all.MUC.F1()},
				{Name: "B-cubed F1, OntoGUM dev", Value: all.B3.F1()},
				{Name: "CEAF-e F1, OntoGUM dev", Value: all.CEAF.F1()},
				{Name: "MUC precision, OntoGUM dev", Value: all.MUC.Precision()},
			}, nil
		},
	}
}
