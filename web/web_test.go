package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sayso"
	"sayso/internal/story"
	"sayso/ledgertest"
	"sayso/sqlite"
)

// open gives a ledger with the fixtures in it.
func open(t testing.TB, more ...sayso.Reading) sayso.Ledger {
	t.Helper()
	l, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, r := range append(ledgertest.Readings(), more...) {
		if _, err := l.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	k := story.NewKeeper(l)
	k.Find = ferryQuestions
	if _, err := k.Update(context.Background()); err != nil {
		t.Fatal(err)
	}
	return l
}

func serve(t testing.TB, more ...sayso.Reading) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(New(Config{Ledger: open(t, more...), Version: "test"}))
	t.Cleanup(s.Close)
	return s
}

// get fetches a page and gives its status and body.
func get(t testing.TB, url string) (*http.Response, string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

// hrefs lists what a page leads to below a prefix.
func hrefs(body, prefix string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`href="(`+regexp.QuoteMeta(prefix)+`[^"]*)"`).FindAllStringSubmatch(body, -1) {
		out = append(out, strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	return out
}

// TestEveryLinkLeadsSomewhere walks the whole site from the home page.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	s := serve(t)
	seen := map[string]bool{"/": true}
	kinds := map[string]int{}
	for queue := []string{"/"}; len(queue) > 0 && len(seen) < 400; queue = queue[1:] {
		res, body := get(t, s.URL+queue[0])
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", queue[0], res.Status)
		}
		kinds[strings.SplitN(strings.TrimPrefix(queue[0], "/"), "/", 2)[0]]++
		if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			wellMade(t, queue[0], body)
		}
		for _, h := range hrefs(body, "/") {
			h, _, _ = strings.Cut(h, "#")
			if !seen[h] {
				seen[h] = true
				queue = append(queue, h)
			}
		}
	}
	for _, k := range []string{"articles", "versions", "claims", "actors", "stories", "disputes", "changes", "api", "assets"} {
		if kinds[k] == 0 {
			t.Errorf("no page leads to /%s/", k)
		}
	}
}

// wellMade checks what screen readers and browsers rely on: one main heading,
// no level left out, unique ids, labels that have their field, fragments that
// exist, nothing that a strict policy would stop.
func wellMade(t *testing.T, path, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	ids, labels, fragments := map[string]bool{}, map[string]bool{}, []string{}
	level, mains := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("%s: <%s %s> is stopped by the policy", path, n.Data, a.Key)
			}
		}
		if id := attr["id"]; id != "" {
			if ids[id] {
				t.Errorf("%s: the id %q stands twice", path, id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "script", "iframe":
			if attr["src"] != asset("sayso.js") || n.FirstChild != nil {
				t.Errorf("%s: there is a <%s>", path, n.Data)
			}
		case "h1", "h2", "h3":
			l := int(n.Data[1] - '0')
			if l > level+1 {
				t.Errorf("%s: <%s> follows level %d", path, n.Data, level)
			}
			level = l
			if l == 1 {
				mains++
			}
		case "label":
			labels[attr["for"]] = true
		case "a":
			if f, ok := strings.CutPrefix(attr["href"], "#"); ok {
				fragments = append(fragments, f)
			}
			if n.FirstChild == nil && attr["aria-label"] == "" {
				t.Errorf("%s: a link to %s has no words", path, attr["href"])
			}
		}
	}
	if mains != 1 {
		t.Errorf("%s: %d main headings", path, mains)
	}
	for l := range labels {
		if !ids[l] {
			t.Errorf("%s: a label is for %q, which is not there", path, l)
		}
	}
	for _, f := range fragments {
		if !ids[f] {
			t.Errorf("%s: a link leads to #%s, which is not there", path, f)
		}
	}
}

// withoutOurs is a page without the one script that belongs there.
func withoutOurs(body string) string {
	return strings.Replace(body, `<script src="`+asset("sayso.js")+`" defer></script>`, "", 1)
}

func TestStoredScript(t *testing.T) {
	const evil = `<script>alert(1)</script><img src=x onerror=alert(1)>`
	text := evil + " said Ana " + evil
	r := sayso.Reading{
		Article: sayso.Article{
			ID: "arevil", URL: "javascript:alert(1)", Outlet: evil, Title: evil, Byline: []string{evil}, Text: text,
			Dateline: &sayso.Dateline{Text: evil, Span: sayso.Span{Start: 0, End: 8}}, Credits: []sayso.Credit{{Agency: evil}},
		},
		Analysis: sayso.Analysis{
			Extractor: sayso.Provenance{Name: evil, Version: "1"},
			Actors:    []sayso.Actor{{ID: "a1", Name: evil, Type: sayso.Person, Named: true, Roles: []sayso.Role{{Title: evil, Of: evil, Span: sayso.Span{Start: 0, End: 8}}}}},
			Claims: []sayso.Claim{{ID: "c1", Form: sayso.Direct, Source: sayso.Source{Spans: sayso.Spans{{Start: 59, End: 62}}, Actors: []sayso.ActorID{"a1"}, Kind: sayso.NamedSource},
				Content: sayso.Spans{{Start: 0, End: 30}}, Stance: sayso.Asserts, Certainty: sayso.Certain, Polarity: sayso.Positive, Rule: evil}},
		},
	}
	s := serve(t, r)
	_, home := get(t, s.URL+"/?after=")
	paths := append([]string{"/", "/search?q=" + "%3Cscript%3E", "/actors?name=%22%3E%3Cscript%3E"}, hrefs(home, "/")...)
	_, article := get(t, s.URL+"/articles/arevil")
	paths = append(append(paths, "/articles/arevil"), hrefs(article, "/")...)
	for _, p := range paths {
		if strings.HasPrefix(p, "/assets/") || strings.HasPrefix(p, "/export/") { // files are no pages, and nothing sniffs them
			continue
		}
		res, body := get(t, s.URL+p)
		if strings.Contains(withoutOurs(body), "<script") || strings.Contains(body, "<img") || strings.Contains(body, `href="javascript:`) {
			t.Errorf("%s lets a script through", p)
		}
		if got := res.Header.Get("Content-Security-Policy"); got != policy {
			t.Errorf("%s: policy %q", p, got)
		}
	}
}

func TestErrors(t *testing.T) {
	s := serve(t)
	for _, c := range []struct {
		method, path string
		status       int
		words        string
	}{
		{"GET", "/nowhere", 404, "no such page"},
		{"GET", "/articles/arnone", 404, ""},
		{"GET", "/claims/%00", 404, ""},
		{"GET", "/api/v1/claims/none", 404, `{"error":{"status":404`},
		{"GET", "/api/v1/claims?limit=0", 400, "MaxAPILimit"},
		{"GET", "/api/v1/claims?after=rubbish", 400, `"status":400`},
		{"GET", "/search?from=soon", 400, "2023-09-13"},
		{"GET", "/search?q=a+(b", 400, "at letter 3, “(b”: this bracket is never closed"},
		{"GET", "/search?q=a+(b", 400, `name="q" value="a (b"`},
		{"GET", "/api/claims?q=colour:red", 400, "known are speaker, about, outlet"},
		{"GET", "/api/articles?q=speaker:brandt", 400, "known are outlet, before or after"},
		{"GET", "/search?q=" + strings.Repeat("x", MaxQuery+1), 414, "MaxQuery"},
		{"POST", "/", 405, "only shows"},
		{"DELETE", "/api/v1/claims", 405, "only shows"},
		{"GET", "/api/v1/nowhere", 404, `"status":404`},
		{"GET", "/api/v1/claims?format=svg", 400, "choose one of json, csv, tsv"},
		{"GET", "/api/v1/events?format=svg&country=rus", 400, "two countries"},
		{"GET", "/assets/000000000000/style.css", 404, ""},
	} {
		req, _ := http.NewRequest(c.method, s.URL+c.path, nil)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != c.status || !strings.Contains(string(b), c.words) {
			t.Errorf("%s %.60s: %s, %.200s; want %d with %q", c.method, c.path, res.Status, b, c.status, c.words)
		}
	}
}

func TestStrangeSearches(t *testing.T) {
	s := serve(t)
	for _, q := range []string{`"`, `""`, `*`, `a AND`, `NEAR(`, `-x`, `😀`, `(`, `col:x`, `'; DROP TABLE claims; --`, "\x00", strings.Repeat("a ", 500)} {
		req, _ := http.NewRequest("GET", s.URL+"/search", nil)
		v := req.URL.Query()
		v.Set("q", q)
		req.URL.RawQuery = v.Encode()
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode >= 500 {
			t.Errorf("search for %q: %s", q, res.Status)
		}
	}
}

// broken is a ledger that fails in ways that real ones do.
type broken struct {
	sayso.Ledger
	err   error
	panic bool
}

func (b broken) Stats(context.Context) (sayso.Stats, error) {
	if b.panic {
		panic("broken")
	}
	return sayso.Stats{}, b.err
}

func (b broken) JournalEnd(ctx context.Context) (int64, error) {
	_, err := b.Stats(ctx)
	return 0, err
}

func TestBrokenLedger(t *testing.T) {
	for _, c := range []struct {
		l      broken
		status int
	}{
		{broken{err: sayso.Errorf("read", "/secret/path", sayso.Damaged, "bad")}, 500},
		{broken{err: sayso.Errorf("read", "", sayso.Busy, "locked")}, 503},
		{broken{err: errors.New("plain")}, 500},
		{broken{panic: true}, 500},
	} {
		w := httptest.NewRecorder()
		New(Config{Ledger: c.l}).ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/", nil))
		if w.Code != c.status || strings.Contains(w.Body.String(), "/secret") {
			t.Errorf("%+v: %d %s", c.l, w.Code, w.Body)
		}
	}
}

func TestServeShutsDown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, New(Config{Ledger: open(t)})) }()
	if res, _ := get(t, "http://"+l.Addr().String()+"/"); res.StatusCode != 200 {
		t.Error(res.Status)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
