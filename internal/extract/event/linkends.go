package event

import (
	"sort"
	"strings"

	"sayso"
)

// end is one end of a link: an event or a dated phrase.
type end struct {
	event int // index; -1 for a date
	time  sayso.TimeID
	words sayso.Spans
	// far is how much the ways to it took from being sure.
	far float64
}

// holders are nouns that hold an event below them, and are as real and as
// timely as that: what tells of it, and its phases.
var holders = map[string]bool{
	"report": true, "news": true, "word": true, "rumour": true, "rumor": true, "start": true, "beginning": true, "end": true, "opening": true, "close": true,
	"conclusion": true, "outbreak": true, "onset": true, "round": true, "series": true, "wave": true, "spate": true, "string": true, "day": true, "hour": true,
	"week": true, "height": true, "course": true, "number": true, "second": true, "first": true, "failure": true, "collapse": true,
}

// below finds the event that the phrase headed by token h tells.
func (r *relating) below(h, depth int) (end, bool) {
	if k, ok := r.at[h]; ok {
		return r.event(k, 1), true
	}
	t := &r.Tokens[h]
	switch {
	case depth == 0:
	case t.POS == "VERB" && comings[r.Lemma[h]]:
		for j := r.First[h]; j >= 0; j = r.Next[j] {
			if c := &r.Tokens[j]; c.Is("nsubj") || c.Is("obj") {
				if o, ok := r.below(int(j), depth-1); ok {
					return o, true
				}
			}
		}
	case t.POS == "NOUN" && holders[r.Lemma[h]]:
		for j := r.First[h]; j >= 0; j = r.Next[j] {
			c := &r.Tokens[j]
			if !(c.Is("acl") && c.Rel != "acl:relcl" || c.Is("ccomp") || c.Is("nmod") && (r.Preposition(int(j)) == "of" || r.Preposition(int(j)) == "that")) {
				continue
			}
			if o, ok := r.below(int(j), depth-1); ok {
				return o, true
			}
			for k := r.First[j]; k >= 0; k = r.Next[k] { // "reports of troops leaving"
				if r.Tokens[k].Is("acl") {
					if o, ok := r.below(int(k), depth-1); ok {
						return o, true
					}
				}
			}
		}
		if h+1 < len(r.Tokens) && (r.Lemma[h+1] == "of" || r.Lemma[h+1] == "that") {
			if v := r.verbAfter(h+2, true); v >= 0 {
				return r.event(r.at[v], 0.8), true
			}
		}
	case t.POS == "NOUN":
		return r.takenUp(h)
	}
	return end{}, false
}

// clauseAfter finds the verb of a clause that the parser has not put under its
// signal, -1 for none: "as envoys from Kerland were meeting", with "as envoys" a
// phrase.
func (r *relating) clauseAfter(h, from int) int {
	if p := r.Tokens[h].POS; p == "VERB" || p == "AUX" {
		return -1
	}
	return r.verbAfter(from, false)
}

// verbAfter is the next verb from token from on, where it tells an event and
// nothing but its own phrases can stand between; -1 for none. A gerund counts
// where it may: "reports of troops leaving".
func (r *relating) verbAfter(from int, gerund bool) int {
	if from >= len(r.Tokens) {
		return -1
	}
	s := r.Sentence(from)
	for i := from; i < s.End && i < from+maxPhraseWords; i++ {
		t := &r.Tokens[i]
		bare := r.Child(i, "aux") < 0
		switch {
		case t.POS == "PUNCT" && r.Word(i) != "-", t.POS == "SCONJ", r.relative(i):
			return -1
		case t.POS != "VERB":
			continue
		case t.XPOS == "VBN" && bare, t.XPOS == "VBG" && bare && !gerund, t.Is("amod"), t.Is("acl") && t.Head >= from && !gerund, t.XPOS == "VB":
			return -1
		}
		if _, ok := r.at[i]; !ok {
			return -1
		}
		return i
	}
	return -1
}

// comings are verbs that say no more of an event than that it is there.
var comings = map[string]bool{
	"come": true, "occur": true, "happen": true, "begin": true, "start": true, "open": true, "resume": true, "erupt": true, "unfold": true, "commence": true,
	"end": true, "conclude": true, "hold": true, "conduct": true, "stage": true, "launch": true, "take": true, "carry": true, "fail": true, "collapse": true, "break": true,
}

// above finds the event whose clause the phrase at token h stands in. occurs is
// set where the clause says of it no more than that it came about. At most reach
// nouns that are no words of the signal may stand between.
func (r *relating) above(h, first, e, not, reach int) (one end, occurs, ok bool) {
	i, nouns := h, 0
	for n := 0; n < maxClimb; n++ {
		up := r.Tokens[i].Head
		if up < 0 || n > 0 && r.Tokens[i].Is("acl") || nouns > reach {
			break
		}
		i = up
		if k, ok := r.at[i]; ok {
			if k == not {
				if n == 0 && r.Tokens[i].Is("conj") {
					continue
				}
				return end{}, false, false
			}
			return r.event(k, 1), false, true
		}
		t := &r.Tokens[i]
		if i >= first && i < e || units[r.Lemma[i]] != "" {
			continue // the words of the signal itself
		}
		switch t.POS {
		case "NOUN", "PROPN", "ADV", "NUM":
			nouns++
			continue
		case "VERB", "AUX":
			if s := r.facts.Own(i); !comings[r.Lemma[i]] || s != "" && s != sayso.Planned {
				return end{}, false, false
			}
			for j := r.First[i]; j >= 0; j = r.Next[j] {
				if c := &r.Tokens[j]; c.Is("nsubj") {
					if o, ok := r.below(int(j), 3); ok && o.event >= 0 && o.event != not {
						return o, true, true
					}
					if r.Lemma[i] == "come" && r.points(int(j)) {
						if o, ok := r.only(r.SentenceOf(i) - 1); ok && o.event != not {
							return o, true, true
						}
					}
				} else if c.Is("xcomp") {
					if k, ok := r.at[int(j)]; ok && k != not { // "began shelling"
						return r.event(k, 1), false, true
					}
				}
			}
		}
		break
	}
	return end{}, false, false
}

// pointers are subjects that take up what the sentence before told.
var pointers = map[string]bool{"this": true, "that": true, "it": true, "move": true, "decision": true, "development": true, "incident": true, "step": true, "action": true}

// points reports whether a subject does no more than that.
func (c *coding) points(i int) bool {
	for j := c.First[i]; j >= 0; j = c.Next[j] {
		if !c.Tokens[j].Is("det") || c.Lemma[j] != "the" && c.Lemma[j] != "this" {
			return false
		}
	}
	return pointers[c.Lemma[i]]
}

// only is the one event of a sentence; false where it tells none or several.
func (r *relating) only(s int) (end, bool) {
	if s < 0 {
		return end{}, false
	}
	span, found := r.Span(r.Sentences[s]), -1
	first := sort.Search(len(r.events), func(k int) bool { return r.events[k].Anchor[0].Start >= span.Start })
	for k := first; k < len(r.events) && r.events[k].Anchor[0].Start < span.End; k++ {
		if found >= 0 {
			return end{}, false
		}
		found = k
	}
	if found < 0 {
		return end{}, false
	}
	return r.event(found, 0.8), true
}

func (r *relating) event(k int, far float64) end {
	return end{event: k, words: r.events[k].Anchor, far: far}
}

// dated finds the date that the phrase at token h is of: "Friday", "the vote on
// Sunday".
func (r *relating) dated(h, from int) (end, bool) {
	if p := r.Tokens[h].POS; p != "NOUN" && p != "PROPN" && p != "NUM" {
		return end{}, false
	}
	span := r.Span(r.Subtree(h))
	span.Start = max(span.Start, r.Tokens[from].Start)
	from = sort.Search(len(r.an.Times), func(k int) bool { return r.an.Times[k].Span.Start >= span.Start })
	for k := from; k < len(r.an.Times) && k < from+maxNear && r.an.Times[k].Span.End <= span.End; k++ {
		w := &r.an.Times[k]
		if strings.Contains(r.Text[min(w.Span.Start, r.Tokens[h].End):max(w.Span.Start, r.Tokens[h].End)], ",") {
			break // "after the talks, on Friday"
		}
		if w.Type != sayso.DateTime && w.Type != sayso.ClockTime || w.From.IsZero() && w.To.IsZero() {
			continue
		}
		// nothing but the phrase's own words may stand between
		for i, n := r.tokenAt(w.Span.Start), 0; i != h; i, n = r.Tokens[i].Head, n+1 {
			if i < 0 || n == maxClimb || r.Tokens[i].POS == "VERB" || r.Tokens[i].Is("acl") {
				return end{}, false
			}
		}
		span.End = max(w.Span.End, r.Tokens[h].End)
		return end{event: -1, time: w.ID, words: sayso.Spans{span}, far: 1}, true
	}
	return end{}, false
}
