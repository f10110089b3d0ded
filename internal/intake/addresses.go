package intake

import (
	"context"
	"errors"
	"iter"
	"time"

	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/pipeline"
)

// fetchers is how many addresses are fetched at a time. Those of one host still wait
// for each other: the client keeps its distance.
const fetchers = 16

// Fetching says how addresses are fetched.
type Fetching struct {
	Client *fetch.Client
	Clock  fetch.Clock // nil fields mean the machine's
	// Local lets addresses lead into one's own network.
	Local bool
	// Allow says of a document's address that it may lead there all the same; may be nil.
	Allow func(ingest.Document) bool
	// Known says that an address of a list need not be fetched, for what stands there
	// was fetched before; nil means that all are fetched.
	Known func(ctx context.Context, address string) bool
	// Passed hears of each address that was passed over because it is known, on one
	// goroutine; may be nil.
	Passed func(address string)
}

// errEnough ends a walk whose caller wants no more of it.
var errEnough = errors.New("no more is wanted")

// Fetched yields documents in their order, with the pages that stand at addresses in
// the place of these. They are fetched politely, several hosts at once. Other documents
// pass as they are.
func (f Fetching) Fetched(ctx context.Context, documents iter.Seq2[ingest.Document, error]) iter.Seq2[ingest.Document, error] {
	type input struct {
		doc ingest.Document
		err error
	}
	type output struct {
		doc    ingest.Document
		passed bool
	}
	return func(yield func(ingest.Document, error) bool) {
		inputs := func(yield func(input) bool) {
			for d, err := range documents {
				if !yield(input{d, err}) {
					return
				}
			}
		}
		options := pipeline.Options[input]{Workers: fetchers, Weigh: func(in input) int64 { return int64(len(in.doc.Data)) }}
		err := pipeline.Run(ctx, options, inputs, func(ctx context.Context, in input) (output, error) {
			if in.err != nil || in.doc.Kind != ingest.Address {
				return output{doc: in.doc}, in.err
			}
			if in.doc.Listed && f.Known != nil && f.Known(ctx, in.doc.URL) {
				return output{doc: in.doc, passed: true}, nil
			}
			d, err := f.page(ctx, in.doc)
			return output{doc: d}, err
		}, func(in input, out output, err error) error {
			if out.passed {
				if f.Passed != nil {
					f.Passed(in.doc.URL)
				}
				return nil
			}
			if err != nil && in.err == nil {
				out.doc = ingest.Document{Name: in.doc.Name}
			}
			if !yield(out.doc, err) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) && ctx.Err() == nil {
			yield(ingest.Document{}, err)
		}
	}
}

// page fetches an address. The document is known by where it was found in the end.
func (f Fetching) page(ctx context.Context, at ingest.Document) (ingest.Document, error) {
	res, err := f.Client.Get(ctx, fetch.Request{Address: at.URL, Local: f.Local || f.Allow != nil && f.Allow(at)})
	if err != nil {
		return at, err
	}
	d := ingest.Document{Name: res.Address, URL: res.Address, Fetched: true, Kind: ingest.HTML, Data: res.UTF8(), Published: at.Published, Listed: at.Listed}
	if res.MediaType == "text/plain" {
		d.Kind = ingest.Text
	}
	if d.Seen = time.Now(); f.Clock.Now != nil {
		d.Seen = f.Clock.Now()
	}
	return d, nil
}
