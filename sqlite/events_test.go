package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
)

// told is a reading of an article with one event.
func told(path, outlet, day string, killed float64) sayso.Reading {
	published, _ := sayso.ParseDate(day)
	text := "Kerland shelled Rell on Monday."
	return sayso.Reading{
		Article: sayso.Article{Path: path, Outlet: outlet, Published: published, Text: text},
		Analysis: sayso.Analysis{
			Extractor: sayso.Provenance{Name: "test", Version: "1"},
			Sentences: []sayso.Span{{Start: 0, End: len(text)}},
			Actors: []sayso.Actor{
				{ID: "a1", Name: "Kerland", Type: sayso.PlaceActor, Country: "KER", Sector: "GOV", Named: true},
				{ID: "a2", Name: "Rell", Type: sayso.PlaceActor, Country: "REL", Named: true},
			},
			Events: []sayso.Event{{
				ID: "e1", Type: "ASSAULT", Mode: "heavy-weapons", Anchor: sayso.Spans{{Start: 8, End: 15}}, Actors: []sayso.ActorID{"a1"}, Recipients: []sayso.ActorID{"a2"},
				Status: sayso.Happened, Quantities: []sayso.Quantity{{Kind: "killed", Low: killed, High: killed}}, Confidence: 0.8,
			}},
		},
	}
}

func TestEventsJoin(t *testing.T) {
	ctx := t.Context()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Put(ctx, told("a.txt", "The Post", "2031-05-05", 3), told("b.txt", "Daily Bell", "2031-05-05", 5), told("c.txt", "Daily Bell", "2031-05-09", 5)); err != nil {
		t.Fatal(err)
	}
	list := func() []sayso.EventRow {
		t.Helper()
		p, err := l.Events(ctx, sayso.EventQuery{Type: "ASSAULT", Countries: []string{"KER", "REL"}})
		if err != nil {
			t.Fatal(err)
		}
		return p.Items
	}
	es := list()
	if len(es) != 2 || len(es[1].Mentions) != 2 || len(es[0].Mentions) != 1 {
		t.Fatalf("want two events, of one and two mentions: %+v", es)
	}
	if e := es[1]; len(e.Origins) != 2 || len(e.Disputes) != 1 || len(e.Disputes[0].Values) != 2 {
		t.Errorf("origins %v, disputes %v", e.Origins, e.Disputes)
	}
	one := es[1].Mentions[1].ID
	if err := l.Part(ctx, one, "another town"); err != nil {
		t.Fatal(err)
	}
	if n := len(list()); n != 3 {
		t.Errorf("%d events after parting", n)
	}
	// A re-reading by a later extractor keeps what the analyst did.
	again := told("b.txt", "Daily Bell", "2031-05-05", 5)
	again.Analysis.Extractor.Version = "2"
	if _, err := l.Put(ctx, again); err != nil {
		t.Fatal(err)
	}
	if n := len(list()); n != 3 {
		t.Errorf("%d events after re-reading", n)
	}
	if err := l.Rejoin(ctx, one); err != nil {
		t.Fatal(err)
	}
	if n := len(list()); n != 2 {
		t.Errorf("%d events after joining again", n)
	}
	checkLedger(t, l)
	if _, err := l.Event(ctx, "ev-none"); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("no such event: %v", err)
	}
}

// One kidnapping that many outlets tell of for days is one event, in whatever
// order they are read; one in the next town is another, and so is one a month
// later.
func TestOneKidnapping(t *testing.T) {
	ctx := t.Context()
	report := func(path, who, whom, town, published, day string) sayso.Reading {
		r := told(path, "The Post", published, 1)
		an := &r.Analysis
		an.Actors = []sayso.Actor{{ID: "a1", Name: who, Type: sayso.Group, Sector: "UAF"}, {ID: "a2", Name: whom, Type: sayso.Group, Country: "KER", Sector: "CVL"}}
		an.Places = []sayso.Place{{ID: "p1", Name: town, Feature: "city", Country: "KER"}}
		e := &an.Events[0]
		e.Mode, e.Place, e.Quantities = "abduct", "p1", nil
		if day != "" {
			from, _ := sayso.ParseDate(day)
			an.Times = []sayso.When{{ID: "t1", Span: sayso.Span{Start: 24, End: 30}, Type: sayso.DateTime, Value: day, From: from.Time, To: from.AddDate(0, 0, 1)}}
			e.Time = "t1"
		}
		return r
	}
	readings := []sayso.Reading{
		report("1", "gunmen", "schoolgirls", "Rell", "2031-05-05", "2031-05-05"),
		report("2", "armed men", "girls", "Rell", "2031-05-06", "2031-05-05"),
		report("3", "militants", "40 girls", "Rell", "2031-05-06", ""),
		report("4", "kidnappers", "pupils", "Rell", "2031-05-08", ""),
		report("5", "gunmen", "pupils", "Rell", "2031-05-07", "2031-05-05"),
		report("6", "gunmen", "two drivers", "Tarn", "2031-05-05", "2031-05-05"),
		report("7", "gunmen", "farmers", "Rell", "2031-06-05", ""),
	}
	want := ""
	for turn := range len(readings) {
		l, err := Open(ctx, filepath.Join(t.TempDir(), "l.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		for i := range readings {
			if _, err := l.Put(ctx, readings[(i*3+turn)%len(readings)]); err != nil {
				t.Fatal(err)
			}
		}
		page, err := l.Events(ctx, sayso.EventQuery{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range page.Items {
			got += fmt.Sprintf("%s %s %s %d\n", e.ID, e.Place.Name, e.Day, len(e.Mentions))
		}
		if want == "" {
			want = got
		}
		if len(page.Items) != 3 || !strings.Contains(got, " Rell 2031-05-05 5\n") || got != want {
			t.Errorf("turn %d:\n%swant three events, the first of five mentions, as in turn 0:\n%s", turn, got, want)
		}
		if e := page.Items[len(page.Items)-1]; len(e.Mentions) == 5 && e.Mentions[4].Reason != "same act in Rell, printed within 3 days of the day that another text gives" {
			t.Error(e.Mentions[4].Reason)
		}
	}
}

// Links of mentions become links of events, and a day taken from another event
// says so.
func TestEventLinks(t *testing.T) {
	ctx := t.Context()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	r := told("a.txt", "The Post", "2031-05-05", 3)
	an := &r.Analysis
	day, _ := sayso.ParseDate("2031-05-05")
	an.Times = []sayso.When{{ID: "t1", Span: sayso.Span{Start: 24, End: 30}, Type: sayso.DateTime, Value: "2031-05-05", From: day.Time, To: day.AddDate(0, 0, 1)}}
	e := &an.Events[0]
	e.Time = "t1"
	signal := sayso.Spans{{Start: 21, End: 23}}
	e.Links = []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e2", Signal: signal, Other: sayso.Spans{{Start: 16, End: 20}}}, {Relation: sayso.Before, Time: "t1", Other: sayso.Spans{{Start: 24, End: 30}}}}
	an.Events = append(an.Events, sayso.Event{ID: "e2", Type: "PROTEST", Anchor: sayso.Spans{{Start: 16, End: 20}}, Actors: []sayso.ActorID{"a2"}, Status: sayso.Happened, Time: "t1", TimeFrom: "e1",
		Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e1", Signal: signal, Other: e.Anchor}, {Relation: sayso.After, Event: "e9"}}})
	if _, err := l.Put(ctx, r, told("b.txt", "Daily Bell", "2031-05-05", 3)); err != nil {
		t.Fatal(err)
	}
	find := func(category string) sayso.EventRow {
		t.Helper()
		p, err := l.Events(ctx, sayso.EventQuery{Type: category})
		if err != nil || len(p.Items) != 1 {
			t.Fatalf("%s: %v, %v", category, p.Items, err)
		}
		return p.Items[0]
	}
	shelling, protest := find("ASSAULT"), find("PROTEST")
	want := []sayso.EventLink{
		{Relation: sayso.Simultaneous, Event: protest.ID, Act: "PROTEST", Words: "Rell", Signal: "on", Points: signal},
		{Relation: sayso.Before, Words: "Monday", Day: "2031-05-05", Points: sayso.Spans{}},
	}
	if d := cmp.Diff(want, shelling.Links, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("links (-want +got):\n%s", d)
	}
	if len(shelling.Mentions) != 2 || shelling.DayFrom != "" {
		t.Errorf("%d mentions, day from %q", len(shelling.Mentions), shelling.DayFrom)
	}
	if protest.Day != "2031-05-05" || protest.DayFrom != "ASSAULT heavy-weapons “shelled”, by “on”" || len(protest.Links) != 1 || protest.Links[0].Event != shelling.ID {
		t.Errorf("%s, taken from %q, links %+v", protest.Day, protest.DayFrom, protest.Links)
	}
}
