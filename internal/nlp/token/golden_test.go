package token

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso/nlp"
)

var update = flag.Bool("update", false, "rewrite the expected side of testdata")

// layout writes all that Tokenize found: a blank line between paragraphs, a
// line for each sentence, and each quotation with its depth and how it ends.
func layout(d *nlp.Doc) string {
	var b strings.Builder
	lines := strings.Split(show(d), "\n")
	for i, s := range d.Sentences {
		if i > 0 && d.ParagraphOf(s.First) != d.ParagraphOf(s.First-1) {
			b.WriteByte('\n')
		}
		b.WriteString(lines[i] + "\n")
	}
	b.WriteString("\n")
	for _, q := range d.Quotes {
		end := "open"
		if q.Closed {
			end = "closed"
		}
		if q.Continues {
			end = "continues"
		}
		fmt.Fprintf(&b, "quote %d %s: %s\n", q.Depth, end, d.Words(q.Range))
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(inputs) == 0 {
		t.Fatal("no inputs", err)
	}
	for _, in := range inputs {
		t.Run(filepath.Base(in), func(t *testing.T) {
			text, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			d := Tokenize(string(text))
			if s := broken(d); s != "" {
				t.Error(s)
			}
			got := layout(d)
			golden := strings.TrimSuffix(in, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
