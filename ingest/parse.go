package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"sayso"
	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/furniture"
	"sayso/internal/ingest/page"
	"sayso/internal/ingest/warc"
)

// Parsed is an article made of a document.
type Parsed struct {
	Article sayso.Article
	Raw     sayso.Raw
	// Notes say what was done to the input that its owner may want to know:
	// "a byte order mark was dropped".
	Notes []string
	// Seen is when the publisher's page was seen as it is here: when the file was
	// written or, where that is earlier, when the page was saved. Zero when unknown.
	Seen time.Time
}

// Parse makes the articles of a document: one, or several of a live blog or an
// agency's message, or none of a document that holds nothing. It is pure and
// safe to run in parallel. Errors are *sayso.Error and final for the document;
// those of kind NoArticle say that it is sound and no article.
func Parse(d Document, o Options) ([]Parsed, error) {
	all, err := parse(&d, o)
	if err != nil {
		return nil, page.Named(err, d.Name)
	}
	out := all[:0]
	for _, p := range all {
		a := &p.Article
		if strings.TrimSpace(a.Text) == "" {
			return nil, emptyInput(d.Name)
		}
		a.Published = cmp.Or(a.Published, d.Published, o.Published)
		if a.ID == "" {
			a.ID = sayso.DeriveArticleID(address(a, d.Kind))
		}
		switch {
		case d.Fetched:
			a.Warrant = sayso.FetchedWarrant
		case d.Mark.Archive != "":
			a.Warrant = sayso.ArchivedWarrant
		case a.SavedBy != "":
			a.Warrant = sayso.SavedWarrant
		default:
			a.Warrant = sayso.StatedWarrant
		}
		f := furniture.Find(a.Text)
		a.Dateline, a.Credits, a.Notes = f.Dateline, append(f.Credits, a.Credits...), f.Notes
		if len(a.Byline) == 0 {
			a.Byline = f.Byline
		}
		out = append(out, p)
	}
	return out, nil
}

// parse makes the articles of a document without what their texts hold.
func parse(d *Document, o Options) ([]Parsed, error) {
	if d.Kind == "" {
		return nil, nil
	}
	p := Parsed{Seen: d.Seen, Article: sayso.Article{Path: d.Path, URL: d.URL}, Raw: sayso.Raw{MediaType: mediaTypes[d.Kind], Bytes: d.Data}}
	if p.Raw.MediaType == "" {
		p.Raw.MediaType = "text/plain"
	}
	if d.Packed {
		if err := p.unpack(d, o.max()); err != nil {
			return nil, err
		}
	}
	switch d.Kind {
	case HTML:
		return p.saved(d)
	case MHTML:
		return p.archived()
	case Address:
		return nil, sayso.Errorf("read", d.Name, sayso.Invalid, "it is an address, and was not fetched")
	case JSONL:
		return p.json(d.Name, d.Data)
	case JSON:
		return p.objects(d)
	case Ninjs, NewsML, NITF, Wire:
		return p.items(d, o)
	case Mail:
		return p.letter()
	case PDF, DOCX:
		return p.document(d.Kind, o.PDF)
	}
	var err error
	p.Article.Text, err = p.decode(d.Name, p.Raw.Bytes)
	if d.Fetched {
		Settle(&p.Article, d.URL)
		one := []Parsed{p}
		clean(one)
		return one, err
	}
	return []Parsed{p}, err
}

// mediaTypes are of the documents of each kind, text where it is not listed.
var mediaTypes = map[Kind]string{
	HTML: "text/html", JSONL: "application/json", JSON: "application/json", Ninjs: "application/ninjs+json", NewsML: "application/vnd.iptc.g2.newsitem+xml", NITF: "application/nitf+xml",
	MHTML: "multipart/related", Mail: "message/rfc822", PDF: "application/pdf", DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// unpack takes the page out of the response that an archive keeps.
func (p *Parsed) unpack(d *Document, max int64) error {
	body, label, err := warc.Body(d.Data, max)
	if err != nil {
		return err
	}
	// What the head says of the charset counts where the page is no UTF-8.
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && name != "replacement" && !utf8.Valid(body) {
		if text, err := enc.NewDecoder().Bytes(body); err == nil {
			body = text
		}
	}
	p.Raw.Bytes = body
	return nil
}

// address is what identifies an article over its versions: its address on the
// web, else the file that it alone stands in, else its own text.
func address(a *sayso.Article, k Kind) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Path != "" && a.Path != "-" && !many[k]:
		if abs, err := filepath.Abs(a.Path); err == nil {
			return "file:" + abs
		}
		return "file:" + a.Path
	}
	return "text:" + a.Text
}

// many are the kinds whose documents share a file.
var many = map[Kind]bool{JSONL: true, JSON: true, Ninjs: true, NewsML: true, Mail: true}

// decode makes text of bytes: UTF-8 as it is, UTF-16 by its mark, and what is
// neither by what it most likely is.
func (p *Parsed) decode(name string, data []byte) (string, error) {
	if len(data) == 0 {
		return "", emptyInput(name)
	}
	if t, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok {
		p.note("a byte order mark was dropped")
		data = t
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		t, _, err := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), data)
		if err != nil {
			return "", sayso.E("read", name, sayso.Invalid, err)
		}
		p.note("read as UTF-16")
		return string(t), nil
	}
	if isBinary(data) {
		return "", sayso.Errorf("read", name, sayso.Invalid, "it is no text").Advise("give text, HTML or JSON Lines")
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	enc, label, _ := charset.DetermineEncoding(data, "text/plain")
	t, _, err := transform.Bytes(enc.NewDecoder(), data)
	if err != nil || bytes.ContainsRune(t, utf8.RuneError) {
		return "", sayso.Errorf("read", name, sayso.Invalid, "it is neither UTF-8 nor another encoding that can be told").Advise("convert it to UTF-8")
	}
	p.note("read as %s, since it is no UTF-8", label)
	return string(t), nil
}

func (p *Parsed) note(format string, args ...any) {
	p.Notes = append(p.Notes, fmt.Sprintf(format, args...))
}

// isBinary reports whether data holds bytes that no text holds.
func isBinary(data []byte) bool {
	if bytes.IndexByte(data, 0) >= 0 {
		return true
	}
	bad := 0
	head := data[:min(len(data), 8192)]
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			bad++
		}
	}
	return bad*50 > len(head)
}

// page reads a page: one article, or the posts of a live blog, each at the
// page's address with the post's name after it.
func (p *Parsed) page(data []byte, address string) ([]Parsed, error) {
	pg, err := page.Read(data, address)
	if err != nil {
		return nil, err
	}
	a := &p.Article
	a.Text, a.Title, a.Byline, a.Outlet = pg.Text, pg.Title, pg.Byline, pg.Outlet
	a.Published, a.Language, a.URL = pg.Published, pg.Language, pg.URL
	if address != "" {
		Settle(a, address)
	}
	for _, c := range pg.Credits {
		a.Credits = append(a.Credits, sayso.Credit{Agency: c})
	}
	if len(pg.Posts) == 0 {
		return []Parsed{*p}, nil
	}
	var out []Parsed
	for _, post := range pg.Posts {
		one := *p
		b := &one.Article
		b.Text, b.Title = post.Text, post.Title
		if b.Title == "" {
			b.Title = pg.Title
		}
		if len(post.Byline) > 0 {
			b.Byline = post.Byline
		}
		if !post.Published.IsZero() {
			b.Published = post.Published
		}
		at := a.URL
		if at == "" {
			at = "file:" + p.Article.Path
		} else {
			b.URL = at + "#" + post.ID
		}
		b.ID = sayso.DeriveArticleID(at + "#" + post.ID)
		one.Raw = sayso.Raw{MediaType: "text/html", Bytes: post.HTML}
		out = append(out, one)
	}
	out[0].note("%s of a live blog, each kept by itself", count(len(out), "post"))
	return out, nil
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// maxKey is how many bytes an article's key may have.
const maxKey = 2048

// key sets what the supplier calls the article, unless it is beyond all bounds.
func (p *Parsed) key(s string) {
	if len(s) > maxKey {
		p.note("its identifier of %d bytes is left out: more than %d (ingest.maxKey)", len(s), maxKey)
		return
	}
	p.Article.Key = strings.ToValidUTF8(s, "\uFFFD")
}

func set(dst *string, s string) {
	if s != "" {
		*dst = s
	}
}

// ParseDate reads a date as publishers write it.
func ParseDate(s string) (sayso.Date, error) {
	s = strings.TrimSpace(s)
	if d, err := sayso.ParseDate(s); err == nil {
		return d, nil
	}
	if d := dates.Parse(s); !d.IsZero() {
		return d, nil
	}
	return sayso.Date{}, sayso.Errorf("parse date", s, sayso.Invalid, "no date").Advise("write dates as 2023-09-13 or 2023-09-13T09:40:00Z")
}

func lineName(p string, n int) string { return p + ":" + strconv.Itoa(n) }
