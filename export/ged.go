package export

import (
	"strconv"

	"sayso"
)

// deadly gives a deadly event its line: one that took place and of which some text
// says that it killed.
func deadly(r EventRow) []any {
	t := r.toll("killed")
	if t == nil || t.High == 0 || r.Status != string(sayso.Happened) && r.Status != string(sayso.Ongoing) {
		return nil
	}
	return []any{r}
}

// GED are deadly events in the 49 columns of UCDP's Georeferenced Event Dataset,
// version 25.1. Conflicts and dyads are UCDP's to name.
func GED() *Schema {
	var c columns[EventRow]
	place := func(r *EventRow) *EventPlace { return r.Place }
	filled(&c, "id", "lasting identifier of the event", func(r *EventRow) string { return r.ID })
	filled(&c, "relid", "as id", func(r *EventRow) string { return r.ID })
	c.add(Column{Name: "year", Type: Integer, About: "of the last day on which it may have been"}, func(r *EventRow) any {
		if y, err := strconv.Atoi(firstBytes(deref(r.DateTo), 4)); err == nil {
			return y
		}
		return nil
	})
	empty(&c, notOurs, "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id")
	filled(&c, "side_a", "who acts: names", func(r *EventRow) string { return several(partyNames(r.Actors)) })
	empty(&c, notOurs, "side_b_dset_id", "side_b_new_id")
	filled(&c, "side_b", "whom it touches: names", func(r *EventRow) string { return several(partyNames(r.Targets)) })
	c.integer("number_of_sources", "origins", "how many independent ones it goes back to", func(r *EventRow) int { return len(r.Origins) })
	filled(&c, "source_article", "addresses of the articles", func(r *EventRow) string {
		return several(r.each(func(m *EventReport) []string { return []string{m.Address} }))
	})
	filled(&c, "source_office", "their outlets", func(r *EventRow) string {
		return several(r.each(func(m *EventReport) []string { return []string{deref(m.Outlet)} }))
	})
	c.date("source_date", "day of publication, of the first of them", func(r *EventRow) *string { return r.Published })
	empty(&c, "empty: headlines are kept with articles", "source_headline")
	filled(&c, "source_original", "on whose word, where claims tell it", func(r *EventRow) string {
		return several(r.each(func(m *EventReport) []string { return []string{deref(m.Source)} }))
	})
	c.add(Column{Name: "where_prec", Type: Integer, About: wherePrecAbout}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) int { return p.Prec }) })
	for _, n := range []string{"where_coordinates", "where_description"} {
		c.add(Column{Name: n, Type: Text, About: "the place"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return oneLine(p.Name) }) })
	}
	c.add(Column{Name: "adm_1", Type: Text, About: "its first-order division"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Region) }) })
	empty(&c, "empty: Sayso knows no second-order divisions", "adm_2")
	degrees(&c, "latitude", place, lat)
	degrees(&c, "longitude", place, lon)
	c.add(Column{Name: "geom_wkt", Type: Text, About: "the point, in well-known text"}, func(r *EventRow) any { return of(place(r), wellKnown) })
	c.add(Column{Name: "priogrid_gid", Type: Integer, About: "number of the half-degree cell of PRIO-GRID that the point lies in"}, func(r *EventRow) any {
		if r.Place == nil {
			return nil
		}
		return priogrid(r.Place)
	})
	c.add(Column{Name: "country", Type: Text, About: "ISO 3166-1 alpha-3"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Country) }) })
	empty(&c, notOurs, "country_id", "region")
	c.integer("event_clarity", "", "1 where a text gives the day and a place, else 2", func(r *EventRow) int {
		if r.Place != nil && r.DatePrec != nil && *r.DatePrec == 1 {
			return 1
		}
		return 2
	})
	c.add(Column{Name: "date_prec", Type: Integer, About: datePrecAbout}, func(r *EventRow) any { return known(r.DatePrec) })
	c.date("date_start", "first day on which it may have been; empty where nothing bounds it", func(r *EventRow) *string { return r.DateFrom })
	c.date("date_end", "last such day", func(r *EventRow) *string { return r.DateTo })
	empty(&c, "empty: texts seldom say whose the dead are", "deaths_a", "deaths_b", "deaths_civilians")
	at := func(f func(*Toll) float64) func(*EventRow) any {
		return func(r *EventRow) any {
			if t := r.toll("killed"); t != nil {
				return f(t)
			}
			return nil
		}
	}
	c.add(Column{Name: "deaths_unknown", Type: Number, Unit: "killed", About: "as best"}, at(func(t *Toll) float64 { return t.Best }))
	c.add(Column{Name: "best", Type: Number, Unit: "killed", About: "the number that most origins give, never a sum over mentions"}, at(func(t *Toll) float64 { return t.Best }))
	c.add(Column{Name: "high", Type: Number, Unit: "killed", About: "the most that any gives"}, at(func(t *Toll) float64 { return t.High }))
	c.add(Column{Name: "low", Type: Number, Unit: "killed", About: "the least that any gives"}, at(func(t *Toll) float64 { return t.Low }))
	empty(&c, notOurs, "gwnoa", "gwnob")
	c.rest(ByContent, "id", "relid")
	c.rest(ByCount, "number_of_sources", "deaths_unknown", "best", "high", "low")
	c.rest(ByPublisher, "source_article", "source_office", "source_date")
	c.rest(ByKnowledge, "latitude", "longitude", "geom_wkt", "priogrid_gid")
	c.rest(ByReading)
	return &Schema{"GED events", "one deadly event, in the columns of UCDP's GED", c}
}

func firstBytes(s string, n int) string { return s[:min(n, len(s))] }
