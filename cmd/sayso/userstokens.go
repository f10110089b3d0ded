package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/web"
)

func (p *Program) usersToken() *cobra.Command {
	var at, role, label string
	var days int
	c := &cobra.Command{
		Use:     "token [FLAG...] NAME",
		Short:   "Make a token with which a program signs in",
		Long:    `Prints a token, this once. A program gives it as Authorization: Bearer TOKEN. It may what its role may, and never more than its account.`,
		Example: `  sayso users token --label 'nightly export' --days 90 bea`,
		Args:    needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := one("role", role, sayso.AccountRoles...)
			if err != nil {
				return err
			}
			return p.onLedger(c.Context(), at, func(led sayso.Ledger) error {
				key, pass := web.NewToken(args[0], r, label, days, p.now())
				if err := led.AddPass(c.Context(), pass); err != nil {
					return err
				}
				if err := p.noted(c.Context(), led, args[0], "token made: "+string(r)+" "+label); err != nil {
					return err
				}
				_, err := fmt.Fprintln(p.Stdout, key)
				return err
			})
		},
	}
	c.Flags().StringVar(&role, "role", string(sayso.ReaderRole), "the most that it may: `ROLE` is reader, editor or admin")
	c.Flags().StringVar(&label, "label", "", "`TEXT` that says what it is for")
	c.Flags().IntVar(&days, "days", 90, "how long it lasts, in days: `N` is 1 to 366")
	ledgerFlag(c, &at)
	return c
}

func (p *Program) usersSessions() *cobra.Command {
	var at, end string
	c := &cobra.Command{
		Use:   "sessions [FLAG...] NAME",
		Short: "List the sessions, tokens and invitations of somebody, and end one",
		Long:  `Lists by what an account is let in now. With --end it ends one of them.`,
		Example: `  sayso users sessions bea
  sayso users sessions --end pa3f… bea`,
		Args: needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			return p.onLedger(ctx, at, func(led sayso.Ledger) error {
				if end != "" {
					if err := led.EndPass(ctx, args[0], end); err != nil {
						return err
					}
					fmt.Fprintf(p.Stdout, "ended: %s\n", end)
					return p.noted(ctx, led, args[0], "pass ended: "+end)
				}
				var rows [][]string
				err := pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Pass], error) { return led.Passes(ctx, args[0], p.now(), pg) }, func(x sayso.Pass) error {
					rows = append(rows, []string{x.ID, string(x.Kind), string(x.Role), x.Label, x.From, minute(x.Used), minute(x.Ends)})
					return nil
				})
				if err != nil || len(rows) == 0 {
					if err == nil {
						p.warn("none")
					}
					return err
				}
				return p.table([]column{{name: "id", width: 20}, {name: "kind", width: 10}, {name: "role", width: 7}, {name: "label"}, {name: "from", width: 16, drop: 1}, {name: "used", width: 16, drop: 2}, {name: "ends", width: 16}}, rows)
			})
		},
	}
	c.Flags().StringVar(&end, "end", "", "end the one with this `ID`")
	ledgerFlag(c, &at)
	return c
}
