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
			if w.Type != sayso.DateTime && w.Type != sayso.ClockTime || slices.ContainsFunc(aside, w.Span.Overlaps) || !dated(w) || c.saidThen(t, w) || !c.ownTime(t, w) {
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

// saidThen reports whether a time is that of somebody's saying what the trigger tells:
// in "said on Friday that rebels had taken the bridge" Friday is no day of the taking.
func (c *coding) saidThen(t *trigger, w *sayso.When) bool {
	claim := c.claimAt(t.at)
	return claim != nil && claim.Time == w.ID && !claim.Content.Overlaps(w.Span)
}

// dated reports whether a time says which days: "now" and "recently" do not.
func dated(w *sayso.When) bool {
	return (!w.From.IsZero() || !w.To.IsZero()) && !strings.HasSuffix(w.Value, "_REF")
}

// ownTime reports whether a time is one of the act that a trigger tells, by the word that
// the time hangs on: the trigger itself, a verb that the trigger completes or goes on
// with, or one that goes on with it. What hangs on a noun ("the 2016 election", "Tuesday's
// launch"), on a clause below ("the leader who was elected last year") or on words about
// the act ("condemned on Friday the attack") tells of something else.
func (c *coding) ownTime(t *trigger, w *sayso.When) bool {
	own := t.at
	if t.light >= 0 {
		own = t.light
	}
	g := c.timed(w.Span)
	switch {
	case g < 0 || g == own || g == t.at:
		return true
	case c.Tokens[g].POS != "VERB" && c.Tokens[g].POS != "AUX":
		return false
	case c.Below(own, g):
		return c.sharesTime(own, g)
	case c.Below(g, own):
		return c.goesOn(g, own)
	}
	// side by side: "attacked a post and killed two on Monday"
	return c.Tokens[g].Is("conj") && c.Tokens[g].Head == c.Tokens[own].Head || c.Tokens[own].Is("conj") && c.Below(g, c.Tokens[own].Head) && c.goesOn(g, c.Tokens[own].Head)
}

// timed is the word that a time hangs on: a noun that it is part of, else the next verb
// above; -1 for none. A date after a preposition is hung on a noun by mistake more often
// than on purpose ("killed nine people on Monday"), so it goes to the verb.
func (c *coding) timed(s sayso.Span) int {
	i := c.tokenAt(s.Start)
	for n := 0; n < maxClimb && i >= 0 && i < len(c.Tokens); n++ {
		k := &c.Tokens[i]
		h := k.Head
		if h < 0 {
			return -1
		}
		inside := s.Overlaps(c.Tokens[h].Span())
		switch c.Tokens[h].POS {
		case "VERB", "AUX":
			return h
		case "NOUN", "PROPN":
			part := k.Is("nmod:poss") || k.Is("compound") || k.Is("amod") || k.Is("nummod") || k.Is("nmod:tmod")
			if !inside && part && c.Preposition(i) == "" {
				return h
			}
		}
		i = h
	}
	return -1
}

// sharesTime reports whether the act at own is told within the time of the verb g above it:
// no relative clause and no word about the act stands between.
func (c *coding) sharesTime(own, g int) bool {
	for n, i := 0, own; n < maxClimb && i >= 0 && i != g; n++ {
		if k := &c.Tokens[i]; k.Rel == "acl:relcl" || k.Is("parataxis") || k.Is("ccomp") && c.Child(i, "nsubj") >= 0 {
			return false
		}
		i = c.Tokens[i].Head
	}
	for k := range c.triggers {
		if t := &c.triggers[k]; (t.at == g || t.light == g) && t.at != own {
			p, _ := sayso.PLOVER(t.category)
			return p.Quad == sayso.MaterialCooperation || p.Quad == sayso.MaterialConflict
		}
	}
	return true
}

// goesOn reports whether verb g below an act only goes on with it or says what for:
// "attacked a bus, killing nine on Monday", "was killed and buried on Friday", "mounted
// an attack to retake the town on Monday".
func (c *coding) goesOn(g, own int) bool {
	k := &c.Tokens[g]
	if k.Is("conj") || k.Head != own && c.Tokens[k.Head].POS != "NOUN" {
		return k.Head == own
	}
	bare := c.Child(g, "nsubj") < 0
	return k.Is("advcl") && bare && (k.XPOS == "VBG" && c.Child(g, "mark") < 0 || c.Has(g, "mark", "to")) || k.Rel == "acl" && bare && k.XPOS != "VBN"
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
