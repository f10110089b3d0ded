package sqlite

import (
	"context"
	"os"

	"sayso"
)

// Compact implements sayso.Upkeep. SQLite writes the whole ledger anew, beside it,
// and then over it.
func (l *Ledger) Compact(ctx context.Context) (sayso.Compacted, error) {
	const op = "compact ledger"
	var c sayso.Compacted
	if err := l.mayWrite(); err != nil {
		return c, err
	}
	if l.engine != nil {
		return l.compactEngine(ctx)
	}
	size := func() (n int64) {
		if info, err := os.Stat(l.path); err == nil {
			n = info.Size()
		}
		return n
	}
	conn, err := l.write.Conn(ctx)
	if err != nil {
		return c, fail(op, l.path, err)
	}
	defer conn.Close()
	for i, s := range []string{
		`PRAGMA wal_checkpoint(TRUNCATE)`,
		`INSERT INTO article_words (article_words) VALUES ('optimize')`, `INSERT INTO claim_words (claim_words) VALUES ('optimize')`, `INSERT INTO actor_words (actor_words) VALUES ('optimize')`,
		`PRAGMA temp_store = FILE`, // the copy would be in memory else
		`VACUUM`,
		`PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		if i == 1 {
			c.Before = size()
		}
		if _, err = conn.ExecContext(ctx, s); err != nil {
			break
		}
	}
	if _, back := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA temp_store = MEMORY`); err == nil {
		err = back
	}
	c.After = size()
	l.guard.resized()
	return c, fail(op, l.path, l.blame(ctx, err))
}
