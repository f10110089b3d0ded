package events

import (
	"testing"
	"testing/fstest"

	"sayso"
)

func TestAgreement(t *testing.T) {
	at := func(a, b int) sayso.Spans { return sayso.Spans{{Start: a, End: b}} }
	marked := []told{{category: "AID", actors: at(0, 5), recipients: at(10, 15), status: sayso.Happened, vouched: true}, {category: "ACCUSE", actors: at(0, 5)}}
	var got Agreement
	got.Add(marked, []told{
		{category: "AID", actors: at(0, 5), recipients: at(10, 12), status: sayso.Happened, vouched: true, confidence: 0.9},
		{category: "AID", actors: at(40, 45)},
		{category: "ACCUSE", actors: at(0, 5), recipients: at(20, 22), status: sayso.Planned, confidence: 0.85}, // nobody is marked as accused
		{category: "PROTEST"},
	})
	want := Agreement{Found: 3, Marked: 2, Both: 2, Parties: 1, Status: 1, Vouched: 2, Sure: 2, SureRight: 1}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if f := got.F1(); f != 0.8 {
		t.Errorf("F1 %v", f)
	}
}

func TestReadMarked(t *testing.T) {
	line := `{"article":"a","span":[0,9],"part":"build","events":[{"category":"AID","mode":null,"trigger":[2,4],"actors":[[0,1],[5,99]],"recipients":[],"status":"happened","vouched":true,"main":true}]}` + "\n"
	got, err := ReadMarked(fstest.MapFS{"labels/events.jsonl": {Data: []byte(line)}}, MarkedFile, func(string) (string, error) { return "é gave it", nil })
	if err != nil || len(got) != 1 || len(got[0].Events) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	// the first letter has two bytes; what stands outside the text is left out
	if e := got[0].Events[0]; e.Trigger != (sayso.Span{Start: 3, End: 5}) || len(e.Actors) != 1 || !e.Vouched || !e.Main {
		t.Errorf("%+v", e)
	}
	if a := got[0].Alone(7); a.Span != (sayso.Span{Start: 7, End: 17}) || a.Events[0].Trigger != (sayso.Span{Start: 10, End: 12}) || a.Events[0].Actors[0].Start != 7 || !a.Events[0].Time.Empty() || got[0].Events[0].Trigger.Start != 3 {
		t.Errorf("alone: %+v", a)
	}
	if n := len(ByArticle(append(got, Marked{Article: "b"}, got[0]))); n != 2 {
		t.Errorf("%d articles", n)
	}
}

func TestCodedCategories(t *testing.T) {
	c := Coded{Category: "YIELD"}
	if !c.is("RETREAT") || !c.is("CONCEDE") || c.is("AID") {
		t.Error("YIELD is CONCEDE or RETREAT")
	}
}

func TestPlacing(t *testing.T) {
	span := func(a, b int) sayso.Span { return sayso.Span{Start: a, End: b} }
	m := Marked{Span: span(0, 100), Events: []MarkedEvent{{Category: "AID", Trigger: span(10, 14), Time: span(20, 26)}, {Category: "ASSAULT", Trigger: span(40, 44), Place: span(50, 55)}}}
	an := sayso.Analysis{
		Times:    []sayso.When{{ID: "t1", Span: span(20, 26)}, {ID: "t2", Span: span(60, 66)}},
		Mentions: []sayso.Mention{{Place: "p1", Span: span(50, 55)}, {Place: "p2", Span: span(70, 75)}},
		Events: []sayso.Event{
			{Type: "AID", Anchor: sayso.Spans{span(10, 14)}, Time: "t1", Place: "p2"},     // its day is right; no place was marked
			{Type: "ASSAULT", Anchor: sayso.Spans{span(40, 44)}, Time: "t2", Place: "p1"}, // no day was marked; its place is right
			{Type: "PROTEST", Anchor: sayso.Spans{span(80, 84)}},                          // nobody marked it
		},
	}
	day := sayso.Days{From: "2031-05-04", To: "2031-05-04", Precision: 1}
	var got Placing
	got.Add(&m, &an, []sayso.Days{day, day, {}})
	want := Placing{Rows: 2, Dated: 2, DatedRight: 1, Placed: 2, PlacedRight: 1, Timed: 1, Taken: 1}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
