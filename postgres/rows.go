package postgres

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// stmt is a statement that a connection has prepared.
type stmt struct {
	*conn
	statement
	about *pgconn.StatementDescription
}

// Close implements driver.Stmt. The connection keeps its statements.
func (s *stmt) Close() error { return nil }

// NumInput implements driver.Stmt.
func (s *stmt) NumInput() int { return -1 }

var errContext = errors.New("statements are run with a context")

// Exec implements driver.Stmt.
func (s *stmt) Exec([]driver.Value) (driver.Result, error) { return nil, errContext }

// Query implements driver.Stmt.
func (s *stmt) Query([]driver.Value) (driver.Rows, error) { return nil, errContext }

// whole replaces what no text of PostgreSQL can hold.
func whole(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\ufffd")
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// values are the arguments as the statement's types want them: SQLite has no booleans,
// and takes a number for a text.
func (s *stmt) values(given []driver.NamedValue) ([]any, error) {
	out := make([]any, len(given))
	for i, v := range given {
		if out[i] = v.Value; i < len(s.about.ParamOIDs) {
			out[i] = fit(v.Value, s.about.ParamOIDs[i])
		}
		if s.match[i+1] {
			search, _ := out[i].(string)
			out[i] = tsquery(search)
		}
	}
	if s.index != "" {
		columns := make([]string, len(out)-1)
		for i, c := range given[1:] {
			columns[i], _ = c.Value.(string)
			columns[i] = whole(columns[i])
		}
		out = []any{out[0], vector(s.index, columns)}
	}
	want := len(s.about.ParamOIDs)
	if s.gives != "" {
		want--
	}
	if len(out) != want {
		return nil, fmt.Errorf("%d arguments of %d: %s", len(out), len(s.about.ParamOIDs), s.sql)
	}
	return out, nil
}

func fit(v any, oid uint32) any {
	switch v := v.(type) {
	case string:
		return whole(v)
	case bool:
		if oid != boolean {
			if v {
				return int64(1)
			}
			return int64(0)
		}
	case int64:
		switch oid {
		case text:
			return strconv.FormatInt(v, 10)
		case boolean:
			return v != 0
		case float8, numeric:
			return float64(v)
		}
	}
	return v
}

// ExecContext implements driver.StmtExecContext.
func (s *stmt) ExecContext(ctx context.Context, given []driver.NamedValue) (driver.Result, error) {
	args, err := s.values(given)
	if err != nil {
		return nil, err
	}
	var id int64
	if s.gives != "" {
		if id, err = s.number(ctx, s.gives); err != nil {
			return nil, err
		}
		args = append(args, id)
	}
	if s.within && !s.numbers {
		return s.later(ctx, id, args)
	}
	if err := s.flush(ctx); err != nil {
		return nil, err
	}
	found, err := s.Conn.Query(ctx, s.sql, args...)
	if err != nil {
		return nil, s.conn.sorted(err, s.sql)
	}
	r := result{id: id}
	for s.numbers && found.Next() {
		if err := found.Scan(&r.id); err != nil {
			found.Close()
			return nil, err
		}
	}
	found.Close()
	r.rows = found.CommandTag().RowsAffected()
	return r, s.conn.sorted(found.Err(), s.sql)
}

type result struct{ id, rows int64 }

// mostWaiting bounds the statements of a transaction that wait to be sent.
const mostWaiting = 100

// later keeps a statement of a transaction until an answer is needed: half of what the
// ledger writes needs none, and sent together these cost one way to the database and
// back. A fault of one of them is met by whichever statement is sent with it or, at the
// latest, by the end of the transaction, which is then not kept.
func (s *stmt) later(ctx context.Context, id int64, args []any) (driver.Result, error) {
	for i, a := range args {
		if b, ok := a.([]byte); ok {
			args[i] = bytes.Clone(b) // the caller may use it again
		}
	}
	r := &lateResult{conn: s.conn, id: id}
	s.waiting.Queue(s.sql, args...).Exec(func(tag pgconn.CommandTag) error {
		r.rows, r.known = tag.RowsAffected(), true
		return nil
	})
	if s.waiting.Len() >= mostWaiting {
		return r, s.flush(ctx)
	}
	return r, nil
}

// numbersAtOnce is how many numbers of rows a transaction takes at a time.
const numbersAtOnce = 50

// number gives the number of the next row of a table. A transaction that writes takes
// some at a time, and those that it doesn't need are nobody's: later rows have higher
// numbers, also of other connections, since one writes at a time.
func (c *conn) number(ctx context.Context, table string) (int64, error) {
	if left := c.spare[table]; len(left) > 0 {
		c.spare[table] = left[1:]
		return left[0], nil
	}
	if err := c.flush(ctx); err != nil {
		return 0, err
	}
	most := 1
	if c.within {
		most = numbersAtOnce
	}
	const next = `SELECT nextval(pg_get_serial_sequence($1, 'n')) FROM generate_series(1, $2)`
	rows, err := c.Query(ctx, next, table, most)
	if err != nil {
		return 0, c.sorted(err, next)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, c.sorted(err, next)
	}
	if c.within {
		if c.spare == nil {
			c.spare = make(map[string][]int64)
		}
		c.spare[table] = got[1:]
	}
	return got[0], nil
}

// flush sends the statements that wait.
func (c *conn) flush(ctx context.Context) error {
	if c.waiting.Len() == 0 {
		return nil
	}
	b := c.waiting
	c.waiting = pgx.Batch{}
	return c.sorted(c.SendBatch(ctx, &b).Close(), "statements sent together")
}

// lateResult is that of a statement that may wait still.
type lateResult struct {
	conn  *conn
	id    int64
	rows  int64
	known bool
}

// LastInsertId implements driver.Result.
func (r *lateResult) LastInsertId() (int64, error) { return r.id, nil }

// RowsAffected implements driver.Result.
func (r *lateResult) RowsAffected() (int64, error) {
	if r.known {
		return r.rows, nil
	}
	err := r.conn.flush(context.Background())
	if err == nil && !r.known {
		err = errors.New("the transaction has ended")
	}
	return r.rows, err
}

// LastInsertId implements driver.Result.
func (r result) LastInsertId() (int64, error) { return r.id, nil }

// RowsAffected implements driver.Result.
func (r result) RowsAffected() (int64, error) { return r.rows, nil }

// QueryContext implements driver.StmtQueryContext. All rows are read at once: the
// ledger asks for more while it reads, which a connection of PostgreSQL can't answer.
func (s *stmt) QueryContext(ctx context.Context, given []driver.NamedValue) (driver.Rows, error) {
	args, err := s.values(given)
	if err != nil {
		return nil, err
	}
	if err := s.flush(ctx); err != nil {
		return nil, err
	}
	found, err := s.Conn.Query(ctx, s.sql, args...)
	if err != nil {
		return nil, s.conn.sorted(err, s.sql)
	}
	defer found.Close()
	out := &rows{}
	for _, f := range found.FieldDescriptions() {
		out.names = append(out.names, f.Name)
	}
	for found.Next() {
		row, err := plain(found)
		if err != nil {
			return nil, err
		}
		out.left = append(out.left, row)
	}
	if err := found.Err(); err != nil {
		return nil, s.conn.sorted(err, s.sql)
	}
	return out, nil
}

// plain reads a row into the types that database/sql knows.
func plain(found pgx.Rows) ([]any, error) {
	row, err := found.Values()
	if err != nil {
		return nil, err
	}
	for i, v := range row {
		switch v := v.(type) {
		case int32:
			row[i] = int64(v)
		case float32:
			row[i] = float64(v)
		case driver.Valuer: // numeric, such as a sum of numbers
			said, err := v.Value()
			if err != nil {
				return nil, err
			}
			row[i] = said
			if digits, ok := said.(string); ok {
				if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
					row[i] = n
				}
			}
		}
	}
	return row, nil
}

type rows struct {
	names []string
	left  [][]any
}

// Columns implements driver.Rows.
func (r *rows) Columns() []string { return r.names }

// Close implements driver.Rows.
func (r *rows) Close() error { return nil }

// Next implements driver.Rows.
func (r *rows) Next(to []driver.Value) error {
	if len(r.left) == 0 {
		return io.EOF
	}
	for i, v := range r.left[0] {
		to[i] = v
	}
	r.left = r.left[1:]
	return nil
}
