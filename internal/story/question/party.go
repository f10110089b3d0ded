package question

import (
	"strings"

	"sayso"
)

// party says why the speaker of a claim is a party to what it is about: the
// claim speaks of whoever makes it, or of the country whose government or
// forces make it. Empty where nothing shows it, which is not to say that the
// speaker is none.
func (d *doc) party(c *sayso.Claim) string {
	an := &d.r.Analysis
	own := map[sayso.ActorID]bool{}
	countries := map[string]bool{}
	for _, id := range append([]sayso.ActorID{c.Source.For}, c.Source.Actors...) {
		a := an.Actor(id)
		if a == nil {
			continue
		}
		own[id] = true
		if a.Country != "" && (a.Sector == "GOV" || a.Sector == "MIL" || a.Type == sayso.PlaceActor) {
			countries[a.Country] = true
		}
	}
	for _, s := range c.Content {
		for i := range an.Mentions {
			m := &an.Mentions[i]
			if m.Actor != "" && own[m.Actor] && !d.opines(d.at(m.Span.Start)) && m.Span.Start >= s.Start && m.Span.End <= s.End {
				return "speaks of itself: “" + m.Span.In(d.r.Article.Text) + "”"
			}
		}
		for t := d.at(s.Start); t < len(d.tokens) && d.tokens[t].Span.Start < s.End; t++ {
			if w := d.tokens[t].Span.In(d.r.Article.Text); is("we", w) && c.Form != sayso.Indirect && !d.opines(t) {
				return "speaks of itself: “" + w + "”"
			}
			if len(countries) == 0 {
				continue
			}
			k := strings.TrimPrefix(d.name[t], nameMark)
			if k == "" || !countries[k] {
				if k = d.land(t); !countries[k] {
					continue
				}
			}
			return "speaks for the country that it speaks of: “" + d.tokens[t].Span.In(d.r.Article.Text) + "”"
		}
	}
	return ""
}

// opines reports whether token t is who holds or learns something.
func (d *doc) opines(t int) bool {
	if t >= len(d.tokens) {
		return true
	}
	h := d.tokens[t].Head
	return h >= 0 && h < len(d.tokens) && is("opinion", d.lemma(h))
}
