package ingest

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
)

// packedDocx packs a document of Office Open XML with these paragraphs.
func packedDocx(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDrafts(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a.txt", "He said “no”.", "He said “no”."},
		{"a.md", "# Head\n\nHe said “*no*, [never](http://x.example/a_b)” and `code`.\n", "  Head\n\nHe said “ no ,  never                       ” and       .\n"},
		{"a.html", "<p>He said <b>“no”</b>.</p><p>Then</p>", "He said “no”.\n\nThen"},
		{"a.docx", string(packedDocx(t, `<w:p><w:r><w:t>He said “no”.</w:t></w:r></w:p>`)), "He said “no”."},
	} {
		p, err := Draft(c.name, []byte(c.data), Auto)
		if got := strings.TrimSpace(p.Article.Text); err != nil || got != strings.TrimSpace(c.want) {
			t.Errorf("%s: %q, %v", c.name, p.Article.Text, err)
		}
	}
	bomb := packedDocx(t, "<w:p>"+strings.Repeat(" ", 17<<20)+"</w:p>")
	for _, c := range []struct {
		name string
		data []byte
		kind Kind
		want sayso.Kind
		word string
	}{
		{"a.docx", bomb, Auto, sayso.TooLarge, "docx.MaxPart"},
		{"a.docx", []byte("PK\x03\x04 cut off"), DOCX, sayso.Invalid, "cut off"},
		{"a.pdf", []byte("%PDF-1.7"), Auto, sayso.Invalid, "a draft is text, Markdown, HTML or DOCX"},
		{"a.txt", nil, Auto, sayso.Invalid, "empty"},
		{"a.txt", []byte("a\x00b"), Text, sayso.Invalid, "no text"},
		{"a.txt", make([]byte, DefaultMaxBytes+1), Text, sayso.TooLarge, "DefaultMaxBytes"},
	} {
		if _, err := Draft(c.name, c.data, c.kind); sayso.KindOf(err) != c.want || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// FuzzUnmarked wants every byte of a Markdown draft to keep its place.
func FuzzUnmarked(f *testing.F) {
	f.Add("# A\n\n> *b* [c](d) `e`\n\n- f\n")
	f.Fuzz(func(t *testing.T, md string) {
		if len(md) > 4000 || !utf8.ValidString(md) {
			return
		}
		out := unmarked(md)
		if len(out) != len(md) {
			t.Fatalf("%d bytes of %d", len(out), len(md))
		}
		for i := range len(md) {
			if out[i] != md[i] && out[i] != ' ' {
				t.Fatalf("byte %d is %q in %q", i, out[i], md)
			}
		}
	})
}
