package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// gz packs a text as one member.
func gz(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestGzipped(t *testing.T) {
	page := webPage(1)
	letter := "From: Courier <a@courier.example>\r\nSubject: Piers close\r\nMessage-ID: <1@courier.example>\r\n\r\nIt rains.\r\n"
	for _, c := range []struct{ name, data, want string }{
		{"page.html.gz", gz(page), "page.html.gz html 609"},
		{"page.gz", gz(page), "page.gz html 609"},
		{"page.html", gz(page), "page.html html 609"},
		{"two members.txt.gz", gz("It ") + gz("rains."), "two members.txt.gz text 9"},
		{"letter.eml.gz", gz(letter), "letter.eml.gz mail 103"},
		{"item.xml.gz", gz("<nitf><body/></nitf>"), "item.xml.gz nitf 20"},
		{"lines.jsonl.gz", gz("{\"text\":\"a\"}\n\n{\"text\":\"bc\"}"), "lines.jsonl.gz:1 jsonl 13\nlines.jsonl.gz:3 jsonl 13"},
		{"box.mbox.gz", gz("From a@b.example Wed Sep 13 09:40:00 2023\n" + letter), "box.mbox.gz:1 mail 103"},
		{"news.gz", newsArchive(), "news.gz@0 html 668\nnews.gz@472 html 668\nnews.gz@945 html 668\nnews.gz  0"}, // an archive
		{"empty.txt.gz", gz(""), "empty.txt.gz text 0"},
		{"twice.gz", gz(gz(page)), fmt.Sprintf("twice.gz text %d", len(gz(page)))}, // once is enough; what is inside is no text
		{"cut.html.gz", gz(page)[:80], "error cut.html.gz: damaged"},
		{"damaged.html.gz", gz(page)[:80] + strings.Repeat("\xff", 80), "error damaged.html.gz: damaged"},
		{"cut.jsonl.gz", gz(strings.Repeat("{\"text\":\"a\"}\n", 3))[:30], "cut.jsonl.gz:1 jsonl 13\nerror cut.jsonl.gz: damaged"},
		{"news.wacz.gz", gz("PK\x03\x04"), "error news.wacz.gz: invalid"},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		write(t, path, c.data)
		got := strings.Join(collect(t, Options{}, path), "\n")
		if got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestGzippedFromStandardInput(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		data, want string
	}{
		{"", gz("<!DOCTYPE html><html><body>x</body></html>"), "- html 42"},
		{"", gz("{\"text\":\"a\"}\n"), "-:1 jsonl 13"},
		{Text, gz("It rains."), "- text 9"},
		{WACZ, gz("PK\x03\x04"), "error -: invalid"},
	} {
		if got := strings.Join(collect(t, Options{Kind: c.kind, Stdin: stream{strings.NewReader(c.data)}}, "-"), "\n"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// What unpacks to very much costs no more than a large file: its bounds are of
// what comes out, and a walk that is ended ends inside it.
func TestGzippedBombs(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.Copy(z, io.LimitReader(zeros{}, 64<<20))
	z.Close()
	dir := t.TempDir()
	for _, c := range []struct{ name, want string }{
		{"bomb.html.gz", "error bomb.html.gz: too large"},
		{"bomb.jsonl.gz", "error bomb.jsonl.gz:1: too large"},
	} {
		path := filepath.Join(dir, c.name)
		write(t, path, b.String())
		if got := strings.Join(collect(t, Options{MaxBytes: 1 << 20}, path), "\n"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for d, err := range Documents(ctx, []string{filepath.Join(dir, "bomb.html.gz")}, Options{}) {
		t.Errorf("after the end: %s, %v", d.Name, err)
	}
}

// What is read of a gzipped input is told in bytes of the input, so that a bar
// over them comes to its end.
func TestGzippedSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lines.jsonl.gz")
	data := gz(strings.Repeat("{\"text\":\"a\"}\n", 3))
	write(t, path, data)
	n, sum := 0, int64(0)
	for d, err := range Documents(t.Context(), []string{path}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		n, sum = n+1, sum+d.Size
	}
	if all := int64(len(data)); n != 3 || sum < all || sum > all+2 {
		t.Errorf("%d documents of %d bytes, not 3 of %d", n, sum, all)
	}
}
