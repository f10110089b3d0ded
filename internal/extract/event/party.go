package event

import (
	"slices"

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
	if len(out) == 0 && c.Tokens[head].POS == "NOUN" && !c.moment(head) {
		if id := c.inFront(head, maxInFront); id != "" {
			return []sayso.ActorID{id} // "regime aircraft", "a US army psychiatrist"
		}
	}
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

// maxInFront bounds how deep the words before a noun are looked into.
const maxInFront = 2

// inFront is who stands before a noun that means nobody by itself and so acts, or is
// acted on, through it: "rebel groups", "regime barrel bombs".
func (c *cast) inFront(head, depth int) sayso.ActorID {
	for j := c.First[head]; j >= 0; j = c.Next[j] {
		t := &c.Tokens[j]
		if !t.Is("compound") && !t.Is("amod") {
			continue
		}
		if doers[c.sector[c.Lemma[j]]] && !is(c.Lemma[j], kindOfAct) && t.POS != "VERB" {
			return c.party(int(j))
		}
		if m, ok := c.at[int(j)]; ok && t.POS == "PROPN" && (c.mentions[m].Type == sayso.OrgMention || c.mentions[m].Type == sayso.GroupMention) {
			return c.party(int(j))
		}
		if depth > 1 {
			if id := c.inFront(int(j), depth-1); id != "" {
				return id
			}
		}
	}
	return ""
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
	if id, ok := c.mentioned(i); ok {
		return id
	}
	if tok.POS == "PRON" || tok.POS == "DET" {
		id := c.antecedent(i)
		if id != "" && tok.POS == "PRON" {
			c.mention(i, nlp.Range{First: i, End: i + 1}, sayso.PronounMention, id)
		}
		return id
	}
	if id, ok := c.titled(i); ok {
		return id
	}
	country := c.countryOf(i)
	if n := c.membersOf(i); n >= 0 {
		return c.party(n)
	}
	return c.unnamed(i, country)
}

// mentioned is the actor of the mention that token i stands in, which it may
// have to be made of; false where the phrase must tell.
func (c *cast) mentioned(i int) (sayso.ActorID, bool) {
	m, ok := c.at[i]
	if !ok {
		return "", false
	}
	mn, tok := &c.mentions[m], &c.Tokens[i]
	if mn.Actor != "" {
		c.enrich(mn.Actor, i, mn)
		c.count(mn.Actor, i)
		return mn.Actor, true
	}
	switch mn.Type {
	case sayso.PersonMention:
		return c.name(m), true
	case sayso.PlaceMention, sayso.OrgMention, sayso.GroupMention:
		if tok.POS == "PROPN" || tok.POS == "ADJ" && !tok.Is("amod") {
			return c.name(m), true
		}
	}
	return "", false
}

// titled is the person whose name stands with the title at token i, and tells
// more: "President Kovil", "the minister, Ana Rell".
func (c *cast) titled(i int) (sayso.ActorID, bool) {
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		t := &c.Tokens[j]
		if !t.Is("flat") && !t.Is("appos") && !t.Is("nmod:desc") && !(t.Is("compound") && t.POS == "PROPN") {
			continue
		}
		if m, ok := c.at[int(j)]; ok && c.mentions[m].Type == sayso.PersonMention {
			a := c.mentions[m].Actor
			if a == "" {
				a = c.name(m)
			}
			if a != "" {
				c.enrich(a, i, &c.mentions[m])
			}
			return a, true
		}
	}
	return "", false
}

// membersOf is the noun for those whom the noun at token i only counts or goes
// with: "a group of officials", "in the company of officials"; -1 for none.
func (c *cast) membersOf(i int) int {
	n := c.Child(i, "nmod")
	if n < 0 || c.Preposition(n) != "of" {
		return -1
	}
	switch c.Lemma[i] {
	case "company", "presence":
		if c.Preposition(i) == "in" {
			return n
		}
	case "group", "number", "thousand", "hundred", "ten", "dozen", "side", "one", "two", "some", "many", "several", "most", "member":
		if c.sector[c.Lemma[i]] == "" {
			return n
		}
	}
	return -1
}

// unnamed is the actor of a phrase that names nobody and tells a sector or a
// country; empty where it tells neither.
func (c *cast) unnamed(i int, country string) sayso.ActorID {
	if c.sector[c.Lemma[i]] != "" {
		return c.group(i, country)
	}
	switch {
	case lands[c.Lemma[i]] && c.counts(i) > 0:
		return c.group(i, "")
	case c.Tokens[i].POS == "PROPN":
		if country == "" {
			return ""
		}
	case c.atlas.Demonym(c.Word(i)) == "" && (country == "" || c.atlas.Country(c.Word(i)) != country):
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
