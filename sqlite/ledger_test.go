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
		checkLedger(t, l)
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestLedger(t *testing.T) {
	ledgertest.Run(t, func(t testing.TB) sayso.Ledger { return openTest(t) })
}
