package event

import "sayso"

// settle gives people without a country that of the place where their clause
// has them act: "prisoners rioted at a jail in Kerland".
func (c *coding) settle(t *trigger, ids []sayso.ActorID) {
	for _, id := range ids {
		a := &c.actors[c.index[id]]
		if a.Country != "" || a.Sector == "IGO" || a.Sector == "NGO" || a.Sector == "" || a.Named && len(a.Roles) == 0 {
			continue
		}
		for _, arg := range t.args {
			switch arg.slot {
			case "in", "at", "near", "outside", "throughout", "across", "inf":
				if d := c.inside(arg.head, 3); d != "" {
					a.Country = d
				}
			}
			if a.Country != "" {
				break
			}
		}
	}
}

// inside is the country of a place under word i.
func (c *coding) inside(i, depth int) string {
	if d := c.named(i); d != "" {
		return d
	}
	if depth == 0 {
		return ""
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		switch c.Preposition(int(j)) {
		case "in", "at", "near", "of", "outside", "":
		default:
			continue
		}
		if k := &c.Tokens[j]; k.Is("nmod") || k.Is("obl") || k.Is("appos") {
			if d := c.inside(int(j), depth-1); d != "" {
				return d
			}
		}
	}
	return ""
}

// sourceCountry fills in where a speaker is from, by its first mention.
func (c *coding) sourceCountry(id sayso.ActorID) {
	if c.actors[c.index[id]].Country != "" {
		return
	}
	for m := range c.mentions {
		if c.mentions[m].Actor != id {
			continue
		}
		head := c.tokenAt(c.mentions[m].Span.Start)
		for k := head; k < len(c.Tokens) && c.Tokens[k].Start < c.mentions[m].Span.End && k < head+maxPhraseWords; k++ {
			if h := c.Tokens[k].Head; h < 0 || !c.mentions[m].Span.Contains(c.Tokens[h].Span()) {
				c.enrich(id, k, &c.mentions[m])
				break
			}
		}
		return
	}
}
