package postgres

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"sayso"
	"sayso/sqlite"
)

// CopyTarget begins a ledger that is to be a copy of source, or goes on with it. Until
// it is whole and finish is told so, nobody else can open it: a table named copying says
// why. finish closes it in any case. Invalid where the database holds anything else, and
// Busy while another program copies into it.
func CopyTarget(ctx context.Context, address, source string) (l *sqlite.Ledger, finish func(whole bool) error, err error) {
	const op = "copy ledger"
	name := Shown(address)
	config, err := parse(address)
	if err != nil {
		return nil, nil, err
	}
	if err := beginCopy(ctx, config, name, source); err != nil {
		return nil, nil, explain(op, name, sorted(err, ""))
	}
	e, err := connect(ctx, address, true)
	if err != nil {
		return nil, nil, err
	}
	if l, err = sqlite.Over(e); err != nil {
		return nil, nil, err
	}
	unlock, err := e.LockWatch(ctx)
	if err != nil {
		return nil, nil, explain(op, name, errors.Join(err, l.Close()))
	}
	return l, func(whole bool) (err error) {
		if whole {
			_, err = e.write.ExecContext(ctx, `DROP TABLE copying`)
		}
		return explain(op, name, errors.Join(err, unlock(), l.Close()))
	}, nil
}

// beginCopy marks an empty database as one that is copied into.
func beginCopy(ctx context.Context, config *pgx.ConnConfig, name, source string) error {
	const op = "copy ledger"
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	var begun, any bool
	if err := c.QueryRow(ctx, `SELECT to_regclass('copying') IS NOT NULL, EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)`).Scan(&begun, &any); err != nil {
		return err
	}
	if begun {
		var of string
		if err := c.QueryRow(ctx, `SELECT source FROM copying`).Scan(&of); err != nil {
			return err
		}
		if of != source {
			return sayso.Errorf(op, name, sayso.Invalid, "a copy of %s into it has begun and not ended", of).Advise("end that one, or name an empty database")
		}
		return nil
	}
	if any {
		return sayso.Errorf(op, name, sayso.Invalid, "the database is not empty").Advise("name an empty one")
	}
	_, err = c.Exec(ctx, fmt.Sprintf(`CREATE TABLE copying AS SELECT %s::text AS source`, literal(source)))
	return err
}

// literal is a text in a statement that takes no arguments.
func literal(s string) string { return `'` + strings.ReplaceAll(whole(s), `'`, `''`) + `'` }

// Load implements sqlengine.Engine, by COPY.
func (e *engine) Load(ctx context.Context, c *sql.Conn, table string, columns []string, rows [][]any) error {
	if strings.HasSuffix(table, "_words") {
		columns = []string{"rowid", "words"}
	}
	var b strings.Builder
	for _, row := range rows {
		if strings.HasSuffix(table, "_words") {
			texts := make([]string, len(row)-1)
			for i, t := range row[1:] {
				texts[i], _ = t.(string)
				texts[i] = whole(texts[i])
			}
			row = []any{row[0], vector(table, texts)}
		}
		for i, v := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			if err := writeCopied(&b, v); err != nil {
				return fmt.Errorf("table %s: %w", table, err)
			}
		}
		b.WriteByte('\n')
	}
	return onConn(c, func(c *conn) error { return c.load(ctx, table, columns, strings.NewReader(b.String())) })
}

func onConn(c *sql.Conn, f func(*conn) error) error {
	return c.Raw(func(driver any) error {
		own, ok := driver.(*conn)
		if !ok {
			return fmt.Errorf("a connection of type %T", driver)
		}
		return f(own)
	})
}

func (c *conn) load(ctx context.Context, table string, columns []string, rows io.Reader) error {
	statement := `COPY ` + pgx.Identifier{table}.Sanitize() + ` ("` + strings.Join(columns, `", "`) + `") FROM STDIN`
	_, err := c.PgConn().CopyFrom(ctx, rows, statement)
	return sorted(err, statement)
}

var copyEscapes = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// writeCopied writes a value as COPY reads it in its text format.
func writeCopied(b *strings.Builder, v any) error {
	switch v := v.(type) {
	case nil:
		b.WriteString(`\N`)
	case int64:
		b.WriteString(strconv.FormatInt(v, 10))
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return fmt.Errorf("%v is no number", v)
		}
		b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		_, err := copyEscapes.WriteString(b, whole(v))
		return err
	case []byte:
		b.WriteString(`\\x`)
		b.WriteString(hex.EncodeToString(v))
	default:
		return fmt.Errorf("a value of type %T", v)
	}
	return nil
}

// Loaded implements sqlengine.Engine: rows are numbered on after the last one, and the
// planner learns what there is.
func (e *engine) Loaded(ctx context.Context, c *sql.Conn) error {
	return onConn(c, func(c *conn) error {
		rows, err := c.Query(ctx, `SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE a.attidentity <> '' AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace`)
		if err != nil {
			return sorted(err, "")
		}
		type column struct{ Table, Name string }
		numbered, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
		for _, n := range numbered {
			table, name := pgx.Identifier{n.Table}.Sanitize(), pgx.Identifier{n.Name}.Sanitize()
			if err == nil {
				_, err = c.Exec(ctx, `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT greatest(max(`+name+`), 1) FROM `+table+`), EXISTS (SELECT 1 FROM `+table+`))`, table, n.Name)
			}
		}
		if err == nil {
			_, err = c.Exec(ctx, `ANALYZE`)
		}
		return sorted(err, "")
	})
}
