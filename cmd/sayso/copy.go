package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/sqlite"
)

func (p *Program) copyLedger() *cobra.Command {
	return &cobra.Command{
		Use:   "copy FROM TO",
		Short: "Copy a ledger into another database, or into a file",
		Long: `Copies all that the ledger FROM keeps to TO: articles with all versions, raw inputs, what was
read, corrections and their history, the journal, stories, questions, sources, follows,
accounts. Both are written as sqlite:PATH or postgres://USER@HOST/DATABASE. There must be
nothing at TO: no file, or a database without tables.

FROM is copied as it is when the command begins, and can be used meanwhile. At the end
both are compared, row by row. TO can be opened only then. A copy that was ended on its way
goes on where it was when the same command is given again.`,
		Example: `  sayso copy sqlite:ledger.db postgres://sayso@db.example/sayso
  sayso copy postgres://sayso@db.example/sayso sqlite:laptop.db`,
		Args: func(c *cobra.Command, args []string) error {
			const both = "the ledgers FROM and TO"
			if len(args) == 1 {
				return hint(c, errors.New(c.Name()+" needs "+both))
			}
			return needs(both, 2)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			source, path, err := p.ledgerNamed("FROM", args[0])
			if err != nil {
				return err
			}
			target, to, err := p.ledgerNamed("TO", args[1])
			if err != nil {
				return err
			}
			if is, err := source.exists(ctx, path); err != nil {
				return err
			} else if !is {
				return sayso.Errorf("copy ledger", source.shown(path), sayso.NotFound, "there is no ledger")
			}
			from, err := source.rows(ctx, path)
			if err != nil {
				return err
			}
			defer from.Close()
			into, finish, err := target.copyTo(ctx, to, source.shown(path))
			if err != nil {
				return err
			}
			began := time.Now()
			done, err := sqlite.Copy(ctx, from, into, nil)
			took := time.Since(began)
			if err := errors.Join(err, finish(err == nil)); err != nil {
				return advise(err, sayso.Cancelled, "give the same command again to go on")
			}
			if len(done.Again) > 0 {
				p.warn("the ledger has changed since an earlier try; copied anew: %s", strings.Join(done.Again, ", "))
			}
			earlier := ""
			if n := done.Held - done.Rows; n > 0 && len(done.Again) == 0 {
				earlier = fmt.Sprintf(", %s of them by an earlier try", plural(int(n), "row"))
			}
			_, err = fmt.Fprintf(p.Stdout, "copied: %s of %d tables%s, in %s; both ledgers are the same: %s\n", plural(int(done.Held), "row"), done.Tables, earlier, took.Round(time.Second), target.shown(to))
			return err
		},
	}
}
