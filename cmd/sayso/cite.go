package main

import (
	"strings"

	"github.com/spf13/cobra"

	"sayso/export"
	"sayso/internal/handout"
)

func (p *Program) cite() *cobra.Command {
	var at, format string
	var names []string
	for _, s := range export.CitationStyles() {
		names = append(names, s.Name)
	}
	c := &cobra.Command{
		Use:   "cite [FLAG...] ID",
		Short: "Print how to cite a claim, a question, an event, a story or an article",
		Long: `Prints a citation: the words, who says them, the article, and which version of it was
read when, with the SHA-256 of the version's text in UTF-8. So whoever looks it up
later can tell whether the text is still the same.

ID is the identifier of a claim, a question, an event, a story, an article or a version,
or the beginning of it, as the lists print it; a story is found by words too. Of a question all statements are cited, of
an event every place that tells of it, of a story its articles. The forms for reference
managers hold each article once.`,
		Example: `  sayso cite cl4k2v8a9xq3m5tz
  sayso cite --format bibtex st4k2v8a >> story.bib`,
		Args: needs("one ID", 1),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := one("format", format, names...); err != nil {
				return err
			}
			style, err := export.FindCitationStyle(format)
			if err != nil {
				return err
			}
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			id, err := wholeID(c.Context(), led, args[0])
			if err != nil {
				return err
			}
			cited, err := handout.Cite(c.Context(), led, id)
			if err != nil {
				return err
			}
			cited.Permalink = "" // no server is known here
			return style.Write(p.Stdout, cited)
		},
	}
	c.Flags().StringVar(&format, "format", "plain", "the `FORM` of the citation: "+strings.Join(names[:len(names)-1], ", ")+" or "+names[len(names)-1])
	ledgerFlag(c, &at)
	return c
}
