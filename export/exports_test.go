package export

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// closeBuffer is a file in memory.
type closeBuffer struct{ bytes.Buffer }

func (*closeBuffer) Close() error { return nil }

func keepParts(parts map[string]*closeBuffer) func(string) (io.WriteCloser, error) {
	return func(name string) (io.WriteCloser, error) {
		parts[name] = new(closeBuffer)
		return parts[name], nil
	}
}

// TestExportsAreRepeatable writes rows of every kind in every format twice.
func TestExportsAreRepeatable(t *testing.T) {
	for _, k := range Kinds() {
		for _, f := range ExportsOf(k.Schema) {
			a, b := exported(t, f.Name, k.Schema, sampleRows(t, k.Name)...), exported(t, f.Name, k.Schema, sampleRows(t, k.Name)...)
			if !bytes.Equal(a, b) || len(a) == 0 {
				t.Errorf("%s as %s: %d and %d bytes that differ", k.Name, f.Name, len(a), len(b))
			}
			exported(t, f.Name, k.Schema) // no rows at all
		}
	}
}

func TestUnknownExport(t *testing.T) {
	if _, err := FindExport("xls", Actors()); err == nil || !strings.Contains(err.Error(), "choose one of json, csv, tsv") {
		t.Error(err)
	}
	if _, err := FindKind("claim"); err == nil || !strings.Contains(err.Error(), "claims, statements, questions") {
		t.Error(err)
	}
	if _, err := ByDay(nil, Format{}, Actors(), Options{}); err == nil || !strings.Contains(err.Error(), "--partition") {
		t.Error(err)
	}
}

// kept holds a page, or the part of it between two lines, against what it must be.
// With -update it is rewritten.
func kept(t *testing.T, page, begin, end, want string) {
	t.Helper()
	path := filepath.Join("..", "docs", page)
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, have, ok := strings.Cut(string(all), begin)
	tail := ""
	if ok && end != "" {
		have, tail, ok = strings.Cut(have, end)
		tail = end + tail
	}
	if !ok {
		t.Fatalf("%s lacks the lines %q and %q", path, begin, end)
	}
	if *update {
		if err := os.WriteFile(path, []byte(head+begin+want+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		have = want
	}
	if d := cmp.Diff(have, want); d != "" {
		t.Errorf("docs/%s is behind; go test ./export -update rewrites it\n%s", page, d)
	}
}

// TestDocsTellEveryExport holds the table of formats in docs/exports.md against the
// lists of formats and kinds.
func TestDocsTellEveryExport(t *testing.T) {
	var b strings.Builder
	b.WriteString("\n| `--format` | what it is | for whom | of which kinds | read back by |\n|---|---|---|---|---|\n")
	for _, f := range append(flat(), FileFormats()...) {
		var kinds []string
		for _, k := range Kinds() {
			if len(showing([]Format{f}, k.Schema)) > 0 {
				kinds = append(kinds, k.Name)
			}
		}
		of := strings.Join(kinds, ", ")
		if len(kinds) == len(Kinds()) {
			of = "all"
		}
		if of == "" || f.Ext == "" || f.For == "" || f.Read == "" {
			t.Errorf("format %s: of no kind, or nothing says how its files are called, for whom it is or what reads it", f.Name)
		}
		b.WriteString("| `" + f.Name + "` (`." + f.Ext + "`) | " + f.About + " | " + f.For + " | " + of + " | " + f.Read + " |\n")
	}
	b.WriteString("\n")
	kept(t, "exports.md", "<!-- What follows up to the next such line is written by: go test ./export -update -->\n", "<!-- Up to here -->\n", b.String())
}

// TestCodebook holds docs/codebook.md against the columns of every export.
func TestCodebook(t *testing.T) {
	var b strings.Builder
	b.WriteString("\n## What values rest on\n\n| source | how sure |\n|---|---|\n")
	for _, g := range []Ground{ByContent, ByPublisher, ByOperator, ByText, ByReading, ByJoining, ByCount, ByKnowledge, ByLedger, ByNobody} {
		b.WriteString("| " + g.Name + " | " + g.Sure + " |\n")
	}
	book := func(name string, s *Schema) {
		b.WriteString("\n## " + name + "\n\nA row is " + s.About + ".\n\n| column | type | unit | what it holds | source | how sure |\n|---|---|---|---|---|---|\n")
		for _, c := range s.Columns {
			if c.Ground == (Ground{}) {
				t.Errorf("%s.%s: nothing says what it rests on", name, c.Name)
			}
			b.WriteString("| `" + c.Name + "` | " + string(c.Type) + " | " + c.Unit + " | " + c.About + " | " + c.Ground.Name + " | " + c.Ground.Sure + " |\n")
		}
	}
	for _, k := range Kinds() {
		book(k.Name, k.Schema)
		if k.Name != "events" {
			continue
		}
		for _, l := range Layouts()[1:] {
			book("events, --layout "+l.Name, l.Schema)
		}
	}
	kept(t, "codebook.md", "<!-- What follows is written by: go test ./export -update -->\n", "", b.String())
}

// TestMarkdownCitationKeepsWords holds that words which look like Markdown stay words.
func TestMarkdownCitationKeepsWords(t *testing.T) {
	for words, want := range map[string]string{
		"2 of *us*":        `<!---->2 of \*us\*`,
		"# no heading":     `\# no heading`,
		"a <b> & `c` [d]":  "a \\<b\\> \\& \\`c\\` \\[d\\]",
		"on 2031-05-05: x": "on 2031-05-05: x",
	} {
		if got := inLine(words); got != want {
			t.Errorf("%q became %q, want %q", words, got, want)
		}
	}
}
