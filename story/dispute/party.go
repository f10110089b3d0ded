package dispute

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
			if m.Actor != "" && own[m.Actor] && m.Span.Start >= s.Start && m.Span.End <= s.End {
				return "speaks of itself: “" + m.Span.In(d.r.Article.Text) + "”"
			}
		}
		for t := d.at(s.Start); t < len(d.tokens) && d.tokens[t].Span.Start < s.End; t++ {
			switch w := d.word(t); w {
			case "we", "our", "us", "ours":
				if c.Form != sayso.Indirect {
					return "speaks of itself: “" + d.tokens[t].Span.In(d.r.Article.Text) + "”"
				}
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
