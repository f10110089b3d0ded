package main

import (
	"time"

	"github.com/spf13/cobra"

	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

func (p *Program) disputes() *cobra.Command {
	l := list{schema: export.Disputes()}
	var since string
	c := &cobra.Command{
		Use:   "disputes [FLAG...]",
		Short: "List claims that contradict each other, side by side",
		Long: `Lists, story by story, pairs of claims by different speakers of which one denies what
the other asserts, or which give different numbers. Nothing says who is right.
--limit counts stories.`,
		Example: `  sayso disputes
  sayso disputes --since 2d
  sayso disputes --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, err := l.printer(p, []column{{name: "story", width: shortID}, {name: "relation", width: 8},
				{name: "speaker", width: 18}, {name: "says"}, {name: "other speaker", width: 18}, {name: "says instead", drop: 1}})
			if err != nil {
				return err
			}
			err = p.told(c.Context(), l, since, func(s *story.Story, from time.Time) error {
				for _, d := range s.DisputesSince(from) {
					if err := out.row(report.NewDispute(s.ID, d), short(s.ID), string(d.Relation), d.A.Speaker, d.A.Words, d.B.Speaker, d.B.Words); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			return out.end("no disputes")
		},
	}
	sinceFlag(c, &since)
	l.flags(c)
	return c
}
