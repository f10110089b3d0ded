package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

func (p *Program) articles() *cobra.Command {
	l := list{schema: export.Articles()}
	var f articleFilter
	c := &cobra.Command{
		Use:   "articles [FLAG...] [WORDS...]",
		Short: "List articles",
		Long:  "Lists articles, newest first. With WORDS it lists those that have them in title or\ntext, best match first.",
		Example: `  sayso articles
  sayso articles --outlet "Harbour Courier (sample)"
  sayso articles cosmodrome --format csv > cosmodrome.csv`,
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			words := strings.Join(args, " ")
			if _, err := f.query(words); err != nil { // before any work is done
				return err
			}
			out, err := l.printer(p, []column{
				{name: "article", width: shortID}, {name: "published", width: 10}, {name: "outlet", width: 26, drop: 2},
				{name: "title"}, {name: "versions", width: 8, drop: 1, right: true}, {name: "claims", width: 6, right: true}})
			if err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			q, err := p.findArticles(ctx, led, &f, words)
			if err != nil {
				return err
			}
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				q.Paging = pg
				return led.Articles(ctx, q)
			}, func(r sayso.ArticleRow) error {
				title := r.Title
				if title == "" {
					title = r.Lead
				}
				if r.Status == sayso.Killed {
					title = "KILLED: " + title
				}
				claims := strconv.Itoa(r.Claims)
				if r.Unread != "" && r.Claims == 0 {
					claims = r.Language
				}
				return out.row(export.NewArticle(r), short(r.ID), day(r.Published), r.Outlet, title, strconv.Itoa(r.Versions), claims)
			})
			if err != nil {
				return err
			}
			return out.end("no articles match")
		},
	}
	f.flags(c)
	l.flags(c)
	return c
}

// articleFilter is the flags that choose articles.
type articleFilter struct {
	outlet, language, key, since string
	when                         interval
}

func (f *articleFilter) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.outlet, "outlet", "", "only articles of this `OUTLET`, by its whole name")
	c.Flags().StringVar(&f.language, "language", "", "only articles in this `LANGUAGE`, such as en")
	c.Flags().StringVar(&f.key, "key", "", "only what its publisher or supplier calls `KEY`: a GUID, a uri of ninjs, an id of JSON Lines")
	f.when.flags(c)
	sinceFlag(c, &f.since)
}

// query checks the flags.
func (f *articleFilter) query(words string) (q sayso.ArticleQuery, err error) {
	q = sayso.ArticleQuery{Words: words, Key: f.key, Outlet: f.outlet, Language: f.language}
	q.From, q.To, err = f.when.times()
	return q, err
}

// findArticles is the query that the flags and words ask for.
func (p *Program) findArticles(ctx context.Context, led sayso.Journal, f *articleFilter, words string) (sayso.ArticleQuery, error) {
	q, err := f.query(words)
	if err == nil {
		q.Since, err = p.cameIn(ctx, led, f.since)
	}
	return q, err
}
