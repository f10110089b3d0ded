package fact

import (
	"slices"

	"sayso"
)

// clause reads a verb or another predicate: what its governor leaves of it,
// turned by what it has itself.
func (l *Layer) clause(v int) reading {
	in := l.context(v)
	own := l.Own(v)
	s := in.status
	switch {
	case own == "" || own == now:
	case own == sayso.DeniedStatus && s == sayso.DeniedStatus && !l.conjunct(v):
		s = sayso.Happened // "denied that it had not paid"
	case own == sayso.DeniedStatus, s != sayso.DeniedStatus:
		s = own
	}
	if s == sayso.Happened && (own == now || l.ongoing(v)) {
		s = now
	}
	in.status = s
	return in
}

// conjunct reports whether v only goes on with the clause before it, and so
// shares its subject and its negation.
func (l *Layer) conjunct(v int) bool {
	t := &l.Tokens[v]
	return t.Is("conj") && l.head(v) >= 0 && l.Child(v, "nsubj", "aux", "mark") < 0 &&
		(t.Feat("VerbForm") == "Inf" || t.XPOS == "VB" || t.XPOS == l.Tokens[l.head(v)].XPOS)
}

// context is what the words above a clause make of it.
func (l *Layer) context(v int) reading {
	told := reading{status: sayso.Happened}
	tok := &l.Tokens[v]
	h := l.head(v)
	if l.conjunct(v) {
		return l.read[h]
	}
	if s := l.marked(v); s != "" {
		return reading{status: s}
	}
	infinitive := l.Has(v, "mark", "to") && tok.XPOS != "VBG" || tok.XPOS == "VB" || tok.Feat("VerbForm") == "Inf"
	gerund := tok.XPOS == "VBG" && l.Child(v, "aux") < 0
	switch {
	case h < 0:
		if infinitive && l.Has(v, "", "be") && l.Has(v, "mark", "to") {
			told.status = sayso.Planned // "is to reopen"
		} else if infinitive && l.Child(v, "nsubj", "aux") < 0 {
			told.status = sayso.Demanded // an order
		} else if l.asked(v) {
			told.status = sayso.PossibleStatus
		}
	case (infinitive || gerund) && !l.finite(v):
		told.status = l.act(v, infinitive)
	case tok.Is("ccomp"), tok.Is("xcomp"), tok.Is("csubj"), tok.Is("acl") && l.tells(v):
		told = l.that(v)
	}
	return told
}

// finite reports whether a clause with "that" only looks like an infinitive:
// "demanded that troops leave".
func (l *Layer) finite(v int) bool { return l.Has(v, "mark", "that") && !l.Has(v, "mark", "to") }

// marked is what the word that joins a clause makes of it; empty for nothing.
func (l *Layer) marked(v int) sayso.Status {
	h := l.head(v)
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		if c := &l.Tokens[j]; !c.Is("mark") && !c.Is("advmod") {
			continue
		}
		if s := l.t.operators["mark"][l.Lemma[j]]; s != "" && l.Tokens[j].Is("mark") {
			if g, ok := l.governor(h); ok && s == sayso.PossibleStatus && g.act.affirmed == sayso.DeniedStatus {
				return under(g.act, l.read[h].status, s) // "refrained from attacking"
			}
			return s
		}
		if _, moment := l.t.operators["moment"][l.Lemma[j]]; moment && h >= 0 && l.Tokens[v].Is("advcl") {
			return l.alongside(v, h)
		}
	}
	return ""
}

// alongside is the status of a clause that only says when its governor is to
// take place: "will rest before meeting", "will not stop until it wins". It is
// as real as what it goes with; empty where it is told by itself.
func (l *Layer) alongside(v, h int) sayso.Status {
	switch l.Tokens[v].XPOS {
	case "VBG", "VBZ", "VBP":
	default:
		return ""
	}
	switch s := l.read[h].status; s {
	case sayso.Planned, sayso.PossibleStatus, sayso.Demanded:
		return s
	case sayso.DeniedStatus:
		if l.Has(h, "aux", "will", "wo", "would", "can", "ca") && l.Tokens[v].XPOS != "VBG" {
			return sayso.PossibleStatus
		}
	}
	return ""
}

// complements are the relations by which an act stands under a governor.
var complements = []string{"xcomp", "csubj", "ccomp", "acl", "advcl", "obl", "obj"}

// act is the status of an infinitive or gerund under its governor.
func (l *Layer) act(v int, infinitive bool) sayso.Status {
	tok := &l.Tokens[v]
	h := l.head(v)
	g, governs := l.governor(h)
	governs = governs && g.act.affirmed != same
	advcl := tok.Is("advcl")
	switch {
	case infinitive && advcl && !governs && l.Lemma[h] != "be":
		if _, done := l.t.operators["end"][l.Lemma[v]]; done {
			return l.read[h].status // "marched to protest"
		}
		return sayso.Planned // an end that somebody pursues
	case tok.Is("csubj") && infinitive && !governs:
		return sayso.PossibleStatus // "it takes years to build"
	case !slices.ContainsFunc(complements, tok.Is):
		return sayso.Happened
	case !infinitive && (tok.Is("acl") || advcl) && l.Child(v, "mark") < 0:
		return sayso.Happened // "troops leaving", "…, killing ten"
	case governs:
		return under(g.act, l.read[h].status, l.read[h].status)
	case tok.Is("acl") && l.Has(v, "mark", "to") && l.read[h].status == sayso.DeniedStatus:
		return sayso.DeniedStatus // "nothing to show"
	case l.Lemma[h] == "be" && infinitive, tok.Is("acl") && infinitive:
		return sayso.Planned // "is to meet", "troops to guard the port"
	case tok.Is("xcomp"), tok.Is("ccomp"):
		return l.read[h].status
	}
	return sayso.Happened
}

// that is the status of a clause with a tense under its governor: a verb or
// adjective of saying or thinking, or a noun that has it for its content.
func (l *Layer) that(v int) reading {
	h := l.head(v)
	if n := l.content(v); n >= 0 {
		h = n
	}
	g, ok := l.governor(h)
	if !ok {
		return reading{status: sayso.Happened}
	}
	s := l.read[h].verdict
	if s == "" {
		s = l.stray(v, h)
	}
	if s == "" && l.misled(h) {
		s = sayso.DeniedStatus
	}
	if s != "" {
		return reading{status: s, verdict: s}
	}
	s = under(g.that, l.read[h].status, sayso.Happened)
	if s == sayso.Demanded && !l.subjunctive(v) {
		s = sayso.Happened // "insisted that the port was open"
	}
	out := reading{status: s}
	if g.said.affirmed != same && (s == sayso.DeniedStatus || s == sayso.PossibleStatus) {
		out.verdict = s
	}
	return out
}

// tells reports whether a clause under a noun tells what the noun's words are,
// "the claim that they left", where parsers see a relative clause too often. A
// relative clause lacks its subject or its object, and "that" stands for it.
func (l *Layer) tells(v int) bool {
	that := l.Child(v, "mark")
	if that >= 0 {
		return l.Lemma[that] == "that"
	}
	if l.Tokens[v].Rel != "acl:relcl" {
		return false
	}
	subject, object := false, 0
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		switch c := &l.Tokens[j]; {
		case c.Is("nsubj"):
			subject = c.POS != "PRON" || l.Lemma[j] != "that" && l.Lemma[j] != "which" && l.Lemma[j] != "who"
		case c.Is("obj"):
			object++
		}
	}
	return subject && object > 1
}

// stray finds a verdict whose subject the parser lost: a predicate without one
// behind a clause that tells words. "The allegation that they shelled the town
// is untrue" may come as "they shelled [the town is untrue]". Empty for none.
func (l *Layer) stray(v, h int) sayso.Status {
	for _, over := range [...]int{v, h} {
		for j := l.First[over]; j >= 0; j = l.Next[j] {
			p := int(j)
			c := &l.Tokens[p]
			if p <= v || !c.Is("ccomp") && !c.Is("xcomp") && !c.Is("conj") && !c.Is("acl") && !c.Is("parataxis") || l.Child(p, "nsubj", "mark") >= 0 {
				continue
			}
			if s := l.ruling(p, l.Own(p)); s != "" {
				return s
			}
		}
	}
	return ""
}

// content finds the noun that a clause tells the content of, where the parser
// hung it on the noun's verb: "found no evidence that …"; -1 for none.
func (l *Layer) content(v int) int {
	tok := &l.Tokens[v]
	if !tok.Is("ccomp") {
		return -1
	}
	for j := l.First[l.head(v)]; j >= 0; j = l.Next[j] {
		if n := int(j); n < v && n > l.head(v) && l.Tokens[n].Is("obj") {
			if g, ok := l.governor(n); ok && g.that.affirmed != same {
				return n
			}
		}
	}
	return -1
}

// misled reports whether an adverb says that what a verb tells is not so:
// "had wrongly reported that …".
func (l *Layer) misled(v int) bool {
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		if l.Tokens[j].Is("advmod") && l.t.operators["said"][l.Lemma[j]] != "" {
			return true
		}
	}
	return false
}

// subjunctive reports whether a clause tells what shall be: "that he leave".
func (l *Layer) subjunctive(v int) bool {
	t := &l.Tokens[v]
	return t.Feat("Tense") == "" || t.Feat("VerbForm") == "Inf" || t.XPOS == "VB" || t.XPOS == "VBP"
}

// governor is the row of word h, with its particle where the table has one:
// "stop short".
func (l *Layer) governor(h int) (governor, bool) {
	if h < 0 {
		return governor{}, false
	}
	for j := l.First[h]; j >= 0; j = l.Next[j] {
		switch c := &l.Tokens[j]; {
		case c.Is("advmod"), c.Is("compound"), c.Is("xcomp"), c.Is("amod"), c.Is("case"), c.Is("obl"):
			if int(j) == h+1 {
				if g, ok := l.t.governors[l.Lemma[h]+"+"+l.Lemma[j]]; ok {
					return g, true
				}
			}
		}
	}
	g, ok := l.t.governors[l.Lemma[h]]
	return g, ok
}

// asked reports whether v stands in a question that yes or no answers.
func (l *Layer) asked(v int) bool {
	s := l.Sentence(v)
	for i := s.End - 1; i >= s.First; i-- {
		if w := l.Word(i); w == "?" {
			break
		} else if l.Tokens[i].POS != "PUNCT" {
			return false
		}
		if i == s.First {
			return false
		}
	}
	for j := l.First[v]; j >= 0; j = l.Next[j] {
		if l.Tokens[j].Feat("PronType") == "Int" {
			return false
		}
	}
	return true
}
