package agency

import (
	"bytes"
	"encoding/json"
	"strings"

	"sayso"
	"sayso/internal/ingest/dates"
)

// The versions of ninjs differ in the case of names ("versioncreated",
// "versionCreated"), which encoding/json does not mind, and in whether there is
// one headline, body or description or a list with roles; many covers both.

type ninjs struct {
	URI, StandardID          string
	Type                     string
	Version                  json.RawMessage
	VersionCreated           string
	FirstCreated             string
	ContentCreated           string
	Embargoed                string
	PubStatus                string
	Urgency                  int
	Language                 string
	Located                  string
	Byline, Slugline, EdNote string
	Headline                 string
	Headlines                []many
	BodyText                 string `json:"body_text"`
	BodyHTML                 string `json:"body_html"`
	BodyXHTML                string `json:"body_xhtml"`
	DescriptionText          string `json:"description_text"`
	Bodies                   []many
	Subject, Subjects        []concept
	Place, Places            []concept
	InfoSource               json.RawMessage
	InfoSources              []concept
	CopyrightHolder          string
	URL                      string `json:"url"`
}

type many struct {
	Role, Value, ContentType string
}

type concept struct {
	Name, Code, Literal, URI, Rel string
	Names                         []struct{ Value string }
}

func (c concept) name() string {
	if c.Name == "" && len(c.Names) > 0 {
		return c.Names[0].Value
	}
	return c.Name
}

// Ninjs reads one ninjs object, or an array of some. Objects that are no text
// (pictures, planning) are counted, not read.
func Ninjs(data []byte) (items []Item, left int, err error) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	var all []ninjs
	if bytes.HasPrefix(data, []byte("[")) {
		err = json.Unmarshal(data, &all)
	} else {
		all = make([]ninjs, 1)
		err = json.Unmarshal(data, &all[0])
	}
	switch {
	case err != nil:
		return nil, 0, sayso.E("read", "", sayso.Invalid, err)
	case len(all) > MaxItems:
		return nil, 0, sayso.Errorf("read", "", sayso.TooLarge, "it holds more than %d items (agency.MaxItems)", MaxItems)
	}
	for i := range all {
		it, err := all[i].item()
		switch {
		case err != nil:
			return nil, 0, err
		case it == nil:
			left++
		default:
			items = append(items, *it)
		}
	}
	return items, left, nil
}

func (n *ninjs) item() (*Item, error) {
	if t := strings.ToLower(n.Type); t != "" && t != "text" && t != "composite" {
		return nil, nil
	}
	it := &Item{ID: n.URI, Byline: people(n.Byline), Published: first(n.VersionCreated, n.ContentCreated, n.FirstCreated), Language: language(n.Language), Headline: n.Headline}
	if it.ID == "" {
		it.ID = n.StandardID
	}
	it.Key = it.ID
	if strings.HasPrefix(n.URL, "https://") || strings.HasPrefix(n.URL, "http://") {
		it.URL = n.URL
	}
	for _, h := range n.Headlines {
		if it.Headline == "" || h.Role == "main" {
			it.Headline = h.Value
		}
	}
	it.Wire = sayso.Wire{Slug: n.Slugline, Urgency: urgency(n.Urgency), Place: n.Located, Embargo: dates.Parse(n.Embargoed), Status: status(n.PubStatus), Note: n.EdNote, Version: strings.Trim(string(n.Version), `"`)}
	for _, s := range append(n.Subject, n.Subjects...) {
		it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: firstOf(s.Code, s.Literal, s.URI), Name: s.name()})
	}
	for _, p := range append(n.Place, n.Places...) {
		if it.Wire.Place == "" {
			it.Wire.Place = p.name()
		}
	}
	// Version 1 names one source, later ones list them.
	var sources []concept
	if json.Unmarshal(n.InfoSource, &sources) != nil {
		var one string
		if json.Unmarshal(n.InfoSource, &one) == nil && one != "" {
			sources = []concept{{Name: one}}
		}
	}
	for _, s := range append(sources, n.InfoSources...) {
		if name := s.name(); name != "" {
			it.Credits = append(it.Credits, name)
		}
	}
	it.Agency = firstOf(append(it.Credits, n.CopyrightHolder)...)
	if err := n.body(it); err != nil {
		return nil, err
	}
	it.finish()
	if strings.TrimSpace(it.Text) == "" {
		return nil, nil
	}
	return it, nil
}

// body takes the best body there is: HTML, which keeps paragraphs, then words,
// then markup of other kinds. One that gives no text is passed over.
func (n *ninjs) body(it *Item) error {
	var html, plain, other []string
	for _, b := range n.Bodies {
		into := &plain
		switch kind := strings.ToLower(b.ContentType); {
		case strings.Contains(kind, "html"):
			into = &html
		case strings.Contains(kind, "xml"), strings.Contains(kind, "nitf"), strings.HasPrefix(strings.TrimSpace(b.Value), "<?xml"):
			into = &other
		}
		if b.Role == "main" {
			*into = append([]string{b.Value}, *into...)
		} else {
			*into = append(*into, b.Value)
		}
	}
	html = append(html, n.BodyHTML, n.BodyXHTML)
	plain = append(plain, n.BodyText)
	var failed error
	for _, s := range append(append(html, plain...), other...) {
		if failed = it.form(s); failed == nil && strings.TrimSpace(it.Text) != "" {
			return nil
		}
	}
	return failed
}

// first is the first of some dates that is one.
func first(all ...string) sayso.Date {
	for _, s := range all {
		if d := dates.Parse(s); s != "" && !d.IsZero() {
			return d
		}
	}
	return sayso.Date{}
}

// firstOf is the first of some words that says something.
func firstOf(all ...string) string {
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
