package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"
)

// Sitemaps are described at sitemaps.org, and their news extension by the
// search engines that read it. Elements are told by their local names:
// prefixes and namespaces vary from site to site.

type sitemapEntry struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
	News    *struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// parseSitemap reads a sitemap entry by entry.
func parseSitemap(data []byte, base *url.URL, shape Shape) (List, error) {
	l := List{Format: "sitemap"}
	if shape == Index {
		l.Format = "sitemap index"
	}
	d := decoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		if err != nil {
			if len(l.Items)+len(l.Sitemaps) > 0 {
				return l, nil // what came before the damage holds
			}
			return l, err
		}
		el, ok := tok.(xml.StartElement)
		if !ok || el.Name.Local != "url" && el.Name.Local != "sitemap" {
			continue
		}
		var e sitemapEntry
		if err := d.DecodeElement(&e, &el); err != nil {
			continue // the next Token says whether anything follows
		}
		link := resolve(base, e.Loc)
		if link == "" {
			continue
		}
		if len(l.Items)+len(l.Sitemaps) == MaxItems {
			l.Left++
			continue
		}
		modified := w3cTime(e.Lastmod)
		if el.Name.Local == "sitemap" {
			l.Sitemaps = append(l.Sitemaps, Child{link, modified})
			continue
		}
		it := Item{Link: link, Updated: modified}
		if n := e.News; n != nil {
			l.Format = "news sitemap"
			it.Title, it.Published, it.Language = line(n.Title), w3cTime(n.Date), language(n.Publication.Language)
			if l.Title == "" {
				l.Title = line(n.Publication.Name)
			}
			if l.Language == "" {
				l.Language = it.Language
			}
		}
		l.Items = append(l.Items, it)
	}
}

// w3cTime reads the dates of sitemaps (W3C Datetime); the zero time for what
// is none.
func w3cTime(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04:05-0700", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
