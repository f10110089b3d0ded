package judged

import (
	"testing"

	"sayso"
)

func TestTally(t *testing.T) {
	claim := func(id sayso.ClaimID, from, to int) sayso.Claim {
		return sayso.Claim{ID: id, Stance: sayso.Asserts, Content: sayso.Spans{{Start: from, End: to}}, Source: sayso.Source{Actors: []sayso.ActorID{"a1"}}}
	}
	judge := func(v sayso.Verdict, from, to int, stance sayso.Stance, speaker string) sayso.Correction {
		words := sayso.Attribution{Content: sayso.Spans{{Start: from, End: to}}}
		c := sayso.Correction{Verdict: v, Was: words}
		if v != sayso.Rejected {
			c.Is = &sayso.Judged{Attribution: words, Stance: stance, Speakers: []string{speaker}}
		}
		return c
	}
	read := sayso.Analysis{Actors: []sayso.Actor{{ID: "a1", Name: "Anna Weber"}}, Claims: []sayso.Claim{claim("c1", 0, 10), claim("c2", 20, 30), claim("c3", 40, 50), claim("c4", 60, 70)}}
	var got Tally
	got.Add(&read, []sayso.Correction{
		judge(sayso.Accepted, 0, 10, sayso.Asserts, "anna  weber"),
		judge(sayso.Mended, 22, 30, sayso.Denies, "Bruno Keller"),
		judge(sayso.Rejected, 40, 50, "", ""),
		judge(sayso.Added, 80, 90, sayso.Asserts, "Anna Weber"),
	})
	want := Tally{Judged: 4, Found: 2, Missed: 1, Wrong: 1, Exact: 1, Stance: 1, Speakers: 1}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if len(new(Tally).Figures()) != 5 {
		t.Error("figures of nothing")
	}
}
