package event

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp"
)

// Atlas knows which country a name or an adjective means. Both return ISO
// 3166-1 alpha-3 codes, empty for none.
type Atlas interface {
	// Country of a place name that can stand for a government: a country or a capital.
	Country(name string) string
	// Demonym is the country of "Russian" or "Russians".
	Demonym(word string) string
	// Known is the country and sector of somebody in public life, by a full
	// name; each empty when not known.
	Known(name string) (country, sector string)
	// Seat is the country of a code with its middle and radius; false when not
	// known.
	Seat(code string) (sayso.Place, bool)
}

// maxParties bounds the actors of one argument.
const maxParties = 8

// cast finds who the arguments mean, and adds to an analysis those who act in
// events and have not spoken: "Kerland", "Kerlish soldiers". An actor made
// here is one for each country, sector and noun.
type cast struct {
	*text
	atlas    Atlas
	sector   map[string]string
	actors   []sayso.Actor
	mentions []sayso.Mention
	at       map[int]int           // token to the mention that holds it, the shortest
	chain    map[int]int           // token that heads a mention of a chain, to the chain
	meant    map[int]sayso.ActorID // chain to the actor that it means; empty for none, and while it is being looked for
	byKey    map[string]sayso.ActorID
	index    map[sayso.ActorID]int
	// counted are the actors that phrases such as "the two leaders" stand for,
	// with the nouns of those phrases, in the order of the text.
	counted map[sayso.ActorID][]int
	phrases int
}

func newCast(t *text, atlas Atlas, sector map[string]string, an *sayso.Analysis) *cast {
	c := &cast{
		text: t, atlas: atlas, sector: sector, actors: slices.Clone(an.Actors), mentions: slices.Clone(an.Mentions),
		at: make(map[int]int, len(an.Mentions)), chain: map[int]int{}, meant: map[int]sayso.ActorID{}, byKey: map[string]sayso.ActorID{}, index: make(map[sayso.ActorID]int, len(an.Actors)), counted: map[sayso.ActorID][]int{},
	}
	for i, a := range an.Actors {
		c.index[a.ID] = i
		if !a.Named {
			continue
		}
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			if key := "name " + name; c.byKey[key] == "" {
				c.byKey[key] = a.ID // one actor, where it speaks and where it acts
			}
		}
	}
	tok := 0
	for m := range an.Mentions {
		s := an.Mentions[m].Span
		for tok > 0 && t.Tokens[tok-1].End > s.Start {
			tok--
		}
		for tok < len(t.Tokens) && t.Tokens[tok].End <= s.Start {
			tok++
		}
		for i := tok; i < len(t.Tokens) && t.Tokens[i].Start < s.End && i < tok+maxPhraseWords; i++ {
			if old, ok := c.at[i]; !ok || c.mentions[old].Span.Len() > s.Len() || c.mentions[old].Actor == "" && c.mentions[m].Actor != "" && c.mentions[old].Span == s {
				c.at[i] = m
			}
		}
	}
	for k, ch := range t.Chains {
		for _, m := range ch.Mentions {
			c.chain[m.Head] = k
		}
	}
	return c
}

// parties returns who the phrase at head means, one for each member of a list
// ("Kerland and Tarnia").
func (c *cast) parties(head int) []sayso.ActorID {
	var out []sayso.ActorID
	add := func(i int) {
		if id := c.party(i); id != "" && len(out) < maxParties {
			for _, o := range out {
				if o == id {
					return
				}
			}
			out = append(out, id)
		}
	}
	add(head)
	// "Kerlish and Tarnian officials": one party for each adjective
	for j := c.First[head]; j >= 0; j = c.Next[j] {
		switch t := &c.Tokens[j]; {
		case t.Is("conj"):
			add(int(j))
		case t.Is("nmod") && c.person(head):
			// "Ana Rell of Kerland and Ole Tarn of Tarnia": parsers join a person to a place
			for k := c.First[j]; k >= 0; k = c.Next[k] {
				if c.Tokens[k].Is("conj") && !c.person(int(j)) && c.person(int(k)) {
					add(int(k))
				}
			}
		case t.Is("amod") && c.atlas.Demonym(c.Word(int(j))) != "":
			for k := c.First[j]; k >= 0; k = c.Next[k] {
				if c.Tokens[k].Is("conj") {
					if d := c.atlas.Demonym(c.Word(int(k))); d != "" && len(out) < maxParties {
						out = append(out, c.group(head, d))
					}
				}
			}
		}
	}
	return out
}

// person reports whether token i stands in the name of a person, or is a title
// with one.
func (c *cast) person(i int) bool {
	if m, ok := c.at[i]; ok && c.mentions[m].Type == sayso.PersonMention {
		return true
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if m, ok := c.at[int(j)]; ok && c.mentions[m].Type == sayso.PersonMention && (c.Tokens[j].Is("flat") || c.Tokens[j].Is("compound") || c.Tokens[j].Is("appos")) {
			return true
		}
	}
	return false
}

// party returns the actor that the phrase at token i means; empty for none.
//
// It calls itself for a phrase inside the phrase, which is lower in the tree,
// and for what a pronoun refers to, which can lead back to the pronoun ("a
// group of its members"). The first ends at the leaves; antecedent ends the
// second, since it looks at each chain once.
func (c *cast) party(i int) sayso.ActorID {
	tok := &c.Tokens[i]
	if c.moment(i) || tok.POS == "NUM" && c.Child(i, "nmod") < 0 {
		return ""
	}
	if m, ok := c.at[i]; ok {
		switch mn := &c.mentions[m]; {
		case mn.Actor != "":
			c.enrich(mn.Actor, i, mn)
			c.count(mn.Actor, i)
			return mn.Actor
		case mn.Type == sayso.PlaceMention || mn.Type == sayso.OrgMention || mn.Type == sayso.PersonMention || mn.Type == sayso.GroupMention:
			if tok.POS == "PROPN" || tok.POS == "ADJ" && !tok.Is("amod") || mn.Type == sayso.PersonMention {
				return c.name(m)
			}
		}
	}
	if tok.POS == "PRON" || tok.POS == "DET" {
		return c.antecedent(i)
	}
	// "President Kovil", "the minister, Ana Rell": the name tells more
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		t := &c.Tokens[j]
		if t.Is("flat") || t.Is("appos") || t.Is("nmod:desc") || t.Is("compound") && t.POS == "PROPN" {
			if m, ok := c.at[int(j)]; ok && c.mentions[m].Type == sayso.PersonMention {
				a := c.mentions[m].Actor
				if a == "" {
					a = c.name(m)
				}
				if a != "" {
					c.enrich(a, i, &c.mentions[m])
				}
				return a
			}
		}
	}
	s := c.sector[c.Lemma[i]]
	country := c.countryOf(i)
	if c.Lemma[i] == "company" || c.Lemma[i] == "presence" { // "in the company of officials"
		if n := c.Child(i, "nmod"); n >= 0 && c.Preposition(n) == "of" && c.Preposition(i) == "in" {
			return c.party(n)
		}
	}
	if s == "" && (c.Lemma[i] == "group" || c.Lemma[i] == "number" || c.Lemma[i] == "thousand" || c.Lemma[i] == "hundred" || c.Lemma[i] == "ten" || c.Lemma[i] == "dozen" || c.Lemma[i] == "side") {
		if n := c.Child(i, "nmod"); n >= 0 && c.Preposition(n) == "of" {
			return c.party(n)
		}
	}
	if s == "" && lands[c.Lemma[i]] && c.counts(i) > 0 {
		return c.group(i, "")
	}
	if s == "" && tok.POS != "PROPN" && c.atlas.Demonym(c.Word(i)) == "" && (country == "" || c.atlas.Country(c.Word(i)) != country) {
		return ""
	}
	if s == "" && country == "" && tok.POS == "PROPN" {
		return ""
	}
	return c.group(i, country)
}

// antecedent returns the actor that the pronoun at token i refers to: what the
// first mention of its chain means that means an actor at all. Each chain is
// looked at once; a chain that refers to itself means nobody.
func (c *cast) antecedent(i int) sayso.ActorID {
	k, ok := c.chain[i]
	if !ok {
		return ""
	}
	if id, known := c.meant[k]; known {
		return id
	}
	c.meant[k] = ""
	for _, m := range c.Chains[k].Mentions {
		if m.Head == i || m.Kind != sayso.NameMention && m.Kind != sayso.NominalMention {
			continue
		}
		if id := c.party(m.Head); id != "" {
			c.meant[k] = id
			break
		}
	}
	return c.meant[k]
}

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
		a.Country = country
	}
	if a.Country == "" && a.Type != sayso.Person {
		if a.Country = c.atlas.Country(a.Name); a.Country == "" {
			n := 0
			for w := range strings.FieldsSeq(a.Name) {
				if d := c.atlas.Demonym(w); d != "" && a.Country == "" {
					a.Country = d
				}
				if n++; n == maxNameWords {
					break
				}
			}
		}
	}
	if a.Country == "" {
		for k := c.tokenAt(mn.Span.Start); k < len(c.Tokens) && c.Tokens[k].Start < mn.Span.End && a.Country == "" && k < i+maxNameWords; k++ {
			if k != i && !(a.Type == sayso.Person && a.Named) {
				a.Country = c.named(k)
			}
		}
	}
	for _, r := range a.Roles {
		if a.Country != "" {
			break
		}
		if a.Country = c.atlas.Country(r.Of); a.Country == "" {
			a.Country = c.atlas.Demonym(r.Of)
		}
	}
	if a.Sector != "" {
		return
	}
	if a.Type == sayso.Person {
		for _, r := range a.Roles {
			for w := range strings.FieldsSeq(strings.ToLower(r.Title)) {
				if s := c.sector[w]; s != "" {
					a.Sector = s
				}
			}
		}
		return
	}
	if a.Type == sayso.Group && c.Tokens[i].POS != "PROPN" {
		a.Sector = c.sector[c.Lemma[i]]
	} else if a.Sector = c.sectorOfName(a.Name); a.Sector == "" && c.atlas.Country(a.Name) != "" {
		a.Sector = "GOV"
	}
}

// group makes an actor of a phrase that names nobody.
func (c *cast) group(i int, country string) sayso.ActorID {
	sector := c.sector[c.Lemma[i]]
	if c.Tokens[i].POS == "PROPN" {
		sector = c.sectorOfName(c.Word(i))
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
			r.First = min(r.First, int(j))
		}
	}
	key := country + " " + sector + " " + c.Lemma[i]
	if country == "" {
		key += " " + c.Words(r)
	}
	id := c.add(key, sayso.Actor{Name: c.Words(r), Type: sayso.Group, Country: country, Sector: sector})
	n := len(c.mentions)
	if _, ok := c.at[i]; !ok {
		c.mentions = append(c.mentions, sayso.Mention{
			ID: sayso.MentionID("m" + strconv.Itoa(n+1)), Span: c.Span(r), Kind: sayso.NominalMention, Type: sayso.GroupMention, Actor: id,
		})
		c.at[i] = n
	}
	c.count(id, i)
	return id
}

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
