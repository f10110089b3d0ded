package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"sayso"
)

// record writes one record of a page.
func record(n int, body string) string {
	block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%012d>\r\nWARC-Date: 2023-09-13T09:40:00Z\r\nWARC-Target-URI: <https://courier.example/%d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		n, n, len(block), block)
}

func pack(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// stream hides that its reader can seek.
type stream struct{ io.Reader }

// readAll lists what an archive holds, one line a record or damage.
func readAll(t *testing.T, r *Reader) string {
	t.Helper()
	var out []string
	for range 1000 {
		rec, err := r.Next()
		var d *Damage
		switch {
		case err == io.EOF:
			return strings.Join(out, "\n")
		case errors.As(err, &d):
			out = append(out, fmt.Sprintf("%d lost", d.Offset))
			continue
		case err != nil:
			t.Fatal(err)
		}
		block, err := r.Block(nil, 1<<20)
		if errors.As(err, &d) {
			out = append(out, fmt.Sprintf("%d lost", d.Offset))
			continue
		}
		if err != nil {
			out = append(out, fmt.Sprintf("%d %s", rec.Offset, sayso.KindOf(err)))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s %s", rec.Offset, strings.TrimPrefix(rec.URI, "https://courier.example/"), Holds(&rec, block)))
	}
	t.Fatal("it does not end")
	return ""
}

func TestLayouts(t *testing.T) {
	one, two := record(1, "<p>one"), record(2, strings.Repeat("<p>two", 100))
	info := "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
	for name, c := range map[string]struct{ data, want string }{
		"each record by itself": {pack(info) + pack(one) + pack(two), fmt.Sprintf("0  \n%d 1 text/html\n%d 2 text/html", len(pack(info)), len(pack(info)+pack(one)))},
		"plain":                 {info + one + two, fmt.Sprintf("0  \n%d 1 text/html\n%d 2 text/html", len(info), len(info+one))},
		"in one piece":          {pack(info + one + two), "0  \n0 1 text/html\n0 2 text/html"},
		"bare line feeds":       {strings.ReplaceAll(info, "\r\n", "\n") + one, fmt.Sprintf("0  \n%d 1 text/html", len(strings.ReplaceAll(info, "\r\n", "\n")))},
		"empty":                 {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readAll(t, NewReader(strings.NewReader(c.data), 0)); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if got := readAll(t, NewReader(stream{strings.NewReader(c.data)}, 0)); got != c.want {
				t.Errorf("from a stream: got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestDamage spoils the second of three records in many ways and wants the
// other two.
func TestDamage(t *testing.T) {
	var body strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&body, "<p>line %d %x", i, i*i*7919)
	}
	one, two, three := record(1, "<p>one"), record(2, body.String()), record(3, "<p>three")
	flip := func(s string, at int) string {
		b := []byte(s)
		b[at] ^= 0x55
		return string(b)
	}
	z := pack(two)
	for name, bad := range map[string]string{
		"a byte of the deflate stream": flip(z, len(z)/2),
		"the checksum":                 flip(z, len(z)-6),
		"the gzip header":              flip(z, 1),
		"its second half missing":      z[:len(z)/2],
		"its first half missing":       z[len(z)/2:],
		"garbage":                      strings.Repeat("garbage ", 100_000),
		"another program's gzip":       pack("no record"),
		"a length too long":            pack(strings.Replace(two, "Content-Length: ", "Content-Length: 9", 1)),
		"a length too short":           pack(strings.Replace(two, "msgtype=response\r\nContent-Length: ", "msgtype=response\r\nContent-Length: 1\r\nX: ", 1)),
		"no length":                    pack(strings.Replace(two, "msgtype=response\r\nContent-Length", "msgtype=response\r\nContent-Size", 1)),
		"a header without end":         pack("WARC/1.0\r\nX: " + strings.Repeat("x", MaxHeader)),
		"a version of the future":      pack(strings.Replace(two, "WARC/1.1", "WARC/2.0", 1)),
	} {
		t.Run(name, func(t *testing.T) {
			data := pack(one) + bad + pack(three)
			want := fmt.Sprintf("0 1 text/html\n%d lost\n%d 3 text/html", len(pack(one)), len(pack(one)+bad))
			if got := readAll(t, NewReader(strings.NewReader(data), 0)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	t.Run("plain", func(t *testing.T) {
		bad := strings.Replace(two, "msgtype=response\r\nContent-Length: ", "msgtype=response\r\nContent-Length: 9", 1)
		want := fmt.Sprintf("0 1 text/html\n%d lost\n%d 3 text/html", len(one), len(one+bad))
		if got := readAll(t, NewReader(strings.NewReader(one+bad+three), 0)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
	t.Run("cut off", func(t *testing.T) {
		data := pack(one) + z[:len(z)-20]
		want := fmt.Sprintf("0 1 text/html\n%d lost", len(pack(one)))
		if got := readAll(t, NewReader(stream{strings.NewReader(data)}, 0)); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func TestResume(t *testing.T) {
	data := pack(record(1, "<p>one")) + pack(record(2, "<p>two")) + pack(record(3, "<p>three"))
	r := NewReader(strings.NewReader(data), 0)
	for range 2 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Block(nil, 1<<20); err != nil {
			t.Fatal(err)
		}
	}
	at := r.At()
	if got, want := readAll(t, NewReader(strings.NewReader(data[at:]), at)), fmt.Sprintf("%d 3 text/html", at); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTooLarge(t *testing.T) {
	data := pack(record(1, strings.Repeat("x", 2<<20))) + pack(record(2, "<p>two"))
	if got := readAll(t, NewReader(strings.NewReader(data), 0)); !strings.HasPrefix(got, "0 too large\n") || !strings.HasSuffix(got, "2 text/html") {
		t.Errorf("%s", got)
	}
	// What is stated is not believed: memory follows what arrives.
	lie := strings.Replace(record(1, "<p>one"), "msgtype=response\r\nContent-Length: ", "msgtype=response\r\nContent-Length: 9999", 1)
	r := NewReader(strings.NewReader(pack(lie)), 0)
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	var d *Damage
	if _, err := r.Block(nil, 1<<40); !errors.As(err, &d) {
		t.Errorf("error %v", err)
	}
}

func TestHolds(t *testing.T) {
	for _, c := range []struct {
		kind, contentType, block, want string
	}{
		{"response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nx", "text/html"},
		{"response", "application/http", "HTTP/1.0 200 OK\ncontent-type: Text/Plain; charset=x\n\nx", "text/plain"},
		{"response", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx", ""},
		{"response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx", ""},
		{"response", "application/http", "HTTP/1.1 200 OK\r\n\r\nx", ""},
		{"response", "text/dns", "x", ""},
		{"request", "application/http", "GET / HTTP/1.1\r\n\r\n", ""},
		{"resource", "text/html", "<p>x", "text/html"},
		{"conversion", "text/plain", "x", "text/plain"},
	} {
		rec := Record{Type: c.kind, ContentType: c.contentType}
		if got := Holds(&rec, []byte(c.block)); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.block, got, c.want)
		}
	}
}

func TestBody(t *testing.T) {
	packed := pack("<p>rain")
	for _, c := range []struct{ head, body, want string }{
		{"Content-Length: 7", "<p>rain", "<p>rain"},
		{"Connection: close", "<p>rain", "<p>rain"},
		{"Content-Length: 900", "<p>rain", "<p>rain"},
		{"Transfer-Encoding: chunked", "3\r\n<p>\r\n4\r\nrain\r\n0\r\n\r\n", "<p>rain"},
		{"Content-Encoding: gzip", packed, "<p>rain"},
		{"Content-Encoding: gzip", "<p>rain", "<p>rain"},
		{"Content-Encoding: br", brotlied("<p>rain"), "<p>rain"},
	} {
		got, charset, err := Body([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n"+c.head+"\r\n\r\n"+c.body), 1<<20)
		if err != nil || string(got) != c.want || charset != "koi8-r" {
			t.Errorf("%s: %q, %q, %v", c.head, got, charset, err)
		}
	}
	bomb := pack(strings.Repeat("x", 4<<20))
	if _, _, err := Body([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+bomb), 1<<20); sayso.KindOf(err) != sayso.TooLarge {
		t.Errorf("a bomb gave %v", err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(pack(record(1, "<p>one"))+pack(record(2, "<p>two")), true)
	f.Add(record(1, "<p>one")+record(2, "<p>two"), false)
	f.Add("\x1f\x8b\x08\x00WARC/1.0\r\n\nWARC/1.0\r\nContent-Length: 3\r\n\r\nabc", true)
	f.Fuzz(func(t *testing.T, data string, seek bool) {
		var in io.Reader = strings.NewReader(data)
		if !seek {
			in = stream{in}
		}
		r := NewReader(in, 0)
		last := int64(-1)
		for range len(data) + 8 {
			rec, err := r.Next()
			var d *Damage
			if errors.As(err, &d) {
				continue
			}
			if err != nil {
				return
			}
			if rec.Offset < last || rec.Offset > int64(len(data)) {
				t.Fatalf("offset %d after %d of %d", rec.Offset, last, len(data))
			}
			last = rec.Offset
			if block, err := r.Block(nil, 1<<16); err == nil && Holds(&rec, block) != "" && rec.Type == "response" {
				Body(block, 1<<16)
			}
		}
		t.Fatal("it does not end")
	})
}

// BenchmarkReader parses an archive of pages, each record compressed by
// itself; bytes are those of the records, uncompressed.
func BenchmarkReader(b *testing.B) {
	page, err := os.ReadFile("../../../cmd/sayso/samples/01-agency-harbour-courier.html")
	if err != nil {
		b.Fatal(err)
	}
	var data strings.Builder
	size := 0
	for i := range 200 {
		// Pages of a size that news sites have.
		r := record(i, strings.Repeat(string(page), 12)+fmt.Sprint(i))
		size += len(r)
		data.WriteString(pack(r))
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var block []byte
	for b.Loop() {
		r := NewReader(strings.NewReader(data.String()), 0)
		for {
			rec, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if block, err = r.Block(block[:0], 32<<20); err != nil || Holds(&rec, block) == "" {
				b.Fatal(err)
			}
		}
	}
}
