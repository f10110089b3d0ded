package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/internal/ingest/furniture"
	"sayso/internal/ingest/page"
)

// MaxObjects is how many objects one JSON document may hold.
const MaxObjects = 100_000

// An object of JSON is an article. Its keys are ours (text, html, id, url, title,
// outlet, published, language, byline), or those of the programs that gather
// news: news-please, newspaper, trafilatura, and schema.org. Their keys are
// compared without case, hyphens and underscores; of several the first counts.
var keys = struct{ text, html, id, url, title, outlet, published, language, byline []string }{
	text:      []string{"text", "maintext", "articlebody", "articletext", "bodytext", "fulltext", "rawtext", "plaintext", "body", "content", "story"},
	html:      []string{"html", "bodyhtml", "contenthtml", "rawhtml", "articlehtml"},
	id:        []string{"id"},
	url:       []string{"url", "canonicallink", "canonicalurl", "sourceurl", "link", "articleurl"},
	title:     []string{"title", "headline"},
	outlet:    []string{"outlet", "sitename", "publisher", "sourcename", "source", "sourcedomain", "hostname", "domain"},
	published: []string{"published", "datepublish", "publishdate", "datepublished", "publishedat", "publishedtime", "pubdate", "publicationdate", "publisheddate", "datetime", "date", "timestamp"},
	language:  []string{"language", "lang", "metalang", "inlanguage"},
	byline:    []string{"byline", "authors", "author", "writers"},
}

type object map[string]json.RawMessage

// fields takes an object apart.
func fields(data []byte) (object, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	out := make(object, len(raw))
	for k, v := range raw {
		if string(v) == "null" {
			continue
		}
		low := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(k))
		if _, twice := out[low]; !twice || k == low {
			out[low] = v
		}
	}
	return out, nil
}

// words is the first of some keys that says something: a string, a number, or
// the name of an object.
func (o object) words(names []string) string {
	for _, k := range names {
		if s := wordsIn(o[k]); len(s) > 0 {
			return s[0]
		}
	}
	return ""
}

// wordsIn are the strings in a value: itself, those of a list, names of objects.
func wordsIn(raw json.RawMessage) []string {
	var v any
	if len(raw) == 0 || json.Unmarshal(raw, &v) != nil {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, v := range list {
		if o, ok := v.(map[string]any); ok {
			v = o["name"]
		}
		switch v := v.(type) {
		case string:
			if strings.TrimSpace(v) != "" {
				out = append(out, v)
			}
		case float64:
			out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
		}
	}
	return out
}

// prose is the first of some keys that is a string with something in it.
func (o object) prose(names []string) (string, error) {
	for _, k := range names {
		raw, ok := o[k]
		if !ok {
			continue
		}
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			if k == names[0] {
				return "", errors.New(k + " is no string but JSON of another kind: " + kindOfValue(raw))
			}
			continue
		}
		if strings.TrimSpace(s) != "" {
			return s, nil
		}
	}
	return "", nil
}

func kindOfValue(raw json.RawMessage) string {
	switch c := bytes.TrimSpace(raw)[0]; {
	case c == '{':
		return "object"
	case c == '[':
		return "array"
	case c == 't' || c == 'f':
		return "bool"
	}
	return "number"
}

// objects reads a document of JSON: one object over many lines, several, or
// arrays of them.
func (p *Parsed) objects(d *Document) ([]Parsed, error) {
	if !utf8.Valid(d.Data) {
		return nil, notUTF8(d.Name)
	}
	all, err := values(bytes.TrimPrefix(d.Data, []byte("\ufeff")))
	switch {
	case err != nil:
		return nil, sayso.Errorf("read", d.Name, sayso.Invalid, "%s", notAnObject(err)).Advise("give an object with text or html, or an array of such")
	case len(all) > MaxObjects:
		return nil, sayso.Errorf("read", d.Name, sayso.TooLarge, "it holds more than %d objects (ingest.MaxObjects)", MaxObjects).Advise("give them one a line, as JSON Lines")
	}
	var out []Parsed
	var first error
	failed := 0
	for _, raw := range all {
		one := *p
		one.Notes, one.Raw.Bytes = nil, raw
		got, err := one.json(d.Name, raw)
		if err != nil {
			if failed++; first == nil {
				first = err
			}
			continue
		}
		out = append(out, got...)
	}
	switch {
	case len(out) == 0 && first != nil:
		return nil, first
	case failed > 0:
		out[0].note("%s of %d left out: %v", count(failed, "object"), len(all), first)
	case len(out) == 0:
		return nil, sayso.Errorf("read", d.Name, sayso.NoArticle, "it holds no object")
	}
	return out, nil
}

// values splits a document into its values, those of arrays by themselves.
func values(data []byte) ([]json.RawMessage, error) {
	var out []json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var raw json.RawMessage
		if err := dec.Decode(&raw); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if raw[0] != '[' {
			out = append(out, raw)
			continue
		}
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return nil, err
		}
		if out = append(out, list...); len(out) > MaxObjects {
			return out, nil
		}
	}
}

func notUTF8(name string) error {
	return sayso.Errorf("read", name, sayso.Invalid, "it is no UTF-8").Advise("JSON is written in UTF-8; convert it")
}

// json reads one object.
func (p *Parsed) json(name string, data []byte) ([]Parsed, error) {
	if !utf8.Valid(data) {
		return nil, notUTF8(name)
	}
	o, err := fields(data)
	if err != nil {
		return nil, sayso.Errorf("read", name, sayso.Invalid, "%s", notAnObject(err)).Advise("give one object a line, with text or html")
	}
	text, err := o.prose(keys.text)
	if err != nil {
		return nil, sayso.Errorf("read", name, sayso.Invalid, "%v", err)
	}
	html, err := o.prose(keys.html)
	if err != nil {
		return nil, sayso.Errorf("read", name, sayso.Invalid, "%v", err)
	}
	all := []Parsed{*p}
	switch {
	case text != "":
		if all[0].Article.Text = strings.TrimPrefix(text, "\ufeff"); markup.MatchString(text) {
			if all[0].Article.Text, err = page.Layout([]byte(text)); err != nil {
				return nil, err
			}
		}
	case html != "":
		if all, err = p.page([]byte(html), o.words(keys.url)); err != nil {
			return nil, err
		}
		for i := range all {
			all[i].Raw = p.Raw
		}
	case ninjsKey.Match(data): // agencies write their items a line each, too
		return p.items(&Document{Name: name, Kind: Ninjs, Data: data}, Options{})
	default:
		return nil, sayso.Errorf("read", name, sayso.Invalid, "%s", noText).Advise("give it one of them")
	}
	for i := range all {
		if err := o.fill(&all[i], name, len(all) > 1); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// markup is text that was not freed of the elements of a page.
var markup = regexp.MustCompile(`(?i)</(?:p|div|li|article)>|<br ?/?>`)

const noText = "the object has neither text nor html"

// fill sets what the object says of the article. A post of a live blog keeps
// what is its own.
func (o object) fill(p *Parsed, name string, post bool) error {
	a := &p.Article
	if s := o.words(keys.outlet); !strings.Contains(s, "://") {
		set(&a.Outlet, s)
	}
	if lang, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(o.words(keys.language)), "_", "-"), "-"); len(lang) == 2 {
		a.Language = lang
	}
	p.key(o.name())
	if post {
		return nil
	}
	set(&a.URL, o.words(keys.url))
	set(&a.Title, o.words(keys.title))
	var people []string
	for _, k := range keys.byline {
		for _, s := range wordsIn(o[k]) {
			names, _ := furniture.People(s, a.Outlet)
			people = append(people, names...)
		}
		if len(people) > 0 {
			a.Byline = people
			break
		}
	}
	if s := o.words(keys.published); s != "" {
		date, err := ParseDate(s)
		switch {
		case err == nil:
			a.Published = date
		case o["published"] != nil:
			return sayso.Errorf("read", name, sayso.Invalid, "published is %q", s).Advise("write dates as 2023-09-13 or 2023-09-13T09:40:00Z")
		default:
			p.note("its date is not understood: %q", s)
		}
	}
	if id := o.name(); a.URL == "" && id != "" {
		a.ID = sayso.DeriveArticleID("id:" + id)
	}
	return nil
}

// name is the object's id: the words of a string, a number as it is written.
func (o object) name() string {
	raw := o[keys.id[0]]
	var s string
	switch {
	case len(raw) == 0 || raw[0] == '{' || raw[0] == '[':
		return ""
	case json.Unmarshal(raw, &s) == nil:
		return s
	}
	return string(raw)
}

// notAnObject says what is wrong with a line in words that need no Go.
func notAnObject(err error) string {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return "it is no object but JSON of another kind: " + t.Value
	}
	return "it is no JSON: " + err.Error()
}

// mistake says what is wrong with a line of JSON Lines as far as can be seen
// without taking it apart, "" for nothing.
func mistake(line []byte) string {
	line = bytes.TrimSpace(line)
	switch {
	case line[0] != '{' || line[len(line)-1] != '}':
		return "it is no JSON object"
	case bytes.Contains(line, []byte(`"text"`)) || bytes.Contains(line, []byte(`"html"`)): // nearly all
	case !textKey.Match(line) && !ninjsKey.Match(line):
		return noText
	}
	return ""
}

// textKey is a key under which an object may have its text.
var textKey = func() *regexp.Regexp {
	var names []string
	for _, k := range slices.Concat(keys.text, keys.html) {
		names = append(names, strings.Join(strings.Split(k, ""), "[_ -]?"))
	}
	return regexp.MustCompile(`(?i)"(?:` + strings.Join(names, "|") + `)"\s*:`)
}()
