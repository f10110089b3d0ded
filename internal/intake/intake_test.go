package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/ingest"
)

// TestOneTakesNoOther wants the others in where one article is refused by the
// ledger, one breaks the reader and one document holds nothing.
func TestOneTakesNoOther(t *testing.T) {
	w := newWorld(t)
	w.refuse["odd"], w.panics["deep"] = true, true
	err := w.take(t.Context(), w.service(), report("a"), report("odd"), report("deep"), ingest.Document{Name: "empty.txt", Kind: ingest.Text}, report("b"))
	if err != nil {
		t.Fatal(err)
	}
	w.wantFates(
		"deep: refused: read deep.jsonl: panic: a deep tree (this is a fault of Sayso; please report it with the input)",
		"empty.txt: read empty.txt: it is empty",
		"a: new", "odd: refused: write odd.jsonl: it contradicts itself", "b: new")
	w.wantCalls("put a", "put b", "place")
	if got := w.titles(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the ledger has %q", got)
	}
}

// TestInOneTransaction wants as many put together as a batch holds, in order.
func TestInOneTransaction(t *testing.T) {
	w := newWorld(t)
	var all []ingest.Document
	for i := range BatchReadings + 3 {
		all = append(all, report(fmt.Sprintf("n%02d", i)))
	}
	if err := w.take(t.Context(), w.service(), all...); err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for _, c := range w.calls {
		if rest, ok := strings.CutPrefix(c, "put "); ok {
			sizes = append(sizes, len(strings.Fields(rest)))
		}
	}
	if !slices.Equal(sizes, []int{BatchReadings, 3}) || len(w.fates) != BatchReadings+3 || !slices.IsSorted(w.fates) {
		t.Errorf("batches of %v, told %q", sizes, w.fates)
	}
}

// TestEmbargo wants an article out of the ledger until its time, whoever says
// so last, and refused where it cannot be held.
func TestEmbargo(t *testing.T) {
	w := newWorld(t)
	s := w.service()
	w.refuse["unholdable"] = true
	if err := w.take(t.Context(), s, report("a"), embargoed("bids", w.now.Add(time.Hour)), embargoed("unholdable", w.now.Add(time.Hour)), embargoed("old", w.now.Add(-time.Hour))); err != nil {
		t.Fatal(err)
	}
	w.wantFates("bids: held until 13:00", "unholdable: refused: write unholdable.json: it contradicts itself", "a: new", "old: new")
	if got := w.titles(); !slices.Equal(got, []string{"a", "old"}) {
		t.Errorf("the ledger has %q", got)
	}

	// Free when it was read, and not when it is put: an item whose embargo was
	// set in between. And the other way round.
	items, _, err := Parse(embargoed("late", w.now.Add(-time.Hour)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Read(items[0])
	items[0].Article.Wire.Embargo = sayso.Date{Time: w.now.Add(time.Minute)}
	fate, err := s.Put(t.Context(), items[0])
	if err != nil || fate.Held.IsZero() || fate.Change != "" {
		t.Errorf("%+v, %v", fate, err)
	}
	items, _, err = Parse(embargoed("soon", w.now.Add(time.Minute)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Read(items[0])
	w.now = w.now.Add(time.Hour)
	fate, err = s.Put(t.Context(), items[0])
	if err != nil || fate.Change != sayso.New {
		t.Errorf("%+v, %v", fate, err)
	}
}

// TestHoldFails wants the run to end, and nothing put before its time, where
// the ledger fails while it holds.
func TestHoldFails(t *testing.T) {
	w := newWorld(t)
	_ = w.Ledger.Close()
	if err := w.take(t.Context(), w.service(), embargoed("bids", w.now.Add(time.Hour))); err == nil {
		t.Error("it went on")
	}
	w.wantCalls("hold bids")
}

// TestBusy wants every write tried again while others write, and said.
func TestBusy(t *testing.T) {
	w := newWorld(t)
	for _, call := range []string{"put", "hold", "unhold", "place"} {
		w.busy[call] = 2
	}
	s := w.service()
	if err := w.take(t.Context(), s, report("a"), embargoed("bids", w.now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(2 * time.Hour)
	if err := s.Release(t.Context(), w.tell); err != nil {
		t.Fatal(err)
	}
	w.wantCalls("hold bids", "put a", "place", "put bids", "unhold", "place")
	if w.slept != 8 || len(w.logs) != 8 || w.logs[0] != "write: another program writes; waiting for it" {
		t.Errorf("slept %d times, said %q", w.slept, w.logs)
	}

	// What cannot wait any more says so.
	w.busy["put"] = 1 << 30
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	items, _, err := Parse(report("c"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(ctx, items[0]); sayso.KindOf(err) != sayso.Busy {
		t.Errorf("got %v", err)
	}
}

// TestKill wants a kill to find a report that waits in the same batch.
func TestKill(t *testing.T) {
	w := newWorld(t)
	wire := func(name, text string) ingest.Document {
		return ingest.Document{Name: name, Path: name, Kind: ingest.Wire, Data: []byte(text)}
	}
	if err := w.take(t.Context(), w.service(),
		wire("a", "LAN0123 3 I 120\nHARBOUR-PUMPS\n^Piers close<\n   PORT MERIDIAN, Sept 13 (Lantern) - It rains.\n130940 SEP 23\n"),
		wire("b", "LAN0131 1 I 40\nKILL HARBOUR-PUMPS\n\nEDITORS: The story slugged HARBOUR-PUMPS is killed.\n\n140105 SEP 23\n"),
	); err != nil {
		t.Fatal(err)
	}
	if got := w.titles(); len(got) != 1 || len(w.fates) != 2 || !strings.HasSuffix(w.fates[1], "updated; taken for that of the report of 2023-09-13: its slug and source are the same") {
		t.Errorf("the ledger has %q; told %q", got, w.fates)
	}
}

// TestBookmarks wants the place in an archive kept after the articles before
// it, never before.
func TestBookmarks(t *testing.T) {
	w := newWorld(t)
	s := w.service()
	record := func(title string, next int64) ingest.Document {
		d := report(title)
		d.Mark = ingest.Mark{Archive: "warc:1", Next: next}
		return d
	}
	if err := w.take(t.Context(), s, record("a", 10), record("b", 20)); err != nil {
		t.Fatal(err)
	}
	w.wantCalls("put a b", "mark 20", "place")
	if at := s.Resume(t.Context())("warc:1"); at != 20 {
		t.Errorf("goes on at %d", at)
	}
	w.calls = nil
	_ = w.Ledger.Close()
	if err := w.take(t.Context(), s, record("c", 30)); err == nil {
		t.Error("a closed ledger took it")
	}
	w.wantCalls("put c")
}

// TestInterrupt wants what was read before an interrupt kept, and no waiting.
func TestInterrupt(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	s := w.service()
	first := make(chan struct{}, 2) // a place for each document: telling never waits
	interrupted := func(yield func(ingest.Document, error) bool) {
		if !yield(report("a"), nil) {
			return
		}
		<-first
		cancel()
		yield(report("b"), nil)
	}
	told := Report{
		Document: func(ingest.Document, []string, error) { first <- struct{}{} },
		Article:  w.tell,
	}
	if err := s.Documents(ctx, interrupted, ingest.Options{}, told); err == nil {
		t.Error("it says nothing of the interrupt")
	}
	if got := w.titles(); !slices.Contains(got, "a") {
		t.Errorf("the ledger has %q", got)
	}
}

// TestRelease wants a held article that breaks the reader kept, told once, and
// no hindrance for the others.
func TestRelease(t *testing.T) {
	w := newWorld(t)
	s := w.service()
	at := w.now.Add(time.Hour)
	if err := w.take(t.Context(), s, embargoed("deep", at), embargoed("odd", at), embargoed("bids", at.Add(time.Minute)), embargoed("later", at.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	w.fates, w.calls = nil, nil
	w.panics["deep"], w.refuse["odd"] = true, true
	w.now = w.now.Add(90 * time.Minute)
	for range 2 {
		if err := s.Release(t.Context(), w.tell); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(w.fates)
	w.wantFates("bids: new",
		"deep: refused: read deep: panic: a deep tree (this is a fault of Sayso; please report it with the input)",
		"odd: refused: write odd: it contradicts itself")
	w.wantCalls("put bids", "unhold", "place")
	if held, err := w.HeldStats(t.Context()); err != nil || held.Held != 3 {
		t.Errorf("%+v, %v", held, err)
	}
	// A program that starts anew tries again.
	w.fates, w.panics, w.refuse = nil, nil, nil
	if err := w.service().Release(t.Context(), w.tell); err != nil {
		t.Fatal(err)
	}
	slices.Sort(w.fates)
	w.wantFates("deep: new", "odd: new")
}
