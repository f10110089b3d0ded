package export

import (
	"io"
	"strings"
)

// followTheMoney writes entities of FollowTheMoney, one a line, as Aleph takes them.
func followTheMoney() Format {
	return Format{Name: "ftm", Ext: "ftm.json", Media: "application/json+ftm", About: "entities of FollowTheMoney, one a line", For: "Aleph, OpenAleph", Read: "FollowTheMoney's schema",
		Kinds: []string{CitedClaims().Name, CitedArticles().Name, MentionRows().Name, Events().Name, Actors().Name}, Streams: true, Open: func(w io.Writer, _ *Schema, _ Options) (Writer, error) {
			return &moneyWriter{lines: NewLines(w)}, nil
		}}
}

type moneyWriter struct {
	lines Lines
	last  string // the version whose article was written last
}

func (m *moneyWriter) Write(row any) error {
	entities, err := m.entities(row)
	if err != nil {
		return err
	}
	for _, e := range entities {
		if err := m.lines.Write(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *moneyWriter) Close() error { return nil }

func (m *moneyWriter) entities(row any) ([]*entity, error) {
	switch r := row.(type) {
	case *CitedClaim:
		return append(m.article(&r.Citation), moneyClaim(r)...), nil
	case *CitedArticle:
		return m.article(&r.Citation), nil
	case *CitedMention:
		return append(m.article(&r.Citation), moneyMention(r)...), nil
	case *EventRow:
		return moneyEvent(r), nil
	case *ActorRow:
		e := newEntity(moneySchema(r.Type), "actor", r.ID).add("name", r.Name).add("alias", r.Aliases...)
		return []*entity{e}, nil
	}
	return nil, wrongRow("ftm", row)
}

// entity is one entity: properties with their values, without empty ones.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func newEntity(schema, kind, id string) *entity {
	return &entity{"sayso-" + kind + "-" + id, schema, map[string][]string{}}
}

func (e *entity) add(property string, values ...string) *entity {
	for _, v := range values {
		if v = visible(v); strings.TrimSpace(v) != "" {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
	return e
}

// moneySchema is what an actor is there.
func moneySchema(kind string) string {
	switch kind {
	case "person", "named":
		return "Person"
	case "org", "media":
		return "Organization"
	}
	return "LegalEntity"
}

// article is the article of a citation, once for the rows that follow each other.
func (m *moneyWriter) article(c *Citation) []*entity {
	if c.Version == m.last {
		return nil
	}
	m.last = c.Version
	return []*entity{newEntity("Article", "article", c.Article).add("title", deref(c.Title)).add("fileName", firstOf([]string{deref(c.URL), deref(c.Path), c.Article})).add("sourceUrl", deref(c.URL)).
		add("publisher", deref(c.Outlet)).add("author", c.Byline...).add("publishedAt", dayPart(deref(c.Published))).add("language", moneyLanguages[deref(c.Language)]).
		add("retrievedAt", dayPart(c.Read)).add("mimeType", "text/html").add("notes", "SHA-256 of the text: "+c.SHA256)}
}

// moneyLanguages are languages by their three letters, which FollowTheMoney wants;
// nothing but English is read.
var moneyLanguages = map[string]string{"en": "eng"}

// moneyClaim is a claim as a note on whoever speaks, with the article as its proof.
func moneyClaim(r *CitedClaim) []*entity {
	note := newEntity("Note", "claim", r.ID).add("name", r.inWords()).add("description", r.Content.Text).add("summary", r.Sentence).add("proof", "sayso-article-"+r.Citation.Article).
		add("sourceUrl", deref(r.Citation.URL)).add("publisher", deref(r.Citation.Outlet)).add("createdAt", dayPart(deref(r.Citation.Published))).add("keywords", r.Stance, r.Form)
	var out []*entity
	for _, a := range r.Source.Actors {
		kind := r.Source.Kind
		if len(r.Source.Actors) > 1 {
			kind = "" // of several, the kind of source does not say what each is
		}
		out = append(out, newEntity(moneySchema(kind), "actor", a.ID).add("name", a.Name))
		note.add("entity", "sayso-actor-"+a.ID)
	}
	return append(out, note)
}

func moneyMention(r *CitedMention) []*entity {
	if r.Text == "" {
		return nil
	}
	e := newEntity("Mention", "mention", r.ID).add("name", oneLine(r.Text)).add("document", "sayso-article-"+r.Citation.Article)
	switch r.Type {
	case "person":
		e.add("detectedSchema", "Person")
	case "org":
		e.add("detectedSchema", "Organization")
	case "place":
		e.add("detectedSchema", "Address")
	}
	if r.Actor == nil {
		return []*entity{e}
	}
	e.add("resolved", "sayso-actor-"+r.Actor.ID)
	return []*entity{newEntity(moneySchema(r.Type), "actor", r.Actor.ID).add("name", r.Actor.Name), e}
}

// moneyEvent is an event with its parties.
func moneyEvent(r *EventRow) []*entity {
	e := newEntity("Event", "event", r.ID).add("name", r.InWords()).add("startDate", deref(r.DateFrom)).add("endDate", deref(r.DateTo)).add("date", deref(r.Day))
	for i := range r.Mentions {
		e.add("summary", r.Mentions[i].Sentence).add("sourceUrl", webAddress(r.Mentions[i].Address)).add("proof", "sayso-article-"+r.Mentions[i].Article)
	}
	if p := r.Place; p != nil {
		e.add("location", p.Name)
	}
	var out []*entity
	for _, p := range append(append([]Party{}, r.Actors...), r.Targets...) {
		out = append(out, newEntity("LegalEntity", "actor", p.ID).add("name", p.Name))
		e.add("involved", "sayso-actor-"+p.ID)
	}
	return append(out, e)
}

// webAddress is an address that leads to a page; empty for a file.
func webAddress(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}
