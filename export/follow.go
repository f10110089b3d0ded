package export

import (
	"sayso"
)

// Follow is what somebody follows, and how it stands.
type Follow struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	About  string `json:"about"`
	Added  string `json:"added"`
	Items  int    `json:"items"`
	Unread int    `json:"unread"`
	// Feed is where its feeds are: with .atom or .json behind it, below the address of
	// the server. Whoever has it can read them.
	Feed    string         `json:"feed"`
	Notices []FollowNotice `json:"notices"`
	// Waiting counts deliveries to be sent, and Failed those that were given up.
	Waiting int     `json:"waiting"`
	Failed  int     `json:"failed"`
	Trouble *string `json:"trouble"`
}

// FollowNotice is one way in which a follow is told.
type FollowNotice struct {
	Kind string `json:"kind"`
	// To is where it goes, without what is secret in it.
	To string `json:"to"`
	// Every is how often at most, in seconds; 0 is at once.
	Every int `json:"every"`
}

// FeedPath is where the feeds of a follow are, without their endings.
func FeedPath(secret string) string { return "/feeds/" + secret }

// NewFollow makes the JSON object of a follow.
func NewFollow(r *sayso.FollowRow) Follow {
	notices := make([]FollowNotice, len(r.Notices))
	for i := range r.Notices {
		n := &r.Notices[i]
		notices[i] = FollowNotice{string(n.Kind), n.Shown(), int(n.Every.Seconds())}
	}
	return Follow{ID: string(r.ID), Name: r.Name, Kind: string(r.Kind), About: r.About, Added: instant(r.Added), Items: r.Items, Unread: r.Unread, Feed: FeedPath(r.Secret), Notices: notices,
		Waiting: r.Waiting, Failed: r.Failed, Trouble: null(r.Trouble)}
}

// Follows are what somebody follows.
func Follows() *Schema {
	var c columns[Follow]
	c.text("id", "lasting identifier of the follow", func(r *Follow) string { return r.ID })
	c.text("name", "what its owner calls it", func(r *Follow) string { return r.Name })
	c.text("kind", "`search`, `actor`, `story`, `question`, `dyad`, `outlet` or `place`", func(r *Follow) string { return r.Kind })
	c.text("about", "what is followed: the query of a search's address, two countries, a name or an identifier", func(r *Follow) string { return r.About })
	c.date("added", "when it began", func(r *Follow) *string { return &r.Added })
	c.integer("items", "", "how many items were found for it", func(r *Follow) int { return r.Items })
	c.integer("unread", "", "of these, those that came in since it was last looked at", func(r *Follow) int { return r.Unread })
	c.text("feed", "where its feeds are, with `.atom` or `.json` behind it; who has it can read them", func(r *Follow) string { return r.Feed })
	c.list("notices", "ways in which it is told, and to whom", func(r *Follow) []string {
		var out []string
		for _, n := range r.Notices {
			out = append(out, n.Kind+" "+n.To)
		}
		return out
	})
	c.integer("waiting", "", "deliveries that are still to be sent", func(r *Follow) int { return r.Waiting })
	c.integer("failed", "", "deliveries that were given up", func(r *Follow) int { return r.Failed })
	c.optional("trouble", "why the last delivery was not taken", func(r *Follow) *string { return r.Trouble })
	return &Schema{"follows", "what somebody follows", c}
}

// FollowItem is one thing that was found for a follow, in words.
type FollowItem struct {
	Number int     `json:"number"`
	Kind   string  `json:"kind"`
	ID     string  `json:"id"`
	At     string  `json:"at"`
	Title  string  `json:"title"`
	Quote  *string `json:"quote"`
	Where  *string `json:"where"`
	Page   string  `json:"page"`
	URL    *string `json:"url"`
	Unread bool    `json:"unread"`
}

// NewFollowItem makes the JSON object of an item that stands in words already.
func NewFollowItem(it sayso.FollowItem, title, quote, where, page, web string, unread bool) FollowItem {
	return FollowItem{int(it.N), string(it.Kind), it.ID, instant(it.At), title, null(quote), null(where), page, null(web), unread}
}

// FollowItems are what was found for a follow.
func FollowItems() *Schema {
	var c columns[FollowItem]
	c.integer("number", "", "rises with each item of the ledger", func(r *FollowItem) int { return r.Number })
	c.text("kind", "`claim`, `article`, `version`, `event` or `question`", func(r *FollowItem) string { return r.Kind })
	c.text("id", "lasting identifier of what it is", func(r *FollowItem) string { return r.ID })
	c.date("at", "when the ledger learnt of it", func(r *FollowItem) *string { return &r.At })
	c.text("title", "what it is, in one line", func(r *FollowItem) string { return r.Title })
	c.optional("quote", "words of a text", func(r *FollowItem) *string { return r.Quote })
	c.optional("where", "who printed it, and when", func(r *FollowItem) *string { return r.Where })
	c.text("page", "where its page is, below the address of the server", func(r *FollowItem) string { return r.Page })
	c.optional("url", "where the article is on the web", func(r *FollowItem) *string { return r.URL })
	c.boolean("unread", "whether it came in since the follow was last looked at", func(r *FollowItem) bool { return r.Unread })
	return &Schema{"follow items", "one thing that was found for a follow", c}
}

// feedNote is an item of a feed that stands in words already.
type feedNote struct{ item }

// NewFeedItem makes an item of a feed: id is lasting, at a moment, url where it is
// read.
func NewFeedItem(id, title, quote, cite, url string, at string) any {
	return &feedNote{item{id: urn("item", id), title: title, quote: quote, cite: cite, url: url, date: at}}
}

// FollowFeed is the format of feeds of follows that has this ending: atom or json.
func FollowFeed(ending string) (Format, bool) {
	switch ending {
	case "atom":
		return atom(), true
	case "json":
		return jsonFeed(), true
	}
	return Format{}, false
}
