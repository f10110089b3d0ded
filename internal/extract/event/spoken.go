package event

import "sayso"

// spoken is an event whose verb says what somebody will do, or will not.
type spoken struct {
	*coding
	t       *trigger
	e       *sayso.Event
	own     int  // the verb that has the auxiliaries
	will    bool // and has "will" or its like
	welcome bool // the act is one that its recipient welcomes
}

// speechRules code what somebody says they will do as the act of words that it
// is: a promise where it is welcome, a threat where it is not, a refusal where it
// is a welcome thing denied (PLOVER manual, AGREE, THREATEN and REJECT). The
// first that applies is taken; those that ask who acts stand behind the one that
// only counts them.
var speechRules = []struct {
	name  string
	apply func(*spoken) bool
}{
	{"joint-exercise", (*spoken).jointExercise},
	{"ultimatum", (*spoken).ultimatum},
	{"promise", (*spoken).promise},
	{"threat", (*spoken).threat},
	{"refusal", (*spoken).refusal},
	{"own-negation", (*spoken).ownNegation},
}

// SpeechRules are the names of the rules that code words as acts, in the order in
// which they are asked.
func SpeechRules() []string {
	out := make([]string, len(speechRules))
	for i, r := range speechRules {
		out[i] = r.name
	}
	return out
}

// rewrite codes an act that is only spoken of as the act of words that it is.
func (c *coding) rewrite(t *trigger, e *sayso.Event) {
	p, _ := sayso.PLOVER(t.category)
	x := &spoken{coding: c, t: t, e: e, own: t.at}
	if t.light >= 0 {
		x.own = t.light
	}
	x.will = c.Has(x.own, "aux", "will", "would", "wo", "shall", "'ll")
	x.welcome = p.Quad == sayso.MaterialCooperation || t.category == "CONSULT" || t.category == "SUPPORT" || t.category == "CONCEDE"
	for _, r := range speechRules {
		if !c.r.withoutSpeech[r.name] && r.apply(x) {
			return
		}
	}
}

// code puts another category on record.
func (x *spoken) code(category, mode string) bool {
	x.e.Type, x.e.Mode = category, mode
	return true
}

// jointExercise: troops of several countries that train together cooperate.
func (x *spoken) jointExercise() bool {
	return x.t.category == "MOBILIZE" && x.t.mode == "troops" &&
		x.Has(x.own, "obj", "exercise", "drill", "game", "manoeuvre", "maneuver", "day", "week") && x.countries(x.e.Actors) > 1 && x.code("COOPERATE", "")
}

// told reports whether somebody's verb tells the act, with a status.
func (x *spoken) told(s sayso.Status) bool {
	return len(x.e.Actors) > 0 && x.t.args != nil && x.Tokens[x.own].POS == "VERB" && x.e.Status == s
}

// ultimatum: what one will do unless the other gives way.
func (x *spoken) ultimatum() bool {
	return x.told(sayso.Planned) && x.will && x.unless(x.own) && x.t.category != "AGREE" && x.t.category != "REQUEST" &&
		x.code("THREATEN", about("THREATEN", x.t.category, x.t.mode))
}

// promise: what one will do that is welcome.
func (x *spoken) promise() bool {
	return x.told(sayso.Planned) && x.will && x.welcome && x.code("AGREE", "")
}

// threat: what one will do that is not welcome.
func (x *spoken) threat() bool {
	if !x.told(sayso.Planned) || !x.will {
		return false
	}
	switch {
	case x.t.category == "SANCTION", x.t.category == "COERCE", x.t.category == "ASSAULT", x.t.mode == "boycott", x.t.mode == "obstruct":
		return x.code("THREATEN", about("THREATEN", x.t.category, x.t.mode))
	}
	return false
}

// refusal: what one will not do that would be welcome; to give way is refused as soon
// as it is not done: "did not let inspectors in".
func (x *spoken) refusal() bool {
	if !x.told(sayso.DeniedStatus) || !x.welcome && x.t.category != "AGREE" {
		return false
	}
	if gives := x.t.category == "CONCEDE" || x.t.category == "RETREAT"; !x.will && !(gives && x.Has(x.own, "advmod", "not", "n't", "never")) {
		return false
	}
	x.e.Status = sayso.Happened
	return x.code("REJECT", about("REJECT", x.t.category, x.t.mode))
}

// ownNegation: a pattern of refusing that reads the negation itself.
func (x *spoken) ownNegation() bool {
	if !x.told(sayso.DeniedStatus) || x.t.category != "REJECT" || !x.Has(x.own, "advmod", "not", "n't", "never") {
		return false
	}
	x.e.Status = sayso.Happened
	return true
}

func (c *coding) unless(v int) bool {
	for j := c.First[v]; j >= 0; j = c.Next[j] {
		if c.Tokens[j].Is("advcl") && c.Has(int(j), "mark", "unless", "if") {
			return true
		}
	}
	return false
}

// countries counts the countries of some actors.
func (c *coding) countries(ids []sayso.ActorID) int {
	seen := map[string]bool{}
	for _, id := range ids {
		if k := c.actors[c.index[id]].Country; k != "" {
			seen[k] = true
		}
	}
	return len(seen)
}
