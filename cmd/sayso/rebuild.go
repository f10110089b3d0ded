package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
	"sayso/internal/intake"
	"sayso/internal/pipeline"
	"sayso/internal/story"
)

func (p *Program) rebuild() *cobra.Command {
	var in inputs
	var at string
	var again bool
	c := &cobra.Command{
		Use:   "rebuild [FLAG...]",
		Short: "Make all that the ledger derives anew",
		Long: `Drops what was read from articles, reads every version of every article again, and
puts them into stories anew. Articles, versions and what analysts said stay: claims
corrected, actors merged or split, mentions parted, stories merged or split.

With --read nothing is dropped: every version that another extractor has read, an older
one most of all, is read again from the raw input that the ledger keeps, and its new
reading takes the place of the old one. The ledger can be used meanwhile. What was read
with --fast is read so again; give the tables of your own that were used.

You may interrupt it at any moment: running it again goes on where it stopped.`,
		Example: `  sayso rebuild
  sayso rebuild --read
  sayso rebuild --fast --ledger sqlite:summit.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			if again {
				r := &rereading{p: p, led: led, in: in, extractors: map[bool]*extract.Extractor{}}
				return r.run(c.Context())
			}
			x, err := in.extractor()
			if err != nil {
				return err
			}
			return p.rebuildLedger(c.Context(), led, x)
		},
	}
	c.Flags().BoolVar(&again, "read", false, "only read again what another extractor has read, from the raw inputs")
	in.readingFlags(c)
	ledgerFlag(c, &at)
	return c
}

// rebuildable is what a rebuild needs of a ledger.
type rebuildable interface {
	sayso.ArticleLedger
	sayso.Placing
	sayso.Rebuilder
}

// rebuildBatch is how many versions are read at a time.
const rebuildBatch = 256

func (p *Program) rebuildLedger(ctx context.Context, led rebuildable, x *extract.Extractor) error {
	began := time.Now()
	unread, err := led.Unread(ctx, 1)
	if err != nil {
		return err
	}
	if len(unread) == 0 {
		if err := led.Forget(ctx); err != nil {
			return err
		}
	} else {
		p.warn("an earlier rebuild was interrupted: going on where it stopped")
	}
	done := 0
	var bad []sayso.VersionID // cannot be read, and would come up again and again
	for {
		next, err := led.Unread(ctx, rebuildBatch+len(bad))
		if err != nil {
			return err
		}
		next = slices.DeleteFunc(next, func(id sayso.VersionID) bool { return slices.Contains(bad, id) })
		if len(next) == 0 {
			break
		}
		err = pipeline.Run(ctx, pipeline.Options[sayso.VersionID]{}, slices.Values(next), func(ctx context.Context, id sayso.VersionID) (sayso.Analysis, error) {
			rec, err := led.Uncorrected(ctx, id)
			if err != nil {
				return sayso.Analysis{}, err
			}
			return x.Extract(&rec.Article), nil
		}, func(id sayso.VersionID, an sayso.Analysis, err error) error {
			if err == nil {
				err = led.Reread(ctx, id, an)
			}
			switch kind := sayso.KindOf(err); {
			case err == nil:
				done++
			case kind == sayso.Busy, kind == sayso.Full, kind == sayso.Denied, kind == sayso.Cancelled, ctx.Err() != nil:
				return err
			default:
				bad = append(bad, id)
				p.warn("%v", intake.Named(err, string(id)))
			}
			return nil
		})
		if err != nil && ctx.Err() != nil {
			return sayso.Errorf("rebuild", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
		}
		if err != nil {
			return err
		}
	}
	placed, err := story.NewKeeper(led).Update(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "%s read anew and %s placed in %s\n", plural(done, "version"), plural(placed, "article"), time.Since(began).Round(10*time.Millisecond))
	if len(bad) > 0 {
		return failed{len(bad)}
	}
	return nil
}
