//go:build unix

package postgres

import (
	"testing"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/ledgertest"
)

// TestManyWriters has several programs write into one ledger at once, some of them the
// same articles: each is there once, and all that is derived agrees.
func TestManyWriters(t *testing.T) {
	ctx, to := t.Context(), database(t, "template_ledger")
	var g errgroup.Group
	const writers, each = 4, 8
	for w := range writers {
		g.Go(func() error {
			l, err := Open(ctx, to)
			if err != nil {
				return err
			}
			defer l.Close()
			own, all := ledgertest.NewGenerator(uint64(100+w)), ledgertest.NewGenerator(7)
			for range each {
				if _, err := l.Put(ctx, own.Article(3), all.Article(3)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	l, err := Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sum, err := l.Verify(ctx, sayso.VerifyOptions{All: true}, func(f sayso.Flaw) error { t.Errorf("%+v", f); return nil })
	stats, err2 := l.Stats(ctx)
	if err != nil || err2 != nil || sum.Versions != stats.Versions {
		t.Errorf("%+v, %+v, %v, %v", sum, stats, err, err2)
	}
	entries, err := l.JournalAfter(ctx, 0, sayso.MaxLimit)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if e.N != int64(i+1) {
			t.Fatalf("entry %d of the journal has the number %d", i+1, e.N)
		}
	}
}

// TestOneWatcher lets one program watch at a time.
func TestOneWatcher(t *testing.T) {
	ctx, to := t.Context(), database(t, "template_ledger")
	a, err := Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := Open(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	free, err := a.LockWatch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.LockWatch(ctx); sayso.KindOf(err) != sayso.Busy {
		t.Errorf("a second watcher: %v", err)
	}
	if err := free(); err != nil {
		t.Fatal(err)
	}
	free, err = b.LockWatch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := free(); err != nil {
		t.Error(err)
	}
}
