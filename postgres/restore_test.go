//go:build unix

package postgres

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// TestRestore puts a ledger together again from a whole backup and what changed since,
// and goes on writing into it.
func TestRestore(t *testing.T) {
	ctx, l := t.Context(), openTest(t)
	g := ledgertest.NewGenerator(3)
	put := func(l sayso.Ledger, n int) {
		t.Helper()
		for range n {
			if _, err := l.Put(ctx, g.Article(4)); err != nil {
				t.Fatal(err)
			}
		}
	}
	put(l, 12)
	var whole, since bytes.Buffer
	if _, err := l.Backup(ctx, &whole, nil); err != nil {
		t.Fatal(err)
	}
	put(l, 3)
	if _, err := l.Backup(ctx, &since, bytes.NewReader(whole.Bytes())); err != nil {
		t.Fatal(err)
	}
	want, err := ledgertest.Dump(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	to := database(t, "template0")
	if _, err := Restore(ctx, to, bytes.NewReader(whole.Bytes()), bytes.NewReader(since.Bytes())); err != nil {
		t.Fatal(err)
	}
	again, err := Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got, err := ledgertest.Dump(ctx, again); err != nil || got != want {
		t.Errorf("the restored ledger differs (%v)", err)
	}
	put(again, 2)
	if _, err := again.Verify(ctx, sayso.VerifyOptions{All: true}, func(f sayso.Flaw) error { t.Errorf("%+v", f); return nil }); err != nil {
		t.Error(err)
	}
	if _, err := Restore(ctx, to, &whole); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("over a ledger: %v", err)
	}
}

// TestForeign opens what is no ledger.
func TestForeign(t *testing.T) {
	ctx := t.Context()
	to := database(t, "template0")
	e, err := connect(ctx, to, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.write.ExecContext(ctx, `DROP TABLE migration`); err != nil {
		t.Fatal(err)
	}
	e.write.Close()
	e.read.Close()
	if _, err := Open(ctx, to); sayso.KindOf(err) != sayso.Invalid || !strings.Contains(err.Error(), "another program") {
		t.Errorf("another program's database: %v", err)
	}
	for _, bad := range []string{"postgres://%zz", "postgres://sayso:secret@127.0.0.1:1/none"} {
		if _, err := Open(ctx, bad); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// TestSameAsSQLite reads the same into both, and wants the same of both.
func TestSameAsSQLite(t *testing.T) {
	ctx, l := t.Context(), openTest(t)
	file, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, b := ledgertest.NewGenerator(9), ledgertest.NewGenerator(9)
	for range 30 {
		if _, err := l.Put(ctx, a.Article(5)); err != nil {
			t.Fatal(err)
		}
		if _, err := file.Put(ctx, b.Article(5)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ledgertest.Dump(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	want, err := ledgertest.Dump(ctx, file)
	if err != nil || got != want {
		t.Errorf("the ledgers differ (%v)", err)
	}
}
