package intake

import (
	"context"
	"iter"

	"sayso"
	"sayso/ingest"
	"sayso/internal/pipeline"
)

// Library is what reading again needs of a ledger.
type Library interface {
	sayso.ArticleLedger
	sayso.Rebuilder
}

// Again is what became of a version that was read again.
type Again struct {
	Version sayso.VersionID
	// Otherwise says that today's parsing makes other words of the raw input, so
	// the words that were kept were read.
	Otherwise bool
	Err       error // why the version keeps its old reading
}

// rereadPage is how many versions are asked of the ledger at a time.
const rereadPage = 256

// Reread reads again, with the service's extractor, every version that another
// was the last to read, from the raw input that the ledger keeps. Each is put as
// at first, which replaces the old reading in one step and lays over it what
// analysts said. So it may be cut off at any moment: what is done is done, and
// what is left is found by the same question. A version that cannot be read
// keeps its old reading.
//
// tell hears of each version once, on one goroutine.
func (s *Service) Reread(ctx context.Context, from Library, was sayso.Provenance, tell func(Again)) error {
	if was == s.By {
		return nil
	}
	in := &documentBatch{Batch: s.Batch(nil)}
	said := map[*Item]Again{}
	in.tell = func(it *Item, f Fate) {
		a := said[it]
		delete(said, it)
		a.Err = f.Err
		if !f.Held.IsZero() { // its embargo was put off: it is read when it is over
			a.Err = sayso.Errorf("read", it.Name, sayso.Invalid, "it is under embargo until %s", f.Held)
		}
		in.changed = in.changed || a.Err == nil
		tell(a)
	}
	options := pipeline.Options[kept]{Weigh: func(k kept) int64 { return int64(len(k.raw.Bytes) + len(k.article.Text)) }}
	err := pipeline.Run(ctx, options, s.library(ctx, from, was), s.readAgain, func(k kept, it *Item, err error) error {
		if err != nil {
			if ended(err) || k.lost {
				return err
			}
			tell(Again{Version: k.version, Err: Named(err, nameOf(&k.article, k.version))})
			return nil
		}
		said[it] = Again{Version: k.version, Otherwise: it.kept}
		if err := in.Add(ctx, it); err != nil || !in.Full() {
			return err
		}
		return in.finish(ctx)
	})
	err = in.end(ctx, err)
	s.Rest(ctx)
	return err
}

// kept is a version as the ledger keeps it.
type kept struct {
	version sayso.VersionID
	article sayso.Article
	raw     sayso.Raw
	err     error
	lost    bool // the ledger cannot be asked for versions any more
}

// library yields the versions that an extractor was the last to read.
func (s *Service) library(ctx context.Context, from Library, was sayso.Provenance) iter.Seq[kept] {
	return func(yield func(kept) bool) {
		for p := (sayso.Paging{Limit: rereadPage}); ; {
			page, err := patient(ctx, s, func() (sayso.Page[sayso.VersionID], error) { return from.ReadBy(ctx, was, p) })
			if err != nil {
				yield(kept{err: err, lost: true})
				return
			}
			for _, id := range page.Items {
				if !yield(s.fetch(ctx, from, id)) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			p.After = page.Next
		}
	}
}

// fetch takes a version from the ledger with its raw input.
func (s *Service) fetch(ctx context.Context, from Library, id sayso.VersionID) kept {
	k := kept{version: id}
	k.err = s.Patiently(ctx, func() error {
		rec, err := from.Uncorrected(ctx, id)
		if err != nil {
			return err
		}
		k.article = rec.Article
		k.raw, err = from.Raw(ctx, id)
		return err
	})
	return k
}

// readAgain makes the item of a kept version.
func (s *Service) readAgain(ctx context.Context, k kept) (*Item, error) {
	if k.err != nil {
		return nil, k.err
	}
	a, same, err := ingest.Again(&k.article, k.raw, s.PDF)
	if err != nil {
		return nil, err
	}
	it := &Item{Reading: sayso.Reading{Article: a, Raw: k.raw}, Name: nameOf(&k.article, k.version), kept: !same && len(k.raw.Bytes) > 0}
	s.ReadQueued(ctx, it)
	return it, nil
}

// ended reports whether an error is about the ledger or the run and not about
// one version.
func ended(err error) bool {
	switch sayso.KindOf(err) {
	case sayso.Busy, sayso.Full, sayso.Denied, sayso.Cancelled:
		return true
	}
	return false
}
