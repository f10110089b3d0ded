package intake

import (
	"context"
	"slices"

	"sayso"
	"sayso/internal/pipeline"
)

// rebuildBatch is how many versions a rebuild asks the ledger for at a time.
const rebuildBatch = 256

// Rebuild makes all that the ledger derives anew: it drops what was read, unless
// a rebuild that was cut off has done so, and reads each version as it was kept,
// in the order in which the ledger took them. It waits for a busy ledger. tell
// hears of each version once, on one goroutine, with what went wrong with it. The
// caller places the articles afterwards.
func (s *Service) Rebuild(ctx context.Context, of Library, tell func(sayso.VersionID, error)) error {
	unread := func(limit int) ([]sayso.VersionID, error) {
		return patient(ctx, s, func() ([]sayso.VersionID, error) { return of.Unread(ctx, limit) })
	}
	left, err := unread(1)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		s.Log("an earlier rebuild was interrupted: going on where it stopped")
	} else if err := s.Patiently(ctx, func() error { return of.Forget(ctx) }); err != nil {
		return err
	}
	var bad []sayso.VersionID // cannot be read, and would come up again and again
	for {
		next, err := unread(rebuildBatch + len(bad))
		if err != nil {
			return err
		}
		next = slices.DeleteFunc(next, func(id sayso.VersionID) bool { return slices.Contains(bad, id) })
		if len(next) == 0 {
			return nil
		}
		read := func(ctx context.Context, id sayso.VersionID) (sayso.Analysis, error) { return s.readKept(ctx, of, id) }
		err = pipeline.Run(ctx, pipeline.Options[sayso.VersionID]{}, slices.Values(next), read, func(id sayso.VersionID, an sayso.Analysis, err error) error {
			if err == nil {
				err = s.Patiently(ctx, func() error { return of.Reread(ctx, id, an) })
			}
			if err != nil && (ended(err) || ctx.Err() != nil) {
				return err
			}
			if err != nil {
				bad = append(bad, id)
			}
			tell(id, Named(err, string(id)))
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// readKept reads a version as the ledger keeps it.
func (s *Service) readKept(ctx context.Context, of Library, id sayso.VersionID) (sayso.Analysis, error) {
	rec, err := patient(ctx, s, func() (*sayso.Record, error) { return of.Uncorrected(ctx, id) })
	if err != nil {
		return sayso.Analysis{}, err
	}
	return Extract(s.Extract, &rec.Article)
}
