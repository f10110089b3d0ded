package watch

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
)

func TestFeed(t *testing.T) {
	w := newWorld(t)
	whole := "<p>" + strings.Repeat(long, 10) + "</p>"
	feed := `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Northwind</title><language>en-gb</language>
		<item><title>One</title><link>HERE/one?utm_source=rss</link><guid>g1</guid><pubDate>Mon, 07 Apr 2031 09:00:00 GMT</pubDate><author>x@y.example (Ida Holm)</author><description>One short.</description></item>
		<item><title>Two</title><link>HERE/two</link><guid>g2</guid><pubDate>Mon, 07 Apr 2031 10:00:00 GMT</pubDate><content:encoded><![CDATA[` + whole + `]]></content:encoded></item>
		<item><title>Three</title><link>HERE/three</link><guid>g3</guid><description>` + long + long + `</description></item>
		<item><title>Four</title><link>HERE/four</link><guid>g4</guid><description>Short.</description></item>
		</channel></rss>`
	title := "One"
	w.mux.HandleFunc("/feed", func(rw http.ResponseWriter, r *http.Request) {
		body := strings.ReplaceAll(strings.ReplaceAll(feed, "HERE", w.server.URL), "<title>One<", "<title>"+title+"<")
		rw.Header().Set("ETag", fmt.Sprintf("%q", title))
		if r.Header.Get("If-None-Match") == fmt.Sprintf("%q", title) {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = fmt.Fprint(rw, body)
	})
	body := report("The page's own title", "HERE/canonical", "")
	w.mux.HandleFunc("/one", func(rw http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(rw, strings.ReplaceAll(body, "HERE", w.server.URL))
	})
	id := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/feed", Outlet: "Northwind Daily", Country: "VLD", Party: sayso.StateMedia})
	tally := w.watch()
	if tally.Polls != 1 || tally.Found != 4 || tally.Added != 3 || tally.GivenUp != 1 {
		t.Errorf("%+v\n%s", tally, w.logs)
	}
	if w.placed != 3 {
		t.Errorf("articles were placed when %d of 3 were there", w.placed)
	}
	got := w.articles()
	one, two, three := got["/canonical"], got["/two"], got["/three"]
	if one == nil || two == nil || three == nil || len(got) != 3 {
		t.Fatalf("articles: %v", got)
	}
	for name, a := range map[string]*sayso.Article{"one": &one.Article, "two": &two.Article, "three": &three.Article} {
		if a.Outlet != "Northwind Daily" || a.Country != "VLD" || a.Party != sayso.StateMedia || a.Language != "en" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if a := one.Article; a.Title != "The page's own title" || a.Published.String() != "2031-04-07T09:00:00Z" || len(a.Byline) != 1 || a.Byline[0] != "Ida Holm" {
		t.Errorf("one: %+v", a)
	}
	if a := two.Article; a.Title != "Two" || !strings.HasPrefix(a.Text, long[:20]) || w.times("/two") != 0 {
		t.Errorf("two: %+v, its page was fetched %d times", a, w.times("/two"))
	}
	if a := three.Article; !strings.HasPrefix(a.Text, long[:20]) || w.times("/three") != 1 {
		t.Errorf("three: %+v", a)
	}
	row := w.row(id)
	if row.Title != "Northwind" || row.Language != "en" || row.Format != "RSS 2.0" || row.Items != 4 || row.Waiting != 0 || row.GivenUp != 1 || row.Trouble != "" || row.Failures != 0 {
		t.Errorf("%+v", row)
	}
	if pause := row.Next.Sub(w.now); pause < MinInterval || pause > MaxInterval+MaxInterval/5 {
		t.Errorf("next in %s", pause)
	}

	// Nothing is due; then nothing has changed; then one item has.
	if tally := w.watch(); tally.Polls != 0 {
		t.Errorf("%+v", tally)
	}
	w.pass(MaxInterval * 2)
	if tally := w.watch(); tally.Polls != 1 || tally.Unchanged != 1 || tally.Found != 0 || tally.Done() != 0 {
		t.Errorf("%+v", tally)
	}
	title, body = "One, corrected", report("The page's corrected title", "HERE/canonical", "It will rain.")
	w.pass(MaxInterval * 2)
	if tally := w.watch(); tally.Found != 0 || tally.Updated != 1 || tally.Done() != 1 {
		t.Errorf("%+v\n%s", tally, w.logs)
	}
	if vs, err := w.ledger.Versions(t.Context(), one.Article.ID); err != nil || len(vs) != 2 {
		t.Errorf("%d versions, %v", len(vs), err)
	}
}

func TestTroubles(t *testing.T) {
	w := newWorld(t)
	w.mux.HandleFunc("/busy", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusServiceUnavailable)
	})
	w.serve("/page", "text/html", report("A page", "", ""))
	id, wrong := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/busy"}), w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/page"})
	missing := w.add(sayso.WatchedSource{Kind: sayso.FolderSource, Address: filepath.Join(t.TempDir(), "no")})
	if tally := w.watch(); tally.Polls != 3 || tally.Failures != 3 {
		t.Errorf("%+v", tally)
	}
	row := w.row(id)
	if row.Failures != 1 || !strings.Contains(row.Trouble, "503 service unavailable") || row.Next.Sub(w.now) < 2*time.Hour || !row.Succeeded.IsZero() {
		t.Errorf("%+v", row)
	}
	if row := w.row(wrong); !strings.HasPrefix(row.Trouble, "it is a web page and lists nothing (") {
		t.Errorf("%q", row.Trouble)
	}
	if row := w.row(missing); !strings.HasPrefix(row.Trouble, "the folder is not there (") || row.Next.Sub(w.now) > time.Minute {
		t.Errorf("%q, next in %s", row.Trouble, row.Next.Sub(w.now))
	}
	last := time.Duration(0)
	for n := range 6 {
		w.mu.Lock()
		w.now = w.row(wrong).Next
		w.mu.Unlock()
		w.watch()
		row := w.row(wrong)
		pause := row.Next.Sub(w.now)
		if row.Failures != n+2 || pause < last || pause > MaxRetry*5/4 {
			t.Errorf("after %d failures: next in %s, before %s", row.Failures, pause, last)
		}
		last = pause
	}
}

// TestItemsTriedAgain: what may pass is tried again, what will not is given up.
func TestItemsTriedAgain(t *testing.T) {
	w := newWorld(t)
	w.serve("/feed", "application/rss+xml", `<rss version="2.0"><channel><title>N</title><item><link>HERE/late</link></item><item><link>HERE/never</link></item></channel></rss>`)
	up := false
	w.mux.HandleFunc("/late", func(rw http.ResponseWriter, r *http.Request) {
		if !up {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		_, _ = fmt.Fprint(rw, report("Late", "", ""))
	})
	w.mux.HandleFunc("/never", func(rw http.ResponseWriter, r *http.Request) { rw.WriteHeader(http.StatusBadGateway) })
	w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/feed"})
	if tally := w.watch(); tally.Retried != 2 || tally.Done() != 0 {
		t.Errorf("%+v", tally)
	}
	up = true
	var sum Tally
	for range 2 * maxTries {
		w.pass(MaxRetry)
		tally := w.watch()
		sum.Added += tally.Added
		sum.GivenUp += tally.GivenUp
	}
	if sum.Added != 1 || sum.GivenUp != 1 || w.times("/never") != maxTries {
		t.Errorf("%+v, tried %d times", sum, w.times("/never"))
	}
}

// TestOutsideStaysOutside: a feed from outside leads nowhere inside.
func TestOutsideStaysOutside(t *testing.T) {
	w := newWorld(t)
	inside := 0
	w.mux.HandleFunc("/secret", func(rw http.ResponseWriter, r *http.Request) { inside++ })
	id := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind.example/feed"})
	if _, err := w.ledger.Polled(t.Context(), id, w.now, []sayso.SourceItem{{Key: "1", Mark: "1", Address: w.server.URL + "/secret"}},
		func(int) sayso.SourceState { return sayso.SourceState{Next: w.now.Add(time.Hour)} }); err != nil {
		t.Fatal(err)
	}
	if tally := w.watch(); tally.GivenUp != 1 || inside != 0 || !strings.Contains(strings.Join(w.logs, "\n"), "not public") {
		t.Errorf("%+v, asked %d times, %s", tally, inside, w.logs)
	}
}

func TestPage(t *testing.T) {
	w := newWorld(t)
	body, nonce := report("Blog", "", ""), 0
	w.mux.HandleFunc("/blog", func(rw http.ResponseWriter, r *http.Request) {
		nonce++
		_, _ = fmt.Fprintf(rw, "%s<!-- %d -->", body, nonce)
	})
	id := w.add(sayso.WatchedSource{Kind: sayso.PageSource, Address: "/blog", Title: "The Blog"})
	for i, want := range []Tally{{Added: 1, Found: 1}, {}, {Updated: 1}} {
		if i == 2 {
			body = report("Blog", "", "More.")
		}
		if got := w.watch(); got.Polls != 1 || got.Added != want.Added || got.Updated != want.Updated || got.Found != want.Found || got.Known != 0 {
			t.Errorf("look %d: %+v", i, got)
		}
		w.pass(2 * MaxInterval)
	}
	if row := w.row(id); row.Items != 1 || row.Format != "page" {
		t.Errorf("%+v", row)
	}
	if a := w.articles()["/blog"]; a == nil || a.Article.Outlet != "The Blog" {
		t.Errorf("%+v", a)
	}
}

func TestSitemap(t *testing.T) {
	w := newWorld(t)
	w.serve("/index.xml", "application/xml", `<sitemapindex><sitemap><loc>HERE/new.xml</loc><lastmod>2031-04-07</lastmod></sitemap><sitemap><loc>HERE/old.xml</loc><lastmod>2029-04-07</lastmod></sitemap>
		<sitemap><loc>HERE/broken.xml</loc></sitemap></sitemapindex>`)
	w.serve("/new.xml", "application/xml", `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>HERE/a</loc><news:news><news:publication_date>2031-04-07T10:00:00Z</news:publication_date>
		<news:title>A</news:title></news:news></url><url><loc>HERE/old</loc><lastmod>2030-01-01</lastmod></url><url><loc>HERE/undated</loc></url></urlset>`)
	w.serve("/a", "text/html", report("A page", "", ""))
	id := w.add(sayso.WatchedSource{Kind: sayso.SitemapSource, Address: "/index.xml"})
	if tally := w.watch(); tally.Found != 1 || tally.Added != 1 {
		t.Errorf("%+v %s", tally, w.logs)
	}
	if w.times("/old.xml") != 0 || w.times("/old") != 0 || w.times("/undated") != 0 {
		t.Error("what is old was fetched")
	}
	if row := w.row(id); row.Format != "sitemap index" || !strings.Contains(row.Note, "broken.xml") {
		t.Errorf("%+v", row)
	}
}

func TestFolder(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	old := time.Now().Add(-time.Hour)
	put := func(name, text string, at time.Time) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, at, at); err != nil {
			t.Fatal(err)
		}
	}
	put("a.txt", "The bridge is safe, said Anna Weber.", old)
	put("sub/b.jsonl", `{"text":"One, said Ana.","url":"https://a.example/1"}`+"\n"+`{"text":""}`+"\n"+`{"text":"Two, said Ana.","url":"https://a.example/2"}`+"\n", old)
	put("bad.txt", "\x00\x01", old)
	put("new.txt", "Still being written, said", time.Now())
	put(".hidden", "not looked at", old)
	w.add(sayso.WatchedSource{Kind: sayso.FolderSource, Address: dir, Outlet: "The Desk"})
	if tally := w.watch(); tally.Found != 3 || tally.Added != 3 || tally.GivenUp != 1 {
		t.Errorf("%+v\n%s", tally, w.logs)
	}
	if a := w.articles()[filepath.Join(dir, "a.txt")]; a == nil || a.Article.Outlet != "The Desk" || a.Article.ID != sayso.DeriveArticleID("file:"+filepath.Join(dir, "a.txt")) {
		t.Errorf("%+v", a)
	}
	put("new.txt", "Written now, said Ana.", old)
	put("a.txt", "The bridge is closed, said Bruno Keller.", old.Add(time.Minute))
	w.pass(FolderInterval)
	if tally := w.watch(); tally.Found != 1 || tally.Added != 1 || tally.Updated != 1 {
		t.Errorf("%+v\n%s", tally, w.logs)
	}
}

// TestManyLinks: a feed of ten thousand links is taken whole, the pages of
// another source are read beside it, and stopping in the middle loses nothing.
func TestManyLinks(t *testing.T) {
	w := newWorld(t)
	const links = 10_000
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Flood</title>`)
	for i := range links {
		fmt.Fprintf(&b, "<item><title>%d</title><link>http://127.0.0.1:1/%d</link></item>", i, i)
	}
	w.serve("/flood", "application/rss+xml", b.String()+"</channel></rss>")
	w.serve("/feed", "application/rss+xml", `<rss version="2.0"><channel><title>N</title><item><link>HERE/a</link></item></channel></rss>`)
	w.serve("/a", "text/html", report("A page", "", ""))
	flood := w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/flood"})
	w.add(sayso.WatchedSource{Kind: sayso.FeedSource, Address: "/feed"})
	ctx, cancel := context.WithCancel(t.Context())
	x := New(Options{Ledger: w.ledger, Intake: w.intake(), Client: w.client, Clock: w.clock()})
	done := make(chan error, 1)
	go func() { done <- x.Run(ctx) }()
	deadline := time.After(time.Minute)
	for x.Tally().Added == 0 || x.Tally().Found <= links {
		select {
		case <-deadline:
			t.Fatalf("%+v", x.Tally())
		case <-time.After(10 * time.Millisecond):
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if row := w.row(flood); row.Items != links || row.Waiting+row.GivenUp != links {
		t.Errorf("%+v", row)
	}
}
