package web

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
)

// maxEdits is how many edits one page or feed lists.
const maxEdits = 50

// edits are those that a request asks for: of one article, of one outlet, or
// of all, the latest first, at most so many.
func (s *server) edits(r *http.Request, most int) ([]story.Edit, error) {
	from, err := since(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	if id := q.Get("article"); id != "" {
		rec, err := s.Ledger.Article(r.Context(), sayso.ArticleID(id))
		if err != nil {
			return nil, err
		}
		a := &rec.Article
		es, err := story.Edits(r.Context(), s.Ledger, sayso.ArticleRow{ID: a.ID, Path: a.Path, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Published: a.Published}, from)
		return es[:min(len(es), most)], err
	}
	return story.LatestEdits(r.Context(), s.Ledger, q.Get("outlet"), from, most)
}

func (s *server) changes(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r, maxEdits)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	feed := url.Values{}
	for _, k := range []string{"article", "outlet"} {
		if v := q.Get(k); v != "" {
			feed.Set(k, v)
		}
	}
	p := struct {
		Edits                  []story.Edit
		Article, Outlet, Since string
		Feed                   string
	}{es, q.Get("article"), q.Get("outlet"), q.Get("since"), "/changes.atom"}
	if len(feed) > 0 {
		p.Feed += "?" + feed.Encode()
	}
	v := s.view("Changes", p)
	v.Feed = p.Feed
	return s.render(w, "changes", v)
}

// The Atom feed of changes (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Content atomText   `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// changeFeed gives the latest changes as a feed: an entry for each version that
// changed a claim.
func (s *server) changeFeed(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r, maxEdits)
	if err != nil {
		return err
	}
	base := s.root(r)
	f := atomFeed{ID: "urn:sayso:changes", Title: "Changes to what is on record", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Author: "Sayso",
		Links: []atomLink{{"self", base + r.URL.RequestURI()}, {"alternate", base + "/changes"}}}
	if q := r.URL.RawQuery; q != "" {
		f.ID += "?" + q
	}
	for i, e := range es {
		if i == 0 {
			f.Updated = e.New.FirstRead.UTC().Format(time.RFC3339)
		}
		a := e.Article
		f.Entries = append(f.Entries, atomEntry{ID: "urn:sayso:version:" + string(e.New.ID), Title: printer(&a) + ": " + heading(&a),
			Updated: e.New.FirstRead.UTC().Format(time.RFC3339), Links: []atomLink{{"alternate", base + "/versions/" + url.PathEscape(string(e.New.ID))}},
			Content: atomText{"html", editHTML(e)}})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		return sayso.E("write feed", "", sayso.Other, err)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = b.WriteTo(w)
	return err
}

// changeFeedJSON gives the same as a JSON Feed.
func (s *server) changeFeedJSON(w http.ResponseWriter, r *http.Request) error {
	es, err := s.edits(r, maxEdits)
	if err != nil {
		return err
	}
	format, _ := export.FollowFeed("json")
	var b bytes.Buffer
	out, err := format.Open(&b, export.FollowItems(), export.Options{Title: "Changes to what is on record"})
	if err != nil {
		return err
	}
	for _, e := range es {
		var done []string
		for _, c := range e.Changes {
			done = append(done, editLine(c))
		}
		a := e.Article
		if err := out.Write(export.NewFeedItem(string(e.New.ID), printer(&a)+": "+heading(&a), "", cmp.Or(strings.Join(done, "; "), "No claim changed; other words did."),
			s.root(r)+"/versions/"+url.PathEscape(string(e.New.ID)), e.New.FirstRead.UTC().Format(time.RFC3339))); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	w.Header().Set("Content-Type", format.Media)
	_, err = b.WriteTo(w)
	return err
}

// editLine says what an edit did to a claim.
func editLine(c story.Change) string {
	s := changed(c)
	switch {
	case c.Before != "" && c.After != "":
		s += ": “" + c.Before + "” became “" + c.After + "”"
	case c.Before != "" || c.After != "":
		s += ": “" + c.Before + c.After + "”"
	}
	if c.Speaker != "" {
		s += ", " + c.Speaker
	}
	return s
}

// editHTML says in a feed what an edit did; every word of it is escaped.
func editHTML(e story.Edit) string {
	if len(e.Changes) == 0 {
		return "<p>No claim changed; other words did.</p>"
	}
	var b strings.Builder
	b.WriteString("<ul>")
	for _, c := range e.Changes {
		b.WriteString("<li>" + html.EscapeString(editLine(c)) + "</li>")
	}
	b.WriteString("</ul>")
	return b.String()
}

// changed says what was done to a claim.
func changed(c story.Change) string {
	switch c.Kind {
	case story.Added:
		if c.Stance == sayso.Denies {
			return "a denial was added"
		}
		return "a claim was added"
	case story.Removed:
		return "a claim was removed"
	case story.Recued:
		return "the cue changed"
	case story.Restanced:
		return "the stance changed"
	case story.Resourced:
		if c.After == "" {
			return "the source vanished"
		}
		return "the source changed"
	case story.Refigured:
		if c.Old == "" && c.New == "" {
			return "a figure in the paper’s own voice changed"
		}
		return "a figure changed"
	case story.Retitled:
		return "the headline changed"
	case story.Corrected:
		return "a correction was noted"
	}
	return "the words changed"
}
