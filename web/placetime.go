package web

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"sayso"
)

// piece is a run of text: plain, or the words of a place or a time, which
// lead to its line in the list.
type piece struct {
	Text  string
	ID    string // of the mention or time; empty for plain text
	To    string // of the place in the list, or of the bar in the ribbon
	Class string // "g3" for the third place, "t2" for the second time
	About string
}

// placeLine is one place in the list below the map.
type placeLine struct {
	sayso.Place
	Class string
	Words string
	First string // the first mention
}

// places draws where and when an article's story lies: a map, a ribbon of
// times, and the text with the words that each was read from.
func (s *server) places(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Ledger.Article(r.Context(), sayso.ArticleID(r.PathValue("id")))
	if err != nil {
		return err
	}
	an := &rec.Analysis
	p := struct {
		Record  *sayso.Record
		Heading string
		Map     template.HTML
		Ribbon  template.HTML
		Places  []placeLine
		Text    [][]piece
	}{Record: rec, Heading: rec.Article.Title, Ribbon: ribbon(an.Times, rec.Article.Published), Text: located(&rec.Article, an)}
	if p.Heading == "" {
		p.Heading = "Untitled"
	}
	if len(an.Places) > 0 {
		p.Map = drawMap(an.Places, s.Land)
	}
	for i, x := range an.Places {
		line := placeLine{Place: x, Class: fmt.Sprintf("g%d", i+1), Words: placeWords(&x)}
		if len(x.Mentions) > 0 {
			line.First = string(x.Mentions[0])
		}
		p.Places = append(p.Places, line)
	}
	return s.render(w, "map", s.view("Places and times: "+p.Heading, p))
}

// located parts a text into paragraphs of pieces.
func located(a *sayso.Article, an *sayso.Analysis) [][]piece {
	type mark struct {
		span sayso.Span
		piece
	}
	var marks []mark
	number := map[sayso.PlaceID]int{}
	for i := range an.Places {
		number[an.Places[i].ID] = i
	}
	for _, m := range an.Mentions {
		i, ok := number[m.Place]
		if m.Place == "" || !ok {
			continue
		}
		marks = append(marks, mark{m.Span, piece{ID: string(m.ID), To: string(m.Place), Class: fmt.Sprintf("place g%d", i+1), About: placeWords(&an.Places[i])}})
	}
	for i, t := range an.Times {
		marks = append(marks, mark{t.Span, piece{ID: string(t.ID), To: "bar-" + string(t.ID), Class: fmt.Sprintf("time t%d", i+1), About: timeWords(&t)}})
	}
	slices.SortStableFunc(marks, func(x, y mark) int { return x.span.Start - y.span.Start })
	out := [][]piece{nil}
	plain := func(t string) {
		for i, line := range strings.Split(t, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if line != "" {
				out[len(out)-1] = append(out[len(out)-1], piece{Text: line})
			}
		}
	}
	at := 0
	for _, m := range marks {
		if m.span.Start < at || !m.span.Valid(len(a.Text)) {
			continue
		}
		plain(a.Text[at:m.span.Start])
		m.Text = m.span.In(a.Text)
		out[len(out)-1] = append(out[len(out)-1], m.piece)
		at = m.span.End
	}
	plain(a.Text[at:])
	return slices.DeleteFunc(out, func(p []piece) bool { return len(p) == 0 })
}

// timeWords says when a time is.
func timeWords(t *sayso.When) string {
	if t.From.IsZero() {
		return string(t.Type) + " " + t.Value
	}
	about := ""
	if t.Fuzzy {
		about = "about "
	}
	last := t.To.Add(-time.Second)
	switch {
	case t.Type == sayso.ClockTime:
		return about + t.From.Format("2 January 2006, 15:04")
	case t.To.IsZero():
		return about + "from " + t.From.Format("2 January 2006")
	case last.Format(time.DateOnly) == t.From.Format(time.DateOnly):
		return about + t.From.Format("2 January 2006")
	}
	return about + t.From.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}

const (
	ribbonWide = 720.0
	ribbonRow  = 22.0
	maxBars    = 24 // the first ones of an article; the text has all
)

// ribbon draws when: a bar for each time that has an interval, on one scale,
// and a line for the day of writing. Times further from it are drawn closer
// together, by the square root of their distance, so that last week and the
// last century fit on one ribbon.
func ribbon(times []sayso.When, written sayso.Date) template.HTML {
	type bar struct {
		n int
		*sayso.When
	}
	var bars []bar
	for i := range times {
		if t := &times[i]; !t.From.IsZero() && !t.To.IsZero() && len(bars) < maxBars {
			bars = append(bars, bar{i + 1, t})
		}
	}
	if len(bars) == 0 {
		return ""
	}
	zero := written.Time
	if written.IsZero() {
		zero = bars[0].From
		for _, b := range bars {
			if b.To.After(zero) {
				zero = b.To
			}
		}
	}
	place := func(t time.Time) float64 {
		d := t.Sub(zero).Hours() / 24
		return math.Copysign(math.Sqrt(math.Abs(d)), d)
	}
	low, high := -1.0, 1.0
	for _, b := range bars {
		low, high = math.Min(low, place(b.From)), math.Max(high, place(b.To))
	}
	margin := 12.0
	x := func(t time.Time) float64 { return margin + (place(t)-low)/(high-low)*(ribbonWide-2*margin) }
	height := ribbonRow*float64(len(bars)) + 30
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="group" aria-label="Times named" class="ribbon">`, ribbonWide, height)
	if !written.IsZero() {
		fmt.Fprintf(&s, `<line class="now" x1="%.1f" x2="%.1f" y1="0" y2="%.1f"/>`, x(zero), x(zero), height-16)
		side, dx := "end", -4.0
		if x(zero) < ribbonWide/2 {
			side, dx = "start", 4.0
		}
		fmt.Fprintf(&s, `<text x="%.1f" y="%.1f" text-anchor="%s">written %s</text>`, x(zero)+dx, height-4, side, written.Format("2 January 2006"))
	}
	for i, b := range bars {
		y := ribbonRow*float64(i) + 4
		from, to := x(b.From), math.Max(x(b.To), x(b.From)+3)
		class := "bar"
		if b.Fuzzy {
			class = "bar fuzzy"
		}
		tx, side := to+5, "start"
		if to > ribbonWide*0.6 {
			tx, side = from-5, "end"
		}
		fmt.Fprintf(&s, `<a href="#%s" id="bar-%s" class="%s t%d"><rect x="%.1f" y="%.1f" width="%.1f" height="%.0f"/><text x="%.1f" y="%.1f" text-anchor="%s">%s</text></a>`,
			html.EscapeString(string(b.ID)), html.EscapeString(string(b.ID)), class, b.n, from, y, to-from, ribbonRow-8, tx, y+11, side, html.EscapeString(timeWords(b.When)))
	}
	s.WriteString(`</svg>`)
	return template.HTML(s.String())
}
