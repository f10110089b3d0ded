package export

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// What is exported is read back by programs that are not of Sayso: Python packages
// that .ci/readers.txt names. SAYSO_PYTHON is a Python that has them.

// readBack writes one file of a kind in a format, has a script of
// testdata/readers read it, and gives what the script prints: JSON.
func readBack(t *testing.T, script string, files map[string][]byte, into any) {
	t.Helper()
	python := os.Getenv("SAYSO_PYTHON")
	if python == "" {
		t.Skip("SAYSO_PYTHON names no Python with the packages of .ci/readers.txt: what is exported is not read back")
	}
	dir := t.TempDir()
	for name, data := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	script, err := filepath.Abs(filepath.Join("testdata", "readers", script))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, script)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(script), err, stderr.String())
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(script), err, out)
	}
}

// exported is rows as an export writes them.
func exported(t testing.TB, format string, s *Schema, rows ...any) []byte {
	t.Helper()
	f, err := FindExport(format, s)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := f.Open(&b, s, Options{Title: "Sayso: sample"})
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

func ptr[T any](v T) *T { return &v }

// The words that files must carry unharmed: a formula, quotation marks, a line
// break, another script, an emoji, marks that turn the direction.
const hardWords = "=SUM(A1), \"we wait\"\nсегодня 😀 \u202eagain\u202c"

func sampleCitation(n string) Citation {
	return Citation{Article: "ar" + n, Version: "ve" + n, URL: ptr("https://courier.example/" + n + "?a=1&b=2"), Outlet: ptr("Harbour Courier (sample)"), Country: ptr("KER"), Party: ptr("independent"),
		Title: ptr("Wait & <see>, says {mayor}"), Byline: []string{"Ilka Varga", "J. de Vries"}, Published: ptr("2031-05-05T08:30:00Z"), Credits: []string{"Lantern"}, Language: ptr("en"),
		Read: "2031-05-06T01:02:03Z", Warrant: ptr("fetched"), SHA256: strings.Repeat("ab", 32), Story: ptr("st1")}
}

// sampleClaims are two claims of one article, one inside the other, and one of
// another that has hardly anything.
func sampleClaims() []any {
	row := ArticleRow{ID: "ar1", Version: "ve1", URL: ptr("https://courier.example/1"), Outlet: ptr("Harbour Courier (sample)"), Title: ptr("Wait"), Published: ptr("2031-05-05T08:30:00Z"), Claims: 2, Versions: 1}
	return []any{
		&CitedClaim{ClaimRow{ID: "cl1", Article: row, Version: "ve1", Newest: true, Form: "direct", Source: RowSource{Words{[]Span{{17, 25}}, "the mayor"}, "named", []Name{{"ac1", "Zoë Reyés"}, {"ac2", "Port Meridian"}}},
			Cue: Cue{Words{[]Span{{27, 31}}, "said"}, "say"}, Content: Words{[]Span{{40, 60}}, hardWords}, Before: "On Monday, ", After: " That was all.", Stance: "denies", Certainty: "certain", Polarity: "-",
			Via: []Name{{"ac3", "Lantern"}}, Rule: "quote", Confidence: 0.91}, "The mayor said: “we wait”.", sampleCitation("1")},
		&CitedClaim{ClaimRow{ID: "cl2", Article: row, Version: "ve1", Newest: true, Form: "indirect", Source: RowSource{Words{nil, ""}, "none", nil}, Cue: Cue{Words{[]Span{{70, 82}}, "it was said"}, "say"},
			Content: Words{[]Span{{85, 95}, {99, 104}}, "all … is well"}, Stance: "asserts", Certainty: "unknown", Polarity: "+", Parent: ptr("cl1"), RepliesTo: ptr("cl9"), Rule: "that", Confidence: 0.5}, "It was said.", sampleCitation("1")},
		&CitedClaim{ClaimRow{ID: "cl3", Article: ArticleRow{ID: "ar2"}, Version: "ve2", Form: "mixed", Stance: "asserts", Certainty: "unknown", Polarity: "?"}, "", Citation{Article: "ar2", Version: "ve2", SHA256: strings.Repeat("cd", 32)}},
	}
}

// sampleRows are rows of every kind: each filled, and each with nothing in it.
func sampleRows(t testing.TB, kind string) []any {
	switch kind {
	case "claims":
		return sampleClaims()
	case "events":
		e := bombed()
		return []any{&e, &EventRow{ID: "ev2", Type: "AID", Status: "planned"}}
	}
	blank := map[string]any{"statements": CitedStatement{}, "questions": Question{}, "mentions": CitedMention{}, "articles": CitedArticle{}, "actors": ActorRow{}, "places": CitedPlace{}, "stories": Story{}}[kind]
	if blank == nil {
		t.Fatalf("no sample of %s", kind)
	}
	full, empty := reflect.New(reflect.TypeOf(blank)), reflect.New(reflect.TypeOf(blank))
	fill(full.Elem())
	if c := full.Elem().FieldByName("Citation"); c.IsValid() {
		c.Set(reflect.ValueOf(sampleCitation("1")))
	}
	return []any{full.Interface(), empty.Interface()}
}

// cellsOf is what readers must find in the columns of rows.
func cellsOf(s *Schema, rows []any) map[string][]any {
	out := make(map[string][]any)
	for i := range s.Columns {
		for _, r := range rows {
			v := s.Columns[i].Value(r)
			switch x := v.(type) {
			case int:
				v = float64(x)
			case string:
				if x == "" {
					v = nil
				}
			case []string:
				list := []any{}
				for _, e := range x {
					list = append(list, e)
				}
				v = list
			}
			out[s.Columns[i].Name] = append(out[s.Columns[i].Name], v)
		}
	}
	return out
}

// TestTablesAreReadBack holds the tables of every kind, cell by cell, against what
// pandas, pyarrow and DuckDB find in them.
func TestTablesAreReadBack(t *testing.T) {
	files := make(map[string][]byte)
	want := make(map[string]map[string][]any)
	for _, k := range Kinds() {
		rows := sampleRows(t, k.Name)
		for _, f := range []string{"csv", "tsv", "json", "parquet"} {
			files[k.Name+"."+f] = exported(t, f, k.Schema, rows...)
		}
		want[k.Name] = cellsOf(k.Schema, rows)
	}
	var got struct {
		Parquet, DuckDB map[string]map[string][]any
		CSV, TSV        map[string]map[string][]string
		JSON            map[string]int
		Days            map[string]int
	}
	daily, err := FindExport("parquet", CitedClaims())
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]*closeBuffer)
	w, err := ByDay(keepParts(parts), daily, CitedClaims(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	claims := sampleClaims()
	for _, r := range append(claims, claims[0]) { // its day comes again
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, b := range parts {
		files["daily/"+name] = b.Bytes()
	}
	readBack(t, "tables.py", files, &got)
	for _, k := range Kinds() {
		for _, c := range k.Schema.Columns {
			have := want[k.Name][c.Name]
			for reader, found := range map[string]map[string]map[string][]any{"pyarrow": got.Parquet, "DuckDB": got.DuckDB} {
				if f := found[k.Name][c.Name]; !reflect.DeepEqual(f, have) {
					t.Errorf("%s.%s by %s:\n got %q\nwant %q", k.Name, c.Name, reader, f, have)
				}
			}
			for i, v := range have {
				cell := cell(&c, sampleRows(t, k.Name)[i])
				if got.CSV[k.Name][c.Name][i] != cell || got.TSV[k.Name][c.Name][i] != cell {
					t.Errorf("%s.%s by pandas: %q and %q, want %q of %v", k.Name, c.Name, got.CSV[k.Name][c.Name][i], got.TSV[k.Name][c.Name][i], cell, v)
				}
			}
		}
		if got.JSON[k.Name] != len(sampleRows(t, k.Name)) {
			t.Errorf("%s: %d lines of JSON", k.Name, got.JSON[k.Name])
		}
	}
	if !reflect.DeepEqual(got.Days, map[string]int{"2031-05-05": 3, "unknown": 1}) {
		t.Errorf("by day: %v of %d files", got.Days, len(parts))
	}
}
