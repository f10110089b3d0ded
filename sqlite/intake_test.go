package sqlite

import (
	"path/filepath"
	"testing"

	"sayso/ledgertest"
)

func TestIntake(t *testing.T) {
	ledgertest.RunIntake(t, func(t *testing.T) ledgertest.Intake {
		l, err := Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	})
}
