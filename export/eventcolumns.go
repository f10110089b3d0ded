package export

import (
	"cmp"
	"slices"
	"strconv"
)

// Events are the events of a ledger.
func Events() *Schema {
	var c columns[EventRow]
	c.text("event_id", "lasting identifier of the event", func(r *EventRow) string { return r.ID })
	c.date("date", "day of the event; empty when no text gives it", func(r *EventRow) *string { return r.Day })
	c.text("event_type", "PLOVER category", func(r *EventRow) string { return r.Type })
	c.optional("event_mode", "PLOVER mode", func(r *EventRow) *string { return r.Mode })
	c.integer("quad_class", "", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", func(r *EventRow) int { return r.Quad })
	c.number("score", "−10 to 10", 1, "cooperation–conflict score of the category. The manual gives REQUEST, ACCUSE, SANCTION and MOBILIZE none; theirs (−1, −2, −5, −6) are Sayso's",
		func(r *EventRow) float64 { return r.Score })
	c.optional("cameo", "nearest CAMEO code, by the crosswalk of PLOVER's manual", func(r *EventRow) *string { return r.CAMEO })
	c.text("status", "the firmest that a mention has; `possible` where no article vouches for what one source tells and another denies", func(r *EventRow) string { return r.Status })
	addParties(&c, "actor", "who acts", func(r *EventRow) []Party { return r.Actors })
	addParties(&c, "recipient", "whom it touches", func(r *EventRow) []Party { return r.Targets })
	c.list("contexts", "what it is about, PLOVER contexts", func(r *EventRow) []string { return r.each(func(m *EventReport) []string { return m.Contexts }) })
	addPlace(&c)
	c.integer("mentions", "mentions", "how many there are", func(r *EventRow) int { return len(r.Mentions) })
	c.integer("origins", "origins", "how many independent ones they go back to", func(r *EventRow) int { return len(r.Origins) })
	c.integer("articles", "articles", "how many tell of it", func(r *EventRow) int {
		return len(r.each(func(m *EventReport) []string { return []string{m.Article} }))
	})
	for _, kind := range []string{"killed", "wounded", "arrested"} {
		c.list(kind, "each value that a mention gives, `>=` for \"at least\"", func(r *EventRow) []string { return r.numbers(kind) })
	}
	c.list("claim_source", "on whose word, where claims tell it", func(r *EventRow) []string {
		return r.each(func(m *EventReport) []string { return []string{deref(m.Source)} })
	})
	c.list("disputed", "kinds of number on which mentions differ", func(r *EventRow) []string {
		out := make([]string, len(r.Disputes))
		for i, d := range r.Disputes {
			out[i] = d.Kind
		}
		return out
	})
	c.number("confidence", "0 to 1", 2, "of the surest mention", func(r *EventRow) float64 {
		sure := 0.0
		for i := range r.Mentions {
			sure = max(sure, r.Mentions[i].Confidence)
		}
		return sure
	})
	c.integer("main", "mentions", "how many are what their article is about", func(r *EventRow) int {
		n := 0
		for i := range r.Mentions {
			if r.Mentions[i].Main {
				n++
			}
		}
		return n
	})
	c.list("urls", "addresses of the articles", func(r *EventRow) []string {
		return r.each(func(m *EventReport) []string { return []string{m.Address} })
	})
	c.list("links", "how it lies in time to others: relation and event, or relation and date, `SIMULTANEOUS evfpvqst2xgtnhbx44`", func(r *EventRow) []string {
		out := make([]string, len(r.Links))
		for i, l := range r.Links {
			out[i] = l.Relation + " " + cmp.Or(deref(l.Event), deref(l.Day))
		}
		return out
	})
	c.optional("day_from", "which event `date` was taken from, where no text gives it: `CONSULT “summit”, by “coincided with”`", func(r *EventRow) *string { return r.DayFrom })
	c.date("published", "day of publication, of the first article that tells of it", func(r *EventRow) *string { return r.Published })
	addDays(&c)
	addTolls(&c)
	c.add(Column{Name: "where_prec", Type: Integer, About: wherePrecAbout}, func(r *EventRow) any {
		if r.Place == nil {
			return nil
		}
		return r.Place.Prec
	})
	c.rest(ByContent, "event_id")
	c.rest(ByKnowledge, "quad_class", "score", "cameo", "lat", "lon")
	c.rest(ByPublisher, "urls", "published")
	c.rest(ByCount, "mentions", "origins", "articles", "main", "disputed", "deaths_best", "deaths_low", "deaths_high", "injuries_best", "injuries_low", "injuries_high")
	c.rest(ByReading)
	return &Schema{"events", "who did what to whom: one event, however many articles tell of it", c}
}

// addParties adds the three columns of one side.
func addParties(c *columns[EventRow], side, about string, of func(*EventRow) []Party) {
	each := func(f func(Party) string) func(*EventRow) []string {
		return func(r *EventRow) []string {
			var out []string
			for _, p := range of(r) {
				out = append(out, f(p))
			}
			return out
		}
	}
	c.list(side, about+": names", each(func(p Party) string { return p.Name }))
	c.list(side+"_country", "their countries, ISO 3166-1 alpha-3", each(func(p Party) string { return deref(p.Country) }))
	c.list(side+"_sector", "their PLOVER sectors", each(func(p Party) string { return deref(p.Sector) }))
}

// What UCDP's numbers of precision mean, for the docs.
const (
	datePrecAbout  = "how exact that is, as UCDP counts: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 longer or open"
	wherePrecAbout = "how exact the place is, as UCDP counts: 1 the place itself, 2 near it, 4 a first-order division, 5 a part of a country, 6 a country, 7 waters"
)

// addDays adds the days on which an event took place.
func addDays(c *columns[EventRow]) {
	c.date("date_from", "first day on which it may have taken place; empty where nothing says, as for what was on or before `date_to`", func(r *EventRow) *string { return r.DateFrom })
	c.date("date_to", "last such day; of what took place, no later than its first publication", func(r *EventRow) *string { return r.DateTo })
	c.add(Column{Name: "date_prec", Type: Integer, About: datePrecAbout}, func(r *EventRow) any { return known(r.DatePrec) })
}

// addTolls adds how many were killed and wounded.
func addTolls(c *columns[EventRow]) {
	for _, k := range []struct{ column, kind, unit string }{{"deaths", "killed", "killed"}, {"injuries", "wounded", "wounded"}} {
		at := func(f func(*Toll) float64) func(*EventRow) any {
			return func(r *EventRow) any {
				if t := r.toll(k.kind); t != nil {
					return f(t)
				}
				return nil
			}
		}
		c.add(Column{Name: k.column + "_best", Type: Number, Unit: k.unit, About: "the number that most origins give, never a sum over mentions"}, at(func(t *Toll) float64 { return t.Best }))
		c.add(Column{Name: k.column + "_low", Type: Number, Unit: k.unit, About: "the least that any gives"}, at(func(t *Toll) float64 { return t.Low }))
		c.add(Column{Name: k.column + "_high", Type: Number, Unit: k.unit, About: "the most that any gives"}, at(func(t *Toll) float64 { return t.High }))
	}
}

// toll is the toll of one kind; nil for none.
func (r *EventRow) toll(kind string) *Toll {
	for i := range r.Tolls {
		if r.Tolls[i].Kind == kind {
			return &r.Tolls[i]
		}
	}
	return nil
}

// addPlace adds the columns of where an event took place.
func addPlace(c *columns[EventRow]) {
	const degrees = "degrees (WGS 84)"
	at := func(f func(*EventPlace) any) func(*EventRow) any {
		return func(r *EventRow) any {
			if r.Place != nil {
				return f(r.Place)
			}
			return nil
		}
	}
	c.add(Column{Name: "place", Type: Text, About: "where"}, at(func(p *EventPlace) any { return p.Name }))
	c.add(Column{Name: "country", Type: Text, About: "its country, ISO 3166-1 alpha-3"}, at(func(p *EventPlace) any { return known(p.Country) }))
	c.add(Column{Name: "lat", Type: Number, Unit: degrees, Digits: 4, About: "its latitude"}, at(func(p *EventPlace) any { return known(p.Lat) }))
	c.add(Column{Name: "lon", Type: Number, Unit: degrees, Digits: 4, About: "its longitude"}, at(func(p *EventPlace) any { return known(p.Lon) }))
}

// each gathers what the mentions have, each once.
func (r *EventRow) each(f func(*EventReport) []string) []string {
	var out []string
	for i := range r.Mentions {
		for _, s := range f(&r.Mentions[i]) {
			if s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// numbers gives each value of one kind of number that the mentions have.
func (r *EventRow) numbers(kind string) []string {
	return r.each(func(m *EventReport) []string {
		var out []string
		for _, q := range m.Quantities {
			if q.Kind == kind {
				out = append(out, q.written())
			}
		}
		return out
	})
}

// written is a number as one looks it up: ">=12", "12", "12-15".
func (q *Quantity) written() string {
	s := strconv.FormatFloat(q.Low, 'f', -1, 64)
	switch {
	case q.High == nil:
		return ">=" + s
	case *q.High != q.Low:
		return s + "-" + strconv.FormatFloat(*q.High, 'f', -1, 64)
	}
	return s
}
