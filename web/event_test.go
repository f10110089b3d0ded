package web

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"sayso"
)

func TestDyadChart(t *testing.T) {
	svg := string(DyadChart("KER", `R"<`, []sayso.EventRow{
		{Type: "AID", Status: sayso.Happened, Day: "2031-05-01"},
		{Type: "ASSAULT", Status: sayso.Happened, Day: "2031-05-03"},
		{Type: "ASSAULT", Status: sayso.Planned, Day: "2031-05-04"},
		{Type: "AID", Day: "no day"},
	}))
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(svg, "<rect"); n != 3 {
		t.Errorf("%d bars, want 3", n)
	}
	if n := strings.Count(svg, `fill="none"`); n != 1 {
		t.Errorf("%d outlines, want 1", n)
	}
	DyadChart("KER", "TAR", nil)
}
