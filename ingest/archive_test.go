package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// page is an article for an archive.
func webPage(n int) string {
	return fmt.Sprintf(`<html><head><title>Report %d</title></head><body><article><h1>Report %d</h1><p>%s</p></article></body></html>`, n, n,
		strings.Repeat("The harbour authority of Port Meridian closed two piers on Monday, said its master. ", 6))
}

// record packs a response as crawlers do, each by itself.
func record(uri, contentType, body string) string {
	block := "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n" + body
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(block), block)
	z.Close()
	return b.String()
}

func newsArchive() string {
	var b strings.Builder
	for i := range 3 {
		b.WriteString(record(fmt.Sprintf("https://courier.example/%d", i), "text/html; charset=utf-8", webPage(i)))
		b.WriteString(record("https://courier.example/pier.jpg", "image/jpeg", "\xff\xd8"))
	}
	return b.String()
}

// walked lists what documents come of paths.
func walked(t *testing.T, o Options, paths ...string) (out []string, marks []Mark) {
	t.Helper()
	for d, err := range Documents(t.Context(), paths, o) {
		switch {
		case err != nil:
			out = append(out, "error: "+strings.ReplaceAll(err.Error(), filepath.Dir(paths[0])+"/", ""))
			continue
		case d.Kind == "":
			out = append(out, strings.Join(d.Notes, "; "))
		default:
			all, err := Parse(d, o)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprintf("%s %s", all[0].Article.URL, all[0].Article.Title))
		}
		marks = append(marks, d.Mark)
	}
	return out, marks
}

func TestArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.warc.gz")
	write(t, path, newsArchive())
	want := []string{"https://courier.example/0 Report 0", "https://courier.example/1 Report 1", "https://courier.example/2 Report 2", "6 records, 3 of them pages"}
	got, marks := walked(t, Options{}, path)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Fatalf("got\n%s", strings.Join(got, "\n"))
	}
	if got, _ := walked(t, Options{Stdin: strings.NewReader(newsArchive())}, "-"); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("from standard input: got\n%s", strings.Join(got, "\n"))
	}
	// It goes on after any document, from a file and from a stream.
	for i, m := range marks {
		resume := func(archive string) int64 {
			if archive != m.Archive {
				t.Errorf("asked for %s, not %s", archive, m.Archive)
			}
			return m.Next
		}
		for _, o := range []Options{{Resume: resume}, {Resume: resume, Stdin: stream{strings.NewReader(newsArchive())}}} {
			in := path
			if o.Stdin != nil {
				in = "-"
			}
			got, _ := walked(t, o, in)
			if n := len(got) - 1; i < 3 && (n != 2-i || n > 0 && got[0] != want[i+1]) {
				t.Errorf("after document %d: got\n%s", i, strings.Join(got, "\n"))
			}
		}
	}
	if m := marks[3]; m.Next != int64(len(newsArchive())) {
		t.Errorf("it ends at %d of %d", m.Next, len(newsArchive()))
	}
	got, _ = walked(t, Options{Resume: func(string) int64 { return 1 << 40 }}, path)
	if len(got) != 1 || !strings.Contains(got[0], "ends before byte") {
		t.Errorf("an archive that was cut off: %q", got)
	}
}

// stream hides that its reader can seek.
type stream struct{ io.Reader }

func TestDamagedArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.warc.gz")
	data := []byte(newsArchive())
	at := len(record("https://courier.example/0", "text/html; charset=utf-8", webPage(0)))
	for i := at + 20; i < at+60; i++ {
		data[i] ^= 0xff
	}
	write(t, path, string(data))
	got, _ := walked(t, Options{}, path)
	if len(got) != 5 || !strings.HasPrefix(got[1], fmt.Sprintf("error: read news.warc.gz: the record at byte %d is lost", at)) || !strings.Contains(got[4], "1 places damaged") && !strings.Contains(got[4], "1 place damaged") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestWACZ(t *testing.T) {
	for name, method := range map[string]uint16{"stored": zip.Store, "deflated": zip.Deflate} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "news.wacz")
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			z := zip.NewWriter(f)
			for _, file := range []string{"datapackage.json", "archive/b.warc.gz", "archive/a.warc.gz", "pages/pages.jsonl"} {
				w, err := z.CreateHeader(&zip.FileHeader{Name: file, Method: method})
				if err != nil {
					t.Fatal(err)
				}
				if strings.HasPrefix(file, "archive/") {
					io.WriteString(w, record("https://courier.example/"+file, "text/html", webPage(1)))
				}
			}
			z.Close()
			f.Close()
			got, marks := walked(t, Options{}, path)
			want := "https://courier.example/archive/a.warc.gz Report 1\n1 records, 1 of them pages\nhttps://courier.example/archive/b.warc.gz Report 1\n1 records, 1 of them pages"
			if strings.ReplaceAll(strings.Join(got, "\n"), "1 record,", "1 records,") != want && strings.Join(got, "\n") != want {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
			got, _ = walked(t, Options{Resume: func(id string) int64 {
				if id == marks[0].Archive {
					return marks[0].Next
				}
				return 0
			}}, path)
			if len(got) != 3 {
				t.Errorf("after the first archive: got\n%s", strings.Join(got, "\n"))
			}
		})
	}
	path := filepath.Join(t.TempDir(), "empty.wacz")
	write(t, path, "PK\x05\x06"+strings.Repeat("\x00", 18))
	if got, _ := walked(t, Options{}, path); len(got) != 1 || !strings.Contains(got[0], "archive/*.warc.gz") {
		t.Errorf("got %q", got)
	}
	if got, _ := walked(t, Options{Kind: WACZ, Stdin: strings.NewReader("x")}, "-"); len(got) != 1 || !strings.Contains(got[0], "standard input") {
		t.Errorf("got %q", got)
	}
}

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       Kind
	}{
		{"a.warc", "", WARC}, {"a.warc.gz", "", WARC}, {"a.WACZ", "", WACZ}, {"a.eml", "", Mail}, {"a.mbox", "", Mbox}, {"a.pdf", "", PDF}, {"a.docx", "", DOCX},
		{"a.txt", "LAN0123 3 I 120\nHARBOUR-PUMPS\n", Wire}, {"a.txt", "LANTERN 3\n", Text}, {"a", "\x01LAN0123 3 I 120", Wire},
		{"a", "WARC/1.0\r\n", WARC}, {"a", "%PDF-1.7", PDF}, {"a", "PK\x03\x04....[Content_Types].xml", DOCX}, {"a", "PK\x03\x04....datapackage.json", WACZ},
		{"a.json", "{\n \"uri\": \"x\",\n \"versioncreated\": \"x\"", Ninjs}, {"a.json", `{"uri":"x","pubStatus":"usable"`, Ninjs}, {"a.json", "[{\"uri\":\"x\",\"pubStatus\":", Ninjs}, {"a.json", "[{\"uri\"", JSON}, {"a.json", "{\n \"maintext\": \"x\",", JSON}, {"a.jsonl", "{\n \"text\": \"x\",\n", JSON}, {"a.json", "{\"text\":\"x\"}", JSONL}, {"a.json", "{\"text\":\"x\"}\n{\"text\":\"versioncreated\"}", JSONL},
		{"a.xml", `<?xml version="1.0"?><nitf>`, NITF}, {"a.xml", `<?xml version="1.0"?><!-- x --><newsMessage xmlns="x">`, NewsML}, {"a.xml", "<newsItem guid=x>", NewsML}, {"a.xml", `<?xml version="1.0"?><html>`, HTML},
		{"a.xml", `<?xml version='1.0' encoding='utf8'?><n:newsMessage xmlns:n="x">`, NewsML}, {"a.xml", `<?xml version="1.0"?><rss version="2.0">`, list}, {"a.txt", `<?xml version="1.0"?><feed xmlns="x">`, list}, {"a.xml", "<urlset>", list},
		{"a", `<?xml version="1.0"?><catalogue><p/></catalogue>`, otherXML}, {"a", "<div><p>It rains.</p></div>", HTML}, {"a", "<Laughter> It rains.", Text}, {"a.arc", "filedesc://x.arc 0.0.0.0 20230913 text/plain 76\n1 0 Crawl\n", arc}, {"a.arc.gz", gz("filedesc://x.arc"), arc},
		{"a", "\xef\xbb\xbf\r\nHTTP/1.1 200 OK\r\n\r\n%PDF-1.4", PDF}, {"a.nws", "\x16\x01lna044 3 i 92 zzzza\r\n\x02x", Wire}, {"a", "^BC-Harbour-Pumps,0092<\r\n^Pier opens<\r\n", Wire},
		{"a.html.gz", gz("x"), HTML}, {"a.JSONL.gz", gz("x"), JSONL}, {"a.txt.gz", gz("LAN0123 3 I 120\nHARBOUR-PUMPS\n"), Wire}, {"a.gz", gz("<html>"), HTML}, {"a", gz("{\"text\":\"x\"}"), JSONL}, {"a.html", gz("x"), HTML},
		{"a.gz", gz("WARC/1.0\r\n"), WARC}, {"a.html.gz", gz("WARC/1.0\r\n"), WARC}, {"a", "\x1f\x8b\x08 damage", WARC}, {"a.gz", gz(gz("x")), Text}, {"a.html.gz", "<p>not packed", HTML},
		{"a", "Return-Path: <a@b.example>\r\nFrom: a@b.example\r\n\r\nx", Mail}, {"a", "From a@b.example Wed Sep 13 09:40:00 2023\nFrom: a\n", Mbox}, {"a", "From: here\n", Text}, {"a", "Dear Sir: I wait.\n", Text},
	} {
		if got := kindOf(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.name, c.head, got, c.want)
		}
	}
}

func TestKindsComeThrough(t *testing.T) {
	for _, c := range []struct {
		file, data string
		kind       Kind
		want       string // title, outlet, day, address
	}{
		{"a.eml", "From: Courier <a@courier.example>\r\nSubject: Piers close\r\nDate: Wed, 13 Sep 2023 09:40:00 +0200\r\nMessage-ID: <1@courier.example>\r\n\r\nIt rains.\r\n", "", "Piers close|Courier|2023-09-13T09:40:00+02:00"},
		{"a.mbox", "From a@courier.example Wed Sep 13 09:40:00 2023\nFrom: Courier <a@courier.example>\nSubject: Piers close\n\nIt rains.\n", "", "Piers close|Courier|"},
		{"a.json", `{"uri":"urn:x","headline":"Piers close","infosource":"Lantern","versioncreated":"2023-09-13T09:40:00Z","body_text":"It rains."}`, "", "Piers close|Lantern|2023-09-13T09:40:00Z"},
		{"a.xml", `<nitf><head><docdata><date.issue norm="20230913"/></docdata></head><body><body.head><hedline><hl1>Piers close</hl1></hedline><distributor>Lantern</distributor></body.head><body.content><p>It rains.</p></body.content></body></nitf>`, "", "Piers close|Lantern|2023-09-13"},
		{"a.txt", "LAN0123 3 I 120\nHARBOUR-PUMPS\nPiers close\n\nPORT MERIDIAN, Sept 13 (Lantern) - It rains.\n130940 SEP 23\n", "", "Piers close|LAN|2023-09-13T09:40:00Z"},
		{"b.txt", "Slug: HARBOUR-PUMPS\nHeadline: Piers close\nSource: Lantern\nDate: 13 September 2023\n\nIt rains.\n", Wire, "Piers close|Lantern|2023-09-13"},
	} {
		path := filepath.Join(t.TempDir(), c.file)
		write(t, path, c.data)
		n := 0
		for d, err := range Documents(t.Context(), []string{path}, Options{Kind: c.kind}) {
			if err != nil {
				t.Fatal(err)
			}
			p, err := parseOne(d, Options{})
			if err != nil {
				t.Fatal(err)
			}
			a := p.Article
			if got := a.Title + "|" + a.Outlet + "|" + a.Published.String(); got != c.want || !strings.HasSuffix(a.Text, "It rains.") {
				t.Errorf("%s: %s, text %q", c.file, got, a.Text)
			}
			n++
		}
		if n != 1 {
			t.Errorf("%s: %d documents", c.file, n)
		}
	}
}
