package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// A copy takes over the rows of every table as they are, row numbers included, in the
// order of the primary key and in batches, each of which is there whole or not at all.
// So the last key that is there says where to go on, and nothing else is kept of how
// far a copy is. Words are made anew of the texts, since each database has an index of
// its own for them. See docs/decisions/copy.md.

// Copied is what a copy has done.
type Copied struct {
	Rows   int64 // that were written, those of earlier tries left out
	Held   int64 // that the ledger has, and that were compared
	Tables int
	Again  []string // tables that had changed since an earlier try, and were copied anew
}

const (
	// copyBatch is how many rows are copied at a time, and copyLarge so many where a
	// row holds an article.
	copyBatch = 2000
	copyLarge = 32
)

// CopyTarget begins a ledger that is to be a copy, or goes on with one. It stands
// beside path, under another name, until it is whole and finish gives it its own. finish
// closes it in any case. Invalid where there is a ledger already.
func CopyTarget(ctx context.Context, path string) (l *Ledger, finish func(whole bool) error, err error) {
	const op = "copy ledger"
	for _, more := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(path + more); err == nil {
			return nil, nil, sayso.Errorf(op, path+more, sayso.Invalid, "there is a file already").Advise("move it away, or copy to another path")
		}
	}
	part := path + ".copying"
	if l, err = Open(ctx, part); err != nil {
		return nil, nil, err
	}
	return l, func(whole bool) error {
		if err := l.Close(); err != nil || !whole {
			return err
		}
		if err := os.Rename(part, path); err != nil {
			return fail(op, path, err)
		}
		for _, more := range []string{"-wal", "-shm"} {
			_ = os.Remove(part + more) // they are empty by now, and mostly gone
		}
		if dir, err := os.Open(filepath.Dir(path)); err == nil {
			_ = dir.Sync() // not every system can
			_ = dir.Close()
		}
		return nil
	}, nil
}

// Copy makes to hold what from holds, as it is at one moment, and compares both. It
// goes on where an earlier copy from the same ledger ended. say is told of each batch;
// nil for nobody.
func Copy(ctx context.Context, from, to *Ledger, say func(table string, rows int64)) (done Copied, err error) {
	const op = "copy ledger"
	tables, err := copiedTables(ctx)
	if err != nil {
		return done, fail(op, to.path, err)
	}
	err = from.view(ctx, op, from.path, func(tx *sql.Tx) error {
		c, err := to.write.Conn(ctx)
		if err != nil {
			return err
		}
		defer c.Close()
		x := &copying{from: from, to: to, in: tx, out: c, done: &done, say: say}
		done.Tables = len(tables)
		for i := range tables {
			if err := x.copy(ctx, &tables[i]); err != nil {
				return err
			}
		}
		for i := range tables {
			if err := x.compare(ctx, &tables[i]); err != nil {
				return err
			}
		}
		if to.engine != nil {
			return to.engine.Loaded(ctx, c)
		}
		return nil
	})
	return done, fail(op, to.path, err)
}

// copiedTable is one table of a ledger.
type copiedTable struct {
	name    string
	columns []string
	key     []int // indexes of the primary key's columns, in its order
	large   bool  // a row may hold an article
	words   bool  // an index of words: of its columns only the first is read
}

func (t *copiedTable) batch() int {
	if t.large {
		return copyLarge
	}
	return copyBatch
}

// copiedTables lists the tables of this format, as a new ledger has them: first those of
// rows, then those of words.
func copiedTables(ctx context.Context) (all []copiedTable, err error) {
	dir, err := os.MkdirTemp("", "sayso-copy-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	l, err := Open(ctx, filepath.Join(dir, "ledger.db"))
	if err != nil {
		return nil, err
	}
	defer l.Close()
	rows, err := l.read.QueryContext(ctx, `SELECT m.name, c.name, c.type, c.pk FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name <> 'migration' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND instr(m.name, '_words') = 0 ORDER BY m.rowid, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var table, column, kind string
		var key int
		if err := rows.Scan(&table, &column, &kind, &key); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != table {
			all = append(all, copiedTable{name: table})
		}
		t := &all[len(all)-1]
		if key > 0 {
			t.key = append(t.key, make([]int, max(0, key-len(t.key)))...)
			t.key[key-1] = len(t.columns)
		}
		t.large = t.large || kind == "BLOB" && table != "claim_vector"
		t.columns = append(t.columns, column)
	}
	return append(all,
		copiedTable{name: "claim_words", columns: []string{"rowid", "source", "cue", "content"}, key: []int{0}, words: true},
		copiedTable{name: "article_words", columns: []string{"rowid", "title", "text"}, key: []int{0}, words: true, large: true},
		copiedTable{name: "actor_words", columns: []string{"rowid", "name"}, key: []int{0}, words: true},
	), rows.Err()
}

// copying is a copy under way.
type copying struct {
	from, to *Ledger
	in       *sql.Tx
	out      *sql.Conn
	done     *Copied
	say      func(table string, rows int64)
}

// querier is a snapshot or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// quoted is names of columns, for a statement.
func quoted(names []string) string { return `"` + strings.Join(names, `", "`) + `"` }

// after reads the next rows behind a key; nil for the first.
func (t *copiedTable) after(ctx context.Context, db querier, key []any, limit int, last bool) ([][]any, error) {
	names := make([]string, len(t.key))
	for i, k := range t.key {
		names[i] = t.columns[k]
	}
	what, table, by := quoted(t.columns), t.name, quoted(names)
	if t.words {
		what, table, by = `id`, t.name+`_docsize`, `id`
	}
	query := `SELECT ` + what + ` FROM ` + table
	if key != nil {
		query += ` WHERE (` + by + `) > (?` + strings.Repeat(`, ?`, len(key)-1) + `)`
	}
	query += ` ORDER BY `
	if query += by; last {
		query = `SELECT ` + by + ` FROM ` + table + ` ORDER BY ` + strings.ReplaceAll(by, `,`, ` DESC,`) + ` DESC`
	}
	rows, err := db.QueryContext(ctx, query+` LIMIT ?`, append(append([]any{}, key...), limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out [][]any
	for rows.Next() {
		row, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

// keyOf is the key of a row.
func (t *copiedTable) keyOf(row []any) []any {
	key := make([]any, len(t.key))
	for i, k := range t.key {
		key[i] = row[k]
	}
	return key
}

// copy writes the rows of a table that are not there yet.
func (x *copying) copy(ctx context.Context, t *copiedTable) error {
	var key []any
	last, err := t.after(ctx, x.out, nil, 1, true)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		key = last[0]
	}
	for {
		rows, err := t.after(ctx, x.in, key, t.batch(), false)
		if err != nil || len(rows) == 0 {
			return err
		}
		key = t.keyOf(rows[len(rows)-1])
		if t.words {
			if rows, err = x.words(ctx, t, rows); err != nil {
				return err
			}
		}
		if err := x.write(ctx, t, rows); err != nil {
			return err
		}
		x.done.Rows += int64(len(rows))
		if x.say != nil {
			x.say(t.name, int64(len(rows)))
		}
	}
}

// write adds rows, all of them or none.
func (x *copying) write(ctx context.Context, t *copiedTable, rows [][]any) error {
	if x.to.engine != nil {
		return x.to.engine.Load(ctx, x.out, t.name, t.columns, rows)
	}
	tx, err := x.out.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO `+t.name+` (`+quoted(t.columns)+`) VALUES (?`+strings.Repeat(`, ?`, len(t.columns)-1)+`)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, row := range rows {
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// words are the texts of rows of an index of words, of which only the numbers are given.
func (x *copying) words(ctx context.Context, t *copiedTable, ids [][]any) ([][]any, error) {
	texts := make(map[int64][]any, len(ids))
	ns := make([]int64, len(ids))
	for i, id := range ids {
		ns[i], _ = id[0].(int64)
	}
	var err error
	switch t.name {
	case "claim_words":
		err = scanned(func(to []any) { texts[to[0].(int64)] = to[1:] })(x.in.QueryContext(ctx,
			`SELECT ct.n, ct.source, ct.cue, ct.content FROM json_each(?) j CROSS JOIN claim_text ct ON ct.n = j.value`, listOf(ns)))
	case "article_words":
		err = scanned(func(to []any) {
			a, e := x.from.codec.unpackArticle(to[1].([]byte))
			texts[to[0].(int64)], err = []any{a.Title, a.Text}, errors.Join(err, e)
		})(x.in.QueryContext(ctx, `SELECT r.version, r.record FROM json_each(?) j CROSS JOIN reading r ON r.version = j.value`, listOf(ns)))
	case "actor_words":
		names := make(map[int64][]string, len(ids))
		add := scanned(func(to []any) { n := to[0].(int64); names[n] = append(names[n], to[1].(string)) })
		err = add(x.in.QueryContext(ctx, `SELECT n.actor, n.name FROM json_each(?) j CROSS JOIN alias n ON n.actor = j.value`, listOf(ns)))
		if err == nil {
			err = add(x.in.QueryContext(ctx, `SELECT x.n, x.name FROM json_each(?) j CROSS JOIN actor x ON x.n = j.value`, listOf(ns)))
		}
		for n, of := range names {
			texts[n] = []any{namesInWords(of)}
		}
	}
	out := make([][]any, len(ids))
	for i, n := range ns {
		if texts[n] == nil && err == nil {
			err = fmt.Errorf("%s has words of row %d, which is not there", t.name, n)
		}
		out[i] = append([]any{n}, texts[n]...)
	}
	return out, err
}

// scanned reads all rows of any columns.
func scanned(take func(row []any)) func(*sql.Rows, error) error {
	return func(rows *sql.Rows, err error) error {
		if err != nil {
			return err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		for rows.Next() {
			row, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				to[i] = &row[i]
			}
			if err := rows.Scan(to...); err != nil {
				return err
			}
			take(row)
		}
		return rows.Err()
	}
}
