package event

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// Whether an event took place is read off the tree, from the trigger upwards.
// A finite verb has its own answer: its modals, its negation, a condition that
// marks it. A verb without tense ("to meet", "of meeting") or a noun ("the
// meeting") asks the word that governs it: what one plans is planned, what one
// demands demanded, what one denies denied; what one begins or helps to do is
// as real as the beginning. So the answer is found in at most maxClimb steps,
// each looking at the children of one word.

// StatusOf reads whether the event that token i tells took place, as the
// sentence has it; who says so is left aside.
func StatusOf(d *nlp.Doc, i int) sayso.Status {
	if i < 0 || i >= len(d.Tokens) {
		return sayso.Happened
	}
	return newText(d).status(i, maxClimb)
}

// toVerb and toNoun say what becomes of an act under a governing word: of an
// infinitive or gerund, and of a noun that is its object.
var (
	toVerb = statuses(map[sayso.Status]string{
		sayso.Planned: `plan intend decide agree promise pledge vow want aim offer prepare schedule set ready due aspire propose arrange undertake
swear volunteer commit committed consent expect anticipate slate wish determine resolve prepared willing decision pledge intention intent
proposal agreement commitment readiness willingness bid about poise mean`,
		sayso.PossibleStatus: `hope threaten fear consider contemplate mull weigh try attempt seek discuss suggest believe suspect think doubt likely
possible able unlikely threat possibility chance risk effort prospect ability capacity option potential danger speculation worry concern
rumor rumour suspicion eager keen opportunity need raise warn caution appear seem capable accuse dream`,
		sayso.DeniedStatus: `refuse decline fail deny forget neglect avoid prevent dissuade refusal failure denial refrain oppose forbid prohibit bar
opt unable unwilling reluctant`,
		sayso.Demanded: `urge call ask demand order tell require press request appeal insist recommend implore beg instruct pressure encourage
petition advise remind lobby push plea necessary essential important imperative invite campaign`,
	})
	toNoun = statuses(map[sayso.Status]string{
		sayso.Planned: `plan schedule propose offer announce prepare arrange anticipate expect seek promise pledge plot agree organise organize invite
offer proposal plan await postpone`,
		sayso.PossibleStatus: `fear hope consider contemplate mull threaten discuss predict suggest suspect risk want raise rumor rumour possibility
threat prospect risk chance hope fear warn warning speculation favor favour`,
		sayso.DeniedStatus: `deny cancel prevent avert avoid oppose rule reject scrap block refuse thwart foil`,
		sayso.Demanded:     `demand urge request seek require call appeal ask insist want campaign call appeal demand request plea ensure press`,
	})
)

func statuses(words map[sayso.Status]string) map[string]sayso.Status {
	out := map[string]sayso.Status{}
	for s, list := range words {
		for _, w := range strings.Fields(list) {
			if old, ok := out[w]; !ok || s < old { // the same whatever the order of the map
				out[w] = s
			}
		}
	}
	return out
}

func (t *text) status(i, steps int) sayso.Status {
	if steps == 0 {
		return sayso.Happened
	}
	switch t.Tokens[i].POS {
	case "VERB", "AUX":
		return t.verbStatus(i, steps)
	case "ADJ":
		if t.child(i, "cop") >= 0 {
			return t.verbStatus(i, steps)
		}
	}
	if t.Tokens[i].POS == "VERB" || t.child(i, "cop", "aux") >= 0 {
		return t.verbStatus(i, steps)
	}
	return t.nounStatus(i, steps)
}

// verbStatus reads a verb or another predicate.
func (t *text) verbStatus(v, steps int) sayso.Status {
	tok := &t.Tokens[v]
	if s := t.auxiliary(v); s != "" {
		return s
	}
	if tok.Is("conj") && tok.Head >= 0 && t.child(v, "nsubj", "aux", "mark") < 0 && (tok.Feat("VerbForm") == "Inf" || tok.XPOS == "VB" || tok.XPOS == t.Tokens[tok.Head].XPOS) {
		return t.status(tok.Head, steps-1)
	}
	for j := t.first[v]; j >= 0; j = t.next[j] {
		if t.Tokens[j].Is("mark") {
			switch t.lemma[j] {
			case "if", "unless", "whether", "lest":
				return sayso.PossibleStatus
			case "without":
				return sayso.DeniedStatus
			case "against", "from":
				return sayso.PossibleStatus
			case "before", "until", "when", "while", "after", "as", "once":
				// "will rest before meeting": as real as what it goes with
				if h := tok.Head; h >= 0 && tok.Is("advcl") && t.Tokens[h].POS == "VERB" && tok.XPOS == "VBG" {
					if s := t.status(h, steps-1); s == sayso.Planned || s == sayso.PossibleStatus || s == sayso.Demanded {
						return s
					}
				}
			}
		}
	}
	// A verb without tense is what its governor makes of it.
	h := tok.Head
	inf := t.has(v, "mark", "to") || tok.XPOS == "VB" || tok.Feat("VerbForm") == "Inf"
	ger := tok.XPOS == "VBG" && t.child(v, "aux") < 0
	switch {
	case h < 0:
		if inf && t.child(v, "nsubj", "aux") < 0 {
			return sayso.Demanded // an order
		}
	case inf && tok.Is("advcl") && !t.governs(h):
		return sayso.Planned // an end that somebody pursues
	case (inf || ger) && (tok.Is("xcomp") || tok.Is("ccomp") || tok.Is("acl") || tok.Is("advcl") || tok.Is("obl") || tok.Is("obj")):
		if ger && (tok.Is("acl") || tok.Is("advcl") && t.child(v, "mark") < 0) {
			break // "troops leaving", "…, killing ten"
		}
		if s, ok := toVerb[t.lemma[h]]; ok {
			if ger && tok.Is("advcl") && t.lemma[h] != "aim" && s != sayso.DeniedStatus && s != sayso.Demanded {
				break // "accused of taking"
			}
			return t.turn(h, s)
		}
		if t.lemma[h] == "be" && inf {
			return sayso.Planned
		}
		if tok.Is("acl") && inf {
			return sayso.Planned // "troops to guard the port"
		}
		if tok.Is("xcomp") || tok.Is("ccomp") {
			return t.status(h, steps-1)
		}
	case tok.Is("ccomp") || tok.Is("xcomp"):
		switch s := toVerb[t.lemma[h]]; s {
		case sayso.Demanded:
			if tok.Feat("Tense") == "" || tok.Feat("VerbForm") == "Inf" || tok.XPOS == "VB" || tok.XPOS == "VBP" {
				return s
			}
		case sayso.DeniedStatus, sayso.PossibleStatus:
			if t.lemma[h] != "warn" && t.lemma[h] != "threaten" && t.lemma[h] != "caution" && t.lemma[h] != "accuse" {
				return s
			}
		case sayso.Planned:
			if t.lemma[h] == "propose" {
				return sayso.Demanded
			}
			if t.lemma[h] == "expect" || t.lemma[h] == "wish" || t.lemma[h] == "mean" {
				return sayso.PossibleStatus
			}
		}
	}
	if t.ongoing(v) {
		return sayso.Ongoing
	}
	return sayso.Happened
}

// governs reports whether an infinitive under h is more than its purpose.
func (t *text) governs(h int) bool { _, ok := toVerb[t.lemma[h]]; return ok || t.lemma[h] == "be" }

// turn is what status s becomes when its governor is itself denied: nobody
// plans what "did not agree to" governs, and what one does not refuse may be.
func (t *text) turn(h int, s sayso.Status) sayso.Status {
	if !t.Negated(h) {
		return s
	}
	if s == sayso.DeniedStatus {
		return sayso.PossibleStatus
	}
	return sayso.DeniedStatus
}

// auxiliary reads modals and negations; empty when there is none.
func (t *text) auxiliary(v int) sayso.Status {
	var s sayso.Status
	for j := t.first[v]; j >= 0; j = t.next[j] {
		c := &t.Tokens[j]
		switch {
		case c.Is("aux"), c.POS == "AUX":
			switch t.lemma[j] {
			case "will", "shall", "wo", "'ll", "would", "'d":
				if t.lemma[j] != "'d" || t.Tokens[v].XPOS == "VB" {
					s = sayso.Planned
				}
			case "may", "might", "could", "can", "ca":
				s = sayso.PossibleStatus
			case "must", "should", "ought":
				s = sayso.Demanded
			}
		case c.Is("advmod"):
			switch t.lemma[j] {
			case "not", "n't", "never", "hardly", "barely", "neither", "nor", "almost", "nearly":
				return sayso.DeniedStatus
			case "perhaps", "maybe", "possibly", "probably", "potentially", "likely":
				s = sayso.PossibleStatus
			}
		case c.Is("nsubj"):
			if t.lemma[j] == "nobody" || t.lemma[j] == "none" || t.has(int(j), "det", "no", "neither") {
				return sayso.DeniedStatus
			}
		case c.Is("advcl") && s == sayso.Planned && t.has(int(j), "mark", "if") && t.has(v, "aux", "would"):
			s = sayso.PossibleStatus
		}
	}
	if t.Negated(v) {
		return sayso.DeniedStatus
	}
	if s == sayso.Planned && t.has(v, "aux", "would") {
		for j := t.first[v]; j >= 0; j = t.next[j] {
			if t.Tokens[j].Is("advcl") && t.has(int(j), "mark", "if") {
				return sayso.PossibleStatus
			}
		}
	}
	// "is going to meet"
	if h := t.Tokens[v].Head; s == "" && h >= 0 && t.Tokens[v].Is("xcomp") && t.lemma[h] == "go" && t.Tokens[h].XPOS == "VBG" {
		return sayso.Planned
	}
	if h := t.Tokens[v].Head; s == "" && h >= 0 && t.Tokens[v].Is("xcomp") && t.has(v, "mark", "to") && t.lemma[h] == "have" {
		return sayso.Demanded
	}
	return s
}

// ongoing reports whether a verb tells what goes on: "is fighting", "has been
// holding", "continues to hold".
func (t *text) ongoing(v int) bool {
	if t.Tokens[v].XPOS == "VBG" && t.has(v, "", "be") {
		return true
	}
	if t.has(v, "advmod", "still", "currently", "now") && t.Tokens[v].XPOS != "VBD" {
		return true
	}
	// "has held her since May"
	if t.has(v, "aux", "have") && !t.passive(v) {
		for j := t.first[v]; j >= 0; j = t.next[j] {
			if (t.Tokens[j].Is("obl") || t.Tokens[j].Is("advcl") || t.Tokens[j].Is("nmod")) && t.preposition(int(j)) == "since" {
				return lasting[t.lemma[v]]
			}
		}
	}
	switch h := t.Tokens[v].Head; {
	case h >= 0 && t.Tokens[v].Is("xcomp") && (t.lemma[h] == "continue" || t.lemma[h] == "keep" || t.lemma[h] == "remain"):
		return true
	}
	return t.lemma[v] == "continue" && (t.Tokens[v].XPOS == "VBZ" || t.Tokens[v].XPOS == "VBP" || t.Tokens[v].XPOS == "VBG") ||
		lasting[t.lemma[v]] && (t.Tokens[v].XPOS == "VBZ" || t.Tokens[v].XPOS == "VBP")
}

// lasting are verbs that in the present tell a state.
var lasting = map[string]bool{"hold": true, "occupy": true, "besiege": true, "oppose": true, "detain": true, "support": true, "back": true, "host": true}

// modified is the status that a noun's own modifiers give it; empty for none.
func (t *text) modified(n int) sayso.Status {
	for j := t.first[n]; j >= 0; j = t.next[j] {
		c := &t.Tokens[j]
		if c.Is("det") && (t.lemma[j] == "no" || t.lemma[j] == "neither") {
			return sayso.DeniedStatus
		}
		if !c.Is("amod") && !c.Is("compound") && !c.Is("acl") {
			continue
		}
		switch t.lemma[j] {
		case "plan", "planned", "schedule", "scheduled", "upcoming", "forthcoming", "propose", "proposed", "expect", "expected", "anticipate",
			"anticipated", "future", "next", "coming", "impending", "prospective", "promised":
			return sayso.Planned
		case "possible", "potential", "likely", "eventual", "hypothetical", "rumored", "rumoured", "imminent", "threatened":
			return sayso.PossibleStatus
		case "ongoing", "continuing", "current":
			return sayso.Ongoing
		case "cancelled", "canceled", "failed", "foiled", "thwarted":
			return sayso.DeniedStatus
		}
	}
	return ""
}

// nounStatus reads a noun that names an act.
func (t *text) nounStatus(n, steps int) sayso.Status {
	tok := &t.Tokens[n]
	if s := t.modified(n); s != "" {
		return s
	}
	h := tok.Head
	if h < 0 {
		return sayso.Happened
	}
	prep := t.preposition(n)
	switch {
	case tok.Is("conj"):
		return t.status(h, steps-1)
	case tok.Is("nsubj"):
		if s := t.auxiliary(h); s == sayso.Planned || s == sayso.PossibleStatus {
			return s
		}
		if toNoun[t.lemma[h]] == sayso.Planned && t.passive(h) {
			return sayso.Planned
		}
		if s, ok := toNoun[t.lemma[h]]; ok && t.passive(h) {
			return s
		}
		if t.Tokens[h].XPOS == "VBG" && t.has(h, "aux", "be") {
			return sayso.Ongoing
		}
		return sayso.Happened
	case tok.Is("obj"), tok.Is("xcomp"), tok.Is("obl") && (prep == "for" || prep == "of" || prep == "in" || prep == "about" || prep == "on" || prep == "to"),
		tok.Is("nmod") && (prep == "for" || prep == "of" || prep == "to" || prep == "about"):
		if s, ok := toNoun[t.lemma[h]]; ok && (tok.Is("obj") || prep != "in" && prep != "on") {
			if s == sayso.Planned && (t.lemma[h] == "announce" || t.lemma[h] == "agree") && tok.Is("obj") {
				return t.status(h, steps-1)
			}
			return t.turn(h, s)
		}
		if t.Tokens[h].POS == "VERB" && (tok.Is("obj") || tok.Is("xcomp") || prep == "in" || prep == "to" || prep == "on") {
			return t.status(h, steps-1)
		}
		if tok.Is("nmod") && prep == "of" && t.Tokens[h].POS == "NOUN" {
			return t.nounStatus(h, steps-1)
		}
	}
	return sayso.Happened
}
