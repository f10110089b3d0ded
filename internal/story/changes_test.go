package story_test

import (
	"fmt"
	"slices"
	"testing"

	"sayso"
	"sayso/extract"
	"sayso/internal/story"
)

// TestCompare holds versions of invented articles against each other.
func TestCompare(t *testing.T) {
	x := extract.New()
	version := func(title, text string) *sayso.Record {
		a := sayso.Article{ID: "ar1", Title: title, Text: text, Language: "en"}
		return &sayso.Record{Article: a, Analysis: x.Extract(&a), ClaimIDs: map[sayso.ClaimID]sayso.ClaimID{}, ActorIDs: map[sayso.ActorID]sayso.ActorID{}}
	}
	const title = "Barge sinks at Ruhl"
	const text = "A barge sank in the lock of Ruhl on Monday. At least 12 people were hurt when it went down. The lock keeper said 40 tons of coal had been lost. "
	for _, test := range []struct {
		name, title, text string
		want              []string // kind, before, after
	}{
		{"nothing", title, text, nil},
		{"a headline", "Owner blamed for barge at Ruhl", text, []string{"headline Barge sinks at Ruhl → Owner blamed for barge at Ruhl"}},
		{"spaces in a headline", "Barge  sinks at Ruhl", text, nil},
		{"a figure of the paper's own", title, "A barge sank in the lock of Ruhl on Monday. At least 19 people were hurt when it went down. The lock keeper said 40 tons of coal had been lost. ", []string{"figure 12 people → 19 people"}},
		{"a vague one", title, "A barge sank in the lock of Ruhl on Monday. Dozens of people were hurt when it went down. The lock keeper said 40 tons of coal had been lost. ", []string{"figure 12 people → Dozens of people"}},
		{"a correction", title, "A barge sank in the lock of Ruhl on Monday. At least 12 people were hurt when it went down. The lock keeper said 31 tons of coal had been lost. Correction: An earlier version of this article said 40 tons of coal had been lost. The right number is 31.",
			[]string{"figure 40 tons → 31 tons", "correction 40 tons → 31 tons"}},
	} {
		var got []string
		for _, c := range story.Compare(version(title, text), version(test.title, test.text)) {
			got = append(got, fmt.Sprintf("%s %s → %s", c.Kind, c.Before, c.After))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}
