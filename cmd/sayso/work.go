package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/ingest/fetch"
	"sayso/internal/lease"
	"sayso/internal/work"
	"sayso/web"
)

func (p *Program) work() *cobra.Command {
	var in inputs
	var at string
	var once, offline bool
	var hold time.Duration
	c := &cobra.Command{
		Use:   "work [FLAG...]",
		Short: "Work for a ledger in PostgreSQL, beside any number of others",
		Long: `Reads what sayso read --queue has queued, asks the sources whose turn it is, and puts
articles into stories. Start as many workers as you like, on as many machines: they share
the work by the database, and one of them at a time puts articles into stories.

You may end a worker at any moment, or let its machine die: what it had in hand passes to
another, and what it would write too late is refused. An item that cannot be read in three
attempts is set aside with its reason; sayso workers lists them.

A ledger in a file has one worker: sayso watch.`,
		Example: `  sayso work --ledger postgres://sayso@db.newsroom.example/sayso
  sayso work --offline        where there is no way to the web
  sayso work --once           until nothing is left to do`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			if hold < lease.Least {
				return usage{fmt.Errorf("--lease is %s; a lease holds for %s at least", hold, lease.Least)}
			}
			shop, err := p.openShop(ctx, at, hold)
			if err != nil {
				return err
			}
			defer shop.Close()
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			x, err := in.extractor()
			if err != nil {
				return err
			}
			p.sayOlder(ctx, led, x.Provenance(), at)
			clock, err := p.sharedClock(ctx, shop)
			if err != nil {
				return err
			}
			w := work.New(work.Options{
				Name: workerName(), Lease: hold, Shop: shop, Ledger: led, Extract: p.reader(x), By: x.Provenance(), Place: p.newKeeper(led).Update, Clock: clock,
				Client: fetch.New(fetch.Options{Version: programVersion, Clock: clock, Turns: shop}), Ingest: ingest.Options{Kind: ingest.Auto, PDF: p.PDF},
				Offline: offline, Once: once, Log: p.warn,
			})
			err = w.Run(ctx)
			said := w.Said()
			if _, printed := fmt.Fprintf(p.Stdout, "%s read of %s, %d failed; %s placed\n", plural(int(said.Articles), "article"), plural(int(said.Done), "item"), said.Failed, plural(int(said.Placed), "article")); err == nil {
				err = printed
			}
			if err == nil && once && said.Failed > 0 {
				return failed{int(said.Failed)}
			}
			return err
		},
	}
	c.Flags().BoolVar(&once, "once", false, "end when nothing is left to do")
	c.Flags().BoolVar(&offline, "offline", false, "leave what must be fetched to other workers: addresses, and sources")
	c.Flags().DurationVar(&hold, "lease", lease.Time, "how `LONG` what a worker has in hand stays its own without a sign of life")
	in.readingFlags(c)
	ledgerFlag(c, &at)
	return c
}

// reader is what workers read articles with.
func (p *Program) reader(x *extract.Extractor) func(*sayso.Article) sayso.Analysis {
	if p.Reading == nil {
		return x.Read
	}
	return func(a *sayso.Article) sayso.Analysis {
		p.Reading(a)
		return x.Read(a)
	}
}

func (p *Program) workers() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "workers [FLAG...]",
		Short:   "Show who works on what, how far behind they are, and what failed",
		Long:    `Lists the workers of a ledger in PostgreSQL, what waits for them, and the latest items that were set aside, with the reason. Queue such an item again to have it tried again.`,
		Example: `  sayso workers`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			shop, err := p.openShop(c.Context(), at, lease.Time)
			if err != nil {
				return err
			}
			defer shop.Close()
			st, err := shop.State(c.Context())
			if err != nil {
				return err
			}
			return p.printWorkers(&st)
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) printWorkers(st *lease.State) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s waiting, %d in hand, %d read in a day, %d set aside; %s waiting for a story\n",
		plural(st.Waiting, "item"), st.Leased, st.Settled, st.Aside, plural(st.Unplaced, "article"))
	if !st.Oldest.IsZero() {
		fmt.Fprintf(&b, "the first of those has waited for %s\n", st.Now.Sub(st.Oldest).Round(time.Second))
	}
	for i := range st.Workers {
		w := &st.Workers[i]
		fmt.Fprintf(&b, "\n%s", w.Name)
		switch silent := st.Now.Sub(w.Seen); {
		case silent > lease.Gone:
			fmt.Fprintf(&b, "  silent for %s", silent.Round(time.Second))
		case w.Joiner:
			b.WriteString("  puts articles into stories")
		}
		fmt.Fprintf(&b, "\n  since %s: %s of %s, %d failed, %d passed to others; %s placed, sources asked %d times\n", w.Started.Format(time.DateTime),
			plural(int(w.Articles), "article"), plural(int(w.Done), "item"), w.Failed, w.Lost, plural(int(w.Placed), "article"), w.Polls)
		if w.Reading > 0 {
			fmt.Fprintf(&b, "  has %s in hand, the last: %s\n", plural(w.Reading, "item"), oneLine(w.Doing))
		}
		if w.Trouble != "" {
			fmt.Fprintf(&b, "  last trouble: %s\n", oneLine(w.Trouble))
		}
	}
	for i, a := range st.Latest {
		if i == 0 {
			b.WriteString("\nSet aside, the latest first:\n")
		}
		fmt.Fprintf(&b, "  %s  %s: %s\n", a.At.Format(time.DateTime), oneLine(a.Name), oneLine(a.Why))
	}
	_, err := fmt.Fprint(p.Stdout, b.String())
	return err
}

// openShop opens what the workers of a ledger share.
func (p *Program) openShop(ctx context.Context, flag string, hold time.Duration) (lease.Shop, error) {
	kind, path, err := p.ledgerPath(flag)
	if err != nil {
		return nil, err
	}
	if kind.shop == nil {
		return nil, usage{errors.New("workers share a ledger in PostgreSQL; one in a file has one program that reads: sayso watch")}
	}
	if is, err := kind.exists(ctx, path); err != nil {
		return nil, err
	} else if !is {
		led, err := p.open(ctx, kind, path) // the first to come makes it
		if err != nil {
			return nil, err
		}
		if err := led.Close(); err != nil {
			return nil, err
		}
	}
	return kind.shop(ctx, path, hold)
}

// showWorkers lets the pages show who works for the ledger, where several may.
func (p *Program) showWorkers(ctx context.Context, at string, cfg *web.Config) (stop func(), err error) {
	kind, path, err := p.ledgerPath(at)
	if err != nil || kind.shop == nil {
		return func() {}, err
	}
	shop, err := kind.shop(ctx, path, lease.Time)
	if err != nil {
		return nil, err
	}
	cfg.Workers = shop.State
	return func() { _ = shop.Close() }, nil
}

// sharedClock is the database's clock, so that workers agree on the time whatever
// their machines think it is.
func (p *Program) sharedClock(ctx context.Context, board lease.Board) (fetch.Clock, error) {
	clock := p.Clock
	system := fetch.SystemClock()
	if clock.Sleep == nil {
		clock.Sleep = system.Sleep
	}
	own := clock.Now
	if own == nil {
		own = system.Now
	}
	before := own()
	there, err := board.Clock(ctx)
	if err != nil {
		return clock, err
	}
	after := own()
	ahead := there.Sub(before.Add(after.Sub(before) / 2)).Round(time.Millisecond)
	if ahead.Abs() <= max(after.Sub(before), 100*time.Millisecond) {
		ahead = 0
	}
	if ahead.Abs() > time.Second {
		p.warn("this machine's clock and the database's are %s apart; the database's counts", ahead.Abs())
	}
	clock.Now = func() time.Time { return own().Add(ahead) }
	return clock, nil
}

// workerName names a worker: its machine, its process, and what no other has.
func workerName() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "worker"
	}
	b := make([]byte, 3)
	_, _ = rand.Read(b)
	return fmt.Sprintf("%s-%d-%s", host, os.Getpid(), hex.EncodeToString(b))
}

// enqueue queues what documents hold for workers.
func (p *Program) enqueue(ctx context.Context, at string, in *inputs, args []string, again bool) error {
	shop, err := p.openShop(ctx, at, lease.Time)
	if err != nil {
		return err
	}
	defer shop.Close()
	led, err := p.openLedger(ctx, at)
	if err != nil {
		return err
	}
	defer led.Close()
	o, err := in.options(p)
	if err != nil {
		return err
	}
	x, err := in.extractor()
	if err != nil {
		return err
	}
	packing := work.Packing{By: x.Provenance(), Published: o.Published, Local: in.local}
	if !again {
		o.Resume = func(archive string) int64 {
			at, err := led.Bookmark(ctx, archive, work.QueuedBy(packing.By))
			if err != nil {
				return 0 // queueing it all again changes nothing
			}
			return at
		}
	}
	q, err := work.Enqueue(ctx, shop, led, packing, ingest.Documents(ctx, args, o), again, func(name string, notes []string, err error) {
		for _, n := range notes {
			p.warn("%s: %s", name, n)
		}
		if err != nil {
			p.warn("%v", hinted(err))
		}
	})
	known := q.Documents - q.Fresh
	if _, printed := fmt.Fprintf(p.Stdout, "%s queued, %d queued or read before, %d failed\n", plural(q.Fresh, "item"), known, q.Failed); err == nil {
		err = printed
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return sayso.Errorf("queue", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
	case err == nil && q.Failed > 0:
		return failed{q.Failed}
	}
	return err
}

// aloneIn gives what does something as the one who puts articles into stories, or not at
// all where another has that part.
func aloneIn(kind ledgerKind, path string) func(context.Context, func(context.Context) error) error {
	return func(ctx context.Context, do func(context.Context) error) error {
		shop, err := kind.shop(ctx, path, lease.Time)
		if err != nil {
			return err
		}
		defer shop.Close()
		hold, err := shop.Join(ctx, workerName())
		if err != nil || hold == nil {
			return err
		}
		defer hold.End()
		ctx, lost := context.WithCancelCause(ctx)
		defer lost(nil)
		go func() {
			for sleep := fetch.SystemClock().Sleep; sleep(ctx, lease.Beat(lease.Time)) == nil; {
				if err := hold.Beat(ctx); err != nil {
					lost(err)
				}
			}
		}()
		err = do(lease.Under(ctx, &lease.Fence{Claims: []lease.Claim{hold.Claim}}))
		if cause := context.Cause(ctx); err != nil && cause != nil {
			err = errors.Join(cause, err)
		}
		return err
	}
}
