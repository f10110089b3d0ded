package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

// TestFileUnderway takes the file away from an open ledger in each way that an
// operator may, and wants the next write refused in words, other files untouched,
// and reading to go on or to fail as damage does.
func TestFileUnderway(t *testing.T) {
	other := []byte("Dear reader, this is somebody else's file.\n" + strings.Repeat("x", 1<<20))
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	copyTo := func(t *testing.T, to string, data []byte) { t.Helper(); must(t, os.WriteFile(to, data, 0o600)) }
	for name, c := range map[string]struct {
		do   func(t *testing.T, path string, older []byte)
		want string
	}{
		"deleted":          {func(t *testing.T, path string, _ []byte) { must(t, os.Remove(path)) }, "deleted or moved"},
		"moved":            {func(t *testing.T, path string, _ []byte) { must(t, os.Rename(path, path+".old")) }, "deleted or moved"},
		"its changes gone": {func(t *testing.T, path string, _ []byte) { must(t, os.Remove(path+"-wal")) }, "latest changes"},
		"replaced": {func(t *testing.T, path string, _ []byte) {
			copyTo(t, path+"2", other)
			must(t, os.Rename(path+"2", path))
		}, "another file"},
		"replaced by older": {func(t *testing.T, path string, older []byte) {
			copyTo(t, path+"2", older)
			must(t, os.Rename(path+"2", path))
		}, "another file"},
		"written over":    {func(t *testing.T, path string, _ []byte) { copyTo(t, path, other) }, "written over"},
		"older copy over": {func(t *testing.T, path string, older []byte) { copyTo(t, path, older) }, "older copy"},
		"cut to nothing":  {func(t *testing.T, path string, _ []byte) { must(t, os.Truncate(path, 0)) }, "written over"},
		"cut in the middle": {func(t *testing.T, path string, _ []byte) {
			info, err := os.Stat(path)
			must(t, err)
			must(t, os.Truncate(path, info.Size()/2))
		}, "cut short"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filled(t)
			older, err := os.ReadFile(path)
			must(t, err)
			g := ledgertest.NewGenerator(3)
			l, err := Open(t.Context(), path)
			must(t, err)
			if _, err := l.Put(t.Context(), g.Article(30), g.Article(30), g.Article(30), g.Article(30)); err != nil {
				t.Fatal(err)
			}
			must(t, l.Close())
			if l, err = Open(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			list, err := l.Claims(t.Context(), sayso.ClaimQuery{})
			must(t, err)
			must(t, l.MayWrite(t.Context()))
			c.do(t, path, older)
			before, _ := os.ReadFile(path)
			_, err = l.Correct(t.Context(), sayso.Correction{Claim: list.Items[0].ID, Verdict: sayso.Rejected})
			wantError(t, err, sayso.Damaged, c.want)
			_, err = l.Put(t.Context(), g.Article(3))
			wantError(t, err, sayso.Damaged, "nothing was written")
			wantError(t, l.MayWrite(t.Context()), sayso.Damaged, c.want)
			if after, _ := os.ReadFile(path); string(before) != string(after) {
				t.Error("it wrote into what is not its file")
			}
		})
	}
}

// TestCompactedByAnother has a ledger shrink while it is open, by the hand of
// another Sayso: that is no damage.
func TestCompactedByAnother(t *testing.T) {
	path := filled(t)
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	script(t, path, `CREATE TABLE big (x BLOB)`, `INSERT INTO big VALUES (zeroblob(1000000))`, `PRAGMA wal_checkpoint(TRUNCATE)`)
	if err := l.MayWrite(t.Context()); err != nil {
		t.Fatal(err)
	}
	script(t, path, `DROP TABLE big`, `VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`)
	if _, err := l.Put(t.Context(), ledgertest.NewGenerator(3).Article(3)); err != nil {
		t.Error(err)
	}
	checkLedger(t, l)
}

// TestPrivate wants a new ledger, and what is kept beside it, to be nobody
// else's to read.
func TestPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "ledger.db")
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	unlock, err := l.LockWatch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if _, err := l.Put(t.Context(), ledgertest.Readings()...); err != nil {
		t.Fatal(err)
	}
	for _, more := range []string{"", "-wal", "-shm", "-watch"} {
		info, err := os.Stat(path + more)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s%s: %v, %v", path, more, info.Mode(), err)
		}
	}
}
