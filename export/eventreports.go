package export

import "strconv"

// ReportRow is one report of an event: what one mention in one article tells.
type ReportRow struct {
	Event  string      `json:"event_id"`
	Report EventReport `json:"report"`
	// Sources is how many origins the event has.
	Sources int `json:"number_of_sources"`
}

// maxActors is how many actors a line of the table has.
const maxActors = 6

func reportsOf(r EventRow) []any {
	out := make([]any, len(r.Mentions))
	for i, m := range r.Mentions {
		out[i] = ReportRow{r.ID, m, len(r.Origins)}
	}
	return out
}

// EventReports are reports of events, in the layout that the R package eventreport
// aggregates.
func EventReports() *Schema {
	var c columns[ReportRow]
	filled(&c, "id", "lasting identifier of the report: Sayso's mention", func(r *ReportRow) string { return r.Report.ID })
	filled(&c, "event_id", "lasting identifier of the event", func(r *ReportRow) string { return r.Event })
	place := func(r *ReportRow) *EventPlace { return r.Report.Place }
	c.add(Column{Name: "country", Type: Text, About: "where, ISO 3166-1 alpha-3"}, func(r *ReportRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Country) }) })
	c.date("date_start", "first day that this report gives", func(r *ReportRow) *string { return r.Report.DateFrom })
	c.date("date_end", "last day that it gives", func(r *ReportRow) *string { return r.Report.DateTo })
	c.add(Column{Name: "city", Type: Text, About: "the place, where it is a town"}, func(r *ReportRow) any {
		return of(place(r), func(p *EventPlace) string {
			if f := deref(p.Feature); f == "city" || f == "capital" || f == "town" {
				return oneLine(p.Name)
			}
			return ""
		})
	})
	c.add(Column{Name: "location", Type: Text, About: "the place"}, func(r *ReportRow) any { return of(place(r), func(p *EventPlace) string { return oneLine(p.Name) }) })
	degrees(&c, "latitude", place, lat)
	degrees(&c, "longitude", place, lon)
	c.add(Column{Name: "geo_precision", Type: Integer, About: wherePrecAbout}, func(r *ReportRow) any { return of(place(r), func(p *EventPlace) int { return p.Prec }) })
	for n := range maxActors {
		addReportActor(&c, n)
	}
	filled(&c, "event_context", "PLOVER contexts", func(r *ReportRow) string { return several(r.Report.Contexts) })
	filled(&c, "event_type", "PLOVER category, and its mode", func(r *ReportRow) string { return oneLine(r.Report.Type + " " + deref(r.Report.Mode)) })
	filled(&c, "event_status", "whether it happened, by this report", func(r *ReportRow) string { return r.Report.Status })
	filled(&c, "target", "whom it touches: names", func(r *ReportRow) string { return several(partyNames(r.Report.Targets)) })
	for _, k := range []struct{ column, kind string }{{"deaths", "killed"}, {"injuries", "wounded"}} {
		at := func(high bool) func(*ReportRow) any {
			return func(r *ReportRow) any { return r.Report.number(k.kind, high) }
		}
		about := "the number that this report gives"
		c.add(Column{Name: k.column + "_best", Type: Number, Unit: k.kind, About: about}, at(false))
		c.add(Column{Name: k.column + "_low", Type: Number, Unit: k.kind, About: about + ", at least"}, at(false))
		c.add(Column{Name: k.column + "_high", Type: Number, Unit: k.kind, About: about + ", at most; as `" + k.column + "_best` where it gives no bound"}, at(true))
	}
	filled(&c, "source", "outlet, else address, of the article", func(r *ReportRow) string { return firstOf([]string{deref(r.Report.Outlet), r.Report.Address}) })
	c.integer("number_of_sources", "origins", "how many the event goes back to", func(r *ReportRow) int { return r.Sources })
	filled(&c, "source_author", "on whose word the article tells it, where it does not vouch for it", func(r *ReportRow) string { return oneLine(deref(r.Report.Source)) })
	filled(&c, "source_date", "day of publication", func(r *ReportRow) string { return deref(r.Report.Published) })
	filled(&c, "source_sentence", "the sentence that tells it", func(r *ReportRow) string { return oneLine(r.Report.Sentence) })
	c.add(Column{Name: "source_start", Type: Integer, Unit: "code points", About: "where the trigger begins in the version's text"}, func(r *ReportRow) any { return r.Report.offset(0) })
	c.add(Column{Name: "source_end", Type: Integer, Unit: "code points", About: "where it ends, exclusive"}, func(r *ReportRow) any { return r.Report.offset(1) })
	c.rest(ByContent, "id")
	c.rest(ByJoining, "event_id")
	c.rest(ByCount, "number_of_sources")
	c.rest(ByPublisher, "source", "source_date")
	c.rest(ByText, "source_sentence", "source_start", "source_end")
	c.rest(ByKnowledge, "latitude", "longitude")
	c.rest(ByReading)
	return &Schema{"event reports", "what one article tells of one event", c}
}

// addReportActor adds the columns of the nth party: those who act, then those whom
// it touches.
func addReportActor(c *columns[ReportRow], n int) {
	at := func(f func(p Party, acts bool) any) func(*ReportRow) any {
		return func(r *ReportRow) any {
			a, t := r.Report.Actors, r.Report.Targets
			switch {
			case n < len(a):
				return f(a[n], true)
			case n < len(a)+len(t):
				return f(t[n-len(a)], false)
			}
			return nil
		}
	}
	flag := func(want bool) func(Party, bool) any {
		return func(_ Party, acts bool) any {
			if acts == want {
				return 1
			}
			return 0
		}
	}
	name := "actor" + strconv.Itoa(n+1)
	c.add(Column{Name: name, Type: Text, About: "a party: its name"}, at(func(p Party, _ bool) any { return oneLine(p.Name) }))
	c.add(Column{Name: name + "_id", Type: Text, About: "its lasting identifier"}, at(func(p Party, _ bool) any { return p.ID }))
	c.add(Column{Name: name + "_type", Type: Text, About: "its PLOVER sector"}, at(func(p Party, _ bool) any { return deref(p.Sector) }))
	c.add(Column{Name: name + "_subtype", Type: Text, About: "its country, ISO 3166-1 alpha-3"}, at(func(p Party, _ bool) any { return deref(p.Country) }))
	c.add(Column{Name: name + "_initiator", Type: Integer, About: "1 where it acts"}, at(flag(true)))
	c.add(Column{Name: name + "_victim", Type: Integer, About: "1 where it is acted on"}, at(flag(false)))
}

// number is what a report gives of a kind, or its upper bound; nil for nothing.
func (m *EventReport) number(kind string, high bool) any {
	best, found := 0.0, false
	for _, q := range m.Quantities {
		if q.Kind != kind {
			continue
		}
		v := q.Low
		if high && q.High != nil {
			v = *q.High
		}
		best, found = max(best, v), true
	}
	if !found {
		return nil
	}
	return best
}

// offset is where the trigger begins or ends; nil where that is not known.
func (m *EventReport) offset(end int) any {
	if len(m.Anchor.Spans) == 0 {
		return nil
	}
	return m.Anchor.Spans[end*(len(m.Anchor.Spans)-1)][end]
}
