// Package saved reads pages that a browser or an extension of one has saved, with
// the address that they were saved from: web archives in one file (MHTML, RFC 2557)
// as Chromium, Edge, Opera and Internet Explorer write them, and pages with the mark
// of SingleFile or of a browser's "save as".
//
// Whoever has such a file can change it, so what it says of its address is the word
// of whoever saved it and no more.
package saved

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"golang.org/x/net/html/charset"

	"sayso"
	"sayso/internal/ingest/dates"
)

// Bounds.
const (
	// MaxParts is how many parts of a web archive are looked into: a page with its
	// pictures, styles and frames.
	MaxParts = 5_000
	// MaxPage is how many bytes the page in it may have.
	MaxPage = 32 << 20
	// MaxHeader is how many bytes the header of a part may have.
	MaxHeader = 256 << 10
	// lead is within how many bytes the mark of a saved page stands.
	lead = 8 << 10
)

// Page is a page as it was saved.
type Page struct {
	HTML []byte // in UTF-8 where the file says in which charset it is
	URL  string // that it was saved from, as the file says; empty where it does not
	By   string // what saved it: "SingleFile", "a browser"
	At   time.Time
}

// IsMHTML says that a file begins as a web archive does: with the header of a message
// whose parts belong together and that was no letter.
func IsMHTML(head []byte) bool {
	header, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	low := bytes.ToLower(header)
	if !bytes.Contains(low, []byte("multipart/related")) || bytes.Contains(low, []byte("\nreceived:")) || bytes.Contains(low, []byte("\nto:")) {
		return false
	}
	return bytes.Contains(low, []byte("snapshot-content-location:")) || bytes.Contains(low, []byte("text/html"))
}

// MHTML takes the page out of a web archive: of its parts the one that the header
// calls the root, else the first that is a page.
func MHTML(data []byte) (Page, error) {
	p := Page{By: "a browser"}
	e, err := message.ReadWithOptions(bytes.NewReader(data), &message.ReadOptions{MaxHeaderBytes: MaxHeader})
	if err != nil && (e == nil || !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err)) {
		return p, sayso.E("read", "", sayso.Invalid, err).Advise("it is no web archive (MHTML), or its header is broken")
	}
	if d := dates.Parse(e.Header.Get("Date")); !d.IsZero() {
		p.At = d.Time
	}
	root := e.Header.Get("Snapshot-Content-Location")
	_, params, _ := e.Header.ContentType()
	start := params["start"]
	parts := e.MultipartReader()
	if parts == nil {
		return p, sayso.Errorf("read", "", sayso.Invalid, "it is a web archive (MHTML) without parts").Advise("save the page again")
	}
	for n := 0; ; n++ {
		if n == MaxParts {
			return p, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d parts (saved.MaxParts)", MaxParts)
		}
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) || part == nil {
			break
		}
		kind, label, _ := part.Header.ContentType()
		if kind != "text/html" && kind != "application/xhtml+xml" {
			continue
		}
		at := part.Header.Get("Content-Location")
		is := start != "" && part.Header.Get("Content-Id") == start || start == "" && root != "" && at == root
		if p.HTML != nil && !is {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(part.Body, MaxPage+1))
		switch {
		case len(body) > MaxPage:
			return p, sayso.Errorf("read", "", sayso.TooLarge, "the page in it has more than %d MB (saved.MaxPage)", MaxPage>>20)
		case err != nil && len(body) == 0:
			continue
		}
		if p.HTML, p.URL = decoded(body, label["charset"]), at; is {
			break
		}
	}
	if p.URL = strings.TrimSpace(p.URL); root != "" && !web(p.URL) {
		p.URL = strings.TrimSpace(root)
	}
	if !web(p.URL) {
		p.URL = "" // a file or a frame without an address
	}
	if len(p.HTML) == 0 {
		return p, sayso.Errorf("read", "", sayso.NoArticle, "it is a web archive (MHTML) without a page")
	}
	return p, nil
}

// decoded is a page in UTF-8, by the charset that its part names.
func decoded(body []byte, label string) []byte {
	enc, name := charset.Lookup(label)
	if enc == nil || name == "utf-8" || name == "replacement" || utf8.Valid(body) {
		return body
	}
	if text, err := enc.NewDecoder().Bytes(body); err == nil {
		return text
	}
	return body
}

func web(address string) bool {
	low := strings.ToLower(address)
	return strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://")
}

var (
	singleFile = regexp.MustCompile(`(?i)<!--\s*Page saved with (SingleFile[\w-]*)\s+url:\s*(\S+)(?:\s+saved date:\s*([^\r\n]+))?`)
	saveAs     = regexp.MustCompile(`(?i)<!--\s*saved from url=\(\d{4}\)(\S+)\s*-->`)
)

// Marked reads the mark that says where a page was saved from; false where it has
// none.
func Marked(html []byte) (Page, bool) {
	head := html[:min(len(html), lead)]
	if m := singleFile.FindSubmatch(head); m != nil && web(string(m[2])) {
		return Page{HTML: html, URL: string(m[2]), By: "SingleFile", At: moment(string(m[3]))}, true
	}
	if m := saveAs.FindSubmatch(head); m != nil && web(string(m[1])) {
		return Page{HTML: html, URL: string(m[1]), By: "a browser"}, true
	}
	return Page{}, false
}

// moment reads a date as JavaScript writes it: "Thu Dec 09 2021 21:02:36 GMT+0100
// (Central European Standard Time)"; zero for another.
func moment(s string) time.Time {
	s, _, _ = strings.Cut(s, " (")
	t, err := time.Parse("Mon Jan 02 2006 15:04:05 GMT-0700", strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return t
}
