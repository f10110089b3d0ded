package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sayso"
)

// coinciding is an article with a test and a summit at the same time, by words
// that would do harm if they were not escaped.
func coinciding() sayso.Reading {
	text := "Kerland <b>fired</b> & met Tarnia."
	at := func(w string) sayso.Spans {
		i := strings.Index(text, w)
		return sayso.Spans{{Start: i, End: i + len(w)}}
	}
	day := time.Date(2031, 5, 5, 0, 0, 0, 0, time.UTC)
	return sayso.Reading{
		Article: sayso.Article{Path: "coinciding.txt", Outlet: "The Post", Published: sayso.Date{Time: day, DayOnly: true}, Text: text},
		Analysis: sayso.Analysis{
			Extractor: sayso.Provenance{Name: "test", Version: "1"},
			Sentences: []sayso.Span{{Start: 0, End: len(text)}},
			Actors:    []sayso.Actor{{ID: "a1", Name: "Kerland", Type: sayso.PlaceActor, Country: "KER", Named: true}, {ID: "a2", Name: "Tarnia", Type: sayso.PlaceActor, Country: "TAR", Named: true}},
			Places:    []sayso.Place{{ID: "p1", Name: "eastern coast of Kerland", Feature: "area", Lat: 40, Lon: 129, Radius: 60, Near: true}},
			Times:     []sayso.When{{ID: "t1", Span: at("Tarnia")[0], Type: sayso.DateTime, Value: "2031-05-05", From: day, To: day.AddDate(0, 0, 1)}},
			Events: []sayso.Event{
				{ID: "e1", Type: "MOBILIZE", Mode: "weapons", Anchor: at("<b>fired</b>"), Actors: []sayso.ActorID{"a1"}, Recipients: []sayso.ActorID{"a2"}, Place: "p1", Status: sayso.Happened, Time: "t1", TimeFrom: "e2",
					Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e2", Signal: at("& met"), Other: at("met")}, {Relation: sayso.Before, Time: "t1", Signal: at("</b>"), Other: at("Tarnia")}}},
				{ID: "e2", Type: "CONSULT", Anchor: at("met"), Actors: []sayso.ActorID{"a1", "a2"}, Status: sayso.Happened, Time: "t1",
					Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e1", Signal: at("& met"), Other: at("<b>fired</b>")}}},
			},
		},
	}
}

func TestEventPages(t *testing.T) {
	s := serve(t, coinciding())
	_, list := get(t, s.URL+"/events?type=MOBILIZE")
	links := hrefs(list, "/events/ev")
	if len(links) != 1 {
		t.Fatalf("%d events: %s", len(links), list)
	}
	res, page := get(t, s.URL+links[0])
	if res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	for _, want := range []string{
		"<h1>Kerland moved or tested arms against Tarnia, eastern coast of Kerland</h1>", `<a href="/actors/ac`, "in the story <a",
		"5 May 2031, taken from CONSULT “met”, by “&amp; met”", "at the same time as <a href=\"/events/ev", "before <bdi>Tarnia</bdi> (2031-05-05), by <bdi>“&lt;/b&gt;”</bdi>",
		`class="reach`, // the area that it was in, on the map
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	other := hrefs(page, "/events/ev")
	if len(other) == 0 {
		t.Fatal("the page leads to no other event")
	}
	if _, page := get(t, s.URL+other[0]); !strings.Contains(page, "“&lt;b&gt;fired&lt;/b&gt;”") {
		t.Errorf("the other event does not name this one: %s", page)
	}

	_, dyad := get(t, s.URL+"/dyads/ker/TAR")
	if !strings.Contains(dyad, "2 events from 2031-05-05 to 2031-05-05. Cooperation adds up to +2.5, conflict to −6.") || !strings.Contains(dyad, "<svg") {
		t.Errorf("%s", dyad)
	}
	res, svg := get(t, s.URL+"/dyads/KER/TAR/chart.svg")
	if res.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(svg, "<?xml") {
		t.Errorf("%s %s", res.Header.Get("Content-Type"), svg)
	}
	wellFormed(t, svg)
	if _, svg := get(t, s.URL+"/dyads/%3Cscript%3E/%22%26"); strings.Contains(svg, "<script>") {
		t.Error("a name is not escaped")
	}
}

// TestActsHaveWords holds that every act of PLOVER is told in words, and none of
// another list.
func TestActsHaveWords(t *testing.T) {
	known := make(map[string]bool)
	for _, c := range sayso.EventCategories() {
		known[c.Name] = true
		if acts[c.Name].done == "" {
			t.Errorf("%s has no words", c.Name)
		}
		for _, m := range c.Modes {
			known[c.Name+" "+m] = true
			if acts[c.Name+" "+m].done == "" {
				t.Errorf("%s %s has no words", c.Name, m)
			}
		}
	}
	for a, w := range acts {
		if !known[a] || w.do == "" || w.done == "" {
			t.Errorf("the row %q says %q, %q", a, w.do, w.done)
		}
	}
	for _, c := range []struct {
		e    sayso.EventRow
		want string
	}{
		{sayso.EventRow{Type: "ASSAULT", Mode: "aerial", Status: sayso.Happened, Actors: []sayso.Party{{Name: "Kerland"}, {Name: "Tarnia"}}, Targets: []sayso.Party{{Name: "Rell"}}}, "Kerland and Tarnia made an air strike on Rell"},
		{sayso.EventRow{Type: "CONSULT", Status: sayso.Planned, Actors: []sayso.Party{{Name: "Kerland"}}, Place: sayso.Place{Name: "Rell"}}, "Kerland to talk, Rell"},
		{sayso.EventRow{Type: "COERCE", Mode: "strange", Status: sayso.Ongoing}, "Somebody repressed"},
		{sayso.EventRow{Type: "STRANGE", Status: sayso.Happened}, "Somebody strange"},
	} {
		if got := EventTitle(c.e); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for want, e := range map[string]sayso.EventRow{
		"": {}, "by 5 May 2031": {Days: sayso.Days{To: "2031-05-05"}}, "5 May 2031": {Day: "2031-05-05"}, "1 May 2031 to 5 May 2031": {Days: sayso.Days{From: "2031-05-01", To: "2031-05-05"}}, "2031-W19": {Day: "2031-W19"},
	} {
		if got := whenInWords(e); got != want {
			t.Errorf("when: %q, want %q", got, want)
		}
	}
}

// TestEventList holds the filters in the address, and the table.
func TestEventList(t *testing.T) {
	s := serve(t, coinciding())
	for address, want := range map[string][]string{
		"/events":            {"moved or tested arms against</a>", "most told first</a>", "/export/events.csv"},
		"/events?order=told": {"<strong>Most told first</strong>", `href="/events"`},
		"/events?told=2":     {"There are none such"},
		"/events?type=&status=&country=KER&country=&from=&to=&told=": {"Kerland"},
		"/events?country=KER&country=TAR":                            {"/dyads/KER/TAR"},
		"/events?to=2031-01-01&type=MOBILIZE":                        {"There are none such"},
		"/events?order=colour":                                       {"there is no such order"},
		"/events?told=x":                                             {"a number above 0"},
	} {
		_, body := get(t, s.URL+address)
		wellMade(t, address, body)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", address, w)
			}
		}
	}
}
