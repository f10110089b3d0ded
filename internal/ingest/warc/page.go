package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"sayso"
)

// Holds says what the block of a record is without unpacking it: the media
// type of the page, "" when the record holds none that was delivered: a
// request, a picture, a redirect, an error.
func Holds(rec *Record, block []byte) string {
	switch {
	case rec.Segment:
		return ""
	case rec.Type == "resource", rec.Type == "conversion":
		return text(rec.ContentType)
	case rec.Type != "response" || !strings.HasPrefix(rec.ContentType, "application/http"):
		return ""
	}
	head, ok := httpHead(block)
	if !ok {
		return ""
	}
	line, fields, _ := bytes.Cut(head, []byte("\n"))
	status := bytes.Fields(line)
	if len(status) < 2 || !bytes.HasPrefix(status[0], []byte("HTTP/")) {
		return ""
	}
	if n, err := strconv.Atoi(string(status[1])); err != nil || n != http.StatusOK && n != http.StatusNonAuthoritativeInfo {
		return ""
	}
	for line := range bytes.Lines(fields) {
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && is(name, "content-type") {
			return text(string(value))
		}
	}
	return ""
}

// httpHead cuts the head off an HTTP message.
func httpHead(block []byte) ([]byte, bool) {
	i := bytes.Index(block[:min(len(block), MaxHeader)], []byte("\r\n\r\n"))
	if i < 0 {
		i = bytes.Index(block[:min(len(block), MaxHeader)], []byte("\n\n"))
	}
	return block[:max(i, 0)], i >= 0
}

// text returns the media type where it is one that articles come in.
func text(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		t, _, _ = strings.Cut(contentType, ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	switch t {
	case "text/html", "application/xhtml+xml":
		return "text/html"
	case "text/plain":
		return t
	}
	return ""
}

// Body returns what was delivered in an HTTP response: unchunked and unpacked,
// at most max bytes of it. charset is what its head states, "" for nothing.
func Body(block []byte, max int64) (body []byte, charset string, err error) {
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return nil, "", sayso.Errorf("read", "", sayso.Invalid, "its response cannot be read: %v", err)
	}
	defer res.Body.Close()
	if _, params, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err == nil {
		charset = params["charset"]
	}
	raw := io.Reader(res.Body)
	// Some crawlers keep the head as it came and the body unpacked: what does
	// not look packed is taken as it is.
	br := bufio.NewReader(raw)
	lead, _ := br.Peek(4)
	r := io.Reader(br)
	switch strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))) {
	case "gzip", "x-gzip":
		if bytes.HasPrefix(lead, gzipMagic) {
			if r, err = gzip.NewReader(br); err != nil {
				return nil, "", sayso.E("read", "", sayso.Invalid, err)
			}
		}
	case "deflate":
		if len(lead) > 0 && lead[0] != '<' {
			if lead[0]&0x0f == 8 && len(lead) > 1 && (int(lead[0])<<8|int(lead[1]))%31 == 0 {
				br.Discard(2) // the zlib header, which half the servers leave out
			}
			r = flate.NewReader(br)
		}
	case "br":
		if len(lead) > 0 && lead[0] != '<' {
			r = brotli.NewReader(br)
		}
	case "zstd":
		if bytes.HasPrefix(lead, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
			d, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
			if err != nil {
				return nil, "", sayso.E("read", "", sayso.Invalid, err)
			}
			defer d.Close()
			r = d
		}
	}
	body, err = io.ReadAll(io.LimitReader(r, max+1))
	switch {
	case int64(len(body)) > max:
		return nil, "", sayso.Errorf("read", "", sayso.TooLarge, "its page is larger than the bound of %d MB for one document (DefaultMaxBytes)", max>>20)
	case err != nil && len(body) == 0:
		return nil, "", sayso.E("read", "", sayso.Invalid, err)
	}
	// A body that ends early is read as far as it goes: archives cut pages.
	return body, charset, nil
}
