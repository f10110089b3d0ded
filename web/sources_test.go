package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sayso"
)

// watched adds sources in every state that the page tells apart.
func watched(t testing.TB, l sayso.Ledger) {
	t.Helper()
	now := time.Now()
	for _, x := range []struct {
		s     sayso.WatchedSource
		state sayso.SourceState
		items int
	}{
		{sayso.WatchedSource{Kind: sayso.FeedSource, Address: "https://northwind.example/feed", Title: "Northwind Daily – World", Outlet: "Northwind Daily", Country: "VLD", Language: "en", Party: sayso.Independent},
			sayso.SourceState{Format: "RSS 2.0", Tried: now, Succeeded: now.Add(-4 * time.Minute), Next: now.Add(11 * time.Minute),
				Moves: []sayso.SourceMove{{From: "https://northwind.example/<old>", At: now.Add(-48 * time.Hour)}}}, 30},
		{sayso.WatchedSource{Kind: sayso.SitemapSource, Address: "https://lantern.example/news.xml", Title: `<script>alert("x")</script>`, Party: sayso.StateMedia},
			sayso.SourceState{Format: "news sitemap", Tried: now, Succeeded: now.Add(-50 * time.Hour), Next: now.Add(3 * time.Hour), Failures: 6, Trouble: "the server answers 503 service unavailable"}, 3},
		{sayso.WatchedSource{Kind: sayso.PageSource, Address: "https://ministry.example/statement"}, sayso.SourceState{}, 0},
		{sayso.WatchedSource{Kind: sayso.FolderSource, Address: "/srv/wires", Title: "Wires", Party: sayso.NewsAgency},
			sayso.SourceState{Format: "folder", Tried: now, Succeeded: now, Next: now.Add(-time.Second), Note: "1 folders or files in it cannot be read"}, 0},
	} {
		x.s.Added = now.Add(-72 * time.Hour)
		if _, err := l.AddSource(t.Context(), x.s); err != nil {
			t.Fatal(err)
		}
		var items []sayso.SourceItem
		for i := range x.items {
			items = append(items, sayso.SourceItem{Key: string(rune('a' + i)), Mark: "m", Address: "https://northwind.example/" + string(rune('a'+i))})
		}
		if x.state.Tried.IsZero() {
			continue
		}
		if _, err := l.Polled(t.Context(), sayso.DeriveSourceID(x.s.Address), now, items, func(int) sayso.SourceState { return x.state }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSources(t *testing.T) {
	l := open(t)
	older := 0
	s := httptest.NewServer(New(Config{Ledger: l, Corrections: true, Older: func(context.Context) (int, error) { return older, nil }}))
	t.Cleanup(s.Close)
	if _, body := get(t, s.URL+"/sources"); !strings.Contains(body, "Nothing is watched yet") || strings.Contains(body, "older extractor") {
		t.Error("an empty list does not say so")
	}
	for n, want := range map[int]string{1: "1 article was read by an older extractor: <code>sayso rebuild --read</code> reads it again.", 1203: "1203 articles were read by an older extractor: <code>sayso rebuild --read</code> reads them again."} {
		older = n
		if _, body := get(t, s.URL+"/sources"); !strings.Contains(body, want) {
			t.Errorf("nothing says %q", want)
		}
	}
	embargo := sayso.Date{Time: time.Now().Add(3*time.Hour + time.Minute)}
	if _, err := l.Hold(t.Context(), sayso.Reading{Article: sayso.Article{ID: "ar9", Title: "Secret", Text: "Not yet.", Wire: &sayso.Wire{Embargo: embargo}}}); err != nil {
		t.Fatal(err)
	}
	watched(t, l)
	_, body := get(t, s.URL+"/sources")
	wellMade(t, "/sources", body)
	for _, want := range []string{"4 sources are watched", "1 of them failing</a>", "33 items wait", "Northwind Daily – World", "answered <time", "4 minutes ago", "in 10 minutes", "10 items a day",
		"failing</strong>, 6 times now: the server answers 503", "last success", "2 days ago", "not asked yet", "next try at once", "state media", "cannot be read", "moved for good on ",
		"1 article is held back under embargo, the first until <time", "(in 3 hours)", "<code>sayso release</code>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(body, "Secret") {
		t.Error("what is held back is shown")
	}
	if strings.Contains(withoutOurs(body), "<script") || strings.Contains(body, `href="/srv`) {
		t.Error("a script, or a link to a folder")
	}
	north := sayso.DeriveSourceID("https://northwind.example/feed")
	for key, o := range map[string]sayso.ItemOutcome{"a": {Article: "ar1"}, "b": {Trouble: "the server answers 404 <not> found"}} {
		if err := l.Settle(t.Context(), sayso.SourceItem{Source: north, Key: key, Mark: "m"}, time.Now(), o); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string][]string{"": {"Northwind Daily – World", "moved here <time", "2 days ago</time> from https://northwind.example/&lt;old&gt;", `href="/articles/ar1"`, "/z", "1 could not be read"}, "?failed=1": {"given up: the server answers 404 &lt;not&gt; found"}} {
		_, body := get(t, s.URL+"/sources/"+string(north)+query)
		wellMade(t, "/sources/{id}", body)
		for _, x := range want {
			if !strings.Contains(body, x) {
				t.Errorf("the page of a source%s lacks %q", query, x)
			}
		}
	}
	if res, _ := get(t, s.URL+"/sources/so0"); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
	if _, body := get(t, s.URL+"/sources?failing=1"); strings.Contains(body, "Northwind") || !strings.Contains(body, "503") {
		t.Error("the failing ones are not told apart")
	}
	if _, body := get(t, s.URL+"/api/v1/sources?limit=1"); !strings.Contains(body, `"address":"https://northwind.example/feed"`) || !strings.Contains(body, `"per_day":10`) || strings.Contains(body, `"next":null}`) {
		t.Error(body)
	}

	for _, x := range []struct {
		what, origin string
		form         url.Values
		status       int
	}{
		{"good", "same-origin", url.Values{"address": {" https://new.example/feed "}, "kind": {"feed"}, "country": {"vld"}, "party": {"agency"}}, http.StatusOK},
		{"another site", "cross-site", url.Values{"address": {"https://evil.example/feed"}, "kind": {"feed"}}, http.StatusForbidden},
		{"a folder", "same-origin", url.Values{"address": {"/etc"}, "kind": {"folder"}}, http.StatusBadRequest},
		{"a file", "same-origin", url.Values{"address": {"file:///etc/passwd"}, "kind": {"feed"}}, http.StatusBadRequest},
		{"no kind", "same-origin", url.Values{"address": {"https://a.example"}}, http.StatusBadRequest},
	} {
		if res, _ := submit(t, s.URL+"/sources", x.origin, x.form); res.StatusCode != x.status {
			t.Errorf("%s: %s", x.what, res.Status)
		}
	}
	row, err := l.WatchedSource(t.Context(), sayso.DeriveSourceID("https://new.example/feed"))
	if err != nil || row.Country != "VLD" || row.Party != sayso.NewsAgency || row.Local {
		t.Errorf("%+v, %v", row, err)
	}
	for _, want := range []int{http.StatusOK, http.StatusNotFound} {
		if res, _ := submit(t, s.URL+"/sources/"+string(row.ID)+"/remove", "same-origin", nil); res.StatusCode != want {
			t.Errorf("removed: %s, want %d", res.Status, want)
		}
	}
}

func TestNobodyChangesSourcesFromAfar(t *testing.T) {
	l := open(t)
	watched(t, l)
	s := httptest.NewServer(New(Config{Ledger: l}))
	t.Cleanup(s.Close)
	if _, body := get(t, s.URL+"/sources"); strings.Contains(body, "<form method=\"post\"") {
		t.Error("the page has forms")
	}
	for _, path := range []string{"/sources", "/sources/" + string(sayso.DeriveSourceID("https://northwind.example/feed")) + "/remove"} {
		if res, _ := submit(t, s.URL+path, "same-origin", url.Values{"address": {"https://a.example"}, "kind": {"feed"}}); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}

func TestMetrics(t *testing.T) {
	l := open(t)
	watched(t, l)
	s := httptest.NewServer(New(Config{Ledger: l, Counters: func(yield func(string, int64) bool) { yield(`sayso_looks_total{outcome="failed"}`, 7) }}))
	t.Cleanup(s.Close)
	res, body := get(t, s.URL+"/metrics")
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/plain; version=0.0.4") {
		t.Error(res.Header)
	}
	for _, want := range []string{"sayso_articles 4\n", "sayso_sources 4\n", "sayso_sources_failing 1\n", "sayso_items_waiting 33\n", `sayso_looks_total{outcome="failed"} 7` + "\n", "go_goroutines"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}
