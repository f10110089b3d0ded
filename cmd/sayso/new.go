package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

// lastLook is the value of --since that means one's last look.
const lastLook = "last"

// maxNews is how many lines 'sayso new' prints of one kind.
const maxNews = 50

// maxTold is how many entries of the journal 'sayso new' remembers, the newest ones,
// to say what they are of; the others are only counted.
const maxTold = 100_000

// sinceFlag adds --since to a list.
func sinceFlag(c *cobra.Command, since *string) {
	c.Flags().StringVar(since, "since", "", "only what came in since `WHEN`: a day, a moment, 2h, 3d or the number of an entry of the journal")
}

// cameIn reads --since of a list: the moment from which things count; zero for all.
func (p *Program) cameIn(ctx context.Context, j sayso.Journal, since string) (time.Time, error) {
	s, err := p.since(since)
	if err != nil {
		return time.Time{}, err
	}
	return s.Moment(ctx, j)
}

func (p *Program) since(value string) (sayso.Since, error) {
	s, err := sayso.ParseSince(value, p.now())
	if err != nil {
		return s, usage{fmt.Errorf("--since: %w", err)}
	}
	return s, nil
}

func (p *Program) new() *cobra.Command {
	l := list{schema: export.Entries()}
	var since, as string
	c := &cobra.Command{
		Use:   "new [FLAG...]",
		Short: "Show what is new since you last looked",
		Long: `Shows what has come into the ledger since your last look: how much is new of what you
follow, new or changed disputes, new denials, stories with who says what, events, new
articles by outlet, and articles with a new version.
The ledger remembers how far each person has looked, by their name; only a look that
was printed whole counts. With --format json, csv or tsv it prints each entry of the
journal, one row each, as programs want them.`,
		Example: `  sayso new
  sayso new --since 2h
  sayso new --since 2023-09-14 --format json | jq -r 'select(.kind == "claim") | .claim'`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			who, err := p.author(as)
			if err != nil {
				return err
			}
			s := sayso.Since{}
			if since != lastLook {
				if s, err = p.since(since); err != nil {
					return err
				}
			}
			led, err := p.openStories(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			looked, err := led.Looked(ctx, who)
			if err != nil {
				return err
			}
			after := looked
			if since != lastLook {
				if after, err = s.Number(ctx, led); err != nil {
					return err
				}
			}
			end, err := led.JournalEnd(ctx)
			if err != nil {
				return err
			}
			whole, err := p.printNews(ctx, led, &l, after, end)
			if err != nil || !whole || after > looked {
				return err
			}
			if err := led.Look(ctx, who, end); tolerable(err) {
				p.warn("this look is not remembered: %v", err)
			} else if err != nil {
				return err
			}
			return nil
		},
	}
	c.Flags().StringVar(&since, "since", lastLook, "from `WHEN` on: last, a day, a moment, 2h, 3d or the number of an entry")
	c.Flags().StringVar(&as, "as", "", "whose last look it is, by `NAME`; else that of the user of this machine")
	l.flags(c)
	l.limit = 0 // some of the entries would be no look
	c.Flags().Lookup("limit").DefValue = "0"
	c.Flags().Lookup("limit").Usage = "print at most `N` entries of the journal; 0 means all. As text, all are told, " + fmt.Sprint(maxNews) + " lines of each kind"
	return c
}

// printNews prints the entries above after up to end, and reports whether it has
// printed all of them.
func (p *Program) printNews(ctx context.Context, led sayso.Ledger, l *list, after, end int64) (bool, error) {
	if l.format == tableFormat {
		return true, p.tellNews(ctx, led, after, end, maxTold)
	}
	out, err := l.printer(p, nil)
	if err != nil {
		return false, err
	}
	whole, err := eachEntry(ctx, led, after, end, func(e sayso.Entry) (bool, error) {
		if l.limit > 0 && out.n == l.limit {
			return false, nil
		}
		return true, out.row(export.NewEntry(e))
	})
	if err != nil {
		return false, err
	}
	return whole, out.end("nothing is new")
}

// eachEntry calls f with the entries above after up to end, until f is no longer
// willing, and reports whether it was to the end.
func eachEntry(ctx context.Context, j sayso.Journal, after, end int64, f func(sayso.Entry) (bool, error)) (bool, error) {
	for after < end {
		entries, err := j.JournalAfter(ctx, after, rowsAtOnce)
		if err != nil || len(entries) == 0 {
			return err == nil, err
		}
		for _, e := range entries {
			if e.N > end {
				return true, nil
			}
			if more, err := f(e); err != nil || !more {
				return false, err
			}
			after = e.N
		}
	}
	return true, nil
}
