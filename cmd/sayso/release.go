package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sayso"
)

func (p *Program) release() *cobra.Command {
	var in inputs
	var at string
	c := &cobra.Command{
		Use:   "release [FLAG...]",
		Short: "Take in what was held back under embargo and is free now",
		Long: `Reads the articles whose embargo is over into the ledger, and lists those that are
still held, the soonest first. What watches the ledger, sayso watch or serve --watch,
does so by itself.`,
		Example: `  sayso release
  sayso release --ledger sqlite:wire.db`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			x, err := in.extractor()
			if err != nil {
				return err
			}
			t := newTally(p.progress(ctx, nil, false))
			if err := p.intake(led, x, t.bar.warn).Release(ctx, t.article); err != nil {
				return err
			}
			if _, err := fmt.Fprint(p.Stdout, t.summary()); err != nil {
				return err
			}
			return pages(0, func(pg sayso.Paging) (sayso.Page[sayso.HeldRow], error) { return led.Held(ctx, pg) }, func(r sayso.HeldRow) error {
				_, err := fmt.Fprintf(p.Stdout, "held until %s: %s (%s)\n", r.Until.Format(time.RFC3339), oneLine(r.Title), oneLine(r.Outlet))
				return err
			})
		},
	}
	in.readingFlags(c)
	ledgerFlag(c, &at)
	return c
}
