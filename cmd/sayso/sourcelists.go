package main

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

func (p *Program) sourcesList() *cobra.Command {
	l := list{schema: export.Sources()}
	var failing bool
	c := &cobra.Command{
		Use:   "list [FLAG...]",
		Short: "List the sources, and how each is doing",
		Long: `Lists sources in the order that they were added: when each last answered, how many
items a day it brings, when it is asked next, and what is wrong with it.`,
		Example: `  sayso sources list
  sayso sources list --failing
  sayso sources list --format json | jq -r 'select(.waiting > 100) | .address'`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			out, err := l.printer(p, []column{
				{name: "source", width: 8}, {name: "name", width: 26}, {name: "kind", width: 7, drop: 3}, {name: "last success", width: 16, drop: 1},
				{name: "a day", width: 5, right: true}, {name: "next", width: 16, drop: 2}, {name: "how it is"}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			now := p.now()
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
				return led.Sources(ctx, sayso.SourceQuery{Failing: failing, Now: now, Paging: pg})
			},
				func(r sayso.SourceRow) error {
					return out.row(export.NewWatchedSource(&r, now), string(r.ID[:min(8, len(r.ID))]), r.Name(), string(r.Kind), minute(r.Succeeded), perDay(&r, now), minute(r.Next), r.Health())
				})
			if err != nil {
				return err
			}
			if failing {
				return out.end("no source fails")
			}
			return out.end("no sources; add one with: sayso sources add ADDRESS")
		},
	}
	c.Flags().BoolVar(&failing, "failing", false, "only those whose last try failed")
	l.flags(c)
	return c
}

func (p *Program) sourcesItems() *cobra.Command {
	l := list{schema: export.Items()}
	var failed bool
	c := &cobra.Command{
		Use:   "items [FLAG...] SOURCE",
		Short: "List what a source has listed, and what became of it",
		Long: `Lists the items of a source, the latest found first: the article that each was read
into, or why it could not be read. SOURCE is an identifier, of which the first letters
are enough, or an address.`,
		Example: `  sayso sources items so4m2k9x
  sayso sources items --failed https://northwind-daily.example/rss`,
		Args: needs("one SOURCE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			out, err := l.printer(p, []column{
				{name: "found", width: 16}, {name: "article", width: 18, drop: 1}, {name: "item"}, {name: "what became of it", width: 44}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			s, err := findSource(ctx, led, args[0])
			if err != nil {
				return err
			}
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
				return led.SourceItems(ctx, s.ID, failed, pg)
			}, func(it sayso.SourceItemRow) error {
				return out.row(export.NewItem(&it), minute(it.Found), string(it.Article), cmp.Or(it.Address, it.Key), it.Fate())
			})
			if err != nil {
				return err
			}
			return out.end("no items")
		},
	}
	c.Flags().BoolVar(&failed, "failed", false, "only what could not be read, or not yet")
	l.flags(c)
	return c
}

func minute(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func perDay(r *sayso.SourceRow, now time.Time) string {
	n := r.PerDay(now)
	if n < 10 {
		n = math.Round(n*10) / 10
	} else {
		n = math.Round(n)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}
