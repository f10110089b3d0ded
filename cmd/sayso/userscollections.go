package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
)

func (p *Program) usersSees() *cobra.Command {
	var at string
	var all bool
	c := &cobra.Command{
		Use:   "sees [FLAG...] NAME [COLLECTION...]",
		Short: "Bound somebody to collections",
		Long:  `Bounds an account to collections: it sees nothing else. Without any it sees nothing, with --everything all.`,
		Example: `  sayso users sees cyn courts harbour
  sayso users sees --everything cyn`,
		Args: needs("a NAME", 0),
		RunE: func(c *cobra.Command, args []string) error {
			in := slices.Compact(slices.Sorted(slices.Values(args[1:])))
			if all && len(in) > 0 {
				return hint(c, fmt.Errorf("sees takes collections or --everything, and not both"))
			}
			words := "sees " + cmp.Or(strings.Join(in, ", "), "nothing")
			if all {
				words = "sees everything"
			}
			return p.change(c.Context(), at, args[0], words, func(a *sayso.Account) error {
				a.Limited, a.Collections = !all, in
				return nil
			})
		},
	}
	c.Flags().BoolVar(&all, "everything", false, "let them see everything")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) usersCollect() *cobra.Command {
	var at string
	var sources, dossiers []string
	var remove bool
	c := &cobra.Command{
		Use:   "collect [FLAG...] [NAME]",
		Short: "Make a set of sources and dossiers that people can be bounded to",
		Long:  `Makes the collection NAME, or sets anew what it holds. Without NAME it lists all.`,
		Example: `  sayso users collect --source https://northwind-daily.example/feed.xml courts
  sayso users collect`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			return p.onLedger(ctx, at, func(led sayso.Ledger) error {
				switch {
				case len(args) == 0:
					return p.listCollections(ctx, led)
				case remove:
					if err := led.RemoveCollection(ctx, args[0]); err != nil {
						return err
					}
					fmt.Fprintf(p.Stdout, "removed: %s\n", args[0])
					return p.noted(ctx, led, "collection "+args[0], "removed")
				}
				col := sayso.Collection{Name: args[0], Dossiers: dossiers}
				for _, s := range sources {
					row, err := findSource(ctx, led, s)
					if err != nil {
						return advise(err, sayso.NotFound, "'sayso sources list' has them")
					}
					col.Sources = append(col.Sources, row.ID)
				}
				change, err := led.SetCollection(ctx, col)
				if err != nil {
					return err
				}
				word := map[sayso.Change]string{sayso.New: "added", sayso.Updated: "updated", sayso.Unchanged: "unchanged"}[change]
				fmt.Fprintf(p.Stdout, "%s: %s, %s and %s\n", word, col.Name, plural(len(col.Sources), "source"), plural(len(col.Dossiers), "dossier"))
				return p.noted(ctx, led, "collection "+col.Name, "set")
			})
		},
	}
	c.Flags().StringArrayVar(&sources, "source", nil, "it holds what the source `SOURCE` lists: its address, or its identifier; may be given several times")
	c.Flags().StringArrayVar(&dossiers, "dossier", nil, "it holds the dossier `ID`; may be given several times")
	c.Flags().BoolVar(&remove, "remove", false, "forget the collection; who is bounded to it sees nothing by it")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) listCollections(ctx context.Context, led sayso.Accounts) error {
	var rows [][]string
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Collection], error) { return led.Collections(ctx, pg) }, func(col sayso.Collection) error {
		ids := make([]string, len(col.Sources))
		for i, s := range col.Sources {
			ids[i] = string(s)
		}
		rows = append(rows, []string{col.Name, strings.Join(ids, " "), strings.Join(col.Dossiers, " ")})
		return nil
	})
	if err != nil || len(rows) == 0 {
		if err == nil {
			p.warn("no collections")
		}
		return err
	}
	return p.table([]column{{name: "name", width: 20}, {name: "sources"}, {name: "dossiers", width: 40}}, rows)
}
