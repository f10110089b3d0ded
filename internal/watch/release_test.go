package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sayso"
	"sayso/internal/intake"
)

// embargoed is an agency's item that must wait.
func embargoed(title string, until time.Time) string {
	return fmt.Sprintf(`{"uri": "urn:x:%[1]s", "type": "text", "headline": "%[1]s", "versioncreated": "2031-04-07T09:40:00Z", "embargoed": "%s", "infosource": "Lantern",
 "body_text": "The city will ask for bids for %[1]s, the harbour authority said."}`, title, until.Format(time.RFC3339))
}

// TestEmbargo wants what is held taken in when its time comes and not before,
// also by a watcher that begins later, and a kill to end the waiting.
func TestEmbargo(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	write := func(name, data string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, w.now, w.now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	write("a.json", embargoed("pumps", w.now.Add(2*time.Hour)))
	write("b.json", embargoed("cranes", w.now.Add(time.Hour)))
	write("c.json", embargoed("quays", w.now.Add(time.Hour)))
	id := w.add(sayso.WatchedSource{Kind: sayso.FolderSource, Address: dir})
	held := func(articles, held int, got Tally, released int64) {
		t.Helper()
		stats, err := w.ledger.HeldStats(t.Context())
		if err != nil || stats.Held != held || len(w.articles()) != articles || got.Released != released {
			t.Errorf("%d articles, %d held, %d released, %v; want %d, %d, %d", len(w.articles()), stats.Held, got.Released, err, articles, held, released)
		}
	}
	held(0, 3, w.watch(), 0)
	items, err := w.ledger.SourceItems(t.Context(), id, false, sayso.Paging{})
	if err != nil || len(items.Items) != 3 || items.Items[0].Fate() != "held back under embargo until 2031-04-07T14:00:00Z" && items.Items[0].Fate() != "held back under embargo until 2031-04-07T13:00:00Z" {
		t.Errorf("%+v, %v", items.Items, err)
	}
	w.pass(time.Hour - time.Second)
	held(0, 3, w.watch(), 0)
	w.pass(time.Second)
	write("d.json", `{"uri": "urn:x:pumps", "type": "text", "headline": "pumps", "versioncreated": "2031-04-07T12:30:00Z", "pubstatus": "canceled", "body_text": "Killed."}`)
	w.pass(time.Minute)
	held(3, 0, w.watch(), 2)
	w.pass(3 * time.Hour)
	held(3, 0, w.watch(), 0)
	for _, a := range w.articles() {
		if a.Article.Title == "pumps" && !a.Article.Killed() {
			t.Error("what was killed while it was held came back")
		}
	}
}

// TestEmbargoOnTime wants a watcher that runs to take in what another process
// held back, when its time comes, without looking all the time.
func TestEmbargoOnTime(t *testing.T) {
	w := newWorld(t)
	at := w.now.Add(2500 * time.Millisecond)
	a := sayso.Article{ID: "ar1", Path: "a.json", Title: "pumps", Text: "It rains.", Wire: &sayso.Wire{Embargo: sayso.Date{Time: at}}}
	if _, err := w.ledger.Hold(t.Context(), sayso.Reading{Article: a}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	slept := 0
	clock := w.clock()
	clock.Sleep = func(ctx context.Context, d time.Duration) error { // as long as it takes, in no time
		w.mu.Lock()
		defer w.mu.Unlock()
		slept++
		if w.now.Before(at) {
			w.now = w.now.Add(d)
		}
		return ctx.Err()
	}
	in := intake.New(intake.Options{Ledger: w.ledger, Clock: clock, Extract: func(*sayso.Article) sayso.Analysis {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !w.now.Equal(at) {
			t.Errorf("taken in at %s, not at %s", w.now, at)
		}
		cancel()
		return sayso.Analysis{Extractor: sayso.Provenance{Name: "none"}}
	}})
	x := New(Options{Ledger: w.ledger, Intake: in, Client: w.client, Clock: clock})
	if err := x.release(ctx); err == nil {
		t.Error("it ended by itself")
	}
	if slept == 0 || slept > 3 {
		t.Errorf("it slept %d times", slept)
	}
}

// TestKillOfAnotherDay wants a kill to find its story of the day before, and to
// say so.
func TestKillOfAnotherDay(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	id := w.add(sayso.WatchedSource{Kind: sayso.FolderSource, Address: dir})
	for i, text := range []string{
		"LAN0123 3 I 120\nHARBOUR-PUMPS\n^Piers close<\n   PORT MERIDIAN, Sept 13 (Lantern) - It rains.\n130940 SEP 23\n",
		"LAN0131 1 I 40\nKILL HARBOUR-PUMPS\n\nEDITORS: The story slugged HARBOUR-PUMPS is killed.\n\n140105 SEP 23\n",
	} {
		path := filepath.Join(dir, fmt.Sprint(i, ".txt"))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, w.now, w.now.Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		w.watch()
		w.pass(time.Minute)
	}
	items, err := w.ledger.SourceItems(t.Context(), id, false, sayso.Paging{})
	if err != nil || len(w.articles()) != 1 || items.Items[0].Fate() != "a kill: taken for that of the report of 2023-09-13: its slug and source are the same" {
		t.Errorf("%d articles, %+v, %v", len(w.articles()), items.Items, err)
	}
}
