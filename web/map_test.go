package web

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"sayso"
)

// wellFormed fails on SVG that is no XML, and on numbers that are none.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
	}
	if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
		t.Fatalf("no number: %s", svg)
	}
}

func TestMap(t *testing.T) {
	island := func(yield func(bool, [][2]float64) bool) {
		_ = yield(false, [][2]float64{{170, -10}, {-170, -10}, {-170, 10}, {170, 10}}) &&
			yield(true, [][2]float64{{0, 0}, {10, 10}}) && yield(true, nil)
	}
	for name, places := range map[string][]sayso.Place{
		"none": nil,
		"one":  {{ID: "p1", Name: "Port <Alder>", Lat: 0, Lon: 179, Feature: "city", Radius: 3}},
		"many": {
			{ID: "p1", Name: "Veld", Lat: 89, Lon: -179, Feature: "country", Country: "VLD", Radius: 4000},
			{ID: "p2", Name: "Long Sound", Lat: -80, Lon: 179, Feature: "water", Radius: 700},
			{ID: "p3", Name: "Tern Street", Near: true, Feature: "local"},
		},
	} {
		svg := string(drawMap(places, island))
		wellFormed(t, svg)
		if strings.Contains(svg, "<Alder>") || strings.Contains(svg, "Tern Street") {
			t.Errorf("%s: %s", name, svg)
		}
		if n := strings.Count(svg, "<circle"); name == "many" && n != 2 {
			t.Errorf("%s: %d marks", name, n)
		}
	}
	if svg := string(drawMap([]sayso.Place{{ID: "p1", Lat: 0, Lon: 179}}, island)); !strings.Contains(svg, "Z") {
		t.Errorf("an island across the date line is not on the map: %s", svg)
	}
}

func TestRibbon(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	times := []sayso.When{
		{ID: "t1", Type: sayso.DateTime, Value: "2023-W36", From: day("2023-09-04"), To: day("2023-09-11")},
		{ID: "t2", Type: sayso.DurationTime, Value: "P18M"},
		{ID: "t3", Type: sayso.DateTime, Value: "18", From: day("1800-01-01"), To: day("1900-01-01"), Fuzzy: true},
	}
	for _, written := range []sayso.Date{{}, {Time: day("2023-09-13"), DayOnly: true}} {
		svg := string(ribbon(times, written))
		wellFormed(t, svg)
		if strings.Count(svg, "<rect") != 2 || !strings.Contains(svg, "4 September 2023 to 10 September 2023") {
			t.Errorf("%s", svg)
		}
	}
	if svg := ribbon(times[1:2], sayso.Date{}); svg != "" {
		t.Errorf("a ribbon without a bar: %s", svg)
	}
}

func TestLocated(t *testing.T) {
	a := sayso.Article{Text: "In Alder it rained.\n\nLast week it did not."}
	an := sayso.Analysis{
		Mentions: []sayso.Mention{{ID: "m1", Span: sayso.Span{Start: 3, End: 8}, Place: "p1"}, {ID: "m2", Span: sayso.Span{Start: 3, End: 5}, Place: "p1"}},
		Places:   []sayso.Place{{ID: "p1", Name: "Alder", Feature: "city"}},
		Times:    []sayso.When{{ID: "t1", Span: sayso.Span{Start: 21, End: 30}, Type: sayso.DateTime, Value: "XXXX-WXX"}},
	}
	var got strings.Builder
	for _, p := range located(&a, &an) {
		for _, x := range p {
			if x.ID != "" {
				got.WriteString("[" + x.ID + " " + x.Class + "]")
			}
			got.WriteString(x.Text)
		}
		got.WriteString("|")
	}
	if want := "In [m1 place g1]Alder it rained.|[t1 time t1]Last week it did not.|"; got.String() != want {
		t.Errorf("%s, want %s", got.String(), want)
	}
}
