package main

import (
	"context"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/story"
)

type changeRow struct {
	Article string  `json:"article"`
	Old     string  `json:"old_version"`
	New     string  `json:"new_version"`
	Kind    string  `json:"kind"`
	OldID   *string `json:"old_claim"`
	NewID   *string `json:"new_claim"`
	Before  *string `json:"before"`
	After   *string `json:"after"`
	Content string  `json:"content"`
}

var changeColumns = []string{"article", "old_version", "new_version", "kind", "before", "after", "content"}

func (r changeRow) CSV() []string {
	return []string{r.Article, r.Old, r.New, r.Kind, str(r.Before), str(r.After), r.Content}
}

func (p *Program) changes() *cobra.Command {
	var l list
	var outlet string
	c := &cobra.Command{
		Use:   "changes [FLAG...]",
		Short: "List what publishers changed in claims between versions of an article",
		Long: `Lists what each later version of an article does to its claims: added, removed, or
with another cue, stance, source, figure or wording. --limit counts articles.`,
		Example: `  sayso changes
  sayso changes --outlet "Northwind Daily (sample)" --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			out, err := p.printer(l.format, changeColumns, []column{{name: "article", width: shortID}, {name: "kind", width: 8},
				{name: "before"}, {name: "after"}, {name: "claim", drop: 1}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				return led.Articles(ctx, sayso.ArticleQuery{Outlet: outlet, Paging: pg})
			}, func(r sayso.ArticleRow) error {
				if r.Versions < 2 {
					return nil
				}
				return printChanges(ctx, led, r.ID, out)
			})
			if err != nil {
				return err
			}
			return out.end("no claim changed between versions")
		},
	}
	c.Flags().StringVar(&outlet, "outlet", "", "only articles of this `OUTLET`, by its whole name")
	l.flags(c)
	return c
}

func printChanges(ctx context.Context, led sayso.Ledger, id sayso.ArticleID, out *printer) error {
	vs, err := led.Versions(ctx, id)
	if err != nil {
		return err
	}
	for i := len(vs) - 1; i > 0; i-- {
		old, err := led.Version(ctx, vs[i].ID)
		if err != nil {
			return err
		}
		now, err := led.Version(ctx, vs[i-1].ID)
		if err != nil {
			return err
		}
		for _, c := range story.Compare(old, now) {
			r := changeRow{string(id), string(vs[i].ID), string(vs[i-1].ID), string(c.Kind), orNull(c.Old), orNull(c.New), orNull(c.Before), orNull(c.After), c.Content}
			if err := out.row(r, short(id), string(c.Kind), c.Before, c.After, c.Content); err != nil {
				return err
			}
		}
	}
	return nil
}
