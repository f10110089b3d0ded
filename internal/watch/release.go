package watch

import (
	"context"
	"time"

	"sayso"
)

// Releaser is what releasing needs of a ledger.
type Releaser interface {
	sayso.Intake
	sayso.HeldLedger
}

// Release takes in what was held back under embargo and is free now, the
// soonest first: put each, then forget that it was held. What is cut off
// between the two is put again, which changes nothing, and so may several
// processes release from one ledger. It ends with the first error of put.
func Release(ctx context.Context, led Releaser, now time.Time, put func(context.Context, sayso.Reading) error) error {
	for {
		page, err := led.Held(ctx, sayso.Paging{})
		if err != nil {
			return err
		}
		for _, h := range page.Items {
			if h.Until.After(now) {
				return nil
			}
			r, err := led.HeldReading(ctx, h.Version)
			switch {
			case sayso.KindOf(err) == sayso.NotFound: // somebody else was faster
				continue
			case err != nil:
				return err
			}
			if err := put(ctx, r); err != nil {
				return err
			}
			if err := led.Unhold(ctx, h.Version); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
	}
}

// release takes in what was held back when its time comes; once, where the run
// ends when nothing is due. What others hold back meanwhile is seen within
// lookAgain.
func (w *Watcher) release(ctx context.Context) error {
	for {
		now := w.Clock.Now()
		until := now.Add(lookAgain)
		err := Release(ctx, w.Ledger, now, w.takeHeld)
		if err == nil && !w.Once {
			var held sayso.HeldStats
			if held, err = w.Ledger.HeldStats(ctx); err == nil && held.Held > 0 && held.First.Before(until) {
				until = held.First
			}
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case sayso.KindOf(err) == sayso.Busy:
			w.Log("%v", err)
			until = now.Add(ledgerPause)
		case err != nil:
			return err
		case w.Once:
			return nil
		}
		w.sleep(ctx, until, w.holding)
	}
}

// takeHeld takes in one article whose time has come.
func (w *Watcher) takeHeld(ctx context.Context, r sayso.Reading) error {
	r.Analysis = w.Extract(&r.Article)
	_, err := w.take(ctx, r)
	switch kind := sayso.KindOf(err); {
	case err == nil:
		w.released.Add(1)
		w.Log("free since %s, and taken in: %s (%s)", r.Article.Wire.Embargo, r.Article.Title, r.Article.Outlet)
	case kind == sayso.Invalid, kind == sayso.TooLarge:
		w.lost.Add(1)
		w.Log("%s: %v", r.Article.Title, err)
	default:
		return err
	}
	return nil
}
