package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/ingest"
	"sayso/internal/intake"
	"sayso/internal/watch"
)

func (p *Program) watch() *cobra.Command {
	var in inputs
	var at string
	var once bool
	c := &cobra.Command{
		Use:   "watch [FLAG...]",
		Short: "Keep reading the sources",
		Long: `Asks every source when it is likely to have something new, and reads that into the
ledger, and tells those who follow something what is new of it. It is polite: it keeps to robots.txt, to what servers ask for, and to a pause
between requests. What agencies put under embargo it takes in when its time comes.

You may end it at any moment, or let the machine die: started again it goes on where it
was, and nothing is lost or doubled. One process watches a ledger; any number may ask it.`,
		Example: `  sayso watch
  sayso watch --once           for cron
  sayso watch 2>> watch.log &`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			stats, err := led.SourceStats(ctx)
			if err != nil {
				return err
			}
			followed, err := led.Follows(ctx, "", sayso.Paging{Limit: 1})
			if err != nil {
				return err
			}
			if stats.Sources == 0 && heldBack(ctx, led).Held == 0 && len(followed.Items) == 0 {
				return sayso.Errorf("watch", "", sayso.NotFound, "the ledger has no sources").Advise("add one with: sayso sources add ADDRESS")
			}
			x, err := in.extractor()
			if err != nil {
				return err
			}
			p.sayOlder(ctx, led, x.Provenance(), at)
			show := &watching{p: p, ledger: led, began: time.Now()}
			w := p.watcher(led, x, show.warn)
			w.Once = once
			if w.Beside, err = p.telling(led, once, show.warn); err != nil {
				return err
			}
			show.w = w
			stop := show.start(ctx, p.errTerminal())
			err = w.Run(ctx)
			stop()
			if err != nil {
				return err
			}
			t := w.Tally()
			if _, err := fmt.Fprintln(p.Stdout, show.line(context.WithoutCancel(ctx))); err != nil {
				return err
			}
			if n := int(t.Failures + t.GivenUp); once && n > 0 && ctx.Err() == nil {
				return failed{n}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&once, "once", false, "read what is due now, and end")
	in.readingFlags(c)
	ledgerFlag(c, &at)
	return c
}

// heldBack counts what a ledger holds back under embargo; nothing where the
// ledger does not answer.
func heldBack(ctx context.Context, led sayso.HeldLedger) sayso.HeldStats {
	held, err := led.HeldStats(ctx)
	if err != nil {
		return sayso.HeldStats{}
	}
	return held
}

// watchable is a ledger whose sources are watched, and whose new articles are
// put into stories.
type watchable interface {
	takes
	watch.Ledger
}

// watcher makes a watcher of the ledger's sources.
func (p *Program) watcher(led watchable, x *extract.Extractor, log func(string, ...any)) *watch.Watcher {
	in := intake.New(intake.Options{Ledger: led, Extract: x.Read, By: x.Provenance(), Clock: p.Clock, PDF: p.PDF, Log: log})
	return watch.New(watch.Options{Ledger: led, Intake: in, Client: p.client(), Place: p.placing(led), Ingest: ingest.Options{Kind: ingest.Auto, PDF: p.PDF}, Clock: p.Clock, Log: log})
}

// watching shows how far a watch has come: a line that renews itself on a
// terminal, else a line now and then.
type watching struct {
	p      *Program
	w      *watch.Watcher
	ledger watch.Ledger
	began  time.Time

	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

const (
	// showEach is how often the line on a terminal is renewed, and logEach how
	// often one is written elsewhere, when something has happened.
	showEach = time.Second
	logEach  = time.Minute
)

// warn says one line on standard error, past the bar.
func (s *watching) warn(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bar != nil {
		_ = s.bar.Clear()
	}
	s.p.warn(format, args...)
}

// start begins to show, and returns what ends it.
func (s *watching) start(ctx context.Context, terminal bool) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	each := logEach
	if terminal {
		each = showEach
		s.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(s.p.Stderr), progressbar.OptionSpinnerType(14), progressbar.OptionSetElapsedTime(false),
			progressbar.OptionSetDescription("watching"), progressbar.OptionClearOnFinish())
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(each)
		defer tick.Stop()
		var last watch.Tally
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			t := s.w.Tally()
			switch {
			case s.bar != nil:
				line := s.short(ctx)
				s.mu.Lock()
				s.bar.Describe(line)
				_ = s.bar.Add(1)
				s.mu.Unlock()
			case t != last:
				s.warn("%s", s.line(ctx))
			}
			last = t
		}
	}()
	return func() {
		cancel()
		<-ended
		if s.bar != nil {
			_ = s.bar.Finish()
		}
	}
}

// short says how far it is in a terminal of any width: done, rate, left, failed.
func (s *watching) short(ctx context.Context) string {
	t := s.w.Tally()
	line := fmt.Sprintf("%s, %.1f/s, %d failed", plural(int(t.Done()), "article"), float64(t.Done())/max(time.Since(s.began).Seconds(), 0.001), t.GivenUp)
	if stats, err := s.ledger.SourceStats(ctx); err == nil {
		line += fmt.Sprintf(", %d left; %d of %s failing", stats.Waiting, stats.Failing, plural(stats.Sources, "source"))
	}
	return line
}

// line says the same in full.
func (s *watching) line(ctx context.Context) string {
	t := s.w.Tally()
	took := time.Since(s.began)
	unit := 10 * time.Millisecond
	if took > 10*time.Second {
		unit = time.Second
	}
	line := fmt.Sprintf("%s in %s (%.1f/s): %d new, %d updated, %d unchanged, %d failed", plural(int(t.Done()), "article"), took.Round(unit),
		float64(t.Done())/max(took.Seconds(), 0.001), t.Added, t.Updated, t.Known, t.GivenUp)
	if t.Released > 0 {
		line += fmt.Sprintf("; %d of them free from embargo", t.Released)
	}
	if stats, err := s.ledger.SourceStats(ctx); err == nil {
		line += fmt.Sprintf("; %d left; %s, %d failing", stats.Waiting, plural(stats.Sources, "source"), stats.Failing)
	}
	if held := heldBack(ctx, s.ledger); held.Held > 0 {
		line += fmt.Sprintf("; %d held back under embargo, the first until %s", held.Held, held.First.Format(time.RFC3339))
	}
	return line
}
