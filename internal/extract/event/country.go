package event

import "strings"

// countryOf returns the country that a phrase tells of itself: by adjective,
// possessor, or where it is from.
func (c *cast) countryOf(i int) string {
	if d := c.atlas.Demonym(c.Word(i)); d != "" {
		return d
	}
	if w := c.Word(i); c.Tokens[i].POS == "PROPN" || len(w) < 5 && strings.ToUpper(w) == w { // "the DPRK" for a noun
		if d := c.atlas.Country(w); d != "" {
			return d
		}
	}
	for pass := range 2 {
		for j := c.First[i]; j >= 0; j = c.Next[j] {
			t := &c.Tokens[j]
			switch {
			case pass == 0 && (t.Is("amod") || t.Is("compound") || t.Is("nmod:poss") || t.Is("nmod:desc")):
			case pass == 1 && t.Is("nmod"):
				switch c.Preposition(int(j)) {
				case "of", "in", "from", "throughout", "across", "":
				default:
					continue
				}
			default:
				continue
			}
			if d := c.named(int(j)); d != "" {
				return d
			}
			if t.POS == "PRON" && t.Is("nmod:poss") { // "their forces"
				if id := c.party(int(j)); id != "" {
					if d := c.actors[c.index[id]].Country; d != "" {
						return d
					}
				}
			}
		}
	}
	return ""
}

// named is the country that a name, with its own modifiers, leads to.
func (c *cast) named(i int) string {
	w := c.Word(i)
	if m, ok := c.at[i]; ok {
		s := c.mentions[m].Span.In(c.Text)
		if a := c.mentions[m].Actor; a != "" {
			if k := c.actors[c.index[a]].Country; k != "" {
				return k
			}
		}
		if d := c.atlas.Country(s); d != "" {
			return d
		}
		if d := c.atlas.Demonym(s); d != "" {
			return d
		}
	}
	if d := c.atlas.Demonym(w); d != "" {
		return d
	}
	if c.Tokens[i].POS == "PROPN" {
		if d := c.atlas.Country(w); d != "" {
			return d
		}
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if t := &c.Tokens[j]; t.Is("amod") || t.Is("compound") || t.Is("nmod:poss") || t.Is("flat") {
			if d := c.atlas.Demonym(c.Word(int(j))); d != "" {
				return d
			}
		}
	}
	return ""
}
