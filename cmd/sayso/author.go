package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

// authorFlag adds --as.
func authorFlag(c *cobra.Command, as *string) {
	c.Flags().StringVar(as, "as", "", "say it as `NAME`; else as the user of this machine")
}

// author is who says something: the flag, else the user of the machine.
func (p *Program) author(flag string) (string, error) {
	name := strings.Join(strings.Fields(printable(cmp.Or(flag, p.User))), " ")
	if len(name) > sayso.MaxAuthor {
		return "", usage{fmt.Errorf("--as: the name is longer than %d bytes", sayso.MaxAuthor)}
	}
	return name, nil
}

// history lists all that analysts have said.
func (p *Program) history(ctx context.Context, l list) error {
	out, err := l.printer(p, []column{{name: "when", width: 16}, {name: "by", width: 12}, {name: "kind", width: 10, drop: 2}, {name: "verdict", width: 9},
		{name: "of", width: 20}, {name: "with", width: 20, drop: 1}, {name: "note"}})
	if err != nil {
		return err
	}
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.Judgement], error) { return led.History(ctx, "", pg) }, func(j sayso.Judgement) error {
		s := j.Said()
		return out.row(export.NewJudgement(&j), minute(s.At), cmp.Or(s.By, "unknown"), string(s.Kind), s.Verdict, s.Subject, s.Other, s.Note)
	})
	if err != nil {
		return err
	}
	return out.end("nothing was said")
}
