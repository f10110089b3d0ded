package events

import (
	"sayso"
	"sayso/internal/eval"
	"sayso/internal/ledger"
)

// Placing counts how events that were found and marked lie in time and space.
//
// A reader marked the words of the sentence that say when and where, or none. A time
// that was read from other words of the sentence is wrong. One that was read from none of
// them is right: it is that of another mention of the event, or no more than the day of
// publication as the last possible one. How many of the marked times were read is counted
// apart. A place is right where it was read from the marked words, or neither is there.
type Placing struct {
	Rows                int // events of a category marked in their sentence
	Dated, DatedRight   int // with a day or a span of days; of these right
	Placed, PlacedRight int // with a place; of these right
	Timed, Taken        int // whose time a reader marked; of these read from the marked words
}

// Add counts the events of a reading in a marked sentence. days are those of each
// event, as a ledger that holds this article alone has them.
func (p *Placing) Add(m *Marked, an *sayso.Analysis, days []sayso.Days) {
	for k := range an.Events {
		e := &an.Events[k]
		x := m.meant(e)
		if x == nil {
			continue
		}
		p.Rows++
		if !x.Time.Empty() {
			p.Timed++
			p.Taken += count(timeSpans(an, e).Overlaps(x.Time))
		}
		if days[k] != (sayso.Days{}) {
			p.Dated++
			p.DatedRight += count(!timeSpans(an, e).Overlaps(m.Span) || timeSpans(an, e).Overlaps(x.Time))
		}
		if e.Place != "" {
			p.Placed++
			p.PlacedRight += count(placeRight(x.Place, placeSpans(an, e, m.Span)))
		}
	}
}

// meant is the event that a reader marked where e was found: of its category, and by
// the same words where several are; nil for none.
func (m *Marked) meant(e *sayso.Event) *MarkedEvent {
	if !m.Span.Contains(e.Anchor[0]) {
		return nil
	}
	var out *MarkedEvent
	for i := range m.Events {
		x := &m.Events[i]
		if x.Category == e.Type && (out == nil || e.Anchor.Overlaps(x.Trigger)) {
			out = x
		}
	}
	return out
}

// placeRight reports whether a place that the sentence names at spans is the marked one.
func placeRight(marked sayso.Span, spans sayso.Spans) bool {
	if marked.Empty() {
		return len(spans) == 0
	}
	return spans.Overlaps(marked)
}

func timeSpans(an *sayso.Analysis, e *sayso.Event) sayso.Spans {
	for i := range an.Times {
		if an.Times[i].ID == e.Time && e.TimeFrom == "" {
			return sayso.Spans{an.Times[i].Span}
		}
	}
	return nil
}

// placeSpans is where the sentence names an event's place.
func placeSpans(an *sayso.Analysis, e *sayso.Event, sentence sayso.Span) sayso.Spans {
	var out sayso.Spans
	for i := range an.Mentions {
		if m := &an.Mentions[i]; m.Place == e.Place && sentence.Overlaps(m.Span) {
			out = append(out, m.Span)
		}
	}
	return out
}

// daysOf are the days of a reading's events, as a ledger has them that holds nothing
// but this article.
func daysOf(a *sayso.Article, an *sayso.Analysis) []sayso.Days {
	parts := ledger.TakeApart(*a, sayso.VersionID(a.ID), an)
	byKey := map[string][]ledger.Keyed{}
	at := map[string][]int{}
	for k := range parts.Events {
		m := &parts.Events[k]
		byKey[m.Key] = append(byKey[m.Key], ledger.Keyed{ID: m.ID, Version: parts.Version, At: parts.At, Day: m.DayNumber})
		at[m.Key] = append(at[m.Key], k)
	}
	rows := map[sayso.EventID]*sayso.EventRow{}
	of := make([]sayso.EventID, len(an.Events))
	for key, all := range byKey {
		for i, id := range ledger.Join(key, all) {
			k := at[key][i]
			of[k] = id
			if rows[id] == nil {
				rows[id] = &sayso.EventRow{ID: id}
			}
			rows[id].Mentions = append(rows[id].Mentions, parts.Events[k].EventReport)
		}
	}
	for _, r := range rows {
		ledger.SumUp(r)
	}
	out := make([]sayso.Days, len(of))
	for k, id := range of {
		out[k] = rows[id].Days
	}
	return out
}

func (p *Placing) figures(of string) []eval.Figure {
	return []eval.Figure{
		{Name: of + ": events with a day or a span of days", Value: share(p.Dated, p.Rows)},
		{Name: of + ": day or span right where told", Value: share(p.DatedRight, p.Dated)},
		{Name: of + ": time read from the words that a reader marked", Value: share(p.Taken, p.Timed)},
		{Name: of + ": events with a place", Value: share(p.Placed, p.Rows)},
		{Name: of + ": place right where told", Value: share(p.PlacedRight, p.Placed)},
	}
}
