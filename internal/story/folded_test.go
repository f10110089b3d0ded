package story

import (
	"fmt"
	"testing"

	"sayso"
)

func TestFoldClaims(t *testing.T) {
	row := func(who, words string, stance sayso.Stance) sayso.ClaimRow {
		r := sayso.ClaimRow{ContentText: words}
		r.Stance = stance
		if who != "" {
			r.Speakers = []sayso.ActorName{{ID: sayso.ActorID(who)}}
		}
		return r
	}
	claims := []sayso.ClaimRow{
		row("ac1", "The quay is safe", sayso.Asserts),
		row("ac1", "“the quay is safe,”", sayso.Asserts),
		row("ac2", "the quay is safe", sayso.Asserts),
		row("ac1", "the quay is safe", sayso.Denies),
		row("", "the quay is safe", sayso.Asserts),
		row("ac1", "THE QUAY is safe.", sayso.Asserts),
	}
	claims[4].SourceText = "a docker"
	if got, want := fmt.Sprint(FoldClaims(claims)), "[[0 1 5] [2] [3] [4]]"; got != want {
		t.Errorf("folded %s, want %s", got, want)
	}
}
