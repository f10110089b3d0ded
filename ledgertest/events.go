package ledgertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
)

// Shelling is an article that tells of one event in its own words: Kerland
// shelled Rell, and so many were killed.
func Shelling(path, outlet, day string, killed float64) sayso.Reading {
	text := "Kerland shelled Rell on Monday."
	r := NewDraft("", outlet, "Shells on Rell", text, Day(day)).Reading
	r.Article.Path = path
	r.Article.ID = sayso.DeriveArticleID(r.Article.Address())
	r.Analysis.Sentences = []sayso.Span{{Start: 0, End: len(text)}}
	r.Analysis.Actors = []sayso.Actor{
		{ID: "a1", Name: "Kerland", Type: sayso.PlaceActor, Country: "KER", Sector: "GOV", Named: true},
		{ID: "a2", Name: "Rell", Type: sayso.PlaceActor, Country: "REL", Named: true},
	}
	r.Analysis.Events = []sayso.Event{{
		ID: "e1", Type: "ASSAULT", Mode: "heavy-weapons", CAMEO: "194", Contexts: []string{"military"}, Anchor: sayso.Spans{{Start: 8, End: 15}},
		Actors: []sayso.ActorID{"a1"}, Recipients: []sayso.ActorID{"a2"}, Status: sayso.Happened, Main: true,
		Quantities: []sayso.Quantity{{Kind: "killed", Low: killed, High: killed}}, Rule: "fixture", Confidence: 0.75,
	}}
	return r
}

// claimed has somebody else than the article tell of its event.
func claimed(r sayso.Reading, who string, status sayso.Status) sayso.Reading {
	r.Article.Text += " " + who + " said so."
	from := strings.Index(r.Article.Text, who)
	r.Analysis.Actors = append(r.Analysis.Actors, sayso.Actor{ID: "a3", Name: who, Type: sayso.Person, Named: true})
	r.Analysis.Claims = []sayso.Claim{{
		ID: "c1", Form: sayso.Indirect, Stance: sayso.Asserts, Certainty: sayso.Certain, Polarity: sayso.Positive, Rule: "fixture", Confidence: 0.75,
		Source: sayso.Source{Spans: sayso.Spans{{Start: from, End: from + len(who)}}, Actors: []sayso.ActorID{"a3"}, Kind: sayso.NamedSource}, Content: sayso.Spans{{Start: 0, End: 31}},
	}}
	e := &r.Analysis.Events[0]
	e.Claim, e.Status = "c1", status
	return r
}

func events(t testing.TB, l sayso.Ledger, q sayso.EventQuery) []sayso.EventRow {
	t.Helper()
	page, err := l.Events(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return page.Items
}

// testEventRow wants all that a reading has of an event in its row.
func testEventRow(t testing.TB, l sayso.Ledger) {
	r := claimed(Shelling("a.txt", "The Post", "2031-05-05", 3), "Ilse Brandt", sayso.Happened)
	r.Article.Title = "Shells über Rell"
	r.Article.Text = "Ø. " + r.Article.Text // so that code points and bytes differ
	shift := len("Ø. ")
	for _, s := range []sayso.Spans{r.Analysis.Events[0].Anchor, r.Analysis.Claims[0].Content, r.Analysis.Claims[0].Source.Spans, r.Analysis.Sentences} {
		s[0].Start, s[0].End = s[0].Start+shift, s[0].End+shift
	}
	r.Analysis.Places = []sayso.Place{{ID: "p1", Name: "Rell", Country: "REL", Lat: 1.5, Lon: -2.5, Feature: "city"}}
	day := Day("2031-05-04").Time
	r.Analysis.Times = []sayso.When{{ID: "t1", Type: sayso.DateTime, Value: "2031-05-04", From: day, To: day.AddDate(0, 0, 1)}}
	r.Analysis.Events[0].Place, r.Analysis.Events[0].Time = "p1", "t1"
	put(t, l, r)
	rec, err := l.Article(t.Context(), r.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	rows := events(t, l, sayso.EventQuery{})
	if len(rows) != 1 || len(rows[0].Mentions) != 1 {
		t.Fatalf("%+v, want one event with one mention", rows)
	}
	got := rows[0]
	m := got.Mentions[0]
	if got.ID == "" || m.ID == "" || m.Reason == "" {
		t.Errorf("an event without identifier or reason: %+v", got)
	}
	party := func(local sayso.ActorID, name, country, sector string) []sayso.Party {
		return []sayso.Party{{ID: rec.ActorIDs[local], Name: name, Country: country, Sector: sector}}
	}
	e := &r.Analysis.Events[0]
	mention := sayso.EventReport{
		ID: m.ID, Article: r.Article.ID, Version: rec.Version.ID, Address: r.Article.Address(), Outlet: "The Post", Published: r.Article.Published,
		Type: "ASSAULT", Mode: "heavy-weapons", CAMEO: "194", Contexts: []string{"military"}, Status: sayso.Happened, Day: "2031-05-04", From: "2031-05-04", To: "2031-05-04", Place: r.Analysis.Places[0],
		Actors: party("a1", "Kerland", "KER", "GOV"), Targets: party("a2", "Rell", "REL", ""), Claim: rec.ClaimIDs["c1"], Source: "Ilse Brandt",
		Points: sayso.Spans{{Start: 11, End: 18}}, Words: "shelled", Sentence: "Kerland shelled Rell on Monday.", Quantities: e.Quantities, Rule: "fixture", Confidence: 0.75,
		Origin: "Ilse Brandt", Reason: m.Reason, Main: true,
	}
	want := sayso.EventRow{
		ID: got.ID, Type: "ASSAULT", Mode: "heavy-weapons", CAMEO: "194", Status: sayso.Happened, Day: "2031-05-04", Place: mention.Place,
		Actors: mention.Actors, Targets: mention.Targets, Mentions: []sayso.EventReport{mention}, Origins: []string{"Ilse Brandt"},
		Days: sayso.Days{From: "2031-05-04", To: "2031-05-04", Precision: 1}, Tolls: []sayso.Toll{{Kind: "killed", Best: 3, Low: 3, High: 3, Sources: []string{"Ilse Brandt"}}},
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("row (-want +got):\n%s", d)
	}
	for _, id := range []sayso.EventID{got.ID, m.ID} {
		alone, err := l.Event(t.Context(), id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if d := cmp.Diff(got, alone); d != "" {
			t.Errorf("event alone, by %s, and in a list differ:\n%s", id, d)
		}
	}
}

func testEventQueries(t testing.TB, l sayso.Ledger) {
	first, second := Shelling("a.txt", "The Post", "2031-05-05", 3), Shelling("b.txt", "Daily Bell", "2031-05-15", 3)
	planned := Shelling("c.txt", "Daily Bell", "2031-05-25", 3)
	planned.Analysis.Events[0].Status = sayso.Planned
	visit := Shelling("d.txt", "Daily Bell", "2031-06-05", 3)
	visit.Analysis.Events[0].Type, visit.Analysis.Events[0].Mode = "CONSULT", "visit"
	visit.Analysis.Actors[1].Country = "TAR"
	// The second is told twice.
	put(t, l, visit, first, planned, second, Shelling("e.txt", "The Wire", "2031-05-16", 3))
	const a, b, c, d = "a.txt", "b.txt", "c.txt", "d.txt"
	day := func(s string) time.Time { return Day(s).Time }
	for _, test := range []struct {
		name string
		ask  sayso.EventQuery
		want []string
	}{
		{"all, the newest reported first", sayso.EventQuery{}, []string{d, c, b, a}},
		{"type", sayso.EventQuery{Type: "ASSAULT"}, []string{c, b, a}},
		{"another type", sayso.EventQuery{Type: "AID"}, nil},
		{"status", sayso.EventQuery{Status: sayso.Planned}, []string{c}},
		{"one country", sayso.EventQuery{Countries: []string{"TAR"}}, []string{d}},
		{"two countries, each of which takes part", sayso.EventQuery{Countries: []string{"REL", "KER"}}, []string{c, b, a}},
		{"two that never met", sayso.EventQuery{Countries: []string{"REL", "TAR"}}, nil},
		{"article", sayso.EventQuery{Article: first.Article.ID}, []string{a}},
		{"from is closed", sayso.EventQuery{From: day("2031-05-15")}, []string{d, c, b}},
		{"to is open", sayso.EventQuery{To: day("2031-05-15")}, []string{a}},
		{"told by one article", sayso.EventQuery{Told: 1}, []string{d, c, b, a}},
		{"told by two articles", sayso.EventQuery{Told: 2}, []string{b}},
		{"told by three articles", sayso.EventQuery{Told: 3}, nil},
		{"those first of which most articles tell", sayso.EventQuery{MostTold: true}, []string{b, d, c, a}},
		{"all at once", sayso.EventQuery{Type: "ASSAULT", Status: sayso.Happened, Countries: []string{"KER"}, From: day("2031-05-06"), To: day("2031-05-16")}, []string{b}},
	} {
		var got []string
		for _, e := range events(t, l, test.ask) {
			got = append(got, strings.TrimPrefix(e.Mentions[0].Address, "file:"))
		}
		wantList(t, test.name, got, test.want)
	}
}

// testEventsJoin wants mentions of one event in one row, whoever tells of it,
// and what they differ on side by side.
func testEventsJoin(t testing.TB, l sayso.Ledger) {
	put(t, l, Shelling("a.txt", "The Post", "2031-05-05", 3), Shelling("b.txt", "Daily Bell", "2031-05-06", 5), Shelling("c.txt", "Daily Bell", "2031-05-10", 5))
	es := events(t, l, sayso.EventQuery{})
	if len(es) != 2 || len(es[0].Mentions) != 1 || len(es[1].Mentions) != 2 {
		t.Fatalf("want two events, of one and two mentions: %+v", es)
	}
	e := es[1]
	wantList(t, "origins", e.Origins, []string{"The Post", "Daily Bell"})
	want := []sayso.Dispute{{Kind: "killed", Values: []sayso.DisputedValue{{Low: 3, High: 3, Mentions: []sayso.EventID{e.Mentions[0].ID}}, {Low: 5, High: 5, Mentions: []sayso.EventID{e.Mentions[1].ID}}}}}
	if d := cmp.Diff(want, e.Disputes); d != "" {
		t.Errorf("disputes (-want +got):\n%s", d)
	}
	for _, m := range e.Mentions {
		if got, err := l.Event(t.Context(), m.ID); err != nil || got.ID != e.ID {
			t.Errorf("mention %s leads to %s, %v, want %s", m.ID, got.ID, err, e.ID)
		}
	}
	// Where one source tells and another denies, it is possible, and goes back to
	// the first alone.
	put(t, l, claimed(Shelling("d.txt", "The Post", "2031-07-05", 3), "Ilse Brandt", sayso.Happened), claimed(Shelling("e.txt", "The Post", "2031-07-05", 3), "Tom Ardal", sayso.DeniedStatus))
	es = events(t, l, sayso.EventQuery{From: Day("2031-07-01").Time})
	if len(es) != 1 || len(es[0].Mentions) != 2 || es[0].Status != sayso.PossibleStatus || len(es[0].Origins) != 1 || es[0].Origins[0] != "Ilse Brandt" {
		t.Errorf("told and denied: %+v", es)
	}
	// It is found by the status that it shows, and not by those of its mentions.
	for status, want := range map[sayso.Status]int{sayso.PossibleStatus: 1, sayso.Happened: 0, sayso.DeniedStatus: 0} {
		got := events(t, l, sayso.EventQuery{Status: status, From: Day("2031-07-01").Time, Paging: sayso.Paging{Limit: 1}})
		wantEqual(t, "told and denied, asked for as "+string(status), len(got), want)
	}
}

// testEventsAnyOrder reads of one kidnapping that many outlets tell of for days:
// it is one event, in whatever order they are read. One in the next town is
// another, and so is one a month later.
func testEventsAnyOrder(t testing.TB, open Open) {
	report := func(path, who, whom, town, published, day string) sayso.Reading {
		r := Shelling(path, "The Post", published, 1)
		an := &r.Analysis
		an.Actors = []sayso.Actor{{ID: "a1", Name: who, Type: sayso.Group, Sector: "UAF"}, {ID: "a2", Name: whom, Type: sayso.Group, Country: "KER", Sector: "CVL"}}
		an.Places = []sayso.Place{{ID: "p1", Name: town, Feature: "city", Country: "KER"}}
		e := &an.Events[0]
		e.Mode, e.Place, e.Quantities = "abduct", "p1", nil
		if day != "" {
			from := Day(day).Time
			an.Times = []sayso.When{{ID: "t1", Span: sayso.Span{Start: 24, End: 30}, Type: sayso.DateTime, Value: day, From: from, To: from.AddDate(0, 0, 1)}}
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
		report("8", "gunmen", "shepherds", "Lower Tarn", "2031-06-05", ""),
	}
	want := ""
	for turn := range 3 {
		l := open(t)
		for i := range readings {
			put(t, l, readings[(i*3+turn)%len(readings)])
		}
		rows := events(t, l, sayso.EventQuery{})
		got := ""
		for _, e := range rows {
			got += fmt.Sprintf("%s %s %s %d", e.ID, e.Place.Name, e.Day, len(e.Mentions))
			for _, m := range e.Mentions {
				got += " " + m.Address
			}
			got += "\n"
		}
		if want == "" {
			want = got
		}
		if len(rows) != 4 || !strings.Contains(got, " Rell 2031-05-05 5 ") || got != want {
			t.Errorf("turn %d:\n%swant four events, one of five mentions, as in turn 0:\n%s", turn, got, want)
		}
	}
}

// testEventLinks wants links of mentions as links of events, and a day that was
// taken from another event to say so.
func testEventLinks(t testing.TB, l sayso.Ledger) {
	r := Shelling("a.txt", "The Post", "2031-05-05", 3)
	an := &r.Analysis
	day := Day("2031-05-05").Time
	an.Times = []sayso.When{{ID: "t1", Span: sayso.Span{Start: 24, End: 30}, Type: sayso.DateTime, Value: "2031-05-05", From: day, To: day.AddDate(0, 0, 1)}}
	e := &an.Events[0]
	e.Time = "t1"
	signal := sayso.Spans{{Start: 21, End: 23}}
	e.Links = []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e2", Signal: signal, Other: sayso.Spans{{Start: 16, End: 20}}}, {Relation: sayso.Before, Time: "t1", Other: sayso.Spans{{Start: 24, End: 30}}}}
	an.Events = append(an.Events, sayso.Event{ID: "e2", Type: "PROTEST", Anchor: sayso.Spans{{Start: 16, End: 20}}, Actors: []sayso.ActorID{"a2"}, Status: sayso.Happened, Time: "t1", TimeFrom: "e1",
		Links: []sayso.TimeLink{{Relation: sayso.Simultaneous, Event: "e1", Signal: signal, Other: e.Anchor}, {Relation: sayso.After, Event: "e9"}}})
	put(t, l, r, Shelling("b.txt", "Daily Bell", "2031-05-05", 3))
	find := func(category string) sayso.EventRow {
		t.Helper()
		rows := events(t, l, sayso.EventQuery{Type: category})
		if len(rows) != 1 {
			t.Fatalf("%s: %+v", category, rows)
		}
		return rows[0]
	}
	shelled, protest := find("ASSAULT"), find("PROTEST")
	want := []sayso.EventLink{
		{Relation: sayso.Simultaneous, Event: protest.ID, Act: "PROTEST", Words: "Rell", Signal: "on", Points: signal},
		{Relation: sayso.Before, Words: "Monday", Day: "2031-05-05", Points: sayso.Spans{}},
	}
	if d := cmp.Diff(want, shelled.Links, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("links (-want +got):\n%s", d)
	}
	if len(shelled.Mentions) != 2 || shelled.DayFrom != "" {
		t.Errorf("%d mentions, day from %q", len(shelled.Mentions), shelled.DayFrom)
	}
	if protest.Day != "2031-05-05" || protest.DayFrom == "" || len(protest.Links) != 1 || protest.Links[0].Event != shelled.ID {
		t.Errorf("%s, taken from %q, links %+v", protest.Day, protest.DayFrom, protest.Links)
	}
}

// testEventVersions wants events to be those of newest versions and of the last
// reading, and to keep their identifiers where the same words tell of them.
func testEventVersions(t testing.TB, l sayso.Ledger) {
	a, b := Shelling("a.txt", "The Post", "2031-05-05", 3), Shelling("b.txt", "Daily Bell", "2031-05-06", 5)
	put(t, l, a, b)
	before := events(t, l, sayso.EventQuery{})
	put(t, l, a)
	if d := cmp.Diff(before, events(t, l, sayso.EventQuery{})); d != "" {
		t.Errorf("putting again changed events:\n%s", d)
	}
	again := Shelling("b.txt", "Daily Bell", "2031-05-06", 7)
	again.Analysis.Extractor.Version = "2"
	put(t, l, again)
	rows := events(t, l, sayso.EventQuery{})
	if len(rows) != 1 || len(rows[0].Mentions) != 2 || rows[0].Disputes[0].Values[1].Low != 7 || rows[0].ID != before[0].ID || rows[0].Mentions[1].ID != before[0].Mentions[1].ID {
		t.Errorf("read anew: %+v", rows)
	}
	// Another version that tells of nothing takes its mention with it.
	gone := Shelling("b.txt", "Daily Bell", "2031-05-06", 5)
	gone.Article.Text, gone.Analysis = "Nothing happened.", sayso.Analysis{Extractor: Extractor}
	put(t, l, gone)
	if rows = events(t, l, sayso.EventQuery{}); len(rows) != 1 || len(rows[0].Mentions) != 1 || rows[0].Mentions[0].Article != a.Article.ID || len(rows[0].Disputes) != 0 {
		t.Errorf("after a version that tells of nothing: %+v", rows)
	}
	none := a
	none.Article.Text, none.Analysis = "Nothing happened.", gone.Analysis
	put(t, l, none)
	if rows = events(t, l, sayso.EventQuery{}); len(rows) != 0 {
		t.Errorf("after none tells of it: %+v", rows)
	}
	for _, id := range []sayso.EventID{before[0].ID, before[0].Mentions[0].ID} {
		_, err := l.Event(t.Context(), id)
		wantKind(t, "an event that no newest version tells of", err, sayso.NotFound)
	}
}
