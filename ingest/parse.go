package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"sayso"
	"sayso/ingest/furniture"
	"sayso/ingest/page"
)

// Parsed is an article made of a document.
type Parsed struct {
	Article sayso.Article
	Raw     sayso.Raw
	// Notes say what was done to the input that its owner may want to know:
	// "a byte order mark was dropped".
	Notes []string
}

// Parse makes an article of a document. It is pure and safe to run in
// parallel. Errors are *sayso.Error and final for the document.
func Parse(d Document, o Options) (Parsed, error) {
	p := Parsed{Article: sayso.Article{Path: d.Path}}
	var err error
	switch d.Kind {
	case HTML:
		p.Raw = sayso.Raw{MediaType: "text/html", Bytes: d.Data}
		err = p.html(d.Name, d.Data, "")
	case JSONL:
		p.Raw = sayso.Raw{MediaType: "application/json", Bytes: d.Data}
		err = p.json(d)
	default:
		p.Raw = sayso.Raw{MediaType: "text/plain", Bytes: d.Data}
		p.Article.Text, err = p.decode(d.Name, d.Data)
	}
	if err != nil {
		return Parsed{}, err
	}
	a := &p.Article
	if strings.TrimSpace(a.Text) == "" {
		return Parsed{}, emptyInput(d.Name)
	}
	if a.Published.IsZero() {
		a.Published = o.Published
	}
	if a.ID == "" {
		a.ID = sayso.DeriveArticleID(address(a, d.Kind))
	}
	f := furniture.Find(a.Text)
	a.Dateline, a.Credits = f.Dateline, f.Credits
	if len(a.Byline) == 0 {
		a.Byline = f.Byline
	}
	return p, nil
}

// address is what identifies an article over its versions: its address on the
// web, else the file that it alone stands in, else its own text.
func address(a *sayso.Article, k Kind) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Path != "" && a.Path != "-" && k != JSONL:
		if abs, err := filepath.Abs(a.Path); err == nil {
			return "file:" + abs
		}
		return "file:" + a.Path
	}
	return "text:" + a.Text
}

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
	p.note("read as " + label + ", since it is no UTF-8")
	return string(t), nil
}

func (p *Parsed) note(s string) { p.Notes = append(p.Notes, s) }

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

// html reads a page into the article.
func (p *Parsed) html(name string, data []byte, address string) error {
	pg, err := page.Read(data, address)
	if err != nil {
		return page.Named(err, name)
	}
	a := &p.Article
	a.Text, a.Title, a.Byline, a.Outlet = pg.Text, pg.Title, pg.Byline, pg.Outlet
	a.Published, a.Language, a.URL = pg.Published, pg.Language, pg.URL
	return nil
}

// object is one line of JSON Lines.
type object struct {
	ID        json.RawMessage `json:"id"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Outlet    string          `json:"outlet"`
	Published string          `json:"published"`
	Language  string          `json:"language"`
	Text      string          `json:"text"`
	HTML      string          `json:"html"`
}

func (p *Parsed) json(d Document) error {
	if !utf8.Valid(d.Data) {
		return sayso.Errorf("read", d.Name, sayso.Invalid, "it is no UTF-8").Advise("JSON is written in UTF-8; convert it")
	}
	var o object
	if err := json.Unmarshal(d.Data, &o); err != nil {
		return sayso.Errorf("read", d.Name, sayso.Invalid, "%s", notAnObject(err)).Advise("give one object a line, with text or html")
	}
	a := &p.Article
	switch {
	case o.Text != "":
		a.Text = strings.TrimPrefix(o.Text, "\ufeff")
	case o.HTML != "":
		if err := p.html(d.Name, []byte(o.HTML), o.URL); err != nil {
			return err
		}
	default:
		return sayso.Errorf("read", d.Name, sayso.Invalid, "the object has neither text nor html").Advise("give it one of them")
	}
	set(&a.URL, o.URL)
	set(&a.Title, o.Title)
	set(&a.Outlet, o.Outlet)
	set(&a.Language, o.Language)
	if o.Published != "" {
		date, err := ParseDate(o.Published)
		if err != nil {
			return sayso.Errorf("read", d.Name, sayso.Invalid, "published is %q", o.Published).Advise("write dates as 2023-09-13 or 2023-09-13T09:40:00Z")
		}
		a.Published = date
	}
	id := strings.TrimSpace(string(o.ID))
	if s, err := strconv.Unquote(id); err == nil {
		id = s
	}
	if a.URL == "" && id != "" && id != "null" {
		a.ID = sayso.DeriveArticleID("id:" + id)
	}
	return nil
}

// notAnObject says what is wrong with a line in words that need no Go.
func notAnObject(err error) string {
	var t *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &t):
		return "it is no JSON: " + err.Error()
	case t.Field == "":
		return "it is no object but JSON of another kind: " + t.Value
	}
	return t.Field + " is no string but JSON of another kind: " + t.Value
}

func set(dst *string, s string) {
	if s != "" {
		*dst = s
	}
}

// dateLayouts are the forms of date taken besides those of sayso.ParseDate.
var dateLayouts = []struct {
	layout string
	day    bool
}{
	{"2006-01-02T15:04:05", false}, {"2006-01-02 15:04:05", false}, {"2006-01-02 15:04:05-07:00", false}, {"2006-01-02 15:04:05 -0700", false},
	{"2006-01-02T15:04:05-0700", false}, {"2006-01-02T15:04", false}, {"20060102", true}, {"2006/01/02", true},
	{time.RFC1123, false}, {time.RFC1123Z, false}, {"January 2, 2006", true}, {"2 January 2006", true}, {"Jan 2, 2006", true}, {"2 Jan 2006", true},
}

// ParseDate reads a date as publishers write it.
func ParseDate(s string) (sayso.Date, error) {
	s = strings.TrimSpace(s)
	if d, err := sayso.ParseDate(s); err == nil {
		return d, nil
	}
	for _, l := range dateLayouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return sayso.Date{Time: t, DayOnly: l.day}, nil
		}
	}
	return sayso.Date{}, sayso.Errorf("parse date", s, sayso.Invalid, "no date").Advise("write dates as 2023-09-13 or 2023-09-13T09:40:00Z")
}

func lineName(p string, n int) string { return p + ":" + strconv.Itoa(n) }
