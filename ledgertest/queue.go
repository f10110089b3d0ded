package ledgertest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

// listed is the nth item that northwind lists; a change of its mark is a change
// of the item.
func listed(n int, mark string) sayso.SourceItem {
	key := fmt.Sprint(n)
	return sayso.SourceItem{Source: northwind().ID, Key: key, Mark: mark, Address: "https://northwind.example/" + key, Title: "T " + key, Byline: []string{"A", "B"},
		Published: Day("2031-04-06"), Language: "en", Content: []byte("<p>" + key + "</p>"), MediaType: "text/html"}
}

// fiveListed adds northwind, which lists five items: the fourth is at another
// host, and the fifth need not be fetched.
func fiveListed(t testing.TB, l sayso.Ledger) (sayso.SourceID, []sayso.SourceItem) {
	t.Helper()
	addSource(t, l, northwind(), sayso.New)
	items := []sayso.SourceItem{listed(1, "a"), listed(2, "a"), listed(3, "a"), listed(4, "a"), listed(5, "a")}
	items[0].Address = "https://Northwind.example/1"
	items[3].Address = "https://elsewhere.example/4"
	items[4].Whole = true
	wantEqual(t, "new items", polled(t, l, northwind().ID, morning, northwindState(), items...), 5)
	return northwind().ID, items
}

func northwindState() sayso.SourceState {
	return sayso.SourceState{Format: "RSS 2.0", ETag: `"x"`, Modified: "yesterday", Tried: morning, Succeeded: morning, Next: morning.Add(time.Hour), Rate: 2.5, Note: "n"}
}

// dueKeys are the keys of due items, in their order.
func dueKeys(t testing.TB, l sayso.Ledger, at time.Time, perHost, limit int) []string {
	t.Helper()
	due, err := l.DueItems(t.Context(), at, perHost, limit)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range due {
		out = append(out, it.Key)
	}
	return out
}

func settle(t testing.TB, l sayso.Ledger, it sayso.SourceItem, at time.Time, o sayso.ItemOutcome) {
	t.Helper()
	if err := l.Settle(t.Context(), it, at, o); err != nil {
		t.Fatal(err)
	}
}

// testPolled wants what a poll says of a source, and what it lists.
func testPolled(t testing.TB, l sayso.Ledger) {
	addSource(t, l, northwind(), sayso.New)
	items := []sayso.SourceItem{listed(1, "a"), listed(2, "a")}
	fresh, err := l.Polled(t.Context(), northwind().ID, morning, items, func(n int) sayso.SourceState {
		wantEqual(t, "the state was made for so many new items", n, 2)
		return northwindState()
	})
	if err != nil || fresh != 2 {
		t.Fatal(fresh, err)
	}
	row := watched(t, l, northwind().ID)
	if d := cmp.Diff(northwindState(), row.SourceState); d != "" {
		t.Errorf("state (-want +got):\n%s", d)
	}
	if row.Items != 2 || row.Waiting != 2 || row.GivenUp != 0 || !row.LastItem.Equal(morning) {
		t.Errorf("%+v", row)
	}
	rows, err := l.Sources(t.Context(), sayso.SourceQuery{Now: morning.AddDate(0, 0, 3)})
	if err != nil || len(rows.Items) != 1 || rows.Items[0].Week != 2 || rows.Items[0].Items != 2 {
		t.Errorf("in the week of the poll: %+v, %v", rows.Items, err)
	}
	if rows, err = l.Sources(t.Context(), sayso.SourceQuery{Now: morning.AddDate(0, 0, 8)}); err != nil || rows.Items[0].Week != 0 || rows.Items[0].Items != 2 {
		t.Errorf("a week later: %+v, %v", rows.Items, err)
	}
	// A failed poll lists nothing and loses nothing.
	s := northwindState()
	s.Failures, s.Trouble = 3, "down"
	wantEqual(t, "new items of a failed poll", polled(t, l, northwind().ID, morning.Add(time.Hour), s), 0)
	if row = watched(t, l, northwind().ID); row.Items != 2 || row.Waiting != 2 || row.Failures != 3 || row.Trouble != "down" {
		t.Errorf("%+v", row)
	}
}

func testDueItems(t testing.TB, l sayso.Ledger) {
	_, items := fiveListed(t, l)
	wantList(t, "all items", dueKeys(t, l, morning, 10, 10), []string{"1", "2", "3", "4", "5"})
	wantList(t, "two of each host", dueKeys(t, l, morning, 2, 10), []string{"1", "2", "4", "5"})
	wantList(t, "two in all", dueKeys(t, l, morning, 10, 2), []string{"1", "2"})
	wantList(t, "before they were found", dueKeys(t, l, morning.Add(-time.Second), 10, 10), nil)
	due, err := l.DueItems(t.Context(), morning, 1, 1)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	want := items[0]
	want.Found = morning
	if d := cmp.Diff(want, due[0]); d != "" {
		t.Errorf("item (-want +got):\n%s", d)
	}
	if st, err := l.SourceStats(t.Context()); err != nil || st != (sayso.SourceStats{Sources: 1, Waiting: 5}) {
		t.Errorf("%+v, %v", st, err)
	}
}

// testSettle has one item read, one put off and one given up.
func testSettle(t testing.TB, l sayso.Ledger) {
	id, items := fiveListed(t, l)
	later, retry := morning.Add(time.Minute), morning.Add(time.Hour)
	settle(t, l, items[0], later, sayso.ItemOutcome{Article: "ar1"})
	settle(t, l, items[1], later, sayso.ItemOutcome{Trouble: "busy", Retry: retry})
	settle(t, l, items[2], later, sayso.ItemOutcome{Trouble: "gone"})
	settle(t, l, sayso.SourceItem{Source: id, Key: "none", Mark: "a"}, later, sayso.ItemOutcome{Article: "ar1"}) // is no error
	wantList(t, "what is left", dueKeys(t, l, later, 10, 10), []string{"4", "5"})
	wantList(t, "what was put off", dueKeys(t, l, retry, 10, 10), []string{"4", "5", "2"})
	due, err := l.DueItems(t.Context(), retry, 10, 10)
	if err != nil || due[2].Tries != 1 || due[0].Tries != 0 {
		t.Errorf("tries: %+v, %v", due, err)
	}
	for at, want := range map[time.Time]sayso.ArticleID{morning: "ar1", later: "ar1", later.Add(time.Second): ""} {
		if got, err := l.ReadSince(t.Context(), items[0].Address, at); got != want || err != nil {
			t.Errorf("read since %s: %q, %v", at, got, err)
		}
	}
	for _, address := range []string{"", items[2].Address, "https://northwind.example/none"} {
		if got, err := l.ReadSince(t.Context(), address, morning); got != "" || err != nil {
			t.Errorf("read at %q: %q, %v", address, got, err)
		}
	}
	if row := watched(t, l, id); row.Items != 5 || row.Waiting != 3 || row.GivenUp != 1 {
		t.Errorf("%+v", row)
	}
}

// testPolledAgain lists items again. As they were, they are left alone; one that
// has changed waits again, and word on what it was counts no more.
func testPolledAgain(t testing.TB, l sayso.Ledger) {
	id, items := fiveListed(t, l)
	later := morning.Add(time.Minute)
	settle(t, l, items[0], later, sayso.ItemOutcome{Article: "ar1"})
	settle(t, l, items[2], later, sayso.ItemOutcome{Trouble: "gone"})
	changed := listed(1, "b")
	again := append(slices.Clone(items[1:]), changed, listed(6, "a"), changed)
	wantEqual(t, "new items", polled(t, l, id, later, northwindState(), again...), 1)
	want := []string{"2", "4", "5", "1", "6"}
	wantList(t, "after a second look", dueKeys(t, l, later, 10, 10), want)
	settle(t, l, items[0], later, sayso.ItemOutcome{Article: "ar2"})
	wantList(t, "after word on the item as it was", dueKeys(t, l, later, 10, 10), want)
	if row := watched(t, l, id); row.Items != 6 || row.Waiting != 5 || row.GivenUp != 1 {
		t.Errorf("%+v", row)
	}
	// What was read once and cannot be read now keeps its article.
	settle(t, l, changed, later, sayso.ItemOutcome{Trouble: "gone"})
	page, err := l.SourceItems(t.Context(), id, true, sayso.Paging{})
	if err != nil || len(page.Items) != 2 {
		t.Fatalf("%+v, %v", page, err)
	}
	for _, it := range page.Items {
		if it.Key == "1" && it.Article != "ar1" {
			t.Errorf("%+v", it)
		}
	}
}

func testSourceItems(t testing.TB, l sayso.Ledger) {
	id, items := fiveListed(t, l)
	later := morning.Add(time.Minute)
	polled(t, l, id, later, northwindState(), listed(6, "a"))
	settle(t, l, items[0], later, sayso.ItemOutcome{Article: "ar1"})
	settle(t, l, items[1], later, sayso.ItemOutcome{Trouble: "busy", Retry: morning.Add(time.Hour)})
	settle(t, l, items[2], later, sayso.ItemOutcome{Trouble: "gone"})
	rows, err := All(sayso.Paging{Limit: 4}, func(p sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
		return l.SourceItems(t.Context(), id, false, p)
	})
	if err != nil || len(rows) != 6 {
		t.Fatalf("%+v, %v", rows, err)
	}
	wantEqual(t, "the latest found first", rows[0].Key, "6")
	wantEqual(t, "it waits", rows[0].Due.Equal(later) && rows[0].Settled.IsZero(), true)
	read := sayso.SourceItemRow{Key: "1", Address: items[0].Address, Found: morning, Settled: later, Article: "ar1"}
	wantEqual(t, "what was read", rows[5], read)
	if rows, err := l.SourceItems(t.Context(), id, true, sayso.Paging{}); err != nil || len(rows.Items) != 2 ||
		rows.Items[0].Key != "3" || rows.Items[0].Trouble != "gone" || rows.Items[0].Settled.IsZero() || rows.Items[1].Key != "2" || rows.Items[1].Tries != 1 {
		t.Errorf("failed: %+v, %v", rows, err)
	}
}

// testNextDue wants the earliest moment at which there is something to do.
func testNextDue(t testing.TB, l sayso.Ledger) {
	next := func(when string, want time.Time) {
		t.Helper()
		if got, err := l.NextDue(t.Context()); err != nil || !got.Equal(want) {
			t.Errorf("%s, next due %s, %v, want %s", when, got, err, want)
		}
	}
	next("nothing is watched", time.Time{})
	addSource(t, l, northwind(), sayso.New)
	if got, err := l.NextDue(t.Context()); err != nil || got.After(morning) {
		t.Errorf("never asked, next due %s, %v", got, err)
	}
	s := northwindState()
	polled(t, l, northwind().ID, morning, s)
	next("asked", s.Next)
	polled(t, l, northwind().ID, morning, s, listed(1, "a"))
	next("an item waits", morning)
	retry := morning.Add(10 * time.Minute)
	settle(t, l, listed(1, "a"), morning, sayso.ItemOutcome{Trouble: "busy", Retry: retry})
	next("it was put off", retry)
	settle(t, l, listed(1, "a"), retry, sayso.ItemOutcome{Article: "ar1"})
	next("it was read", s.Next)
}

func testLockWatch(t testing.TB, l sayso.Ledger) {
	for range 2 {
		unlock, err := l.LockWatch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.LockWatch(t.Context())
		wantKind(t, "watching twice", err, sayso.Busy)
		if err := unlock(); err != nil {
			t.Fatal(err)
		}
	}
}
