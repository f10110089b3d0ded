package web

import (
	"net/http/httptest"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sayso"
)

// dossierAt makes a dossier with a row of each kind that a server shows, by the forms on
// their pages, and returns its address.
func dossierAt(t *testing.T, server string) string {
	t.Helper()
	at := ""
	for _, x := range []struct{ list, prefix string }{{"/search?q=harbour", "/claims/"}, {"/", "/articles/"}, {"/events", "/events/ev"}, {"/disputes", "/questions/"}, {"/stories", "/stories/st"}, {"/actors?name=brenn", "/actors/"}} {
		_, body := get(t, server+x.list)
		found := hrefs(body, x.prefix)
		if len(found) == 0 {
			t.Fatalf("%s leads to no %s", x.list, x.prefix)
		}
		page := regexp.MustCompile(`[?#/].*`).ReplaceAllString(strings.TrimPrefix(found[0], "/"), "")
		id := path.Base(strings.SplitN(found[0], "?", 2)[0])
		_, body = get(t, server+"/"+page+"/"+id)
		kind := regexp.MustCompile(`<select id="k-kind" name="kind"><option value="(\w+)"|action="/collect"><input type="hidden" name="id" value="[^"]*">\s*<input type="hidden" name="kind" value="(\w+)"`).FindStringSubmatch(body)
		if kind == nil {
			t.Fatalf("%s has no form to collect it", found[0])
		}
		res, body := submit(t, server+"/collect", "same-origin", url.Values{"kind": {kind[1] + kind[2]}, "id": {id}, "name": {"Port Sable"}, "note": {"a note of mine"}})
		if res.StatusCode != 200 || !strings.Contains(body, "a note of mine") {
			t.Fatalf("collecting %s: %d %.300s", id, res.StatusCode, body)
		}
		at = res.Request.URL.Path
	}
	return at
}

func TestDossierPages(t *testing.T) {
	l := open(t, ferryStory()...)
	h := New(Config{Ledger: l, Version: "test", Corrections: true})
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	at := dossierAt(t, s.URL)
	_, body := get(t, s.URL+at)
	for _, want := range []string{"6 rows", ">claim</span>", ">article</span>", ">event</span>", ">question</span>", ">story</span>", ">actor</span>", "?format=docx"} {
		if !strings.Contains(body, want) {
			t.Errorf("the dossier lacks %q", want)
		}
	}
	if strings.Contains(body, "<script>alert") {
		t.Error("words of an article are markup")
	}
	d, err := l.Dossier(t.Context(), sayso.DossierID(path.Base(at)))
	if err != nil {
		t.Fatal(err)
	}
	edit := func(what string, p sayso.Piece, note string) {
		t.Helper()
		if res, body := submit(t, s.URL+at+"/edit", "same-origin", url.Values{"do": {what}, "kind": {string(p.Kind)}, "id": {p.ID}, "note": {note}}); res.StatusCode != 200 {
			t.Fatalf("%s: %d %.300s", what, res.StatusCode, body)
		}
		if d, err = l.Dossier(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
	}
	first, second := d.Pieces[0], d.Pieces[1]
	edit("down", first, "")
	if d.Pieces[1].ID != first.ID || d.Pieces[1].Note != first.Note {
		t.Error("the first row did not move down with its note")
	}
	edit("up", first, "")
	if d.Pieces[0].ID != first.ID {
		t.Error("it did not move up again")
	}
	edit("note", second, "another note")
	if d.Pieces[1].Note != "another note" {
		t.Errorf("the note is %q", d.Pieces[1].Note)
	}
	edit("discard", second, "")
	if len(d.Pieces) != 5 {
		t.Errorf("%d rows are left, want 5", len(d.Pieces))
	}
	for _, format := range []string{"md", "html", "docx", "csv", "json"} {
		if res, body := get(t, s.URL+at+"?format="+format); res.StatusCode != 200 || len(body) < 200 || !strings.Contains(res.Header.Get("Content-Disposition"), "."+format) {
			t.Errorf("as %s: %d, %d bytes, %s", format, res.StatusCode, len(body), res.Header.Get("Content-Disposition"))
		}
	}
	// Stars and tags, from the page of a row and back to it.
	row := url.Values{"kind": {string(first.Kind)}, "id": {first.ID}, "back": {"/claims/" + first.ID}, "do": {"tag"}, "tags": {"quay,  in doubt"}}
	if res, body := submit(t, s.URL+"/mark", "same-origin", row); res.Request.URL.Path != "/claims/"+first.ID || !strings.Contains(body, `value="in doubt, quay"`) {
		t.Errorf("tagging leads to %s", res.Request.URL.Path)
	}
	row.Set("do", "star")
	row.Set("back", "//elsewhere.example/")
	if res, _ := submit(t, s.URL+"/mark", "same-origin", row); res.Request.URL.Path != "/claims/"+first.ID {
		t.Errorf("starring leads to %s", res.Request.URL)
	}
	if _, body := get(t, s.URL+"/marked?tag=quay"); !strings.Contains(body, first.ID) || !strings.Contains(body, "★") {
		t.Error("what is tagged is not listed")
	}
	if res, _ := submit(t, s.URL+"/mark", "cross-site", row); res.StatusCode != 403 {
		t.Errorf("a form of another site is answered with %d", res.StatusCode)
	}
	shows := httptest.NewServer(New(Config{Ledger: l, Version: "test"}))
	t.Cleanup(shows.Close)
	if res, _ := submit(t, shows.URL+"/collect", "same-origin", row); res.StatusCode != 403 {
		t.Errorf("a server that only shows collects: %d", res.StatusCode)
	}
	if _, body := get(t, shows.URL+"/claims/"+first.ID); strings.Contains(body, `action="/collect"`) {
		t.Error("a server that only shows has forms to keep")
	}
	if res, _ := submit(t, s.URL+at+"/edit", "same-origin", url.Values{"do": {"drop"}}); res.Request.URL.Path != "/dossiers" {
		t.Errorf("dropping leads to %s", res.Request.URL.Path)
	}
	if res, _ := get(t, s.URL+at); res.StatusCode != 404 {
		t.Errorf("a dropped dossier is answered with %d", res.StatusCode)
	}
}

// TestFolder wants every link of a folder to lead to a file of it and to a place that is
// there, and nothing that a server would have to answer.
func TestFolder(t *testing.T) {
	l := open(t, ferryStory()...)
	h := New(Config{Ledger: l, Version: "test", Corrections: true})
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	_, body := get(t, s.URL+"/stories")
	for _, at := range []string{dossierAt(t, s.URL), hrefs(body, "/stories/st")[0]} {
		files := map[string][]byte{}
		n, err := Folder(t.Context(), h, at, func(name string, data []byte) error { files[name] = data; return nil })
		if err != nil {
			t.Fatal(err)
		}
		if n < 5 || files["index.html"] == nil {
			t.Fatalf("%s: %d pages", at, n)
		}
		ids, links := map[string]bool{}, 0
		trees := map[string]*html.Node{}
		for name, data := range files {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			tree, err := html.Parse(strings.NewReader(string(data)))
			if err != nil {
				t.Fatal(err)
			}
			trees[name] = tree
			for x := range tree.Descendants() {
				if id := attr(x, "id"); id != "" {
					ids[name+"#"+id] = true
				}
				if x.Type == html.ElementNode && (x.Data == "form" || x.Data == "script" || x.Data == "button") {
					t.Errorf("%s has a %s", name, x.Data)
				}
			}
		}
		for name, tree := range trees {
			for x := range tree.Descendants() {
				for _, key := range []string{"href", "src", "action"} {
					to := attr(x, key)
					if to == "" || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "https://") {
						continue
					}
					links++
					file, fragment, _ := strings.Cut(to, "#")
					whole := name
					if file != "" {
						whole = path.Join(path.Dir(name), file)
					}
					if strings.HasPrefix(to, "/") || files[whole] == nil || fragment != "" && !ids[whole+"#"+fragment] {
						t.Errorf("%s: %s leads nowhere", name, to)
					}
				}
			}
		}
		if links < 20 {
			t.Errorf("%s: %d links in all", at, links)
		}
	}
}
