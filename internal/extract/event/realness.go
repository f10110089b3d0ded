package event

import (
	"slices"

	"sayso"
)

// Whether words that could tell an act do tell one.

// asserts reports whether a verb that can ask for something only says that it is so:
// "insisted that the strike went on" asks for nothing.
func (c *coding) asserts(i int, p *pattern, args []argument) bool {
	if p.category != "REQUEST" || c.Lemma[i] != "insist" {
		return false
	}
	for _, a := range args {
		if a.slot != "that" {
			continue
		}
		if be := c.Child(a.head, "cop"); c.facts.Status(a.head) != sayso.Demanded || be >= 0 && c.Tokens[be].Feat("Tense") != "" {
			return true
		}
	}
	return false
}

// mishap reports whether harm came of an accident that its sentence tells beside it:
// "a bus plunged into a ravine, killing ten", "ten were hurt after a tram derailed".
func (c *coding) mishap(i int, p *pattern) bool {
	if p.category != "ASSAULT" || !harms(c.Lemma[i]) {
		return false
	}
	if h := c.Tokens[i].Head; h >= 0 && is(c.Lemma[h], mishapVerb) && (c.Tokens[i].Is("advcl") || c.Tokens[i].Is("conj") || c.Tokens[i].Is("parataxis")) {
		return true
	}
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if is(c.Lemma[j], mishapVerb) && (c.Tokens[j].Is("advcl") || c.Tokens[j].Is("obl")) {
			return true
		}
	}
	return false
}

// takenUp is the pattern of an act told before that a definite noun takes up by its own
// word: "fired a missile … the firing", "the launch of a rocket … this launch"; nil for
// none.
func (c *coding) takenUp(i int) *pattern {
	if !c.definite(i) {
		return nil
	}
	return c.earlier[c.Lemma[i]]
}

// undergone gives the arguments of a verb whose subject is whom the act is done to, and
// what else it has for an object names the act: "faced an attack by rebels".
func undergone(args []argument) []argument {
	out := make([]argument, 0, len(args))
	for _, a := range args {
		switch a.slot {
		case "subj":
			a.slot = "obj"
		case "obj":
			a.slot = "in"
		case "under":
			a.slot = "in"
		}
		out = append(out, a)
	}
	return out
}

// judgedAct reports whether the phrase at i is an act that took place and that the act
// of words t judges: "condemned the attack" tells of both.
func (c *coding) judgedAct(t *trigger, i int) bool {
	return t.status == sayso.Happened && c.judged(t) == i && c.Tokens[i].Head == t.at
}

// judged is the act that an act of words judges, by its noun: "the attack" in "condemned
// the attack"; -1 for none. What only completes the verb ("lodged a protest") is none.
func (c *coding) judged(t *trigger) int {
	if t.category != "ACCUSE" && t.category != "SUPPORT" || t.light >= 0 || t.undergone {
		return -1
	}
	for _, k := range t.conditions {
		if k.words != nil && slices.Contains(k.slots, "obj") {
			return -1
		}
	}
	for _, a := range t.args {
		if a.slot == "obj" && c.tellsAct(a.head) {
			return a.head
		}
	}
	return -1
}
