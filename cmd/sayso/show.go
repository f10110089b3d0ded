package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"sayso"
)

func (p *Program) show() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "show ARTICLE",
		Short: "Print an article with its claims marked",
		Long: `Prints the newest version of an article with the content of every claim in
brackets and a number, and below it who says each, by which words.
ARTICLE is its identifier (the first letters are enough), its path or its address.`,
		Example: `  sayso show ar3f7kq
  sayso show https://harbour-courier.example/world/summit-cosmodrome`,
		Args: cobra.ExactArgs(1),
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
			_, err = io.WriteString(p.Stdout, p.marked(r))
			return err
		},
	}
	ledgerFlag(c, &at)
	return c
}

// findArticle finds an article by identifier, its beginning, path or address.
func findArticle(ctx context.Context, led sayso.Ledger, name string) (*sayso.Record, error) {
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
		if len(name) >= 4 && strings.HasPrefix(string(r.ID), name) || r.URL == name || r.Path == name {
			found = append(found, r)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, sayso.Errorf("show", name, sayso.NotFound, "no such article").Advise("list them with: sayso articles")
	case len(found) > 1:
		return nil, sayso.Errorf("show", name, sayso.Invalid, "%d articles fit", len(found)).Advise("give more of the identifier; list them with: sayso articles")
	}
	return led.Article(ctx, found[0].ID)
}

// marked lays an article out with its claims.
func (p *Program) marked(r *sayso.Record) string {
	var b strings.Builder
	bold, faint, mark := text.Colors{}, text.Colors{}, text.Colors{}
	if p.colour() {
		bold, faint, mark = text.Colors{text.Bold}, text.Colors{text.Faint}, text.Colors{text.FgCyan}
	}
	paint := func(c text.Colors, s string) string {
		if len(c) == 0 {
			return s
		}
		return c.Sprint(s)
	}
	a := &r.Article
	if a.Title != "" {
		b.WriteString(paint(bold, oneLine(a.Title)) + "\n")
	}
	var head []string
	for _, s := range []string{a.Outlet, strings.Join(a.Byline, ", "), dateOf(a.Published), a.URL} {
		if s != "" {
			head = append(head, oneLine(s))
		}
	}
	if a.URL == "" && a.Path != "" {
		head = append(head, oneLine(a.Path))
	}
	b.WriteString(paint(faint, strings.Join(append(head, string(a.ID)), " · ")) + "\n\n")
	b.WriteString(bracketed(a.Text, r.Analysis.Claims, func(s string) string { return paint(mark, s) }))
	b.WriteString("\n")
	for i := range r.Analysis.Claims {
		b.WriteString(footnote(r, i, func(s string) string { return paint(mark, s) }))
	}
	return b.String()
}

func dateOf(d sayso.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// bracketed writes the text with brackets around the pieces of each claim's
// content and the claim's number after its last.
func bracketed(txt string, claims []sayso.Claim, paint func(string) string) string {
	type mark struct {
		at, order int // order keeps ends before beginnings, and outer around inner
		s         string
	}
	var marks []mark
	for i, c := range claims {
		for k, s := range c.Content {
			end := "]"
			if k == len(c.Content)-1 {
				end = fmt.Sprintf("]%d", i+1)
			}
			marks = append(marks, mark{s.Start, 1_000_000_000 - s.Len(), "["}, mark{s.End, s.Len() - 1_000_000_000, end})
		}
	}
	slices.SortStableFunc(marks, func(x, y mark) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.order, y.order)) })
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(printable(txt[at:m.at]))
		b.WriteString(paint(m.s))
		at = m.at
	}
	b.WriteString(printable(txt[at:]))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// footnote says who makes claim i, how, and on whose word.
func footnote(r *sayso.Record, i int, paint func(string) string) string {
	c := &r.Analysis.Claims[i]
	name := func(ids []sayso.ActorID) string {
		var out []string
		for _, id := range ids {
			if a := r.Analysis.Actor(id); a != nil {
				out = append(out, oneLine(a.Name))
			}
		}
		return strings.Join(out, " and ")
	}
	who := name(c.Source.Actors)
	if who == "" {
		who = oneLine(c.Source.Spans.In(r.Article.Text))
	}
	if who == "" {
		who = "(no source)"
	}
	s := fmt.Sprintf("%s  %s %s", paint(fmt.Sprintf("%3d", i+1)), who, c.Stance)
	if cue := oneLine(c.Cue.Spans.In(r.Article.Text)); cue != "" {
		s += fmt.Sprintf(" (“%s”)", cue)
	}
	if via := name(c.Via); via != "" {
		s += ", carried by " + via
	}
	if c.Parent != "" {
		for k := range r.Analysis.Claims {
			if r.Analysis.Claims[k].ID == c.Parent {
				s += fmt.Sprintf(", inside %d", k+1)
			}
		}
	}
	return s + "\n"
}
