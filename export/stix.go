package export

import (
	"io"
	"time"

	"github.com/google/uuid"
)

// stix writes a bundle of STIX 2.1: reports for articles, notes for claims, identities
// for whoever speaks, and what was seen at which address.
func stix() Format {
	return Format{Name: "stix", Ext: "stix.json", Media: "application/stix+json;version=2.1", About: "a bundle of STIX 2.1", For: "OpenCTI, MISP", Read: "stix2, and the schemas of OASIS",
		Kinds: []string{CitedClaims().Name, CitedArticles().Name, Actors().Name}, Streams: true, Open: func(w io.Writer, s *Schema, _ Options) (Writer, error) {
			b := &bundler{seen: make(map[uuid.UUID]bool)}
			return openArray(`{"type":"bundle","id":"bundle--`+stixUUID("bundle", s.Name).String()+`","objects":[`, "]}", b.objects)(w)
		}}
}

// bundler writes each object once.
type bundler struct{ seen map[uuid.UUID]bool }

// stixSpace is where identifiers of objects derive from; stixObservables is the
// one that STIX 2.1 gives for observables (section 2.9).
var (
	stixSpace       = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:sayso:stix"))
	stixObservables = uuid.MustParse("00abedb4-aa42-466c-9c01-fed23315a9b7")
)

func stixUUID(kind, id string) uuid.UUID { return uuid.NewSHA1(stixSpace, []byte(kind+":"+id)) }

// stixNever is when objects were made that nobody made at a moment: whoever speaks.
const stixNever = "1970-01-01T00:00:00.000Z"

// stixTime is a date as STIX writes moments.
func stixTime(date string) string {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, date); err == nil {
			return t.UTC().Format("2006-01-02T15:04:05.000Z")
		}
	}
	return stixNever
}

// thing begins an object, unless it is in the bundle already: then it is nil.
func (b *bundler) thing(kind, made string, id uuid.UUID) *object {
	if b.seen[id] {
		return nil
	}
	b.seen[id] = true
	return new(object).set("type", kind).set("spec_version", "2.1").set("id", kind+"--"+id.String()).set("created", made).set("modified", made)
}

func (b *bundler) objects(row any) ([]any, error) {
	switch r := row.(type) {
	case *CitedClaim:
		seen, out := b.observed(&r.Citation)
		refs := []string{seen}
		for _, a := range r.Source.Actors {
			ref, more := b.identity("actor", a.ID, a.Name, stixClass(r.Source.Kind))
			refs, out = append(refs, ref), append(out, more...)
		}
		return append(out, b.note(r, refs)...), nil
	case *CitedArticle:
		return b.report(r), nil
	case *ActorRow:
		_, out := b.identity("actor", r.ID, r.Name, stixClass(r.Type))
		return out, nil
	}
	return nil, wrongRow("stix", row)
}

func stixClass(kind string) string {
	switch kind {
	case "person", "named":
		return "individual"
	case "org", "media":
		return "organization"
	case "group":
		return "group"
	}
	return "unknown"
}

func (b *bundler) identity(kind, id, name, class string) (ref string, out []any) {
	u := stixUUID(kind, id)
	if o := b.thing("identity", stixNever, u); o != nil {
		out = append(out, o.set("name", firstOf([]string{visible(name), id})).set("identity_class", class))
	}
	return "identity--" + u.String(), out
}

// observed is that the text of a version stood at its address when it was read.
func (b *bundler) observed(c *Citation) (ref string, out []any) {
	kind, key, value := "file", "name", firstOf([]string{deref(c.Path), c.Article})
	if c.URL != nil {
		kind, key, value = "url", "value", *c.URL
	}
	contributing, err := compact(map[string]string{key: value})
	if err != nil {
		contributing = []byte(value)
	}
	at := uuid.NewSHA1(stixObservables, contributing)
	if !b.seen[at] {
		b.seen[at] = true
		out = append(out, new(object).set("type", kind).set("spec_version", "2.1").set("id", kind+"--"+at.String()).set(key, value))
	}
	u := stixUUID("version", c.Version)
	read := stixTime(c.Read)
	if o := b.thing("observed-data", read, u); o != nil {
		out = append(out, o.set("first_observed", read).set("last_observed", read).set("number_observed", 1).set("object_refs", []string{kind + "--" + at.String()}))
	}
	return "observed-data--" + u.String(), out
}

// note is a claim: what is said, about whom says it and where.
func (b *bundler) note(r *CitedClaim, refs []string) []any {
	made := stixTime(r.Citation.Read)
	o := b.thing("note", made, stixUUID("claim", r.ID))
	if o == nil {
		return nil
	}
	return []any{o.set("abstract", visible(r.inWords())).set("content", firstOf([]string{visible(r.Content.Text), "–"})).set("labels", stixLabels(r.Stance, r.Form, r.Certainty)).
		set("confidence", int(100*r.Confidence+0.5)).set("external_references", stixReference(&r.Citation)).set("object_refs", refs)}
}

// report is an article, about what was seen at its address.
func (b *bundler) report(r *CitedArticle) []any {
	c := &r.Citation
	seen, out := b.observed(c)
	refs := []string{seen}
	if c.Outlet != nil {
		ref, more := b.identity("outlet", *c.Outlet, *c.Outlet, "organization")
		refs, out = append(refs, ref), append(out, more...)
	}
	made := stixTime(c.Read)
	published := stixTime(firstOf([]string{deref(c.Published), c.Read}))
	if o := b.thing("report", made, stixUUID("report", c.Version)); o != nil {
		out = append(out, o.set("name", firstOf([]string{visible(deref(c.Title)), c.Article})).set("published", published).set("external_references", stixReference(c)).set("object_refs", refs))
	}
	return out
}

func stixLabels(labels ...string) []string {
	var out []string
	for _, l := range labels {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// stixReference is the article as STIX cites what is outside it.
func stixReference(c *Citation) []any {
	o := new(object).set("source_name", firstOf([]string{visible(deref(c.Outlet)), c.Article})).set("description", visible(c.inWords())).set("external_id", c.Version)
	if u := webAddress(deref(c.URL)); u != "" {
		o.set("url", u)
	}
	return []any{o}
}
