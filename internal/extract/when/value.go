package when

import (
	"fmt"
	"time"

	"sayso"
)

// grain is how fine a date is.
type grain uint8

const (
	byDay grain = iota
	byWeek
	byWeekend
	byMonth
	byQuarter
	byHalf
	bySeason
	byYear
	byDecade
	byCentury
)

// date is a resolved calendar stretch: the day it begins and how long it is.
type date struct {
	first time.Time
	grain grain
	part  string // MO AF EV NI, or a clock "15:04"; days only
	name  string // season letters
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// monday returns the first day of t's ISO week.
func monday(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }

// seasonMonth is the month that a season begins with; winter begins in the
// December before.
var seasonMonth = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// value writes d as TIMEX3 does (ISO 8601 with its additions).
func (d date) value() string {
	y := d.first.Year()
	switch d.grain {
	case byWeek:
		wy, w := d.first.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", wy, w)
	case byWeekend:
		wy, w := d.first.ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", wy, w)
	case byMonth:
		return d.first.Format("2006-01")
	case byQuarter:
		return fmt.Sprintf("%04d-Q%d", y, (int(d.first.Month())+2)/3)
	case byHalf:
		return fmt.Sprintf("%04d-H%d", y, (int(d.first.Month())+5)/6)
	case bySeason:
		return fmt.Sprintf("%04d-%s", y, d.name)
	case byYear:
		return fmt.Sprintf("%04d", y)
	case byDecade:
		return fmt.Sprintf("%03d", y/10)
	case byCentury:
		return fmt.Sprintf("%02d", y/100)
	}
	v := d.first.Format(time.DateOnly)
	if d.part != "" {
		v += "T" + d.part
	}
	return v
}

// bounds gives the stretch as an interval, the end outside.
func (d date) bounds() (from, to time.Time) {
	from = d.first
	switch d.grain {
	case byDay:
		return d.partBounds()
	case byWeek:
		to = from.AddDate(0, 0, 7)
	case byWeekend:
		from = from.AddDate(0, 0, 5)
		to = from.AddDate(0, 0, 2)
	case byMonth:
		to = from.AddDate(0, 1, 0)
	case byQuarter, bySeason:
		to = from.AddDate(0, 3, 0)
	case byHalf:
		to = from.AddDate(0, 6, 0)
	case byYear:
		to = from.AddDate(1, 0, 0)
	case byDecade:
		to = from.AddDate(10, 0, 0)
	case byCentury:
		to = from.AddDate(100, 0, 0)
	}
	return from, to
}

// partHours are the hours that a part of the day is taken for.
var partHours = map[string][2]int{"MO": {5, 12}, "AF": {12, 18}, "EV": {17, 22}, "NI": {18, 30}, "DT": {6, 18}}

func (d date) partBounds() (from, to time.Time) {
	if h, ok := partHours[d.part]; ok {
		return d.first.Add(time.Duration(h[0]) * time.Hour), d.first.Add(time.Duration(h[1]) * time.Hour)
	}
	if t, err := time.Parse("15:04", d.part); err == nil {
		from = d.first.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
		return from, from.Add(time.Minute)
	}
	if d.part == "24:00" {
		from = d.first.AddDate(0, 0, 1)
		return from, from.Add(time.Minute)
	}
	return d.first, d.first.AddDate(0, 0, 1)
}

// trim narrows an interval to its beginning, middle or end: "early 2022".
// The thirds overlap a little, since nobody means them sharply.
func trim(from, to time.Time, mod string) (time.Time, time.Time) {
	n := to.Sub(from)
	cut := func(a, b int) (time.Time, time.Time) {
		f, t := from.Add(n*time.Duration(a)/12), from.Add(n*time.Duration(b)/12)
		if n >= 48*time.Hour {
			f, t = f.Truncate(24*time.Hour), t.Truncate(24*time.Hour)
		}
		return f, t
	}
	switch mod {
	case "START":
		return cut(0, 5)
	case "MID":
		return cut(3, 9)
	case "END":
		return cut(7, 12)
	}
	return from, to
}

// near returns the day closest to anchor on which the month and day fall;
// told in the past it is over, told of the future to come.
func near(anchor time.Time, m, d int, told tense) time.Time {
	best := day(anchor.Year(), m, d)
	for _, y := range []int{anchor.Year() - 1, anchor.Year() + 1} {
		c := day(y, m, d)
		if abs(c.Sub(anchor)) < abs(best.Sub(anchor)) {
			best = c
		}
	}
	switch {
	case told == future && best.AddDate(0, 1, 0).Before(anchor):
		return best.AddDate(1, 0, 0)
	case told == past && best.After(anchor):
		return day(best.Year()-1, m, d)
	}
	return best
}

func abs(d time.Duration) time.Duration { return max(d, -d) }

// move adds n units to t.
func move(t time.Time, n int, unit string) time.Time {
	switch unit {
	case "D":
		return t.AddDate(0, 0, n)
	case "W":
		return t.AddDate(0, 0, 7*n)
	case "M":
		return addMonths(t, n)
	case "Q":
		return addMonths(t, 3*n)
	case "Y":
		return addMonths(t, 12*n)
	case "E":
		return addMonths(t, 120*n)
	case "C":
		return addMonths(t, 1200*n)
	case "TH":
		return t.Add(time.Duration(n) * time.Hour)
	case "TM":
		return t.Add(time.Duration(n) * time.Minute)
	case "TS":
		return t.Add(time.Duration(n) * time.Second)
	}
	return t
}

// addMonths keeps the last day of a month where the plain sum would run over:
// a month after 31 January is 28 February.
func addMonths(t time.Time, n int) time.Time {
	u := t.AddDate(0, n, 0)
	if u.Day() != t.Day() {
		u = u.AddDate(0, 0, -u.Day())
	}
	return u
}

// stretch returns the whole day, week, month… that t falls in.
func stretch(t time.Time, unit string) date {
	switch unit {
	case "W":
		return date{first: monday(t), grain: byWeek}
	case "M":
		return date{first: day(t.Year(), int(t.Month()), 1), grain: byMonth}
	case "Q":
		return date{first: day(t.Year(), (int(t.Month())-1)/3*3+1, 1), grain: byQuarter}
	case "Y":
		return date{first: day(t.Year(), 1, 1), grain: byYear}
	case "E":
		return date{first: day(t.Year()/10*10, 1, 1), grain: byDecade}
	case "C":
		return date{first: day(t.Year()/100*100, 1, 1), grain: byCentury}
	}
	return date{first: t, grain: byDay}
}

// expr is one expression found, before it becomes a When.
type expr struct {
	typ      sayso.TimeType
	value    string
	mod      string
	from, to time.Time
	fuzzy    bool // the edges are a guess
}

func (d date) expr(mod string) expr {
	e := expr{typ: sayso.DateTime, value: d.value(), mod: mod}
	if d.part != "" {
		e.typ = sayso.ClockTime
	}
	e.from, e.to = d.bounds()
	if mod != "" {
		e.from, e.to = trim(e.from, e.to, mod)
		e.fuzzy = true
	}
	return e
}
