package agency

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/ingest/dates"
)

// nitf reads a document of NITF 3.
func nitf(root *node) (*Item, error) {
	head, body := root.at("head"), root.at("body")
	doc, top := head.at("docdata"), body.at("body.head")
	it := &Item{ID: doc.at("doc-id").attr("id-string"), Key: doc.at("doc-id").attr("id-string"), Language: language(root.attr("lang"))}
	it.Published = first(doc.at("date.issue").attr("norm"), head.at("pubdata").attr("date.publication"), top.at("dateline", "story.date").attr("norm"))
	it.Agency = firstOf(top.at("distributor").words(), doc.at("doc.copyright").attr("holder"), doc.at("doc-id").attr("regsrc"))
	if credit := top.at("distributor").words(); credit != "" {
		it.Credits = credits(credit)
	}
	it.Headline = firstOf(top.at("hedline", "hl1").words(), head.at("title").words())
	for _, b := range top.all("byline") {
		if persons := b.all("person"); len(persons) > 0 {
			for _, p := range persons {
				it.Byline = append(it.Byline, people(p.words())...)
			}
			continue
		}
		title := b.at("byttl").words()
		it.Byline = append(it.Byline, people(strings.TrimSuffix(b.words(), title))...)
	}
	u, _ := strconv.Atoi(doc.at("urgency").attr("ed-urg"))
	it.Wire = sayso.Wire{
		Slug: firstOf(doc.at("fixture").attr("fix-id"), doc.at("du-key").attr("key")), Urgency: urgency(u),
		Embargo: dates.Parse(doc.at("date.release").attr("norm")), Status: status(doc.attr("management-status")),
		Note: doc.at("ed-msg").attr("info"), Version: doc.at("du-key").attr("version"),
	}
	if key := doc.at("du-key").attr("key"); key != "" {
		it.Wire.Slug = key
	}
	place := top.at("dateline", "location")
	it.Wire.Place = firstOf(place.words(), doc.at("identified-content", "location").words(), doc.at("evloc").attr("city"))
	for _, o := range head.all("tobject") {
		for _, s := range o.all("tobject.subject") {
			it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{
				Code: s.attr("tobject.subject.refnum"),
				Name: firstOf(s.attr("tobject.subject.detail"), s.attr("tobject.subject.matter"), s.attr("tobject.subject.type")),
			})
		}
	}
	// A correction names the document that it corrects, and stands in its place.
	if of := doc.at("correction").attr("id-string"); of != "" {
		it.ID = of
	}
	var b strings.Builder
	if content := body.at("body.content"); content != nil {
		content.markup(&b)
	}
	var err error
	if it.Text, err = text(b.String()); err != nil {
		return nil, err
	}
	// The dateline stands apart from the first paragraph, where a reader
	// expects it at its beginning.
	if place != nil && it.Text != "" && !strings.HasPrefix(it.Text, place.words()) {
		it.Text = place.words() + " – " + it.Text
	}
	if tag := body.at("body.end", "tagline").words(); tag != "" {
		it.Text += "\n\n" + tag
	}
	it.finish()
	return it, nil
}
