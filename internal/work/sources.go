package work

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"sayso"
	"sayso/ingest"
	"sayso/internal/lease"
	"sayso/internal/watch"
)

// Sources are asked, and what they list is read, by the same watcher as without other
// workers. What it takes for due is what it could claim: catalogue stands between it and
// the ledger, and Guard binds what it writes to the claim.

// most is how many sources and how many items a worker claims beyond those that it has.
const most = 2 * watch.Errands

// watch watches until ctx ends or, with Once, until nothing is due.
func (w *Worker) watch(ctx context.Context) error {
	o := w.Ingest
	o.Kind = ingest.Auto
	x := watch.New(watch.Options{
		Ledger: &catalogue{Ledger: w.Ledger, w: w}, Intake: w.intake, Client: w.Client, Ingest: o, Clock: w.Clock, Once: w.Once, Log: w.complain,
		Guard: func(ctx context.Context, errand string) context.Context {
			w.mu.Lock()
			c := w.claims[claimKey(errand)]
			w.mu.Unlock()
			if c.Key == "" {
				c = lease.Claim{Key: claimKey(errand)} // lost: nothing has the number 0
			}
			return lease.Under(ctx, &lease.Fence{Claims: []lease.Claim{c}})
		},
	})
	w.watcher.Store(x)
	return x.Run(ctx)
}

// claimKey is the name of the claim of an errand.
func claimKey(errand string) string {
	sum := sha256.Sum256([]byte(errand))
	return "errand:" + hex.EncodeToString(sum[:16])
}

// catalogue is a ledger in which only that is due which this worker may do.
type catalogue struct {
	watch.Ledger
	w *Worker
}

// claim returns which of some errands are this worker's, and claims some more. fresh
// says that it has: then somebody may have done them since they were listed.
func (c *catalogue) claim(ctx context.Context, errands []string) (mine map[string]bool, fresh bool, err error) {
	mine = make(map[string]bool)
	var wanted []string
	c.w.mu.Lock()
	for _, e := range errands {
		key := claimKey(e)
		if _, ok := c.w.claims[key]; ok {
			mine[key] = true
		} else {
			wanted = append(wanted, key)
		}
	}
	c.w.mu.Unlock()
	for len(wanted) > 0 && len(mine) < most {
		n := min(len(wanted), most-len(mine))
		got, err := c.w.Shop.Claim(ctx, c.w.Name, wanted[:n])
		if err != nil {
			return nil, false, err
		}
		fresh = fresh || len(got) > 0
		c.w.mu.Lock()
		for _, x := range got {
			c.w.claims[x.Key] = x
			mine[x.Key] = true
		}
		c.w.mu.Unlock()
		wanted = wanted[n:]
	}
	return mine, fresh, nil
}

// drop gives the claim of an errand back.
func (c *catalogue) drop(ctx context.Context, errand string) {
	key := claimKey(errand)
	c.w.mu.Lock()
	x, ok := c.w.claims[key]
	delete(c.w.claims, key)
	c.w.mu.Unlock()
	if ok {
		_ = c.w.Shop.Drop(ctx, x) // else it ends by itself
	}
}

// due lists what is due of that which is this worker's.
func due[T any](ctx context.Context, c *catalogue, list func() ([]T, error), errand func(*T) string) ([]T, error) {
	all, err := list()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	errands := make([]string, len(all))
	for i := range all {
		errands[i] = errand(&all[i])
	}
	mine, fresh, err := c.claim(ctx, errands)
	if err == nil && fresh {
		all, err = list()
	}
	return slices.DeleteFunc(all, func(x T) bool { return !mine[claimKey(errand(&x))] }), err
}

// DueSources implements sayso.Queue.
func (c *catalogue) DueSources(ctx context.Context, now time.Time, limit int) ([]sayso.SourceRow, error) {
	return due(ctx, c, func() ([]sayso.SourceRow, error) { return c.Ledger.DueSources(ctx, now, limit) }, func(s *sayso.SourceRow) string { return string(s.ID) })
}

// DueItems implements sayso.Queue.
func (c *catalogue) DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]sayso.SourceItem, error) {
	return due(ctx, c, func() ([]sayso.SourceItem, error) { return c.Ledger.DueItems(ctx, now, perHost, limit) }, watch.ItemKey)
}

// Polled implements sayso.Queue.
func (c *catalogue) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(int) sayso.SourceState) (int, error) {
	n, err := c.Ledger.Polled(ctx, id, now, items, state)
	if err == nil {
		c.drop(ctx, string(id))
	}
	return n, err
}

// Settle implements sayso.Queue.
func (c *catalogue) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	err := c.Ledger.Settle(ctx, it, now, o)
	if err == nil {
		c.drop(ctx, watch.ItemKey(&it))
	}
	return err
}

// Held implements sayso.HeldLedger: one worker at a time takes in what is free.
func (c *catalogue) Held(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.HeldRow], error) {
	const errand = "release"
	mine, _, err := c.claim(ctx, []string{errand})
	if err != nil || !mine[claimKey(errand)] {
		return sayso.Page[sayso.HeldRow]{}, err
	}
	return c.Ledger.Held(ctx, p)
}

// LockWatch implements sayso.Queue: any number of workers watch.
func (c *catalogue) LockWatch(context.Context) (func() error, error) {
	return func() error { return nil }, nil
}
