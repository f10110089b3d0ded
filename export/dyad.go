package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"sayso"
)

// The chart of a dyad: time to the right, cooperation above the line and
// conflict below, a bar for each day as high as the scores of its events
// together (cooperation–conflict scores of PLOVER, docs/events.md). What did not
// take place stands as an outline on top. Where there are more days than bars
// that can be told apart, a bar stands for several days.
const (
	dyadWidth, dyadHeight = 560, 320
	dyadLeft, dyadRight   = 48, 12
	dyadTop, dyadBottom   = 34, 46
	dyadText              = 13
	maxBars               = 160 // along the time
	leastScale            = 10  // of the scores; less would make a word look like a war
	maxDyadName           = 40  // of a country's name or code, in code points
	cooperation, conflict = "#3f8f5f", "#c4544e"
)

// dyadStyle makes a chart that stands alone follow the reader's dark mode; where
// styles are not allowed it stays light, on a ground of its own.
const dyadStyle = `<style>@media (prefers-color-scheme:dark){.dyad{color:#e9e6df}.dyad .ground{fill:#161513}}</style>`

// bar is the scores of some days, upwards and downwards; faint is what did not
// take place.
type bar struct {
	up, down, faintUp, faintDown float64
	events                       int
}

// Dyad is the events of two countries in time.
type Dyad struct {
	a, b        string
	first, last time.Time // days; zero when there are none
	each        int       // days that a bar stands for
	bars        []bar
	all         bar
	undated     int
}

// NewDyad sums up the events of two countries, by their names or codes. An event
// is of its day, else of the day that it was first printed.
func NewDyad(a, b string, events []EventRow) Dyad {
	d := Dyad{a: dyadName(a), b: dyadName(b), each: 1}
	days := make([]time.Time, len(events))
	for i := range events {
		t := dayOf(&events[i])
		if t.IsZero() {
			d.undated++
			continue
		}
		days[i] = t
		if d.first.IsZero() || t.Before(d.first) {
			d.first = t
		}
		if t.After(d.last) {
			d.last = t
		}
	}
	if d.first.IsZero() {
		return d
	}
	n := daysBetween(d.first, d.last) + 1
	d.each = (n + maxBars - 1) / maxBars
	d.bars = make([]bar, (n+d.each-1)/d.each)
	for i := range events {
		if days[i].IsZero() {
			continue
		}
		for _, x := range []*bar{&d.bars[daysBetween(d.first, days[i])/d.each], &d.all} {
			x.add(&events[i])
		}
	}
	return d
}

func (x *bar) add(e *EventRow) {
	x.events++
	switch real := e.Status == string(sayso.Happened) || e.Status == string(sayso.Ongoing); {
	case e.Score > 0 && real:
		x.up += e.Score
	case e.Score > 0:
		x.faintUp += e.Score
	case real:
		x.down -= e.Score
	default:
		x.faintDown -= e.Score
	}
}

func dyadName(s string) string {
	r := []rune(strings.ToValidUTF8(s, "\uFFFD"))
	if len(r) > maxDyadName {
		r = append(r[:maxDyadName-1], '…')
	}
	return string(r)
}

func dayOf(e *EventRow) time.Time {
	for _, day := range []*string{e.Day, e.Published} {
		if t, err := time.Parse(time.DateOnly, deref(day)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// daysBetween counts in days of the calendar: durations hold 292 years only.
func daysBetween(a, b time.Time) int { return int((b.Unix() - a.Unix()) / 86400) }

// SVG draws the chart as a file that stands alone: no style sheet, font or
// script from elsewhere, with its own ground.
func (d Dyad) SVG() []byte {
	var s bytes.Buffer
	s.WriteString(xml.Header)
	d.draw(&s, true)
	s.WriteByte('\n')
	return s.Bytes()
}

// Inline draws the chart as an element of a page, in the page's ink.
func (d Dyad) Inline() []byte {
	var s bytes.Buffer
	d.draw(&s, false)
	return s.Bytes()
}

// Sum says in a sentence what the chart shows, for those who do not see it.
func (d Dyad) Sum() string {
	if d.first.IsZero() {
		return "No dated events."
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%s from %s to %s. Cooperation adds up to %s, conflict to %s.", count(d.all.events, "event"), d.first.Format(time.DateOnly), d.last.Format(time.DateOnly),
		score(d.all.up), score(-d.all.down))
	if d.all.faintUp+d.all.faintDown > 0 {
		fmt.Fprintf(&s, " Planned, possible, denied or demanded, drawn as outlines: %s and %s.", score(d.all.faintUp), score(-d.all.faintDown))
	}
	if d.each > 1 {
		fmt.Fprintf(&s, " Each bar stands for %d days.", d.each)
	}
	if d.undated > 0 {
		fmt.Fprintf(&s, " %s without a date left out.", count(d.undated, "event"))
	}
	return s.String()
}

func (d Dyad) draw(s *bytes.Buffer, alone bool) {
	size, style := "", ""
	if alone {
		size = fmt.Sprintf(` width="%d" height="%d" color="#1c1b19"`, dyadWidth*9/7, dyadHeight*9/7)
		style = dyadStyle + fmt.Sprintf(`<rect class="ground" width="%d" height="%d" fill="#fdfcf9"/>`, dyadWidth, dyadHeight)
	}
	fmt.Fprintf(s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"%s role="img" class="dyad" aria-labelledby="dyad-title dyad-desc" font-family="system-ui, sans-serif" font-size="%d">`,
		dyadWidth, dyadHeight, size, dyadText)
	fmt.Fprintf(s, `<title id="dyad-title">%s and %s: cooperation above the line, conflict below</title><desc id="dyad-desc">%s</desc>`, escaped(d.a), escaped(d.b), escaped(d.Sum()))
	s.WriteString(style)
	key := func(x int, fill, stroke, words string) {
		fmt.Fprintf(s, `<rect x="%d" y="10" width="11" height="11" fill="%s" stroke="%s"/><text x="%d" y="20" fill="currentColor">%s</text>`, x, fill, stroke, x+16, words)
	}
	key(dyadLeft, cooperation, cooperation, "cooperation")
	key(dyadLeft+116, conflict, conflict, "conflict")
	key(dyadLeft+206, "none", "currentColor", "planned, possible, denied, demanded")
	top := float64(leastScale)
	for i := range d.bars {
		x := &d.bars[i]
		top = max(top, x.up+x.faintUp, x.down+x.faintDown)
	}
	middle := float64(dyadTop+dyadHeight-dyadBottom) / 2
	scale := (middle - dyadTop - 4) / top
	text := func(x, y float64, anchor, words string) {
		fmt.Fprintf(s, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="currentColor">%s</text>`, x, y, anchor, words)
	}
	for _, v := range []float64{top, top / 2, 0, -top / 2, -top} {
		y := middle - v*scale
		faint := ` stroke-opacity="0.2"`
		if v == 0 {
			faint = ""
		}
		fmt.Fprintf(s, `<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="currentColor"%s/>`, dyadLeft, y, dyadWidth-dyadRight, y, faint)
		text(dyadLeft-6, y+4, "end", score(v))
	}
	if d.first.IsZero() {
		text(float64(dyadLeft+dyadWidth-dyadRight)/2, middle-10, "middle", "no dated events")
		s.WriteString(`</svg>`)
		return
	}
	inner := float64(dyadWidth - dyadLeft - dyadRight)
	step := inner / float64(len(d.bars))
	width := math.Min(14, math.Max(1.5, step*0.8))
	for i := range d.bars {
		x := &d.bars[i]
		if x.events == 0 {
			continue
		}
		left := dyadLeft + (float64(i)+0.5)*step - width/2
		fmt.Fprintf(s, `<g><title>%s: %s, %s and %s</title>`, d.when(i), count(x.events, "event"), score(x.up+x.faintUp), score(-x.down-x.faintDown))
		rect := func(y, h float64, fill, stroke string) {
			if h > 0 {
				fmt.Fprintf(s, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" stroke="%s"/>`, left, y, width, h, fill, stroke)
			}
		}
		rect(middle-x.up*scale, x.up*scale, cooperation, cooperation)
		rect(middle-(x.up+x.faintUp)*scale, x.faintUp*scale, "none", cooperation)
		rect(middle, x.down*scale, conflict, conflict)
		rect(middle+x.down*scale, x.faintDown*scale, "none", conflict)
		s.WriteString(`</g>`)
	}
	base := float64(dyadHeight - dyadBottom + 18)
	if len(d.bars) == 1 {
		text(dyadLeft+inner/2, base, "middle", d.when(0))
	} else {
		text(dyadLeft, base, "start", d.first.Format(time.DateOnly))
		if len(d.bars) > 2 {
			text(dyadLeft+inner/2, base, "middle", d.first.AddDate(0, 0, daysBetween(d.first, d.last)/2).Format(time.DateOnly))
		}
		text(dyadWidth-dyadRight, base, "end", d.last.Format(time.DateOnly))
	}
	text(dyadLeft+inner/2, base+20, "middle", escaped(d.a+" and "+d.b)+", score of the events of "+plainDays(d.each))
	s.WriteString(`</svg>`)
}

// when is the days of bar i.
func (d Dyad) when(i int) string {
	from := d.first.AddDate(0, 0, i*d.each)
	if d.each == 1 {
		return from.Format(time.DateOnly)
	}
	to := from.AddDate(0, 0, d.each-1)
	if to.After(d.last) {
		to = d.last
	}
	return from.Format(time.DateOnly) + " to " + to.Format(time.DateOnly)
}

func plainDays(n int) string {
	if n == 1 {
		return "each day"
	}
	return "every " + strconv.Itoa(n) + " days"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// score writes a score with its sign.
func score(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	if i := strings.IndexByte(s, '.'); i >= 0 && len(s) > i+2 {
		s = strconv.FormatFloat(math.Abs(v), 'f', 1, 64)
	}
	switch {
	case v > 0:
		return "+" + s
	case v < 0:
		return "−" + s
	}
	return "0"
}

// escaped is text as XML; what XML has no place for becomes U+FFFD.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}
