package web

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/export"
)

// events is the ledger's events; NotFound for a ledger that keeps none.
func (s *server) events() (sayso.EventLedger, error) {
	if l, ok := s.Ledger.(sayso.EventLedger); ok {
		return l, nil
	}
	return nil, sayso.Errorf("find events", "", sayso.NotFound, "this ledger keeps no events")
}

func (s *server) eventList(w http.ResponseWriter, r *http.Request) error {
	led, err := s.events()
	if err != nil {
		return err
	}
	q := sayso.EventQuery{Type: r.URL.Query().Get("type"), Status: sayso.Status(r.URL.Query().Get("status")), Article: sayso.ArticleID(r.URL.Query().Get("article")),
		Paging: sayso.Paging{Limit: PageSize, After: r.URL.Query().Get("after")}}
	page, err := led.Events(r.Context(), q)
	if err != nil {
		return err
	}
	p := struct {
		Events     []sayso.EventRow
		Categories []sayso.EventCategory
		Type, Next string
	}{page.Items, sayso.EventCategories(), q.Type, ""}
	if page.Next != "" {
		v := r.URL.Query()
		v.Set("after", page.Next)
		p.Next = "/events?" + v.Encode()
	}
	return s.render(w, "events", s.view("Events", p))
}

func (s *server) event(w http.ResponseWriter, r *http.Request) error {
	led, err := s.events()
	if err != nil {
		return err
	}
	e, err := led.Event(r.Context(), sayso.EventID(r.PathValue("id")))
	if err != nil {
		return err
	}
	p := struct {
		sayso.EventRow
		Category sayso.EventCategory
		Dyad     string
		Map      template.HTML
		May      bool // take mentions out of it
	}{EventRow: e, May: s.Corrections}
	if e.Place.Name != "" {
		at := e.Place
		at.ID = "where"
		p.Map = drawMap([]sayso.Place{at}, s.Land)
	}
	p.Category, _ = sayso.PLOVER(e.Type)
	if a, b := land(e.Actors, 0), land(e.Targets, 0); a != "" {
		if b == "" {
			b = land(e.Actors, 1)
		}
		if b != "" && a != b {
			p.Dyad = "/dyads/" + url.PathEscape(a) + "/" + url.PathEscape(b)
		}
	}
	return s.render(w, "event", s.view(e.Type, p))
}

// land is the country of the nth party.
func land(ps []sayso.Party, n int) string {
	if n < len(ps) {
		return ps[n].Country
	}
	return ""
}

// maxDyad bounds the events of a dyad page.
const maxDyad = 1000

func (s *server) dyad(w http.ResponseWriter, r *http.Request) error {
	led, err := s.events()
	if err != nil {
		return err
	}
	a, b := strings.ToUpper(r.PathValue("a")), strings.ToUpper(r.PathValue("b"))
	page, err := led.Events(r.Context(), sayso.EventQuery{Countries: []string{a, b}, Paging: sayso.Paging{Limit: maxDyad}})
	if err != nil {
		return err
	}
	if strings.HasSuffix(r.URL.Path, "/chart.svg") {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, err := w.Write([]byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + string(DyadChart(a, b, page.Items))))
		return err
	}
	p := struct {
		A, B   string
		Events []sayso.EventRow
		Chart  template.HTML
	}{a, b, page.Items, DyadChart(a, b, page.Items)}
	return s.render(w, "dyad", s.view(a+" and "+b, p))
}

func (s *server) apiEvents(w http.ResponseWriter, r *http.Request) error {
	led, err := s.events()
	if err != nil {
		return err
	}
	v := r.URL.Query()
	q := sayso.EventQuery{Type: v.Get("type"), Status: sayso.Status(v.Get("status")), Countries: v["country"], Article: sayso.ArticleID(v.Get("article")),
		Paging: sayso.Paging{Limit: PageSize, After: v.Get("after")}}
	page, err := led.Events(r.Context(), q)
	if err != nil {
		return err
	}
	out := struct {
		Events []export.EventRow `json:"events"`
		Next   string            `json:"next,omitempty"`
	}{make([]export.EventRow, len(page.Items)), page.Next}
	for i := range page.Items {
		out.Events[i] = export.NewEvent(page.Items[i])
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(out)
}

// The chart of a dyad: time to the right, cooperation above the line and
// conflict below, a bar for each day as high as the scores of its events
// together. Acts that did not take place stand as outlines.
const (
	chartWidth, chartHeight = 720, 260
	chartLeft, chartTop     = 44, 16
)

// DyadChart draws the events of two countries as an SVG that stands alone.
func DyadChart(a, b string, events []sayso.EventRow) template.HTML {
	type bar struct{ up, down, faintUp, faintDown float64 }
	days := map[string]*bar{}
	var first, last time.Time
	for i := range events {
		e := &events[i]
		d := e.Day
		if d == "" && len(e.Mentions) > 0 && !e.Mentions[0].Published.IsZero() {
			d = e.Mentions[0].Published.Format(time.DateOnly)
		}
		t, err := time.Parse(time.DateOnly, d)
		if err != nil {
			continue
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
		if days[d] == nil {
			days[d] = &bar{}
		}
		c, _ := sayso.PLOVER(e.Type)
		real := e.Status == sayso.Happened || e.Status == sayso.Ongoing
		switch {
		case c.Score > 0 && real:
			days[d].up += c.Score
		case c.Score > 0:
			days[d].faintUp += c.Score
		case real:
			days[d].down -= c.Score
		default:
			days[d].faintDown -= c.Score
		}
	}
	top := 10.0
	for _, x := range days {
		top = max(top, x.up+x.faintUp, x.down+x.faintDown)
	}
	span := max(last.Sub(first).Hours()/24, 1)
	inner := float64(chartWidth - chartLeft - 20)
	middle := float64(chartTop + (chartHeight-2*chartTop-20)/2)
	scale := (middle - chartTop) / top
	width := math.Max(2, math.Min(14, inner/(span+1)*0.8))
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" class="dyad"><title>Events between %s and %s: cooperation above the line, conflict below</title>`,
		chartWidth, chartHeight, template.HTMLEscapeString(a), template.HTMLEscapeString(b))
	fmt.Fprintf(&s, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="currentColor"/>`, chartLeft, middle, chartWidth-10, middle)
	fmt.Fprintf(&s, `<text x="%d" y="%.1f" font-size="11" text-anchor="end" fill="currentColor">+%.0f</text><text x="%d" y="%.1f" font-size="11" text-anchor="end" fill="currentColor">−%.0f</text>`,
		chartLeft-4, middle-scale*top+10, top, chartLeft-4, middle+scale*top, top)
	rect := func(x, y, h float64, colour string, faint bool) {
		if h <= 0 {
			return
		}
		fill := colour
		if faint {
			fill = "none"
		}
		fmt.Fprintf(&s, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" stroke="%s"/>`, x, y, width, h, fill, colour)
	}
	if !first.IsZero() {
		for _, d := range slices.Sorted(maps.Keys(days)) {
			t, _ := time.Parse(time.DateOnly, d)
			x := days[d]
			left := chartLeft + 4 + t.Sub(first).Hours()/24/span*(inner-width)
			rect(left, middle-x.up*scale, x.up*scale, "#2f7d4f", false)
			rect(left, middle-(x.up+x.faintUp)*scale, x.faintUp*scale, "#2f7d4f", true)
			rect(left, middle, x.down*scale, "#b4413c", false)
			rect(left, middle+x.down*scale, x.faintDown*scale, "#b4413c", true)
		}
		fmt.Fprintf(&s, `<text x="%d" y="%d" font-size="11" fill="currentColor">%s</text><text x="%d" y="%d" font-size="11" text-anchor="end" fill="currentColor">%s</text>`,
			chartLeft, chartHeight-4, first.Format(time.DateOnly), chartWidth-10, chartHeight-4, last.Format(time.DateOnly))
	}
	s.WriteString(`</svg>`)
	return template.HTML(s.String())
}
