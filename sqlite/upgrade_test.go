package sqlite

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ledgertest"
)

// TestUpgradeFromEvents opens a ledger of format 4, from before stories: its
// articles wait to be placed.
func TestUpgradeFromEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	sqls := []string{
		fmt.Sprintf(`PRAGMA application_id = %d`, applicationID), `PRAGMA journal_mode = WAL`,
		`CREATE TABLE migration (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		`INSERT INTO migration (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1), (3, 1), (4, 1)`,
	}
	for _, name := range []string{"00001_ledger", "00002_corrections", "00003_identities", "00004_events"} {
		b, err := fs.ReadFile(Migrations, "migrations/"+name+".sql")
		if err != nil {
			t.Fatal(err)
		}
		sqls = append(sqls, string(b))
	}
	sqls = append(sqls,
		`INSERT INTO article (n, id, newest, versions) VALUES (1, 'ar1', 1, 1), (2, 'ar2', 2, 1)`,
		`INSERT INTO version (n, id, article, newest, rank, at, published, path, url, title, language, lead, claims, first_read, extractor, extractor_version, extractor_model)
			VALUES (1, 've1', 1, 1, 0, 0, '', '', 'u1', '', '', '', 0, 0, 'x', '1', ''), (2, 've2', 2, 1, 0, 0, '', '', 'u2', '', '', '', 0, 0, 'x', '1', '')`)
	script(t, path, sqls...)
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	waiting, err := l.Unplaced(t.Context(), 10)
	if err != nil || fmt.Sprint(waiting) != "[ar1 ar2]" {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	if _, err := l.Place(t.Context(), 0, sayso.Placement{Article: "ar1", Version: "ve1", Signature: []byte{1, 0}}); err != nil {
		t.Error(err)
	}
	if r, err := l.Story(t.Context(), sayso.DeriveStoryID("ar1")); err != nil || r.Articles != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestUpgradeToJournal takes the journal out of a ledger: opening it makes one
// of what the ledger holds.
func TestUpgradeToJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), append(ledgertest.Readings(), ledgertest.Shelling("a.txt", "The Post", "2031-05-05", 3), ledgertest.Shelling("b.txt", "Daily Bell", "2031-05-05", 5))...); err != nil {
		t.Fatal(err)
	}
	ids, err := l.Unplaced(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range ids {
		_, version, err := l.Text(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Place(t.Context(), int64(i), sayso.Placement{Article: id, Version: version, Signature: []byte{1, 0}}); err != nil {
			t.Fatal(err)
		}
	}
	claims, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	events, err := l.Events(t.Context(), sayso.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	// An old ledger tells the order of judgements by their milliseconds alone.
	later := func() { time.Sleep(2 * time.Millisecond) }
	// Two words on a claim: the ledgers of old have the last alone.
	for _, v := range []sayso.Verdict{sayso.Accepted, sayso.Rejected} {
		if _, err := l.Correct(t.Context(), sayso.Correction{Verdict: v, Claim: claims.Items[0].ID, Note: "why"}); err != nil {
			t.Fatal(err)
		}
		later()
	}
	if err := l.Part(t.Context(), sayso.Parting{Verdict: sayso.Parted, Mention: events.Items[0].Mentions[1].ID, Note: "elsewhere"}); err != nil {
		t.Fatal(err)
	}
	later()
	if _, err := l.Regroup(t.Context(), sayso.Regrouping{Verdict: sayso.Merged, Article: ids[0], Into: ids[1]}); err != nil {
		t.Fatal(err)
	}
	later()
	if _, err := l.Identify(t.Context(), sayso.Identity{Verdict: sayso.Split, Actor: claims.Items[1].Speakers[0].ID, Article: claims.Items[1].Article.ID}); err != nil {
		t.Fatal(err)
	}
	said, err := l.History(t.Context(), "", sayso.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	script(t, path, `DROP TABLE disowned`, `DROP TABLE audit`, `DROP TABLE collection_part`, `DROP TABLE collection`, `DROP TABLE pass`, `DROP TABLE account_collection`, `DROP TABLE account`, `DROP INDEX source_item_article`,
		`DROP TABLE dossier_piece`, `DROP TABLE dossier`, `DROP TABLE mark`, `DROP TABLE follow_delivery`, `DROP TABLE follow_notice`, `DROP TABLE follow_key`, `DROP TABLE follow_item`, `DROP TABLE follow`, `DROP TABLE weighing`, `DROP TABLE question_part`, `DROP TABLE question`, `DROP TABLE unasked`, `DROP TABLE journal`, `DROP TABLE event_told`, `ALTER TABLE event DROP COLUMN digest`, `ALTER TABLE placed DROP COLUMN told`,
		`DROP INDEX placed_void`, `DROP INDEX version_unread`, `DROP INDEX version_first_read`, `DROP INDEX version_reader`, `DROP TABLE attempt`, `DROP TABLE judgement`, `DROP TABLE look`,
		`ALTER TABLE identity DROP COLUMN who`, `ALTER TABLE regrouping DROP COLUMN who`, `ALTER TABLE event_apart DROP COLUMN who`,
		`DROP INDEX version_key`, `DROP INDEX version_unread_reason`, `ALTER TABLE version DROP COLUMN key`, `ALTER TABLE version DROP COLUMN unread`,
		`DROP TABLE claim_vector`, `DROP TABLE restored`, `ALTER TABLE version DROP COLUMN strength`, `ALTER TABLE version DROP COLUMN seen`,
		`DELETE FROM migration WHERE version_id > 9`, `PRAGMA user_version = 9`)
	if l, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	checkLedger(t, l)
	now, err := l.History(t.Context(), "", sayso.Paging{})
	if err != nil || len(now.Items) != len(said.Items)-1 {
		t.Fatalf("%d judgements of %d, %v", len(now.Items), len(said.Items), err)
	}
	for i := range now.Items {
		a, b := now.Items[i].Said(), said.Items[i].Said()
		if b.At = a.At; a != b || a.At.IsZero() {
			t.Errorf("%+v, want %+v", a, b)
		}
	}
}

// TestUpgradeThatFails wants the cause said where a step of the upgrade fails, and
// not that the file cannot be written.
func TestUpgradeThatFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd.db")
	l, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	script(t, path, `DELETE FROM migration WHERE version_id >= 18`, `PRAGMA user_version = 17`)
	if _, err = Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "already exists") {
		t.Errorf("opened, or ended with %v", err)
	}
}
