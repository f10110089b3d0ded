package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

	"sayso"
)

// Format is the format of ledger files that this package writes. Older ones
// are brought up to it when they are opened, newer ones are refused.
//
// History:
//
//	1  articles, versions, readings, claims, actors and their links, words
const Format = 1

// applicationID marks a SQLite file as a ledger ("Says" in ASCII), so that the
// database of another program is never taken for one and written to.
const applicationID = 0x53617973

//go:embed migrations/*.sql
var migrations embed.FS

// upgradeTries bounds how often an upgrade starts anew when another process
// upgrades the same file at the same time.
const upgradeTries = 20

// upgrade makes db a ledger of the current format. An empty file becomes one;
// a foreign or newer one is refused before anything is written.
func upgrade(ctx context.Context, db *sql.DB, path string) error {
	var app, format, tables int
	if err := db.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&app, &format, &tables); err != nil {
		return err
	}
	switch {
	case app != applicationID && (app != 0 || tables > 0):
		return sayso.Errorf("open ledger", path, sayso.Invalid, "this SQLite file belongs to another program").
			Advise("name another file; a new ledger is made where there is none")
	case format > Format:
		return tooNew(path, format)
	case format == Format:
		return nil
	}
	if app == 0 {
		// Before the first table, so that a file in the making is known as ours.
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID)); err != nil {
			return err
		}
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithTableName("migration"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		_, err = p.Up(ctx)
		if err == nil {
			break
		}
		// Two processes that find the same old file both begin; each step is a
		// transaction, so the slower one fails on what the faster has done and
		// finds it done when it looks again.
		if k := kindOf(err); try == upgradeTries || ctx.Err() != nil || k != sayso.Other && k != sayso.Busy {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * 5 * time.Millisecond):
		}
	}
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&format); err != nil {
		return err
	}
	if format > Format {
		return tooNew(path, format)
	}
	if format < Format {
		return errors.New("the upgrade did not reach the current format")
	}
	return nil
}

func tooNew(path string, format int) error {
	return sayso.Errorf("open ledger", path, sayso.TooNew, "the ledger has format %d and this Sayso reads up to %d", format, Format).
		Advise("use the newer Sayso that wrote it")
}
