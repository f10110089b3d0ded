package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/ingest"
)

// list is the flags of commands that print rows.
type list struct {
	ledger, format string
	limit          int
}

func (l *list) flags(c *cobra.Command) {
	ledgerFlag(c, &l.ledger)
	c.Flags().StringVar(&l.format, "format", "table", "how to print: table, json (one object a line) or csv")
	c.Flags().IntVar(&l.limit, "limit", 50, "how many to print at most; 0 means all")
}

// span is the flags that bound a time.
type span struct{ from, to string }

func (s *span) flags(c *cobra.Command, what string) {
	c.Flags().StringVar(&s.from, "from", "", "only "+what+" on or after this `DATE`")
	c.Flags().StringVar(&s.to, "to", "", "only "+what+" on or before this `DATE`")
}

// times gives the interval: both days inside.
func (s *span) times() (from, to time.Time, err error) {
	parse := func(flag, v string) (time.Time, error) {
		if v == "" {
			return time.Time{}, nil
		}
		d, err := ingest.ParseDate(v)
		if err != nil {
			return time.Time{}, usage{fmt.Errorf("--%s: %w", flag, err)}
		}
		return d.Time, nil
	}
	if from, err = parse("from", s.from); err != nil {
		return
	}
	if to, err = parse("to", s.to); err == nil && !to.IsZero() {
		to = to.AddDate(0, 0, 1)
	}
	return
}

// one checks that a flag's value is one of a set; empty means any.
func one[S ~string](flag, v string, of ...S) (S, error) {
	if v != "" && !slices.Contains(of, S(v)) {
		words := make([]string, len(of))
		for i, s := range of {
			words[i] = string(s)
		}
		return "", usage{fmt.Errorf("--%s %s: choose one of %s", flag, v, strings.Join(words, ", "))}
	}
	return S(v), nil
}

// pages calls get for page after page and row for each item, until limit.
func pages[T any](limit int, get func(sayso.Paging) (sayso.Page[T], error), row func(T) error) error {
	if limit < 0 {
		return usage{errors.New("--limit must not be negative")}
	}
	left := limit
	var after string
	for {
		n := sayso.MaxLimit / 10
		if limit > 0 {
			n = min(n, left)
		}
		page, err := get(sayso.Paging{Limit: n, After: after})
		if err != nil {
			return err
		}
		for _, it := range page.Items {
			if err := row(it); err != nil {
				return err
			}
		}
		left -= len(page.Items)
		after = page.Next
		if after == "" || limit > 0 && left <= 0 {
			return nil
		}
	}
}

// claimFilter is the flags that choose claims.
type claimFilter struct {
	speaker, form, stance, kind, outlet, article string
	all                                          bool
	when                                         span
}

func (f *claimFilter) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.speaker, "speaker", "", "only claims of speakers with these `WORDS` in their name")
	c.Flags().StringVar(&f.form, "form", "", "only this form: direct, indirect or mixed")
	c.Flags().StringVar(&f.stance, "stance", "", "only this stance, such as denies or warns")
	c.Flags().StringVar(&f.kind, "kind", "", "only this kind of source, such as named, unnamed or document")
	c.Flags().StringVar(&f.outlet, "outlet", "", "only claims in this `OUTLET`")
	c.Flags().StringVar(&f.article, "article", "", "only claims in the article with this `ID`")
	c.Flags().BoolVar(&f.all, "all-versions", false, "claims of superseded versions too")
	f.when.flags(c, "claims in articles published")
}

func (f *claimFilter) query(words string) (q sayso.ClaimQuery, err error) {
	q = sayso.ClaimQuery{Words: words, Speaker: f.speaker, Outlet: f.outlet, Article: sayso.ArticleID(f.article), AllVersions: f.all}
	if q.Form, err = one("form", f.form, sayso.Direct, sayso.Indirect, sayso.Mixed); err != nil {
		return
	}
	if q.Stance, err = one("stance", f.stance, sayso.Stances...); err != nil {
		return
	}
	if q.Kind, err = one("kind", f.kind, sayso.SourceKinds...); err != nil {
		return
	}
	q.From, q.To, err = f.when.times()
	return
}

func (p *Program) claims() *cobra.Command {
	var l list
	var f claimFilter
	c := &cobra.Command{
		Use:   "claims [WORDS...]",
		Short: "List who said what",
		Long: `Lists claims, newest article first; with WORDS, those that hold them in source, cue
or content, best match first. "Several words" in quotes are looked for together,
word* stands for all that begin so.`,
		Example: `  sayso claims --speaker kim --stance thanks
  sayso claims '"all issues"' --format json
  sayso claims --stance denies --from 2023-09-01 --to 2023-09-30 --format csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			q, err := f.query(strings.Join(args, " "))
			if err != nil {
				return err
			}
			return p.listClaims(c.Context(), l, q)
		},
	}
	l.flags(c)
	f.flags(c)
	return c
}

func (p *Program) listClaims(ctx context.Context, l list, q sayso.ClaimQuery) error {
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	out, err := p.rows(l.format, export.ClaimColumns, []column{{"speaker", 22}, {"stance", 9}, {"said", 0}, {"where", 30}})
	if err != nil {
		return err
	}
	err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
		q.Paging = pg
		return led.Claims(ctx, q)
	}, func(r sayso.ClaimRow) error {
		row := export.NewClaim(r)
		return out.row(row, func() []string { return []string{speakers(&r), string(r.Stance), r.ContentText, where(&r.Article)} })
	})
	return out.end(err, "no claims match")
}

// speakers names who speaks in a claim.
func speakers(r *sayso.ClaimRow) string {
	if len(r.Speakers) == 0 {
		if r.SourceText == "" {
			return "(no source)"
		}
		return r.SourceText
	}
	names := make([]string, len(r.Speakers))
	for i, s := range r.Speakers {
		names[i] = s.Name
	}
	return strings.Join(names, ", ")
}

// where says which article a row is from.
func where(a *sayso.ArticleRow) string {
	var parts []string
	switch {
	case a.Outlet != "":
		parts = append(parts, a.Outlet)
	case a.Path != "":
		parts = append(parts, a.Path)
	}
	if !a.Published.IsZero() {
		parts = append(parts, a.Published.Format(time.DateOnly))
	}
	return strings.Join(append(parts, string(a.ID)), ", ")
}

func (p *Program) search() *cobra.Command {
	var l list
	var f claimFilter
	c := &cobra.Command{
		Use:   "search WORDS...",
		Short: "Look for words in claims, best match first, with counts",
		Long: `Looks for WORDS in source, cue and content of claims, and says how the matches
spread over stances, outlets and speakers.`,
		Example: `  sayso search missile
  sayso search 'satellit*' --stance pledges`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			q, err := f.query(strings.Join(args, " "))
			if err != nil {
				return err
			}
			if err := p.listClaims(c.Context(), l, q); err != nil || l.format != "table" {
				return err
			}
			return p.facets(c.Context(), l, q)
		},
	}
	l.flags(c)
	f.flags(c)
	return c
}

func (p *Program) facets(ctx context.Context, l list, q sayso.ClaimQuery) error {
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	q.Paging = sayso.Paging{Limit: 5}
	f, err := led.Facets(ctx, q)
	if err != nil || f.Total == 0 {
		return err
	}
	fmt.Fprintf(p.Stdout, "\n%s\n", plural(f.Total, "claim"))
	for _, x := range []struct {
		name   string
		counts []sayso.Count
	}{{"by stance", f.Stances}, {"by form", f.Forms}, {"by speaker", f.Speakers}, {"by outlet", f.Outlets}} {
		var parts []string
		for _, c := range x.counts {
			parts = append(parts, fmt.Sprintf("%s %d", c.Label, c.N))
		}
		if len(parts) > 0 {
			fmt.Fprintf(p.Stdout, "  %-10s  %s\n", x.name, strings.Join(parts, " · "))
		}
	}
	return nil
}

func (p *Program) articles() *cobra.Command {
	var l list
	var when span
	var outlet, language string
	c := &cobra.Command{
		Use:   "articles [WORDS...]",
		Short: "List articles",
		Long:  "Lists articles, newest first; with WORDS, those that hold them in title or text.",
		Example: `  sayso articles --outlet "Harbour Courier (sample)"
  sayso articles cosmodrome --format csv`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			q := sayso.ArticleQuery{Words: strings.Join(args, " "), Outlet: outlet, Language: language}
			var err error
			if q.From, q.To, err = when.times(); err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			out, err := p.rows(l.format, export.ArticleColumns, []column{{"id", 18}, {"published", 10}, {"outlet", 26}, {"title", 0}, {"claims", 6}})
			if err != nil {
				return err
			}
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
				q.Paging = pg
				return led.Articles(ctx, q)
			}, func(r sayso.ArticleRow) error {
				return out.row(export.NewArticle(r), func() []string {
					title := r.Title
					if title == "" {
						title = r.Lead
					}
					date := ""
					if !r.Published.IsZero() {
						date = r.Published.Format(time.DateOnly)
					}
					return []string{string(r.ID), date, r.Outlet, title, fmt.Sprint(r.Claims)}
				})
			})
			return out.end(err, "no articles match")
		},
	}
	l.flags(c)
	when.flags(c, "articles published")
	c.Flags().StringVar(&outlet, "outlet", "", "only articles of this `OUTLET`")
	c.Flags().StringVar(&language, "language", "", "only articles in this language, such as en")
	return c
}

func (p *Program) actors() *cobra.Command {
	var l list
	var kind string
	c := &cobra.Command{
		Use:   "actors [NAME...]",
		Short: "List who speaks, those with most claims first",
		Example: `  sayso actors
  sayso actors brandt --format json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			q := sayso.ActorQuery{Name: strings.Join(args, " ")}
			var err error
			if q.Type, err = one("type", kind, sayso.Person, sayso.Organisation, sayso.PlaceActor, sayso.Group, sayso.OtherActor); err != nil {
				return err
			}
			led, err := p.openExisting(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			out, err := p.rows(l.format, export.ActorColumns, []column{{"name", 30}, {"type", 8}, {"claims", 6}, {"articles", 8}, {"roles", 0}, {"id", 18}})
			if err != nil {
				return err
			}
			err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
				q.Paging = pg
				return led.Actors(ctx, q)
			}, func(r sayso.ActorRow) error {
				return out.row(export.NewActor(r), func() []string {
					return []string{r.Name, string(r.Type), fmt.Sprint(r.Claims), fmt.Sprint(r.Articles), roles(r.Roles), string(r.ID)}
				})
			})
			return out.end(err, "no actors match")
		},
	}
	l.flags(c)
	c.Flags().StringVar(&kind, "type", "", "only this type: person, org, place, group or other")
	return c
}

// roles puts roles into words, each once.
func roles(rs []sayso.RoleRow) string {
	var out []string
	for _, r := range rs {
		s := r.Title
		if r.Of != "" {
			s += ", " + r.Of
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}
