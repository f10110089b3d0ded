package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sayso/ledgertest"
	"sayso/sqlite"
)

// TestCopySurvivesKills kills a copy at random moments. However often it dies, nothing
// stands where the copy is to be, and in the end it is what was copied.
func TestCopySurvivesKills(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	from, err := sqlite.Open(ctx, filepath.Join(dir, "from.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	ledgertest.Furnish(t, from, 6)
	g := ledgertest.NewGenerator(2)
	for range 120 {
		if _, err := from.Put(ctx, g.Article(12)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := ledgertest.Dump(ctx, from)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "sayso")
	if err := os.Symlink(self, program); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	to := filepath.Join(dir, "to.db")
	rng := rand.New(rand.NewPCG(3, 4))
	deaths := 0
	for range 12 {
		c := exec.Command(program, "copy", "sqlite:"+filepath.Join(dir, "from.db"), "sqlite:"+to)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		before := size(to + ".copying-wal")
		for wait := 0; wait < 10_000 && len(ended) == 0 && size(to+".copying-wal") == before; wait++ {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rng.IntN(150)) * time.Millisecond)
		_ = c.Process.Kill()
		if <-ended == nil {
			break
		}
		deaths++
		if _, err := os.Stat(to); err == nil {
			break // it died after it had been done
		}
	}
	t.Logf("%d runs were killed", deaths)
	if _, err := os.Stat(to); err != nil {
		if out, errs, status := run(t, dir, "copy", "sqlite:from.db", "sqlite:"+to); status != exitOK {
			t.Fatal(out, errs)
		}
	}
	l, err := sqlite.Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got, err := ledgertest.Dump(ctx, l); err != nil || got != want {
		t.Errorf("the copy differs (%v)", err)
	}
}
