package fact

import "sayso"

// Own is what a clause's modals, negations and adverbs make of it; empty for
// none. A negation settles it; of modals the last counts, as in "may be going
// to".
func (l *Layer) Own(v int) sayso.Status {
	var s sayso.Status
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		switch m := l.operator(v, int(j)); {
		case m == sayso.DeniedStatus:
			return m
		case m == now && (s != "" || l.Tokens[v].XPOS == "VBD"):
		case m != "":
			s = m
		}
	}
	if l.negated(v) && !l.notOnly(v) {
		return sayso.DeniedStatus
	}
	if s == sayso.Planned && l.Has(v, "aux", "would") && l.conditional(v) {
		return sayso.PossibleStatus
	}
	if s == "" {
		return l.periphrasis(v)
	}
	return s
}

// operator is what child j makes of clause v; empty for nothing.
func (l *Layer) operator(v, j int) sayso.Status {
	switch c := &l.Tokens[j]; {
	case c.Is("aux"), c.POS == "AUX":
		if l.Lemma[j] != "'d" || l.Tokens[v].XPOS == "VB" {
			return l.t.operators["aux"][l.Lemma[j]]
		}
	case c.Is("advmod"):
		if m := l.t.operators["adv"][l.Lemma[j]]; m != same && !l.only(j) {
			return m
		}
	case c.Is("nsubj"):
		if l.t.operators["subj"][l.Lemma[j]] != "" || l.Has(j, "det", "no", "neither") {
			return sayso.DeniedStatus
		}
	}
	return ""
}

// conditional reports whether clause v has a condition.
func (l *Layer) conditional(v int) bool {
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		if l.Tokens[j].Is("advcl") && l.Has(int(j), "mark", "if") {
			return true
		}
	}
	return false
}

// periphrasis reads what two verbs say for one modal: "is going to meet", "has
// to meet", "has yet to meet".
func (l *Layer) periphrasis(v int) sayso.Status {
	h := l.head(v)
	if h < 0 || !l.Tokens[v].Is("xcomp") {
		return ""
	}
	switch {
	case l.Lemma[h] == "go" && l.Tokens[h].XPOS == "VBG":
		return sayso.Planned
	case l.Lemma[h] != "have" || !l.Has(v, "mark", "to"):
		return ""
	case l.Has(h, "advmod", "yet"), l.Has(v, "advmod", "yet"):
		return sayso.DeniedStatus
	}
	return sayso.Demanded
}

// only reports whether a negation says that there is more, not less: "not
// only", "not just".
func (l *Layer) only(i int) bool {
	if i+1 >= len(l.Tokens) || l.Lemma[i] != "not" {
		return false
	}
	switch l.Lemma[i+1] {
	case "only", "just", "merely", "simply", "least":
		return true
	}
	return false
}

func (l *Layer) notOnly(v int) bool {
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		if l.Tokens[j].Is("advmod") && l.only(int(j)) {
			return true
		}
	}
	return false
}

// ongoing reports whether a verb tells what goes on: "is fighting", "has been
// holding", "continues to hold".
func (l *Layer) ongoing(v int) bool {
	t := &l.Tokens[v]
	if t.XPOS == "VBG" && l.Has(v, "", "be") {
		return true
	}
	lasting := l.Lasting(v)
	if l.Has(v, "aux", "have") && !l.Passive(v) {
		for j := l.First[v]; j >= 0; j = l.Next[j] { // "has held her since May"
			if c := &l.Tokens[j]; (c.Is("obl") || c.Is("advcl") || c.Is("nmod")) && l.Preposition(int(j)) == "since" {
				return lasting
			}
		}
	}
	if h := l.head(v); h >= 0 && t.Is("xcomp") && (l.Lemma[h] == "continue" || l.Lemma[h] == "keep" || l.Lemma[h] == "remain") {
		return true
	}
	present := t.XPOS == "VBZ" || t.XPOS == "VBP"
	return l.Lemma[v] == "continue" && (present || t.XPOS == "VBG") || lasting && present
}

// Lasting reports whether verb v tells a state in the present: "holds".
func (l *Layer) Lasting(v int) bool {
	_, ok := l.t.operators["verb"][l.Lemma[v]]
	return ok
}
