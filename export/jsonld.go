package export

import (
	"io"
	"strconv"

	"sayso"
)

// linked writes JSON-LD in the words of schema.org and PROV-O. The context stands in
// the file, so nothing is fetched to read it.
func linked() Format {
	return Format{Name: "jsonld", Ext: "jsonld", Media: "application/ld+json", About: "linked data: schema.org, and PROV-O for chains and copies", For: "triple stores, archives, search engines", Read: "rdflib",
		Kinds: []string{CitedClaims().Name, CitedArticles().Name, Stories().Name}, Streams: true, Open: func(w io.Writer, _ *Schema, _ Options) (Writer, error) {
			l := &linker{}
			return openArray(linkedContext, "]}", l.nodes)(w)
		}}
}

const linkedContext = `{"@context":{"@vocab":"https://schema.org/","prov":"http://www.w3.org/ns/prov#","sayso":"urn:sayso:vocabulary:","xsd":"http://www.w3.org/2001/XMLSchema#",` +
	`"url":{"@type":"@id"},"appearance":{"@type":"@id"},"isPartOf":{"@type":"@id"},"hasPart":{"@type":"@id"},"spokenByCharacter":{"@type":"@id"},` +
	`"prov:wasAttributedTo":{"@type":"@id"},"prov:wasDerivedFrom":{"@type":"@id"},"prov:wasQuotedFrom":{"@type":"@id"},"prov:specializationOf":{"@type":"@id"},"sayso:repliesTo":{"@type":"@id"},` +
	`"sayso:sharesTextWith":{"@type":"@id"},"prov:generatedAtTime":{"@type":"xsd:dateTime"}},"@graph":[`

// linker writes an article once for the rows that follow each other.
type linker struct{ last string }

func (l *linker) nodes(row any) ([]any, error) {
	switch r := row.(type) {
	case *CitedClaim:
		return append(l.article(&r.Citation, nil), linkedClaim(r)...), nil
	case *CitedArticle:
		return l.article(&r.Citation, r), nil
	case *Story:
		return linkedStory(r), nil
	}
	return nil, wrongRow("jsonld", row)
}

// wrongRow is the error of a format that is handed a row that it does not know.
func wrongRow(format string, row any) error {
	return sayso.Errorf("write "+format, "", sayso.Invalid, "%T is no row that it shows", row)
}

// article is the version that rows were read from, as a special case of the
// article over all its versions.
func (l *linker) article(c *Citation, r *CitedArticle) []any {
	if c.Version == l.last {
		return nil
	}
	l.last = c.Version
	o := new(object).set("@id", urn("version", c.Version)).set("@type", []string{"NewsArticle", "prov:Entity"}).set("headline", c.Title).set("url", c.URL).set("datePublished", c.Published).
		set("inLanguage", c.Language).set("sha256", c.SHA256).set("prov:specializationOf", urn("article", c.Article)).set("prov:generatedAtTime", c.Read)
	var authors []any
	for _, a := range c.Byline {
		authors = append(authors, new(object).set("@type", "Person").set("name", a))
	}
	o.set("author", authors)
	if c.Outlet != nil {
		o.set("publisher", new(object).set("@type", "NewsMediaOrganization").set("name", c.Outlet).set("sayso:country", c.Country).set("sayso:party", c.Party))
	}
	var credits []any
	for _, a := range c.Credits {
		credits = append(credits, new(object).set("@type", "NewsMediaOrganization").set("name", a))
	}
	o.set("contributor", credits)
	if c.Story != nil {
		o.set("isPartOf", urn("story", *c.Story))
	}
	if r != nil {
		o.set("wordCount", r.Words)
	}
	return []any{o}
}

// linkedClaim is a claim, whoever speaks, and the chain that carried it: the claim in
// the article is quoted from what the last carrier says, and that from the one before.
func linkedClaim(r *CitedClaim) []any {
	id := urn("claim", r.ID)
	types := []string{"Claim", "prov:Entity"}
	if r.Form != string(sayso.Indirect) {
		types = append(types, "Quotation")
	}
	o := new(object).set("@id", id).set("@type", types).set("text", r.Content.Text).set("appearance", urn("version", r.Version)).set("prov:wasDerivedFrom", urn("version", r.Version)).
		set("sayso:stance", r.Stance).set("sayso:form", r.Form).set("sayso:certainty", r.Certainty).set("sayso:polarity", r.Polarity).set("sayso:sourceKind", r.Source.Kind).
		set("sayso:source", r.Source.Text).set("sayso:cue", r.Cue.Text).set("sayso:confidence", r.Confidence)
	var speakers []string
	var out []any
	for _, a := range r.Source.Actors {
		speakers = append(speakers, urn("actor", a.ID))
		out = append(out, linkedActor(a))
	}
	o.set("spokenByCharacter", speakers).set("prov:wasAttributedTo", speakers)
	if r.Parent != nil {
		o.set("isPartOf", urn("claim", *r.Parent))
	}
	if r.RepliesTo != nil {
		o.set("sayso:repliesTo", urn("claim", *r.RepliesTo))
	}
	if n := len(r.Via); n > 0 {
		o.set("prov:wasQuotedFrom", id+":"+strconv.Itoa(n))
	}
	for i, a := range r.Via {
		carried := new(object).set("@id", id+":"+strconv.Itoa(i+1)).set("@type", "prov:Entity").set("prov:wasAttributedTo", urn("actor", a.ID))
		if i > 0 {
			carried.set("prov:wasQuotedFrom", id+":"+strconv.Itoa(i))
		}
		out = append(out, linkedActor(a), carried)
	}
	return append(out, o)
}

func linkedActor(a Name) *object {
	return new(object).set("@id", urn("actor", a.ID)).set("@type", []string{"Thing", "prov:Agent"}).set("name", a.Name)
}

// linkedStory is a story with its articles, and which of them are copies of which.
func linkedStory(r *Story) []any {
	var parts []string
	for _, a := range r.Articles {
		parts = append(parts, urn("article", a.ID))
	}
	out := []any{new(object).set("@id", urn("story", r.ID)).set("@type", "Collection").set("name", r.Title).set("hasPart", parts)}
	for _, c := range r.Copies {
		a, b := urn("article", c.A), urn("article", c.B)
		switch {
		case c.From == nil:
			out = append(out, new(object).set("@id", a).set("sayso:sharesTextWith", b))
		case *c.From == c.A:
			out = append(out, new(object).set("@id", b).set("prov:wasDerivedFrom", a))
		default:
			out = append(out, new(object).set("@id", a).set("prov:wasDerivedFrom", b))
		}
	}
	return out
}
