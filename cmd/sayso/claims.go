package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/knowledge"
	"sayso/internal/story"
	"sayso/web"
)

// claimFilter is the flags that choose claims.
type claimFilter struct {
	speaker, actor, form, stance, kind, outlet, article string
	since, like, sort                                   string
	all, exact, statements                              bool
	sure                                                float64
	when                                                interval
}

func (f *claimFilter) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.speaker, "speaker", "", "only speakers with these `WORDS` in their name, in any order")
	c.Flags().StringVar(&f.actor, "actor", "", "only this `SPEAKER`, by the identifier or its beginning, or by a name that fits one alone")
	c.Flags().StringVar(&f.form, "form", "", "only this `FORM`: direct, indirect or mixed")
	c.Flags().StringVar(&f.stance, "stance", "", "only this `STANCE`: "+words(sayso.Stances))
	c.Flags().StringVar(&f.kind, "kind", "", "only this `KIND` of source: "+words(sayso.SourceKinds))
	c.Flags().StringVar(&f.outlet, "outlet", "", "only articles of this `OUTLET`, by its whole name")
	c.Flags().StringVar(&f.article, "article", "", "only this `ARTICLE`: identifier or its beginning, path, address, or words of its title")
	f.when.flags(c)
	sinceFlag(c, &f.since)
	c.Flags().StringVar(&f.like, "like", "", "only claims that say like things as a claim or a text, `CLAIM|TEXT`, the likest first")
	c.Flags().Float64Var(&f.sure, "min-confidence", 0, "only claims of at least this confidence, 0 to `1`")
	c.Flags().StringVar(&f.sort, "sort", "", "which come first, `ORDER`: date (the newest) or confidence (the surest); else the best match, or the newest")
	c.Flags().BoolVar(&f.exact, "as-typed", false, "do not look for other names that the knowledge file has of what WORDS name")
	c.Flags().BoolVar(&f.all, "all-versions", false, "also claims that a later version of their article replaced")
}

// words lists the values of a flag.
func words[S ~string](of []S) string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return strings.Join(out[:len(out)-1], ", ") + " or " + out[len(out)-1]
}

// query checks the flags. The article is left to find.
func (f *claimFilter) query(words string) (q sayso.ClaimQuery, err error) {
	q = sayso.ClaimQuery{Words: words, Speaker: f.speaker, Actor: sayso.ActorID(f.actor), Outlet: f.outlet, AllVersions: f.all}
	if q.Form, err = one("form", f.form, sayso.Direct, sayso.Indirect, sayso.Mixed); err != nil {
		return
	}
	if q.Stance, err = one("stance", f.stance, sayso.Stances...); err != nil {
		return
	}
	if q.Kind, err = one("kind", f.kind, sayso.SourceKinds...); err != nil {
		return
	}
	if q.Order, err = one("sort", f.sort, sayso.ByDate, sayso.ByConfidence); err != nil {
		return
	}
	if q.Sure = f.sure; !(f.sure >= 0 && f.sure <= 1) {
		return q, usage{fmt.Errorf("--min-confidence is %v; it is a number from 0 to 1", f.sure)}
	}
	q.From, q.To, err = f.when.times()
	return
}

// searchHelp says how WORDS are written.
const searchHelp = `All words must occur, in any order and any form: sanction finds sanctions. Put all of
it into one pair of quotation marks of the shell, for some marks mean something there:
  'harbour "was late"'          these words together
  'satellit*'                   all words that begin so
  'port (strike OR walkout)'    one of two; brackets hold together
  'harbour -strike'             without a word; NOT strike says the same
  'stance:denies outlet:"Daily Bell" after:2023-08 before:2023-09-13'
Properties are speaker, about, outlet, stance, kind, form, before and after.`

func (p *Program) claims() *cobra.Command {
	l := list{schema: export.Claims()}
	var f claimFilter
	c := &cobra.Command{
		Use:   "claims [FLAG...] [WORDS...]",
		Short: "List who said what",
		Long: `Lists claims, newest article first. With WORDS it lists those that have them in
source, cue or content, best match first.

` + searchHelp,
		Example: `  sayso claims --speaker brandt --stance doubts
  sayso claims '"border crossing" train*'
  sayso claims --stance denies --from 2023-09-01 --to 2023-09-30 --format csv`,
		RunE: func(c *cobra.Command, args []string) error {
			return p.listClaims(c.Context(), l, &f, strings.Join(args, " "), false)
		},
	}
	f.flags(c)
	f.statementsFlag(c)
	l.flags(c)
	return c
}

func (p *Program) search() *cobra.Command {
	l := list{schema: export.Claims()}
	var f claimFilter
	c := &cobra.Command{
		Use:   "search [FLAG...] [WORDS...]",
		Short: "Look for words in claims, and count the matches",
		Long: `Looks for WORDS in source, cue and content of claims, best match first, and says how
all matches spread over stances, forms, speakers and outlets. With --like it looks for
claims that say like things as another one, or as a text, in whatever words.

` + searchHelp,
		Example: `  sayso search ammunition
  sayso search 'satellit*' --stance pledges
  sayso search '"border crossing" -train' --limit 5
  sayso search 'speaker:brandt (shells OR rockets) after:2023-08'
  sayso search --like 'no shells were sent to the rebels'`,
		Args: func(c *cobra.Command, args []string) error {
			if f.like != "" {
				return nil
			}
			return needs("WORDS to look for, or --like", 0)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			return p.listClaims(c.Context(), l, &f, strings.Join(args, " "), true)
		},
	}
	f.flags(c)
	f.statementsFlag(c)
	l.flags(c)
	return c
}

// listClaims prints the claims that the flags and words choose, and, where
// counts are asked for, a table is followed by them.
func (p *Program) listClaims(ctx context.Context, l list, f *claimFilter, words string, counts bool) error {
	if _, err := f.query(words); err != nil { // before any work is done
		return err
	}
	shown := []column{
		{name: "claim", width: shortID}, {name: "speaker", width: 18}, {name: "stance", width: 9}, {name: "said"},
		{name: "outlet", width: 16, drop: 2}, {name: "published", width: 10, drop: 1}, {name: "article", width: shortID, drop: 3}}
	if f.statements {
		shown[len(shown)-1] = column{name: "prints", width: 6, right: true}
	}
	if f.like != "" {
		shown = append([]column{{name: "like", width: 4}}, shown...)
	}
	out, err := l.printer(p, shown)
	if err != nil {
		return err
	}
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	q, err := p.findClaims(ctx, led, f, words)
	if err != nil {
		return err
	}
	err = p.eachClaim(ctx, led, q, l.limit, f.statements, func(r *sayso.ClaimRow, prints int) error {
		cells := []string{short(r.ID), speakers(r), string(r.Stance), r.ContentText, r.Article.Outlet, day(r.Article.Published), short(r.Article.ID)}
		if f.statements {
			cells[len(cells)-1] = strconv.Itoa(prints)
		}
		if f.like != "" {
			cells = append([]string{fmt.Sprintf("%.2f", r.Likeness)}, cells...)
		}
		return out.row(export.NewClaim(*r), cells...)
	})
	if err != nil {
		return err
	}
	if err := out.end("no claims match"); err != nil || !counts || out.table == nil || out.n == 0 {
		return err
	}
	q.Paging = sayso.Paging{Limit: 5}
	facets, err := led.Facets(ctx, q)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.Stdout, spread(facets))
	return err
}

// maxFolded is how many claims are folded into statements.
const maxFolded = 20_000

// statementsFlag adds --statements.
func (f *claimFilter) statementsFlag(c *cobra.Command) {
	c.Flags().BoolVar(&f.statements, "statements", false, "what several articles print in the same words once, with how many do")
}

// eachClaim calls each with the claims that q selects, no more than limit where that is
// not 0, or with the first print of each statement and how many there are.
func (p *Program) eachClaim(ctx context.Context, led sayso.ClaimLedger, q sayso.ClaimQuery, limit int, statements bool, each func(*sayso.ClaimRow, int) error) error {
	get := func(pg sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
		q.Paging = pg
		return led.Claims(ctx, q)
	}
	if !statements {
		return pages(limit, get, func(r sayso.ClaimRow) error { return each(&r, 1) })
	}
	if limit < 0 {
		return usage{errors.New("--limit must not be negative")}
	}
	var claims []sayso.ClaimRow
	if err := pages(maxFolded, get, func(r sayso.ClaimRow) error { claims = append(claims, r); return nil }); err != nil {
		return err
	}
	if len(claims) == maxFolded {
		p.warn("folded the first %d claims (maxFolded); choose fewer to count all prints", maxFolded)
	}
	for i, s := range story.FoldClaims(claims) {
		if limit > 0 && i == limit {
			break
		}
		if err := each(&claims[s[0]], len(s)); err != nil {
			return err
		}
	}
	return nil
}

// findClaims is the query that the flags and words ask for.
func (p *Program) findClaims(ctx context.Context, led sayso.Ledger, f *claimFilter, words string) (sayso.ClaimQuery, error) {
	q, err := f.query(words)
	if err != nil {
		return q, err
	}
	if base, err := knowledge.Load(); err == nil && !f.exact {
		var found []web.Alias
		q.Words, found = aliases(base)(words)
		for _, a := range found {
			p.warn("also looked for: %s, as the knowledge file has %s (--as-typed leaves it out)", a.Name, a.Typed)
		}
	}
	if q.Since, err = p.cameIn(ctx, led, f.since); err != nil {
		return q, err
	}
	if f.like != "" {
		if q.Like, err = likening(led)(ctx, f.like); err != nil {
			return q, err
		}
	}
	if f.actor != "" {
		if q.Actor, err = findActor(ctx, led, f.actor); err != nil {
			return q, err
		}
	}
	if f.article != "" {
		r, err := findArticle(ctx, led, f.article)
		if err != nil {
			return q, err
		}
		q.Article = r.Article.ID
	}
	return q, nil
}

// spread says how claims spread over their properties.
func spread(f sayso.Facets) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s\n", plural(f.Total, "claim"))
	for _, x := range []struct {
		name   string
		counts []sayso.Count
	}{{"stance", f.Stances}, {"form", f.Forms}, {"speaker", f.Speakers}, {"outlet", f.Outlets}} {
		var parts []string
		for _, c := range x.counts {
			parts = append(parts, fmt.Sprintf("%s %d", oneLine(c.Label), c.N))
		}
		if len(parts) > 0 {
			fmt.Fprintf(&b, "  by %-8s %s\n", x.name, strings.Join(parts, ", "))
		}
	}
	return b.String()
}

// speakers names who speaks in a claim.
func speakers(r *sayso.ClaimRow) string {
	if len(r.Speakers) == 0 {
		return r.Source.Unresolved(r.SourceText)
	}
	names := make([]string, len(r.Speakers))
	for i, s := range r.Speakers {
		names[i] = s.Name
	}
	return strings.Join(names, ", ")
}

// day is the day of a date, empty when it is not known.
func day(d sayso.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// shortID is how many letters of an identifier tables print: enough to tell
// articles apart, and 'sayso show' takes them.
const shortID = 10

func short[S ~string](id S) string { return string(id[:min(len(id), shortID)]) }
