package warc

import (
	"bytes"
	"compress/gzip"
	"testing"
)

const pageOf = "<html><body><p>The pier opens on Friday, Bo Lind said.</p></body></html>"

// TestHeadsAsTheyCome reads responses whose head a browser lives with.
func TestHeadsAsTheyCome(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(pageOf))
	z.Close()
	for name, c := range map[string][2]string{
		"as it should be":         {"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"HTTP/2":                  {"HTTP/2 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"a control character":     {"HTTP/1.1 200 OK\r\nX-A: a\x01b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"space before a colon":    {"HTTP/1.1 200 OK\r\nP3P : x\r\nContent-Type : text/html; charset=utf-8\r\n\r\n", pageOf},
		"a line without a colon":  {"HTTP/1.1 200 OK\r\nnothing\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"two lengths":             {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 9\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"line feeds alone":        {"HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n", pageOf},
		"chunks":                  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", "48\r\n" + pageOf + "\r\n0\r\n\r\n"},
		"chunks that are none":    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"gzip":                    {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", packed.String()},
		"gzip that is none":       {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"brotli that is none":     {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
		"gzip and chunks of none": {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", pageOf},
	} {
		block := []byte(c[0] + c[1])
		rec := Record{Type: "response", URI: "https://lantern.example/pier", ContentType: "application/http; msgtype=response"}
		if kind := Holds(&rec, block); kind != "text/html" {
			t.Errorf("%s: it holds %q", name, kind)
		}
		body, label, err := Body(block, 1<<20)
		if err != nil || string(body) != pageOf || label != "utf-8" {
			t.Errorf("%s: %q, %q, %v", name, body, label, err)
		}
	}
}

// TestCrawlRecords passes over what crawlers write about themselves.
func TestCrawlRecords(t *testing.T) {
	for address, want := range map[string]string{
		"https://lantern.example/pier": "text/plain", "": "text/plain", "https://lantern.example/robots": "text/plain", "https://lantern.example/a b%zz": "text/plain",
		"metadata://gnu.org/software/wget/warc/wget.log": "", "urn:text:https://lantern.example/pier": "", "urn:view:https://lantern.example/pier": "", "dns:lantern.example": "", "https://lantern.example/robots.txt": "", "https://lantern.example/ads.txt?x": "",
		"https://lantern.example/.well-known/security.txt": "",
	} {
		for _, kind := range []string{"resource", "conversion"} {
			if got := Holds(&Record{Type: kind, URI: address, ContentType: "text/plain"}, nil); got != want {
				t.Errorf("%s at %s holds %q", kind, address, got)
			}
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nContent-Type : text/html\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
	f.Add([]byte("HTTP/2 200\nContent-Encoding: deflate\n\nx\x9c"))
	f.Fuzz(func(t *testing.T, block []byte) {
		Holds(&Record{Type: "response", ContentType: "application/http", URI: "https://a.example"}, block)
		if body, _, err := Body(block, 1<<16); err == nil && len(body) > 1<<16 {
			t.Errorf("%d bytes", len(body))
		}
	})
}
