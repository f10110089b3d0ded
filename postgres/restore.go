package postgres

import (
	"context"
	"io"

	"github.com/jackc/pgx/v5"

	"sayso"
	"sayso/sqlite"
)

// Restore makes a ledger in an empty database from a backup, and from those that were
// made since, in their order. It is there when all of it has been checked, or not at
// all. Invalid where there is a ledger already.
func Restore(ctx context.Context, address string, backups ...io.Reader) (sayso.Snapshot, error) {
	const op = "restore ledger"
	name := Shown(address)
	f, err := newTemporary()
	if err != nil {
		return sayso.Snapshot{}, sayso.E(op, name, sayso.Denied, err)
	}
	defer f.Close()
	s, err := sqlite.Unpack(ctx, f.File, backups...)
	if err != nil {
		return s, err
	}
	if s.Format != sqlite.Format {
		return s, sayso.Errorf(op, name, sayso.Invalid, "the backup is of format %d, and this Sayso makes ledgers of format %d", s.Format, sqlite.Format).Advise("restore it with the Sayso that made it")
	}
	config, err := parse(address)
	if err != nil {
		return s, err
	}
	if _, err := upgrade(ctx, config, name, false); err != nil {
		return s, explain(op, name, err)
	}
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return s, explain(op, name, sorted(err, ""))
	}
	defer c.Close(context.WithoutCancel(ctx))
	return s, explain(op, name, sorted(restoreInto(ctx, c, io.NewSectionReader(f, 0, s.Bytes)), ""))
}
