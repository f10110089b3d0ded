package segment

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"sayso/nlp/token"
)

func TestScore(t *testing.T) {
	data := os.Getenv("CORPORA")
	if data == "" {
		t.Skip("CORPORA names no corpora folder")
	}
	figures, err := score(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		t.Logf("%-60s %.4f", f.Name, f.Value)
	}
}

// TestRebuild reads every text of the corpora and checks that the tokens and
// the white space between them are all of it.
func TestRebuild(t *testing.T) {
	data := os.Getenv("CORPORA")
	if data == "" {
		t.Skip("CORPORA names no corpora folder")
	}
	var texts []string
	for _, pattern := range []string{"polnear/*/text/*.txt", "times/*/*", "stories/*.json", "pages/*/*.json", "names/*", "names/*/*"} {
		paths, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, paths...)
	}
	files := 0
	for _, path := range texts {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // a folder
		}
		files++
		d := token.Tokenize(string(raw))
		at := 0
		for i, tok := range d.Tokens {
			if tok.Start < at || tok.End <= tok.Start || strings.TrimFunc(d.Text[at:tok.Start], unseen) != "" {
				t.Fatalf("%s: token %d at %d: text is lost or out of order", path, i, tok.Start)
			}
			at = tok.End
		}
		if strings.TrimFunc(d.Text[at:], unseen) != "" {
			t.Fatalf("%s: text is lost at the end", path)
		}
	}
	t.Logf("%d files", files)
}

func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}
