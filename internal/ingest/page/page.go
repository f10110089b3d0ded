// Package page reads a web page: the report's text without the page around
// it, and what the page says about it. go-readability helps to find
// the report; what is ours is the bounds before it, the charset, the blocks, and
// which of them are the text.
package page

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"sayso"
)

// Bounds.
const (
	// MaxDepth is how deep elements may stand inside each other: deeper
	// pages are attacks, and extractors recurse. It is the parser's own bound.
	MaxDepth = 512
	// MaxElements is how many elements a page may have.
	MaxElements = 200_000
)

// Page is what a page holds.
type Page struct {
	Text      string // paragraphs, headings and list items, a blank line between
	Title     string
	Byline    []string
	Credits   []string // agencies named in the byline
	Outlet    string
	Published sayso.Date
	Language  string
	URL       string // canonical address; empty when the page names none
	// Posts are those of a live blog, as they stand on the page; none on a page
	// that is one article.
	Posts []Post
}

// Read reads a page of any charset. address is where it was found, empty when
// unknown.
func Read(data []byte, address string) (p Page, err error) {
	if bytes.IndexByte(data[:min(len(data), 1024)], 0) >= 0 && !bytes.HasPrefix(data, []byte{0xff, 0xfe}) && !bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return Page{}, sayso.Errorf("read", "", sayso.Invalid, "it is no web page but binary")
	}
	if data, err = decode(data); err != nil {
		return Page{}, sayso.E("read", "", sayso.Invalid, err)
	}
	defer func() { // the libraries below are not ours, and pages are hostile
		if x := recover(); x != nil {
			p, err = Page{}, sayso.Errorf("read", "", sayso.Invalid, "the page broke its reader: %v", x)
		}
	}()
	doc, err := parse(data)
	if err != nil {
		return Page{}, err
	}
	m := readMeta(doc)
	things := linked(doc)
	article := mainArticle(things, m.canonical, address)
	shape := look(doc)
	p.Posts = posts(doc, things, &m, address)
	if m.published.IsZero() {
		m.published = article.date("datePublished")
	}
	var seen, alone sayso.Date
	if m.published.IsZero() {
		seen, alone = shown(doc) // the library takes the tree apart
	}
	repair(doc)
	writers := shownByline(doc)
	lib, err := libraryRead(doc, address)
	if err == nil {
		site := outlet(&m, article, lib.site, address)
		headlines := []string{m.headline, m.title, name(article["headline"], ""), title(&m, article, lib.title, site)}
		p.Text = join(choose(blocksOf(doc), lib.blocks, headlines, []string{address, m.canonical}))
	}
	if len(p.Posts) == 0 {
		if why := whyNone(shape, &m, things, article, address, p.Text); why != "" || p.Text == "" {
			return Page{}, noArticle(why)
		}
	}
	p.URL, p.Language = cmp.Or(m.canonical, address), cmp.Or(m.language, twoLetters(lib.language))
	p.Outlet = outlet(&m, article, lib.site, p.URL)
	p.Title = title(&m, article, lib.title, p.Outlet)
	p.Byline, p.Credits = byline(&m, article, writers, lib.byline, p.Outlet)
	for _, d := range []sayso.Date{m.published, seen, alone} {
		if p.Published.IsZero() && !d.IsZero() {
			p.Published = d
		}
	}
	return p, nil
}

// twoLetters is the language of a tag: "en" of "en-GB"; empty where that has no code
// of two letters.
func twoLetters(tag string) string {
	lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if len(lang) != 2 {
		return ""
	}
	return lang
}

// decode turns a page of any charset into UTF-8. Browsers look for the charset
// in the first kilobyte alone and then take a page for Windows-1252; pages name
// it later, or not at all. What is UTF-8 throughout and more than ASCII is
// nothing else.
func decode(data []byte) ([]byte, error) {
	if utf8.Valid(data) && bytes.ContainsFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return data, nil
	}
	r, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// Named puts the name of the input into an error of Read.
func Named(err error, name string) error {
	var e *sayso.Error
	if errors.As(err, &e) {
		c := *e
		c.Subject = name
		return &c
	}
	return sayso.E("read", name, sayso.Invalid, err)
}

// parse makes the tree of a page, or of a piece of one. The parser bounds the
// depth itself; the elements are counted only where there may be too many.
func parse(data []byte) (*html.Node, error) {
	if bytes.Count(data, []byte("<")) > MaxElements && elements(data) > MaxElements {
		return nil, sayso.Errorf("read", "", sayso.TooLarge, "it has more than %d elements (page.MaxElements)", MaxElements).Advise("give its text instead")
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil && strings.Contains(err.Error(), "stack of elements") {
		return nil, sayso.Errorf("read", "", sayso.TooLarge, "its elements stand more than %d deep (page.MaxDepth)", MaxDepth).Advise("give its text instead")
	}
	if err != nil {
		return nil, sayso.E("read", "", sayso.Invalid, err)
	}
	return doc, nil
}

// elements counts tags without building a tree.
func elements(data []byte) int {
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(len(data) + 1)
	for n := 0; ; {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken, html.SelfClosingTagToken:
			n++
		}
	}
}
