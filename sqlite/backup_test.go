package sqlite

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

func backUp(t *testing.T, l *Ledger, since []byte) ([]byte, sayso.Snapshot) {
	t.Helper()
	var out bytes.Buffer
	var from io.Reader
	if since != nil {
		from = bytes.NewReader(since)
	}
	s, err := l.Backup(t.Context(), &out, from)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := CheckBackup(t.Context(), bytes.NewReader(out.Bytes())); err != nil || got != s {
		t.Errorf("%+v, want %+v: %v", got, s, err)
	}
	return out.Bytes(), s
}

func restored(t *testing.T, backups ...[]byte) (*Ledger, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "new", "ledger.db")
	var in []io.Reader
	for _, b := range backups {
		in = append(in, bytes.NewReader(b))
	}
	if _, err := Restore(t.Context(), path, in...); err != nil {
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
			t.Errorf("it failed and left %v", left)
		}
		return nil, err
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, nil
}

func dumpOf(t *testing.T, l *Ledger) string {
	t.Helper()
	d, err := ledgertest.Dump(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestBackup backs a ledger up whole, and twice since, and restores each state.
func TestBackup(t *testing.T) {
	l := kept(t)
	g := ledgertest.NewGenerator(8)
	var backups [][]byte
	var dumps []string
	var since []byte
	for i := range 3 {
		b, s := backUp(t, l, since)
		if i > 0 && (s.Since == "" || s.Written >= s.Bytes) || i == 0 && (s.Since != "" || s.Written != s.Bytes) {
			t.Errorf("%d: %+v", i, s)
		}
		since, backups, dumps = b, append(backups, b), append(dumps, dumpOf(t, l))
		if _, err := l.Put(t.Context(), g.Article(5)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range backups {
		got, err := restored(t, backups[:i+1]...)
		if err != nil {
			t.Fatal(err)
		}
		if dumpOf(t, got) != dumps[i] {
			t.Errorf("state %d differs when it is restored", i)
		}
		checkLedger(t, got)
	}
	for name, wrong := range map[string][][]byte{"none": {}, "part alone": {backups[1]}, "one missing": {backups[0], backups[2]}, "order": {backups[0], backups[2], backups[1]}, "twice": {backups[0], backups[0]}} {
		if _, err := restored(t, wrong...); sayso.KindOf(err) != sayso.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Restore(t.Context(), path, bytes.NewReader(backups[0]))
	wantError(t, err, sayso.Invalid, "there is a file already")
}

// TestBackupWhileWritten backs a ledger up over and over while others write it:
// each backup is of one moment.
func TestBackupWhileWritten(t *testing.T) {
	l := kept(t)
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() {
		for g := ledgertest.NewGenerator(6); ctx.Err() == nil; {
			if _, err := l.Put(ctx, g.Article(12), g.Article(3)); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	var since []byte
	var all [][]byte
	for range 4 {
		since, _ = backUp(t, l, since)
		if f := flaws(t, l); len(f) > 0 {
			t.Errorf("%+v", f)
		}
		all = append(all, since)
		got, err := restored(t, all...)
		if err != nil {
			t.Fatal(err)
		}
		checkLedger(t, got)
		if f := flaws(t, got); len(f) > 0 {
			t.Errorf("%+v", f)
		}
	}
	stop()
	wait.Wait()
}

// TestDamagedBackup flips bits of a backup, cuts it and adds to it: nothing of it
// is restored.
func TestDamagedBackup(t *testing.T) {
	whole, _ := backUp(t, kept(t), nil)
	r := rand.New(rand.NewPCG(3, 3))
	n := 300
	if testing.Short() {
		n = 40
	}
	for range n {
		b := bytes.Clone(whole)
		bit := r.IntN(8 * len(b))
		b[bit/8] ^= 1 << (bit % 8)
		if _, err := CheckBackup(t.Context(), bytes.NewReader(b)); err == nil {
			if got, err := restored(t, b); err == nil { // a bit that says nothing
				checkLedger(t, got)
			}
			t.Logf("bit %d says nothing", bit)
		} else if k := sayso.KindOf(err); k != sayso.Damaged && k != sayso.Invalid {
			t.Errorf("bit %d: %v of kind %q", bit, err, k)
		}
	}
	for _, b := range [][]byte{nil, whole[:10], whole[:len(whole)/2], whole[:len(whole)-1], append(bytes.Clone(whole), whole...), []byte(strings.Repeat("x", 100))} {
		if _, err := restored(t, b); err == nil {
			t.Errorf("a backup of %d bytes was restored", len(b))
		}
	}
}

// FuzzRestore has anything be a backup.
func FuzzRestore(f *testing.F) {
	f.Add([]byte(magicBackup))
	f.Add([]byte(magicBackup + "\x28\xb5\x2f\xfd\x04\x00\x11\x00\x00{}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "ledger.db")
		if _, err := Restore(t.Context(), path, bytes.NewReader(b)); err == nil {
			t.Log("restored")
		}
	})
}

func TestCompact(t *testing.T) {
	l := kept(t)
	if _, err := l.write.Exec(`CREATE TABLE big (x BLOB); INSERT INTO big VALUES (zeroblob(3000000)); DROP TABLE big`); err != nil {
		t.Fatal(err)
	}
	before := dumpOf(t, l)
	c, err := l.Compact(t.Context())
	if err != nil || c.Before-c.After < 2_500_000 || c.After == 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if dumpOf(t, l) != before {
		t.Error("it is another ledger now")
	}
	checkLedger(t, l)
	if _, err := l.Put(t.Context(), ledgertest.NewGenerator(3).Article(3)); err != nil {
		t.Error(err)
	}
	if got := flaws(t, l); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}
