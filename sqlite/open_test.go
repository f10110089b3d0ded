package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
)

// impatient is how long tests wait for a lock.
const impatient = 50 * time.Millisecond

// filled makes a ledger with the fixtures, closes it, and returns its path.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// script runs SQL on a file as another program would.
func script(t *testing.T, path string, sqls ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range sqls {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func wantError(t *testing.T, err error, kind sayso.Kind, words string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", kind)
	}
	if sayso.KindOf(err) != kind || !strings.Contains(err.Error(), words) {
		t.Errorf("error %q of kind %q, want %q in one of kind %q", err, sayso.KindOf(err), words, kind)
	}
	if strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "(") {
		t.Errorf("error %q is not one line with advice", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		make  func(t *testing.T) string
		kind  sayso.Kind
		words string
	}{
		{"no name", func(t *testing.T) string { return "" }, sayso.Invalid, "no file"},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, sayso.Invalid, "folder"},
		{"a file in the way", func(t *testing.T) string { return filepath.Join(filled(t), "ledger.db") }, sayso.Invalid, "not a directory"},
		{"a text", func(t *testing.T) string {
			return write(t, []byte(strings.Repeat("Dear reader, this is no ledger.\n", 100)))
		}, sayso.Damaged, "no ledger"},
		{"a short text", func(t *testing.T) string { return write(t, []byte("x")) }, sayso.Damaged, "too short"},
		{"cut in the middle", func(t *testing.T) string {
			path := filled(t)
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Truncate(path, info.Size()/2); err != nil {
				t.Fatal(err)
			}
			return path
		}, sayso.Damaged, "damaged"},
		{"cut to its header", func(t *testing.T) string {
			path := filled(t)
			if err := os.Truncate(path, 600); err != nil {
				t.Fatal(err)
			}
			return path
		}, sayso.Damaged, "damaged"},
		{"another program's database", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "other.db")
			script(t, path, `CREATE TABLE recipe (name TEXT)`)
			return path
		}, sayso.Invalid, "another program"},
		{"another program's mark", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "other.db")
			script(t, path, `PRAGMA application_id = 252006673`, `PRAGMA user_version = 1`)
			return path
		}, sayso.Invalid, "another program"},
		{"a newer format", func(t *testing.T) string {
			path := filled(t)
			script(t, path, fmt.Sprintf(`PRAGMA user_version = %d`, Format+1))
			return path
		}, sayso.TooNew, "newer Sayso"},
		{"locked by another program", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "ledger.db")
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			t.Cleanup(func() { db.Close() })
			for _, s := range []string{`PRAGMA locking_mode = EXCLUSIVE`, `BEGIN EXCLUSIVE`, `CREATE TABLE t (x)`} {
				if _, err := db.Exec(s); err != nil {
					t.Fatal(err)
				}
			}
			return path
		}, sayso.Busy, "locked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := test.make(t)
			before, _ := os.ReadFile(path)
			l, err := open(t.Context(), path, impatient)
			if err == nil {
				l.Close()
			}
			wantError(t, err, test.kind, test.words)
			if after, _ := os.ReadFile(path); test.kind != sayso.Busy && !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func write(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenMakes(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, path := range []string{
		filepath.Join(dir, "new", "folders", "ledger.db"),
		"relative.db",
		filepath.Join(dir, "space and ünïcode 🌧", "a?b#c%20d&e=f.db"),
		filepath.Join(dir, ":memory:"),
		write(t, nil), // an empty file becomes a ledger
	} {
		for range 2 {
			l, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
				t.Error(err)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		}
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", path, err)
		}
		for _, more := range []string{"-wal", "-shm", "-journal"} {
			if _, err := os.Stat(path + more); err == nil {
				t.Errorf("%s%s is left after closing", path, more)
			}
		}
	}
}

// TestOpenUnfinished opens files as a kill between the steps of making a
// ledger would leave them.
func TestOpenUnfinished(t *testing.T) {
	mark := fmt.Sprintf(`PRAGMA application_id = %d`, applicationID)
	for name, steps := range map[string][]string{
		"in WAL":                {`PRAGMA journal_mode = WAL`},
		"marked":                {`PRAGMA journal_mode = WAL`, mark},
		"with migrations begun": {mark, `CREATE TABLE migration (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`, `INSERT INTO migration (version_id, is_applied) VALUES (0, 1)`},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			script(t, path, steps...)
			l, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOpenTogether opens one new ledger many times at once.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			l, err := Open(context.Background(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer l.Close()
			if _, err := l.Put(context.Background(), ledgertest.Readings()...); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	checkLedger(t, l)
	if s, err := l.Stats(t.Context()); err != nil || s.Versions != 5 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestDamagedInside reads a ledger in which one page after another is garbage:
// each call answers or says Damaged, and none fails in another way.
func TestDamagedInside(t *testing.T) {
	path := filled(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const pageSize = 4096
	damaged := 0
	for page := 1; page < len(whole)/pageSize; page += 3 {
		data := bytes.Clone(whole)
		for i := range pageSize {
			data[page*pageSize+i] ^= byte(7 * (i + page))
		}
		l, err := Open(t.Context(), write(t, data))
		if err == nil {
			_, err = ledgertest.Dump(t.Context(), l)
			l.Close()
		}
		if err != nil {
			damaged++
			if k := sayso.KindOf(err); k != sayso.Damaged {
				t.Errorf("page %d: %v of kind %q", page, err, k)
			}
		}
	}
	if damaged == 0 {
		t.Error("no damage was noticed")
	}
}
