package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/story/lineage"
	"sayso/internal/story/report"
)

func (p *Program) compareArticles() *cobra.Command {
	l := list{schema: export.Comparisons()}
	c := &cobra.Command{
		Use:   "compare [FLAG...] ARTICLE OTHER",
		Short: "Show what one article took from another, cut and added",
		Long: `Holds OTHER against ARTICLE: what it took over stands plain, what it cut in
[-brackets-], what it added in {+braces+}; on a terminal in colour. Above it, how much
of each stands in the other, whether that makes them one text, and who took from whom.
Each is an identifier, of which the first letters are enough, a path or an address.`,
		Example: `  sayso compare armw8gnkxz arecxac5gg`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return hint(c, fmt.Errorf("compare takes two articles, but %d were given", len(args)))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			out, err := l.printer(p, nil)
			if err != nil {
				return err
			}
			led, err := p.openExisting(c.Context(), l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			a, err := findArticle(c.Context(), led, args[0])
			if err != nil {
				return err
			}
			b, err := findArticle(c.Context(), led, args[1])
			if err != nil {
				return err
			}
			if out.table == nil {
				return out.only(report.NewComparison(&a.Article, &b.Article))
			}
			_, err = io.WriteString(p.Stdout, p.comparison(&a.Article, &b.Article))
			return err
		},
	}
	l.formatFlag(c)
	ledgerFlag(c, &l.ledger)
	return c
}

// comparison lays two articles out as one text.
func (p *Program) comparison(a, b *sayso.Article) string {
	r := report.NewComparison(a, b)
	v := viewer{colour: p.colour(), width: min(p.columns(), showWidth)}
	var out strings.Builder
	line := func(s string) { out.WriteString(v.wrap(s, 0) + "\n") }
	for _, x := range []*sayso.Article{a, b} {
		line(oneLine(strings.Join([]string{short(x.ID), x.Outlet, x.Published.String(), x.Title}, "  ")))
	}
	verdict := "not copies of one text"
	if r.Copy {
		verdict = "copies of one text; unknown who took from whom"
		if r.Origin != nil {
			verdict = "copies of one text, origin " + short(*r.Origin)
		}
		verdict += ": " + strings.Join(r.Why, ", ")
	}
	line(fmt.Sprintf("%.0f%% of the first stands in the second, %.0f%% of the second in the first: %s", 100*r.InA, 100*r.InB, verdict))
	out.WriteByte('\n')
	end := 0 // of the second text, as far as it is laid out
	var body strings.Builder
	for _, x := range lineage.Pieces(a.Text, b.Text) {
		if x.Kind == lineage.Cut {
			body.WriteString(" " + v.paint("[-"+oneLine(x.A.In(a.Text))+"-]", text.FgRed) + " ")
			continue
		}
		body.WriteString(printable(b.Text[end:x.B.Start]))
		if end = x.B.End; x.Kind == lineage.Added {
			body.WriteString(v.paint("{+"+printable(x.B.In(b.Text))+"+}", text.FgGreen))
		} else {
			body.WriteString(printable(x.B.In(b.Text)))
		}
	}
	body.WriteString(printable(b.Text[end:]))
	for l := range strings.Lines(body.String()) {
		line(strings.TrimSpace(l))
	}
	return out.String()
}
