package export

import (
	"strconv"
	"time"

	"sayso"
)

// WatchedSource is a source that is watched, with its health.
type WatchedSource struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Address   string  `json:"address"`
	Title     *string `json:"title"`
	Outlet    *string `json:"outlet"`
	Country   *string `json:"country"`
	Language  *string `json:"language"`
	Party     *string `json:"party"`
	Local     bool    `json:"local"`
	Added     string  `json:"added"`
	Format    *string `json:"format"`
	Tried     *string `json:"tried"`
	Succeeded *string `json:"succeeded"`
	Next      *string `json:"next"`
	Failures  int     `json:"failures"`
	Trouble   *string `json:"trouble"`
	Note      *string `json:"note"`
	Items     int     `json:"items"`
	PerDay    float64 `json:"per_day"`
	Waiting   int     `json:"waiting"`
	GivenUp   int     `json:"given_up"`
	// Moves are the addresses that it had, the oldest first.
	Moves []SourceMove `json:"moves"`
}

// SourceMove is one change of a source's address.
type SourceMove struct {
	From string `json:"from"`
	At   string `json:"at"`
}

// WatchedColumns head the CSV form.
var WatchedColumns = []string{"id", "kind", "address", "title", "outlet", "country", "language", "party", "local", "added", "format", "tried", "succeeded", "next",
	"failures", "trouble", "note", "items", "per_day", "waiting", "given_up"}

// NewWatchedSource makes the JSON object of a source as it stands at a moment.
func NewWatchedSource(r *sayso.SourceRow, now time.Time) WatchedSource {
	moves := make([]SourceMove, len(r.Moves))
	for i, m := range r.Moves {
		moves[i] = SourceMove{m.From, instant(m.At)}
	}
	return WatchedSource{
		ID: string(r.ID), Kind: string(r.Kind), Address: r.Address, Title: null(r.Title), Outlet: null(r.Outlet), Country: null(r.Country), Language: null(r.Language),
		Party: null(string(r.Party)), Local: r.Local, Added: instant(r.Added), Format: null(r.Format), Tried: null(instant(r.Tried)), Succeeded: null(instant(r.Succeeded)),
		Next: null(instant(r.Next)), Failures: r.Failures, Trouble: null(r.Trouble), Note: null(r.Note),
		Items: r.Items, PerDay: float64(int(r.PerDay(now)*100+0.5)) / 100, Waiting: r.Waiting, GivenUp: r.GivenUp, Moves: moves,
	}
}

// instant writes a time as RFC 3339 in UTC; "" for the zero time.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// CSV gives the row below WatchedColumns.
func (s WatchedSource) CSV() []string {
	return []string{s.ID, s.Kind, s.Address, deref(s.Title), deref(s.Outlet), deref(s.Country), deref(s.Language), deref(s.Party), strconv.FormatBool(s.Local), s.Added,
		deref(s.Format), deref(s.Tried), deref(s.Succeeded), deref(s.Next), strconv.Itoa(s.Failures), deref(s.Trouble), deref(s.Note), strconv.Itoa(s.Items),
		strconv.FormatFloat(s.PerDay, 'f', -1, 64), strconv.Itoa(s.Waiting), strconv.Itoa(s.GivenUp)}
}

// Item is one thing that a source listed.
type Item struct {
	Key     string  `json:"key"`
	Address *string `json:"address"`
	Found   string  `json:"found"`
	Settled *string `json:"settled"`
	Due     *string `json:"due"`
	Tries   int     `json:"tries"`
	Article *string `json:"article"`
	Trouble *string `json:"trouble"`
}

// ItemColumns head the CSV form.
var ItemColumns = []string{"key", "address", "found", "settled", "due", "tries", "article", "trouble"}

// NewItem makes the JSON object of an item.
func NewItem(r *sayso.SourceItemRow) Item {
	return Item{Key: r.Key, Address: null(r.Address), Found: instant(r.Found), Settled: null(instant(r.Settled)), Due: null(instant(r.Due)), Tries: r.Tries,
		Article: null(string(r.Article)), Trouble: null(r.Trouble)}
}

// CSV gives the row below ItemColumns.
func (i Item) CSV() []string {
	return []string{i.Key, deref(i.Address), i.Found, deref(i.Settled), deref(i.Due), strconv.Itoa(i.Tries), deref(i.Article), deref(i.Trouble)}
}
