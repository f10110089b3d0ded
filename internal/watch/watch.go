// Package watch keeps reading sources: it asks each when it is likely to have
// something new, notes in the ledger what it lists, and reads that.
//
// All state is in the ledger, so watching may stop at any moment, also by a
// power cut. Two rules make that safe. What a source lists is kept in the same
// transaction as the validators of the answer, so an answer that is not asked
// for again is never one that was lost. And an item is settled only after its
// article was put, so what is cut off between the two is read twice, which
// changes nothing, since identifiers derive from content.
//
// One dispatcher hands out errands, polls and items alike, to hosts whose turn
// it is; what comes back goes through the pipeline that `sayso read` uses.
package watch

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/intake"
	"sayso/internal/pipeline"
)

// Bounds.
const (
	// Errands is how many requests are under way at once.
	Errands = 24
	// perHost is how many items of one host are looked at at a time, and
	// localErrands how many errands to one's own host are under way at once;
	// to others it is one.
	perHost      = 32
	localErrands = 16
	// batch is how many due sources, and due items, are looked at at a time.
	batch = 512
	// lookAgain is how long the dispatcher sleeps at most, so that sources
	// that are added meanwhile are seen.
	lookAgain = 10 * time.Second
	// fillPause is how long the dispatcher goes on with a queue whose hosts
	// must not be asked yet, before it looks for errands to others.
	fillPause = time.Second
	// placePause is how long new articles gather before they are placed.
	placePause = 2 * time.Second
	// ledgerPause is how long it waits when the ledger is busy.
	ledgerPause = time.Second
)

// Ledger is what watching needs of one.
type Ledger interface {
	sayso.HeldLedger
	sayso.Catalogue
	sayso.Queue
}

// Options make a watcher. Ledger, Intake and Client are needed.
type Options struct {
	Ledger Ledger
	Intake *intake.Service // takes in what is read, into the same ledger
	Client *fetch.Client
	// Place puts new articles into stories; it is called now and then, and once
	// at the end. May be nil.
	Place func(context.Context) error
	// Beside runs while the sources are watched; where Once is set, when all that was
	// due is read and placed. No other process watches the ledger meanwhile. May be
	// nil.
	Beside func(context.Context) error
	Ingest ingest.Options // how files of watched folders are read
	Clock  fetch.Clock    // the client's
	// Guard binds what is written for an errand to the right to do it, where several
	// programs watch one ledger: writes in the context that it returns fail with
	// lease.ErrLost when that right is another's. May be nil.
	Guard func(ctx context.Context, errand string) context.Context
	// Once ends the run when nothing is due any more.
	Once bool
	// Log takes one line about each thing that failed; may be nil.
	Log func(format string, args ...any)
}

// Watcher watches the sources of a ledger.
type Watcher struct {
	Options
	Counts

	mu      sync.Mutex
	queue   []errand
	known   map[string]bool // errands in the queue or under way, by key
	ended   map[string]bool // errands that ended while the ledger is asked what is due: its answer may be older
	hosts   map[string]int  // errands under way
	running int
	sources map[sayso.SourceID]cachedSource
	named   int // how often a source was named: what was read before that is not kept

	changed chan struct{}
	holding chan struct{} // an article was held back
	placing chan struct{} // new articles wait to be placed
	jobs    chan job
}

type cachedSource struct {
	sayso.WatchedSource
	at time.Time
}

// sourceTime is how long a source's data is taken from memory.
const sourceTime = time.Minute

// New makes a watcher.
func New(o Options) *Watcher {
	if o.Clock.Now == nil {
		o.Clock = fetch.SystemClock()
	}
	if o.Place == nil {
		o.Place = func(context.Context) error { return nil }
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if o.Guard == nil {
		o.Guard = func(ctx context.Context, _ string) context.Context { return ctx }
	}
	return &Watcher{
		Options: o, known: make(map[string]bool), hosts: make(map[string]int), sources: make(map[sayso.SourceID]cachedSource),
		changed: make(chan struct{}, 1), holding: make(chan struct{}, 1), placing: make(chan struct{}, 1), jobs: make(chan job),
	}
}

// Run watches until ctx ends, or until nothing is due when Once is set. Busy
// when another process watches the same ledger.
func (w *Watcher) Run(ctx context.Context) error {
	unlock, err := w.Ledger.LockWatch(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	whole := ctx
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(w.jobs)
		return w.dispatch(ctx)
	})
	gathering, ended := context.WithCancel(ctx)
	g.Go(func() error {
		defer ended()
		defer close(w.placing)
		g, ctx := errgroup.WithContext(ctx)
		g.Go(func() error { return w.readJobs(ctx) })
		g.Go(func() error { return w.release(ctx) })
		return g.Wait()
	})
	g.Go(func() error { w.place(ctx, gathering); return nil })
	if w.Beside != nil && !w.Once {
		g.Go(func() error { return w.Beside(ctx) })
	}
	if err = g.Wait(); err == nil && w.Beside != nil && w.Once {
		err = w.Beside(whole)
	}
	w.Intake.Rest(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// dispatch hands out errands until ctx ends.
func (w *Watcher) dispatch(ctx context.Context) error {
	var errands sync.WaitGroup
	defer errands.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var filled time.Time
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if w.start(ctx, &errands) > 0 {
			continue
		}
		var found int
		var stale bool
		var err error
		if w.queued() < Errands || time.Since(filled) > fillPause {
			found, stale, err = w.fill(ctx)
			filled = time.Now()
		}
		switch {
		case sayso.KindOf(err) == sayso.Busy:
			w.Log("%v", err)
			if err := w.Clock.Sleep(ctx, ledgerPause); err != nil {
				return err
			}
			continue
		case err != nil:
			return err
		case found > 0 && w.start(ctx, &errands) > 0:
			continue
		}
		if w.Once && !stale && w.idle() {
			return nil
		}
		next, err := w.Ledger.NextDue(ctx)
		if err != nil && sayso.KindOf(err) != sayso.Busy {
			return err
		}
		w.wait(ctx, next)
	}
}

func (w *Watcher) queued() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.queue)
}

// idle reports whether nothing is to be done and nothing under way.
func (w *Watcher) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.known) == 0
}

// wait waits until something has changed, a host's turn comes or next does.
func (w *Watcher) wait(ctx context.Context, next time.Time) {
	now := w.Clock.Now()
	until := now.Add(lookAgain)
	if !next.IsZero() && next.After(now) && next.Before(until) {
		until = next
	}
	w.mu.Lock()
	for _, e := range w.queue {
		if at := w.Client.Ready(e.host); !e.local && at.After(now) && at.Before(until) {
			until = at
		}
	}
	w.mu.Unlock()
	w.sleep(ctx, until, w.changed)
}

// sleep sleeps until a moment, or until it is waked.
func (w *Watcher) sleep(ctx context.Context, until time.Time, waked <-chan struct{}) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-waked:
			cancel()
		case <-ctx.Done():
		}
	}()
	_ = w.Clock.Sleep(ctx, until.Sub(w.Clock.Now()))
	cancel()
	<-ended // or it might take a signal that is meant for the next sleep
}

// wake ends a sleep, now or as soon as it begins.
func wake(sleeper chan<- struct{}) {
	select {
	case sleeper <- struct{}{}:
	default:
	}
}

// readJobs takes what errands bring through parsing, extraction and into the
// ledger.
func (w *Watcher) readJobs(ctx context.Context) error {
	in := func(yield func(job) bool) {
		for j := range w.jobs {
			if !yield(j) {
				return
			}
		}
	}
	o := pipeline.Options[job]{Weigh: func(j job) int64 { return int64(len(j.doc.Data)) }}
	return pipeline.Run(ctx, o, in, w.work, func(j job, all []*intake.Item, err error) error { return w.keep(ctx, j, all, err) })
}

// place has new articles put into stories until no more come; while gathering
// lasts, it lets some gather. What stops it half-way is gone on with the next
// time.
func (w *Watcher) place(ctx, gathering context.Context) {
	for range w.placing {
		_ = w.Clock.Sleep(gathering, placePause)
		if err := w.Place(ctx); err != nil && ctx.Err() == nil {
			w.Log("%v", err)
		}
	}
}

// jitter spreads a pause by a part of it to either side, so that what began
// together does not go on together.
func jitter(d time.Duration, part float64) time.Duration {
	return time.Duration(float64(d) * (1 - part + 2*part*rand.Float64()))
}
