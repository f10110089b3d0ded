package extract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/extract"
)

func TestExtractSays(t *testing.T) {
	a := sayso.Article{Text: "The harbour closed on Monday.\n“We lost two boats,” Ada Brenn said. Brenn warned that more storms would come."}
	an := extract.New().Extract(&a)
	if len(an.Claims) != 2 {
		t.Fatalf("claims %+v", an.Claims)
	}
	if got := an.Claims[0].Content.In(a.Text); got != "“We lost two boats,”" {
		t.Errorf("content %q", got)
	}
}

// BenchmarkExtract reads the fixtures of package claim as one article after the
// other: all stages, from words to events.
func BenchmarkExtract(b *testing.B) {
	files, err := filepath.Glob("../internal/extract/claim/testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatalf("no fixtures: %v", err)
	}
	var text strings.Builder
	for _, f := range files {
		t, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		text.Write(t)
		text.WriteString("\n\n")
	}
	a := sayso.Article{Text: text.String()}
	x := extract.New()
	n := 0
	b.ReportAllocs()
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		n += len(x.Extract(&a).Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
