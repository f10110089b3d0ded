package event

import (
	"slices"

	"sayso"
)

// towards are the slots that name whom an act is done to, the likeliest first.
var towards = []string{"iobj", "obj", "against", "with", "to", "at", "on", "from", "for", "between", "into", "of", "over", "upon"}

// whomItTouches finds to whom it is done, but for those who do it: the arguments in
// the order of towards, else an adjective, else whoever owns what is hit, else the victims
// of the outcome, else those at home there, else somebody inside the arguments.
func (c *coding) whomItTouches(t *trigger, actors []sayso.ActorID, noun bool) []sayso.ActorID {
	others := func(ids []sayso.ActorID) []sayso.ActorID {
		return slices.DeleteFunc(slices.Clone(ids), func(id sayso.ActorID) bool { return slices.Contains(actors, id) })
	}
	ways := []struct {
		name  string
		found func() []sayso.ActorID
	}{
		{"counted", func() []sayso.ActorID { return c.onlyCounted(t) }},
		{"argument", func() []sayso.ActorID { return c.towards(t, others) }},
		{"adjective", func() []sayso.ActorID { return c.adjacent(t, actors, noun) }},
		{"owner", func() []sayso.ActorID { return c.hit(t, c.owner) }},
		{"outcome", func() []sayso.ActorID { return c.victims(t) }},
		{"at home", func() []sayso.ActorID { return c.hit(t, c.atHome) }},
		{"hit itself", func() []sayso.ActorID { return c.hitItself(t) }},
		{"within", func() []sayso.ActorID { return c.firstWithin(t, others) }},
		{"addressed", func() []sayso.ActorID { return c.addressed(t) }},
		{"who tells it", func() []sayso.ActorID { return c.intruded(t) }},
	}
	for _, w := range ways {
		if ids := others(w.found()); len(ids) > 0 {
			if t.way.doneTo == "" {
				t.way.doneTo = w.name
			}
			return ids
		}
	}
	return nil
}

// towards finds whom an act is done to by the arguments of its own.
func (c *coding) towards(t *trigger, others func([]sayso.ActorID) []sayso.ActorID) []sayso.ActorID {
	act := c.judged(t)
	for _, slot := range towards {
		for _, a := range t.args {
			if a.slot != slot || c.tool(t, &a) || act >= 0 && !a.own {
				continue
			}
			if ids := others(c.parties(a.head)); len(ids) > 0 {
				t.way.doneTo = slot
				return ids
			}
		}
	}
	return nil
}

// tool reports whether an argument is what an act is done with or through, and nobody
// it is done to: what is given, moved, driven, and where it is said.
func (c *coding) tool(t *trigger, a *argument) bool {
	switch t.category {
	case "ASSAULT":
		if is(c.Lemma[a.head], machine) && a.slot != "obj" && a.slot != "on" && a.slot != "against" {
			return true
		}
	case "AID":
		if a.slot == "obj" && c.gives(t) {
			return true
		}
	case "MOBILIZE":
		if a.slot != "against" && a.slot != "at" {
			return true
		}
	}
	return a.slot == "on" && is(c.Lemma[a.head], channel)
}

// adjacent is whom an adjective before a noun names beside its doer: "its Tarnian
// offensive".
func (c *coding) adjacent(t *trigger, actors []sayso.ActorID, noun bool) []sayso.ActorID {
	if !noun || len(actors) == 0 {
		return nil
	}
	for _, a := range t.args {
		if d := c.atlas.Demonym(c.Word(a.head)); a.slot == "mod" && d != "" && d != c.actors[c.index[actors[0]]].Country {
			return []sayso.ActorID{c.people(a.head, d)}
		}
	}
	return nil
}

// hit calls f with each thing or place that an act of harm hits, until f finds somebody.
func (c *coding) hit(t *trigger, f func(i int) []sayso.ActorID) []sayso.ActorID {
	if t.category != "ASSAULT" || is(c.Lemma[t.at], takesPlace) {
		return nil
	}
	for _, slot := range []string{"obj", "on", "against", "at"} {
		for _, a := range t.args {
			if a.slot == slot && c.Tokens[a.head].POS == "NOUN" && !c.tellsAct(a.head) {
				if ids := f(a.head); len(ids) > 0 {
					return ids
				}
			}
		}
	}
	return nil
}

// owner is whose a thing or a place is that is hit: "the militants' positions", "a
// Chilean base". A town says only where it is.
func (c *coding) owner(i int) []sayso.ActorID {
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		k := &c.Tokens[j]
		if !k.Is("nmod:poss") && !k.Is("compound") && !k.Is("amod") && !(k.Is("nmod") && c.Preposition(int(j)) == "of") || c.town(int(j)) {
			continue
		}
		if d := c.atlas.Demonym(c.Word(int(j))); d != "" {
			return []sayso.ActorID{c.people(int(j), d)}
		}
		if ids := c.parties(int(j)); len(ids) > 0 {
			return ids
		}
	}
	return nil
}

// atHome are those who are at home at a site: one party for each such phrase.
func (c *coding) atHome(i int) []sayso.ActorID {
	if c.r.sites[c.Lemma[i]] == "" {
		return nil
	}
	id := c.group(i, c.countryOf(i))
	if a := &c.actors[c.index[id]]; a.Sector == "" {
		a.Sector = c.r.sites[c.Lemma[i]]
	}
	return []sayso.ActorID{id}
}

// victims are those whom the outcome of an act of harm names: "opened fire, killing
// two policemen".
func (c *coding) victims(t *trigger) []sayso.ActorID {
	for _, f := range t.folded {
		if o := c.Child(f, "obj"); o >= 0 && c.outcome(t, f) {
			if ids := c.parties(o); len(ids) > 0 {
				return ids
			}
		}
	}
	return nil
}

// onlyCounted are the victims of harm of whom the text says how many and not who: "500
// others were wounded". Where an act of harm has no object, they are those of
// what came of it: "opened fire at a base, killing 13".
func (c *coding) onlyCounted(t *trigger) []sayso.ActorID {
	if t.category != "ASSAULT" {
		return nil
	}
	whole := false
	for _, a := range t.args {
		if a.slot != "obj" {
			continue
		}
		whole = true
		if k := &c.Tokens[a.head]; harms(c.Lemma[t.at]) && k.POS == "NOUN" && is(c.Lemma[a.head], counter) && c.Child(a.head, "nmod") < 0 {
			return []sayso.ActorID{c.group(a.head, "")}
		}
	}
	if whole {
		return nil
	}
	return c.victims(t)
}

// hitItself is the place that an act of harm is done to, where nobody is told to own it or
// to be at home there: "struck Rell", "captured the town".
func (c *coding) hitItself(t *trigger) []sayso.ActorID {
	if t.category != "ASSAULT" || c.Tokens[t.at].POS != "VERB" {
		return nil
	}
	for _, slot := range []string{"obj", "on", "against"} {
		for _, a := range t.args {
			if a.slot == slot && (c.r.sites[c.Lemma[a.head]] != "" || c.town(a.head)) {
				return []sayso.ActorID{c.group(a.head, "")}
			}
		}
	}
	return nil
}

// firstWithin is the first whom within finds.
func (c *coding) firstWithin(t *trigger, others func([]sayso.ActorID) []sayso.ActorID) (first []sayso.ActorID) {
	if t.category == "MOBILIZE" {
		return nil // what is moved and its owner are on one side
	}
	if act := c.judged(t); act >= 0 {
		return others(c.behind(act)) // who did what is judged, and nobody it was done to
	}
	c.within(t, func(id sayso.ActorID) {
		if len(first) == 0 {
			first = others([]sayso.ActorID{id})
		}
	})
	return first
}

// intruded is whose computers were broken into where that body itself tells it: "the
// company disclosed a breach".
func (c *coding) intruded(t *trigger) []sayso.ActorID {
	if t.mode != "cyber" || c.Tokens[t.at].POS != "NOUN" {
		return nil
	}
	v := c.Tokens[t.at].Head
	if !c.Tokens[t.at].Is("obj") || v < 0 {
		return nil
	}
	if s := c.shared(v); c.Child(v, "nsubj") < 0 && s >= 0 {
		return c.parties(s)
	}
	if s := c.Child(v, "nsubj"); s >= 0 {
		return c.parties(s)
	}
	return nil
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

// gives reports whether an act of aid names whom it goes to beside what it gives.
func (c *coding) gives(t *trigger) bool {
	for _, a := range t.args {
		if (a.slot == "to" || a.slot == "iobj" || a.slot == "for") && !c.moment(a.head) {
			return true
		}
	}
	return false
}
