// Package judged measures claims against an analyst's corrections: what was
// accepted, mended or added is right, what was rejected is wrong, and what
// nobody judged does not count.
package judged

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/ledger"
)

// Tally counts how readings fare against corrections.
type Tally struct {
	Judged   int // corrections
	Found    int // right claims that the reading has, by more than half of their content
	Missed   int // right claims that it lacks
	Wrong    int // rejected claims that it has
	Exact    int // of Found: source, cue and content are the very same words
	Stance   int // of Found: the same stance
	Speakers int // of Found: the same speakers, by name
}

// Add counts one version: what a program reads in it, uncorrected, and the
// corrections that stand.
func (t *Tally) Add(read *sayso.Analysis, corrections []sayso.Correction) {
	laid := ledger.Corrected(read, corrections)
	before := make(map[sayso.ClaimID]*sayso.Claim, len(read.Claims))
	for i := range read.Claims {
		before[read.Claims[i].ID] = &read.Claims[i]
	}
	after := make(map[sayso.ClaimID]bool, len(laid.Claims))
	for i := range laid.Claims {
		after[laid.Claims[i].ID] = true
	}
	t.Judged += len(corrections)
	for id := range before {
		if !after[id] {
			t.Wrong++
		}
	}
	for i := range laid.Claims {
		c := &laid.Claims[i]
		if c.Correction == nil {
			continue
		}
		was := before[c.ID]
		if was == nil {
			t.Missed++
			continue
		}
		t.Found++
		is := c.Correction.Is
		if was.Attribution().Equal(is.Attribution) {
			t.Exact++
		}
		if was.Stance == is.Stance {
			t.Stance++
		}
		if slices.Equal(names(read, was.Source.Actors), fold(is.Speakers)) {
			t.Speakers++
		}
	}
}

func names(an *sayso.Analysis, ids []sayso.ActorID) []string {
	var out []string
	for _, id := range ids {
		if a := an.Actor(id); a != nil {
			out = append(out, a.Name)
		}
	}
	return fold(out)
}

func fold(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(strings.Join(strings.Fields(n), " "))
	}
	slices.Sort(out)
	return out
}

// Figures gives precision, recall and how exact the found claims are. A figure
// of nothing is 0.
func (t *Tally) Figures() []eval.Figure {
	return []eval.Figure{
		{Name: "precision", Value: share(t.Found, t.Found+t.Wrong)},
		{Name: "recall", Value: share(t.Found, t.Found+t.Missed)},
		{Name: "exact words where found", Value: share(t.Exact, t.Found)},
		{Name: "stance right where found", Value: share(t.Stance, t.Found)},
		{Name: "speaker right where found", Value: share(t.Speakers, t.Found)},
	}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
