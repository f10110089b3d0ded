package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"time"

	"sayso"
)

// mayBeRead reports whether a ledger that could not be opened for writing may
// still be read: the file cannot be written, or the disk is full.
func mayBeRead(err error) bool {
	switch kindOf(err) {
	case sayso.Denied, sayso.Full, sayso.Other:
		return true
	}
	return false
}

// connectReadOnly opens the file for reading, after opening it for writing has
// failed with because. Reading beside a writer needs the files that SQLite keeps
// beside the ledger. Where they are not and cannot be made, nobody writes now, and
// the file is read as it stands, for as long as it stays so.
func (l *Ledger) connectReadOnly(ctx context.Context, abs string, wait time.Duration, because error) error {
	if info, err := os.Stat(abs); err != nil || info.Size() == 0 {
		return because
	}
	if err := l.disconnect(); err != nil {
		return err
	}
	l.readOnly = true
	err := l.openReadOnly(ctx, dsn(abs, wait, readCache+"mode=ro&_pragma=query_only(1)"), because)
	if err == nil || !mayBeRead(err) {
		return err
	}
	if info, err := os.Stat(abs + "-wal"); err == nil && info.Size() > 0 {
		return sayso.Errorf("open ledger", l.path, sayso.Denied, "its latest changes stand in %s, and taking them in needs writing", l.path+"-wal").
			Advise("open it once where it can be written, then try again")
	}
	if l.unchanged, err = unchanged(abs, l.path); err != nil {
		return because
	}
	return l.openReadOnly(ctx, dsn(abs, wait, readCache+"mode=ro&immutable=1&_pragma=query_only(1)"), because)
}

func (l *Ledger) openReadOnly(ctx context.Context, dsn string, because error) error {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	var app, format int
	if err := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)`).Scan(&app, &format); err != nil {
		return errors.Join(err, db.Close())
	}
	switch {
	case app != applicationID:
		return errors.Join(because, db.Close())
	case format < Format && kindOf(because) == sayso.Other:
		return errors.Join(because, db.Close()) // what hinders is not where the file lies
	case format < Format:
		return errors.Join(sayso.Errorf("open ledger", l.path, sayso.Denied, "the ledger has format %d and must be brought to %d, which needs writing", format, Format).
			Advise("open it once where it can be written, then try again"), db.Close())
	}
	db.SetMaxOpenConns(readers())
	db.SetMaxIdleConns(readers())
	l.read, l.write, l.reading = db, db, dsn
	return nil
}

// unchanged reports, when it is called, whether a file is as it was.
func unchanged(abs, path string) (func() error, error) {
	was, err := os.Stat(abs)
	if err != nil {
		return nil, err
	}
	return func() error {
		now, err := os.Stat(abs)
		if err != nil {
			return err
		}
		wal, err := os.Stat(abs + "-wal")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if !os.SameFile(was, now) || now.Size() != was.Size() || !now.ModTime().Equal(was.ModTime()) || err == nil && wal.Size() > 0 {
			return sayso.Errorf("read ledger", path, sayso.Busy, "another program has begun to write the ledger, which was opened where it cannot be written").
				Advise("start again")
		}
		return nil
	}, nil
}

// MayWrite implements sayso.Upkeep.
func (l *Ledger) MayWrite(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fail("write ledger", l.path, err)
	}
	return fail("write ledger", l.path, l.mayWrite())
}

// intact looks whether the pages of the file hang together, over a connection of
// its own that has nothing in memory.
func (l *Ledger) intact() error {
	return l.afresh(context.Background(), func(tx *sql.Tx) error {
		var found string
		if err := tx.QueryRow(`PRAGMA quick_check(1)`).Scan(&found); err != nil {
			return err
		}
		if found != "ok" {
			return errors.New(found)
		}
		return nil
	})
}

// afresh runs f on one snapshot over a connection of its own. FTS5's check trusts
// what its connection has in memory of an index, and takes what another has merged
// since for damage.
func (l *Ledger) afresh(ctx context.Context, f func(tx *sql.Tx) error) error {
	db := l.read
	if l.engine == nil {
		own, err := sql.Open("sqlite", l.reading)
		if err != nil {
			return err
		}
		defer own.Close()
		db = own
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}
