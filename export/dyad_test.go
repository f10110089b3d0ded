package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"sayso"
)

// wellFormed fails on what is no XML, and on what a drawing must not reach for.
func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		x, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := x.(xml.StartElement); ok {
			if e.Name.Local == "script" || e.Name.Local == "image" || e.Name.Local == "foreignObject" {
				t.Errorf("element %s", e.Name.Local)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "url(") {
					t.Errorf("attribute %s=%s", a.Name.Local, a.Value)
				}
			}
		}
	}
	if bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
		t.Fatalf("no number: %s", svg)
	}
}

// drawn is events as rows.
func drawn(events ...sayso.EventRow) []EventRow {
	out := make([]EventRow, len(events))
	for i, e := range events {
		out[i] = NewEvent(e)
	}
	return out
}

func TestDyad(t *testing.T) {
	d := NewDyad("KER", `R"<script>`+"\x00\xff", drawn(
		sayso.EventRow{Type: "AID", Status: sayso.Happened, Day: "2031-05-01"},
		sayso.EventRow{Type: "ASSAULT", Status: sayso.Happened, Day: "2031-05-03"},
		sayso.EventRow{Type: "ASSAULT", Status: sayso.Planned, Day: "2031-05-04"},
		sayso.EventRow{Type: "AID", Day: "no day"},
		sayso.EventRow{Type: "CONSULT", Status: sayso.Ongoing, Mentions: []sayso.EventReport{{Published: sayso.Date{Time: day(t, "2031-05-03").Time, DayOnly: true}}}},
	))
	svg := d.SVG()
	wellFormed(t, svg)
	wellFormed(t, d.Inline())
	for want, n := range map[string]int{`fill="none" stroke="#c4544e"`: 1, "<g><title>": 3, "1 event without a date": 1, "+2.5 and −9": 1, "2031-05-01": 3} {
		if got := bytes.Count(svg, []byte(want)); got != n {
			t.Errorf("%q %d times, want %d in %s", want, got, n, svg)
		}
	}
	if want := "4 events from 2031-05-01 to 2031-05-04. Cooperation adds up to +12.5, conflict to −9. Planned, possible, denied or demanded, drawn as outlines: 0 and −9. 1 event without a date left out."; d.Sum() != want {
		t.Errorf("%s\nwant %s", d.Sum(), want)
	}
	if !bytes.Equal(svg, d.SVG()) {
		t.Error("drawn twice, two drawings")
	}
}

func day(t *testing.T, s string) sayso.Date {
	t.Helper()
	d, err := sayso.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDyadBounds draws nothing, one day, and more days than there is room for.
func TestDyadBounds(t *testing.T) {
	empty := NewDyad("KER", "TAR", nil)
	wellFormed(t, empty.SVG())
	if !bytes.Contains(empty.SVG(), []byte("no dated events")) {
		t.Error("an empty chart does not say so")
	}
	one := NewDyad("KER", strings.Repeat("é", 5000), drawn(sayso.EventRow{Type: "AID", Status: sayso.Happened, Day: "2031-05-01"}))
	wellFormed(t, one.SVG())
	if n := len(one.SVG()); n > 10_000 {
		t.Errorf("%d bytes for a long name", n)
	}
	var many []sayso.EventRow
	for i := range 20_000 {
		many = append(many, sayso.EventRow{Type: sayso.EventCategories()[i%16].Name, Status: sayso.Happened, Day: fmt.Sprintf("%04d-%02d-%02d", 1+i/3, 1+i%12, 1+i%28)})
	}
	many = append(many, sayso.EventRow{Type: "AID", Day: "9999-12-31"}, sayso.EventRow{Type: "no such act", Day: "0001-01-01"})
	svg := NewDyad("KER", "TAR", drawn(many...)).SVG()
	wellFormed(t, svg)
	if n := len(svg); n > 200_000 {
		t.Errorf("%d bytes for %d events", n, len(many))
	}
	if n := bytes.Count(svg, []byte("<g>")); n > maxBars {
		t.Errorf("%d bars", n)
	}
}

func BenchmarkDyad(b *testing.B) {
	var rows []EventRow
	for i := range 10_000 {
		rows = append(rows, NewEvent(sayso.EventRow{Type: sayso.EventCategories()[i%16].Name, Status: sayso.Happened, Day: fmt.Sprintf("%04d-%02d-%02d", 2000+i/500, 1+i%12, 1+i%28)}))
	}
	b.ReportAllocs()
	for b.Loop() {
		NewDyad("KER", "TAR", rows).SVG()
	}
}
