package postgres

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"sayso"
	"sayso/internal/sqlengine"
	"sayso/sqlite"
)

// Ledger is a sayso.Ledger in a PostgreSQL database.
type Ledger struct {
	*sqlite.Ledger
	engine *engine
}

var _ sayso.Ledger = (*Ledger)(nil)

// Open opens the ledger in a database, which it makes one where it is empty; a ledger
// of an older format is upgraded. The address is a URL,
// postgres://user:password@host:port/database, with the settings of libpq behind a
// question mark. What it leaves out libpq's variables say (PGHOST, PGPASSWORD …).
// Errors: Invalid for an address that is none and for another program's database,
// TooNew, Busy, Denied.
func Open(ctx context.Context, address string) (*Ledger, error) {
	e, err := connect(ctx, address, false)
	if err != nil {
		return nil, err
	}
	l, err := sqlite.Over(e)
	if err != nil {
		return nil, err
	}
	return &Ledger{l, e}, nil
}

// Close implements sayso.Ledger.
func (l *Ledger) Close() error {
	l.engine.closed.Store(true)
	return l.Ledger.Close()
}

// Exists reports whether there is a ledger in a database, and makes none.
func Exists(ctx context.Context, address string) (is bool, err error) {
	config, err := parse(address)
	if err != nil {
		return false, err
	}
	c, err := pgx.ConnectConfig(ctx, config)
	if err == nil {
		defer c.Close(context.WithoutCancel(ctx))
		err = c.QueryRow(ctx, `SELECT to_regclass('migration') IS NOT NULL`).Scan(&is)
	}
	return is, explain("open ledger", Shown(address), sorted(err, ""))
}

// engine is one database.
type engine struct {
	name        string
	config      *pgx.ConnConfig
	write, read *sql.DB
	closed      atomic.Bool
	ahead       time.Duration // how far the database's clock is ahead of this machine's
}

var _ sqlengine.Engine = (*engine)(nil)

// readers is how many connections read.
func readers() int { return max(4, runtime.GOMAXPROCS(0)) }

// Shown is an address without what is secret in it.
func Shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres:"
	}
	return u.Redacted()
}

func parse(address string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, sayso.Errorf("open ledger", Shown(address), sayso.Invalid, "this is no address of a database").Advise("write it as postgres://user@host/database")
	}
	for setting, value := range map[string]string{"lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s", "client_encoding": "UTF8", "application_name": "sayso"} {
		if config.RuntimeParams[setting] == "" {
			config.RuntimeParams[setting] = value
		}
	}
	return config, nil
}

// connect opens a ledger, or with copying one that a copy goes into.
func connect(ctx context.Context, address string, copying bool) (*engine, error) {
	const op = "open ledger"
	name := Shown(address)
	config, err := parse(address)
	if err != nil {
		return nil, err
	}
	numbered, err := upgrade(ctx, config, name, copying)
	if err != nil {
		return nil, explain(op, name, err)
	}
	e := &engine{name: name, config: config}
	writing := config.Copy()
	writing.RuntimeParams["synchronous_commit"] = "off" // readings are cheap to do again; an analyst's word is not
	e.write = sql.OpenDB(connector{writing, false, numbered})
	e.write.SetMaxOpenConns(1)
	e.read = sql.OpenDB(connector{config, true, numbered})
	e.read.SetMaxOpenConns(readers() + 1)
	e.read.SetMaxIdleConns(readers())
	if e.ahead, err = ahead(ctx, e.read); err != nil {
		return nil, explain(op, name, errors.Join(err, e.write.Close(), e.read.Close()))
	}
	return e, nil
}

// explain makes an error that says what to do.
func explain(op, name string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*sayso.Error](err); ok {
		return err
	}
	kind := sayso.Other
	var sorts *sqlengine.Error
	if errors.As(err, &sorts) {
		kind = sorts.Kind
	}
	advice := "see that PostgreSQL runs there, and that its log says nothing of this"
	if kind == sayso.Busy && !sorts.Gone {
		advice = "another program holds it; try again"
	}
	if kind == sayso.Full {
		return sayso.Errorf(op, name, kind, "no space left on the database's disk").Advise("free some space; nothing was half-written")
	}
	if kind == sayso.Denied {
		advice = "check user and password, and that the user may make tables in the database"
	}
	return sayso.E(op, name, kind, err).Advise(advice)
}

// ahead is how far the clock of a database is ahead of this machine's, where that is
// more than asking takes.
func ahead(ctx context.Context, db *sql.DB) (time.Duration, error) {
	before := time.Now()
	var there time.Time
	if err := db.QueryRowContext(ctx, `SELECT clock_timestamp()`).Scan(&there); err != nil {
		return 0, err
	}
	took := time.Since(before)
	d := there.Sub(before.Add(took / 2)).Round(time.Millisecond)
	if d.Abs() <= max(took, 100*time.Millisecond) {
		d = 0
	}
	return d, nil
}

// Now implements sqlengine.Engine: many machines write, and the database's clock is
// that of all.
func (e *engine) Now() time.Time { return time.Now().Add(e.ahead) }

// Name implements sqlengine.Engine.
func (e *engine) Name() string { return e.name }

// Writing implements sqlengine.Engine.
func (e *engine) Writing() *sql.DB { return e.write }

// Reading implements sqlengine.Engine.
func (e *engine) Reading() *sql.DB { return e.read }

// MayWrite implements sqlengine.Engine. What PostgreSQL forbids it says at the first
// statement.
func (e *engine) MayWrite() error {
	if e.closed.Load() {
		return sayso.Errorf("write ledger", e.name, sayso.Other, "the ledger is closed")
	}
	return nil
}

// LockWatch implements sqlengine.Engine: PostgreSQL frees the lock when the connection
// ends, and so with the process.
func (e *engine) LockWatch(ctx context.Context) (func() error, error) {
	if err := e.MayWrite(); err != nil {
		return nil, err
	}
	c, err := pgx.ConnectConfig(ctx, e.config)
	if err != nil {
		return nil, sorted(err, "")
	}
	var got bool
	if err := c.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, int64(watchers)).Scan(&got); err != nil || !got {
		_ = c.Close(context.WithoutCancel(ctx))
		if err == nil {
			return nil, sayso.Errorf("watch sources", e.name, sayso.Busy, "another process watches this ledger").Advise("one is enough; end the other to watch from here")
		}
		return nil, sorted(err, "")
	}
	return func() error { return c.Close(context.Background()) }, nil
}

// Size implements sqlengine.Engine.
func (e *engine) Size(ctx context.Context) (n int64, err error) {
	err = e.read.QueryRowContext(ctx, `SELECT pg_database_size(current_database())`).Scan(&n)
	return n, err
}

// Compact implements sqlengine.Engine.
func (e *engine) Compact(ctx context.Context) error {
	_, err := e.write.ExecContext(ctx, `VACUUM (FULL, ANALYZE)`)
	return err
}
