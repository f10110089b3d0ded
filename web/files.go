package web

import (
	"net/url"
	"slices"
	"strings"

	"sayso/export"
)

// shownFormats are the formats that pages name; docs/exports.md has all.
var shownFormats = []struct{ name, words string }{{"csv", "CSV"}, {"parquet", "Parquet"}, {"json", "JSON Lines"}, {"geojson", "GeoJSON"}, {"bibtex", "BibTeX"}, {"docx", "Word"}}

// filesView is where the rows of a page are had as files.
type filesView struct {
	Kind  string
	Files []fileLink
	Feed  string // of the newest; empty where the page leads to it elsewhere
}

type fileLink struct{ Format, Href string }

// withFiles has a page lead to the rows that it lists as files: those of a kind that the
// same filters choose. What a page is asked that an export does not take, such as which
// piece of the list to show, is left out.
func (v view) withFiles(kind string, q url.Values) view {
	k, err := export.FindKind(kind)
	if err != nil {
		panic(err) // pages name kinds that there are
	}
	kept := url.Values{}
	for _, p := range exportFilters[kind] {
		if vs := slices.DeleteFunc(slices.Clone(q[p.name]), func(s string) bool { return s == "" }); len(vs) > 0 {
			kept[p.name] = vs
		}
	}
	has := export.FormatNames(export.ExportsOf(k.Schema))
	v.Files.Kind = kind
	if slices.Contains(has, "atom") && v.Feed == "" {
		v.Feed = feedHref(kind, kept, "")
		v.Files.Feed = v.Feed
	}
	for _, f := range shownFormats {
		if slices.Contains(has, f.name) {
			at := "/export/" + kind + "." + f.name + "?" + kept.Encode()
			v.Files.Files = append(v.Files.Files, fileLink{f.words, strings.TrimSuffix(at, "?")})
		}
	}
	return v
}
