package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"testing"

	"sayso/ledgertest"
)

// checkLedger looks at the file as it stands, over a connection of its own:
// FTS5's integrity check trusts the index structure that its connection has
// cached, and takes what another connection has merged since for corruption.
func checkLedger(t testing.TB, l *Ledger) {
	t.Helper()
	fresh, err := sql.Open("sqlite", dsn(l.path, busyTimeout, "_pragma=query_only(1)"))
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	fresh.SetMaxOpenConns(1)
	var unread int
	if err := fresh.QueryRow(`SELECT count(*) FROM version WHERE extractor = ''`).Scan(&unread); err != nil {
		t.Error(err)
	}
	again, err := Open(context.Background(), l.path) // the test may have closed l
	if err != nil {
		t.Fatal(err)
	}
	if unread == 0 {
		if err := ledgertest.CheckJournal(context.Background(), again); err != nil {
			t.Errorf("the journal: %v", err)
		}
	}
	if err := ledgertest.CheckHistory(context.Background(), again); err != nil {
		t.Errorf("the history: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	looks := maps.Clone(invariants)
	looks["integrity"] = `SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'`
	for name, query := range looks {
		rows, err := fresh.Query(query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for rows.Next() {
			var found any
			columns, err := rows.Columns()
			if err != nil {
				t.Fatal(err)
			}
			to := make([]any, len(columns))
			for i := range to {
				to[i] = new(any)
			}
			to[0] = &found
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s: %v", name, found)
		}
		if err := rows.Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		rows.Close()
	}
}
