package watch

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/url"
	"strings"
	"time"

	"sayso"
	"sayso/ingest"
	"sayso/internal/ingest/feed"
	"sayso/internal/ingest/fetch"
	"sayso/internal/ingest/page"
	"sayso/internal/ingest/site"
)

const (
	// minWhole is how many words an entry's content must have to be taken for
	// the article, and minLongSummary how many a summary must.
	minWhole       = 120
	minLongSummary = 300
	// minTeaser is how many words of a summary are worth keeping where the
	// page itself cannot be read.
	minTeaser = 20
	// maxKey bounds a key; longer ones are known by their digest.
	maxKey = 512
)

// entryItem makes an item of a feed's entry; one without a key is nothing.
//
// The key is what the publisher identifies it by, else its address, else its
// words. The mark leaves the summary out, which on some sites changes from
// look to look.
func entryItem(e feed.Item) sayso.SourceItem {
	it := sayso.SourceItem{Address: feed.CleanAddress(e.Link), Title: e.Title, Byline: e.Byline, Language: e.Language}
	if it.Published = latest(e); !it.Published.DayOnly {
		it.Published.Time = it.Published.UTC()
	}
	content, whole := e.Content, ends(e.Content, minWhole)
	if !whole && ends(e.Summary, minLongSummary) {
		content, whole = e.Summary, true
	}
	if content == "" {
		content = e.Summary
	}
	text, err := page.Fragment(content)
	if err != nil {
		text = ""
	}
	it.Key = cmp.Or(e.ID, it.Address)
	if it.Key == "" && text != "" {
		it.Key = digest(e.Title, text)
	}
	if len(it.Key) > maxKey {
		it.Key = digest(it.Key)
	}
	it.Whole = whole || it.Address == ""
	if it.Whole && strings.TrimSpace(text) == "" {
		return sayso.SourceItem{}
	}
	it.Content, it.MediaType = []byte(text), "text/plain"
	mark := []string{it.Address, e.Title, stamp(e.Published), stamp(e.Updated)}
	if it.Whole {
		mark = append(mark, text)
	}
	it.Mark = digest(mark...)
	return it
}

func stamp(d sayso.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.UTC().Format(time.RFC3339)
}

// ends reports whether content is long enough for an article and comes to an
// end of its own.
func ends(content string, least int) bool {
	if len(content) < 4*least {
		return false
	}
	text, err := page.Fragment(content)
	if err != nil || len(strings.Fields(text)) < least {
		return false
	}
	text = strings.ToLower(strings.TrimRight(text, " \n»>→"))
	for _, sign := range []string{"…", "...", "[…]", "[...]", "read more", "continue reading", "read the full story", "weiterlesen", "lire la suite", "leer más"} {
		if strings.HasSuffix(text, sign) {
			return false
		}
	}
	return true
}

// written makes a document of what a source itself carried of an item.
func written(it *sayso.SourceItem, s *sayso.WatchedSource) (ingest.Document, error) {
	name := cmp.Or(it.Address, it.Key)
	if it.MediaType == "text/html" {
		return ingest.Document{Name: name, Kind: ingest.HTML, Data: it.Content}, nil
	}
	// The form of JSON Lines, so that what is kept as raw input can be read
	// again.
	data, err := json.Marshal(struct {
		ID        string `json:"id,omitempty"`
		URL       string `json:"url,omitempty"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
		Language  string `json:"language,omitempty"`
		Text      string `json:"text"`
	}{string(s.ID) + " " + it.Key, it.Address, it.Title, it.Published.String(), it.Language, string(it.Content)})
	return ingest.Document{Name: name, Kind: ingest.JSONL, Data: data}, err
}

// fetched makes a document of a page that was fetched.
func fetched(res *fetch.Response) ingest.Document {
	d := ingest.Document{Name: res.Address, Kind: ingest.HTML, Data: res.UTF8()}
	if res.MediaType == "text/plain" {
		d.Kind = ingest.Text
	}
	return d
}

// carried reports whether what a source carries of an item is somebody else's:
// the item leads to another publisher's site. An operator who names the source's
// outlet by the name of that site says that the source is that publisher's own.
func carried(it *sayso.SourceItem, s *sayso.WatchedSource) bool {
	switch {
	case s.Kind == sayso.FolderSource || s.Kind == sayso.PageSource || it.Address == "":
		return false
	}
	return !site.Same(it.Address, s.Address) && !site.Exactly(s.Outlet, it.Address)
}

// fetches reports whether an item is read from its own page: its source carried
// no whole text of it, or carried what is not its own to tell.
func fetches(it *sayso.SourceItem, s *sayso.WatchedSource) bool { return !it.Whole || carried(it, s) }

// fill adds what the item and its source know and the article does not say. at
// is where its page was fetched, empty for what the source itself carried.
func fill(a *sayso.Article, it *sayso.SourceItem, s *sayso.WatchedSource, at string) {
	if s.Kind == sayso.FolderSource {
		a.Outlet, a.Language = cmp.Or(a.Outlet, s.Outlet), cmp.Or(a.Language, s.Language)
		a.Country, a.Party = s.Country, s.Party
		return
	}
	switch {
	case at != "":
		a.Warrant = sayso.FetchedWarrant
		settle(a, at)
	case carried(it, s):
		a.Warrant, a.SaysFrom = sayso.CarriedWarrant, it.Address
		a.URL = withinSource(s, it)
	default:
		a.Warrant = sayso.OwnWarrant
		settle(a, it.Address)
	}
	if a.URL != "" {
		a.ID = sayso.DeriveArticleID(a.URL)
	}
	if at == "" || !carried(it, s) { // else it says of another's page what it likes
		a.Key = given(it)
		a.Title = cmp.Or(a.Title, it.Title)
		if len(a.Byline) == 0 {
			a.Byline = it.Byline
		}
		if a.Published.IsZero() {
			a.Published = it.Published
		}
		a.Language = cmp.Or(a.Language, it.Language)
	}
	attribute(a, s)
}

// given is what the publisher of a feed calls an item; empty where the item is
// known by its address or, having none, by a digest of its words.
func given(it *sayso.SourceItem) string {
	_, err := hex.DecodeString(it.Key)
	if it.Key == it.Address || it.Address == "" && err == nil && len(it.Key) == len(digest()) {
		return ""
	}
	return it.Key
}

// settle puts an article at the address that it is known by.
func settle(a *sayso.Article, at string) {
	if at == "" {
		return
	}
	a.URL = cmp.Or(a.URL, at)
	ingest.Settle(a, feed.CleanAddress(at))
	a.URL = feed.CleanAddress(a.URL)
	host := site.Of(a.URL).Host
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host // it has no port
	}
	if a.Outlet == strings.TrimPrefix(host, "www.") || a.Outlet == strings.TrimPrefix(name, "www.") {
		a.Outlet = "" // the page names none, or none that it may
	}
}

// attribute says whose the article is where its page does not. What the operator
// said of a source holds for the source's own site, and for one with the name of
// its outlet; how the source calls itself counts as little as a page's word.
func attribute(a *sayso.Article, s *sayso.WatchedSource) {
	at := cmp.Or(a.URL, s.Address)
	own := site.Same(at, s.Address)
	if own || site.Names(s.Outlet, at) {
		a.Outlet = cmp.Or(a.Outlet, s.Outlet)
		a.Language = cmp.Or(a.Language, s.Language)
		a.Country, a.Party = s.Country, s.Party
	}
	if a.Outlet == "" && own && site.Names(s.Title, at) {
		a.Outlet = s.Title
	}
	a.Outlet = cmp.Or(a.Outlet, strings.TrimPrefix(site.Of(at).Host, "www."))
}

// withinSource is the address of what a source carries of somebody else's item:
// a place on the source itself.
func withinSource(s *sayso.WatchedSource, it *sayso.SourceItem) string {
	u, err := url.Parse(s.Address)
	if err != nil {
		return ""
	}
	u.User, u.Fragment = nil, digest(it.Key)
	return u.String()
}
