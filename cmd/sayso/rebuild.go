package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/extract"
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
with --reading rules is read so again; give the tables of your own that were used.

You may interrupt it at any moment: running it again goes on where it stopped.`,
		Example: `  sayso rebuild
  sayso rebuild --read
  sayso rebuild --reading rules --ledger sqlite:summit.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			if again {
				r := &rereading{p: p, led: led, in: in, extractors: map[string]*extract.Extractor{}}
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

func (p *Program) rebuildLedger(ctx context.Context, led sayso.Ledger, x *extract.Extractor) error {
	began := time.Now()
	done, bad := 0, 0
	in := p.intake(led, x, p.warn)
	err := in.Rebuild(ctx, led, func(_ sayso.VersionID, err error) {
		if err == nil {
			done++
			return
		}
		bad++
		p.warn("%v", err)
	})
	if err != nil && ctx.Err() != nil {
		return sayso.Errorf("rebuild", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
	}
	if err != nil {
		return err
	}
	placed := 0
	err = in.Patiently(ctx, func() error {
		n, err := p.keeper(led).Update(ctx)
		placed += n
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "%s read anew and %s placed in %s\n", plural(done, "version"), plural(placed, "article"), time.Since(began).Round(10*time.Millisecond))
	if bad > 0 {
		return failed{bad}
	}
	return nil
}
