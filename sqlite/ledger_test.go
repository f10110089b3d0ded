package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"sayso"
	"sayso/ledgertest"
)

func openTest(t testing.TB) *Ledger {
	t.Helper()
	l, err := Open(context.Background(), filepath.Join(t.TempDir(), "a ledger?#%.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestPutTwice(t *testing.T) {
	ctx, l := context.Background(), openTest(t)
	var dumps [2]string
	for i := range dumps {
		out, err := l.Put(ctx, ledgertest.Readings()...)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out {
			if i == 1 && o.Change != sayso.Unchanged {
				t.Errorf("putting %s again: %s", o.Article, o.Change)
			}
		}
		if dumps[i], err = ledgertest.Dump(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	if dumps[0] != dumps[1] {
		t.Errorf("putting again changed the ledger:\n%s\n%s", dumps[0], dumps[1])
	}
}
