package event_test

import (
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/extract"
)

// Several words for one act share its sides, and those who are only counted are victims.
func TestBorrowedSides(t *testing.T) {
	x := extract.New()
	for _, c := range []struct {
		text  string
		sides []string // of each event
	}{
		{"Peruvian troops shot into the quarter, wounding two nurses.", []string{"Peruvian troops > two nurses"}},
		{"Rebels opened fire at a base in Rell, killing 13 people.", []string{"Rebels > 13 people"}},
		{"More than 500 others were injured in Rell.", []string{" > 500 others"}},
		{"Rebels attacked a bridge. The minister condemned the mayor.", []string{"the minister > mayor"}},
	} {
		an := x.Extract(&sayso.Article{Text: c.text})
		var got []string
		for i := range an.Events {
			_, sides, _ := strings.Cut(told(&an, &an.Events[i]), ": ")
			got = append(got, sides)
		}
		for _, want := range c.sides {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %q, want %q", c.text, got, want)
			}
		}
	}
}
