package ingest

import (
	"cmp"
	"net/url"
	"strings"

	"sayso"
)

// Again makes the article of a version anew from the raw input that it was read
// from, as the same kind of input and with the same hints: what the input does
// not say itself, a date, an outlet, a title that a feed gave, is taken from the
// article as it was.
//
// An article keeps its text: where today's parsing makes other words of the
// input, or none that are this article's, same is false and the article is
// returned as it was, since another text would look like a version that the
// publisher never made. An error says that the input cannot be read any more.
// engine is as in Options.
func Again(was *sayso.Article, raw sayso.Raw, engine *PDFEngine) (a sayso.Article, same bool, err error) {
	if len(raw.Bytes) == 0 { // nothing was kept of it
		return *was, false, nil
	}
	at, _, _ := strings.Cut(was.URL, "#") // a post of a live blog stands on its page
	d := Document{Name: cmp.Or(was.Path, was.URL, string(was.ID)), Path: was.Path, URL: at, Kind: kindAgain(was, raw.MediaType), Data: raw.Bytes}
	all, err := Parse(d, Options{Published: was.Published, PDF: engine})
	if err != nil {
		return *was, false, err
	}
	for i := range all {
		a := all[i].Article
		if a.ID != was.ID && len(all) > 1 {
			continue
		}
		hint(&a, was)
		if a.Version() == was.Version() {
			return a, true, nil
		}
	}
	return *was, false, nil
}

// kindAgain is the kind of input that a raw input of a media type is.
func kindAgain(a *sayso.Article, mediaType string) Kind {
	if a.Wire != nil && mediaType == "text/plain" {
		return Wire
	}
	for _, k := range Kinds {
		if mediaType != "" && mediaTypes[k] == mediaType {
			return k
		}
	}
	return Text
}

// hint gives an article what only its first reading knew: where it came from,
// and what its source said of it.
func hint(a, was *sayso.Article) {
	a.ID, a.Path, a.URL, a.Country, a.Party = was.ID, was.Path, was.URL, was.Country, was.Party
	a.Warrant, a.SavedBy, a.SaysFrom, a.Doubted, a.Was = was.Warrant, was.SavedBy, was.SaysFrom, was.Doubted, was.Was
	if u, err := url.Parse(was.URL); a.Outlet == "" || err == nil && strings.TrimPrefix(a.Outlet, "www.") == strings.TrimPrefix(u.Hostname(), "www.") {
		a.Outlet = cmp.Or(was.Outlet, a.Outlet) // a page that names no outlet is read as naming its host
	}
	a.Title, a.Language = cmp.Or(a.Title, was.Title), cmp.Or(a.Language, was.Language)
	if len(a.Byline) == 0 {
		a.Byline = was.Byline
	}
	if a.Published.IsZero() {
		a.Published = was.Published
	}
}
