package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"sayso"
)

// Holds says what the block of a record is without unpacking it: the media
// type of the page, "" when the record holds none that was delivered: a
// request, a picture, a redirect, an error, what a crawler wrote about itself.
func Holds(rec *Record, block []byte) string {
	switch {
	case rec.Segment || !published(rec.URI):
		return ""
	case rec.Type == "resource", rec.Type == "conversion":
		return text(rec.ContentType)
	case rec.Type != "response" || !strings.HasPrefix(rec.ContentType, "application/http"):
		return ""
	}
	h, ok := httpHead(block)
	if !ok || h.status != http.StatusOK && h.status != http.StatusNonAuthoritativeInfo {
		return ""
	}
	return text(h.field("content-type"))
}

// forMachines are the names of files of a site that no reader reads.
var forMachines = map[string]bool{"robots.txt": true, "ads.txt": true, "app-ads.txt": true, "humans.txt": true, "security.txt": true, "llms.txt": true, "sellers.json": true}

// published reports whether an address is of a page: crawlers keep their logs,
// arguments and extracts beside the pages, under addresses of other schemes.
func published(address string) bool {
	if address == "" {
		return true
	}
	u, err := url.Parse(address)
	if err != nil {
		// What cannot be parsed was fetched all the same.
		return strings.HasPrefix(address, "http")
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "file", "":
		return !forMachines[strings.ToLower(path.Base(u.Path))]
	}
	return false
}

// head is that of an HTTP response. Browsers live with much that Go's reader
// refuses (control characters, lines without a colon, space before one, lengths
// that contradict each other), and crawlers keep it as it came; so only what is
// wanted is read, and the rest passed over.
type head struct {
	status int
	fields []byte
	end    int // where the body begins
}

// httpHead reads the head of an HTTP message.
func httpHead(block []byte) (head, bool) {
	var h head
	window := block[:min(len(block), MaxHeader)]
	line, rest, ok := bytes.Cut(window, []byte("\n"))
	status := bytes.Fields(line)
	if !ok || len(status) < 2 || !bytes.HasPrefix(status[0], []byte("HTTP/")) {
		return h, false
	}
	h.status, _ = strconv.Atoi(string(status[1]))
	at := len(line) + 1
	for {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return h, false
		}
		if len(bytes.TrimSpace(rest[:end])) == 0 {
			h.fields, h.end = window[len(line)+1:at], at+end+1
			return h, true
		}
		at, rest = at+end+1, rest[end+1:]
	}
}

// field is the value of the first field of that name, given in lower case.
func (h *head) field(want string) string {
	for line := range bytes.Lines(h.fields) {
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && is(bytes.TrimSpace(name), want) {
			return strings.TrimSpace(string(value))
		}
	}
	return ""
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
	h, ok := httpHead(block)
	if !ok {
		return nil, "", sayso.Errorf("read", "", sayso.Invalid, "its response has no head")
	}
	if _, params, err := mime.ParseMediaType(h.field("content-type")); err == nil {
		charset = params["charset"]
	}
	packed := block[h.end:]
	if strings.Contains(strings.ToLower(h.field("transfer-encoding")), "chunked") {
		packed = unchunked(packed)
	}
	r, err := unpacked(packed, strings.ToLower(h.field("content-encoding")))
	if err != nil {
		return nil, "", sayso.E("read", "", sayso.Invalid, err)
	}
	defer r.Close()
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

// unchunked takes the chunks of a body apart. Some crawlers keep the head as it
// came and the body whole: what does not begin as a chunk does is taken as it
// is.
func unchunked(body []byte) []byte {
	if !chunk.Match(body[:min(len(body), 64)]) {
		return body
	}
	// net/http has the one reader of chunks.
	in := io.MultiReader(strings.NewReader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), bytes.NewReader(body))
	res, err := http.ReadResponse(bufio.NewReader(in), nil)
	if err != nil {
		return body
	}
	defer res.Body.Close()
	out, err := io.ReadAll(res.Body)
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}

// chunk is the line that a chunk begins with (RFC 9112, 7.1).
var chunk = regexp.MustCompile(`^[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n`)

// unpacked reads a body that is said to be packed. What does not look so is
// taken as it is.
func unpacked(body []byte, encoding string) (io.ReadCloser, error) {
	br := bytes.NewReader(body)
	markup := bytes.HasPrefix(bytes.TrimLeft(body[:min(len(body), 64)], " \r\n\t"), []byte("<"))
	switch {
	case (encoding == "gzip" || encoding == "x-gzip") && bytes.HasPrefix(body, gzipMagic):
		return gzip.NewReader(br)
	case encoding == "deflate" && len(body) > 1 && !markup:
		if body[0]&0x0f == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
			br.Seek(2, io.SeekStart) // the zlib header, which half the servers leave out
		}
		return flate.NewReader(br), nil
	case encoding == "br" && len(body) > 0 && !markup:
		return io.NopCloser(brotli.NewReader(br)), nil
	case encoding == "zstd" && bytes.HasPrefix(body, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		d, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return io.NopCloser(br), nil
}
