package page

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
)

// meta is what the page's head says outright, before anything is guessed.
type meta struct {
	canonical, language, site string
	published                 sayso.Date
}

func readMeta(doc *html.Node) meta {
	var m meta
	var og string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			lang, _, _ := strings.Cut(attr(n, "lang"), "-")
			if len(lang) == 2 {
				m.language = strings.ToLower(lang)
			}
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
				m.canonical = webAddress(attr(n, "href"))
			}
		case atom.Meta:
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
				og = webAddress(value)
			case "og:site_name":
				m.site = clean(value)
			case "article:published_time", "datepublished", "og:article:published_time", "pubdate", "parsely-pub-date", "dc.date.issued":
				if m.published.IsZero() {
					m.published = moment(value)
				}
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

// moment reads a date of a page's metadata; the zero Date when it is none.
func moment(s string) sayso.Date {
	for _, l := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(l, s); err == nil {
			return sayso.Date{Time: t}
		}
	}
	if len(s) >= 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			return sayso.Date{Time: t, DayOnly: true}
		}
	}
	return sayso.Date{}
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
