package event

import (
	"slices"

	"sayso"
)

// towards are the slots that name whom an act is done to, the likeliest first.
var towards = []string{"iobj", "obj", "against", "with", "to", "at", "on", "from", "for", "between", "into", "of", "over", "upon"}

// mutual are the categories whose acts have no giving and no taking side.
func mutual(category, mode string) bool {
	return category == "COOPERATE" || category == "CONSULT" && mode != "visit"
}

// shared are words of acts that two sides do together whatever their category.
var shared = map[string]bool{"clash": true, "fight": true, "battle": true, "sign": true, "establish": true, "restore": true, "ratify": true}

// onesided are words of support that take "with" for whom they support.
var onesided = map[string]bool{"stand": true, "side": true, "sympathise": true, "sympathize": true, "agree": true}

// together reports whether the phrase of a slot takes part in a mutual act on the
// actors' side: whom one fights or signs with, and whom one meets.
func (c *coding) together(t *trigger, slot string) bool {
	met := t.category == "CONSULT" && c.Lemma[t.at] == "meet"
	if slot == "with" {
		return met || mutual(t.category, t.mode) || shared[c.Lemma[t.at]] || t.category == "SUPPORT" && !onesided[c.Lemma[t.at]]
	}
	return slot == "obj" && met
}

// sides returns who acts and whom it touches, from the clause's own arguments.
func (c *coding) sides(t *trigger, claim *sayso.Claim) (actors, recipients []sayso.ActorID) {
	if t.pattern == must {
		return c.sidesOfDuty(t, claim)
	}
	noun := c.Tokens[t.at].POS == "NOUN" && t.light < 0
	actors = c.whoActs(t, claim, noun)
	recipients = c.whomItTouches(t, actors, noun)
	if len(actors) == 0 && claim != nil && t.category == "AGREE" && !noun {
		actors = slices.Clone(claim.Source.Actors)
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
	for _, slot := range []string{"subj", "poss", "by", "between"} {
		for _, a := range t.args {
			if a.slot != slot {
				continue
			}
			actors := c.parties(a.head)
			if len(actors) == 0 && slot == "subj" && claim != nil && c.Tokens[a.head].POS == "PRON" {
				actors = c.speakers(claim)
			}
			if len(actors) > 0 {
				return actors
			}
		}
	}
	if t.light >= 0 {
		for _, a := range t.args {
			if a.slot == "obj" {
				if actors := c.parties(a.head); len(actors) > 0 {
					return actors // "the two are engaged in talks"
				}
			}
		}
	}
	if noun {
		return c.besideNoun(t)
	}
	return c.behindAct(t)
}

// besideNoun finds who does what a noun tells: "the Kerlish raid", "talks of envoys".
func (c *coding) besideNoun(t *trigger) []sayso.ActorID {
	for _, slot := range []string{"mod", "of", "from"} {
		for _, a := range t.args {
			if a.slot != slot || patient(t, slot) {
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
	if t.category == "ASSAULT" {
		slots = []string{"subj", "in", "by", "during"}
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

// whomItTouches finds to whom it is done, but for those who do it: the arguments in
// the order of towards, else an adjective, else somebody inside the arguments.
func (c *coding) whomItTouches(t *trigger, actors []sayso.ActorID, noun bool) (recipients []sayso.ActorID) {
	have := func(id sayso.ActorID) bool { return slices.Contains(actors, id) || slices.Contains(recipients, id) }
	for _, slot := range towards {
		for _, a := range t.args {
			if a.slot != slot || len(recipients) > 0 || t.category != "ASSAULT" && machines[c.Lemma[a.head]] || t.category == "AID" && slot == "obj" && c.gives(t) {
				continue
			}
			for _, id := range c.parties(a.head) {
				if !have(id) {
					recipients = append(recipients, id)
				}
			}
		}
	}
	if noun && len(recipients) == 0 && len(actors) > 0 {
		for _, a := range t.args { // "its Tarnian offensive"
			if d := c.atlas.Demonym(c.Word(a.head)); a.slot == "mod" && d != "" && d != c.actors[c.index[actors[0]]].Country && len(recipients) == 0 {
				recipients = append(recipients, c.people(a.head, d))
			}
		}
	}
	if len(recipients) == 0 {
		c.within(t, func(id sayso.ActorID) {
			if !have(id) && len(recipients) == 0 {
				recipients = append(recipients, id)
			}
		})
	}
	if len(recipients) == 0 {
		recipients = slices.DeleteFunc(c.addressed(t), have)
	}
	return recipients
}

// addressed is whom an act of words is for where a clause beside it says so: "issued
// a warning, cautioning Kerland".
func (c *coding) addressed(t *trigger) []sayso.ActorID {
	if !words[t.category] {
		return nil
	}
	for _, f := range t.folded {
		if o := c.Child(f, "obj"); o >= 0 && c.Tokens[f].Is("advcl") && c.same(t, f) {
			if ids := c.parties(o); len(ids) > 0 {
				return ids
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

// fired are the nouns for what does harm and has somebody behind it, besides acts.
var fired = map[string]bool{"bomb": true, "shell": true, "missile": true, "rocket": true, "mortar": true, "fire": true, "gunfire": true, "bullet": true, "drone": true, "mine": true}

// behind is who stands behind an act, or behind what was fired, that a noun names: by
// adjective, by a country or somebody before it, or as its owner.
func (c *coding) behind(i int) []sayso.ActorID {
	if c.Tokens[i].POS != "NOUN" || len(c.r.table.patterns[nounKind][c.Lemma[i]]) == 0 && !fired[c.Lemma[i]] {
		return nil
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		k := &c.Tokens[j]
		switch {
		case k.Is("nmod:poss"), k.Is("nmod") && c.Preposition(int(j)) == "by":
			return c.parties(int(j))
		case k.Is("amod"), k.Is("compound"):
			if at, d := c.whose(int(j), 1); d != "" {
				return []sayso.ActorID{c.people(at, d)}
			}
			if doers[c.sector[c.Lemma[j]]] {
				return c.parties(int(j)) // "regime shelling", "coalition strikes"
			}
		}
	}
	return nil
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

// patient reports whether the slot of a noun names whom the act is done to:
// "the killing of", "the release of".
func patient(t *trigger, slot string) bool {
	return slot == "of" && (t.category == "ASSAULT" || t.category == "COERCE" || t.category == "AID" || t.mode == "release")
}

// people is the actor that an adjective before an act means: "the Kerlish attack".
func (c *coding) people(i int, country string) sayso.ActorID {
	return c.add(country+" GOV", sayso.Actor{Name: c.Word(i), Type: sayso.PlaceActor, Country: country, Sector: "GOV", Named: true})
}

// within looks for somebody inside the argument phrases: "the demands of the
// strikers", "aid to Kerland".
func (c *coding) within(t *trigger, found func(sayso.ActorID)) {
	left := maxPhraseWords
	var walk func(i, depth int)
	walk = func(i, depth int) {
		for j := c.First[i]; j >= 0 && left > 0; j = c.Next[j] {
			left--
			k := &c.Tokens[j]
			if c.apart(int(j)) || c.Lemma[i] == "complete" && c.Preposition(int(j)) == "with" {
				continue // "complete with a band" tells what, not whom
			}
			if k.Is("nmod") || k.Is("obj") || k.Is("nsubj") || k.Is("obl") || k.Is("nmod:poss") {
				for _, id := range c.parties(int(j)) {
					found(id)
				}
			}
			if k.Is("amod") {
				if d := c.atlas.Demonym(c.Word(int(j))); d != "" && c.sector[c.Lemma[i]] == "" {
					found(c.people(int(j), d))
				}
			}
			if depth > 0 {
				walk(int(j), depth-1)
			}
		}
	}
	for _, a := range t.args {
		switch a.slot {
		case "obj", "inf", "that", "on", "against", "for", "to", "of", "with", "in":
			walk(a.head, 3)
		}
	}
}

// machines act for those who drive them, but nobody deals with them.
var machines = map[string]bool{
	"tank": true, "jet": true, "warplane": true, "aircraft": true, "helicopter": true, "bulldozer": true, "warship": true, "submarine": true, "personnel": true,
}

// gives reports whether an act of aid names whom it goes to beside what it gives.
func (c *coding) gives(t *trigger) bool {
	for _, a := range t.args {
		if (a.slot == "to" || a.slot == "iobj" || a.slot == "for") && !c.moment(a.head) {
			return true
		}
	}
	return false
}
