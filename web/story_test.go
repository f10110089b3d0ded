package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/export"
	"sayso/extract"
	"sayso/internal/story"
)

const hostile = `<script>alert(1)</script>`

// told is an article read for a test.
func told(url, outlet, title, text string, day int) sayso.Reading {
	a := sayso.Article{ID: sayso.DeriveArticleID(url), URL: url, Outlet: outlet, Title: title, Text: text, Language: "en",
		Published: sayso.Date{Time: time.Date(2031, 4, day, 0, 0, 0, 0, time.UTC), DayOnly: true}}
	return sayso.Reading{Article: a, Analysis: extract.New().Extract(&a), Raw: sayso.Raw{MediaType: "text/plain", Bytes: []byte(text)}}
}

const ferry = `The ferry Aurelia ran aground off Port Sable early on Tuesday with heavy oil on board. Harbour master Ada Brenn said that at least 12 passengers of the ferry Aurelia were injured when she struck the reef. “The ferry Aurelia has dumped oil in the harbour of Port Sable,” Brenn said. Divers will look at the hull on Friday, and the strait stays closed to larger ships until then.`

// ferryStory is a story with a copy, a denial, two figures, and a version that
// changed; its titles are hostile.
func ferryStory() []sayso.Reading {
	return []sayso.Reading{
		told("https://one.example/a", "One"+hostile, "Ferry Aurelia aground "+hostile, ferry, 1),
		told("https://two.example/b", "Two", "Ferry aground", "PORT SABLE. "+ferry+" The mayor watched from the pier.", 2),
		told("https://three.example/c", "Three", "Owners answer", "The owners of the ferry Aurelia, aground off Port Sable, answered the harbour master. Owner Karl Holt denied that the ferry Aurelia had dumped oil in the harbour of Port Sable. Holt said nine passengers of the ferry Aurelia were injured when she struck the reef.", 3),
		told("https://three.example/c", "Three", "Owners answer", "The owners of the ferry Aurelia, aground off Port Sable, answered the harbour master. Owner Karl Holt denied that the ferry Aurelia had dumped oil in the harbour of Port Sable. Holt said ten passengers of the ferry Aurelia were injured when she struck the reef.", 3),
	}
}

func TestStoryPages(t *testing.T) {
	s := serve(t, ferryStory()...)
	_, list := get(t, s.URL+"/stories")
	page := ""
	for _, h := range hrefs(list, "/stories/") {
		if _, body := get(t, s.URL+h); strings.Contains(body, "Aurelia") {
			page = h
		}
	}
	if page == "" {
		t.Fatalf("no story of the ferry:\n%s", list)
	}
	_, body := get(t, s.URL+page)
	for _, want := range []string{"Three articles, two texts", "How many passengers were injured?", "at least 12", "One text, printed 2 times", `class="tree"`, "denies it", `class="steps"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the story lacks %q:\n%s", want, body)
		}
	}
	passages := hrefs(body, page+"/passages")
	if len(passages) == 0 {
		t.Fatal("nothing leads to the passages")
	}
	_, side := get(t, s.URL+passages[0])
	for _, want := range []string{"<ins>", `id="a1"`, `href="#b1"`} {
		if !strings.Contains(side, want) {
			t.Errorf("the passages lack %q", want)
		}
	}
	for _, h := range []string{"/", "/stories", page, passages[0], page + "/timeline", page + "/timeline?by=said&since=2031-01-01", "/disputes", "/disputes?status=denied&status=disputed&slot=figure&min_confidence=0.5&since=3d&place=x&order=latest&story=" + strings.TrimPrefix(page, "/stories/"), "/changes", "/changes?outlet=Three"} {
		res, body := get(t, s.URL+h)
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", h, res.Status)
		}
		if strings.Contains(body, hostile) {
			t.Errorf("%s: a script in a title stands unescaped", h)
		}
		wellMade(t, h, body)
	}
	for h, want := range map[string]int{page + "/passages": 404, page + "/timeline?since=soon": 400, "/stories/stnothing": 404, "/changes?since=x": 400, "/disputes?status=open": 400, "/disputes?slot=why": 400, "/disputes?min_confidence=2": 400, "/questions/qunothing": 404, "/changes?article=nosuch": 404} {
		if res, _ := get(t, s.URL+h); res.StatusCode != want {
			t.Errorf("%s: %s, want %d", h, res.Status, want)
		}
	}
}

func TestChangeFeed(t *testing.T) {
	s := serve(t, ferryStory()...)
	res, body := get(t, s.URL+"/changes.atom")
	if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/atom+xml") {
		t.Errorf("type %q", got)
	}
	var f atomFeed
	if err := xml.Unmarshal([]byte(body), &f); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, e := range f.Entries {
		found = found || strings.Contains(e.Content.Text, "a figure changed")
		if e.ID == "" || e.Updated == "" || len(e.Links) == 0 {
			t.Errorf("an entry without id, date or link: %+v", e)
		}
	}
	if !found {
		t.Errorf("no entry tells of the figure:\n%s", body)
	}
	_, body = get(t, s.URL+"/changes.atom?outlet=Nobody")
	if strings.Contains(body, "<entry>") {
		t.Error("the outlet is not kept to")
	}
}

func TestStoryAPI(t *testing.T) {
	s := serve(t, ferryStory()...)
	var list apiPage[export.StoryRow]
	_, body := get(t, s.URL+"/api/v1/stories?limit=1000")
	if err := json.Unmarshal([]byte(body), &list); err != nil || len(list.Items) == 0 {
		t.Fatalf("%v: %s", err, body)
	}
	for _, x := range list.Items {
		for _, h := range []string{"/api/v1/stories/" + x.ID, "/api/v1/stories/" + x.ID + "/timeline?by=said"} {
			if res, _ := get(t, s.URL+h); res.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", h, res.Status)
			}
		}
	}
	for h, want := range map[string]string{"/api/v1/disputes": `"status":"disputed"`, "/api/v1/questions?slot=yes-no": `"answer":"no"`, "/api/v1/changes": `"kind":"figure"`} {
		if _, body := get(t, s.URL+h); !strings.Contains(body, want) {
			t.Errorf("%s lacks %s: %s", h, want, body)
		}
	}
}

func TestLeadLine(t *testing.T) {
	s := &story.Story{Articles: make([]*sayso.Record, 14), Texts: make([]story.Text, 3), Speakers: []story.Speaker{{Name: "the ministry", Party: true}}}
	if got, want := leadLine(s), "Fourteen articles, three texts, one speaker, who is a party to the matter."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.Speakers = append(s.Speakers, story.Speaker{Name: "a witness"})
	if got, want := leadLine(s), "Fourteen articles, three texts, two speakers, one of them a party to the matter."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
