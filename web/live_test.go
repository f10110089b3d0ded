package web

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hear reads the next message of a stream.
func hear(t *testing.T, in *bufio.Scanner) (id string, news Arrived) {
	t.Helper()
	for in.Scan() {
		if v, ok := strings.CutPrefix(in.Text(), "id: "); ok {
			id = v
		}
		if v, ok := strings.CutPrefix(in.Text(), "data: "); ok {
			if err := json.Unmarshal([]byte(v), &news); err != nil {
				t.Fatal(err)
			}
			return id, news
		}
	}
	t.Fatalf("the stream ended: %v", in.Err())
	return "", news
}

func listen(t *testing.T, url, last string) *bufio.Scanner {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Content-Encoding") != "" {
		t.Fatalf("%d, %v", res.StatusCode, res.Header)
	}
	return bufio.NewScanner(res.Body)
}

// TestLive listens, is cut off, and goes on where it was.
func TestLive(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(s.Close)
	_, body := get(t, s.URL+"/")
	_, rest, _ := strings.Cut(body, `<body data-journal="`)
	at, _, _ := strings.Cut(rest, `"`)
	end, err := l.JournalEnd(t.Context())
	if err != nil || at != strconv.FormatInt(end, 10) {
		t.Fatalf("the page knows of %q, and the ledger has %d, %v", at, end, err)
	}
	in := listen(t, s.URL+"/live?after="+at, "")
	if _, news := hear(t, in); news != (Arrived{N: end}) {
		t.Errorf("before anything came: %+v", news)
	}
	put := func(n string) {
		t.Helper()
		if _, err := l.Put(t.Context(), berths(n)); err != nil {
			t.Fatal(err)
		}
	}
	put("seven")
	id, news := hear(t, in)
	if news.Articles != 1 || news.Claims != 1 || news.Versions != 0 || id != strconv.FormatInt(news.N, 10) || news.N <= end {
		t.Errorf("%s: %+v", id, news)
	}
	put("eight")
	put("nine")
	// Whoever comes again says what it heard last, and that goes before the address.
	again, articles, claims := listen(t, s.URL+"/live?after="+at, id), 0, 0
	for articles < 2 {
		_, news := hear(t, again)
		articles, claims = articles+news.Articles, claims+news.Claims
	}
	if articles != 2 || claims != 2 {
		t.Errorf("after the break: %d articles, %d claims", articles, claims)
	}
	for _, bad := range []string{"", "-1", "x"} {
		if res, _ := get(t, s.URL+"/live?after="+bad); res.StatusCode != http.StatusBadRequest {
			t.Errorf("after %q: %d", bad, res.StatusCode)
		}
	}
	// The ledger that the page knew was another.
	if _, news := hear(t, listen(t, s.URL+"/live?after=999999", "")); news.N > 1000 || news.Articles != 0 {
		t.Errorf("%+v", news)
	}
}

// TestStreamsAreBounded has one client listen more often than it may.
func TestStreamsAreBounded(t *testing.T) {
	s := serve(t)
	for range maxClientStreams {
		hear(t, listen(t, s.URL+"/live?after=0", ""))
	}
	if res, body := get(t, s.URL+"/live?after=0"); res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("%d, %s", res.StatusCode, body)
	}
	var of streams
	for i := range MaxStreams {
		if _, ok := of.enter(strconv.Itoa(i)); !ok {
			t.Fatalf("only %d of all", i)
		}
	}
	if _, ok := of.enter("one more"); ok {
		t.Error("there is no bound to all streams")
	}
}

// TestStreamsEndWithTheServer wants a server that ends not to wait for those who listen.
func TestStreamsEndWithTheServer(t *testing.T) {
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, at, New(Config{Ledger: open(t), Version: "test"})) }()
	in := listen(t, "http://"+at.Addr().String()+"/live?after=0", "")
	hear(t, in)
	stop()
	for in.Scan() {
	}
	if err := <-ended; err != nil {
		t.Errorf("it did not end by itself: %v", err)
	}
}

func TestScriptIsSmall(t *testing.T) {
	s := serve(t)
	res, body := get(t, s.URL+asset("sayso.js"))
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") || len(body) > 40<<10 {
		t.Errorf("%d, %s, %d bytes", res.StatusCode, res.Header.Get("Content-Type"), len(body))
	}
	if _, page := get(t, s.URL+"/"); strings.Contains(page, "<script>") || strings.Count(page, "<script") != 1 {
		t.Error("the page has another script than its file")
	}
}

// TestNothingJumps reads a list while something comes in: it is told above the list, and
// nothing moves.
func TestNothingJumps(t *testing.T) {
	ctx := browser(t)
	l := open(t, append(ferryStory(), coinciding())...)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	const where = `JSON.stringify([...document.querySelectorAll("main li, main h1, main h2, nav a, form[role=search]")].map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }))`
	for _, page := range []string{"/", "/search?q=harbour", "/stories"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(s.URL+page)); err != nil {
			t.Fatal(err)
		}
		before := ask(t, ctx, chromedp.Evaluate[string](where))
		if _, err := l.Put(t.Context(), berths("number "+strconv.Itoa(len(page)))); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.WaitVisible(".arrived a")); err != nil {
			t.Fatalf("%s: nothing is told: %v", page, err)
		}
		if text := ask(t, ctx, chromedp.Text(".arrived a")); !strings.HasPrefix(text, "1 new ") || !strings.HasSuffix(text, ": show") {
			t.Errorf("%s tells %q", page, text)
		}
		if after := ask(t, ctx, chromedp.Evaluate[string](where)); after != before {
			t.Errorf("%s: things moved:\n%s\n%s", page, before, after)
		}
	}
}
