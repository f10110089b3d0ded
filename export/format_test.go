package export

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is rows in a format.
func written(t *testing.T, format string, s *Schema, rows ...any) []byte {
	t.Helper()
	f, err := FindFormat(format, s)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := f.Open(&b, s, Options{Countries: []string{"KER", "TAR"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// blanks are rows of each kind with nothing in them.
var blanks = map[string]any{
	"claims": ClaimRow{}, "articles": ArticleRow{}, "actors": ActorRow{}, "events": EventRow{}, "event reports": ReportRow{}, "POLECAT events": EventRow{}, "GED events": EventRow{}, "stories": Story{}, "story rows": StoryRow{}, "questions": Question{}, "disputes": Question{},
	"moments": Moment{}, "changes": Change{}, "comparisons": Comparison{}, "corrections": Correction{}, "judgements": Judgement{}, "entries": Entry{}, "sources": WatchedSource{}, "items": Item{}, "dossier": DossierRow{}, "audit": AuditRow{}, "follows": Follow{}, "follow items": FollowItem{},
}

// TestEveryFormatTakesItsRows writes rows of each kind, empty and filled, in each
// format that can show them.
func TestEveryFormatTakesItsRows(t *testing.T) {
	for _, s := range schemas() {
		blank, ok := blanks[s.Name]
		if !ok {
			t.Errorf("the test has no row of %s", s.Name)
			continue
		}
		full := reflect.New(reflect.TypeOf(blank)).Elem()
		fill(full)
		seen := map[string]bool{}
		for i := range s.Columns {
			c := &s.Columns[i]
			if seen[c.Name] || c.About == "" {
				t.Errorf("%s: column %q stands twice, or nothing says what it holds", s.Name, c.Name)
			}
			seen[c.Name] = true
			for _, row := range []any{blank, full.Interface()} {
				if v := c.Value(row); !holds(c.Type, v) {
					t.Errorf("%s: column %s is of type %s and holds %T", s.Name, c.Name, c.Type, v)
				}
			}
		}
		for _, f := range FormatsOf(s) {
			written(t, f.Name, s, blank, full.Interface())
		}
	}
}

func holds(t Type, v any) bool {
	switch v.(type) {
	case nil:
		return true
	case string:
		return t == Text || t == Date
	case []string:
		return t == List
	case int:
		return t == Integer
	case float64:
		return t == Number
	case bool:
		return t == Boolean
	}
	return false
}

// fill gives every field of a value something to hold.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.String:
		v.SetString("=words")
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(-0.5)
	case reflect.Bool:
		v.SetBool(true)
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := FindFormat("svg", Claims()); err == nil || !strings.Contains(err.Error(), "choose one of json, csv, tsv") {
		t.Error(err)
	}
}

// FuzzCells looks for words that come out of a table as a formula, or as other
// words.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"=1+1", "+1", "-1", "@sum", "\t=1", "\rx", "\nx", " =1", "'=1", "''-x", "'We wait'", "＝1", "+", "-", "", "a;\"b\"", "café, =x", "\xff=1", "\u202eback", "\u2067=1", "\u2069\u2069x\u2066", "=\u202e1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for name, by := range map[string]rune{"csv": ',', "tsv": '\t'} {
			r := csv.NewReader(bytes.NewReader(written(t, name, Questions(), Question{Story: "s", Question: words})))
			r.Comma = by
			lines, err := r.ReadAll()
			if err != nil || len(lines) != 2 {
				t.Fatalf("%q: %v", lines, err)
			}
			got := lines[1][2]
			if formula(got) {
				t.Errorf("%q came out as %q", words, got)
			}
			if back := strings.TrimPrefix(got, "'"); formula(strings.TrimLeft(got, "'")) {
				got = back
			}
			want := strings.ReplaceAll(words, "\r\n", "\n")
			if strings.IndexFunc(words, turns) >= 0 { // they stand in an isolate
				if !strings.HasPrefix(got, string(firstStrong)) || !strings.HasSuffix(got, string(popIsolate)) || !strings.Contains(got, want) {
					t.Errorf("%q came back as %q", words, got)
				}
			} else if got != want { // readers take the ends of lines for one
				t.Errorf("%q came back as %q", words, got)
			}
		}
	})
}

// TestDocsNameEveryColumn holds docs/formats.md against the lists: formats,
// kinds of rows and their columns. With -update it rewrites them.
func TestDocsNameEveryColumn(t *testing.T) {
	const begin = "<!-- What follows is written by: go test ./export -update -->\n"
	path := filepath.Join("..", "docs", "formats.md")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, have, ok := strings.Cut(string(page), begin)
	if !ok {
		t.Fatalf("%s lacks the line %s", path, begin)
	}
	var b strings.Builder
	b.WriteString("\n## The formats\n\n| name | media type | what it is | of which rows |\n|---|---|---|---|\n")
	for _, f := range Formats() {
		kinds := "all"
		if f.Kinds != nil {
			kinds = strings.Join(f.Kinds, ", ")
		}
		b.WriteString("| `" + f.Name + "` | `" + f.Media + "` | " + f.About + " | " + kinds + " |\n")
	}
	for _, s := range schemas() {
		b.WriteString("\n## Columns of " + s.Name + "\n\nA row is " + s.About + ".\n\n| column | type | unit | what it holds |\n|---|---|---|---|\n")
		for _, c := range s.Columns {
			b.WriteString("| `" + c.Name + "` | " + string(c.Type) + " | " + c.Unit + " | " + c.About + " |\n")
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(head+begin+b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		have = b.String()
	}
	if d := cmp.Diff(have, b.String()); d != "" {
		t.Errorf("docs/formats.md is behind; go test ./export -update rewrites it\n%s", d)
	}
}

// schemas lists every kind of rows, in the order of the docs.
func schemas() []*Schema {
	return []*Schema{Claims(), Articles(), Actors(), Events(), EventReports(), POLECAT(), GED(), Stories(), StoryRows(), Questions(), Disputes(), Moments(), Changes(), Comparisons(), Corrections(), Judgements(), Entries(), Sources(), Items(), DossierRows(), Audits(), Follows(), FollowItems()}
}
