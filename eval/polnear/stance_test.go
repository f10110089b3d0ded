package polnear

import (
	"testing"

	"sayso"
)

func TestStances(t *testing.T) {
	labels, err := Stances()
	if err != nil {
		t.Fatal(err)
	}
	if len(labels) != 200 {
		t.Errorf("%d labels", len(labels))
	}
}

func TestScoreStances(t *testing.T) {
	text := "Ana denied “that”. Bo said it rains."
	doc := []Document{{Name: "x.txt", Text: text}}
	labels := []Stance{
		{Text: "x.txt", Cue: sayso.Span{Start: 4, End: 10}, Content: sayso.Span{Start: 11, End: 17}, Fair: []sayso.Stance{sayso.Denies}},
		{Text: "x.txt", Cue: sayso.Span{Start: 22, End: 26}, Content: sayso.Span{Start: 27, End: 35}, Fair: []sayso.Stance{sayso.Asserts, sayso.Predicts}},
		{Text: "y.txt", Cue: sayso.Span{Start: 0, End: 1}, Content: sayso.Span{Start: 2, End: 3}, Fair: []sayso.Stance{sayso.Asserts}},
	}
	b := func(words string) sayso.Spans {
		for i := range text {
			if len(text) >= i+len(words) && text[i:i+len(words)] == words {
				return sayso.Spans{{Start: i, End: i + len(words)}}
			}
		}
		return nil
	}
	claims := []sayso.Claim{
		{Cue: sayso.Cue{Spans: b("denied")}, Content: b("“that”"), Stance: sayso.Denies},
		{Cue: sayso.Cue{Spans: b("said")}, Content: b("it rains"), Stance: sayso.Warns},
	}
	if found, right := ScoreStances(labels, doc, []sayso.Analysis{{Claims: claims}}); found != 2 || right != 1 {
		t.Errorf("found %d, right %d", found, right)
	}
}
