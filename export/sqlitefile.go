package export

import (
	"database/sql"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver: no cgo

	"sayso"
)

// database writes a SQLite file with one table of the rows, and one that says what
// its columns hold.
func database() Format {
	return Format{Name: "sqlite", Ext: "db", Media: "application/vnd.sqlite3", About: "a SQLite file: the rows in one table, the codebook in another", For: "Datasette, DB Browser, SQL", Read: "Python's sqlite3",
		Binary: true, Open: openDatabase}
}

// databaseBatch is how many rows are written in one transaction.
const databaseBatch = 5000

// databaseWriter writes to a file of its own, since SQLite goes back and forth in
// it, and copies it out at the end.
type databaseWriter struct {
	w      io.Writer
	schema *Schema
	dir    string
	db     *sql.DB
	tx     *sql.Tx
	insert *sql.Stmt
	cells  []any
	rows   int
}

func openDatabase(w io.Writer, s *Schema, _ Options) (Writer, error) {
	dir, err := os.MkdirTemp("", "sayso-export-")
	if err != nil {
		return nil, sayso.FileError("write", os.TempDir(), err)
	}
	d := &databaseWriter{w: w, schema: s, dir: dir, cells: make([]any, len(s.Columns))}
	if err := d.begin(); err != nil {
		d.remove()
		return nil, err
	}
	return d, nil
}

func (d *databaseWriter) path() string { return filepath.Join(d.dir, "export.db") }

func (d *databaseWriter) begin() (err error) {
	// Nobody else sees the file before it is whole, so it needs no journal.
	at := (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(d.path()), RawQuery: "_pragma=journal_mode(off)&_pragma=synchronous(off)"}).String()
	if d.db, err = sql.Open("sqlite", at); err != nil {
		return err
	}
	d.db.SetMaxOpenConns(1)
	var columns, marks []string
	for i := range d.schema.Columns {
		c := &d.schema.Columns[i]
		columns = append(columns, quoted(c.Name)+" "+sqlType(c.Type))
		marks = append(marks, "?")
	}
	table := quoted(tableName(d.schema))
	for _, s := range []string{
		`CREATE TABLE ` + table + ` (` + strings.Join(columns, ", ") + `)`,
		`CREATE TABLE codebook ("column" TEXT PRIMARY KEY, type TEXT, unit TEXT, holds TEXT, source TEXT, how_sure TEXT)`,
	} {
		if _, err = d.db.Exec(s); err != nil {
			return err
		}
	}
	for _, c := range d.schema.Columns {
		if _, err = d.db.Exec(`INSERT INTO codebook VALUES (?, ?, ?, ?, ?, ?)`, c.Name, string(c.Type), c.Unit, c.About, c.Ground.Name, c.Ground.Sure); err != nil {
			return err
		}
	}
	if d.tx, err = d.db.Begin(); err != nil {
		return err
	}
	d.insert, err = d.tx.Prepare(`INSERT INTO ` + table + ` VALUES (` + strings.Join(marks, ", ") + `)`)
	return err
}

// tableName is a schema's name as a table has it: "cited_claims" is "claims".
func tableName(s *Schema) string {
	return strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(s.Name), "cited "), " ", "_")
}

// quoted is a name as SQL writes it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func sqlType(t Type) string {
	switch t {
	case Integer, Boolean:
		return "INTEGER"
	case Number:
		return "REAL"
	}
	return "TEXT"
}

func (d *databaseWriter) Write(row any) error {
	for i := range d.schema.Columns {
		v := d.schema.Columns[i].Value(row)
		switch x := v.(type) {
		case string:
			if x == "" {
				v = nil
			}
		case []string:
			v = nil
			if len(x) > 0 { // SQLite has no lists; json_each takes them apart
				b, err := compact(x)
				if err != nil {
					return err
				}
				v = string(b)
			}
		}
		d.cells[i] = v
	}
	if _, err := d.insert.Exec(d.cells...); err != nil {
		return err
	}
	if d.rows++; d.rows%databaseBatch != 0 {
		return nil
	}
	if err := d.tx.Commit(); err != nil {
		return err
	}
	tx, err := d.db.Begin()
	if err != nil {
		return err
	}
	d.tx = tx
	table := quoted(tableName(d.schema))
	d.insert, err = tx.Prepare(`INSERT INTO ` + table + ` VALUES (` + strings.TrimSuffix(strings.Repeat("?, ", len(d.cells)), ", ") + `)`)
	return err
}

func (d *databaseWriter) Close() error {
	defer d.remove()
	if err := d.tx.Commit(); err != nil {
		return err
	}
	if err := d.db.Close(); err != nil {
		return err
	}
	f, err := os.Open(d.path())
	if err != nil {
		return sayso.FileError("write", d.path(), err)
	}
	defer f.Close()
	_, err = io.Copy(d.w, f)
	return err
}

func (d *databaseWriter) remove() {
	if d.db != nil {
		d.db.Close()
	}
	os.RemoveAll(d.dir)
}
