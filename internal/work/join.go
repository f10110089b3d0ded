package work

import (
	"context"
	"errors"
	"time"

	"sayso/internal/lease"
)

// join tries to become the one who puts articles into stories, and is that as long as
// it can. With Once it ends when reading has and nothing waits for a story.
func (w *Worker) join(ctx context.Context, done <-chan struct{}) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		hold, err := w.Shop.Join(ctx, w.Name)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			w.complain("%v", err)
		case hold != nil:
			ended, err := w.joinUnder(ctx, hold, done)
			hold.End()
			if err != nil && ctx.Err() == nil && !errors.Is(err, context.Canceled) {
				w.complain("%v", err)
			}
			if ended {
				return nil
			}
		}
		if ended, err := w.ended(ctx, done); err == nil && ended {
			return nil
		}
		if err := w.Clock.Sleep(ctx, idle); err != nil {
			return err
		}
	}
}

// ended reports whether the worker is to end by itself: reading has, and what it left
// is placed and asked about.
func (w *Worker) ended(ctx context.Context, done <-chan struct{}) (bool, error) {
	select {
	case <-done:
	default:
		return false, nil
	}
	if !w.Once {
		return false, nil
	}
	unplaced, err := w.Ledger.Unplaced(ctx, 1)
	if err != nil || len(unplaced) > 0 {
		return false, err
	}
	unasked, _, err := w.Ledger.Unasked(ctx, 1)
	return err == nil && len(unasked) == 0, err
}

// joinUnder places articles as the journal tells of them, as long as the part is held.
func (w *Worker) joinUnder(ctx context.Context, hold *lease.Hold, done <-chan struct{}) (ended bool, err error) {
	w.joins.Store(true)
	defer w.joins.Store(false)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		for w.Clock.Sleep(ctx, lease.Beat(w.Lease)) == nil {
			short, stop := context.WithTimeout(ctx, lease.Gone)
			err := hold.Beat(short)
			stop()
			if err != nil {
				cancel(err)
				return
			}
		}
	}()
	guarded := lease.Under(ctx, &lease.Fence{Claims: []lease.Claim{hold.Claim}})
	seen, forgot := int64(-1), time.Time{}
	for {
		end, err := w.Ledger.JournalEnd(ctx)
		if err == nil && end != seen {
			var n int
			n, err = w.Place(guarded)
			w.placed.Add(int64(n))
			if err == nil {
				seen = end
			}
		}
		if err != nil {
			return false, errors.Join(context.Cause(ctx), err)
		}
		if ended, err := w.ended(ctx, done); err != nil || ended {
			return ended, err
		}
		if time.Since(forgot) > forgetEach {
			forgot = time.Now()
			if err := w.Shop.Forget(ctx); err != nil {
				return false, err
			}
		}
		if err := w.Clock.Sleep(ctx, idle); err != nil {
			return false, context.Cause(ctx)
		}
	}
}
