package event

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// takenUp finds the event that a definite noun takes up: the last one before
// it of the kind that the noun tells, with the parties that the noun names.
func (r *relating) takenUp(n int) (end, bool) {
	if !r.definite(n) {
		return end{}, false
	}
	if k := r.antecedent(n, nil); k >= 0 {
		o := r.event(k, 0.8)
		o.words = sayso.Spans{r.Tokens[n].Span()}
		return o, true
	}
	return end{}, false
}

// definite reports whether a noun means one that was told of before, and says
// no more of it than whose it is.
func (c *coding) definite(n int) bool {
	sure := false
	for j := c.First[n]; j >= 0; j = c.Next[j] {
		t := &c.Tokens[j]
		switch {
		case t.Is("det"):
			switch c.Lemma[j] {
			case "the", "this", "that", "these", "those":
				sure = true
			default:
				return false
			}
		case t.Rel == "nmod:poss":
			sure = true
		case t.Is("amod") && c.atlas.Demonym(c.Word(int(j))) != "":
		case t.Is("amod"), t.Is("nummod"), t.Is("compound"), t.Is("nmod") && (t.POS == "NUM" || c.moment(int(j))):
			return false // "the second visit", "the debt talks", "the raid of 2031": others
		}
	}
	return sure
}

// antecedent is the last event before noun n of a kind that the noun tells,
// other than own, one told by a word of the same stem before others; -1 for
// none.
func (r *relating) antecedent(n int, own *sayso.Event) int {
	patterns := r.r.table.patterns[nounKind][r.Lemma[n]]
	if len(patterns) == 0 {
		return -1
	}
	var parties []sayso.ActorID
	if p := r.Child(n, "nmod:poss"); p >= 0 {
		if parties = r.parties(p); len(parties) == 0 && r.Tokens[p].POS != "PRON" {
			return -1
		}
	}
	var lands []string
	for j := r.First[n]; j >= 0; j = r.Next[j] {
		if d := r.atlas.Demonym(r.Word(int(j))); d != "" && r.Tokens[j].Is("amod") {
			lands = append(lands, d) // "the Kerlish raid"
		}
	}
	s, best := r.SentenceOf(n), -1
	for k := len(r.events) - 1; k >= 0; k-- {
		e := &r.events[k]
		if e == own || e.Anchor[0].Start >= r.Tokens[n].Start {
			continue
		}
		at := r.tokenAt(e.Anchor[0].Start)
		if s-r.SentenceOf(at) > maxBack && !e.Main {
			if r.main < 0 || r.main >= k {
				break
			}
			k = r.main + 1
			continue // what the article is about is never far from mind
		}
		if slices.ContainsFunc(parties, func(id sayso.ActorID) bool {
			return !slices.Contains(e.Actors, id) && !slices.Contains(e.Recipients, id)
		}) {
			continue
		}
		if slices.ContainsFunc(lands, func(d string) bool { return !r.partyOf(e, d) }) {
			continue
		}
		alike := slices.ContainsFunc(e.Anchor, func(a sayso.Span) bool { return sameStem(r.Lemma[r.tokenAt(a.Start)], r.Lemma[n]) })
		for i := range patterns {
			p := &patterns[i]
			switch {
			case p.category != e.Type:
			case alike:
				return k
			case best < 0 && p.mode == e.Mode || p.category == "CONSULT" && (p.mode == "visit") == (e.Mode == "visit"):
				if best < 0 {
					best = k
				}
			}
		}
	}
	return best
}

// partyOf reports whether a party of an event is of a country.
func (c *coding) partyOf(e *sayso.Event, country string) bool {
	return slices.ContainsFunc(slices.Concat(e.Actors, e.Recipients), func(id sayso.ActorID) bool { return c.actors[c.index[id]].Country == country })
}

// stem is how many letters words of one stem share: "deploy", "deployment".
const stem = 5

func sameStem(a, b string) bool {
	return a == b || len(a) >= stem && len(b) >= stem && a[:stem] == b[:stem]
}

// identities links a definite noun that tells an event to the one that it takes
// up: the same act between the same parties, told before.
func (r *relating) identities() {
	for k := range r.events {
		e := &r.events[k]
		n := r.tokenAt(e.Anchor[0].Start)
		if len(e.Anchor) > 1 || n >= len(r.Tokens) || r.Tokens[n].POS != "NOUN" || len(e.Actors)+len(e.Recipients) < 2 || !r.definite(n) {
			continue
		}
		o := r.antecedent(n, e)
		if o < 0 || !sameSides(e, &r.events[o]) || real(e.Status) != real(r.events[o].Status) {
			continue
		}
		r.link(r.event(k, 1), sayso.Identical, r.event(o, 1), nlp.Range{}, "", 0.7)
	}
}

func real(s sayso.Status) bool { return s == sayso.Happened || s == sayso.Ongoing }

// sameSides reports whether two events have the same parties.
func sameSides(a, b *sayso.Event) bool {
	return sameActors(a.Actors, b.Actors) && sameActors(a.Recipients, b.Recipients)
}

func sameActors(a, b []sayso.ActorID) bool {
	if len(a) != len(b) {
		return false
	}
	for _, id := range a {
		if !slices.Contains(b, id) {
			return false
		}
	}
	return true
}
