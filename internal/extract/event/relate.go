package event

import (
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

// How events lie in time to each other is told by signals: "hours before the
// talks", "coincided with the launch", "came as troops left". A signal stands
// between two places of the tree. Below it is the other event: the word that it
// marks, or what a word of telling or of a phase ("reports of", "the start of")
// holds. Above it is the event whose clause it stands in; where that clause says
// no more than that something came about ("came", "occurred", "was held"), it is
// the subject's. A noun that tells no event by itself but is definite takes up
// the last one of its kind: "during the visit". Each end is found or nothing is
// said: a link needs two events, or an event and a date. The cost is one look at
// each word, and a climb of at most maxClimb steps for each signal.

// maxLinks bounds the links of one article; maxBack is how many sentences a
// definite noun or a word that points back reaches.
const (
	maxLinks = 2 * maxEvents
	maxBack  = 8
)

// relating is the events of a document being put in order.
type relating struct {
	*coding
	events []sayso.Event
	at     map[int]int // token of a trigger to its event
	main   int         // the event that the article is about; -1 for none
	links  int
	aside  []told // what says when an event was by another
}

// told is words that say of an event when it was by telling another.
type told struct {
	event int
	words sayso.Span
}

// relate finds the links between events, which carry them, and settles by them
// when the events were.
func (c *coding) relate(events []sayso.Event) {
	r := &relating{coding: c, events: events, at: make(map[int]int, 2*len(events)), main: slices.IndexFunc(events, func(e sayso.Event) bool { return e.Main })}
	for k := range events {
		for _, s := range events[k].Anchor {
			r.at[c.tokenAt(s.Start)] = k
		}
	}
	r.identities()
	for i := 0; i < len(c.Tokens); i++ {
		if c.skip[i] {
			continue
		}
		i += max(r.signal(i)-1, 0)
	}
	r.date()
}

// signal reads the signal that starts at token i, and returns how many tokens
// it takes; 0 where there is none.
func (r *relating) signal(i int) int {
	for _, s := range r.starts(i) {
		if s.kind != "verb" && r.spelt(i, s.words) {
			sent := r.Sentence(i)
			n := len(s.words)
			if i+n > sent.End {
				continue
			}
			if s.kind == "phrase" && r.phrase(&s, i, i+n) || s.kind == "back" && r.back(&s, i, i+n) {
				return n
			}
		}
	}
	if r.Tokens[i].POS == "VERB" {
		for _, s := range r.r.signals[r.Lemma[i]] {
			if s.kind == "verb" && len(s.words) == 1 && r.joins(&s, i) {
				return 1
			}
		}
	}
	return 0
}

// sayWhen marks the phrases that signals introduce. Those of several words hang
// on an act and yet tell acts of their own, which is timely; the times in those
// that say before or after what an act was are not the act's, which is beyond.
func (c *coding) sayWhen() {
	c.timely, c.beyond = make([]bool, len(c.Tokens)), make([]bool, len(c.Tokens))
	for i := range c.Tokens {
		for _, s := range c.starts(i) {
			n := len(s.words)
			if s.kind != "phrase" || !c.spelt(i, s.words) {
				continue
			}
			h := c.marked(i, i+n)
			if h < 0 {
				break
			}
			switch s.relation {
			case sayso.Before, sayso.After, sayso.IAfter, sayso.EndedBy:
				c.beyond[h] = true
			}
			if s.want == "" && c.Tokens[i].POS != "VERB" {
				c.timely[h] = true
				for k := i; k < i+n && n > 1; k++ {
					c.timely[k] = true
				}
				if u := c.Tokens[h].Head; u >= 0 && u < i && units[c.Lemma[u]] != "" && c.Tokens[h].Is("nmod") {
					c.timely[u] = true // "hours after the raid"
				}
			}
			break
		}
	}
}

// starts lists the signals whose first word token i is. Content words and marks
// start none.
func (c *coding) starts(i int) []signal {
	switch c.Tokens[i].POS {
	case "PUNCT", "PROPN", "PRON", "AUX", "SYM", "CCONJ":
		return nil
	}
	return c.r.signals[strings.ToLower(c.Word(i))]
}

// spelt reports whether the words stand at token i.
func (c *coding) spelt(i int, words []string) bool {
	for k, w := range words {
		if i+k >= len(c.Tokens) || !strings.EqualFold(c.Word(i+k), w) {
			return false
		}
	}
	return true
}

// phrase reads a signal at tokens [i, e) that comes before the other event.
func (r *relating) phrase(s *signal, i, e int) bool {
	h := r.marked(i, e)
	if h < 0 {
		return false
	}
	other, ok := r.below(h, 3)
	if !ok {
		if v := r.clauseAfter(h, e); v >= 0 {
			h, other, ok = v, r.event(r.at[v], 0.8), true
		}
	}
	if !ok && s.relation != sayso.IsIncluded && s.relation != sayso.Simultaneous {
		other, ok = r.dated(h, e)
	}
	if !ok {
		return false
	}
	first, apart, now := i, "", false
	if s.relation == sayso.Before || s.relation == sayso.After {
		if first, apart, now = r.measure(i); slices.Contains(s.words, "eve") {
			apart = "P1D"
		}
	}
	one, occurs, ok := r.above(h, first, e, other.event, 1)
	if !ok || !r.wanted(s, one.event, other.event, occurs) || other.event >= 0 && apart == "" && s.words[0] == "before" && r.audience(one.event, h) {
		return false
	}
	relation := s.relation
	switch {
	case now && relation == sayso.Before:
		relation = sayso.IBefore
	case now && relation == sayso.After:
		relation = sayso.IAfter
	case s.words[0] == "since" && r.states(one.event):
		relation = sayso.BegunBy
	}
	if !r.link(one, relation, other, nlp.Range{First: first, End: e}, apart, 0.9) {
		return false
	}
	if relation != sayso.BegunBy || other.event >= 0 {
		r.part(one, other, sayso.Span{Start: r.Tokens[first].Start, End: r.Span(r.Subtree(h)).End})
	}
	return true
}

// part notes which words of a sentence tell of which of two events: those of
// phrase of the other, the rest of the one.
func (r *relating) part(one, other end, phrase sayso.Span) {
	r.aside = append(r.aside, told{one.event, phrase})
	if other.event < 0 {
		return
	}
	at := r.events[other.event].Anchor[0]
	if s := r.Span(r.Sentence(r.tokenAt(phrase.Start))); phrase.Contains(at) {
		r.aside = append(r.aside, told{other.event, sayso.Span{Start: s.Start, End: phrase.Start}}, told{other.event, sayso.Span{Start: phrase.End, End: s.End}})
	}
}

// states reports whether an event is one that lasts, so that what it is told
// since began it.
func (r *relating) states(k int) bool {
	e := &r.events[k]
	l := r.Lemma[r.tokenAt(e.Anchor[0].Start)]
	return e.Status == sayso.Ongoing || r.facts.Lasting(r.tokenAt(e.Anchor[0].Start)) || l == "fight" || l == "imprison" || l == "jail"
}

// audience reports whether "before" leads to those who heard an act of words:
// "denounced it before a meeting of the council".
func (r *relating) audience(k, h int) bool {
	p, _ := sayso.PLOVER(r.events[k].Type)
	return r.Tokens[h].POS == "NOUN" && r.events[k].Type != "CONSULT" && (p.Quad == sayso.VerbalCooperation || p.Quad == sayso.VerbalConflict) &&
		r.Child(h, "nmod") >= 0 && !r.definite(h)
}

// marked is the head of the phrase that the signal at tokens [i, e) introduces;
// -1 for none.
func (c *coding) marked(i, e int) int {
	last := e - 1
	for n := 0; n < 3; n++ {
		t := &c.Tokens[last]
		switch {
		case t.Head < 0:
			return -1
		case t.Is("fixed"):
			last = t.Head
			continue
		case t.Is("case"), t.Is("mark"), e-i == 1 && t.Is("advmod") && t.Head >= e && c.Lemma[i] == "when":
			if t.Head < e {
				return -1
			}
			if v := c.Tokens[t.Head].Head; v >= e && v < t.Head && c.Tokens[v].POS == "VERB" {
				return v // "after Kerland imposed sanctions", as parsers have it
			}
			return t.Head
		case t.POS == "VERB" && e-i == 1 && t.XPOS == "VBG": // "following an attack"
			return c.Child(last, "obj")
		case e-i > 1 && t.POS == "VERB":
			return -1
		}
		break
	}
	return -1
}

// wanted reports whether the condition of a signal holds.
func (r *relating) wanted(s *signal, one, other int, occurs bool) bool {
	if other < 0 {
		return s.want == ""
	}
	v := r.tokenAt(r.events[other].Anchor[0].Start)
	t := &r.Tokens[v]
	switch s.want {
	case "occur":
		return occurs
	case "going":
		return t.XPOS == "VBG"
	case "done":
		return t.POS == "VERB" && (t.Feat("Tense") == "Past" || t.XPOS == "VBN" || t.XPOS == "VBG") && (t.XPOS != "VBG" || r.Child(v, "aux") >= 0)
	}
	if s.words[0] == "since" {
		return t.POS != "VERB" || t.Feat("Tense") == "Past" || t.XPOS == "VBN" || t.XPOS == "VBG"
	}
	return true
}

// joins reads a verb that has one event for subject and the other below it.
func (r *relating) joins(s *signal, v int) bool {
	if r.facts.Own(v) != "" || r.Negated(v) || r.Tokens[v].XPOS == "VBG" && r.Child(v, "aux") < 0 {
		return false
	}
	passive := r.Passive(v)
	subject, object := r.sidesOf(v, s.with, passive)
	if subject < 0 || object < 0 {
		return false
	}
	one, ok := r.below(subject, 3)
	if !ok && r.points(subject) {
		one, ok = r.only(r.SentenceOf(v) - 1)
	}
	if !ok {
		return false
	}
	other, ok := r.below(object, 3)
	if !ok || one.event == other.event {
		return false
	}
	relation := s.relation
	if passive {
		relation = relation.Inverse()
	}
	words := nlp.Range{First: v, End: v + 1}
	if s.with != "" && v+1 < len(r.Tokens) && r.Lemma[v+1] == s.with {
		words.End++
	}
	if !r.link(one, relation, other, words, "", 0.9) {
		return false
	}
	r.part(one, other, r.Span(r.Subtree(object)))
	return true
}

// sidesOf is the subject of a signal's verb and what the other event stands in:
// its object, or what its preposition introduces; -1 for none.
func (r *relating) sidesOf(v int, with string, passive bool) (subject, object int) {
	if with == "" && passive {
		with = "by"
	}
	subject, object = -1, -1
	for j := r.First[v]; j >= 0; j = r.Next[j] {
		switch c := &r.Tokens[j]; {
		case c.Is("nsubj"):
			subject = int(j)
		case c.Is("obj") && with == "":
			object = int(j)
		case c.Is("obl") && with != "" && r.Preposition(int(j)) == with:
			object = int(j)
		}
	}
	if subject >= 0 && r.relative(subject) && r.Tokens[v].Is("acl") {
		subject = r.Tokens[v].Head
	}
	return subject, object
}

// back reads a signal that points to what the sentence before told.
func (r *relating) back(s *signal, i, e int) bool {
	if e < len(r.Tokens) && (strings.EqualFold(r.Word(e), "as") || strings.EqualFold(r.Word(e), "that") || strings.EqualFold(r.Word(e), "of")) {
		return false
	}
	first, apart := i, ""
	if e-i == 1 {
		if first, apart, _ = r.measure(i); apart == "" && first != i || first == i && !strings.HasSuffix(s.words[0], "s") && s.words[0] != "afterward" && s.words[0] != "beforehand" {
			return false // "later" alone, "two weeks ago"
		}
	} else if s.relation != sayso.Simultaneous {
		apart = "P1D"
	}
	h := e - 1
	other, ok := r.only(r.SentenceOf(i) - 1)
	if !ok || r.ParagraphOf(i) != r.ParagraphOf(r.tokenAt(r.events[other.event].Anchor[0].Start)) {
		return false
	}
	one, _, ok := r.above(h, first, e, other.event, 0)
	if !ok {
		return false
	}
	return r.link(one, s.relation, other, nlp.Range{First: first, End: e}, apart, 0.8)
}

// link puts a link on both its ends; false where the events have one already,
// or where one of them is said not to have been.
func (r *relating) link(one end, relation sayso.TimeRelation, other end, words nlp.Range, apart string, sure float64) bool {
	a := &r.events[one.event]
	if one.event == other.event || r.links >= maxLinks || a.Status == sayso.DeniedStatus || relation == sayso.EndedBy && !real(a.Status) {
		return false
	}
	l := sayso.TimeLink{Relation: relation, Time: other.time, Other: other.words, Apart: apart, Confidence: sure * one.far * other.far}
	if words.Len() > 0 {
		l.Signal = sayso.Spans{r.Span(words)}
	}
	if other.event >= 0 {
		b := &r.events[other.event]
		if b.Status == sayso.DeniedStatus {
			return false
		}
		l.Event = b.ID
		for i := range a.Links {
			if a.Links[i].Event == b.ID {
				return false
			}
		}
		m := l
		m.Relation, m.Event, m.Other = relation.Inverse(), a.ID, one.words
		b.Links = append(b.Links, m)
	}
	a.Links = append(a.Links, l)
	r.links++
	return true
}
