// Package work lets any number of programs on any number of machines fill one ledger.
//
// A worker does three things at once. It reads what the queue holds; it asks the sources
// whose turn it is and reads what they list; and one of all workers, whichever comes
// first, puts articles into stories and asks their questions.
//
// All that workers must agree on stands in the database (package lease), by the
// database's clock: who has which item, which source, which host's next turn, and who
// joins. A worker may die or stall at any moment. What it held passes to another when
// its lease ends, and what it writes too late is refused, since every transaction that
// writes looks whether its leases are still good. An item of the queue is done in the
// transaction that takes its articles in.
package work

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/intake"
	"sayso/internal/lease"
	"sayso/internal/watch"
)

// Bounds.
const (
	// atOnce is how many items are leased at a time.
	atOnce = 16
	// idle is how long a worker waits when there is nothing to do, and pause when the
	// database does not answer.
	idle  = 500 * time.Millisecond
	pause = time.Second
	// forgetEach is how often the joiner drops what was done long ago.
	forgetEach = time.Hour
)

// Ledger is what work needs of one.
type Ledger interface {
	intake.Ledger
	watch.Ledger
	sayso.Journal
	sayso.Placing
	sayso.Asking
}

// Options make a worker. All but Offline, Once and Log are needed.
type Options struct {
	Name    string
	Lease   time.Duration // how long the shop's leases hold
	Shop    lease.Shop
	Ledger  Ledger
	Extract func(*sayso.Article) sayso.Analysis
	By      sayso.Provenance
	// Place puts what waits into stories and asks what is due.
	Place  func(context.Context) (int, error)
	Client *fetch.Client
	Ingest ingest.Options
	Clock  fetch.Clock
	// Offline leaves what must be fetched, sources too, to other workers.
	Offline bool
	// Once ends the run when nothing is left to do.
	Once bool
	Log  func(format string, args ...any)
}

// Worker is one program that works.
type Worker struct {
	Options
	intake  *intake.Service
	started time.Time

	done, failed, lost, articles, bytes, placed atomic.Int64
	joins                                       atomic.Bool
	watcher                                     atomic.Pointer[watch.Watcher]

	mu      sync.Mutex
	held    map[int64]lease.Lease  // items under way
	claims  map[string]lease.Claim // of sources, their items and the release of embargoes
	doing   string
	trouble string
}

// New makes a worker.
func New(o Options) *Worker {
	w := &Worker{Options: o, held: make(map[int64]lease.Lease), claims: make(map[string]lease.Claim), started: o.Clock.Now()}
	if w.Log == nil {
		w.Log = func(string, ...any) {}
	}
	w.intake = intake.New(intake.Options{Ledger: o.Ledger, Extract: o.Extract, By: o.By, Clock: o.Clock, PDF: o.Ingest.PDF, Log: w.complain})
	return w
}

// complain says what goes wrong, here and on the board.
func (w *Worker) complain(format string, args ...any) {
	w.mu.Lock()
	w.trouble = clip(sprintf(format, args...))
	w.mu.Unlock()
	w.Log(format, args...)
}

// Run works until ctx ends or, with Once, until nothing is left. What goes wrong with
// the database or the network is said and tried again: only the end of ctx ends a
// worker that is not to end by itself.
func (w *Worker) Run(ctx context.Context) error {
	beating, stop := context.WithCancel(ctx)
	var beats sync.WaitGroup
	beats.Go(func() { w.beat(beating) })
	defer func() {
		stop()
		beats.Wait()
		w.leave(context.WithoutCancel(ctx))
	}()
	done := make(chan struct{})
	g, working := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(done)
		g, ctx := errgroup.WithContext(working)
		g.Go(func() error { return w.persist(ctx, func(ctx context.Context) error { return w.read(ctx, false) }) })
		if !w.Offline {
			g.Go(func() error { return w.persist(ctx, func(ctx context.Context) error { return w.read(ctx, true) }) })
			g.Go(func() error { return w.persist(ctx, w.watch) })
		}
		return g.Wait()
	})
	g.Go(func() error { return w.join(working, done) })
	err := g.Wait()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// persist calls do again when it fails, after a pause.
func (w *Worker) persist(ctx context.Context, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		w.complain("%v", err)
		if err := w.Clock.Sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// beat renews what the worker holds and says what it does, until ctx ends.
func (w *Worker) beat(ctx context.Context) {
	renewed := time.Now()
	for {
		short, cancel := context.WithTimeout(ctx, lease.Gone)
		err := w.Shop.Say(short, w.Said())
		if err == nil && time.Since(renewed) > w.Lease/4 {
			renewed = time.Now()
			err = w.renew(short)
		}
		cancel()
		if err != nil && ctx.Err() == nil && sayso.KindOf(err) != sayso.Busy { // else those who write say so
			w.complain("%v", err)
		}
		if w.Clock.Sleep(ctx, lease.Beat(w.Lease)) != nil {
			return
		}
	}
}

// renew renews all leases and claims, and forgets those that are lost.
func (w *Worker) renew(ctx context.Context) error {
	w.mu.Lock()
	var ls []lease.Lease
	for _, l := range w.held {
		l.Body = nil
		ls = append(ls, l)
	}
	var cs []lease.Claim
	for _, c := range w.claims {
		cs = append(cs, c)
	}
	w.mu.Unlock()
	if len(ls) > 0 {
		if _, err := w.Shop.Keep(ctx, ls); err != nil {
			return err
		}
	}
	if len(cs) == 0 {
		return nil
	}
	good, err := w.Shop.Renew(ctx, cs)
	if err != nil {
		return err
	}
	still := make(map[lease.Claim]bool, len(good))
	for _, c := range good {
		still[c] = true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range cs {
		if !still[c] && w.claims[c.Key] == c {
			delete(w.claims, c.Key)
		}
	}
	return nil
}

// leave gives back what was not done, and takes the worker off the board.
func (w *Worker) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	w.mu.Lock()
	defer w.mu.Unlock()
	var ls []lease.Lease
	for _, l := range w.held {
		ls = append(ls, l)
	}
	var cs []lease.Claim
	for _, c := range w.claims {
		cs = append(cs, c)
	}
	err := w.Shop.Free(ctx, ls...)
	err = errors.Join(err, w.Shop.Drop(ctx, cs...), w.Shop.Leave(ctx, w.Name))
	if err != nil {
		w.Log("%v", err)
	}
}

// Said is what the worker says of itself.
func (w *Worker) Said() lease.Worker {
	w.mu.Lock()
	defer w.mu.Unlock()
	said := lease.Worker{Name: w.Name, Version: w.By.Version, Started: w.started, Joiner: w.joins.Load(), Doing: w.doing, Reading: len(w.held), Trouble: w.trouble,
		Counters: lease.Counters{Done: w.done.Load(), Failed: w.failed.Load(), Lost: w.lost.Load(), Articles: w.articles.Load(), Bytes: w.bytes.Load(), Placed: w.placed.Load()}}
	if wa := w.watcher.Load(); wa != nil {
		t := wa.Tally()
		said.Articles += t.Done()
		said.Bytes += t.Bytes
		said.Failed += t.GivenUp
		said.Polls = t.Polls
	}
	return said
}

// does says what the worker is about.
func (w *Worker) does(what string) {
	w.mu.Lock()
	w.doing = clip(what)
	w.mu.Unlock()
}
