package when

import (
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/lang/en"
	"sayso/nlp"
)

// outsideNames leaves out what stands in the name of a person or a body and is
// no time there: "Theresa May", "the Daily Harbour".
func outsideNames(d *nlp.Doc, times []sayso.When) []sayso.When {
	k := 0
	out := times[:0]
	for _, w := range times {
		for k < len(d.Names) && d.Span(d.Names[k].Range).End <= w.Span.Start {
			k++
		}
		if k < len(d.Names) && (d.Names[k].Type == nlp.PersonName || d.Names[k].Type == nlp.OrgName) {
			if s := d.Span(d.Names[k].Range); s.Start <= w.Span.Start && w.Span.End <= s.End {
				continue
			}
		}
		w.ID = timeID(len(out))
		out = append(out, w)
	}
	return out
}

// spokenThen counts "today" and the like inside a quotation from the day on
// which it was said, where the text tells that: "“It opens tomorrow,” she said
// on Friday".
func (rules Rules) spokenThen(d *nlp.Doc, t *Timed, acts []Act) {
	for i, x := range acts {
		on := slices.IndexFunc(t.Times, func(w sayso.When) bool { return w.ID == t.Of[i] })
		if on < 0 || t.Times[on].To.Sub(t.Times[on].From) != 24*time.Hour {
			continue
		}
		for _, r := range x.Content {
			said := d.Span(r)
			for k := range t.Times {
				w := &t.Times[k]
				if w.Span.Start < said.Start || w.Span.End > said.End || !moment(w.Span.In(d.Text)) || !quoted(d, w.Span) {
					continue
				}
				if then := rules.Find(w.Span.In(d.Text), sayso.Date{Time: t.Times[on].From, DayOnly: true}); len(then) == 1 {
					w.Value, w.From, w.To = then[0].Value, then[0].From, then[0].To
				}
			}
		}
	}
}

// moment reports whether an expression names a day by its distance.
func moment(text string) bool {
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	return en.Is(first, en.Moment)
}

// quoted reports whether a span stands in a quotation.
func quoted(d *nlp.Doc, s sayso.Span) bool {
	return slices.ContainsFunc(d.Quotes, func(q nlp.Quote) bool {
		in := d.Span(q.Range)
		return in.Start <= s.Start && s.End <= in.End
	})
}
