package main

import (
	"io"

	"github.com/spf13/cobra"
)

func (p *Program) show() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "show [FLAG...] ARTICLE",
		Short: "Print an article with its claims marked",
		Long: `Prints the newest version of an article. What is said stands in [brackets] with a
number, whose words they are in {braces}, and the words that say so in <angles>; on a
terminal what is said has the colour of its stance. Below the text, each number says who
speaks, how, by which words, and who carried it.

ARTICLE is its identifier, of which the first letters are enough, its path, its address,
words of its title, or the identifier of one of its claims.`,
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
