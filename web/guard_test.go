package web

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sayso"
	"sayso/ledgertest"
)

func request(h http.Handler, method, url string, set func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, nil)
	if set != nil {
		set(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return checked(r, w)
}

// TestHosts wants the names that the operator gave answered to and no other, and
// no form of another site taken, under whatever name it comes.
func TestHosts(t *testing.T) {
	l := open(t)
	list, err := l.Claims(t.Context(), sayso.ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	h := New(Config{Ledger: l, Corrections: true, Hosts: []string{"archive.newsroom.example"}})
	for host, want := range map[string]int{
		"localhost:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "192.0.2.7": 200, "archive.newsroom.example": 200, "ARCHIVE.newsroom.example:443": 200, "archive.newsroom.example.": 200,
		"evil.example": 403, "localhost.evil.example": 403, "archive.newsroom.example.evil.example": 403, "evil.example:8080": 403, "": 403,
	} {
		if got := request(h, "GET", "http://x/", func(r *http.Request) { r.Host = host }).Code; got != want {
			t.Errorf("GET at %q: %d, want %d", host, got, want)
		}
		// A page that has its own name lead here is of the same origin to a browser.
		rebound := func(r *http.Request) {
			r.Host = host
			r.Header.Set("Origin", "http://"+host)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Body = io.NopCloser(strings.NewReader("verdict=rejected"))
		}
		code := request(h, "POST", "http://x/claims/"+string(list.Items[0].ID)+"/correct", rebound).Code
		if want == 403 && code != 403 {
			t.Errorf("POST at %q: %d", host, code)
		}
	}
	for _, origin := range []string{"http://evil.example", "null", "https://archive.newsroom.example.evil.example"} {
		code := request(h, "POST", "http://localhost/claims/"+string(list.Items[1].ID)+"/correct", func(r *http.Request) { r.Header.Set("Origin", origin) }).Code
		if code != 403 {
			t.Errorf("POST from %s: %d", origin, code)
		}
	}
	if c, err := l.Corrections(t.Context(), sayso.Paging{}); err != nil || len(c.Items) > 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

// owaspHeaders are those of OWASP's list, but for the ones that SECURITY.md leaves out
// with the reason.
var owaspHeaders = []string{
	"Cache-Control", "Content-Security-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
	"Referrer-Policy", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "X-Frame-Options", "X-Permitted-Cross-Domain-Policies",
}

func TestSecurityHeaders(t *testing.T) {
	h := New(Config{Ledger: open(t)})
	for _, path := range []string{"/", "/nowhere", "/api/v1/claims", "/claims/x"} {
		w := request(h, "GET", "http://localhost"+path, nil)
		for _, name := range owaspHeaders {
			if w.Header().Get(name) == "" {
				t.Errorf("%s: no %s, which OWASP's list has", path, name)
			}
		}
		for name, want := range securityHeaders {
			if name == "Cache-Control" && (path == "/api/v1/claims" || path == "/") {
				want = "private, no-cache" // who has it may keep it, and must ask whether it holds
			}
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s: %q", path, name, got)
			}
		}
		if w.Header().Get("Server") != "" || w.Header().Get("X-Powered-By") != "" {
			t.Error("it says what it runs on")
		}
	}
}

// moved is a ledger whose file is no longer the one that was opened.
type gone struct {
	sayso.Ledger
	kind sayso.Kind
}

func (m gone) MayWrite(context.Context) error {
	return sayso.Errorf("write ledger", "/secret/path", m.kind, "the ledger's file is gone")
}

func TestHealth(t *testing.T) {
	l := open(t)
	for _, c := range []struct {
		l       Ledger
		path    string
		status  int
		message string
	}{
		{l, "/healthz", 200, "ok"}, {l, "/readyz", 200, "ok"}, {gone{l, sayso.Damaged}, "/readyz", 503, "not the one that was opened"}, {gone{l, sayso.Denied}, "/readyz", 200, "only to be read"},
		{gone{l, sayso.Damaged}, "/healthz", 200, "ok"},
	} {
		w := request(New(Config{Ledger: c.l}), "GET", "http://localhost"+c.path, nil)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.message) || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: %d %s", c.path, w.Code, w.Body)
		}
	}
	closed := open(t)
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	if w := request(New(Config{Ledger: closed}), "GET", "http://localhost/readyz", nil); w.Code != 503 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// slow is a ledger whose searches last until they are let go.
type slow struct {
	sayso.Ledger
	entered chan struct{}
	let     chan struct{}
}

func (s slow) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	s.entered <- struct{}{}
	select {
	case <-s.let:
	case <-ctx.Done():
	}
	return s.Ledger.Claims(ctx, q)
}

// TestLimits wants one client refused what is dear where it asks for too much at
// once, and others served.
func TestLimits(t *testing.T) {
	l := slow{open(t), make(chan struct{}, 100), make(chan struct{})}
	h := New(Config{Ledger: l})
	dear := func(client string) int {
		return request(h, "GET", "http://localhost/api/v1/claims", func(r *http.Request) { r.RemoteAddr = client + ":1234" }).Code
	}
	var wait sync.WaitGroup
	codes := make(chan int, 100)
	for range MaxDear + 5 {
		wait.Go(func() { codes <- dear("192.0.2.1") })
	}
	for range 5 { // the others wait
		if got := <-codes; got != http.StatusTooManyRequests {
			t.Errorf("too many: %d", got)
		}
	}
	wait.Go(func() { codes <- dear("192.0.2.2") })
	if got := request(h, "GET", "http://localhost/healthz", nil).Code; got != 200 {
		t.Errorf("what is cheap: %d", got)
	}
	time.Sleep(10 * time.Millisecond)
	close(l.let)
	wait.Wait()
	close(codes)
	for got := range codes {
		if got != 200 {
			t.Errorf("in time: %d", got)
		}
	}
}

// isolates are the elements that keep the direction of their words to themselves, by
// the standard or by our style sheet.
var isolates = map[string]bool{"bdi": true, "a": true, "b": true, "strong": true, "em": true, "cite": true, "q": true, "s": true, "ins": true, "del": true, "mark": true, "span": true,
	"h1": true, "h2": true, "h3": true, "label": true, "option": true, "summary": true, "title": true, "textarea": true, "text": true, "tspan": true, "button": true}

// TestNamesStandApart looks at every page for names that run from right to left:
// each stands in an element of its own, or alone in its block, so that it cannot
// draw figures and words beside it to its other side.
func TestNamesStandApart(t *testing.T) {
	const name = "שלום"
	d := ledgertest.NewDraft("https://evil.example/a", name+" 12", name+" 3", "“It stands,” "+name+" said.", ledgertest.Day("2031-01-02"))
	d.Reading.Article.Byline = []string{name}
	d.Reading.Article.Credits = []sayso.Credit{{Agency: name}}
	d.Reading.Analysis.Actors = []sayso.Actor{{ID: "a1", Name: name, Type: sayso.Person, Named: true, Aliases: []string{name + " b"}, Roles: []sayso.Role{{Title: name, Of: name, Span: sayso.Span{Start: 0, End: 3}}}}}
	at := strings.Index(d.Reading.Article.Text, name)
	d.Reading.Analysis.Claims = []sayso.Claim{{ID: "c1", Form: sayso.Direct, Source: sayso.Source{Spans: sayso.Spans{{Start: at, End: at + len(name)}}, Actors: []sayso.ActorID{"a1"}, Kind: sayso.NamedSource},
		Cue: sayso.Cue{Spans: sayso.Spans{{Start: at, End: at + len(name)}}, Lemma: "say"}, Content: sayso.Spans{{Start: 0, End: 5}}, Stance: sayso.Asserts, Certainty: sayso.Certain, Polarity: sayso.Positive}}
	s := serve(t, d.Reading)
	_, article := get(t, s.URL+"/articles/"+string(d.Reading.Article.ID))
	paths := append([]string{"/", "/actors", "/stories", "/sources", "/changes", "/events", "/search?q=" + name, "/search?like=" + name, "/actors?name=" + name}, hrefs(article, "/")...)
	seen := 0
	for _, path := range paths {
		if strings.HasPrefix(path, "/assets/") || strings.HasPrefix(path, "/api/") {
			continue
		}
		_, body := get(t, s.URL+path)
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.TextNode || !strings.Contains(n.Data, name) || strings.Contains(n.Data, "said.") { // the text itself runs as it runs
				continue
			}
			seen++
			if in := n.Parent; !isolates[in.Data] && (in.FirstChild != n || in.LastChild != n) {
				t.Errorf("%s: <%s> has a name beside other words: %q", path, in.Data, n.Data)
			}
		}
	}
	if seen < 20 {
		t.Errorf("the name stands %d times on %d pages", seen, len(paths))
	}
}

// TestDirections has names and titles turn the direction of what follows. No page
// has their letters.
func TestDirections(t *testing.T) {
	evil := "Denied \u202egnihtyna\u202c \u2066x\u2069 שלום"
	d := ledgertest.NewDraft("https://evil.example/a", "The \u202eetsoP", evil, "“It stands,” Anna \u202erebeW said.", ledgertest.Day("2031-01-02"))
	d.Reading.Article.Byline = []string{"By \u202eadA"}
	l := open(t, d.Reading)
	h := New(Config{Ledger: l})
	for _, path := range []string{"/", "/articles/" + string(sayso.DeriveArticleID("https://evil.example/a")), "/search?q=" + "%E2%80%AEx", "/stories", "/changes"} {
		w := request(h, "GET", "http://localhost"+path, nil)
		if w.Code != 200 {
			t.Fatalf("%s: %d", path, w.Code)
		}
		for _, turn := range turns {
			if strings.Contains(w.Body.String(), string(turn)) {
				t.Errorf("%s has %q", path, turn)
			}
		}
		if strings.Contains(path, "articles") && !strings.Contains(w.Body.String(), "שלום") {
			t.Errorf("%s lacks what runs from right to left by itself", path)
		}
	}
}
