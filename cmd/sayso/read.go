package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"sayso"
)

// batch is how many readings go into the ledger in one transaction: enough
// to pay for it, few enough that a kill loses little work.
const batch = 32

func (p *Program) read() *cobra.Command {
	var in inputs
	var at string
	c := &cobra.Command{
		Use:   "read PATH|-...",
		Short: "Take articles into the ledger",
		Long: `Reads each document as analyze does and keeps it in the ledger, with what was read
from it. Reading the same thing again changes nothing. The same address with another
text becomes a new version; the old one stays, with its claims.

It may be stopped at any moment: what is in is in, and running it again completes it.`,
		Example: `  sayso read articles/
  sayso read --ledger sqlite:summit.db summit.html archive.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := in.options(p)
			if err != nil {
				return err
			}
			l, err := p.openLedger(c.Context(), at)
			if err != nil {
				return err
			}
			defer l.Close()
			t := newTaking(p, l)
			err = readAll(p, c.Context(), args, o, func(_ context.Context, r *reading) (*sayso.Reading, error) { return &r.Reading, nil },
				func(r *sayso.Reading, err error) error { return t.take(c.Context(), r, err) })
			if err == nil || errors.Is(err, context.Canceled) {
				// What was read before the interrupt is kept.
				if flushed := t.flush(context.WithoutCancel(c.Context())); err == nil {
					err = flushed
				}
			}
			t.done()
			if err != nil {
				if errors.Is(err, context.Canceled) {
					return sayso.Errorf("read", "", sayso.Cancelled, "stopped; run it again to go on")
				}
				return err
			}
			if t.counts.failed > 0 {
				return failed{t.counts.failed}
			}
			return nil
		},
	}
	in.flags(c)
	ledgerFlag(c, &at)
	return c
}

// taking gathers readings into batches and counts what became of them.
type taking struct {
	p       *Program
	ledger  sayso.Ledger
	pending []sayso.Reading
	bar     *progressbar.ProgressBar
	began   time.Time
	counts  struct{ added, updated, unchanged, failed int }
	forms   map[sayso.Form]int
}

func newTaking(p *Program, l sayso.Ledger) *taking {
	w := io.Discard
	if p.errTerminal() {
		w = p.Stderr
	}
	return &taking{p: p, ledger: l, began: time.Now(), forms: map[sayso.Form]int{}, bar: progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("articles"), progressbar.OptionClearOnFinish(), progressbar.OptionSpinnerType(14), progressbar.OptionThrottle(100*time.Millisecond))}
}

func (t *taking) take(ctx context.Context, r *sayso.Reading, err error) error {
	_ = t.bar.Add(1)
	if err != nil {
		t.counts.failed++
		_ = t.bar.Clear()
		t.p.warn("%v", err)
		return nil
	}
	t.pending = append(t.pending, *r)
	if len(t.pending) < batch {
		return nil
	}
	return t.flush(ctx)
}

// flush puts what is pending into the ledger, all or none.
func (t *taking) flush(ctx context.Context) error {
	if len(t.pending) == 0 {
		return nil
	}
	outcomes, err := t.ledger.Put(ctx, t.pending...)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		switch o.Change {
		case sayso.New:
			t.counts.added++
		case sayso.Updated:
			t.counts.updated++
		default:
			t.counts.unchanged++
			continue
		}
		for _, c := range t.pending[i].Analysis.Claims {
			t.forms[c.Form]++
		}
	}
	t.pending = t.pending[:0]
	return nil
}

// done prints the summary.
func (t *taking) done() {
	_ = t.bar.Finish()
	c := t.counts
	all := c.added + c.updated + c.unchanged + c.failed
	fmt.Fprintf(t.p.Stdout, "%s in %s: %d new, %d updated, %d unchanged, %d failed\n", plural(all, "article"), time.Since(t.began).Round(10*time.Millisecond), c.added, c.updated, c.unchanged, c.failed)
	claims := 0
	var parts []string
	for _, f := range []sayso.Form{sayso.Direct, sayso.Mixed, sayso.Indirect} {
		claims += t.forms[f]
		parts = append(parts, fmt.Sprintf("%d %s", t.forms[f], f))
	}
	if claims > 0 {
		fmt.Fprintf(t.p.Stdout, "%s: %s\n", plural(claims, "new claim"), strings.Join(parts, ", "))
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
