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
