package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/feed"
)

// TestHostileFeeds watches servers that send what they should not. What can be
// understood is; what cannot, the list of sources says in words: no feed is well and
// empty that has entries.
func TestHostileFeeds(t *testing.T) {
	rss := func(items string) string {
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>Lantern</title>` + items + `</channel></rss>`
	}
	item := func(id, at string) string {
		return fmt.Sprintf("<item><title>Rain at %s</title><link>HERE/%s</link><guid>%s</guid><description>%s</description></item>", at, at, id, long)
	}
	atom := func(space string) string {
		return fmt.Sprintf(`<feed xmlns=%q><title>Lantern</title><id>urn:l</id><entry><title>Rain</title><link href="HERE/a"/><id>urn:1</id><updated>2031-04-07T09:40:00Z</updated></entry></feed>`, space)
	}
	var many strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&many, "<item><link>http://192.0.2.1/%d</link></item>", i)
	}
	for _, c := range []struct {
		name, kind, body string
		headers          map[string]string
		status           int
		trouble          string // what the list of sources says of a failure
		note             string // or beside a success
		items            int
		next             time.Duration // not asked before that
	}{
		{name: "Atom under another spelling of its namespace", kind: "application/atom+xml", body: atom("https://www.w3.org/2005/Atom/"), items: 1},
		{name: "Atom under a namespace of nobody's", kind: "application/atom+xml", body: atom("urn:nobody"), trouble: "nothing is understood of its 1 entries"},
		{name: "Windows-1252 that says UTF-8", kind: "application/rss+xml; charset=utf-8", body: rss(item("1", "a") + "<item><title>Caf\xe9 \x93x\x94</title><link>HERE/b</link></item>"), items: 2},
		{name: "UTF-8 that says UTF-16", kind: "application/rss+xml; charset=utf-16", body: strings.Replace(rss(item("1", "a")), `"1.0"`, `"1.0" encoding="utf-16"`, 1), items: 1},
		{name: "an encoding that there is none of", kind: "application/rss+xml; charset=x-none", body: strings.Replace(rss(item("1", "a")), `"1.0"`, `"1.0" encoding="x-none"`, 1), items: 1},
		{name: "one identifier for all", kind: "application/rss+xml", body: rss(item("x", "a") + item("x", "b") + item("x", "c")), items: 3},
		{name: "100,000 items", kind: "application/rss+xml", body: rss(many.String()), items: feed.MaxItems, note: "50000 were left out"},
		{name: "a page", kind: "application/rss+xml", body: report("A page", "", ""), trouble: "it is a web page and lists nothing"},
		{name: "nothing at all", kind: "application/rss+xml", trouble: "it is neither RSS, Atom, JSON Feed nor a sitemap"},
		{name: "entities of its own", kind: "application/rss+xml", body: `<!DOCTYPE rss [<!ENTITY a "b">]>` + rss(item("1", "a")), trouble: "it defines entities of its own"},
		{name: "depth", kind: "application/rss+xml", body: rss(strings.Repeat("<a>", 1000)), trouble: "feed.MaxDepth"},
		{name: "cut short", kind: "application/rss+xml", body: `<rss version="2.0"><channel><item><title>on`, trouble: "check it with a feed validator"},
		{name: "a wait of a year", kind: "text/plain", status: http.StatusServiceUnavailable, headers: map[string]string{"Retry-After": "31536000"}, trouble: "the server asks to wait 24h", next: 23 * time.Hour},
		{name: "a wait beyond every number", kind: "text/plain", status: http.StatusTooManyRequests, headers: map[string]string{"Retry-After": "999999999999999999999999"}, trouble: "the server asks to wait 24h", next: 23 * time.Hour},
		{name: "gone", kind: "text/plain", status: http.StatusGone, trouble: "410"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.mux.HandleFunc("/feed", func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Content-Type", c.kind)
				for name, value := range c.headers {
					rw.Header().Set(name, value)
				}
				if c.status != 0 {
					rw.WriteHeader(c.status)
				}
				_, _ = fmt.Fprint(rw, strings.ReplaceAll(c.body, "HERE", w.server.URL))
			})
			id := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/feed"})
			f, err := lookAt(t.Context(), w.client, *w.row(id))
			said := ""
			if err != nil {
				said = inWords(err)
			}
			if !strings.Contains(said, c.trouble) || (c.trouble == "") != (said == "") {
				t.Errorf("it says %q, want %q", said, c.trouble)
			}
			if len(f.items) != c.items || !strings.Contains(f.note, c.note) {
				t.Errorf("%d items, note %q; want %d, %q", len(f.items), f.note, c.items, c.note)
			}
			if c.trouble == "" {
				return
			}
			w.watch() // and the list keeps what was said
			row := w.row(id)
			if row.Failures != 1 || row.Trouble != said || row.Next.Sub(w.now) < c.next || row.Next.Sub(w.now) > MaxRetry*5/4 {
				t.Errorf("the list says %q, %d failures, next in %s", row.Trouble, row.Failures, row.Next.Sub(w.now))
			}
		})
	}
}
