package intake

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"sayso"
	"sayso/ingest"
	"sayso/internal/pipeline"
)

// batchRecords is after how many records of archives the place in them is kept,
// where none of them is an article.
const batchRecords = 500

// Report hears what becomes of documents and their articles, in the order of
// the inputs and on one goroutine. Each field is needed.
type Report struct {
	// Document hears of each document, before its articles. err says why it gave
	// none.
	Document func(d ingest.Document, notes []string, err error)
	// Article hears of each article once, when the ledger has it or not. The item
	// must not be changed.
	Article func(*Item, Fate)
}

// Resume returns how far an archive was read before by this extractor: the
// Resume of [ingest.Options]. It runs on the goroutine that reads the input.
func (s *Service) Resume(ctx context.Context) func(archive string) int64 {
	return func(archive string) int64 {
		at, err := patient(ctx, s, func() (int64, error) { return s.Ledger.Bookmark(ctx, archive, s.By) })
		if err != nil {
			return 0 // reading it all again changes nothing
		}
		return at
	}
}

// Documents takes in what documents hold: they are parsed and read in parallel
// and put in their order. Articles go in before the bookmark that stands behind
// them, so whatever is cut off in between is read again, which changes nothing.
// When the context ends, what was read until then is still put.
func (s *Service) Documents(ctx context.Context, documents iter.Seq2[ingest.Document, error], o ingest.Options, told Report) error {
	in := &documentBatch{Batch: s.Batch(nil), marks: map[string]int64{}}
	in.tell = func(it *Item, f Fate) {
		in.changed = in.changed || f.Change == sayso.New || f.Change == sayso.Updated
		told.Article(it, f)
	}
	options := pipeline.Options[Part]{Weigh: Part.Weight}
	err := pipeline.Run(ctx, options, Parts(ctx, documents, o), func(_ context.Context, p Part) (none struct{}, err error) {
		if p.Item != nil {
			s.Read(p.Item)
		}
		return none, p.broken
	}, func(p Part, _ struct{}, err error) error {
		if p.broken != nil {
			return p.broken
		}
		if p.First {
			told.Document(p.Document, slices.Concat(p.Document.Notes, p.Notes), Named(p.Err, p.Document.Name))
		}
		return in.take(ctx, p, err)
	})
	return in.end(ctx, err)
}

// documentBatch is a batch with the bookmarks that stand behind it.
type documentBatch struct {
	*Batch
	marks   map[string]int64 // how far each archive is read once what is pending is in
	records int              // since they were kept
	changed bool             // the ledger has what is not placed yet
}

// take takes one article in; late says why there is no reading of it.
func (b *documentBatch) take(ctx context.Context, p Part, late error) error {
	switch {
	case late != nil: // the one who reads it still has the item
		b.tell(&Item{Name: p.Document.Name}, Fate{Err: Named(late, p.Document.Name)})
	case p.Item != nil:
		if err := b.Add(ctx, p.Item); err != nil {
			return err
		}
	}
	d := &p.Document
	if !p.Last {
		return b.flush(ctx)
	}
	if d.Mark.Archive != "" {
		b.marks[d.Mark.Archive] = d.Mark.Next
		b.records++
	}
	return b.flush(ctx)
}

// flush finishes a batch that is full.
func (b *documentBatch) flush(ctx context.Context) error {
	if !b.Full() && b.records < batchRecords {
		return nil
	}
	return b.finish(ctx)
}

// end finishes a run that ended with err: what was read before an interrupt is
// still put.
func (b *documentBatch) end(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil {
		return err
	}
	if ctx.Err() != nil {
		b.service = b.service.hurried()
	}
	return cmp.Or(err, b.finish(context.WithoutCancel(ctx)))
}

// finish puts what is pending, then the bookmarks behind it, then places.
func (b *documentBatch) finish(ctx context.Context) error {
	if err := b.Flush(ctx); err != nil {
		return err
	}
	s := b.service
	for _, archive := range slices.Sorted(maps.Keys(b.marks)) {
		if err := s.Patiently(ctx, func() error { return s.Ledger.SetBookmark(ctx, archive, s.By, b.marks[archive]) }); err != nil {
			return err
		}
	}
	clear(b.marks)
	b.records = 0
	if !b.changed {
		return nil
	}
	b.changed = false
	return s.Patiently(ctx, func() error { return s.Place(ctx) })
}
