package event

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// way is how the sides of an event were found: the slot or the search that had them;
// empty where nobody was found.
type way struct{ doer, doneTo string }

// mutual are the categories whose acts have no giving and no taking side.
func mutual(category, mode string) bool {
	return category == "COOPERATE" || category == "CONSULT" && mode != "visit"
}

// together reports whether the phrase of a slot takes part in a mutual act on the
// actors' side: whom one fights or signs with, and whom one meets.
func (c *coding) together(t *trigger, slot string) bool {
	met := t.category == "CONSULT" && c.Lemma[t.at] == "meet"
	if slot == "with" {
		return met || mutual(t.category, t.mode) || is(c.Lemma[t.at], shared) || t.category == "PROTEST" || t.category == "SUPPORT" && !is(c.Lemma[t.at], onesided)
	}
	return slot == "obj" && (met || t.category == "ASSAULT" && is(c.Lemma[t.at], shared))
}

// sides returns who acts and whom it touches, from the clause's own arguments.
func (c *coding) sides(t *trigger, claim *sayso.Claim) (actors, recipients []sayso.ActorID) {
	if t.pattern == must {
		return c.sidesOfDuty(t, claim)
	}
	noun := c.Tokens[t.at].POS == "NOUN" && t.light < 0
	actors = c.whoActs(t, claim, noun)
	recipients = c.whomItTouches(t, actors, noun)
	if len(actors) == 0 && claim != nil && (t.category == "AGREE" && !noun || t.undergone && c.Tokens[t.at].POS == "ADJ") {
		actors = slices.Clone(claim.Source.Actors)
		t.way.doer = "source"
	}
	if len(actors) > 0 {
		c.settle(t, actors)
	}
	for _, a := range t.args {
		if c.together(t, a.slot) && len(actors) > 0 && len(recipients) > 0 && slices.Equal(c.parties(a.head), recipients) {
			return append(actors, recipients...), nil
		}
	}
	if len(actors) == 0 && (mutual(t.category, t.mode) || t.category == "SUPPORT") {
		return recipients, nil // "the two were engaged in talks"
	}
	return actors, recipients
}

// sidesOfDuty are the parties of what a speaker says others have to do: the speaker,
// and those others.
func (c *coding) sidesOfDuty(t *trigger, claim *sayso.Claim) (actors, recipients []sayso.ActorID) {
	for _, a := range t.args {
		if (a.slot == "subj" || a.slot == "obj") && len(recipients) == 0 {
			recipients = c.parties(a.head)
		}
	}
	return c.speakers(claim), recipients
}

// speakers are the sources of a claim.
func (c *coding) speakers(claim *sayso.Claim) []sayso.ActorID {
	out := slices.Clone(claim.Source.Actors)
	for _, id := range out {
		c.sourceCountry(id)
	}
	return out
}

// whoActs finds who does it: the subject, owner or agent, else whoever a noun names
// beside itself, else whoever stands behind what does it.
func (c *coding) whoActs(t *trigger, claim *sayso.Claim, noun bool) []sayso.ActorID {
	slots := []string{"subj", "poss", "by", "between"}
	if t.category == "AID" && c.Passive(t.at) {
		slots = append(slots, "from") // "ambulances were dispatched from Tarnia"
	}
	for _, slot := range slots {
		for _, a := range t.args {
			if a.slot != slot {
				continue
			}
			actors := c.parties(a.head)
			if len(actors) == 0 && slot == "subj" && claim != nil && c.Tokens[a.head].POS == "PRON" {
				actors = c.speakers(claim)
			}
			if len(actors) == 0 && (slot == "subj" || slot == "by") && c.Tokens[a.head].POS == "PROPN" && !c.town(a.head) && !c.moment(a.head) {
				actors = []sayso.ActorID{c.group(a.head, "")} // a name that nothing is known of
			}
			if len(actors) > 0 {
				t.way.doer = slot
				if !a.own {
					t.way.doer += " of another clause"
				}
				return actors
			}
		}
	}
	if t.light >= 0 {
		for _, a := range t.args {
			if a.slot == "obj" {
				if actors := c.parties(a.head); len(actors) > 0 {
					t.way.doer = "object of a light verb"
					return actors // "the two are engaged in talks"
				}
			}
		}
	}
	if ids := c.torn(t); len(ids) > 0 {
		t.way.doer = "torn agent"
		return ids
	}
	for _, w := range []struct {
		name  string
		when  bool
		found func(*trigger) []sayso.ActorID
	}{{"beside the noun", noun, c.besideNoun}, {"moved", !noun && t.category == "MOBILIZE", c.moved}, {"behind the act", !noun && t.category != "MOBILIZE", c.behindAct}} {
		if w.when {
			if actors := w.found(t); len(actors) > 0 {
				t.way.doer = w.name
				return actors
			}
		}
	}
	return nil
}

// torn is the agent of a passive that parsers hang below another phrase of the clause:
// "were killed, seven of them women, by rebels", "in attacks with shells by rebels".
func (c *coding) torn(t *trigger) []sayso.ActorID {
	left := maxPhraseWords
	var walk func(i, depth int) []sayso.ActorID
	walk = func(i, depth int) []sayso.ActorID {
		for j := c.First[i]; j >= 0 && left > 0; j = c.Next[j] {
			left--
			k := &c.Tokens[j]
			if !k.Is("obl") && !k.Is("nmod") && !(k.Is("acl") && c.Passive(int(j)) && c.Tokens[t.at].POS == "NOUN") {
				continue
			}
			if c.Preposition(int(j)) == "by" && !c.moment(int(j)) {
				if ids := c.parties(int(j)); len(ids) > 0 {
					return ids
				}
			}
			if depth > 0 {
				if ids := walk(int(j), depth-1); len(ids) > 0 {
					return ids
				}
			}
		}
		return nil
	}
	if c.Tokens[t.at].POS == "NOUN" && t.light < 0 || c.Passive(t.at) {
		return walk(t.at, 3)
	}
	return nil
}

// moved finds who acts where only what is moved is told: its owner, else itself:
// "its rockets were moved", "police were deployed".
func (c *coding) moved(t *trigger) []sayso.ActorID {
	for _, a := range t.args {
		if a.slot != "obj" {
			continue
		}
		if p := c.Child(a.head, "nmod:poss"); p >= 0 {
			return c.parties(p)
		}
		return c.parties(a.head)
	}
	return nil
}

// besideNoun finds who does what a noun tells: "the Kerlish raid", "talks of envoys".
func (c *coding) besideNoun(t *trigger) []sayso.ActorID {
	for _, slot := range []string{"mod", "of", "from"} {
		for _, a := range t.args {
			if a.slot != slot || patient(t, slot) {
				continue
			}
			if slot == "mod" && c.kindOfHarm(t, a.head) {
				continue
			}
			actors := c.parties(a.head)
			if slot == "mod" {
				if d := c.atlas.Demonym(c.Word(a.head)); len(actors) == 0 && d != "" {
					actors = append(actors, c.people(a.head, d))
				}
				if len(actors) > 0 {
					actors = append(actors, c.hyphened(t, a.head, actors)...)
				}
			}
			if len(actors) > 0 {
				return actors
			}
		}
	}
	return nil
}

// behindAct finds who stands behind what is said to do something: "Kerlish attacks
// killed ten", "ten were killed in rebel shelling".
func (c *coding) behindAct(t *trigger) []sayso.ActorID {
	slots := []string{"subj"}
	if t.category == "ASSAULT" || t.undergone {
		slots = []string{"subj", "in", "by", "during", "from", "with"}
	}
	for _, slot := range slots {
		for _, a := range t.args {
			if a.slot == slot {
				if actors := c.behind(a.head); len(actors) > 0 {
					return actors
				}
			}
		}
	}
	return nil
}

// hyphened is the other party of "the Kerland-Tarnia talks", of which one stands
// at token i.
func (c *coding) hyphened(t *trigger, i int, one []sayso.ActorID) []sayso.ActorID {
	hyphen := func(j int) bool { return c.Word(j) == "-" || c.Word(j) == "–" }
	other := -1
	switch {
	case i >= 2 && hyphen(i-1) && c.Tokens[i-2].Head == i && c.Tokens[i-2].Is("compound"):
		other = i - 2
	case i+2 < len(c.Tokens) && hyphen(i+1) && slices.ContainsFunc(t.args, func(a argument) bool { return a.slot == "mod" && a.head == i+2 }):
		other = i + 2
	default:
		return nil
	}
	return slices.DeleteFunc(c.parties(other), func(id sayso.ActorID) bool { return slices.Contains(one, id) })
}

// patient reports whether the slot of a noun names whom the act is done to:
// "the killing of", "the release of".
func patient(t *trigger, slot string) bool {
	return slot == "of" && (t.category == "ASSAULT" || t.category == "COERCE" || t.category == "AID" || t.mode == "release")
}

// people is the actor that an adjective before an act means: "the Kerlish attack".
func (c *coding) people(i int, country string) sayso.ActorID {
	id := c.add(country+" GOV", sayso.Actor{Name: c.Word(i), Type: sayso.PlaceActor, Country: country, Sector: "GOV", Named: true})
	c.mention(i, nlp.Range{First: i, End: i + 1}, sayso.NameMention, id)
	return id
}
