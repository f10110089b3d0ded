package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sayso"
	"sayso/internal/lease"
	"sayso/internal/sqlengine"
)

// Object identifiers of the types of arguments (pg_type.dat).
const (
	boolean uint32 = 16
	text    uint32 = 25
	int4    uint32 = 23
	float8  uint32 = 701
	numeric uint32 = 1700
)

// writers is the advisory lock that a transaction which writes holds, watchers that of
// whoever watches sources, joiners that of whoever puts articles into stories, and shops
// that of whoever makes the tables of work: "sayso" in ASCII, and a number.
const (
	writers  = 0x736179736f01
	watchers = 0x736179736f02
	joiners  = 0x736179736f03
	shops    = 0x736179736f04
)

// connector opens connections that speak the ledger's SQL.
type connector struct {
	config   *pgx.ConnConfig
	reads    bool
	numbered map[string]bool
}

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver { return nil }

// Connect implements driver.Connector.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	x, err := pgx.ConnectConfig(ctx, c.config)
	if err != nil {
		return nil, sorted(err, "")
	}
	return &conn{Conn: x, connector: c, known: make(map[string]*stmt)}, nil
}

type conn struct {
	*pgx.Conn
	connector
	known map[string]*stmt
	// within says that a transaction that writes is under way; waiting are those of its
	// statements that were not sent yet.
	within  bool
	waiting pgx.Batch
	spare   map[string][]int64 // of rows to come, by table; of this transaction
}

// Close implements driver.Conn.
func (c *conn) Close() error { return c.Conn.Close(context.Background()) }

// IsValid implements driver.Validator.
func (c *conn) IsValid() bool { return !c.IsClosed() }

// Prepare implements driver.Conn.
func (c *conn) Prepare(query string) (driver.Stmt, error) {
	return c.PrepareContext(context.Background(), query)
}

// maxKnown bounds the statements that a connection keeps: searches make more and more.
const maxKnown = 500

// PrepareContext implements driver.ConnPrepareContext.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if s, ok := c.known[query]; ok {
		return s, nil
	}
	if len(c.known) >= maxKnown {
		if err := c.DeallocateAll(ctx); err != nil {
			return nil, c.sorted(err, "")
		}
		clear(c.known)
	}
	s := &stmt{conn: c, statement: settings(query)}
	if s.sql == "" {
		s.statement = speak(query, c.numbered)
	}
	var err error
	if err = c.flush(ctx); err != nil {
		return nil, err
	}
	if s.about, err = c.Conn.Prepare(ctx, s.sql, s.sql); err == nil && s.widen(s.about.ParamOIDs) {
		s.about, err = c.Conn.Prepare(ctx, s.sql, s.sql)
	}
	if err != nil {
		return nil, c.sorted(err, s.sql)
	}
	c.known[query] = s
	return s, nil
}

// settings are the pragmas of SQLite that mean something here: whether a commit waits
// for the disk.
func settings(query string) statement {
	switch query {
	case `PRAGMA synchronous = FULL`:
		return statement{sql: `SET synchronous_commit = on`}
	case `PRAGMA synchronous = NORMAL`:
		return statement{sql: `SET synchronous_commit = off`}
	}
	return statement{}
}

// Begin implements driver.Conn.
func (c *conn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

// BeginTx implements driver.ConnBeginTx.
func (c *conn) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	begin := fmt.Sprintf(`BEGIN; SELECT pg_advisory_xact_lock(%d)`, writers)
	if c.reads {
		begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`
	}
	f := lease.Of(ctx)
	if c.reads {
		f = nil
	}
	_, err := c.PgConn().Exec(ctx, begin).ReadAll()
	if err != nil && c.IsClosed() && ctx.Err() == nil {
		return nil, driver.ErrBadConn // nothing was done, so another connection may do it
	}
	if err == nil && f != nil {
		err = c.guard(ctx, f)
	}
	if err != nil {
		if !c.IsClosed() {
			_, back := c.Exec(context.WithoutCancel(ctx), `ROLLBACK`)
			err = errors.Join(err, back)
		}
		return nil, c.sorted(err, begin)
	}
	c.within = !c.reads
	return tx{c, f}, nil
}

type tx struct {
	*conn
	fence *lease.Fence
}

// Commit implements driver.Tx.
func (t tx) Commit() error {
	ctx := context.Background()
	err := t.flush(ctx)
	if err == nil && t.fence != nil && len(t.fence.Done) > 0 {
		err = t.sorted(t.settle(ctx, t.fence), "COMMIT")
	}
	if err != nil {
		return errors.Join(err, t.Rollback())
	}
	t.within, t.spare = false, nil
	tag, err := t.Exec(ctx, `COMMIT`)
	if err == nil && tag.String() == "ROLLBACK" {
		err = errors.New("a statement of the transaction had failed")
	}
	if err == nil && t.fence != nil {
		t.fence.Kept()
	}
	return t.sorted(err, "COMMIT")
}

// Rollback implements driver.Tx.
func (t tx) Rollback() error {
	t.within, t.waiting, t.spare = false, pgx.Batch{}, nil
	_, err := t.Exec(context.Background(), `ROLLBACK`)
	return t.sorted(err, "ROLLBACK")
}

// sorted is sorted for what this connection said: one that has ended was ended by the
// database, or by the network.
func (c *conn) sorted(err error, query string) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, lease.ErrLost) || !c.IsClosed() {
		return sorted(err, query)
	}
	return &sqlengine.Error{Kind: sayso.Busy, Err: err, Gone: true}
}

// sorted says of which kind an error of PostgreSQL is (its appendix A).
func sorted(err error, query string) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var theirs *pgconn.PgError
	if !errors.As(err, &theirs) {
		var failed *pgconn.ConnectError
		if errors.As(err, &failed) {
			return &sqlengine.Error{Kind: sayso.Busy, Err: errors.New("the database does not answer"), Gone: true}
		}
		return &sqlengine.Error{Kind: sayso.Other, Err: err}
	}
	kind, gone := sayso.Other, false
	switch class := theirs.Code[:2]; {
	case theirs.Code == "57P01", theirs.Code == "57P02", theirs.Code == "57P03", theirs.Code == "25P03", class == "08": // it ends, starts, or has ended the connection
		kind, gone = sayso.Busy, true
	case theirs.Code == "55P03", theirs.Code == "40001", theirs.Code == "40P01", class == "53" && theirs.Code != "53100":
		kind = sayso.Busy
	case theirs.Code == "53100":
		kind = sayso.Full
	case theirs.Code == "57014":
		kind = sayso.Cancelled
	case class == "XX", strings.HasPrefix(theirs.Code, "58"):
		kind = sayso.Damaged
	case class == "28", theirs.Code == "42501", theirs.Code == "25006":
		kind = sayso.Denied
	case class == "54":
		kind = sayso.TooLarge
	}
	if query != "" && kind == sayso.Other {
		err = fmt.Errorf("%w in %s", err, query)
	}
	return &sqlengine.Error{Kind: kind, Err: err, Gone: gone}
}
