package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"sayso"
	"sayso/ledgertest"
)

// TestTags wants an answer not given again to whoever has it, and given once
// something has changed.
func TestTags(t *testing.T) {
	l := open(t)
	h := New(Config{Ledger: l})
	ask := func(path, tag string) (int, string, int) {
		w := request(h, "GET", "http://localhost"+path, func(r *http.Request) {
			if tag != "" {
				r.Header.Set("If-None-Match", tag)
			}
		})
		return w.Code, w.Header().Get("ETag"), w.Body.Len()
	}
	paths := []string{"/api/v1/claims", "/api/v1/claims?format=csv", "/api/v1/claims?since=3d", "/api/v1/stats", "/api/v1/sources", "/api/v1/openapi.json", "/export/claims.csv", "/export/claims.parquet"}
	tags := map[string]string{}
	for _, p := range paths {
		code, tag, size := ask(p, "")
		if code != 200 || tag == "" || size == 0 {
			t.Fatalf("%s: %d, tag %q, %d bytes", p, code, tag, size)
		}
		for q, other := range tags {
			if other == tag {
				t.Errorf("%s and %s have one tag", p, q)
			}
		}
		tags[p] = tag
		for _, with := range []string{tag, `"x", ` + tag, "*", strings.TrimPrefix(tag, "W/")} {
			if code, again, size := ask(p, with); code != 304 || again != tag || size != 0 {
				t.Errorf("%s with %s: %d, tag %q, %d bytes", p, with, code, again, size)
			}
		}
		if code, _, _ := ask(p, `"other"`); code != 200 {
			t.Errorf("%s with another tag: %d", p, code)
		}
	}
	for _, p := range []string{"/api/v1/claims/none", "/api/v1/claims?limit=0", "/check", "/healthz", "/metrics"} {
		if _, tag, _ := ask(p, ""); tag != "" {
			t.Errorf("%s has the tag %s", p, tag)
		}
	}
	if _, err := l.Put(t.Context(), ledgertest.NewDraft("https://late.example/a", "The Late", "Late", "“It is late,” Ada Brenn said.", ledgertest.Day("2031-01-02")).Reading); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"/api/v1/claims", "/api/v1/stats", "/export/claims.csv"} {
		if code, tag, _ := ask(p, tags[p]); code != 200 || tag == tags[p] {
			t.Errorf("%s after a change: %d, tag %q", p, code, tag)
		}
	}
	// Another ledger with as many entries is another ledger.
	other := New(Config{Ledger: open(t)})
	if w := request(other, "GET", "http://localhost/api/v1/claims", func(r *http.Request) { r.Header.Set("If-None-Match", tags["/api/v1/claims"]) }); w.Code != 200 {
		t.Errorf("another ledger: %d", w.Code)
	}
}

// TestPacked wants the same bytes under each packing.
func TestPacked(t *testing.T) {
	h := New(Config{Ledger: open(t)})
	for _, path := range []string{"/api/v1/claims?limit=100", "/export/claims.csv", "/export/claims.sqlite"} {
		plain := request(h, "GET", "http://localhost"+path, nil).Body.Bytes()
		for coding, open := range map[string]func([]byte) ([]byte, error){
			"gzip": func(b []byte) ([]byte, error) {
				r, err := gzip.NewReader(bytes.NewReader(b))
				if err != nil {
					return nil, err
				}
				return io.ReadAll(r)
			},
			"zstd": func(b []byte) ([]byte, error) {
				r, err := zstd.NewReader(nil)
				if err != nil {
					return nil, err
				}
				defer r.Close()
				return r.DecodeAll(b, nil)
			},
		} {
			w := request(h, "GET", "http://localhost"+path, func(r *http.Request) { r.Header.Set("Accept-Encoding", coding) })
			if w.Header().Get("Content-Encoding") != coding || !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") || w.Body.Len() >= len(plain) {
				t.Errorf("%s in %s: %d of %d bytes, %v", path, coding, w.Body.Len(), len(plain), w.Header())
			}
			if got, err := open(w.Body.Bytes()); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%s in %s: %v, %d bytes, not %d", path, coding, err, len(got), len(plain))
			}
		}
	}
	for _, path := range []string{"/", "/export/claims.parquet", "/export/claims.docx"} {
		if w := request(h, "GET", "http://localhost"+path, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip, zstd") }); w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s is packed", path)
		}
	}
}

// TestOrigins wants pages of named origins let to what is for programs, and no others.
func TestOrigins(t *testing.T) {
	const named, other = "https://desk.example", "https://evil.example"
	l := open(t)
	open := New(Config{Ledger: l, Origins: []string{named}})
	closed := New(Config{Ledger: l})
	for _, c := range []struct {
		name         string
		h            http.Handler
		method, path string
		origin, want string
	}{
		{"named", open, "GET", "/api/v1/claims", named, named}, {"an export", open, "GET", "/export/claims.csv", named, named},
		{"asked before", open, "OPTIONS", "/api/v1/claims", named, named},
		{"another", open, "GET", "/api/v1/claims", other, ""}, {"another asks before", open, "OPTIONS", "/api/v1/claims", other, ""},
		{"a page", open, "GET", "/", named, ""}, {"off", closed, "GET", "/api/v1/claims", named, ""}, {"off, asked before", closed, "OPTIONS", "/api/v1/claims", named, ""},
	} {
		w := request(c.h, c.method, "http://localhost"+c.path, func(r *http.Request) {
			r.Header.Set("Origin", c.origin)
			if c.method == "OPTIONS" {
				r.Header.Set("Access-Control-Request-Method", "GET")
				r.Header.Set("Access-Control-Request-Headers", "if-none-match")
			}
		})
		if got := w.Header().Get("Access-Control-Allow-Origin"); got != c.want {
			t.Errorf("%s: allowed is %q", c.name, got)
		}
		if w.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: with credentials", c.name)
		}
	}
}

// TestCursors reads every list in pieces of one row, and wants what one piece has.
func TestCursors(t *testing.T) {
	l := open(t)
	stories, err := l.Stories(t.Context(), sayso.StoryQuery{})
	if err != nil || len(stories.Items) == 0 {
		t.Fatal(stories, err)
	}
	h := New(Config{Ledger: l, Corrections: true})
	followed := followTwo(t, l)
	type piece struct {
		Items []json.RawMessage
		Next  *string
	}
	ask := func(path string, q url.Values) piece {
		t.Helper()
		var p piece
		w := request(h, "GET", "http://localhost"+path+"?"+q.Encode(), nil)
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 200 {
			t.Fatalf("%s?%s: %d %s", path, q.Encode(), w.Code, w.Body)
		}
		return p
	}
	several := 0
	for i := range endpoints {
		if endpoints[i].rows == nil {
			continue
		}
		path := strings.Replace(endpoints[i].path, "follows/{id}", "follows/"+string(followed), 1)
		path = strings.Replace(path, "{id}", string(stories.Items[0].ID), 1)
		all := ask(path, url.Values{"limit": {"1000"}}).Items
		var got []json.RawMessage
		q := url.Values{"limit": {"1"}}
		for range len(all) + 1 {
			p := ask(path, q)
			got = append(got, p.Items...)
			if p.Next == nil {
				break
			}
			q.Set("after", *p.Next)
		}
		if len(all) > 1 {
			several++
		}
		if !slices.EqualFunc(all, got, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			t.Errorf("%s: %d rows in pieces, %d in one", path, len(got), len(all))
		}
		if w := request(h, "GET", "http://localhost"+path+"?after=rubbish", nil); w.Code != 400 {
			t.Errorf("%s takes a cursor that is none: %d %s", path, w.Code, w.Body)
		}
	}
	if several < 6 {
		t.Errorf("%d lists have several rows", several)
	}
}

func TestWhatIsNotTakenIsNamed(t *testing.T) {
	h := New(Config{Ledger: open(t)})
	for path, want := range map[string]string{
		"/api/v1/claims?colour=red":        "choose of q, speaker, actor",
		"/api/v1/claims/x?q=a":             "takes none",
		"/api/v1/claims?stance=shouts":     "choose one of asserts, ",
		"/api/v1/claims?q=a&amp;q=b":       "cannot be read",
		"/api/v1/claims?outlet=a&outlet=b": "it is given 2 times",
		"/api/v1/events?type=war":          "choose one of AGREE",
		"/api/v1/stories?format=xls":       "choose one of json, csv, tsv",
		"/api/v1/questions?slot=how":       "choose one of yes-no",
		"/api/v1/actors?type=robot":        "choose one of person",
		"/api/v1/sources?failing=maybe":    "choose one of 0, 1",
	} {
		if w := request(h, "GET", "http://localhost"+path, nil); w.Code != 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for _, path := range []string{"/api/v1/claims?stance=&q=", "/api/v1/events?country=rus&country=prk"} {
		if w := request(h, "GET", "http://localhost"+path, nil); w.Code != 200 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// TestEveryValueIsTaken asks each address, and each kind of export, for each value that
// a filter is said to have.
func TestEveryValueIsTaken(t *testing.T) {
	l := open(t)
	stories, err := l.Stories(t.Context(), sayso.StoryQuery{})
	if err != nil {
		t.Fatal(err)
	}
	h := New(Config{Ledger: l, Corrections: true})
	ask := func(path string, takes []parameter) {
		for _, p := range takes {
			for _, v := range p.values {
				q := url.Values{p.name: {v}}
				if v == "svg" {
					q["country"] = []string{"RUS", "PRK"}
				}
				if w := request(h, "GET", "http://localhost"+path+"?"+q.Encode(), nil); w.Code != 200 {
					t.Errorf("%s?%s: %d %s", path, q.Encode(), w.Code, w.Body)
				}
			}
		}
	}
	for i := range endpoints {
		path := strings.Replace(endpoints[i].path, "{id}", string(stories.Items[0].ID), 1)
		if !strings.Contains(endpoints[i].path, "{") || strings.Contains(path, "stories") {
			ask(path, endpoints[i].parameters())
		}
	}
	for kind, takes := range exportFilters {
		ask("/export/"+kind+".csv", takes)
	}
}

func TestCheckOrigin(t *testing.T) {
	for origin, good := range map[string]bool{"https://desk.example": true, "http://localhost:3000": true, "http://192.0.2.7": true,
		"*": false, "https://*.example": false, "desk.example": false, "https://desk.example/": false, "https://desk.example/a": false, "ftp://desk.example": false, "https://a@desk.example": false, "null": false, "": false} {
		if err := CheckOrigin(origin); (err == nil) != good {
			t.Errorf("%q: %v", origin, err)
		}
	}
}
