package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
	"sayso/internal/ingest/dates"
)

// meta is what the page's head says outright, before anything is guessed.
type meta struct {
	canonical, language, site string
	title                     string // of the window
	headline                  string // og:title
	kind                      string // og:type
	published                 sayso.Date
	authors                   []string
}

// maxAuthors is how many writers are taken from one page.
const maxAuthors = 50

func readMeta(doc *html.Node) meta {
	var m meta
	var og string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			m.language = twoLetters(attr(n, "lang"))
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
				m.canonical = webAddress(attr(n, "href"))
			}
		case atom.Title:
			if m.title == "" {
				m.title = clean(textOf(n))
			}
		case atom.Meta:
			if u := m.field(n); u != "" {
				og = u
			}
		case atom.Body:
			// The head is over; bodies are large.
			if m.canonical == "" {
				m.canonical = og
			}
			return m
		}
	}
	return m
}

// field reads one meta element, and returns the address in it where that is the
// page's.
func (m *meta) field(n *html.Node) string {
	value := strings.TrimSpace(attr(n, "content"))
	key := attr(n, "property")
	if key == "" {
		key = attr(n, "name")
	}
	if key == "" {
		key = attr(n, "itemprop")
	}
	switch strings.ToLower(key) {
	case "og:url":
		return webAddress(value)
	case "og:site_name":
		m.site = clean(value)
	case "og:title":
		m.headline = clean(value)
	case "og:type":
		m.kind = strings.ToLower(value)
	case "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author":
		if v := clean(value); v != "" && len(m.authors) < maxAuthors {
			m.authors = append(m.authors, v)
		}
	case "article:published_time", "article.published", "article:published", "datepublished", "og:article:published_time", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "publish-date", "publication_date", "publishdate", "date":
		if m.published.IsZero() {
			m.published = dates.Parse(value)
		}
	}
	return ""
}

// webAddress returns s when it is an absolute http address.
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// clean makes one line of s.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
