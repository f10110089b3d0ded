package main

import (
	"context"
	"sync"

	"sayso"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
)

// likening gives the vector of what a claim says, by the claim's identifier, or of
// what a text says. The encoder is loaded when it is first asked for.
func likening(led sayso.ClaimLedger) func(context.Context, string) (sayso.Vector, error) {
	encoder := sync.OnceValues(func() (*encode.Encoder, error) { return encode.Load(model.Embedded()) })
	return func(ctx context.Context, like string) (sayso.Vector, error) {
		text := like
		switch row, err := led.Claim(ctx, sayso.ClaimID(like)); {
		case err == nil:
			text = row.ContentText
		case sayso.KindOf(err) != sayso.NotFound:
			return nil, err
		}
		e, err := encoder()
		if err != nil {
			return nil, err
		}
		if v := e.Vectors([]string{text})[0]; v != nil {
			return v, nil
		}
		return nil, sayso.Errorf("search", like, sayso.Invalid, "there are no words in it").Advise("name a claim, or write what claims are to say")
	}
}
