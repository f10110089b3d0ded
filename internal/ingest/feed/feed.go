// Package feed reads what publishers list their articles in: RSS, Atom, JSON
// Feed, news sitemaps and their indexes; and OPML, in which readers list feeds.
// The formats are read by libraries; ours are the bounds before them, the
// charset, and what of an entry is an article.
package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"

	"sayso"
	"sayso/internal/ingest/page"
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
	Published time.Time
	Updated   time.Time
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
func Detect(data []byte) Shape {
	if i := bytes.IndexByte(data, '<'); i >= 0 && bytes.IndexByte(data[:min(i, 512)], '{') < 0 {
		d := decoder(bytes.NewReader(data[i:]))
		for range 64 { // declarations and comments come before the root
			tok, err := d.RawToken()
			if err != nil {
				break
			}
			if el, ok := tok.(xml.StartElement); ok {
				switch strings.ToLower(el.Name.Local) {
				case "rss", "rdf", "feed":
					return Feed
				case "urlset":
					return Sitemap
				case "sitemapindex":
					return Index
				case "opml":
					return OPML
				}
				break
			}
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

// Parse reads a document that was found at an address. label is the charset
// that it was sent with, empty when it was sent with none.
func Parse(data []byte, label, address string) (l List, err error) {
	fail := func(err error, advice string) (List, error) {
		return List{}, sayso.E("read feed", address, sayso.Invalid, err).Advise(advice)
	}
	data = clean(data, label)
	shape := Detect(data)
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
		return fail(errors.New("it is a list of feeds (OPML)"), "take all of them with: sayso sources import FILE")
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

var declaration = regexp.MustCompile(`^<\?xml[^>]{0,200}\?>`)
var declared = regexp.MustCompile(`encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// clean makes UTF-8 of a document, without a declaration of an encoding that
// it no longer has, and without the control characters that XML has no place
// for.
func clean(data []byte, label string) []byte {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	head := declaration.Find(data)
	if !utf8.Valid(data) || bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		if m := declared.FindSubmatch(head); label == "" && m != nil {
			label = string(m[1])
		}
		enc, _ := charset.Lookup(label)
		if enc == nil || bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
			enc, _, _ = charset.DetermineEncoding(data, "text/xml")
		}
		if t, _, err := transform.Bytes(enc.NewDecoder(), data); err == nil {
			data = bytes.TrimPrefix(t, []byte("\ufeff"))
		}
		data = bytes.ToValidUTF8(data, []byte("\ufffd"))
		head = declaration.Find(data)
	}
	data = data[len(head):]
	if bytes.ContainsFunc(data, control) {
		data = bytes.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, data)
	}
	return bytes.TrimSpace(data)
}

func control(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// decoder reads XML as feeds have it. Go's decoder fetches nothing and expands
// no entity that a document defines.
func decoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// measure refuses what would hurt the libraries: they recurse, and hold all
// that they read. It lexes with the same decoder, so it sees what they see.
func measure(data []byte) error {
	d := decoder(bytes.NewReader(data))
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
		if it.PublishedParsed != nil {
			item.Published = *it.PublishedParsed
		}
		if it.UpdatedParsed != nil {
			item.Updated = *it.UpdatedParsed
		}
		for _, a := range it.Authors {
			if a != nil && line(a.Name) != "" && len(item.Byline) < 20 {
				item.Byline = append(item.Byline, line(a.Name))
			}
		}
		l.Items = append(l.Items, item)
	}
	return l, nil
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

// tracking are parameters that say how a reader came to a page, not which page
// it is.
var tracking = []string{"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "ref_src", "cmpid", "ncid", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "xtor"}

// CleanAddress gives the address that a page is known by: without a fragment,
// without parameters that only track readers, the host in lower case, without
// the port that goes without saying.
func CleanAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return s
	}
	u.Fragment = ""
	u.Scheme = strings.ToLower(u.Scheme)
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	if u.RawQuery != "" {
		// Order and spelling of the others stay: sites tell them apart.
		parts := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(p string) bool {
			key, _, _ := strings.Cut(strings.ToLower(p), "=")
			return strings.HasPrefix(key, "utm_") || slices.Contains(tracking, key)
		})
		u.RawQuery = strings.Join(parts, "&")
	}
	u.ForceQuery = false
	return u.String()
}
