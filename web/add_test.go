package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sayso"
)

// TestAdd takes a page in by the form that a bookmark of the browser opens.
func TestAdd(t *testing.T) {
	l := open(t)
	list, err := l.Articles(t.Context(), sayso.ArticleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	id := list.Items[0].ID
	var asked []string
	take := func(_ context.Context, address string) (Added, error) {
		asked = append(asked, address)
		if strings.Contains(address, "none") {
			return Added{}, sayso.Errorf("fetch", address, sayso.NotFound, "the server answers 404 not found")
		}
		return Added{Article: id, Change: sayso.New}, nil
	}
	h := New(Config{Ledger: l, Corrections: true, Take: take, Hosts: []string{"archive.example"}})
	post := func(h http.Handler, address string, set func(*http.Request)) (int, string, string) {
		w := request(h, "POST", "http://localhost/add", func(r *http.Request) {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Body = io.NopCloser(strings.NewReader(url.Values{"address": {address}}.Encode()))
			if set != nil {
				set(r)
			}
		})
		return w.Code, w.Header().Get("Location"), w.Body.String()
	}
	const page = "https://courier.example/a?b=c&d=\"<script>"
	// Opening the page reads nothing.
	w := request(h, "GET", "http://localhost/add?url="+url.QueryEscape(page), nil)
	wellMade(t, "/add", w.Body.String())
	if w.Code != 200 || len(asked) > 0 || !strings.Contains(w.Body.String(), html.EscapeString(page)) && !strings.Contains(w.Body.String(), "b=c&amp;d=&#34;&lt;script&gt;") {
		t.Errorf("%d, asked %v\n%s", w.Code, asked, w.Body)
	}
	if code, to, _ := post(h, page, nil); code != http.StatusSeeOther || to != "/articles/"+string(id) || len(asked) != 1 || asked[0] != page {
		t.Errorf("%d to %q, asked %q", code, to, asked)
	}
	if code, _, body := post(h, "https://courier.example/none", nil); code != http.StatusUnprocessableEntity || !strings.Contains(body, "404 not found") || !strings.Contains(body, `value="https://courier.example/none"`) {
		t.Errorf("%d %s", code, body)
	}
	n := len(asked)
	for name, set := range map[string]func(*http.Request){
		"a page of another site": func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"another site's frame":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"a name that leads here": func(r *http.Request) {
			r.Host = "evil.example"
			r.Header.Set("Origin", "http://evil.example")
		},
	} {
		if code, _, _ := post(h, page, set); code != http.StatusForbidden {
			t.Errorf("%s: %d", name, code)
		}
	}
	for name, c := range map[string]Config{"only shown": {Ledger: l, Take: take}, "nothing takes in": {Ledger: l, Corrections: true}} {
		h := New(c)
		if code, _, _ := post(h, page, nil); code != http.StatusForbidden {
			t.Errorf("%s: %d", name, code)
		}
		if w := request(h, "GET", "http://localhost/add", nil); strings.Contains(w.Body.String(), "<form class=\"find\" method=\"post\"") || strings.Contains(w.Body.String(), "javascript:") {
			t.Errorf("%s: there is a form\n%s", name, w.Body)
		}
	}
	if len(asked) != n {
		t.Errorf("it was asked %v", asked[n:])
	}
}

// TestBookmarklet wants the link to lead back to the server that gave it, and the name
// of the server to be no more than a string in it.
func TestBookmarklet(t *testing.T) {
	for host, want := range map[string]string{
		"localhost:8080":          `javascript:void(location.href="http://localhost:8080/add?url="+encodeURIComponent(location.href))`,
		`localhost:1";alert(1)//`: `javascript:void(location.href="http://localhost:1\";alert(1)///add?url="+encodeURIComponent(location.href))`,
	} {
		got, err := url.PathUnescape(string(new(server).bookmarklet(&http.Request{Host: host})))
		if err != nil || got != want {
			t.Errorf("%s: %s, %v", host, got, err)
		}
	}
}
