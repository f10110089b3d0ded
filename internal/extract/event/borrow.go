package event

import (
	"slices"

	"sayso"
)

// A sentence often tells one act in several words, with a side beside each: "coalition
// strikes that killed ten soldiers", "shot into the quarter, wounding two". So an act
// that lacks a side has that of another word for the act: of the same category and as
// real, in the same sentence. One told further back lends only whoever is named in this
// sentence too: "North Korea said the launch was a warning". What both name must agree.
// The cost is one look at the events before each, as many as maxBorrowed.

// maxBorrowed is how many events before it one may have a side from.
const maxBorrowed = 40

// borrow fills sides of events from other words for the same act.
func (c *coding) borrow(events []sayso.Event) {
	sentence := make([]int, len(events))
	for k := range events {
		sentence[k] = c.SentenceOf(c.tokenAt(events[k].Anchor[0].Start))
	}
	for k := range events {
		e := &events[k]
		for o := k + 1; o < len(events) && sentence[o] == sentence[k]; o++ {
			c.lend(e, &events[o], nil)
		}
		for o := k - 1; o >= 0 && k-o <= maxBorrowed; o-- {
			if sentence[o] == sentence[k] {
				c.lend(e, &events[o], nil)
			} else if e.Type == events[o].Type && (e.Mode == events[o].Mode || e.Mode == "" || events[o].Mode == "") {
				s := c.Span(c.Sentences[sentence[k]])
				c.lend(e, &events[o], &s)
				break // the last one told is the one that is meant
			}
		}
	}
}

// lend gives e the sides that it lacks and another word for its act has, with only those
// actors who are named within; nil for all.
func (c *coding) lend(e, from *sayso.Event, within *sayso.Span) {
	if e.Type != from.Type || tookPlace(e.Status) != tookPlace(from.Status) || len(e.Actors) > 0 && len(e.Recipients) > 0 || said[e.Type] && within != nil {
		return
	}
	fill := func(own, theirs, otherOwn, otherTheirs []sayso.ActorID) []sayso.ActorID {
		if len(own) > 0 || len(otherOwn) > 0 && len(otherTheirs) > 0 && !slices.ContainsFunc(otherOwn, func(id sayso.ActorID) bool { return slices.Contains(otherTheirs, id) }) && within != nil {
			return own
		}
		var out []sayso.ActorID
		for _, id := range theirs {
			if !slices.Contains(otherOwn, id) && (within == nil || c.mentionedIn(id, *within)) {
				out = append(out, id)
			}
		}
		return out
	}
	actors := fill(e.Actors, from.Actors, e.Recipients, from.Recipients)
	recipients := fill(e.Recipients, from.Recipients, actors, from.Actors)
	w := c.ways[e.Anchor[0].Start]
	if len(actors) > len(e.Actors) {
		w.doer = "another word"
	}
	if len(recipients) > len(e.Recipients) {
		w.doneTo = "another word"
	}
	c.ways[e.Anchor[0].Start] = w
	e.Actors, e.Recipients = actors, recipients
}

// said are the categories of acts of words, which are done anew each time.
var said = map[string]bool{"ACCUSE": true, "REQUEST": true, "REJECT": true, "THREATEN": true, "SUPPORT": true, "CONCEDE": true, "AGREE": true, "CONSULT": true}

func tookPlace(s sayso.Status) bool { return s == sayso.Happened || s == sayso.Ongoing }

// mentionedIn reports whether an actor has a mention within a span.
func (c *coding) mentionedIn(id sayso.ActorID, s sayso.Span) bool {
	return slices.ContainsFunc(c.mentions, func(m sayso.Mention) bool { return m.Actor == id && s.Overlaps(m.Span) })
}
