package fact

import (
	"sayso"
	"sayso/nlp"
)

// noun reads a noun: one that names an act, or words that some other word
// judges.
func (l *Layer) noun(n int) reading {
	if s := l.Modified(n); s != "" {
		return reading{status: s}
	}
	if s := l.t.operators["subj"][l.Lemma[n]]; s != "" && l.Tokens[n].POS != "DET" {
		return reading{status: s} // "nothing", "nobody"
	}
	told := reading{status: sayso.Happened}
	tok := &l.Tokens[n]
	h := l.head(n)
	if h < 0 {
		return told
	}
	if tok.Is("conj") {
		return l.read[h]
	}
	if g, ok := l.governor(n); ok && g.that.affirmed != same {
		if s := l.judged(n); s != "" {
			return reading{status: s, verdict: s}
		}
	}
	if tok.Is("nsubj") {
		told.status = l.subject(h)
		return told
	}
	told.status = l.object(n)
	return told
}

// subject is the status of an act that is the subject of h.
func (l *Layer) subject(h int) sayso.Status {
	if s := l.Own(h); s == sayso.Planned || s == sayso.PossibleStatus {
		return s
	}
	if g, ok := l.governor(h); ok && l.Passive(h) && g.noun.affirmed != same {
		return g.noun.affirmed
	}
	if l.Tokens[h].XPOS == "VBG" && l.Has(h, "aux", "be") {
		return now
	}
	return sayso.Happened
}

// object is the status of an act that is the object of its head, or stands
// under it by a preposition that makes it one: "plan for a meeting".
func (l *Layer) object(n int) sayso.Status {
	tok := &l.Tokens[n]
	h := l.head(n)
	prep := l.Preposition(n)
	within := prep == "in" || prep == "on"
	direct := tok.Is("obj")
	if !direct && !tok.Is("xcomp") && !l.about(tok, prep) {
		return sayso.Happened
	}
	above := l.read[h].status
	if g, ok := l.governor(h); ok && g.noun.affirmed != same && (direct || !within) {
		if g.noun.affirmed == sayso.Planned && direct && (l.Lemma[h] == "announce" || l.Lemma[h] == "agree") {
			return above
		}
		return under(g.noun, above, above)
	}
	switch {
	case l.Tokens[h].POS == "VERB" && (direct || tok.Is("xcomp") || within || prep == "to"):
		return above
	case tok.Is("nmod") && prep == "of" && l.Tokens[h].POS == "NOUN":
		return above
	}
	return sayso.Happened
}

// about reports whether a phrase tells what its head is about.
func (l *Layer) about(tok *nlp.Token, prep string) bool {
	switch prep {
	case "for", "of", "about", "to":
		return tok.Is("obl") || tok.Is("nmod")
	case "in", "on":
		return tok.Is("obl")
	}
	return false
}

// judged is the verdict of a verb, adjective or noun on the words that n
// stands for: "the claim is a lie", "could not verify reports that …"; empty
// for none.
func (l *Layer) judged(n int) sayso.Status {
	tok := &l.Tokens[n]
	h := l.head(n)
	switch {
	case tok.Is("obj"):
		if g, ok := l.governor(h); ok && g.said.affirmed != same {
			return verdict(g.said, l.read[h].status)
		}
	case tok.Is("nsubj"):
		return l.ruling(h, l.read[h].status)
	}
	return ""
}

// ruling is the verdict of predicate p, which stands as it does, on its
// subject: "was false", "could not be verified", "turned out to be a lie".
func (l *Layer) ruling(p int, stands sayso.Status) sayso.Status {
	if stands == "" {
		stands = sayso.Happened
	}
	if g, ok := l.governor(p); ok && g.said.affirmed != same && (l.Tokens[p].POS != "VERB" || l.Passive(p)) {
		return verdict(g.said, stands)
	}
	for j := l.First[p]; j >= 0; j = l.Next[j] { // "proved false", "remains unverified"
		if g, ok := l.governor(int(j)); ok && l.Tokens[j].Is("xcomp") && g.said.affirmed != same {
			if l.Own(int(j)) == sayso.DeniedStatus {
				stands = sayso.DeniedStatus
			}
			return verdict(g.said, stands)
		}
	}
	return ""
}

// verdict is what a judgement leaves; who may verify something has not done so.
func verdict(c cell, governor sayso.Status) sayso.Status {
	switch governor {
	case sayso.DeniedStatus, sayso.Happened, sayso.Ongoing:
		return under(c, governor, sayso.Happened)
	}
	return sayso.PossibleStatus
}

// Modified is the status that a noun's own modifiers give it; empty for none.
func (l *Layer) Modified(n int) sayso.Status {
	for j := l.First[n]; j >= 0; j = l.Next[j] {
		c := &l.Tokens[j]
		if !c.Is("det") && !c.Is("amod") && !c.Is("compound") && !c.Is("acl") {
			continue
		}
		if s := l.t.operators["mod"][l.Lemma[j]]; s != "" && (c.Is("det") == (s == sayso.DeniedStatus && (l.Lemma[j] == "no" || l.Lemma[j] == "neither"))) {
			return s
		}
	}
	return ""
}
