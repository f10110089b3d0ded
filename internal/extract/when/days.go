package when

import (
	"strconv"
	"time"

	"sayso"
)

// weekdayName reads a weekday, with a part of the day.
func (f *finder) weekdayName(i int) (int, expr) {
	if f.class(i) != weekday {
		return 0, expr{}
	}
	if f.anchor.IsZero() {
		return i + 1, expr{typ: sayso.DateTime, value: "XXXX-WXX-" + strconv.Itoa(f.words[i].n)}
	}
	back := (int(f.anchor.Weekday()) + 7 - f.words[i].n%7) % 7
	t := f.anchor.AddDate(0, 0, -back)
	if f.ahead(i, i+1) && back > 0 {
		t = t.AddDate(0, 0, 7)
	}
	return f.withPart(i+1, t)
}

// withPart adds "morning" or "at 3 p.m." to a day.
func (f *finder) withPart(j int, t time.Time) (int, expr) {
	if f.is(j, dayPart) {
		return f.check(j+1, date{first: t, part: f.words[j].s}, "")
	}
	return f.check(j, date{first: t}, "")
}

// deicticDay reads "yesterday", "late yesterday morning", "tonight".
func (f *finder) deicticDay(i int) (int, expr) {
	if f.class(i) != deictic {
		return 0, expr{}
	}
	w := &f.words[i]
	if f.anchor.IsZero() {
		if w.n == 0 {
			return i + 1, expr{typ: sayso.DateTime, value: "PRESENT_REF"}
		}
		return i + 1, expr{typ: sayso.DateTime, value: "XXXX-XX-XX"}
	}
	t := f.anchor.AddDate(0, 0, w.n)
	if w.s != "" {
		return i + 1, date{first: t, part: w.s}.expr("")
	}
	return f.withPart(i+1, t)
}

// seasonName reads "summer 2016", "the winter of 1990"; a bare season is too
// often a verb or a fall.
func (f *finder) seasonName(i int) (int, expr) {
	if f.class(i) != season {
		return 0, expr{}
	}
	j := i + 1
	if f.low(j) == "of" {
		j++
	}
	if y, ok := f.year(j); ok && f.joins(j, "") {
		return j + 1, f.seasonOf(f.words[i].s, y).expr("")
	}
	return 0, expr{}
}

func (f *finder) seasonOf(s string, y int) date {
	return date{first: day(y, seasonMonth[s], 1), grain: bySeason, name: s}
}

func (f *finder) holidayName(i int) (int, expr) {
	if f.class(i) != holiday {
		return 0, expr{}
	}
	j := i + 1
	if f.low(j) == "day" || f.low(j) == "eve" {
		j++
	}
	s := f.words[i].s
	if y, ok := f.year(j); ok && f.joins(j, ",") {
		t, _ := time.Parse(time.DateOnly, strconv.Itoa(y)+"-"+s)
		return j + 1, date{first: t}.expr("")
	}
	if f.anchor.IsZero() {
		return j, expr{typ: sayso.DateTime, value: "XXXX-" + s}
	}
	t, _ := time.Parse("01-02", s)
	return j, date{first: near(f.anchor, int(t.Month()), t.Day(), f.tense(i, j))}.expr("")
}
