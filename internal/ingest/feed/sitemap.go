package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"

	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/xmltext"
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
	d := xmltext.Decoder(bytes.NewReader(data))
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
		modified := dates.Parse(e.Lastmod)
		if el.Name.Local == "sitemap" {
			l.Sitemaps = append(l.Sitemaps, Child{link, modified.Time})
			continue
		}
		it := Item{Link: link, Updated: modified}
		if n := e.News; n != nil {
			l.Format = "news sitemap"
			it.Title, it.Published, it.Language = line(n.Title), dates.Parse(n.Date), language(n.Publication.Language)
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
