package export

import (
	"strings"

	"sayso"
)

// POLECAT are events in the forty columns of the POLECAT data, which its users
// know by name. Lists in a cell are joined by "; ".
func POLECAT() *Schema {
	var c columns[EventRow]
	place := func(r *EventRow) *EventPlace { return r.Place }
	filled(&c, "Event ID", "lasting identifier of the event", func(r *EventRow) string { return r.ID })
	c.date("Event Date", "day of the event, else the last day on which it may have been", func(r *EventRow) *string {
		if r.DateTo != nil {
			return r.DateTo
		}
		return r.DateFrom
	})
	filled(&c, "Event Type", "PLOVER category", func(r *EventRow) string { return r.Type })
	filled(&c, "Event Mode", "PLOVER mode", func(r *EventRow) string { return deref(r.Mode) })
	c.number("Intensity", "−10 to 10", 1, "cooperation–conflict score of the category, as `score` of events", func(r *EventRow) float64 { return r.Score })
	filled(&c, "Quad Code", "verbal or material, cooperation or conflict", func(r *EventRow) string { return strings.ToUpper(sayso.Quad(r.Quad).String()) })
	filled(&c, "Contexts", "PLOVER contexts", func(r *EventRow) string { return several(r.each(func(m *EventReport) []string { return m.Contexts })) })
	polecatParty(&c, "Actor", "who acts", func(r *EventRow) []Party { return r.Actors })
	polecatParty(&c, "Recipient", "whom it touches", func(r *EventRow) []Party { return r.Targets })
	c.add(Column{Name: "Placename", Type: Text, About: "where"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return oneLine(p.Name) }) })
	c.add(Column{Name: "City", Type: Text, About: "the place, where it is a town"}, func(r *EventRow) any {
		return of(place(r), func(p *EventPlace) string {
			if f := deref(p.Feature); f == "city" || f == "capital" || f == "town" {
				return oneLine(p.Name)
			}
			return ""
		})
	})
	empty(&c, "empty: Sayso knows no second-order divisions", "District")
	c.add(Column{Name: "Province", Type: Text, About: "its first-order division"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Region) }) })
	c.add(Column{Name: "Country", Type: Text, About: "its country, ISO 3166-1 alpha-3"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Country) }) })
	degrees(&c, "Latitude", place, lat)
	degrees(&c, "Longitude", place, lon)
	empty(&c, notOurs, "GeoNames ID")
	c.add(Column{Name: "Raw Placename", Type: Text, About: "as Placename"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return oneLine(p.Name) }) })
	c.add(Column{Name: "Feature Type", Type: Text, About: "what the place is"}, func(r *EventRow) any { return of(place(r), func(p *EventPlace) string { return deref(p.Feature) }) })
	filled(&c, "Source", "outlets that tell of it", func(r *EventRow) string {
		return several(r.each(func(m *EventReport) []string { return []string{firstOf([]string{deref(m.Outlet), m.Address})} }))
	})
	c.date("Publication Date", "day of publication, of the first article that tells of it", func(r *EventRow) *string { return r.Published })
	empty(&c, "empty: not kept with an event", "Story People", "Story Organizations", "Story Locations")
	filled(&c, "Language", "always `english`: nothing else is read", func(*EventRow) string { return "english" })
	filled(&c, "Version", "always `sayso`", func(*EventRow) string { return "sayso" })
	c.rest(ByContent, "Event ID")
	c.rest(ByKnowledge, "Intensity", "Quad Code", "Latitude", "Longitude")
	c.rest(ByPublisher, "Source", "Publication Date")
	c.rest(ByNobody, "Language", "Version")
	c.rest(ByReading)
	return &Schema{"POLECAT events", "one event, in the columns of the POLECAT data", c}
}

// polecatParty adds the nine columns of one side.
func polecatParty(c *columns[EventRow], side, about string, of func(*EventRow) []Party) {
	filled(c, side+" Name", about+": names", func(r *EventRow) string { return several(partyNames(of(r))) })
	filled(c, side+" Country", "their countries, ISO 3166-1 alpha-3", func(r *EventRow) string { return several(countries(of(r))) })
	empty(c, "empty: Correlates of War numbers are not known here", side+" COW")
	filled(c, "Primary "+side+" Sector", "PLOVER sector of the first that has one", func(r *EventRow) string { return firstOf(sectorsOf(of(r))) })
	filled(c, side+" Sectors", "their PLOVER sectors", func(r *EventRow) string { return several(sectorsOf(of(r))) })
	empty(c, "empty: titles are kept with actors, not with events", side+" Title")
	filled(c, side+" Name Raw", "as "+side+" Name", func(r *EventRow) string { return several(partyNames(of(r))) })
	empty(c, notOurs, "Wikipedia "+side+" ID")
}
