package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
)

func (p *Program) show() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "show [FLAG...] ARTICLE",
		Short: "Print an article with its claims marked",
		Long: `Prints the newest version of an article. What is said stands in brackets with a
number, in the colour of its stance on a terminal; below the text, each number says
who speaks, how, by which words, and who carried it.

ARTICLE is its identifier, of which the first letters are enough, its path or its
address.`,
		Example: `  sayso show arecxac5gg
  sayso show articles/summit.txt
  sayso show https://harbour-courier.example/world/summit-cosmodrome | less`,
		Args: needs("one ARTICLE", 1),
		RunE: func(c *cobra.Command, args []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			r, err := findArticle(c.Context(), led, args[0])
			if err != nil {
				return err
			}
			v := viewer{record: r, colour: p.colour(), width: min(p.columns(), showWidth)}
			_, err = io.WriteString(p.Stdout, v.String())
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}

// minPrefix is how many letters of an identifier find an article.
const minPrefix = 4

// findArticle finds an article by identifier, its beginning, path or address.
func findArticle(ctx context.Context, led sayso.ArticleLedger, name string) (*sayso.Record, error) {
	tries := []sayso.ArticleID{sayso.ArticleID(name), sayso.DeriveArticleID(name)}
	if abs, err := filepath.Abs(name); err == nil {
		tries = append(tries, sayso.DeriveArticleID("file:"+abs))
	}
	for _, id := range tries {
		r, err := led.Article(ctx, id)
		if err == nil || sayso.KindOf(err) != sayso.NotFound {
			return r, err
		}
	}
	var found []sayso.ArticleRow
	err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		return led.Articles(ctx, sayso.ArticleQuery{Paging: pg})
	}, func(r sayso.ArticleRow) error {
		if len(name) >= minPrefix && strings.HasPrefix(string(r.ID), name) || r.URL == name || r.Path == name {
			found = append(found, r)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, sayso.Errorf("find article", name, sayso.NotFound, "the ledger has none").Advise("list them with: sayso articles")
	case len(found) > 1:
		return nil, sayso.Errorf("find article", name, sayso.Invalid, "%d articles fit", len(found)).Advise("give more of its identifier; list them with: sayso articles")
	}
	return led.Article(ctx, found[0].ID)
}
