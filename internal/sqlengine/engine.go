// Package sqlengine is what the ledger's SQL asks of a database other than SQLite.
// The ledger's own statements stand in package sqlite, once; a database that speaks
// them, through database/sql, need only do what is named here by itself.
package sqlengine

import (
	"context"
	"database/sql"
	"time"

	"sayso"
)

// Engine is a database that holds one ledger.
type Engine interface {
	// Name is what messages call the ledger.
	Name() string
	// Writing has one connection, whose transactions lock out other writers from
	// their start; Reading has many, whose transactions see one snapshot each.
	Writing() *sql.DB
	Reading() *sql.DB
	// MayWrite says why nothing can be written; nil means that it can.
	MayWrite() error
	// LockWatch is held by one process at a time, and frees itself with it. The error
	// is of kind Busy where another has it.
	LockWatch(ctx context.Context) (release func() error, err error)
	// Size is how many bytes the ledger takes.
	Size(ctx context.Context) (int64, error)
	// Compact gives space back.
	Compact(ctx context.Context) error
	// Now is the time, by one clock for all that write.
	Now() time.Time
	// Load adds rows to a table, all of them or none, by the connection for writing. Of
	// an index of words a row is its number and the texts.
	Load(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) error
	// Loaded is called when all tables are full.
	Loaded(ctx context.Context, c *sql.Conn) error
	// Pages calls f with all that the ledger holds, as tx sees it, in pages of
	// PageSize bytes, numbered from 1. The same content makes the same pages.
	Pages(ctx context.Context, tx *sql.Tx, f func(n int64, page []byte) error) error
}

// PageSize is the size of the pages of a backup.
const PageSize = 8 << 10

// Error is an error of the database, sorted.
type Error struct {
	Kind sayso.Kind
	Err  error
	// Gone says that the database, and not a lock in it, is what is waited for.
	Gone bool
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }
