package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"sayso"
	"sayso/internal/ingest/dates"
)

// maxLinked is how many bytes of JSON-LD are looked at on one page, maxObjects
// how many objects of it, and maxGraph how deep these may stand inside each other.
const (
	maxLinked  = 4 << 20
	maxObjects = 10_000
	maxGraph   = 4
)

// thing is one object of JSON-LD, with what is wanted of schema.org.
type thing map[string]any

// linked gathers the objects that a page states in JSON-LD (schema.org), graphs
// and lists taken apart. What is nearly JSON is mended (see script.go).
func linked(doc *html.Node) []thing {
	var out []thing
	size := 0
	for n := range doc.Descendants() {
		if !isLinked(n) || n.FirstChild == nil {
			continue
		}
		data := n.FirstChild.Data
		if size += len(data); size > maxLinked {
			break
		}
		for _, v := range values(data) {
			out = gather(out, v, 0)
		}
	}
	return out
}

func gather(out []thing, v any, depth int) []thing {
	if depth > maxGraph || len(out) > maxObjects {
		return out
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = gather(out, e, depth+1)
		}
	case map[string]any:
		out = append(out, v)
		if g, ok := v["@graph"]; ok {
			out = gather(out, g, depth+1)
		}
		if g, ok := v["mainEntity"]; ok {
			out = gather(out, g, depth+1)
		}
	}
	return out
}

// kinds are the types of an object, without the address before them.
func (t thing) kinds() []string {
	var out []string
	for _, s := range list(t["@type"]) {
		if s, ok := s.(string); ok {
			out = append(out, s[strings.LastIndexByte(s, '/')+1:])
		}
	}
	return out
}

func (t thing) is(match func(string) bool) bool {
	for _, k := range t.kinds() {
		if match(k) {
			return true
		}
	}
	return false
}

// isArticle reports whether a type of schema.org is an article or a kind of one.
func isArticle(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == "Report"
}

// isList reports whether a type is a page that leads to others.
func isList(kind string) bool { return kind == "CollectionPage" || kind == "SearchResultsPage" }

// mainArticle is the article that the page is about: the one that bears the
// page's address, else the first; nil for none.
func mainArticle(all []thing, addresses ...string) thing {
	var first thing
	for _, t := range all {
		if !t.is(isArticle) {
			continue
		}
		if first == nil {
			first = t
		}
		for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
			for _, a := range addresses {
				if a != "" && sameAddress(name(t[key], "@id"), a) {
					return t
				}
			}
		}
	}
	return first
}

func sameAddress(a, b string) bool {
	x, err1 := url.Parse(a)
	y, err2 := url.Parse(b)
	return err1 == nil && err2 == nil && x.Host != "" && x.Host == y.Host && strings.TrimSuffix(x.Path, "/") == strings.TrimSuffix(y.Path, "/")
}

// list makes a list of what may be one.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// maxName is how many objects and lists may stand around the words of a value.
const maxName = 8

// name is the words of a value: a string, or an object's own by that key.
func name(v any, key string) string {
	for range maxName {
		switch x := v.(type) {
		case string:
			return clean(html.UnescapeString(x))
		case map[string]any:
			v = x[key]
		case []any:
			if len(x) == 0 {
				return ""
			}
			v = x[0]
		default:
			return ""
		}
	}
	return ""
}

// authors are the names of who wrote it.
func (t thing) authors() []string {
	var out []string
	for _, a := range list(t["author"]) {
		names := []any{a}
		if o, ok := a.(map[string]any); ok {
			names = list(o["name"])
		}
		for _, n := range names {
			if s := name(n, "name"); s != "" && len(out) < maxAuthors {
				out = append(out, s)
			}
		}
	}
	return out
}

func (t thing) date(key string) sayso.Date { return dates.Parse(name(t[key], "@value")) }
