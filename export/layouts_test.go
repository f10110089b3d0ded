package export

import (
	"encoding/csv"
	"strings"
	"testing"

	"sayso"
)

// bombed is one event that two reports tell, with numbers that differ.
func bombed() EventRow {
	day := func(s string) sayso.Date {
		d, err := sayso.ParseDate(s)
		if err != nil {
			panic(err)
		}
		return d
	}
	place := sayso.Place{Name: "Rell", Country: "KER", Region: "North", Lat: 10.25, Lon: -20.75, Feature: "city"}
	actor, target := sayso.Party{ID: "ac1", Name: "=gunmen\tof the\nhills", Sector: "UAF"}, sayso.Party{ID: "ac2", Name: "Kerland", Country: "KER", Sector: "GOV"}
	report := func(id, outlet string, killed float64, printed string) sayso.EventReport {
		return sayso.EventReport{ID: sayso.EventID(id), Article: "ar1", Address: "https://" + outlet + ".example/1", Outlet: outlet, Published: day(printed), Type: "ASSAULT", Mode: "explosives",
			Status: sayso.Happened, Place: place, Actors: []sayso.Party{actor}, Targets: []sayso.Party{target}, Contexts: []string{"terrorism"}, Origin: outlet,
			Points: sayso.Spans{{Start: 4, End: 10}}, Sentence: "A bomb\nkilled them.", Quantities: []sayso.Quantity{{Kind: "killed", Low: killed, High: killed}}}
	}
	return NewEvent(sayso.EventRow{ID: "ev1", Type: "ASSAULT", Mode: "explosives", Status: sayso.Happened, Days: sayso.Days{To: "2031-05-05", Precision: 5}, Place: place,
		Actors: []sayso.Party{actor}, Targets: []sayso.Party{target}, Origins: []string{"Courier", "Herald"},
		Tolls:    []sayso.Toll{{Kind: "killed", Best: 6, Low: 6, High: 8, Sources: []string{"Courier"}, Others: []string{"Herald"}}},
		Mentions: []sayso.EventReport{report("em1", "Courier", 6, "2031-05-05"), report("em2", "Herald", 8, "2031-05-06")}})
}

func TestLayouts(t *testing.T) {
	for _, l := range Layouts() {
		rows := l.Rows(bombed())
		got := written(t, "csv", l.Schema, rows...)
		golden(t, "layout-"+l.Name+".csv", got)
		lines, err := csv.NewReader(strings.NewReader(string(got))).ReadAll()
		if err != nil || len(lines) != 1+len(rows) {
			t.Fatalf("%s: %d lines, %v", l.Name, len(lines), err)
		}
		if l.Name == "own" {
			continue
		}
		for _, line := range lines[1:] {
			for i, cell := range line {
				if strings.ContainsAny(cell, "\t\r\n") || formula(cell) && !strings.HasPrefix(cell, "-") {
					t.Errorf("%s, %s: %q", l.Name, lines[0][i], cell)
				}
			}
		}
	}
}

func TestLayoutsHaveTheColumnsOfTheirKind(t *testing.T) {
	for _, c := range []struct {
		s *Schema
		n int
	}{{POLECAT(), 40}, {GED(), 49}} {
		if len(c.s.Columns) != c.n {
			t.Errorf("%s: %d columns, want %d", c.s.Name, len(c.s.Columns), c.n)
		}
	}
}

func TestGEDHoldsDeadlyEventsAlone(t *testing.T) {
	planned, bloodless := bombed(), bombed()
	planned.Status, bloodless.Tolls = "planned", nil
	if len(deadly(bombed())) != 1 || len(deadly(planned)) != 0 || len(deadly(bloodless)) != 0 {
		t.Error("GED has a line for each event that took place and killed, and for no other")
	}
}

func TestPriogrid(t *testing.T) {
	at := func(lat, lon float64) any { return priogrid(&EventPlace{Lat: &lat, Lon: &lon}) }
	for _, c := range []struct {
		lat, lon float64
		want     int
	}{{-90, -180, 1}, {89.9, 179.9, 259200}, {90, 180, 259200}, {-89.4, -180, 721}} {
		if got := at(c.lat, c.lon); got != c.want {
			t.Errorf("%v %v: %v, want %d", c.lat, c.lon, got, c.want)
		}
	}
	if priogrid(&EventPlace{}) != nil {
		t.Error("a cell of nowhere")
	}
}
