package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
)

// collect walks paths and writes what came as lines.
func collect(t *testing.T, o Options, paths ...string) []string {
	t.Helper()
	var out []string
	for d, err := range Documents(t.Context(), paths, o) {
		if err != nil {
			var e *sayso.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v is no *sayso.Error", err)
			}
			out = append(out, fmt.Sprintf("error %s: %s", filepath.Base(e.Subject), e.Kind))
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %d", filepath.Base(d.Name), d.Kind, len(d.Data)))
	}
	return out
}

func write(t *testing.T, path, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDocuments(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/b.txt", "text")
	write(t, dir+"/a/page.html", "<p>x")
	write(t, dir+"/a/.hidden/x.txt", "no")
	write(t, dir+"/.secret", "no")
	write(t, dir+"/c.jsonl", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}")
	write(t, dir+"/d", "<!DOCTYPE html><html><body>x</body></html>")
	if err := os.Symlink(dir, dir+"/a/loop"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir+"/nowhere", dir+"/e.txt"); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(collect(t, Options{}, dir), "\n")
	want := "page.html html 4\nb.txt text 4\nc.jsonl:1 jsonl 13\nc.jsonl:3 jsonl 12\nd html 42\nerror e.txt: not found"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDocumentsBounds(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/large.txt", strings.Repeat("x", 200))
	write(t, dir+"/lines.jsonl", `{"text":"`+strings.Repeat("x", 200)+"\"}\n{\"text\":\"ok\"}\n")
	write(t, dir+"/empty.jsonl", "\n")
	for _, c := range []struct{ path, want string }{
		{dir + "/large.txt", "error large.txt: too large"},
		{dir + "/lines.jsonl", "error lines.jsonl:1: too large\nlines.jsonl:2 jsonl 14"},
		{dir + "/empty.jsonl", "error empty.jsonl: invalid"},
		{dir + "/missing", "error missing: not found"},
	} {
		if got := strings.Join(collect(t, Options{MaxBytes: 100}, c.path), "\n"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.path, got, c.want)
		}
	}
	if got := collect(t, Options{MaxBytes: 100, Stdin: io.LimitReader(zeros{}, 1<<20)}, "-"); got[0] != "error -: too large" {
		t.Errorf("endless input: %v", got)
	}
}

// zeros is an endless input.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("skipped: root reads everything")
	}
	path := filepath.Join(t.TempDir(), "x.txt")
	write(t, path, "x")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if got := collect(t, Options{}, path); got[0] != "error x.txt: denied" {
		t.Errorf("%v", got)
	}
}

func TestDocumentsEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	dir := t.TempDir()
	for i := range 5 {
		write(t, fmt.Sprintf("%s/%d.txt", dir, i), "x")
	}
	n := 0
	for range Documents(ctx, []string{dir}, Options{}) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d documents after the end", n)
	}
}

func TestParseText(t *testing.T) {
	for _, c := range []struct{ name, data, text, note string }{
		{"as it is", "A  b\r\n\tc ", "A  b\r\n\tc ", ""},
		{"byte order mark", "\ufeffRain.", "Rain.", "a byte order mark was dropped"},
		{"utf-16", "\xff\xfeR\x00a\x00i\x00n\x00", "Rain", "read as UTF-16"},
		{"windows-1252", "The mayor said \x93no\x94 at the caf\xe9.", "The mayor said “no” at the café.", "read as windows-1252, since it is no UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseOne(Document{Name: "x.txt", Path: "x.txt", Kind: Text, Data: []byte(c.data)}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if p.Article.Text != c.text || strings.Join(p.Notes, "") != c.note {
				t.Errorf("text %q, notes %q", p.Article.Text, p.Notes)
			}
			if string(p.Raw.Bytes) != c.data {
				t.Error("the raw bytes are not the input")
			}
		})
	}
}

// parseOne parses a document of one article.
func parseOne(d Document, o Options) (Parsed, error) {
	all, err := Parse(d, o)
	if err != nil {
		return Parsed{}, err
	}
	if len(all) != 1 {
		return Parsed{}, fmt.Errorf("%d articles", len(all))
	}
	return all[0], nil
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		data string
		want string
	}{
		{"empty", Text, "", "empty"},
		{"blank", Text, " \n\t", "empty"},
		{"binary", Text, "\x7fELF\x00\x01\x02", "no text"},
		{"control characters", Text, strings.Repeat("\x01\x02\x03", 50), "no text"},
		{"binary page", HTML, "\x00\x01\x02", "binary"},
		{"deep page", HTML, strings.Repeat("<div>", 600), "MaxDepth"},
		{"page without an article", HTML, "<html><body></body></html>", "no article"},
		{"not an object", JSONL, "[1]", "no object but JSON of another kind: array"},
		{"no text", JSONL, `{"title":"x"}`, "neither text nor html"},
		{"wrong type", JSONL, `{"text":5}`, "text is no string but JSON of another kind: number"},
		{"no JSON", JSONL, `{text}`, "it is no JSON: invalid character"},
		{"wrong date", JSONL, `{"text":"x","published":"soon"}`, "published"},
		{"not UTF-8", JSONL, "{\"text\":\"\xff\"}", "no UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(Document{Name: "the input", Path: "p", Kind: c.kind, Data: []byte(c.data)}, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "the input") {
				t.Errorf("error %v, want one with %q that names the input", err, c.want)
			}
		})
	}
}

// TestObjectsOfOthers reads what other programs write, over many lines and in
// arrays.
func TestObjectsOfOthers(t *testing.T) {
	const want = "It rains.|Piers close|Lantern|2023-09-13T09:40:00Z|Ana Ruiz, Bo Lind|https://lantern.example/a"
	for name, data := range map[string]string{
		"news-please":            `{"authors":["Ana Ruiz","Bo Lind"],"date_download":"2023-09-14 01:00:00","date_publish":"2023-09-13 09:40:00","description":null,"filename":"x.json","language":"en","maintext":"It rains.","source_domain":"Lantern","title":"Piers close","url":"https://lantern.example/a"}`,
		"schema.org":             `{"@type":"NewsArticle","headline":"Piers close","articleBody":"It rains.","datePublished":"2023-09-13T09:40:00Z","author":[{"name":"Ana Ruiz"},{"name":"Bo Lind"}],"publisher":{"name":"Lantern"},"url":"https://lantern.example/a","inLanguage":"en-GB"}`,
		"markup for text":        `{"title":"Piers close","content":"<p>It rains.</p>","published_at":"Wed, 13 Sep 2023 09:40:00 GMT","author":"By Ana Ruiz and Bo Lind","source":{"id":null,"name":"Lantern"},"url":"https://lantern.example/a","lang":"en"}`,
		"a moment in seconds":    `{"title":"Piers close","text":"It rains.","timestamp":1694598000,"byline":"Ana Ruiz; Bo Lind","site-name":"Lantern","link":"https://lantern.example/a","language":"en"}`,
		"keys of ours and other": `{"title":"Piers close","text":"It rains.","body":{"x":1},"published":"2023-09-13T09:40:00Z","authors":"Ana Ruiz, Bo Lind","outlet":"Lantern","source_domain":"other.example","url":"https://lantern.example/a","language":"en"}`,
	} {
		for _, form := range []string{data, strings.ReplaceAll(data, ",\"", ",\n  \""), "[\n" + data + "]"} {
			all, err := Parse(Document{Name: "x", Path: "x", Kind: JSON, Data: []byte(form)}, Options{})
			if err != nil || len(all) != 1 {
				t.Errorf("%s: %d, %v", name, len(all), err)
				continue
			}
			a := all[0].Article
			if got := strings.Join([]string{a.Text, a.Title, a.Outlet, a.Published.String(), strings.Join(a.Byline, ", "), a.URL}, "|"); got != want || a.Language != "en" {
				t.Errorf("%s: %s, language %s", name, got, a.Language)
			}
		}
	}
	two := `[{"text":"a"},{"title":"b"},{"text":"c"}, 7]`
	all, err := Parse(Document{Name: "x", Path: "x", Kind: JSON, Data: []byte(two)}, Options{})
	if err != nil || len(all) != 2 || !strings.Contains(strings.Join(all[0].Notes, ""), "2 objects of 4 left out: ") {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestAMistakeIsToldOnce counts lines that have the same thing wrong.
func TestAMistakeIsToldOnce(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.jsonl", "{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"text\":\"c\"}\nno,object\n{\"title\":\"d\"}\n")
	var got []string
	for d, err := range Documents(t.Context(), []string{dir}, Options{}) {
		if err == nil {
			_, err = Parse(d, Options{})
		}
		if err != nil {
			got = append(got, strings.ReplaceAll(err.Error(), dir+"/", ""))
		}
	}
	if len(got) != 3 || !strings.Contains(got[0], "a.jsonl:1") || !strings.Contains(got[1], "a.jsonl:4") || !strings.Contains(got[2], "a.jsonl: "+noText+": so are 2 lines more") {
		t.Errorf("%q", got)
	}
}

func TestKnownAndNotRead(t *testing.T) {
	for data, want := range map[string]string{`<?xml version="1.0"?><rss version="2.0"><channel/></rss>`: "list of articles (rss)", "filedesc://x.arc 0.0.0.0": "ARC", `{\rtf1\ansi x}`: "RTF", `{"version":"https://jsonfeed.org/version/1.1","items":[]}`: "list of articles (JSON Feed)", `<?xml version="1.0"?><x:plan xmlns:x="y"/>`: "its root is <plan>"} {
		path := t.TempDir() + "/a"
		write(t, path, data)
		for _, err := range Documents(t.Context(), []string{path}, Options{}) {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%.20q: %v, want %q", data, err, want)
			}
		}
	}
}

func TestParseObject(t *testing.T) {
	parse := func(line string) sayso.Article {
		t.Helper()
		p, err := parseOne(Document{Name: "x:1", Path: "x", Kind: JSONL, Data: []byte(line)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Article
	}
	a := parse(`{"id":7,"url":"https://courier.example/a","title":"Rain","outlet":"Courier","published":"2023-09-13T09:40:00Z","language":"en","text":"It rains."}`)
	if a.URL != "https://courier.example/a" || a.Title != "Rain" || a.Outlet != "Courier" || a.Published.String() != "2023-09-13T09:40:00Z" || a.Language != "en" || a.Text != "It rains." {
		t.Errorf("%+v", a)
	}
	if x, y := parse(`{"id":7,"text":"one"}`), parse(`{"id":"7","text":"two"}`); x.ID != y.ID {
		t.Error("the same id gave two articles")
	}
	if x, y := parse(`{"text":"one"}`), parse(`{"text":"two"}`); x.ID == y.ID {
		t.Error("two texts without address gave one article")
	}
	if a.ID != sayso.DeriveArticleID("https://courier.example/a") {
		t.Error("the address does not name the article")
	}
}

func TestPublishedFallsBack(t *testing.T) {
	day, err := ParseDate("13 September 2023")
	if err != nil {
		t.Fatal(err)
	}
	p, err := parseOne(Document{Name: "x", Path: "x", Kind: Text, Data: []byte("It rains.")}, Options{Published: day})
	if err != nil || p.Article.Published.String() != "2023-09-13" {
		t.Errorf("%v %v", p.Article.Published, err)
	}
}

// addKinds adds invented inputs, of each kind of trouble that real ones make.
func addKinds(f *testing.F) {
	corpus, err := txtar.ParseFile("testdata/kinds.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, in := range corpus.Files {
		_, kind, _ := strings.Cut(in.Name, ".")
		f.Add(kind, string(in.Data))
		f.Add(string(Auto), string(in.Data))
		f.Add(kind, strings.ReplaceAll(string(in.Data), "\n", "\r\n"))
	}
}

// FuzzDocuments reads files: what is a container is taken apart, and each part read.
func FuzzDocuments(f *testing.F) {
	addKinds(f)
	path := filepath.Join(f.TempDir(), "input")
	f.Fuzz(func(t *testing.T, kind, data string) {
		if len(data) > 64<<10 {
			return
		}
		name := fmt.Sprintf("%s%d", path, os.Getpid())
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		n := 0
		for d, err := range Documents(t.Context(), []string{name}, Options{Kind: Kind(kind)}) {
			if n++; n > len(data)+1 {
				t.Fatal("more documents than bytes")
			}
			if err != nil {
				if _, ok := errors.AsType[*sayso.Error](err); !ok {
					t.Errorf("%v is no *sayso.Error", err)
				}
				continue
			}
			_, _ = Parse(d, Options{})
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("html", "<html lang=en><title>x</title><p>“We wait,” he said.<div><div><blockquote>x")
	f.Add("text", "SEOUL (Lantern) – It rained.\n\nWith inputs from agencies")
	f.Add("jsonl", `{"html":"<p>x","published":"2023-09-13"}`)
	f.Add("text", "\xff\xfeR\x00")
	addKinds(f)
	f.Fuzz(func(t *testing.T, kind, data string) {
		d := Document{Name: "n", Path: "p", Kind: Kind(kind), Data: []byte(data)}
		all, err := Parse(d, Options{})
		if err != nil {
			if !strings.Contains(err.Error(), "n") {
				t.Errorf("error %q does not name the input", err)
			}
			return
		}
		for _, p := range all {
			a := p.Article
			if a.Text == "" || a.ID == "" || strings.ToValidUTF8(a.Text, "") != a.Text {
				t.Errorf("article %+v", a)
			}
			for _, s := range a.Furniture() {
				if !s.Valid(len(a.Text)) {
					t.Errorf("furniture %v of a text of %d bytes", s, len(a.Text))
				}
			}
		}
	})
}

func BenchmarkParsePage(b *testing.B) {
	data, err := os.ReadFile("../cmd/sayso/samples/01-agency-harbour-courier.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(Document{Name: "x", Path: "x", Kind: HTML, Data: data}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestMeasureCountsWhatDocumentsReads(t *testing.T) {
	dir := t.TempDir()
	for name, n := range map[string]int{"a.txt": 10, "sub/b.html": 20, ".hidden.txt": 40, ".git/c.txt": 80} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, bytes.Repeat([]byte("x"), n), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if n, known := Measure(t.Context(), []string{dir, filepath.Join(dir, "a.txt"), filepath.Join(dir, "missing")}); n != 40 || !known {
		t.Errorf("%d bytes, %v", n, known)
	}
	if _, known := Measure(t.Context(), []string{dir, "-"}); known {
		t.Error("the size of standard input is known")
	}
}
