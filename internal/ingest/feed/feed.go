// Package feed reads what publishers list their articles in: RSS, Atom, JSON
// Feed, news sitemaps and their indexes; and OPML, in which readers list feeds.
// The formats are read by libraries; ours are the bounds before them, the
// charset, and what of an entry is an article.
package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	"sayso"
	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/page"
	"sayso/internal/ingest/xmltext"
)

// Bounds.
const (
	// MaxItems is how many entries of one document are taken; a sitemap has no
	// more (sitemaps.org).
	MaxItems = 50_000
	// MaxDepth is how deep XML elements may stand inside each other, MaxElements
	// how many there may be.
	MaxDepth    = 100
	MaxElements = 2_000_000
	// MaxField bounds a title, a name, an identifier, an address, in bytes.
	MaxField = 4096
)

// Shape is what a document is.
type Shape string

const (
	Unknown Shape = ""
	Feed    Shape = "feed"    // RSS, Atom or JSON Feed
	Sitemap Shape = "sitemap" // a list of pages
	Index   Shape = "index"   // a list of sitemaps
	OPML    Shape = "opml"
	Page    Shape = "page" // HTML
)

// List is what a document lists.
type List struct {
	Shape    Shape
	Format   string // "RSS 2.0"
	Title    string
	Link     string // the site that it belongs to
	Language string // ISO 639-1
	// Pause is how long its publisher wants it left alone between two looks.
	Pause time.Duration
	Items []Item
	// Sitemaps are those that an index lists.
	Sitemaps []Child
	// Left is how many entries were left out beyond MaxItems.
	Left int
}

// Item is one entry.
type Item struct {
	ID        string // as the publisher gives it; empty when there is none
	Link      string // absolute
	Title     string
	Byline    []string
	Published sayso.Date
	Updated   sayso.Date
	Language  string
	Summary   string // HTML or text
	Content   string // HTML or text; empty when there is a summary alone
}

// Child is a sitemap in an index.
type Child struct {
	Address  string
	Modified time.Time
}

// Detect tells what a document is by its opening.
func Detect(data []byte) Shape { return detect(withoutJunk(data)) }

func detect(data []byte) Shape {
	if i := bytes.IndexByte(data, '<'); i >= 0 && bytes.IndexByte(data[:min(i, 512)], '{') < 0 {
		switch strings.ToLower(xmltext.Root(data[i:]).Local) {
		case "rss", "rdf", "feed":
			return Feed
		case "urlset":
			return Sitemap
		case "sitemapindex":
			return Index
		case "opml":
			return OPML
		}
		low := bytes.ToLower(data[:min(len(data), 4096)])
		for _, mark := range []string{"<!doctype html", "<html", "<head", "<body"} {
			if bytes.Contains(low, []byte(mark)) {
				return Page
			}
		}
		return Unknown
	}
	if bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("{")) && bytes.Contains(data[:min(len(data), 8192)], []byte("jsonfeed.org")) {
		return Feed
	}
	return Unknown
}

// root is how a list begins.
var root = regexp.MustCompile(`(?i)<\?xml\s|<(?:\w+:)?(?:rss|rdf|feed|urlset|sitemapindex|opml)[\s>]`)

// withoutJunk drops what stands before a list: warnings of the program that
// made it, comments of a cache. A page that shows a list is left as it is.
func withoutJunk(data []byte) []byte {
	head := data[:min(len(data), maxJunk)]
	m := root.FindIndex(head)
	if m == nil || m[0] == 0 || detect(data) != Unknown {
		return data
	}
	return xmltext.Clean(data[m[0]:], "")
}

// maxJunk is how far into a document its root is looked for.
const maxJunk = 8 << 10

// ErrFeedList is the cause where a document lists feeds, of which each would be a
// source.
const ErrFeedList = sayso.Cause("it is a list of feeds (OPML)")

// Parse reads a document that was found at an address. label is the charset
// that it was sent with, empty when it was sent with none.
func Parse(data []byte, label, address string) (l List, err error) {
	fail := func(err error, advice string) (List, error) {
		return List{}, sayso.E("read feed", address, sayso.Invalid, err).Advise(advice)
	}
	data = withoutJunk(xmltext.Clean(data, label))
	shape := detect(data)
	base, err := url.Parse(address)
	if err != nil {
		return fail(errors.New("it is no address"), "")
	}
	if shape != Unknown && shape != Page && data[0] == '<' {
		if err := measure(data); err != nil {
			return List{}, sayso.E("read feed", address, sayso.KindOf(err), errors.Unwrap(err))
		}
	}
	defer func() { // the libraries are not ours, and feeds are hostile
		if x := recover(); x != nil {
			l, err = fail(errors.New("the feed broke its reader"), "please report it with the feed")
		}
	}()
	switch shape {
	case Feed:
		l, err = parseFeed(data, base)
	case Sitemap, Index:
		l, err = parseSitemap(data, base, shape)
	case OPML:
		return fail(ErrFeedList, "")
	case Page:
		return fail(errors.New("it is a web page and lists nothing"), "give the feed's own address, or watch the page with --kind page")
	default:
		return fail(errors.New("it is neither RSS, Atom, JSON Feed nor a sitemap"), "look at it in a browser")
	}
	if err != nil {
		return fail(err, "ask its publisher, or check it with a feed validator")
	}
	l.Shape = shape
	return l, nil
}

// measure refuses what would hurt the libraries: they recurse, and hold all
// that they read. It lexes with the same decoder, so it sees what they see.
func measure(data []byte) error {
	d := xmltext.Decoder(bytes.NewReader(data))
	depth, elements := 0, 0
	for {
		tok, err := d.RawToken()
		if err != nil {
			return nil // the library will say what is wrong
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			elements++
			if depth > MaxDepth {
				return sayso.Errorf("", "", sayso.TooLarge, "its elements stand more than %d deep (feed.MaxDepth)", MaxDepth)
			}
			if elements > MaxElements {
				return sayso.Errorf("", "", sayso.TooLarge, "it has more than %d elements (feed.MaxElements)", MaxElements)
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(tok), []byte("<!ENTITY")) {
				return sayso.Errorf("", "", sayso.Invalid, "it defines entities of its own, which no feed needs")
			}
		}
	}
}

// parseFeed reads RSS, Atom and JSON Feed.
func parseFeed(data []byte, base *url.URL) (List, error) {
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	p.KeepOriginalFeed = true
	data = withAtom(data)
	f, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		return List{}, err
	}
	l := List{Title: plain(f.Title), Link: resolve(base, f.Link), Language: language(f.Language), Format: format(f), Pause: pause(f)}
	for _, it := range f.Items {
		if it == nil {
			continue
		}
		if len(l.Items) == MaxItems {
			l.Left++
			continue
		}
		item := Item{ID: cut(strings.TrimSpace(it.GUID)), Link: resolve(base, it.Link), Title: plain(it.Title), Language: l.Language, Summary: it.Description, Content: it.Content}
		if item.Link == "" && strings.HasPrefix(item.ID, "http") {
			item.Link = resolve(base, item.ID)
		}
		item.Published, item.Updated = date(it.Published, it.PublishedParsed), date(it.Updated, it.UpdatedParsed)
		for _, a := range it.Authors {
			if a != nil && line(a.Name) != "" && len(item.Byline) < 20 {
				item.Byline = append(item.Byline, line(a.Name))
			}
		}
		l.Items = append(l.Items, item)
	}
	if n := entries(data); len(l.Items) == 0 && n > 0 {
		return List{}, fmt.Errorf("nothing is understood of its %d entries: its elements are in a namespace that is not the format's", n)
	}
	l.forget()
	return l, nil
}

// forget drops identifiers that a feed gives to several of its entries: what is
// one for all names none. They are then known by their addresses.
func (l *List) forget() {
	links := map[string]string{}
	many := map[string]bool{}
	for i := range l.Items {
		it := &l.Items[i]
		at := cmp.Or(CleanAddress(it.Link), it.Title)
		if first, seen := links[it.ID]; seen && first != at {
			many[it.ID] = true
		}
		links[it.ID] = at
	}
	for i := range l.Items {
		if many[l.Items[i].ID] {
			l.Items[i].ID = ""
		}
	}
}

// entries counts the entries of a feed by their names alone.
func entries(data []byte) int {
	d := xmltext.Decoder(bytes.NewReader(data))
	n := 0
	for {
		tok, err := d.RawToken()
		if err != nil {
			return n
		}
		if el, ok := tok.(xml.StartElement); ok && (el.Name.Local == "item" || el.Name.Local == "entry") {
			n++
		}
	}
}

// atomSpace is how feeds misspell the namespace of Atom in their root: with
// another scheme, case or end.
var atomSpace = regexp.MustCompile(`(?i)(xmlns(?::\w+)?\s*=\s*)(["'])\s*(?:https?://)?(?:www\.)?w3\.org/2005/atom/?#?\s*["']`)

// withAtom spells the namespace of Atom as its standard does.
func withAtom(data []byte) []byte {
	head := data[:min(len(data), maxJunk)]
	fixed := atomSpace.ReplaceAll(head, []byte("${1}${2}http://www.w3.org/2005/Atom${2}"))
	if bytes.Equal(head, fixed) {
		return data
	}
	return append(fixed, data[len(head):]...)
}

// date reads the date of an entry; where it is none that we know, the library's
// word counts.
func date(s string, parsed *time.Time) sayso.Date {
	d := dates.Parse(s)
	if d.IsZero() && parsed != nil && dates.Plausible(*parsed) {
		d.Time = *parsed
	}
	return d
}

func format(f *gofeed.Feed) string {
	name := map[string]string{"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}[f.FeedType]
	version := line(f.FeedVersion)
	if f.FeedType == "json" {
		version = version[strings.LastIndexByte(version, '/')+1:]
	}
	if len(version) > 8 {
		version = ""
	}
	return strings.TrimSpace(name + " " + version)
}

// pause is how long a feed wants to be left alone: RSS's ttl, in minutes, or
// the syndication module's period.
func pause(f *gofeed.Feed) time.Duration {
	if r, ok := f.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 {
			return time.Duration(min(n, 24*60)) * time.Minute
		}
	}
	value := func(name string) string {
		if x := f.Extensions["sy"][name]; len(x) > 0 {
			return strings.TrimSpace(x[0].Value)
		}
		return ""
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 24 * time.Hour, "monthly": 24 * time.Hour, "yearly": 24 * time.Hour}[value("updatePeriod")]
	if n, err := strconv.Atoi(value("updateFrequency")); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return period
}

// resolve makes an absolute web address of a link, "" of what is none.
func resolve(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > MaxField {
		return ""
	}
	u, err := base.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func language(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"), "-")
	if s = strings.ToLower(s); len(s) != 2 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// plain makes one line of a title, which may be HTML whatever the format says.
func plain(s string) string {
	if t, err := page.Fragment(cut(s)); err == nil {
		s = t
	}
	return line(s)
}

// line makes one bounded line of s.
func line(s string) string { return cut(strings.Join(strings.Fields(s), " ")) }

func cut(s string) string {
	if len(s) > MaxField {
		s = strings.ToValidUTF8(s[:MaxField], "")
	}
	return s
}
