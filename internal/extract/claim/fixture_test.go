package claim_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/extract"
)

var update = flag.Bool("update", false, "rewrite the expected claims")

// TestFixtures reads the texts below testdata, one folder for each failure that
// users of other systems report: asides between speaker and cue, pronouns over
// sentences, quotations over paragraphs, unusual cues, layouts whose cue is a
// colon or a dash.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	x := extract.New()
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a := sayso.Article{Text: string(text)}
		an := x.Extract(&a)
		got := show(a.Text, &an)
		golden := strings.TrimSuffix(f, ".txt") + ".claims"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s (go test -update rewrites it)\n got:\n%s\nwant:\n%s", f, got, want)
		}
	}
}

// show writes one paragraph for each claim. Nothing of it turns on confidence.
func show(text string, an *sayso.Analysis) string {
	names := map[sayso.ActorID]string{}
	for _, a := range an.Actors {
		names[a.ID] = a.Name
	}
	var b strings.Builder
	for _, c := range an.Claims {
		var who []string
		for _, id := range c.Source.Actors {
			who = append(who, names[id])
		}
		inner := ""
		if c.Parent != "" {
			inner = ", inside " + string(c.Parent)
		}
		fmt.Fprintf(&b, "%s %s%s\n  speaker  %s\n  source   %s\n  cue      %s\n  content  %s\n", c.ID, c.Form, inner, strings.Join(who, "; "),
			oneLine(c.Source.Spans.In(text)), oneLine(c.Cue.Spans.In(text)), oneLine(c.Content.In(text)))
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
