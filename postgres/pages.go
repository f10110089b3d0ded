package postgres

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/jackc/pgx/v5"

	"sayso"
	"sayso/internal/sqlengine"
)

// A backup has the form that package sqlite gives it; here is what its pages hold.
// One table comes after the other, in the order of their names, and each begins on a
// page of its own, so that a table that grows moves no other. In it stand strings,
// each with its length before it in four bytes: the name of the table, then its rows
// as PostgreSQL writes composite values, in the order of the primary key. A length of
// 0 ends the table, and zeros fill its last page.

// batch is how many rows are read at a time.
const batch = 500

// maxRow bounds a row that is restored; PostgreSQL takes no value of over 1 GiB.
const maxRow = 1 << 30

// tablesByName lists the tables of the ledger with the columns of their primary key. What
// workers are about to do is no part of it.
const tablesByName = `SELECT c.relname, string_agg(format('%I', a.attname), ', ' ORDER BY k.o) FROM pg_index i
	JOIN pg_class c ON c.oid = i.indrelid JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY k(n, o) ON true
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n
	WHERE i.indisprimary AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> 'migration' AND c.relname NOT LIKE 'work\_%'
	GROUP BY c.relname ORDER BY c.relname`

// Pages implements sqlengine.Engine.
func (e *engine) Pages(ctx context.Context, tx *sql.Tx, f func(n int64, page []byte) error) error {
	rows, err := tx.QueryContext(ctx, tablesByName)
	if err != nil {
		return err
	}
	defer rows.Close()
	p := &pager{page: make([]byte, 0, sqlengine.PageSize), f: f}
	for rows.Next() {
		var table, key string
		if err := rows.Scan(&table, &key); err != nil {
			return err
		}
		if err := p.table(ctx, tx, table, key); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pager cuts strings into pages.
type pager struct {
	page []byte
	n    int64
	f    func(n int64, page []byte) error
}

func (p *pager) table(ctx context.Context, tx *sql.Tx, table, key string) error {
	if err := p.add(table); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DECLARE backup NO SCROLL CURSOR FOR SELECT t::text FROM `+table+` t ORDER BY `+key); err != nil {
		return err
	}
	for {
		n, err := p.rows(tx.QueryContext(ctx, fmt.Sprintf(`FETCH %d FROM backup`, batch)))
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	if _, err := tx.ExecContext(ctx, `CLOSE backup`); err != nil {
		return err
	}
	if err := p.write(make([]byte, 4)); err != nil || len(p.page) == 0 {
		return err
	}
	return p.write(make([]byte, cap(p.page)-len(p.page)))
}

func (p *pager) rows(rows *sql.Rows, err error) (n int, _ error) {
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		var row string
		if err := rows.Scan(&row); err != nil {
			return n, err
		}
		if err := p.add(row); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// add writes a string with its length.
func (p *pager) add(s string) error {
	if err := p.write(binary.BigEndian.AppendUint32(nil, uint32(len(s)))); err != nil {
		return err
	}
	return p.write([]byte(s))
}

func (p *pager) write(b []byte) error {
	for len(b) > 0 {
		n := min(len(b), cap(p.page)-len(p.page))
		p.page, b = append(p.page, b[:n]...), b[n:]
		if len(p.page) < cap(p.page) {
			continue
		}
		p.n++
		if err := p.f(p.n, p.page); err != nil {
			return err
		}
		p.page = p.page[:0]
	}
	return nil
}

// restoreInto fills the tables of an empty ledger from pages, in one transaction.
func restoreInto(ctx context.Context, c *pgx.Conn, pages io.Reader) error {
	tx, err := c.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(context.WithoutCancel(ctx))
	in := &counted{r: bufio.NewReaderSize(pages, 1<<20)}
	for {
		table, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := restoreTable(ctx, tx, table, in); err != nil {
			return err
		}
		if err := in.skip(); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

func restoreTable(ctx context.Context, tx pgx.Tx, table string, in *counted) error {
	name := pgx.Identifier{table}.Sanitize()
	var count int64
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+name+` LIMIT 1) t`).Scan(&count); err != nil {
		return err
	}
	if count > 0 {
		return sayso.Errorf("restore ledger", table, sayso.Invalid, "there is a ledger already").Advise("restore to an empty database")
	}
	insert := `INSERT INTO ` + name + ` SELECT (unnest($1::text[])::` + name + `).*`
	for more := true; more; {
		var rows []string
		for len(rows) < batch {
			row, err := in.next()
			if err != nil {
				return err
			}
			if more = row != ""; !more {
				break
			}
			rows = append(rows, row)
		}
		if _, err := tx.Exec(ctx, insert, rows); err != nil {
			return err
		}
	}
	// Who numbers rows goes on after the last one.
	_, err := tx.Exec(ctx, `SELECT setval(s, (SELECT greatest(max((to_jsonb(t) ->> a)::bigint), 1) FROM `+name+` t)) FROM (
		SELECT attname AS a, pg_get_serial_sequence($1, attname) AS s FROM pg_attribute WHERE attrelid = $2::regclass AND attidentity <> '') x`, name, name)
	return err
}

// counted reads strings, and knows where it stands in a page.
type counted struct {
	r  *bufio.Reader
	at int64
}

// next reads a string; "" where a table ends, io.EOF at the end of all.
func (c *counted) next() (string, error) {
	var length [4]byte
	n, err := io.ReadFull(c.r, length[:])
	c.at += int64(n)
	if err != nil {
		return "", err
	}
	size := binary.BigEndian.Uint32(length[:])
	if size > maxRow {
		return "", sayso.Errorf("restore ledger", "", sayso.Damaged, "a row of %d bytes", size).Advise("use another backup")
	}
	b := make([]byte, size)
	n, err = io.ReadFull(c.r, b)
	c.at += int64(n)
	return string(b), err
}

// skip goes to the next page.
func (c *counted) skip() error {
	n, err := io.CopyN(io.Discard, c.r, (sqlengine.PageSize-c.at%sqlengine.PageSize)%sqlengine.PageSize)
	c.at += n
	return err
}

// temporary is a file that is gone when it is closed.
type temporary struct{ *os.File }

func newTemporary() (temporary, error) {
	f, err := os.CreateTemp("", "sayso-restore-")
	return temporary{f}, err
}

// Close closes and removes the file.
func (t temporary) Close() error { return errors.Join(t.File.Close(), os.Remove(t.Name())) }
