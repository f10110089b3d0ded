package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/ingest"
)

func (p *Program) release() *cobra.Command {
	var in inputs
	var at string
	c := &cobra.Command{
		Use:   "release [FLAG...]",
		Short: "Take in what was held back under embargo and is free now",
		Long: `Reads the articles whose embargo is over into the ledger, and lists those that are
still held, the soonest first.`,
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
			intake, ok := led.(sayso.IntakeLedger)
			if !ok {
				return sayso.Errorf("release", "", sayso.Invalid, "this ledger holds nothing back")
			}
			x, err := in.extractor()
			if err != nil {
				return err
			}
			t := newTaking(led, x, p.progress(ctx, nil, false))
			var free []sayso.VersionID
			var waiting []sayso.HeldRow
			now := p.now()
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.HeldRow], error) { return intake.Held(ctx, pg) }, func(r sayso.HeldRow) error {
				if r.Until.After(now) {
					waiting = append(waiting, r)
				} else {
					free = append(free, r.Version)
				}
				return nil
			})
			if err != nil {
				return err
			}
			for _, id := range free {
				held, err := intake.HeldReading(ctx, id)
				if err != nil {
					return err
				}
				r := &reading{Reading: held, Name: held.Article.Path}
				r.Analysis = x.Extract(&r.Article)
				if err := t.take(ctx, ingest.Document{}, []*reading{r}, nil); err != nil {
					return err
				}
				if err := t.flush(ctx); err != nil {
					return err
				}
				if err := intake.Unhold(ctx, id); err != nil {
					return err
				}
			}
			if _, err := fmt.Fprint(p.Stdout, t.summary()); err != nil {
				return err
			}
			for _, r := range waiting {
				if _, err := fmt.Fprintf(p.Stdout, "held until %s: %s (%s)\n", r.Until.Format(time.RFC3339), oneLine(r.Title), oneLine(r.Outlet)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	in.readingFlags(c)
	ledgerFlag(c, &at)
	return c
}
