package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso/internal/ingest/furniture"
)

// outlet is who publishes the page: what it calls its site, else its publisher
// in JSON-LD, else what the library found, else the host.
func outlet(m *meta, article thing, found, address string) string {
	found, _, _ = strings.Cut(clean(found), ";")
	for _, s := range []string{m.site, name(article["publisher"], "name"), found} {
		if s != "" && !strings.Contains(s, "://") {
			return s
		}
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// maxTitle is how many bytes a headline may have; longer ones are texts.
const maxTitle = 300

// title is the headline: in JSON-LD where the window says it too (a page may
// state articles that it only leads to), in og:title, or as the library found
// it, without the outlet's name at its end.
func title(m *meta, article thing, found, outlet string) string {
	stated := name(article["headline"], "")
	if b := bare(stated); m.title != "" && !strings.Contains(bare(m.title), b) && !strings.Contains(bare(m.headline), b) {
		stated = ""
	}
	for _, s := range []string{stated, m.headline, clean(found), m.title} {
		if s != "" && len(s) <= maxTitle {
			return withoutOutlet(s, outlet, m.site)
		}
	}
	return ""
}

// parts separate a headline from the name of the outlet.
var parts = regexp.MustCompile(`\s+(?:\||-|–|—|::|»|·|•)\s+`)

// minOutlet is how many letters of an outlet's name, from its first, are its name too.
const minOutlet = 4

// withoutOutlet drops the outlet's name from the end of a headline.
func withoutOutlet(s string, outlets ...string) string {
	all := parts.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	last := all[len(all)-1]
	tail := bare(s[last[1]:])
	for _, o := range outlets {
		if b := bare(o); b != "" && (tail == b || tail == "the"+b || "the"+tail == b || len(tail) >= minOutlet && strings.HasPrefix(b, tail)) {
			return strings.TrimSpace(s[:last[0]])
		}
	}
	return s
}

// bare is a name by its letters and digits alone, without the end of a host.
func bare(s string) string {
	s = strings.ToLower(s)
	for _, end := range []string{".com", ".org", ".net", ".co.uk"} {
		s = strings.TrimSuffix(s, end)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// byline is who wrote it, and the agencies named with them: by JSON-LD, else by
// the page's head, else by a line that the page calls its byline, else what the
// library found.
func byline(m *meta, article thing, shown []string, found, outlet string) (people, credited []string) {
	for _, lines := range [][]string{article.authors(), m.authors, shown, {found}} {
		for _, l := range lines {
			p, c := furniture.People(l, outlet)
			people, credited = append(people, p...), append(credited, c...)
		}
		if len(people) > 0 {
			break
		}
	}
	return unique(people), unique(credited)
}

// unique drops what stands twice, whatever its case.
func unique(all []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(s string) bool {
		low := strings.ToLower(s)
		defer func() { seen[low] = true }()
		return seen[low]
	})
}

var (
	bylineClass = regexp.MustCompile(`(?i)\b(?:byline|by-line|author|writer|contributor|autor|auteur)s?(?:[-_](?:name|names|list|link))?\b`)
	noByline    = regexp.MustCompile(`(?i)comment|related|teaser|bio\b|card|sidebar|footer`)
)

// shownByline lists the lines that a page shows as its byline, in the markup
// that it gives them.
func shownByline(doc *html.Node) []string {
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom == atom.Meta || len(out) >= maxAuthors {
			continue
		}
		stated := strings.Contains(attr(n, "itemprop"), "author") || attr(n, "rel") == "author"
		if !stated && !bylineClass.MatchString(attr(n, "class")) || words(n, 25) >= 25 || noByline.MatchString(lineage(n)) {
			continue
		}
		if s := clean(textOf(n)); s != "" && len(s) <= furniture.MaxByline {
			// One that stands inside another is part of it.
			if len(out) > 0 && strings.Contains(out[len(out)-1], s) {
				continue
			}
			if out = append(out, s); !stated {
				break // one line; what follows is of other articles
			}
		}
	}
	return out
}
