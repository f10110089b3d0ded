package event

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"sayso"
)

// timeOf returns when an event took place: the nearest time of its clause,
// else of its sentence, but for those by which something else is told to have
// been before or after, and those in aside.
func (c *coding) timeOf(t *trigger, aside ...sayso.Span) sayso.TimeID {
	at := c.Tokens[t.at].Start
	for _, scope := range []sayso.Span{c.clause(t), c.Span(c.Sentences[c.SentenceOf(t.at)])} {
		first := sort.Search(len(c.an.Times), func(i int) bool { return c.an.Times[i].Span.Start >= scope.Start })
		var best *sayso.When
		for i := first; i < len(c.an.Times) && i < first+maxNear && c.an.Times[i].Span.End <= scope.End; i++ {
			w := &c.an.Times[i]
			if w.Type != sayso.DateTime && w.Type != sayso.ClockTime || slices.ContainsFunc(aside, w.Span.Overlaps) {
				continue
			}
			if best != nil && distance(w.Span.Start, at) >= distance(best.Span.Start, at) || c.otherwise(t, w.Span.Start) {
				continue
			}
			best = w
		}
		if best != nil {
			return best.ID
		}
	}
	return ""
}

// otherwise reports whether the time at byte at stands in a phrase that tells
// before or after what something was, and the trigger does not.
func (c *coding) otherwise(t *trigger, at int) bool {
	i := c.tokenAt(at)
	for n := 0; n < maxClimb && i >= 0 && i < len(c.Tokens); n++ {
		if i == t.at || i == t.light {
			return false
		}
		if c.beyond[i] {
			return !c.Below(t.at, i)
		}
		i = c.Tokens[i].Head
	}
	return false
}

// date settles the times of events by their links. A time that stands in the
// words about another event, or that is its signal ("the same day"), is no time
// of its own; and an event without a time takes that of the one that it was
// together with, or that it was a known number of days from.
func (r *relating) date() {
	if len(r.aside) > 0 {
		trigger := make(map[int]*trigger, len(r.triggers))
		for k := range r.triggers {
			trigger[r.triggers[k].at] = &r.triggers[k]
		}
		spans := map[int][]sayso.Span{}
		for _, a := range r.aside {
			spans[a.event] = append(spans[a.event], a.words)
		}
		for k, aside := range spans {
			for _, s := range r.events[k].Anchor {
				if t := trigger[r.tokenAt(s.Start)]; t != nil {
					r.events[k].Time = r.timeOf(t, aside...)
				}
			}
		}
	}
	byID := make(map[sayso.EventID]int, len(r.events))
	for k := range r.events {
		byID[r.events[k].ID] = k
	}
	for changed := true; changed; {
		changed = false
		for k := range r.events {
			e := &r.events[k]
			for i := 0; i < len(e.Links) && e.Time == ""; i++ {
				o, ok := byID[e.Links[i].Event]
				if !ok || r.events[o].Time == "" {
					continue
				}
				if e.Time = r.inferred(&e.Links[i], r.events[o].Time); e.Time != "" {
					e.TimeFrom, changed = e.Links[i].Event, true
				}
			}
		}
	}
}

// inferred is the time of an event by a link to one of time t; empty where the
// link does not tell it.
func (r *relating) inferred(l *sayso.TimeLink, t sayso.TimeID) sayso.TimeID {
	switch l.Relation {
	case sayso.Simultaneous, sayso.IsIncluded, sayso.Identical, sayso.IBefore, sayso.IAfter:
		return t
	case sayso.Before, sayso.After:
	default:
		return ""
	}
	days, ok := wholeDays(l.Apart)
	if !ok || len(l.Signal) == 0 {
		return ""
	}
	if l.Relation == sayso.Before {
		days = -days
	}
	k := slices.IndexFunc(r.times, func(w sayso.When) bool { return w.ID == t })
	if k < 0 {
		return ""
	}
	w := r.times[k]
	if w.From.IsZero() || w.To.Sub(w.From) > 24*time.Hour {
		return ""
	}
	day := w.From.Truncate(24*time.Hour).AddDate(0, 0, days)
	w = sayso.When{ID: sayso.TimeID("t" + strconv.Itoa(len(r.times)+1)), Span: l.Signal.Cover(), Type: sayso.DateTime, Value: day.Format(time.DateOnly),
		From: day, To: day.AddDate(0, 0, 1), Fuzzy: true}
	r.times = append(r.times, w)
	return w.ID
}

// wholeDays reads a TIMEX3 duration of days or weeks.
func wholeDays(apart string) (int, bool) {
	n, ok := strings.CutPrefix(apart, "P")
	if !ok || n == "" {
		return 0, false
	}
	each := map[byte]int{'D': 1, 'W': 7}[n[len(n)-1]]
	v, err := strconv.Atoi(n[:len(n)-1])
	return v * each, err == nil && each > 0 && v <= maxDaysOff
}

// maxDaysOff bounds the days or weeks by which a date is reckoned.
const maxDaysOff = 1000
