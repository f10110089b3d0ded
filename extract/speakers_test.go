package extract

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/extract/claim"
)

var update = flag.Bool("update", false, "write what the extractor reads now into testdata")

// TestSpeakers reads every text in testdata/speakers and compares who speaks,
// in what role, through whom, on what evidence, how firmly and in answer to
// what with the file beside it.
func TestSpeakers(t *testing.T) {
	texts, err := filepath.Glob("testdata/speakers/*.txt")
	if err != nil || len(texts) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	x := speaking()
	for _, name := range texts {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := x.Extract(&sayso.Article{Text: string(text)})
			got := speakers(string(text), &a)
			golden := strings.TrimSuffix(name, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s reads otherwise (go test ./extract -run TestSpeakers -update, and look at the difference):\n%s", name, difference(string(want), got))
			}
		})
	}
}

// speaking is the default Extractor with claims found by rules, and no events,
// so that these tests stand when the finder is trained anew.
func speaking() *Extractor {
	s := New().stages
	s.Finder, s.Coder = claim.NewRules(), nil
	return with(s)
}

// speakers tells what is on record of who said what, a line each.
func speakers(text string, a *sayso.Analysis) string {
	var b strings.Builder
	name := func(id sayso.ActorID) string {
		if x := a.Actor(id); x != nil {
			return x.Name
		}
		return "nobody"
	}
	names := func(ids []sayso.ActorID) string {
		out := make([]string, len(ids))
		for i, id := range ids {
			out[i] = name(id)
		}
		return strings.Join(out, " + ")
	}
	for i := range a.Actors {
		x := &a.Actors[i]
		fmt.Fprintf(&b, "actor %s: %s", x.Name, x.Type)
		if !x.Named {
			b.WriteString(", unnamed")
		}
		for _, r := range x.Roles {
			fmt.Fprintf(&b, "; %s", r.Title)
			if r.Of != "" {
				fmt.Fprintf(&b, " of %s", r.Of)
			}
			fmt.Fprintf(&b, " “%s”", text[r.Span.Start:r.Span.End])
		}
		b.WriteString("\n")
	}
	for i := range a.Claims {
		c := &a.Claims[i]
		fmt.Fprintf(&b, "\n%s “%s”: %s (%s)", c.ID, c.Source.Spans.In(text), names(c.Source.Actors), c.Source.Kind)
		if c.Source.For != "" {
			fmt.Fprintf(&b, " for %s", name(c.Source.For))
		}
		fmt.Fprintf(&b, "\n  %s, %s, %s: %s\n", c.Stance, c.Certainty, c.Polarity, c.Content.In(text))
		if len(c.Via) > 0 {
			fmt.Fprintf(&b, "  via %s\n", names(c.Via))
		}
		for _, e := range c.Evidence {
			fmt.Fprintf(&b, "  on %s “%s”\n", e.Kind, text[e.Span.Start:e.Span.End])
		}
		if c.RepliesTo != "" {
			fmt.Fprintf(&b, "  replies to %s\n", c.RepliesTo)
		}
		if c.Parent != "" {
			fmt.Fprintf(&b, "  inside %s\n", c.Parent)
		}
	}
	return b.String()
}

// difference lists the lines that only one of two texts has.
func difference(want, got string) string {
	var b strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	has := func(lines []string, l string) bool {
		for _, x := range lines {
			if x == l {
				return true
			}
		}
		return false
	}
	for _, l := range w {
		if !has(g, l) {
			fmt.Fprintln(&b, "- "+l)
		}
	}
	for _, l := range g {
		if !has(w, l) {
			fmt.Fprintln(&b, "+ "+l)
		}
	}
	return b.String()
}
