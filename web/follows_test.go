package web

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/follow"
	"sayso/ledgertest"
)

// post sends a form and gives the page that it leads to.
func send(t *testing.T, at string, form url.Values) (status int, where, body string) {
	t.Helper()
	res, err := http.PostForm(at, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Request.URL.Path, string(b)
}

// berths is an article in which somebody says something new of the harbour.
func berths(n string) sayso.Reading {
	d := ledgertest.NewDraft("https://bell.example/berths/"+n, "Bell", "Berth "+n, "Ada Brenn said that the harbour has berth "+n+".", ledgertest.Day("2031-04-09"))
	d.Actor("Ada Brenn", sayso.Person, true)
	d.Claim([]string{"Ada Brenn"}, "Ada Brenn", "said that", "the harbour has berth "+n)
	return d.Reading
}

// TestFollowPages follows a search from its page, takes something in, and sees it as
// new once.
func TestFollowPages(t *testing.T) {
	l := open(t, append(ferryStory(), coinciding())...)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)

	_, body := get(t, s.URL+"/search?q=harbour&order=date")
	for _, want := range []string{`<details class="follow">`, `name="kind" value="search"`, `name="about" value="q=harbour"`, `name="name" value="harbour"`} {
		if !strings.Contains(body, want) {
			t.Fatalf("the search page lacks %s:\n%s", want, body)
		}
	}
	status, where, body := send(t, s.URL+"/follows", url.Values{"kind": {"search"}, "about": {"q=harbour"}, "name": {"The harbour " + hostile}})
	if status != http.StatusOK || !strings.HasPrefix(where, "/follows/fo") || !strings.Contains(body, "Nothing has come in") || strings.Contains(body, hostile) {
		t.Fatalf("%d, %s:\n%s", status, where, body)
	}
	if _, err := l.Put(t.Context(), berths("seven")); err != nil {
		t.Fatal(err)
	}
	if n, err := (&follow.Finder{Ledger: l}).Catch(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d new, %v", n, err)
	}
	if _, body = get(t, s.URL+"/follows"); !strings.Contains(body, `<span class="new">1 new</span>`) || !strings.Contains(body, "1 item is new, of 1 follow") {
		t.Errorf("the list says\n%s", body)
	}
	if _, body = get(t, s.URL+"/"); !strings.Contains(body, `</a> <span class="new">1 new</span></li>`) {
		t.Errorf("home says\n%s", body)
	}

	res, err := http.Get(s.URL + where)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	again := res.Request.URL.String()
	for range 2 { // reloading loses nothing
		if _, body = get(t, again); !strings.Contains(body, `<span class="new">new</span>`) || !strings.Contains(body, "the harbour has berth seven") {
			t.Errorf("%s says\n%s", again, body)
		}
	}
	if _, body = get(t, s.URL+"/"); strings.Contains(body, `<span class="new">`) {
		t.Errorf("what was seen is new to home:\n%s", body)
	}
	if _, body = get(t, s.URL+where); strings.Contains(body, `<span class="new">new</span>`) {
		t.Errorf("what was seen is new:\n%s", body)
	}

	feeds := hrefs(body, "/feeds/")
	if len(feeds) < 2 {
		t.Fatalf("the feeds are %q", feeds)
	}
	for _, at := range feeds {
		res, feed := get(t, s.URL+at)
		if res.StatusCode != http.StatusOK || !strings.Contains(feed, s.URL+"/claims/cl") || res.Header.Get("ETag") == "" {
			t.Errorf("%s: %d, %s", at, res.StatusCode, feed)
		}
		var v any
		if err := json.Unmarshal([]byte(feed), &v); strings.HasSuffix(at, ".json") && err != nil {
			t.Errorf("%s: %v", at, err)
		}
		if err := xml.Unmarshal([]byte(feed), new(struct{ XMLName xml.Name })); strings.HasSuffix(at, ".atom") && err != nil {
			t.Errorf("%s: %v", at, err)
		}
	}
	for _, none := range []string{"/feeds/guess.atom", "/feeds/.atom", strings.TrimSuffix(feeds[0], ".atom") + ".exe"} {
		if res, _ := get(t, s.URL+none); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", none, res.StatusCode)
		}
	}

	if status, _, body = send(t, s.URL+where+"/tell", url.Values{"way": {"mail"}, "to": {"desk@newsroom.example"}, "every": {"daily"}}); status != http.StatusOK || !strings.Contains(body, "mail to <bdi>desk@newsroom.example</bdi>") {
		t.Errorf("%d:\n%s", status, body)
	}
	for _, bad := range []url.Values{{"way": {"mail"}, "to": {"nobody"}, "every": {"daily"}}, {"way": {"mail"}, "to": {"a@b.example"}, "every": {"often"}}, {"way": {"webhook"}, "to": {"https://desk.example/hook"}, "every": {"at once"}}} {
		if status, _, _ := send(t, s.URL+where+"/tell", bad); status != http.StatusBadRequest {
			t.Errorf("%v: %d", bad, status)
		}
	}
	// Following it again keeps where it is told.
	if _, _, body = send(t, s.URL+"/follows", url.Values{"kind": {"search"}, "about": {"q=harbour"}, "name": {"The harbour " + hostile}}); !strings.Contains(body, "desk@newsroom.example") {
		t.Errorf("it is told nowhere:\n%s", body)
	}
	if status, _, body = send(t, s.URL+where+"/tell", url.Values{"way": {"mail"}, "to": {"desk@newsroom.example"}, "drop": {"1"}}); status != http.StatusOK || strings.Contains(body, "desk@newsroom.example</bdi>") {
		t.Errorf("%d:\n%s", status, body)
	}
	if status, where, _ = send(t, s.URL+where+"/remove", nil); status != http.StatusOK || where != "/follows" {
		t.Errorf("%d, %s", status, where)
	}
	if res, _ := get(t, s.URL+feeds[0]); res.StatusCode != http.StatusNotFound {
		t.Errorf("the feed of what is no longer followed: %d", res.StatusCode)
	}
}

// TestWhatCanBeFollowed looks for the button on each page of something that can be.
func TestWhatCanBeFollowed(t *testing.T) {
	l := open(t, append(ferryStory(), coinciding())...)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	shown := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(shown.Close)
	first := func(list, prefix string) string {
		_, body := get(t, s.URL+list)
		if found := hrefs(body, prefix); len(found) > 0 {
			return found[0]
		}
		t.Fatalf("%s leads to no %s", list, prefix)
		return ""
	}
	for page, kind := range map[string]string{"/search?q=harbour": "search", first("/actors", "/actors/ac"): "actor", first("/stories", "/stories/st"): "story", first("/disputes", "/questions/"): "question",
		"/dyads/KER/TAR": "dyad", "/events?country=KER": "place", "/events?country=KER&country=TAR": "dyad", first("/", "/articles/"): "outlet"} {
		if _, body := get(t, s.URL+page); !strings.Contains(body, `name="kind" value="`+kind+`"`) {
			t.Errorf("%s cannot be followed as %s", page, kind)
		}
		if _, body := get(t, shown.URL+page); strings.Contains(body, `class="follow"`) {
			t.Errorf("%s can be followed where the server only shows", page)
		}
	}
	for _, page := range []string{"/follows", "/follows/fo0"} {
		if res, _ := get(t, shown.URL+page); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", page, res.StatusCode)
		}
	}
	if status, _, _ := send(t, shown.URL+"/follows", url.Values{"kind": {"place"}, "about": {"TAR"}, "name": {"x"}}); status != http.StatusForbidden {
		t.Errorf("following where the server only shows: %d", status)
	}
	// Each list has its feeds, in both forms.
	for _, page := range []string{"/", "/search?q=harbour", "/stories", "/disputes", "/events", "/changes", first("/actors", "/actors/ac")} {
		_, body := get(t, s.URL+page)
		for _, media := range []string{"application/atom+xml", "application/feed+json"} {
			_, rest, ok := strings.Cut(body, `<link rel="alternate" type="`+media+`"`)
			_, rest, _ = strings.Cut(rest, `href="`)
			at, _, _ := strings.Cut(rest, `"`)
			at = strings.ReplaceAll(at, "&amp;", "&")
			if res, feed := get(t, s.URL+at); !ok || res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), media) {
				t.Errorf("%s: the feed %q as %s: %d, %.300s", page, at, media, res.StatusCode, feed)
			}
		}
	}
}

// jsonRequest sends a request with a body and gives the answer.
func jsonRequest(t *testing.T, method, at, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, at, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// TestFollowAPI does by programs what pages do.
func TestFollowAPI(t *testing.T) {
	l := open(t)
	s := httptest.NewServer(New(Config{Ledger: l, Version: "test", Corrections: true}))
	t.Cleanup(s.Close)
	shown := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(shown.Close)
	api := s.URL + "/api/v1/follows"
	const harbour = `{"name": "The harbour", "kind": "search", "about": "q=harbour", "notices": [{"kind": "mail", "to": "desk@newsroom.example", "every": 3600}]}`
	if status, body := jsonRequest(t, "POST", shown.URL+"/api/v1/follows", harbour); status != http.StatusForbidden {
		t.Errorf("where the server only shows: %d, %s", status, body)
	}
	for _, bad := range []string{"", "[]", `{"name": "x", "kind": "weather", "about": "q=y"}`, `{"name": "x", "kind": "place", "about": "TAR", "more": 1}`, `{"name": "x", "kind": "place", "about": "TAR", "notices": [{"kind": "webhook", "to": "https://desk.example/", "every": 0}]}`} {
		if status, body := jsonRequest(t, "POST", api, bad); status != http.StatusBadRequest {
			t.Errorf("%q: %d, %s", bad, status, body)
		}
	}
	status, body := jsonRequest(t, "POST", api, harbour)
	if status != http.StatusCreated || !strings.Contains(body, `"to":"desk@newsroom.example","every":3600`) {
		t.Fatalf("%d, %s", status, body)
	}
	var row struct{ ID, Feed string }
	if err := json.Unmarshal([]byte(body), &row); err != nil || !strings.HasPrefix(row.Feed, "/feeds/") {
		t.Fatalf("%s, %v", body, err)
	}
	if status, body = jsonRequest(t, "POST", api, `{"name": "The harbour", "kind": "search", "about": "q=harbour"}`); status != http.StatusOK || !strings.Contains(body, "desk@newsroom.example") {
		t.Errorf("again, without notices: %d, %s", status, body)
	}
	for _, n := range []string{"seven", "eight"} {
		if _, err := l.Put(t.Context(), berths(n)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := (&follow.Finder{Ledger: l}).Catch(t.Context()); n != 2 || err != nil {
		t.Fatalf("%d new, %v", n, err)
	}
	items := func(want string) (first int64) {
		t.Helper()
		var list struct {
			Items []struct {
				Number int64
				Quote  string
				Unread bool
			}
		}
		_, body := jsonRequest(t, "GET", api+"/"+row.ID+"/items", "")
		if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Items) != 2 {
			t.Fatalf("%s, %v", body, err)
		}
		got := ""
		for _, it := range list.Items {
			if got += "-"; it.Unread {
				got += "new"
			}
		}
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
		return list.Items[0].Number
	}
	last := items("-new-new")
	if status, body = jsonRequest(t, "POST", api+"/"+row.ID+"/seen", `{"number": `+strconv.FormatInt(last-1, 10)+`}`); status != http.StatusNoContent {
		t.Errorf("%d, %s", status, body)
	}
	items("-new-")
	if _, body = jsonRequest(t, "GET", api, ""); !strings.Contains(body, `"items":2,"unread":1`) {
		t.Error(body)
	}
	if status, body = jsonRequest(t, "DELETE", api+"/"+row.ID, ""); status != http.StatusNoContent {
		t.Errorf("%d, %s", status, body)
	}
	if status, body = jsonRequest(t, "DELETE", api+"/"+row.ID, ""); status != http.StatusNotFound {
		t.Errorf("%d, %s", status, body)
	}
}

// followTwo follows a search that two claims answer to.
func followTwo(t *testing.T, l sayso.Ledger) sayso.FollowID {
	t.Helper()
	for _, f := range []sayso.Follow{{Name: "The harbour", Kind: sayso.SearchFollow, About: "q=harbour"}, {Name: "Tarn", Kind: sayso.PlaceFollow, About: "TAR"}} {
		if _, err := follow.Begin(t.Context(), l, f); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range []string{"seven", "eight"} {
		if _, err := l.Put(t.Context(), berths(n)); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := (&follow.Finder{Ledger: l}).Catch(t.Context()); n != 2 || err != nil {
		t.Fatalf("%d new, %v", n, err)
	}
	return sayso.DeriveFollowID("", "The harbour")
}
