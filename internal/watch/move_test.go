package watch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/ingest/fetch"
)

const rss = `<rss version="2.0"><channel><title>Northwind</title><item><guid>%s</guid><title>Piers</title><description>The piers are closed.</description></item></channel></rss>`

// TestMoves: a source follows its server for good only where it says so with
// 301 or 308, where what is there is a list, and where no other source is.
func TestMoves(t *testing.T) {
	w := newWorld(t)
	lead := func(from, to string, code int) {
		w.mux.HandleFunc(from, func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, code) })
	}
	lead("/permanent", "/there", http.StatusMovedPermanently)
	lead("/308", "/middle", http.StatusPermanentRedirect)
	lead("/middle", "/for-now", http.StatusMovedPermanently)
	lead("/for-now", "/d", http.StatusFound)
	lead("/found", "/a", http.StatusFound)
	lead("/307", "/b", http.StatusTemporaryRedirect)
	lead("/gone", "/front", http.StatusMovedPermanently)
	lead("/missing", "/nowhere", http.StatusMovedPermanently)
	lead("/empty", "/nothing", http.StatusMovedPermanently)
	lead("/twin", "/c", http.StatusMovedPermanently)
	lead("/statement", "/page", http.StatusMovedPermanently)
	for _, at := range []string{"/there", "/a", "/b", "/c", "/d"} {
		w.serve(at, "application/rss+xml", fmt.Sprintf(rss, at))
	}
	w.serve("/front", "text/html", report("The front", "", ""))
	w.serve("/page", "text/html", report("A statement", "", ""))
	w.serve("/nothing", "application/rss+xml", `<rss version="2.0"><channel><title>Parked</title></channel></rss>`)
	want := map[string]string{"/permanent": "/there", "/308": "/for-now", "/found": "/found", "/307": "/307", "/gone": "/gone", "/missing": "/missing", "/empty": "/empty", "/c": "/c", "/twin": "/twin", "/statement": "/page"}
	ids := map[string]sayso.SourceID{}
	for from := range want {
		kind := sayso.FeedSource
		if from == "/statement" {
			kind = sayso.PageSource
		}
		ids[from] = w.add(sayso.WatchedSource{Kind: kind, Address: from})
	}
	w.watch()
	for from, to := range want {
		row := w.row(ids[from])
		if row.Address != w.server.URL+to || (from != to) != (len(row.Moves) == 1) {
			t.Errorf("%s is at %s, not %s: %+v", from, row.Address, to, row.SourceState)
		}
	}
	if row := w.row(ids["/permanent"]); row.Title != "Northwind" || row.Health() != "well; moved on 2031-04-07, from "+w.server.URL+"/permanent" {
		t.Errorf("%q, %q", row.Title, row.Health())
	}
	if row := w.row(ids["/twin"]); row.Health() != "it has moved for good, to "+w.server.URL+"/c, which is another source: remove one of them" {
		t.Errorf("%q", row.Health())
	}
	if logs := strings.Join(w.logs, "\n"); !strings.Contains(logs, "moved for good, from "+w.server.URL+"/permanent to "+w.server.URL+"/there") {
		t.Errorf("it does not say so: %s", logs)
	}
	// From then on it is asked where it is, and what it lists is the same.
	w.pass(2 * MaxInterval)
	if tally := w.watch(); tally.Added != 0 || w.times("/permanent") != 1 || w.times("/there") != 2 {
		t.Errorf("%+v, asked %d times there and %d times here", tally, w.times("/permanent"), w.times("/there"))
	}
	if sources, err := w.ledger.SourceStats(t.Context()); err != nil || sources.Sources != len(want) {
		t.Errorf("%d sources, %v", sources.Sources, err)
	}
	w.pass(31 * 24 * time.Hour)
	w.watch()
	if row := w.row(ids["/permanent"]); row.Health() != "well" || len(row.Moves) != 1 {
		t.Errorf("%q", row.Health())
	}
}

// TestNoMoveInside: a source from outside is moved nowhere inside, whatever its
// server says.
func TestNoMoveInside(t *testing.T) {
	w := newWorld(t)
	inside := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { fmt.Fprintf(rw, rss, "1") }))
	t.Cleanup(inside.Close)
	w.mux.HandleFunc("/old", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, inside.URL, http.StatusMovedPermanently)
	})
	u, err := url.Parse(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	w.client = fetch.New(fetch.Options{Clock: w.clock(), Public: func(_ netip.Addr, port uint16) bool { return fmt.Sprint(port) == u.Port() }})
	id := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: w.server.URL + "/old"})
	if tally := w.watch(); tally.Failures != 1 {
		t.Errorf("%+v", tally)
	}
	if row := w.row(id); row.Address != w.server.URL+"/old" || !strings.Contains(row.Trouble, "not public") {
		t.Errorf("%+v", row)
	}
}
