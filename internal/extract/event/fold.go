package event

import (
	"slices"

	"sayso"
)

// again reports whether an event of this sentence is the same act of words told
// in two verbs: "opened ties with Kerland and an embassy there".
func (c *coding) again(events []sayso.Event, e *sayso.Event) bool {
	if p, _ := sayso.PLOVER(e.Type); p.Quad == sayso.MaterialCooperation || p.Quad == sayso.MaterialConflict || len(events) == 0 || len(e.Actors) == 0 {
		return false
	}
	last := &events[len(events)-1]
	if last.Type != e.Type || last.Status != e.Status || last.Claim != e.Claim || !slices.Equal(last.Actors, e.Actors) ||
		len(last.Recipients) > 0 && len(e.Recipients) > 0 && !slices.Equal(last.Recipients, e.Recipients) ||
		c.SentenceOf(c.tokenAt(last.Anchor[0].Start)) != c.SentenceOf(c.tokenAt(e.Anchor[0].Start)) {
		return false
	}
	if len(last.Recipients) == 0 {
		last.Recipients = e.Recipients
	}
	if last.Place == "" {
		last.Place = e.Place
	}
	last.Quantities = append(last.Quantities, e.Quantities...)
	return true
}

// aims takes out acts that did not take place, told without a tense of their own
// somewhere below another act: they are what that act is for or about, wherever
// the parser hung them. "Gave a grant to finance schools" tells one act. So does a
// demand made by demonstrating: "marched, calling for elections".
func (c *coding) aims() {
	told := make(map[int]string, len(c.triggers))
	for k := range c.triggers {
		t := &c.triggers[k]
		if t.category == none {
			continue
		}
		told[t.at] = t.category
		if t.light >= 0 {
			told[t.light] = t.category
		}
	}
	c.triggers = slices.DeleteFunc(c.triggers, func(t trigger) bool {
		unreal := t.status == sayso.Planned || t.status == sayso.PossibleStatus || t.status == sayso.Demanded
		if !unreal && t.category != "REQUEST" || t.pattern == must {
			return false
		}
		own := t.at
		if t.light >= 0 {
			own = t.light
		}
		for n := 0; n < maxClimb && c.Tokens[own].Is("conj") && c.Tokens[own].Head >= 0; n++ {
			own = c.Tokens[own].Head // "will close the port and expel envoys": as its like
		}
		k := &c.Tokens[own]
		if k.POS != "NOUN" && (k.Feat("VerbForm") == "Fin" || c.Child(own, "aux", "nsubj", "cop") >= 0) || k.Is("csubj") || k.Head >= 0 && c.Lemma[k.Head] == "be" {
			return false
		}
		purpose := false
		for i, n := own, 0; n < maxClimb && i >= 0; i, n = c.Tokens[i].Head, n+1 {
			if told[i] != "" && i != own && i != t.at {
				return unreal || told[i] == "PROTEST"
			}
			purpose = purpose || c.Tokens[i].Is("advcl") && c.Has(i, "mark", "to")
			if (c.Tokens[i].Rel == "acl:relcl" || c.Tokens[i].Is("parataxis")) && !purpose {
				break // which tells for itself
			}
		}
		return false
	})
}
