package export

import (
	"encoding/xml"
	"html"
	"io"
	"strings"
)

// Feeds: Atom (RFC 4287) and JSON Feed 1.1. The rows come newest first, as their lists
// have them, so the first row gives an Atom feed its date.

func atom() Format {
	return Format{Name: "atom", Ext: "atom", Media: "application/atom+xml; charset=utf-8", About: "an Atom feed", For: "feed readers", Read: "feedparser", Kinds: readable(), Streams: true,
		Open: func(w io.Writer, s *Schema, o Options) (Writer, error) {
			return &atomWriter{w: w, id: urn("export", tableName(s)), title: o.Title}, nil
		}}
}

func jsonFeed() Format {
	return Format{Name: "jsonfeed", Ext: "feed.json", Media: "application/feed+json", About: "a feed as JSON Feed 1.1", For: "feed readers, scripts", Read: "gofeed", Kinds: readable(), Streams: true,
		Open: func(w io.Writer, _ *Schema, o Options) (Writer, error) {
			title, err := compact(o.Title)
			if err != nil {
				return nil, err
			}
			return openArray(`{"version":"https://jsonfeed.org/version/1.1","title":`+string(title)+`,"items":[`, "]}", func(row any) ([]any, error) {
				it, err := itemOf(row)
				if err != nil {
					return nil, err
				}
				var authors []any
				for _, a := range it.by {
					authors = append(authors, new(object).set("name", visible(a)))
				}
				o := new(object).set("id", it.id).set("url", it.url).set("title", visible(it.title)).set("content_text", visible(it.text())).set("authors", authors).set("tags", it.tags)
				if it.date != "" {
					o.set("date_published", wholeMoment(it.date))
				}
				return []any{o}, nil
			})(w)
		}}
}

// text is an item in plain words.
func (it *item) text() string {
	var out []string
	if it.quote != "" {
		out = append(out, "“"+it.quote+"”")
	}
	out = append(out, it.lines...)
	if it.cite != "" {
		out = append(out, it.cite)
	}
	return strings.Join(out, "\n\n")
}

// wholeMoment is a day or a moment as a moment: feeds know no days.
func wholeMoment(date string) string {
	if len(date) == len("2031-05-05") {
		return date + "T00:00:00Z"
	}
	return date
}

// noMoment stands where an Atom feed must have a date and nothing has one.
const noMoment = "1970-01-01T00:00:00Z"

type atomWriter struct {
	w         io.Writer
	id, title string
	begun     bool
}

type atomEntry struct {
	XMLName   xml.Name       `xml:"entry"`
	ID        string         `xml:"id"`
	Title     string         `xml:"title"`
	Updated   string         `xml:"updated"`
	Published string         `xml:"published,omitempty"`
	Authors   []atomAuthor   `xml:"author"`
	Links     []atomLink     `xml:"link"`
	Tags      []atomCategory `xml:"category"`
	Content   atomContent    `xml:"content"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// begin writes the head of the feed.
func (a *atomWriter) begin(updated string) error {
	if a.begun {
		return nil
	}
	a.begun = true
	var b strings.Builder
	b.WriteString(xml.Header + `<feed xmlns="http://www.w3.org/2005/Atom"><id>` + a.id + "</id><title>")
	if err := xml.EscapeText(&b, []byte(a.title)); err != nil {
		return err
	}
	b.WriteString("</title><updated>" + updated + "</updated><author><name>Sayso</name></author>\n")
	_, err := io.WriteString(a.w, b.String())
	return err
}

func (a *atomWriter) Write(row any) error {
	it, err := itemOf(row)
	if err != nil {
		return err
	}
	e := atomEntry{ID: it.id, Title: visible(it.title), Updated: noMoment, Content: atomContent{"html", htmlOf(&it)}}
	if it.date != "" {
		e.Published = wholeMoment(it.date)
		e.Updated = e.Published
	}
	if it.url != "" {
		e.Links = []atomLink{{"alternate", it.url}}
	}
	for _, n := range it.by {
		e.Authors = append(e.Authors, atomAuthor{visible(n)})
	}
	for _, t := range it.tags {
		e.Tags = append(e.Tags, atomCategory{t})
	}
	if err := a.begin(e.Updated); err != nil {
		return err
	}
	b, err := xml.Marshal(e)
	if err != nil {
		return err
	}
	_, err = a.w.Write(append(b, '\n'))
	return err
}

func (a *atomWriter) Close() error {
	if err := a.begin(noMoment); err != nil {
		return err
	}
	_, err := io.WriteString(a.w, "</feed>\n")
	return err
}

// htmlOf is an item as HTML, every word of it escaped.
func htmlOf(it *item) string {
	var b strings.Builder
	if it.quote != "" {
		b.WriteString("<blockquote><p>" + html.EscapeString(visible(it.quote)) + "</p></blockquote>")
	}
	for _, l := range it.lines {
		b.WriteString("<p>" + html.EscapeString(visible(l)) + "</p>")
	}
	if it.cite != "" {
		b.WriteString("<p><cite>" + html.EscapeString(visible(it.cite)) + "</cite></p>")
	}
	return b.String()
}
