package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"sayso"
)

func TestConditional(t *testing.T) {
	s := server(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 07 Apr 2031 10:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=600")
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte("feed"))
	}, "/lies": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotModified) }})
	c := New(Options{Public: only(t, s), Clock: hastily(), Version: "1.2"})
	res, err := c.Get(t.Context(), Request{Address: s.URL + "/feed#top"})
	if err != nil || string(res.Body) != "feed" || res.MaxAge != 10*time.Minute {
		t.Fatalf("%+v, %v", res, err)
	}
	res, err = c.Get(t.Context(), Request{Address: s.URL + "/feed", ETag: res.ETag, Modified: res.Modified})
	if err != nil || !res.NotModified || res.ETag != `"v1"` || res.Body != nil {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := c.Get(t.Context(), Request{Address: s.URL + "/lies"}); err == nil {
		t.Error("an answer that nothing has changed, where nothing was asked about, was taken")
	}
}

func TestRedirects(t *testing.T) {
	s := server(t, map[string]http.HandlerFunc{
		"/old":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) },
		"/new":  func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/here#x", http.StatusFound) },
		"/here": text("here"),
	})
	c := New(Options{Public: only(t, s), Clock: hastily()})
	res, err := c.Get(t.Context(), Request{Address: s.URL + "/old"})
	if err != nil || res.Address != s.URL+"/here" || res.Moved != s.URL+"/new" {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2031, 4, 7, 10, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-5": 0, "soon": 0, "99999999": MaxRetryAfter, "99999999999999999999999": MaxRetryAfter, "-99999999999999999999999": 0, "Mon, 07 Apr 2031 10:05:00 GMT": 5 * time.Minute, "Mon, 07 Apr 2025 10:05:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {s}}, now); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

// TestHold: a host that asks to be left alone is left alone altogether.
func TestHold(t *testing.T) {
	after := "600"
	s := server(t, map[string]http.HandlerFunc{"/robots.txt": http.NotFound, "/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	clock := hastily()
	c := New(Options{Public: only(t, s), Clock: clock})
	for _, want := range []time.Duration{10 * time.Minute, maxHold, shortHold} {
		_, err := c.Get(t.Context(), Request{Address: s.URL + "/a"})
		if sayso.KindOf(err) != sayso.Busy {
			t.Fatal(err)
		}
		if got := c.Ready(must(t, s.URL).Host).Sub(clock.Now()); got != want {
			t.Errorf("Retry-After %q: left alone for %s, want %s", after, got, want)
		}
		after = map[string]string{"600": "999999", "999999": ""}[after]
	}
}

func TestPace(t *testing.T) {
	var served []string
	s := server(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nCrawl-delay: 7\n"),
		"/":           func(w http.ResponseWriter, r *http.Request) { served = append(served, r.URL.Path) },
	})
	clock := hastily()
	c := New(Options{Public: only(t, s), Clock: clock})
	began := clock.Now()
	for range 4 {
		if _, err := c.Get(t.Context(), Request{Address: s.URL + "/x"}); err != nil {
			t.Fatal(err)
		}
	}
	// robots.txt, a second, and then a page every seven.
	if took := clock.Now().Sub(began); took != HostPace+3*7*time.Second || len(served) != 4 {
		t.Errorf("%d requests took %s", len(served), took)
	}
	if c.Ready(must(t, s.URL).Host).Before(clock.Now()) {
		t.Error("the host is ready at once")
	}
}

func TestRobots(t *testing.T) {
	asked := 0
	status := http.StatusOK
	s := server(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.WriteHeader(status)
			_, _ = w.Write([]byte("User-agent: other\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /private\n"))
		},
		"/": text("page"),
	})
	clock := hastily()
	c := New(Options{Public: only(t, s), Clock: clock})
	for path, kind := range map[string]sayso.Kind{"/a": "", "/private/b": sayso.Denied, "/privat": ""} {
		if _, err := c.Get(t.Context(), Request{Address: s.URL + path}); sayso.KindOf(err) != kind {
			t.Errorf("%s: %v", path, err)
		}
	}
	if asked != 1 {
		t.Errorf("robots.txt was asked for %d times", asked)
	}
	status = http.StatusInternalServerError
	_ = clock.Sleep(t.Context(), robotsTime)
	_, err := c.Get(t.Context(), Request{Address: s.URL + "/a"})
	if sayso.KindOf(err) != sayso.Busy || !strings.Contains(err.Error(), "robots.txt cannot be read") {
		t.Errorf("a robots.txt that fails: %v", err)
	}
	status = http.StatusNotFound
	_ = clock.Sleep(t.Context(), robotsAgain)
	if _, err := c.Get(t.Context(), Request{Address: s.URL + "/private/b"}); err != nil {
		t.Errorf("no robots.txt: %v", err)
	}
}

func TestRules(t *testing.T) {
	const file = "\ufeff# all\nUser-agent: *\nDisallow: /\n\nrubbish\nDisallow\n: \nUser-agent: news-bot\r\nUSER-AGENT: SAYSO/1.0 # us\nDisallow: /a\nAllow: /a/b\n" +
		"Disallow: /*.pdf$\nDisallow: /q?*secret=\nAllow: /same\nDisallow: /same\nDisallow: /%e2%82%AC\nDisallow: *//\nDisallow:\nCrawl-delay: x\nCrawl-delay: 2.5\nSitemap: /s\n" +
		"User-agent: other\nDisallow: /other\n"
	r := parseRules([]byte(file))
	for path, want := range map[string]bool{
		"/": true, "/a": false, "/ab": false, "/a/b/c": true, "/x.pdf": false, "/x.pdf?y": true, "/x/y.pdf": false, "/q?secret=1": false, "/q?a=1&secret=1": false, "/q": true,
		"/same": true, "/€": false, "/%E2%82%ac/x": false, "/other": true, "/x//y": false, "/%61": false,
	} {
		if got := r.may(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if r.delay != 2500*time.Millisecond {
		t.Errorf("delay %s", r.delay)
	}
	if r := parseRules([]byte("User-agent: *\nDisallow: /x\nUser-agent: sayso\n")); !r.may("/x") {
		t.Error("a group of our own without rules forbids something")
	}
	if r := parseRules([]byte(strings.Repeat("User-agent: *\nDisallow: /x\n", 2*maxRules))); len(r.rules) > maxRules {
		t.Errorf("%d rules", len(r.rules))
	}
	// A pattern that would take a backtracking matcher for ever.
	if matches(strings.Repeat("*a", 500)+"b", "/"+strings.Repeat("a", 2000)) {
		t.Error("it matches")
	}
}

func FuzzRules(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a$\n"), "/xa")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		if len(file) > 4096 || len(path) > 512 {
			return
		}
		parseRules(file).may(path)
		if p := normal(path); normal(p) != p && !strings.Contains(path, "%") {
			t.Errorf("%q becomes %q and then %q", path, p, normal(p))
		}
	})
}

func TestWaitIsFound(t *testing.T) {
	err := about("a", "b", refusal(503, time.Minute))
	var w *Wait
	if !errors.As(err, &w) || w.For != time.Minute {
		t.Error(err)
	}
}
