package ledgertest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"sayso"
)

// morning is when the sources of these tests are watched.
var morning = time.Date(2031, 4, 7, 10, 0, 0, 0, time.UTC)

// northwind is a feed of which nearly all is known.
func northwind() sayso.WatchedSource {
	return sayso.WatchedSource{ID: sayso.DeriveSourceID("https://northwind.example/feed"), Kind: sayso.FeedSource, Address: "https://northwind.example/feed", Title: "Northwind",
		Country: "VLD", Language: "en", Party: sayso.StateMedia, Added: morning.Add(-48 * time.Hour)}
}

func addSource(t testing.TB, l sayso.Ledger, s sayso.WatchedSource, want sayso.Change) {
	t.Helper()
	if got, err := l.AddSource(t.Context(), s); got != want || err != nil {
		t.Errorf("adding %s: %s, %v, want %s", s.Address, got, err, want)
	}
}

func watched(t testing.TB, l sayso.Ledger, id sayso.SourceID) *sayso.SourceRow {
	t.Helper()
	row, err := l.WatchedSource(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// polled records a poll of a source that gives it a state.
func polled(t testing.TB, l sayso.Ledger, id sayso.SourceID, now time.Time, s sayso.SourceState, items ...sayso.SourceItem) int {
	t.Helper()
	fresh, err := l.Polled(t.Context(), id, now, items, func(int) sayso.SourceState { return s })
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

// testAddSource adds sources, and tells more of them, and less.
func testAddSource(t testing.TB, l sayso.Ledger) {
	ctx, north := t.Context(), northwind()
	other := sayso.WatchedSource{Kind: sayso.PageSource, Address: "https://lantern.example/", Local: true, Added: morning}
	addSource(t, l, north, sayso.New)
	addSource(t, l, other, sayso.New)
	addSource(t, l, sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address, Title: "Northwind"}, sayso.Unchanged)
	addSource(t, l, sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address}, sayso.Unchanged)
	addSource(t, l, sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address, Outlet: "Northwind Daily"}, sayso.Updated)
	north.Outlet = "Northwind Daily"
	rows, err := All(sayso.Paging{Limit: 1}, func(p sayso.Paging) (sayso.Page[sayso.SourceRow], error) {
		return l.Sources(ctx, sayso.SourceQuery{Now: morning, Paging: p})
	})
	if err != nil || len(rows) != 2 || rows[0].WatchedSource != north || !rows[1].Local {
		t.Errorf("in the order of adding: %+v, %v, want %+v first", rows, err, north)
	}
	if row := watched(t, l, north.ID); row.WatchedSource != north || !row.Tried.IsZero() {
		t.Errorf("%+v, want %+v", row, north)
	}
	// Another kind of source at the same address knows nothing of the old one.
	polled(t, l, north.ID, morning, northwindState())
	addSource(t, l, sayso.WatchedSource{Kind: sayso.SitemapSource, Address: north.Address}, sayso.Updated)
	if row := watched(t, l, north.ID); row.Kind != sayso.SitemapSource || row.ETag != "" || !row.Next.IsZero() {
		t.Errorf("%+v", row)
	}
}

// testDueSources wants sources by when they are to be asked, and those that fail.
func testDueSources(t testing.TB, l sayso.Ledger) {
	ctx, north := t.Context(), northwind()
	addSource(t, l, north, sayso.New)
	addSource(t, l, sayso.WatchedSource{Kind: sayso.PageSource, Address: "https://lantern.example/", Added: morning}, sayso.New)
	due, err := l.DueSources(ctx, morning, 10)
	if err != nil || len(due) != 2 || due[0].ID != north.ID {
		t.Errorf("who was never asked is due: %+v, %v", due, err)
	}
	polled(t, l, north.ID, morning, sayso.SourceState{ETag: "x", Next: morning.Add(time.Hour), Failures: 2, Trouble: "down"})
	if due, err = l.DueSources(ctx, morning, 10); err != nil || len(due) != 1 || due[0].ID == north.ID {
		t.Errorf("who was asked is not due: %+v, %v", due, err)
	}
	if due, err = l.DueSources(ctx, morning.Add(time.Hour), 10); err != nil || len(due) != 2 || due[1].ID != north.ID || due[1].ETag != "x" {
		t.Errorf("the most overdue first: %+v, %v", due, err)
	}
	if due, err = l.DueSources(ctx, morning.Add(time.Hour), 1); err != nil || len(due) != 1 {
		t.Errorf("at most one: %+v, %v", due, err)
	}
	page, err := l.Sources(ctx, sayso.SourceQuery{Failing: true})
	if err != nil || len(page.Items) != 1 || page.Items[0].ID != north.ID {
		t.Errorf("failing: %+v, %v", page, err)
	}
	if st, err := l.SourceStats(ctx); err != nil || st != (sayso.SourceStats{Sources: 2, Failing: 1}) {
		t.Errorf("%+v, %v", st, err)
	}
	// What a wrong clock has put off for centuries is due, and not for ever.
	polled(t, l, north.ID, morning, sayso.SourceState{Next: morning.AddDate(255, 0, 0), Failures: 2}, listed(1, "a"))
	if due, err = l.DueSources(ctx, morning, 10); err != nil || len(due) != 2 {
		t.Errorf("put off for centuries: %+v, %v", due, err)
	}
	settle(t, l, listed(1, "a"), morning, sayso.ItemOutcome{Trouble: "busy", Retry: morning.AddDate(255, 0, 0)})
	wantList(t, "an item that was put off for centuries", dueKeys(t, l, morning, 9, 9), []string{"1"})
	settle(t, l, listed(1, "a"), morning, sayso.ItemOutcome{Trouble: "busy", Retry: morning.Add(sayso.MaxDelay)})
	wantList(t, "an item that was put off for long", dueKeys(t, l, morning, 9, 9), nil)
}

func testBadSources(t testing.TB, l sayso.Ledger) {
	for _, bad := range []sayso.WatchedSource{
		{}, {Kind: "feed", Address: "ftp://a.example"}, {Kind: "guess", Address: "https://a.example"}, {Kind: "feed", Address: "https://a.example", Country: "Veld"},
		{Kind: "feed", Address: "https://a.example", Language: "eng"}, {Kind: "feed", Address: "https://a.example", Party: "mine"}, {Kind: "folder", Address: "https://a.example"},
		{Kind: "feed", Address: "https://reader:hush@a.example/rss"}, {Kind: "page", Address: "https://hush@a.example"},
	} {
		_, err := l.AddSource(t.Context(), bad)
		wantKind(t, fmt.Sprintf("adding %+v", bad), err, sayso.Invalid)
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("the error tells a password: %v", err)
		}
	}
	if st, err := l.SourceStats(t.Context()); err != nil || st.Sources != 0 {
		t.Errorf("%+v, %v", st, err)
	}
}

// testRemoveSource forgets a source with its items; then it may be added anew.
func testRemoveSource(t testing.TB, l sayso.Ledger) {
	ctx, north := t.Context(), northwind()
	addSource(t, l, north, sayso.New)
	item := sayso.SourceItem{Source: north.ID, Key: "k", Mark: "m"}
	polled(t, l, north.ID, morning, sayso.SourceState{Failures: 1}, item)
	if err := l.RemoveSource(ctx, north.ID); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "removing it twice", l.RemoveSource(ctx, north.ID), sayso.NotFound)
	_, err := l.WatchedSource(ctx, north.ID)
	wantKind(t, "what was removed", err, sayso.NotFound)
	_, err = l.SourceItems(ctx, north.ID, false, sayso.Paging{})
	wantKind(t, "items of what was removed", err, sayso.NotFound)
	_, err = l.Polled(ctx, north.ID, morning, []sayso.SourceItem{item}, func(int) sayso.SourceState { return sayso.SourceState{} })
	wantKind(t, "a poll of what was removed", err, sayso.NotFound)
	if err := l.Settle(ctx, item, morning, sayso.ItemOutcome{Article: "ar1"}); err != nil {
		t.Error(err)
	}
	if st, err := l.SourceStats(ctx); err != nil || st != (sayso.SourceStats{}) {
		t.Errorf("%+v, %v", st, err)
	}
	addSource(t, l, north, sayso.New)
	if row := watched(t, l, north.ID); row.Items != 0 || row.Failures != 0 {
		t.Errorf("%+v", row)
	}
}

// testMoveSource wants a source to keep all but its address when it moves, and to be
// found by either; and never two at one address.
func testMoveSource(t testing.TB, l sayso.Ledger) {
	ctx := t.Context()
	now := time.Date(2031, 4, 7, 10, 0, 0, 0, time.UTC)
	const a, b, c = "https://a.example/feed", "https://b.example/feed", "https://c.example/feed"
	add := func(address string, want sayso.Change) {
		t.Helper()
		if got, err := l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.FeedSource, Address: address, Title: "Northwind", Added: now}); got != want || err != nil {
			t.Errorf("adding %s: %s, %v, want %s", address, got, err, want)
		}
	}
	move := func(id sayso.SourceID, to string, want bool) {
		t.Helper()
		now = now.Add(time.Hour)
		if got, err := l.MoveSource(ctx, id, to, now); got != want || err != nil {
			t.Errorf("moving to %s: %v, %v, want %v", to, got, err, want)
		}
	}
	add(a, sayso.New)
	add(c, sayso.New)
	id := sayso.DeriveSourceID(a)
	if n, err := l.Polled(ctx, id, now, []sayso.SourceItem{{Key: "1", Mark: "m", Content: []byte("x")}}, func(int) sayso.SourceState { return sayso.SourceState{ETag: "x", Next: now} }); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	move(id, c, false)
	move(id, b, true)
	row, err := l.WatchedSource(ctx, id)
	if err != nil || row.Address != b || row.Items != 1 || row.ETag != "x" || !reflect.DeepEqual(row.Moves, []sayso.SourceMove{{From: a, At: now}}) {
		t.Errorf("%+v, %v", row, err)
	}
	add(a, sayso.Unchanged)
	add(b, sayso.Unchanged)
	for _, bad := range []string{"", "ftp://a.example/", "/etc", "https://" + strings.Repeat("a", sayso.MaxSourceField)} {
		_, err := l.MoveSource(ctx, id, bad, now)
		wantKind(t, fmt.Sprintf("moving to %.20q", bad), err, sayso.Invalid)
	}
	_, err = l.MoveSource(ctx, "so0", "https://d.example/", now)
	wantKind(t, "moving what is not there", err, sayso.NotFound)
	// The address that one has now comes before the one that another was added with.
	move(sayso.DeriveSourceID(c), a, true)
	if got, err := l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.FeedSource, Address: a, Title: "Lantern"}); got != sayso.Updated || err != nil {
		t.Error(got, err)
	}
	if row, err = l.WatchedSource(ctx, sayso.DeriveSourceID(c)); err != nil || row.Title != "Lantern" || row.Address != a {
		t.Errorf("%+v, %v", row, err)
	}
	for i := range sayso.MaxMoves + 2 {
		move(id, fmt.Sprintf("https://b.example/%d", i), true)
	}
	if row, err = l.WatchedSource(ctx, id); err != nil || len(row.Moves) != sayso.MaxMoves || row.Moves[0].From != "https://b.example/1" {
		t.Errorf("%+v, %v", row, err)
	}
}
