package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"sayso/export"
	"sayso/internal/audit"
	"sayso/internal/knowledge"
)

func (p *Program) outlets() *cobra.Command {
	l := list{schema: export.Audits()}
	var when interval
	var months bool
	c := &cobra.Command{
		Use:   "outlets [FLAG...] [OUTLET]",
		Short: "Count whom outlets quote, how much they copy, and how often they change texts",
		Long: `Counts for each outlet, or for OUTLET alone by its whole name, the articles, how many of
them copy a text of somebody else and whose, how many were changed later and how often,
and whom the claims quote: sources by name or without, their kinds, their countries, and
how many words of what is said each gets. With --months each month stands by itself.`,
		Example: `  sayso outlets
  sayso outlets 'Harbour Courier (sample)' --months
  sayso outlets --months --format csv --limit 0 > audit.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return hint(c, fmt.Errorf("outlets takes one OUTLET and no more: %q is too much", args[1]))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			q := audit.Query{Months: months, Country: countries()}
			var err error
			if q.From, q.To, err = when.times(); err != nil {
				return err
			}
			if len(args) > 0 {
				q.Outlet = args[0]
			}
			out, err := l.printer(p, []column{
				{name: "outlet", width: 26}, {name: "month", width: 7}, {name: "articles", width: 8, right: true}, {name: "copied", width: 11, right: true}, {name: "mostly from"}, {name: "changed", width: 11, right: true},
				{name: "claims", width: 7, right: true}, {name: "unnamed", width: 7, right: true}, {name: "of words", width: 8, right: true}})
			if err != nil {
				return err
			}
			led, err := p.openStories(c.Context(), l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			rows, err := audit.Count(c.Context(), led, q)
			if err != nil {
				return err
			}
			for i := range rows {
				r := &rows[i]
				if l.limit > 0 && i == l.limit {
					break
				}
				from := ""
				if len(r.From) > 0 {
					from = r.From[0].Label
				}
				name := r.Outlet
				if name == "" {
					name = "(none)"
				}
				err := out.row(audit.Exported(r), name, r.Month, strconv.Itoa(r.Articles), partly(r.Copied, r.Articles), from, partly(r.Revised, r.Articles), strconv.Itoa(r.Claims), percentOf(r.Unnamed, r.Claims), percentOf(r.UnnamedWords, r.Words))
				if err != nil {
					return err
				}
			}
			return out.end("no articles")
		},
	}
	c.Flags().BoolVar(&months, "months", false, "count each month by itself")
	when.flags(c)
	l.flags(c)
	return c
}

// partly counts a part, and says how much of the whole it is.
func partly(n, of int) string {
	if n == 0 {
		return "0"
	}
	return fmt.Sprintf("%d (%s)", n, percentOf(n, of))
}

func percentOf(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(of))
}

// countries gives the country of a source by its name, where the knowledge file has one
// and no other; nil where there is no such file.
func countries() func(string) string {
	base, err := knowledge.Load()
	if err != nil {
		return nil
	}
	return func(name string) string {
		where := ""
		for _, a := range base.Actors(nil, name) {
			country := a.Country
			for i := a.NumTerms() - 1; country == "" && i >= 0; i-- {
				country = a.Term(i).Country
			}
			if where != "" && country != where {
				return ""
			}
			where = country
		}
		if where == "" {
			where = base.CountryOf(name)
		}
		return where
	}
}
