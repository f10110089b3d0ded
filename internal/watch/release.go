package watch

import (
	"context"

	"sayso"
	"sayso/internal/intake"
)

// release takes in what was held back when its time comes; once, where the run
// ends when nothing is due. What others hold back meanwhile is seen within
// lookAgain.
func (w *Watcher) release(ctx context.Context) error {
	for {
		now := w.Clock.Now()
		until := now.Add(lookAgain)
		err := w.Intake.Release(ctx, w.free)
		if err == nil && !w.Once {
			var held sayso.HeldStats
			if held, err = w.Ledger.HeldStats(ctx); err == nil && held.Held > 0 && held.First.After(now) && held.First.Before(until) {
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

// free hears of an article whose time has come.
func (w *Watcher) free(it *intake.Item, f intake.Fate) {
	switch {
	case f.Err != nil:
		w.lost.Add(1)
		w.Log("%s: %v", it.Article.Title, f.Err)
		return
	case !f.Held.IsZero(): // it says another time than the ledger
		return
	}
	w.count(f.Change)
	w.released.Add(1)
	w.Log("free since %s, and taken in: %s (%s)", it.Article.Wire.Embargo, it.Article.Title, it.Article.Outlet)
}
