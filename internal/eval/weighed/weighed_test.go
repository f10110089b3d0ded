package weighed

import (
	"testing"

	"sayso"
)

func TestTally(t *testing.T) {
	said := func(claim, speaker string) sayso.Statement {
		return sayso.Statement{Claim: sayso.ClaimID(claim), Speaker: sayso.ActorID(speaker)}
	}
	qs := []sayso.Question{
		{Status: sayso.StandDisputed, Answers: []sayso.Answer{{Statements: []sayso.Statement{said("cl1", "ac1")}}, {Statements: []sayso.Statement{said("cl2", "ac1"), said("cl3", "ac2")}}}},
		{Status: sayso.StandUpdated, Answers: []sayso.Answer{{Statements: []sayso.Statement{said("cl4", "ac4")}}, {Statements: []sayso.Statement{said("cl5", "ac4")}}}},
	}
	word := func(v sayso.WeighingVerdict, a, b string) sayso.Weighing {
		return sayso.Weighing{Verdict: v, A: sayso.StatementName{Claim: sayso.ClaimID(a)}, B: sayso.StatementName{Claim: sayso.ClaimID(b)}}
	}
	var tally Tally
	tally.Add(qs, []sayso.Weighing{
		word(sayso.Apart, "cl1", "cl2"), word(sayso.Apart, "cl2", "cl3"), word(sayso.Apart, "cl1", "cl4"), word(sayso.Apart, "cl4", "cl5"),
		word(sayso.SameSpeaker, "cl1", "cl2"), word(sayso.SameSpeaker, "cl1", "cl3"),
		word(sayso.UpdateOf, "cl4", "cl5"), word(sayso.UpdateOf, "cl1", "cl2"),
		word(sayso.SameQuestion, "cl1", "cl3"), word(sayso.SameQuestion, "cl1", "cl4"),
	})
	want := map[string]float64{"apart, said by itself": 0.75, "same-speaker, said by itself": 0.5, "update, said by itself": 0.5, "same-question, said by itself": 0.5}
	for _, f := range tally.Figures() {
		if f.Value != want[f.Name] {
			t.Errorf("%s: %v, want %v", f.Name, f.Value, want[f.Name])
		}
	}
	if tally.Total() != 10 || len(tally.Figures()) != len(want) {
		t.Errorf("%d words, %v", tally.Total(), tally.Figures())
	}
}
