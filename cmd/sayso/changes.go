package main

import (
	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

func (p *Program) changes() *cobra.Command {
	l := list{schema: export.Changes()}
	var outlet, since string
	c := &cobra.Command{
		Use:   "changes [FLAG...]",
		Short: "List what publishers changed in claims between versions of an article",
		Long: `Lists what each later version of an article does to its claims: added, removed, or
with another cue, stance, source, figure or wording; an added denial is an added claim with
the stance denies. --limit counts articles that have versions.`,
		Example: `  sayso changes
  sayso changes --outlet "Northwind Daily (sample)" --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			from, err := moment("since", since)
			if err != nil {
				return err
			}
			out, err := l.printer(p, []column{{name: "article", width: shortID}, {name: "kind", width: 10},
				{name: "speaker", width: 18, drop: 2}, {name: "stance", width: 9, drop: 3}, {name: "before", width: 22}, {name: "after", width: 22}, {name: "claim", drop: 1}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				return led.Articles(ctx, sayso.ArticleQuery{Outlet: outlet, Revised: true, Since: from, Paging: pg})
			}, func(r sayso.ArticleRow) error {
				edits, err := story.Edits(ctx, led, r, from)
				for i := len(edits) - 1; i >= 0 && err == nil; i-- {
					err = printEdit(&edits[i], out)
				}
				return err
			})
			if err != nil {
				return err
			}
			return out.end("no claim changed between versions")
		},
	}
	c.Flags().StringVar(&outlet, "outlet", "", "only articles of this `OUTLET`, by its whole name")
	c.Flags().StringVar(&since, "since", "", "only versions that the ledger first read on this `DATE` or later, or at this moment: 2023-09-14T12:00:00Z")
	l.flags(c)
	return c
}

func printEdit(e *story.Edit, out *printer) error {
	for _, c := range report.NewChanges(e) {
		if err := out.row(c, short(e.Article.ID), c.Kind, str(c.Speaker), c.Stance, str(c.Before), str(c.After), c.Content); err != nil {
			return err
		}
	}
	return nil
}
