package web

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
)

// Sizes of the drawing of figures over time, in its own units.
const (
	stepsWidth  = 640
	stepsHeight = 140
	stepsLeft   = 16
	stepsRight  = 120 // room for the last figure's words
	stepsTop    = 34
	stepsFloor  = 104
	maxSteps    = 12
)

// step is a figure with the day on which it was known first and last.
type figureStep struct {
	text        string
	value       float64
	first, last time.Time
	who         string
}

// drawSteps draws the figures of a question by the days on which they were known:
// as steps where each takes the place of the one before, as lines beside each other
// where they stand against each other. Empty where a figure has no number or no
// day, or all are of one day.
func drawSteps(q *sayso.Question) template.HTML {
	steps := figureSteps(q)
	if steps == nil {
		return ""
	}
	from, to, low, high := steps[0].first, steps[0].last, steps[0].value, steps[0].value
	for _, s := range steps {
		if s.last.After(to) {
			to = s.last
		}
		low, high = min(low, s.value), max(high, s.value)
	}
	x := func(t time.Time) float64 {
		return stepsLeft + (stepsWidth-stepsLeft-stepsRight)*float64(t.Sub(from))/float64(to.Sub(from))
	}
	y := func(v float64) float64 {
		if high == low {
			return (stepsTop + stepsFloor) / 2
		}
		return stepsFloor - 12 - (stepsFloor-12-stepsTop)*(v-low)/(high-low)
	}
	var b strings.Builder
	var told []string
	series := q.Status == sayso.StandUpdated || q.Status == sayso.StandShifted || q.Status == sayso.StandConceded
	fmt.Fprintf(&b, `<line class="floor" x1="%d" y1="%d" x2="%d" y2="%d"/>`, stepsLeft, stepsFloor, stepsWidth-stepsRight, stepsFloor)
	if series {
		var line strings.Builder
		for i, s := range steps {
			if i > 0 {
				fmt.Fprintf(&line, "%.1f,%.1f ", x(s.first), y(steps[i-1].value))
			}
			fmt.Fprintf(&line, "%.1f,%.1f ", x(s.first), y(s.value))
		}
		fmt.Fprintf(&line, "%.1f,%.1f", x(to), y(steps[len(steps)-1].value))
		fmt.Fprintf(&b, `<polyline points="%s"/>`, line.String())
	}
	last := ""
	for i, s := range steps {
		class := "s" + strconv.Itoa(i%2)
		if !series {
			fmt.Fprintf(&b, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, class, x(s.first), y(s.value), x(to), y(s.value))
		}
		fmt.Fprintf(&b, `<circle class="%s" cx="%.1f" cy="%.1f" r="5"/><text class="k" x="%.1f" y="%.1f">%s</text>`, class, x(s.first), y(s.value), x(s.first)+8, y(s.value)-8, template.HTMLEscapeString(s.text))
		if day := s.first.Format("2 Jan"); day != last {
			fmt.Fprintf(&b, `<text x="%.1f" y="%d">%s</text>`, x(s.first), stepsFloor+18, day)
			last = day
		}
		told = append(told, fmt.Sprintf("%s on %s by %s", s.text, s.first.Format("2 January 2006"), s.who))
	}
	return template.HTML(fmt.Sprintf(`<svg class="steps" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>`, stepsWidth, stepsHeight,
		template.HTMLEscapeString(strings.Join(told, "; ")), b.String()))
}

// figureSteps are the figures of a question in the order in which they were known;
// nil where they are not to be drawn.
func figureSteps(q *sayso.Question) []figureStep {
	if q.Slot != sayso.FigureSlot || len(q.Answers) < 2 || len(q.Answers) > maxSteps {
		return nil
	}
	var out []figureStep
	for i := range q.Answers {
		a := &q.Answers[i]
		v, ok := figureIn(a.Text)
		if !ok {
			return nil
		}
		s := figureStep{text: a.Text, value: v}
		for k := range a.Statements {
			x := &a.Statements[k]
			if x.Said.IsZero() {
				continue
			}
			day := x.Said.Truncate(24 * time.Hour)
			if s.first.IsZero() || day.Before(s.first) {
				s.first, s.who = day, cmp.Or(x.Name, "nobody named")
			}
			if day.After(s.last) {
				s.last = day
			}
		}
		if s.first.IsZero() {
			return nil
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b figureStep) int { return a.first.Compare(b.first) })
	if !out[len(out)-1].first.After(out[0].first) {
		return nil
	}
	return out
}

var figure = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

// figureIn is the first number in words, written in figures.
func figureIn(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(figure.FindString(s), ",", ""), 64)
	return v, err == nil
}
