package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"sayso"
)

// begin starts a transaction that writes, where the file is still the ledger's.
func (l *Ledger) begin(ctx context.Context) (*sql.Tx, error) {
	if err := l.mayWrite(); err != nil {
		return nil, err
	}
	return l.write.BeginTx(ctx, nil)
}

// exec is one statement that writes.
func (l *Ledger) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := l.mayWrite(); err != nil {
		return nil, err
	}
	return l.write.ExecContext(ctx, query, args...)
}

func (l *Ledger) mayWrite() error {
	if l.readOnly {
		return sayso.Errorf("write ledger", l.path, sayso.Denied, "the ledger can only be read here").
			Advise("make the file and its folder writable, see that the disk has room, and start again")
	}
	if l.engine != nil {
		return l.engine.MayWrite()
	}
	return l.guard.check()
}

// beginLasting starts a transaction for an analyst's word: once it is committed,
// it is on the disk, and no power cut undoes it. (Readings are cheap to do again,
// and wait for the system to write them.) done ends it, and must be called.
func (l *Ledger) beginLasting(ctx context.Context) (tx *sql.Tx, done func(), err error) {
	if err := l.mayWrite(); err != nil {
		return nil, nil, err
	}
	c, err := l.write.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	if _, err = c.ExecContext(ctx, `PRAGMA synchronous = FULL`); err == nil {
		tx, err = c.BeginTx(ctx, nil)
	}
	done = func() {
		if tx != nil {
			_ = tx.Rollback()
		}
		_, back := c.ExecContext(context.WithoutCancel(ctx), `PRAGMA synchronous = NORMAL`)
		_ = errors.Join(back, c.Close()) // the next one would be safer than it need be
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return tx, done, nil
}
