package sqlite

import (
	"context"
	"database/sql"
	"embed"
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
//	2  corrections
//	4  events; 3 is for the links of actors
//	5  stories
//	6  watched sources
//	7  events joined by key and days
//	8  bookmarks in archives, held articles, what agencies take back
//	9  sources whose address has changed
//	10 the journal
//	11 extractors of versions, found by an index
//	12 readings that have begun and not ended
//	13 judgements with an author, and their history; how far each person has looked
//	14 what publishers call their articles, and why some are not read
//	15 on whose word versions stand, and texts that were put back
//	16 checksums of what analysts say
//	17 vectors of claims
//	18 questions
//	19 what analysts say of how two statements stand to each other
//	20 what people follow, and what of it was sent
//	21 who may use a served ledger, and the audit trail
//	22 dossiers, and what people note of rows for themselves
//	23 versions that were given to their carriers
const Format = 23

// applicationID marks a SQLite file as a ledger ("Says" in ASCII), so that the
// database of another program is never taken for one and written to.
const applicationID = 0x53617973

// Migrations are the steps by which ledgers came to their format; other databases make
// their tables of them too.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// upgrade makes db a ledger of the current format. An empty file becomes one;
// a foreign or newer one is refused before anything is written.
//
// Two processes that find the same new or old file both begin. Each step is a
// transaction, so the slower one fails on what the faster has done and finds it
// done when it looks again. It gives up when for as long as wait nobody has
// brought the file on.
func upgrade(ctx context.Context, db *sql.DB, path string, wait time.Duration) error {
	last, since := -1, time.Now()
	for try := 1; ; try++ {
		format, err := upgradeOnce(ctx, db, path)
		if format > last {
			last, since = format, time.Now()
		}
		if err == nil || ctx.Err() != nil || time.Since(since) > wait {
			return err
		}
		if k := kindOf(err); k != sayso.Busy && k != sayso.Other {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(wait, time.Duration(try)*5*time.Millisecond)):
		}
	}
}

// upgradeOnce returns the format that it finds.
func upgradeOnce(ctx context.Context, db *sql.DB, path string) (format int, err error) {
	var app, tables int
	if err := db.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&app, &format, &tables); err != nil {
		return format, err
	}
	switch {
	case app != applicationID && (app != 0 || tables > 0):
		return format, sayso.Errorf("open ledger", path, sayso.Invalid, "this SQLite file belongs to another program").
			Advise("name another file; a new ledger is made where there is none")
	case format > Format:
		return format, sayso.Errorf("open ledger", path, sayso.TooNew, "the ledger has format %d and this Sayso reads up to %d", format, Format).
			Advise("use the newer Sayso that wrote it")
	}
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode = WAL`).Scan(&mode); err != nil {
		return format, err
	}
	if mode != "wal" {
		return format, sayso.Errorf("open ledger", path, sayso.Invalid, "the file system lacks what many readers beside a writer need").
			Advise("keep the ledger on a local disk")
	}
	if app == 0 {
		// Before the first table, so that a file in the making is known as ours.
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID)); err != nil {
			return format, err
		}
	}
	if format == Format {
		return format, nil
	}
	files, err := fs.Sub(Migrations, "migrations")
	if err != nil {
		return format, err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithTableName("migration"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return format, err
	}
	_, err = p.Up(ctx)
	return format, err
}
