package intake

import (
	"cmp"
	"context"
	"iter"

	"sayso/ingest"
	"sayso/internal/pipeline"
)

// Part is one article of a document, or a document that gave none.
type Part struct {
	Document ingest.Document // without its data
	Item     *Item           // nil where the document gave no article
	// First says that it is the first of its document, Last that it is the last.
	First, Last bool
	// Of the first: what its owner may want to know, and why it gave no article.
	Notes []string
	Err   error

	broken error // why there are no more parts
}

// Broken is why the walk over the documents ended before them; nil where it did not.
func (p *Part) Broken() error { return p.broken }

// Weight is what holding a part costs in memory, in bytes.
func (p Part) Weight() int64 {
	if p.Item == nil {
		return 0
	}
	return int64(len(p.Item.Raw.Bytes) + len(p.Item.Article.Text))
}

// Parts yields the articles of documents, which are parsed in parallel, in their order.
// What is done with each is then one piece of work, bounded by itself: a document of
// ten thousand articles takes as long as these, and keeps all processors at work.
func Parts(ctx context.Context, documents iter.Seq2[ingest.Document, error], o ingest.Options) iter.Seq[Part] {
	type input struct {
		doc ingest.Document
		err error
	}
	type output struct {
		items []*Item
		notes []string
	}
	return func(yield func(Part) bool) {
		inputs := func(yield func(input) bool) {
			for d, err := range documents {
				if !yield(input{d, err}) {
					return
				}
			}
		}
		options := pipeline.Options[input]{Weigh: func(in input) int64 { return int64(len(in.doc.Data)) }}
		enough := false
		err := pipeline.Run(ctx, options, inputs, func(_ context.Context, in input) (out output, err error) {
			if err = in.err; err == nil {
				out.items, out.notes, err = Parse(in.doc, o)
			}
			return out, err
		}, func(in input, out output, err error) error {
			p := Part{Document: in.doc, First: true, Notes: out.notes, Err: err}
			p.Document.Size, p.Document.Data = cmp.Or(in.doc.Size, int64(len(in.doc.Data))), nil
			if len(out.items) == 0 {
				out.items = []*Item{nil}
			}
			for i, it := range out.items {
				p.Item, p.Last = it, i == len(out.items)-1
				if !yield(p) {
					enough = true
					return errEnough
				}
				p.First, p.Notes, p.Err = false, nil, nil
			}
			return nil
		})
		if err != nil && !enough && ctx.Err() == nil {
			yield(Part{broken: err})
		}
	}
}
