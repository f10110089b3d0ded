package event

import (
	"slices"

	"sayso"
)

// behind is who stands behind an act, or behind what was fired or driven, that a noun
// names: its owner, whoever fired it or carried it out, a country or somebody before it.
// "Three days of rebel attacks" are as those attacks are.
func (c *coding) behind(i int) []sayso.ActorID { return c.behindWithin(i, maxBehind) }

// maxBehind bounds the nouns between an act and what counts it: "a wave of attacks".
const maxBehind = 2

func (c *coding) behindWithin(i, depth int) []sayso.ActorID {
	if c.Tokens[i].POS != "NOUN" {
		return nil
	}
	act := c.tellsAct(i) || is(c.Lemma[i], weapon) || is(c.Lemma[i], machine)
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		k := &c.Tokens[j]
		var ids []sayso.ActorID
		switch {
		case !act && depth > 0 && k.Is("nmod") && c.Preposition(int(j)) == "of":
			ids = c.behindWithin(int(j), depth-1)
		case !act:
		case k.Is("nmod:poss"), k.Is("nmod") && c.Preposition(int(j)) == "by", k.Is("nmod") && c.Preposition(int(j)) == "with" && c.tellsAct(i):
			ids = c.parties(int(j)) // "in a shootout with police"
		case k.Is("acl") && c.Passive(int(j)):
			ids = c.agent(int(j))
		case k.Is("amod"), k.Is("compound"):
			ids = c.beforeAct(int(j))
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// agent is by whom something was done: "rockets fired by rebels".
func (c *coding) agent(v int) []sayso.ActorID {
	for j := c.First[v]; j >= 0; j = c.Next[j] {
		if c.Preposition(int(j)) == "by" && !c.moment(int(j)) {
			return c.parties(int(j))
		}
	}
	return nil
}

// beforeAct is whom the word at token i, before an act, names as its doer: "US drone
// strikes", "rebel attacks", "Boko Haram raids". A kind of act names nobody.
func (c *coding) beforeAct(i int) []sayso.ActorID {
	if at, d := c.whose(i, 1); d != "" {
		return []sayso.ActorID{c.people(at, d)}
	}
	if m, ok := c.at[i]; ok && (c.mentions[m].Type == sayso.OrgMention || c.mentions[m].Type == sayso.GroupMention) {
		return c.parties(i)
	}
	if doers[c.sector[c.Lemma[i]]] && !is(c.Lemma[i], kindOfAct) {
		return c.parties(i)
	}
	return nil
}

// tellsAct reports whether a noun can name an act.
func (c *coding) tellsAct(i int) bool {
	return c.Tokens[i].POS == "NOUN" && len(c.r.table.patterns[nounKind][c.Lemma[i]]) > 0
}

// kindOfHarm reports whether a word before an act of harm says no more than its kind
// or its victims: "school shootings", "child abductions".
func (c *coding) kindOfHarm(t *trigger, i int) bool {
	if t.category != "ASSAULT" && t.category != "COERCE" {
		return false
	}
	if is(c.Lemma[i], kindOfAct) {
		return true
	}
	s := c.sector[c.Lemma[i]]
	return s != "" && !doers[s]
}

// doers are the sectors of those whom a noun before an act names as its doer, and
// not as its victim or its kind: "rebel attacks", but "civilian deaths".
var doers = map[string]bool{"GOV": true, "MIL": true, "COP": true, "REB": true, "UAF": true, "PRM": true, "IGO": true, "SPY": true, "CRM": true}

// whose is the country that a word before an act names, or one before that word:
// "US drone strikes". It returns the word that does.
func (c *coding) whose(i, depth int) (int, string) {
	d := c.atlas.Demonym(c.Word(i))
	if d == "" && c.Tokens[i].POS == "PROPN" && !c.town(i) {
		d = c.atlas.Country(c.Word(i))
	}
	if d != "" || depth == 0 {
		return i, d
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if k := &c.Tokens[j]; k.Is("amod") || k.Is("compound") {
			if at, d := c.whose(int(j), depth-1); d != "" {
				return at, d
			}
		}
	}
	return i, ""
}

// town reports whether token i names a place that is no country: "the Rell
// attacks" were there.
func (c *coding) town(i int) bool {
	m, ok := c.at[i]
	return ok && slices.ContainsFunc(c.places, func(p sayso.Place) bool { return p.ID == c.mentions[m].Place && p.Feature != "country" })
}
