package export

import (
	"io"
	"strings"
)

// annotations writes claims as W3C Web Annotations on their articles.
func annotations() Format {
	return Format{Name: "annotations", Ext: "annotations.jsonld", Media: `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, About: "W3C Web Annotations: claims on their articles",
		For: "Hypothesis and other annotation tools", Read: "PyLD", Kinds: []string{CitedClaims().Name}, Streams: true, Open: func(w io.Writer, _ *Schema, o Options) (Writer, error) {
			title, err := compact(o.Title)
			if err != nil {
				return nil, err
			}
			return openArray(`{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:sayso:annotations","type":"AnnotationPage","label":`+string(title)+`,"items":[`, "]}", func(row any) ([]any, error) {
				return []any{annotation(row.(*CitedClaim))}, nil
			})(w)
		}}
}

func annotation(r *CitedClaim) *object {
	body := []any{new(object).set("type", "TextualBody").set("purpose", "commenting").set("format", "text/plain").set("language", "en").set("value", r.inWords())}
	for _, tag := range []string{r.Stance, r.Form, r.Certainty} {
		if tag != "" {
			body = append(body, new(object).set("type", "TextualBody").set("purpose", "tagging").set("value", tag))
		}
	}
	return new(object).set("id", urn("claim", r.ID)).set("type", "Annotation").set("motivation", "commenting").set("created", r.Citation.Read).
		set("generator", new(object).set("id", "urn:sayso").set("type", "Software").set("name", "Sayso")).set("body", body).set("target", targets(r))
}

// inWords says who says it and how, without what.
func (r *CitedClaim) inWords() string {
	who := strings.Join(actorNames(r.Source.Actors), ", ")
	if who == "" {
		who = firstOf([]string{r.Source.Text, "nobody named"})
	}
	s := who + " " + r.Stance
	if r.Cue.Text != "" {
		s += ", by “" + oneLine(r.Cue.Text) + "”"
	}
	if len(r.Via) > 0 {
		s += ", by way of " + strings.Join(actorNames(r.Via), ", ")
	}
	return s
}

// targets are the pieces of the content, each by its words and by where it stands.
// Positions count code points of the text of the version that the time names.
func targets(r *CitedClaim) []any {
	pieces := strings.Split(r.Content.Text, " … ")
	if len(pieces) != len(r.Content.Spans) { // the words themselves hold such a mark, or are cut
		pieces = make([]string, len(r.Content.Spans))
		if len(pieces) == 1 {
			pieces[0] = r.Content.Text
		}
	}
	state := new(object).set("type", "TimeState").set("sourceDate", r.Citation.Read)
	var out []any
	for i, s := range r.Content.Spans {
		var selectors []any
		if pieces[i] != "" {
			quote := new(object).set("type", "TextQuoteSelector").set("exact", pieces[i])
			if i == 0 {
				quote.set("prefix", r.Before)
			}
			if i == len(pieces)-1 {
				quote.set("suffix", r.After)
			}
			selectors = append(selectors, quote)
		}
		selectors = append(selectors, new(object).set("type", "TextPositionSelector").set("start", s[0]).set("end", s[1]))
		target := new(object).set("source", r.Citation.addressOf()).set("selector", selectors)
		if r.Citation.Read != "" {
			target.set("state", state)
		}
		out = append(out, target)
	}
	if out == nil {
		out = []any{new(object).set("source", r.Citation.addressOf())}
	}
	return out
}
