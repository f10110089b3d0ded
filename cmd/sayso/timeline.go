package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

func (p *Program) timeline() *cobra.Command {
	l := list{schema: export.Moments()}
	var since, by string
	c := &cobra.Command{
		Use:   "timeline [FLAG...] STORY|ACTOR",
		Short: "Show a story's or an actor's claims and events, day by day",
		Long: `Shows claims and events twice: by the days that they speak of, and by the days that
they were said. Copies of one text count once, days without anything are left out and
counted. Claims that name no day of their own stand in the second order alone.

STORY and ACTOR are identifiers or their beginnings, or names: of an actor first, else
words of a story.`,
		Example: `  sayso timeline st4k2v8a
  sayso timeline --by said --since 2023-09-14 ac2bqz6kq5n2h4mwea`,
		Args: needs("one STORY or ACTOR", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			if _, err := one("by", by, "about", "said"); err != nil {
				return err
			}
			from, err := moment("since", since)
			if err != nil {
				return err
			}
			out, err := l.printer(p, []column{{name: "day", width: 10}, {name: "who", width: 24}, {name: "act", width: 18}, {name: "status", width: 8, drop: 3},
				{name: "words"}, {name: "said", width: 10, drop: 1}, {name: "articles", width: 8, right: true, drop: 2}})
			if err != nil {
				return err
			}
			led, err := p.openStories(ctx, l.ledger)
			if err != nil {
				return err
			}
			defer led.Close()
			t, err := timelineOf(ctx, led, args[0], from)
			if err != nil {
				return err
			}
			return p.writeTimeline(out, t, by)
		},
	}
	c.Flags().StringVar(&by, "by", "", "only this `ORDER`: about, by the days spoken of, or said, by the days of saying")
	c.Flags().StringVar(&since, "since", "", "only what the ledger first read on this `DATE` or later, or at this moment: 2023-09-14T12:00:00Z")
	l.formatFlag(c)
	ledgerFlag(c, &l.ledger)
	return c
}

// timelineOf lines a story or an actor.
func timelineOf(ctx context.Context, led sayso.Ledger, id string, since time.Time) (*story.Timeline, error) {
	who, err := findActor(ctx, led, id)
	if err == nil {
		return story.LinedActor(ctx, led, who, since)
	}
	if sayso.KindOf(err) != sayso.NotFound || strings.HasPrefix(id, "ac") {
		return nil, err
	}
	s, err := findStory(ctx, led, id)
	if err != nil {
		return nil, err
	}
	return story.Lined(ctx, led, s, since)
}

func (p *Program) writeTimeline(out *printer, t *story.Timeline, by string) error {
	var heads []string // a table has a heading for each order
	write := func(order, head string, days []story.Day) error {
		if by != "" && by != order || len(days) == 0 {
			return nil
		}
		if out.table != nil && len(heads) > 0 {
			if err := out.end(""); err != nil {
				return err
			}
			out.table.rows = nil
		}
		if heads = append(heads, head); out.table != nil {
			fmt.Fprintln(out.out, head)
		}
		for i := range days {
			d := &days[i]
			if d.Empty > 0 && out.table != nil {
				out.table.add([]string{"…", plural(d.Empty, "day") + " without news", "", "", "", "", ""})
			}
			for k := range d.Moments {
				m := &d.Moments[k]
				on := ""
				if k == 0 && !d.Day.IsZero() {
					on = d.Day.Format(time.DateOnly)
				}
				if err := out.row(report.NewMoment(order, d, k == 0, m), on, m.Who, m.Act, string(m.Status), m.Words, day(m.Said), strconv.Itoa(m.Articles)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := write("about", "By the days that they speak of:", t.About); err != nil {
		return err
	}
	if err := write("said", "By the days that they were said:", t.Said); err != nil {
		return err
	}
	if err := write("undated", "Without a day:", []story.Day{{Moments: t.Undated}}[:min(1, len(t.Undated))]); err != nil {
		return err
	}
	return out.end("nothing was said and nothing happened")
}
