package main

import (
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
)

// TestTablesFit wants no line wider than the terminal, however narrow that is.
func TestTablesFit(t *testing.T) {
	columns := []column{
		{name: "claim", width: shortID}, {name: "speaker", width: 18}, {name: "stance", width: 9}, {name: "said"},
		{name: "outlet", width: 16, drop: 2}, {name: "published", width: 10, drop: 1}, {name: "article", width: shortID, drop: 3}}
	for width := 1; width < 200; width++ {
		g := grid{columns: columns}
		g.add([]string{"cl4k2v8a9x", "the harbour authority of Port Meridian", "asserts", "that Donaudampfschifffahrtsgesellschaftskapitänswitwe was on board, and nobody else", "Harbour Courier", "2023-09-14", "arecxac5gg"})
		for l := range strings.Lines(g.render(width, false)) {
			if n := text.StringWidth(strings.TrimRight(l, "\n")); n > width {
				t.Fatalf("in a terminal of %d columns a line takes %d: %q", width, n, l)
			}
		}
	}
}
