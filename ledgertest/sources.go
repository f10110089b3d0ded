package ledgertest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
)

// testSources goes the way of a source: added, asked, its items read, changed,
// given up, forgotten.
func testSources(t *testing.T, l sayso.Ledger) {
	ctx := t.Context()
	now := time.Date(2031, 4, 7, 10, 0, 0, 0, time.UTC)
	if next, err := l.NextDue(ctx); err != nil || !next.IsZero() {
		t.Errorf("nothing is watched, and %v is due, %v", next, err)
	}
	north := sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind.example/feed", Title: "Northwind", Country: "VLD", Party: sayso.StateMedia, Added: now.Add(-48 * time.Hour)}
	other := sayso.WatchedSource{Kind: sayso.PageSource, Address: "https://lantern.example/", Local: true, Added: now}
	for _, s := range []sayso.WatchedSource{north, other} {
		if c, err := l.AddSource(ctx, s); c != sayso.New || err != nil {
			t.Fatal(c, err)
		}
	}
	id := sayso.DeriveSourceID(north.Address)
	for what, x := range map[string]struct {
		s    sayso.WatchedSource
		want sayso.Change
	}{
		"the same": {sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address, Title: "Northwind"}, sayso.Unchanged},
		"less":     {sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address}, sayso.Unchanged},
	} {
		if c, err := l.AddSource(ctx, x.s); c != x.want || err != nil {
			t.Errorf("adding %s: %s, %v", what, c, err)
		}
	}
	if c, err := l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.FeedSource, Address: north.Address, Outlet: "Northwind Daily"}); c != sayso.Updated || err != nil {
		t.Error(c, err)
	}
	for _, bad := range []sayso.WatchedSource{
		{}, {Kind: "feed", Address: "ftp://a.example"}, {Kind: "guess", Address: "https://a.example"}, {Kind: "feed", Address: "https://a.example", Country: "Veld"},
		{Kind: "feed", Address: "https://a.example", Language: "eng"}, {Kind: "feed", Address: "https://a.example", Party: "mine"}, {Kind: "folder", Address: "https://a.example"},
	} {
		_, err := l.AddSource(ctx, bad)
		wantKind(t, fmt.Sprintf("adding %+v", bad), err, sayso.Invalid)
	}
	page, err := l.Sources(ctx, sayso.SourceQuery{Now: now, Paging: sayso.Paging{Limit: 1}})
	if err != nil || len(page.Items) != 1 || page.Next == "" {
		t.Fatal(page, err)
	}
	north.ID, north.Outlet = id, "Northwind Daily"
	if page.Items[0].WatchedSource != north {
		t.Errorf("got %+v, want %+v", page.Items[0].WatchedSource, north)
	}
	if page, err = l.Sources(ctx, sayso.SourceQuery{Now: now, Paging: sayso.Paging{Limit: 1, After: page.Next}}); err != nil || len(page.Items) != 1 || page.Next != "" || !page.Items[0].Local {
		t.Errorf("%+v, %v", page, err)
	}
	due, err := l.DueSources(ctx, now, 10)
	if err != nil || len(due) != 2 || due[0].ID != id || due[0].Tried != (time.Time{}) {
		t.Fatalf("%+v, %v", due, err)
	}
	testItems(t, l, id, now)

	// Forgotten, it may be added anew.
	if err := l.RemoveSource(ctx, id); err != nil {
		t.Fatal(err)
	}
	wantKind(t, "removing it twice", l.RemoveSource(ctx, id), sayso.NotFound)
	_, err = l.WatchedSource(ctx, id)
	wantKind(t, "what was removed", err, sayso.NotFound)
	_, err = l.SourceItems(ctx, id, false, sayso.Paging{})
	wantKind(t, "items of what was removed", err, sayso.NotFound)
	_, err = l.Polled(ctx, id, now, []sayso.SourceItem{{Source: id, Key: "k", Mark: "m"}}, state(sayso.SourceState{}))
	wantKind(t, "a poll of what was removed", err, sayso.NotFound)
	if err := l.Settle(ctx, sayso.SourceItem{Source: id, Key: "k", Mark: "m"}, now, sayso.ItemOutcome{Article: "ar1"}); err != nil {
		t.Error(err)
	}
	if c, err := l.AddSource(ctx, north); c != sayso.New || err != nil {
		t.Error(c, err)
	}
	if row, err := l.WatchedSource(ctx, id); err != nil || row.Items != 0 {
		t.Errorf("%+v, %v", row, err)
	}

	unlock, err := l.LockWatch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.LockWatch(ctx)
	wantKind(t, "watching twice", err, sayso.Busy)
	if err := unlock(); err != nil {
		t.Error(err)
	}
	if unlock, err = l.LockWatch(ctx); err != nil {
		t.Error(err)
	} else if err := unlock(); err != nil {
		t.Error(err)
	}
}

// testMoves wants a source to keep all but its address when it moves, and to be
// found by either; and never two at one address.
func testMoves(t *testing.T, l sayso.Ledger) {
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
	if n, err := l.Polled(ctx, id, now, []sayso.SourceItem{{Key: "1", Mark: "m", Content: []byte("x")}}, state(sayso.SourceState{ETag: "x", Next: now})); n != 1 || err != nil {
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

func state(s sayso.SourceState) func(int) sayso.SourceState {
	return func(int) sayso.SourceState { return s }
}

func testItems(t *testing.T, l sayso.Ledger, id sayso.SourceID, now time.Time) {
	ctx := t.Context()
	item := func(key, mark, address string) sayso.SourceItem {
		return sayso.SourceItem{Source: id, Key: key, Mark: mark, Address: address, Title: "T " + key, Byline: []string{"A", "B"}, Published: Day("2031-04-06"), Language: "en",
			Content: []byte("<p>" + key + "</p>"), MediaType: "text/html"}
	}
	items := []sayso.SourceItem{
		item("1", "a", "https://Northwind.example/1"), item("2", "a", "https://northwind.example/2"), item("3", "a", "https://northwind.example/3"),
		item("4", "a", "https://elsewhere.example/4"), item("5", "a", "https://northwind.example/5"),
	}
	items[4].Whole = true
	s := sayso.SourceState{Format: "RSS 2.0", ETag: `"x"`, Modified: "yesterday", Tried: now, Succeeded: now, Next: now.Add(time.Hour), Rate: 2.5, Note: "n"}
	fresh, err := l.Polled(ctx, id, now, items, func(n int) sayso.SourceState {
		if n != len(items) {
			t.Errorf("the state was made for %d new items", n)
		}
		return s
	})
	if err != nil || fresh != 5 {
		t.Fatal(fresh, err)
	}
	row, err := l.WatchedSource(ctx, id)
	if err != nil || !reflect.DeepEqual(row.SourceState, s) || row.Items != 5 || row.Waiting != 5 || row.GivenUp != 0 || !row.LastItem.Equal(now) {
		t.Errorf("%+v, %v", row, err)
	}
	keys := func(at time.Time, perHost, limit int) []string {
		t.Helper()
		due, err := l.DueItems(ctx, at, perHost, limit)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, it := range due {
			out = append(out, it.Key)
		}
		return out
	}
	wantList(t, "all items", keys(now, 10, 10), []string{"1", "2", "3", "4", "5"})
	wantList(t, "two of each host", keys(now, 2, 10), []string{"1", "2", "4", "5"})
	wantList(t, "two in all", keys(now, 10, 2), []string{"1", "2"})
	wantList(t, "before they were found", keys(now.Add(-time.Second), 10, 10), nil)
	due, err := l.DueItems(ctx, now, 1, 1)
	want := items[0]
	want.Found = now
	if err != nil || len(due) != 1 || fmt.Sprintf("%+v", due[0]) != fmt.Sprintf("%+v", want) {
		t.Errorf("got %+v, want %+v, %v", due, want, err)
	}

	// One is read, one put off, one given up.
	later := now.Add(time.Minute)
	settle := func(it sayso.SourceItem, at time.Time, o sayso.ItemOutcome) {
		t.Helper()
		if err := l.Settle(ctx, it, at, o); err != nil {
			t.Fatal(err)
		}
	}
	settle(items[0], later, sayso.ItemOutcome{Article: "ar1"})
	settle(items[1], later, sayso.ItemOutcome{Trouble: "busy", Retry: now.Add(time.Hour)})
	settle(items[2], later, sayso.ItemOutcome{Trouble: "gone"})
	wantList(t, "what is left", keys(later, 10, 10), []string{"4", "5"})
	wantList(t, "what was put off", keys(now.Add(time.Hour), 10, 10), []string{"4", "5", "2"})
	if due, err := l.DueItems(ctx, now.Add(time.Hour), 10, 10); err != nil || due[2].Tries != 1 {
		t.Errorf("%+v, %v", due, err)
	}
	for at, want := range map[time.Time]sayso.ArticleID{now: "ar1", later: "ar1", later.Add(time.Second): ""} {
		if got, err := l.ReadSince(ctx, items[0].Address, at); got != want || err != nil {
			t.Errorf("read since %s: %q, %v", at, got, err)
		}
	}

	// Listed again as they were, they are left alone; one that has changed
	// waits again, and the word on what it was counts no more.
	changed := item("1", "b", "https://northwind.example/1")
	again := append(slices.Clone(items[1:]), changed, item("6", "a", "https://northwind.example/6"), changed)
	s.Failures, s.Trouble = 3, "down"
	if fresh, err = l.Polled(ctx, id, later, again, state(s)); err != nil || fresh != 1 {
		t.Error(fresh, err)
	}
	wantList(t, "after a second look", keys(later, 10, 10), []string{"4", "5", "1", "6"})
	settle(items[0], later, sayso.ItemOutcome{Article: "ar1"})
	wantList(t, "after word on the item as it was", keys(later, 10, 10), []string{"4", "5", "1", "6"})
	row, err = l.WatchedSource(ctx, id)
	if err != nil || row.Items != 6 || row.Waiting != 5 || row.GivenUp != 1 || row.Failures != 3 || row.Trouble != "down" {
		t.Errorf("%+v, %v", row, err)
	}
	if st, err := l.SourceStats(ctx); err != nil || st != (sayso.SourceStats{Sources: 2, Failing: 1, Waiting: 5}) {
		t.Errorf("%+v, %v", st, err)
	}
	if next, err := l.NextDue(ctx); err != nil || next.After(now) {
		t.Errorf("next due %s, %v", next, err)
	}
	if page, err := l.Sources(ctx, sayso.SourceQuery{Failing: true}); err != nil || len(page.Items) != 1 || page.Items[0].ID != id {
		t.Errorf("failing: %+v, %v", page, err)
	}
	list, err := l.SourceItems(ctx, id, false, sayso.Paging{Limit: 4})
	if err != nil || len(list.Items) != 4 || list.Next == "" || list.Items[0].Key != "6" || list.Items[0].Due.IsZero() || !list.Items[1].Found.Equal(now) {
		t.Fatalf("%+v, %v", list, err)
	}
	rest, err := l.SourceItems(ctx, id, false, sayso.Paging{Limit: 4, After: list.Next})
	if err != nil || len(rest.Items) != 2 || rest.Next != "" || rest.Items[1].Key != "1" || rest.Items[1].Article != "ar1" {
		t.Errorf("%+v, %v", rest, err)
	}
	if list, err = l.SourceItems(ctx, id, true, sayso.Paging{}); err != nil || len(list.Items) != 2 || list.Items[0].Key != "3" || list.Items[0].Trouble != "gone" || list.Items[0].Settled.IsZero() || list.Items[1].Tries != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	// A failed poll lists nothing and loses nothing.
	if fresh, err = l.Polled(ctx, id, later, nil, state(s)); err != nil || fresh != 0 {
		t.Error(fresh, err)
	}
	// Another kind of source at the same address knows nothing of the old one.
	if c, err := l.AddSource(ctx, sayso.WatchedSource{Kind: sayso.SitemapSource, Address: "https://northwind.example/feed"}); c != sayso.Updated || err != nil {
		t.Error(c, err)
	}
	if row, err := l.WatchedSource(ctx, id); err != nil || row.ETag != "" || !row.Next.IsZero() {
		t.Errorf("%+v, %v", row, err)
	}
}
