package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/dossier"
)

func (p *Program) markRows() *cobra.Command {
	var at string
	var tags []string
	var star, seen, clear bool
	c := &cobra.Command{
		Use:     "mark [FLAG...] ID...",
		Short:   "Star or tag rows, or mark them as seen",
		Long:    "Stars or tags rows of the ledger for yourself, or marks them as seen. What is said\nreplaces what was noted of them before.",
		Example: "  sayso dossier mark cl4k2v8a9x --star --tag quay\n  sayso dossier mark cl4k2v8a9x --clear",
		Args:    needs("an ID", 0),
		RunE: func(c *cobra.Command, args []string) error {
			if clear == (star || seen || len(tags) > 0) {
				return hint(c, errors.New("dossier mark: say --star, --seen or --tag, or --clear alone"))
			}
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			for _, typed := range args {
				ref, err := refTo(c.Context(), led, typed)
				if err != nil {
					return err
				}
				change, err := led.Mark(c.Context(), sayso.Mark{Ref: ref, Star: star, Seen: seen, Tags: tags})
				if err != nil {
					return err
				}
				fmt.Fprintf(p.Stdout, "%s %s\n", ref.ID, change)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&star, "star", false, "star them")
	c.Flags().BoolVar(&seen, "seen", false, "mark them as seen")
	c.Flags().StringSliceVar(&tags, "tag", nil, "tag them with this `TAG`; several with commas between")
	c.Flags().BoolVar(&clear, "clear", false, "forget what was noted of them")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) listMarks() *cobra.Command {
	var at, tag string
	var star bool
	c := &cobra.Command{
		Use: "marks [FLAG...]", Short: "List what you starred and tagged", Example: "  sayso dossier marks --tag quay", Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx := c.Context()
			led, err := p.openExisting(ctx, at)
			if err != nil {
				return err
			}
			defer led.Close()
			g := grid{columns: []column{{name: "row", width: shortID}, {name: "kind", width: 9}, {name: "star", width: 4, drop: 1}, {name: "tags", width: 24}, {name: "words"}}}
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Mark], error) {
				return led.Marked(ctx, sayso.MarkQuery{Star: star, Tag: tag, Paging: pg})
			}, func(m sayso.Mark) error {
				words, err := dossier.Words(ctx, led, m.Ref)
				if sayso.KindOf(err) == sayso.NotFound {
					words, err = "no longer in the ledger", nil
				}
				mark := ""
				if m.Star {
					mark = "★"
				}
				g.add([]string{short(m.ID), string(m.Kind), mark, strings.Join(m.Tags, ", "), words})
				return err
			})
			return p.printGrid(&g, "nothing is marked", err)
		},
	}
	c.Flags().BoolVar(&star, "star", false, "only what is starred")
	c.Flags().StringVar(&tag, "tag", "", "only what is tagged with this `TAG`")
	ledgerFlag(c, &at)
	return c
}
