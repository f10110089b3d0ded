package story

import (
	"testing"

	"sayso"
)

func TestWhoSays(t *testing.T) {
	by := func(names ...string) []sayso.Statement {
		var out []sayso.Statement
		for _, n := range names {
			out = append(out, sayso.Statement{Name: n, Text: "“the ferry dumped oil,”"})
		}
		return out
	}
	denies := by("Holt")
	denies[0].Denies = "cl1"
	for _, c := range []struct {
		answers []sayso.Answer
		want    string
	}{
		{[]sayso.Answer{{Text: "yes", Statements: by("Brenn")}, {Text: "no", Statements: denies}}, "Brenn says “the ferry dumped oil”; Holt denies it"},
		{[]sayso.Answer{{Text: "at least 12", Statements: by("Brenn", "Brenn", "Holt")}, {Text: "9", Statements: by("", "A", "B", "C")}}, "Brenn and Holt say at least 12; nobody named, A and 2 more say 9"},
		{[]sayso.Answer{{Text: "yes", Statements: by("Brenn")}, {Text: "no", Statements: by("Holt", "Tarn")}}, "Brenn says “the ferry dumped oil”; Holt and Tarn say no"},
		{[]sayso.Answer{{Text: "open", Statements: by("Brenn")}, {Text: "no"}}, "Brenn leaves it open"},
		{[]sayso.Answer{{Text: "no", Statements: by("Holt")}}, "Holt denies it"},
	} {
		status := sayso.StandDisputed
		if len(c.answers) == 1 {
			status = sayso.StandDenied
		}
		if got := WhoSays(&sayso.Question{Answers: c.answers, Status: status}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
