package event

import (
	"slices"
	"strconv"

	"sayso"
	"sayso/nlp"
)

// Actors that are made of phrases: those who act in events and have not spoken.

// name makes an actor of a name that nobody has cast.
func (c *cast) name(m int) sayso.ActorID {
	mn := &c.mentions[m]
	text := mn.Span.In(c.Text)
	country := c.atlas.Country(text)
	if country == "" {
		country = c.atlas.Demonym(text)
	}
	key := "name " + text
	typ := map[sayso.MentionType]sayso.ActorType{sayso.PersonMention: sayso.Person, sayso.OrgMention: sayso.Organisation, sayso.GroupMention: sayso.Group}[mn.Type]
	sector := ""
	switch {
	case mn.Type == sayso.PlaceMention:
		if country == "" {
			return ""
		}
		typ, sector = sayso.PlaceActor, "GOV"
	case mn.Type == sayso.OrgMention:
		sector = c.sectorOfName(text)
	}
	if country == "" || sector == "" {
		k, s := c.atlas.Known(text)
		if country == "" {
			country = k
		}
		if sector == "" || k != "" || s == "IGO" || s == "NGO" {
			sector = s
		}
	}
	id := c.add(key, sayso.Actor{Name: text, Type: typ, Country: country, Sector: sector, Named: true})
	if mn.Place == "" {
		mn.Actor = id
	}
	return id
}

// group makes an actor of a phrase that names nobody.
func (c *cast) group(i int, country string) sayso.ActorID {
	sector := c.sector[c.Lemma[i]]
	if s := c.sectorOfName(c.Word(i)); c.Tokens[i].POS == "PROPN" && (s != "" || sector == "") {
		sector = s
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if t := &c.Tokens[j]; t.Is("compound") || t.Is("amod") {
			switch s := c.sector[c.Lemma[j]]; s {
			case "MIL", "COP", "REB", "PTY", "OPP", "JUD", "PRM", "SPY":
				sector = s
			}
		}
	}
	r := nlp.Range{First: i, End: i + 1}
	for j := c.First[i]; j >= 0 && int(j) < i; j = c.Next[j] {
		// "Red Cross officials" are of that body, wherever they are
		if m, ok := c.at[int(j)]; ok && c.Tokens[j].Is("compound") && c.mentions[m].Type == sayso.OrgMention {
			id := c.mentions[m].Actor
			if id == "" {
				id = c.name(m)
			}
			if id != "" {
				if a := &c.actors[c.index[id]]; a.Sector == "IGO" || a.Sector == "NGO" {
					country, sector = a.Country, a.Sector
					r.First = min(r.First, c.tokenAt(c.mentions[m].Span.Start))
				}
			}
		}
		if t := &c.Tokens[j]; (t.Is("amod") || t.Is("compound") || t.Is("nummod") || t.Is("nmod:poss")) && i-int(j) < 8 {
			first := int(j)
			if !t.Is("nummod") { // "at least ten" says how many, not who
				first = c.leftmost(first, i)
			}
			r.First = min(r.First, first)
		}
	}
	key := country + " " + sector + " " + c.Lemma[i]
	if country == "" {
		key += " " + c.Words(r)
	}
	id := c.add(key, sayso.Actor{Name: c.Words(r), Type: sayso.Group, Country: country, Sector: sector})
	c.mention(i, r, sayso.NominalMention, id)
	c.count(id, i)
	return id
}

// mention notes that the phrase r at token i means an actor, where nothing is known of
// that token yet or nobody of the mention that it stands in.
func (c *cast) mention(i int, r nlp.Range, kind sayso.MentionKind, id sayso.ActorID) {
	m, ok := c.at[i]
	if ok {
		if x := &c.mentions[m]; x.Actor == "" && x.Place == "" && c.Span(r) == x.Span {
			x.Actor = id
			return
		}
		if x := &c.mentions[m]; x.Actor != "" || x.Place == "" || c.Span(r) != x.Span {
			return
		}
		// A country's name says where and who.
	}
	n := len(c.mentions)
	c.mentions = append(c.mentions, sayso.Mention{ID: sayso.MentionID("m" + strconv.Itoa(n+1)), Span: c.Span(r), Kind: kind, Type: sayso.GroupMention, Actor: id})
	c.at[i] = n
}

// leftmost is where the words before noun i begin that word j before it heads: "US" in
// "US-led coalition".
func (c *cast) leftmost(j, i int) int {
	for n := 0; n < maxClimb; n++ {
		k := c.First[j]
		if k < 0 || int(k) >= j || i-int(k) > maxLeft || c.Tokens[k].POS == "PUNCT" || c.Tokens[k].POS == "DET" || c.Tokens[k].POS == "ADP" {
			break
		}
		j = int(k)
	}
	return j
}

// maxLeft bounds the words before a noun that belong to the name of a group.
const maxLeft = 8

// count notes that the phrase at noun i, which an actor stands for, counts whom
// it means.
func (c *cast) count(id sayso.ActorID, i int) {
	if c.counts(i) == 0 || c.phrases == maxPhrases {
		return
	}
	if at, again := slices.BinarySearch(c.counted[id], i); !again {
		c.counted[id] = slices.Insert(c.counted[id], at, i)
		c.phrases++
	}
}

func (c *cast) add(key string, a sayso.Actor) sayso.ActorID {
	if id, ok := c.byKey[key]; ok {
		return id
	}
	a.ID = sayso.ActorID("a" + strconv.Itoa(len(c.actors)+1))
	c.byKey[key] = a.ID
	c.index[a.ID] = len(c.actors)
	c.actors = append(c.actors, a)
	return a.ID
}
