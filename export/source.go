package export

import (
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

// Sources are what is watched.
func Sources() *Schema {
	var c columns[WatchedSource]
	c.text("id", "lasting identifier of the source", func(r *WatchedSource) string { return r.ID })
	c.text("kind", "`feed`, `sitemap`, `page` or `folder`", func(r *WatchedSource) string { return r.Kind })
	c.text("address", "where it is", func(r *WatchedSource) string { return r.Address })
	c.optional("title", "what it is called", func(r *WatchedSource) *string { return r.Title })
	c.optional("outlet", "who publishes it", func(r *WatchedSource) *string { return r.Outlet })
	c.optional("country", "of the outlet, ISO 3166-1 alpha-3", func(r *WatchedSource) *string { return r.Country })
	c.optional("language", "what it is written in, ISO 639-1", func(r *WatchedSource) *string { return r.Language })
	c.optional("party", "in whose hands: `state`, `agency` or `independent`", func(r *WatchedSource) *string { return r.Party })
	c.boolean("local", "whether it may stand inside your own network", func(r *WatchedSource) bool { return r.Local })
	c.date("added", "when it was added", func(r *WatchedSource) *string { return &r.Added })
	c.optional("format", "what it answers in", func(r *WatchedSource) *string { return r.Format })
	c.date("tried", "when it was asked last", func(r *WatchedSource) *string { return r.Tried })
	c.date("succeeded", "when it answered last", func(r *WatchedSource) *string { return r.Succeeded })
	c.date("next", "when it is asked next", func(r *WatchedSource) *string { return r.Next })
	c.integer("failures", "tries", "how many failed since it answered last", func(r *WatchedSource) int { return r.Failures })
	c.optional("trouble", "why the last try failed", func(r *WatchedSource) *string { return r.Trouble })
	c.optional("note", "what else is to be known of it", func(r *WatchedSource) *string { return r.Note })
	c.integer("items", "items", "how many it has listed", func(r *WatchedSource) int { return r.Items })
	c.number("per_day", "items a day", -1, "how many it brings", func(r *WatchedSource) float64 { return r.PerDay })
	c.integer("waiting", "items", "how many are still to be read", func(r *WatchedSource) int { return r.Waiting })
	c.integer("given_up", "items", "how many could not be read", func(r *WatchedSource) int { return r.GivenUp })
	return &Schema{"sources", "one source that is watched", c}
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

// NewItem makes the JSON object of an item.
func NewItem(r *sayso.SourceItemRow) Item {
	return Item{Key: r.Key, Address: null(r.Address), Found: instant(r.Found), Settled: null(instant(r.Settled)), Due: null(instant(r.Due)), Tries: r.Tries,
		Article: null(string(r.Article)), Trouble: null(r.Trouble)}
}

// Items are what a source listed.
func Items() *Schema {
	var c columns[Item]
	c.text("key", "what the source calls the item", func(r *Item) string { return r.Key })
	c.optional("address", "where it is", func(r *Item) *string { return r.Address })
	c.date("found", "when the source first listed it", func(r *Item) *string { return &r.Found })
	c.date("settled", "when it was read or given up", func(r *Item) *string { return r.Settled })
	c.date("due", "when it is tried next", func(r *Item) *string { return r.Due })
	c.integer("tries", "tries", "how many were made", func(r *Item) int { return r.Tries })
	c.optional("article", "identifier of the article that it was read into", func(r *Item) *string { return r.Article })
	c.optional("trouble", "why it could not be read", func(r *Item) *string { return r.Trouble })
	return &Schema{"items", "one thing that a source listed", c}
}
