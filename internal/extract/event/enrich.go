package event

import (
	"strings"

	"sayso"
)

// enrich fills in the country and the sector of an actor that has none, from
// its name and the phrase at token i that means it.
func (c *cast) enrich(id sayso.ActorID, i int, mn *sayso.Mention) {
	a := &c.actors[c.index[id]]
	if a.Country == "" && a.Named {
		k, s := c.atlas.Known(a.Name)
		a.Country = k
		if a.Sector == "" {
			a.Sector = s
		}
	}
	if a.Sector == "IGO" || a.Sector == "NGO" {
		return // its members' adjectives say nothing of it
	}
	if a.Country == "" {
		country := c.countryOf(i)
		a = &c.actors[c.index[id]] // looking for it can add actors, which moves them all
		if a.Country = country; country == "" {
			a.Country = c.countryFrom(a, i, mn)
		}
	}
	if a.Sector == "" {
		a.Sector = c.sectorFrom(a, i)
	}
}

// countryFrom looks for the country of an actor in its name, in the words of the
// mention beside token i, and in its roles.
func (c *cast) countryFrom(a *sayso.Actor, i int, mn *sayso.Mention) string {
	if a.Type != sayso.Person {
		if k := c.countryOfName(a.Name); k != "" {
			return k
		}
	}
	if a.Type != sayso.Person || !a.Named {
		for k := c.tokenAt(mn.Span.Start); k < len(c.Tokens) && c.Tokens[k].Start < mn.Span.End && k < i+maxNameWords; k++ {
			if k == i {
				continue
			}
			if country := c.named(k); country != "" {
				return country
			}
		}
	}
	for _, r := range a.Roles {
		if k := c.atlas.Country(r.Of); k != "" {
			return k
		}
		if k := c.atlas.Demonym(r.Of); k != "" {
			return k
		}
	}
	return ""
}

// countryOfName is the country that a name is, or that a word of it is of.
func (c *cast) countryOfName(name string) string {
	if k := c.atlas.Country(name); k != "" {
		return k
	}
	n := 0
	for w := range strings.FieldsSeq(name) {
		if k := c.atlas.Demonym(w); k != "" {
			return k
		}
		if n++; n == maxNameWords {
			break
		}
	}
	return ""
}

// sectorFrom looks for the sector of an actor: a person's in the titles, the last
// that tells one, a body's in the name, that of a group in the noun at token i.
func (c *cast) sectorFrom(a *sayso.Actor, i int) string {
	sector := ""
	switch {
	case a.Type == sayso.Person:
		for _, r := range a.Roles {
			for w := range strings.FieldsSeq(strings.ToLower(r.Title)) {
				if s := c.sector[w]; s != "" {
					sector = s
				}
			}
		}
	case a.Type == sayso.Group && c.Tokens[i].POS != "PROPN":
		sector = c.sector[c.Lemma[i]]
	default:
		if sector = c.sectorOfName(a.Name); sector == "" && c.atlas.Country(a.Name) != "" {
			sector = "GOV"
		}
	}
	return sector
}
