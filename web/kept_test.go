package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sayso"
)

// TestKeptPages holds that a page that is kept is drawn anew once the ledger has
// changed, that whoever has it is told so, and that one with another look is another.
func TestKeptPages(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(s.Close)
	ask := func(path, tag string) (*http.Response, string) {
		t.Helper()
		req, err := http.NewRequest(http.MethodGet, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("If-None-Match", tag)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var b strings.Builder
		if err := res.Write(&b); err != nil {
			t.Fatal(err)
		}
		return res, b.String()
	}
	for _, path := range []string{"/", "/actors", "/events", "/stories", "/disputes", "/search?q=harbour"} {
		first, one := get(t, s.URL+path)
		again, two := get(t, s.URL+path)
		tag := first.Header.Get("ETag")
		if one != two || tag == "" || again.Header.Get("ETag") != tag || again.Header.Get("Content-Type") != "text/html; charset=utf-8" || again.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: asked twice, %q and %q", path, tag, again.Header.Get("ETag"))
		}
		if res, _ := ask(path, tag); res.StatusCode != http.StatusNotModified {
			t.Errorf("%s: who has it is answered %s", path, res.Status)
		}
	}
	before, _ := get(t, s.URL+"/search?q=harbour")
	page, err := l.Claims(t.Context(), sayso.ClaimQuery{Words: "stance:denies"})
	if err != nil || len(page.Items) == 0 {
		t.Fatal(err)
	}
	if _, err := l.Correct(t.Context(), sayso.Correction{Claim: page.Items[0].ID, Verdict: sayso.Rejected}); err != nil {
		t.Fatal(err)
	}
	after, body := get(t, s.URL+"/search?q=harbour")
	if strings.Contains(body, "the harbour was late") || after.Header.Get("ETag") == before.Header.Get("ETag") {
		t.Error("a rejected claim is still on the page")
	}
	if res, _ := ask("/search?q=harbour", before.Header.Get("ETag")); res.StatusCode != http.StatusOK {
		t.Errorf("who has an old page is answered %s", res.Status)
	}
	if res, _ := get(t, s.URL+"/articles/ar0000"); res.StatusCode != http.StatusNotFound || res.Header.Get("ETag") != "" {
		t.Errorf("an error is kept: %s, %s", res.Status, res.Header.Get("ETag"))
	}
	if res, _ := get(t, s.URL+"/?since=1d"); res.Header.Get("ETag") != "" {
		t.Error("a page of a moment that passes is kept")
	}
}

// TestKeptPagesAreBounded holds that old pages make room.
func TestKeptPagesAreBounded(t *testing.T) {
	var k keptPages
	body := make([]byte, MaxKept/20)
	for i := range 40 {
		k.put(&keptPage{tag: string(rune('a' + i)), body: body})
		k.get("a")
	}
	if k.size > MaxKept || len(k.pages) != k.asked.Len() || len(k.pages) != 20 {
		t.Errorf("%d bytes, %d pages", k.size, len(k.pages))
	}
	if k.get("a") == nil || k.get("b") != nil {
		t.Error("what is asked for is dropped before what is not")
	}
	if k.put(&keptPage{tag: "huge", body: make([]byte, MaxKept)}); k.get("huge") != nil {
		t.Error("one page takes all the room")
	}
}
