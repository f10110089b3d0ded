package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/story"
)

// A batch goes into the ledger in one transaction: enough to pay for it, few
// enough that a kill loses little work and memory stays flat.
const (
	batchReadings = 32
	batchBytes    = 8 << 20
)

func (p *Program) read() *cobra.Command {
	var in inputs
	var at string
	c := &cobra.Command{
		Use:   "read [FLAG...] PATH|-...",
		Short: "Take articles into the ledger",
		Long: `Reads each article and keeps it in the ledger, with what it puts on record. PATH is
a file or a folder, - is standard input.

Reading the same thing again changes nothing. The same address with another text
becomes a new version of the article; the old one stays, with its claims.

You may interrupt it at any moment: what is in is in, and running it again completes it.`,
		Example: `  sayso read articles/
  sayso read --published 2023-09-13 wire/*.txt
  sayso read --ledger sqlite:summit.db page.html archive.jsonl`,
		Args: needs("at least one PATH, or - for standard input", 0),
		RunE: func(c *cobra.Command, args []string) error {
			o, err := in.options(p)
			if err != nil {
				return err
			}
			ctx := c.Context()
			led, err := p.openLedger(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			x, err := in.extractor()
			if err != nil {
				return err
			}
			t := &taking{ledger: led, place: placing(led), bar: p.progress(ctx, args, p.errTerminal()), began: time.Now(), forms: map[sayso.Form]int{}}
			err = readAll(p, ctx, args, o, x, t.bar, func(_ context.Context, r *reading) (*reading, error) { return r, nil },
				func(r *reading, err error) error { return t.take(ctx, r, err) })
			if err == nil || ctx.Err() != nil {
				// What was read before an interrupt is kept.
				if flushed := t.flush(context.WithoutCancel(ctx)); err == nil {
					err = flushed
				}
			}
			t.bar.done()
			if _, printed := fmt.Fprint(p.Stdout, t.summary()); err == nil {
				err = printed
			}
			switch {
			case err != nil && ctx.Err() != nil:
				return sayso.Errorf("read", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
			case err != nil:
				return err
			case t.failed > 0:
				return failed{t.failed}
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
	ledger  sayso.Ledger
	place   func(context.Context) error // puts what is new into stories
	bar     *progress
	began   time.Time
	pending []*reading
	bytes   int

	added, updated, unchanged, failed int
	forms                             map[sayso.Form]int
}

// take takes one reading, or the error that came of its input.
func (t *taking) take(ctx context.Context, r *reading, err error) error {
	if err != nil {
		t.fail(err)
		return nil
	}
	t.pending = append(t.pending, r)
	t.bytes += len(r.Raw.Bytes) + len(r.Article.Text)
	if len(t.pending) < batchReadings && t.bytes < batchBytes {
		return nil
	}
	return t.flush(ctx)
}

func (t *taking) fail(err error) {
	t.failed++
	t.bar.warn("%v", err)
}

// flush puts what is pending into the ledger.
func (t *taking) flush(ctx context.Context) error {
	if len(t.pending) == 0 {
		return nil
	}
	all := make([]sayso.Reading, len(t.pending))
	for i, r := range t.pending {
		all[i] = r.Reading
	}
	outcomes, err := t.ledger.Put(ctx, all...)
	switch kind := sayso.KindOf(err); {
	case err == nil:
	case kind == sayso.Invalid, kind == sayso.TooLarge:
		return t.each(ctx)
	default:
		return err
	}
	for i, o := range outcomes {
		t.count(t.pending[i], o)
	}
	t.pending, t.bytes = nil, 0
	return t.place(ctx)
}

// placing gives what puts new articles of a ledger into stories.
func placing(led sayso.Ledger) func(context.Context) error {
	keeps, ok := led.(story.Ledger)
	if !ok {
		return func(context.Context) error { return nil }
	}
	k := story.NewKeeper(keeps)
	return func(ctx context.Context) error {
		_, err := k.Update(ctx)
		return err
	}
}

// each puts what is pending one by one, so that a reading that the ledger
// refuses is named and takes no other with it.
func (t *taking) each(ctx context.Context) error {
	for ; len(t.pending) > 0; t.pending = t.pending[1:] {
		r := t.pending[0]
		outcomes, err := t.ledger.Put(ctx, r.Reading)
		switch kind := sayso.KindOf(err); {
		case err == nil:
			t.count(r, outcomes[0])
		case kind == sayso.Invalid, kind == sayso.TooLarge:
			t.fail(named(err, r.Name))
		default:
			return err
		}
	}
	t.pending, t.bytes = nil, 0
	return t.place(ctx)
}

func (t *taking) count(r *reading, o sayso.Outcome) {
	switch o.Change {
	case sayso.New:
		t.added++
	case sayso.Updated:
		t.updated++
	default:
		t.unchanged++
		return
	}
	for _, c := range r.Analysis.Claims {
		t.forms[c.Form]++
	}
}

// summary says what became of the inputs.
func (t *taking) summary() string {
	var b strings.Builder
	took := time.Since(t.began)
	unit := 10 * time.Millisecond
	if took > 10*time.Second {
		unit = time.Second
	}
	fmt.Fprintf(&b, "%s in %s: %d new, %d updated, %d unchanged, %d failed\n",
		plural(t.added+t.updated+t.unchanged+t.failed, "article"), took.Round(unit), t.added, t.updated, t.unchanged, t.failed)
	claims := 0
	var parts []string
	for _, f := range []sayso.Form{sayso.Direct, sayso.Mixed, sayso.Indirect} {
		claims += t.forms[f]
		parts = append(parts, fmt.Sprintf("%d %s", t.forms[f], f))
	}
	if claims == 0 {
		b.WriteString("no claims added\n")
	} else {
		fmt.Fprintf(&b, "%s added: %s\n", plural(claims, "claim"), strings.Join(parts, ", "))
	}
	return b.String()
}
