package when

import (
	"time"

	"sayso"
)

// shifted reads "last week", "this morning", "next March", "the previous
// day", "the same month", "later this year".
func (f *finder) shifted(i int) (int, expr) {
	j := i
	if f.class(j) == article && f.words[j].s == "the" && f.class(j+1) == shift && f.joins(j+1, "") {
		j++
	}
	if f.class(j) != shift || !f.joins(j+1, "-") {
		return 0, expr{}
	}
	m := &moved{finder: f, i: i, at: j + 1, w: &f.words[j+1], by: f.words[j].n}
	if end, e := m.partOfYear(); end > 0 {
		return end, e
	}
	if f.low(j) == "that" && m.w.class != unit && m.w.class != dayPart {
		return 0, expr{}
	}
	switch m.by {
	case theFollowing:
		m.by = 1
	case theLatest, theSame:
		m.by = 0
	}
	switch m.w.class {
	case unit, quarter, century:
		if f.words[j].n == theLatest {
			m.by = -1
		}
		return m.unit()
	case weekend:
		return m.check(m.at+1, date{first: monday(f.anchor.AddDate(0, 0, 7*m.by)), grain: byWeekend}, "")
	case weekday:
		return m.weekday()
	case month:
		return m.month()
	case season:
		return m.season()
	case dayPart:
		if m.by == 0 || m.w.s == "NI" {
			return m.check(m.at+1, date{first: f.anchor.AddDate(0, 0, m.by), part: m.w.s}, "")
		}
	}
	return 0, expr{}
}

// Shifts that move some words otherwise than "last", "this" and "next", which are
// -1, 0 and 1.
const (
	theFollowing = 2
	theLatest    = 3
	theSame      = 4
)

// moved is a word for a stretch of time that another one moves: "last week".
type moved struct {
	*finder
	i  int // where the expression begins
	at int // where the moved word stands
	w  *word
	by int // -1 for "last", 0 for "this", 1 for "next"
}

// partOfYear reads "this year's third quarter".
func (m *moved) partOfYear() (int, expr) {
	k := m.at + 1
	if m.w.low != "year" || m.low(k) != "s" || m.words[k].gap != '\'' || m.by < -1 || m.by > 1 {
		return 0, expr{}
	}
	if end, d, ok := m.part(k+1, m.anchor.Year()+m.by); ok {
		return m.check(end, d, "")
	}
	return 0, expr{}
}

func (m *moved) unit() (int, expr) {
	u, _ := m.finder.unit(m.at)
	switch {
	case u[0] == 'T', m.w.low != "quarter" && m.w.low[len(m.w.low)-1] == 's':
		return 0, expr{}
	case m.anchor.IsZero():
		return m.check(m.at+1, stretch(m.anchor, u), "")
	}
	return m.check(m.at+1, stretch(move(m.anchor, m.by, u), u), "")
}

func (m *moved) weekday() (int, expr) {
	back := (int(m.anchor.Weekday()) + 7 - m.w.n%7) % 7
	t := m.anchor.AddDate(0, 0, -back)
	switch {
	case m.by < 0 && back == 0:
		t = t.AddDate(0, 0, -7)
	case m.by > 0, m.by == 0 && back > 0 && m.comes(m.i, m.at+1, t):
		t = t.AddDate(0, 0, 7)
	}
	return m.withPart(m.at+1, t)
}

func (m *moved) month() (int, expr) {
	t := day(m.anchor.Year(), m.w.n, 1)
	switch {
	case m.by < 0 && !t.Before(stretch(m.anchor, "M").first):
		t = t.AddDate(-1, 0, 0)
	case m.by > 0 && !t.After(m.anchor):
		t = t.AddDate(1, 0, 0)
	}
	return m.check(m.at+1, date{first: t, grain: byMonth}, "")
}

func (m *moved) season() (int, expr) {
	d := m.seasonOf(m.w.s, m.anchor.Year())
	switch {
	case m.by < 0 && d.first.AddDate(0, 3, 0).After(m.anchor):
		d = m.seasonOf(m.w.s, m.anchor.Year()-1)
	case m.by > 0 && d.first.Before(m.anchor):
		d = m.seasonOf(m.w.s, m.anchor.Year()+1)
	}
	return m.check(m.at+1, d, "")
}

// edged reads an edge and what it is the edge of: "early 2022", "late last
// year", "the end of the month", "earlier this week", "mid-November".
func (f *finder) edged(i int) (int, expr) {
	j := i
	if f.low(j) == "the" {
		j++
	}
	mod := ""
	switch f.class(j) {
	case edge:
		mod = f.words[j].s
	case ago:
		if f.class(j+1) != shift || f.low(j+1) != "this" && f.low(j+1) != "in" {
			return 0, expr{}
		}
		mod = map[bool]string{true: "START", false: "END"}[f.words[j].n < 0]
	default:
		return 0, expr{}
	}
	k := j + 1
	if f.low(k) == "of" && f.joins(k, "") || f.low(k) == "in" && f.joins(k, "") {
		k++
	}
	if !f.joins(k, "-") {
		return 0, expr{}
	}
	for _, r := range []func(*finder, int) (int, expr){(*finder).shifted, (*finder).calendar, (*finder).decadeName, (*finder).yearNumber, (*finder).deicticDay, (*finder).weekdayName, (*finder).seasonName, (*finder).theUnit} {
		end, e := r(f, k)
		if end == 0 || e.typ != sayso.DateTime && e.typ != sayso.ClockTime {
			continue
		}
		e.mod = mod
		if !e.from.IsZero() && e.to.Sub(e.from) > 0 {
			e.from, e.to = trim(e.from, e.to, mod)
			e.fuzzy = true
		}
		return end, e
	}
	return 0, expr{}
}

// theUnit reads "the year" where an edge of it is meant: the current one.
func (f *finder) theUnit(i int) (int, expr) {
	if f.class(i) != article || f.words[i].n != 0 {
		return 0, expr{}
	}
	u, ok := f.unit(i + 1)
	if !ok || u[0] == 'T' || !f.joins(i+1, "") {
		return 0, expr{}
	}
	return f.check(i+2, stretch(f.anchor, u), "")
}

// ordinalPart reads "the third quarter of 1990", "first-half", "the first
// week of May", "the fourth quarter last year".
func (f *finder) ordinalPart(i int) (int, expr) {
	j := i
	if f.class(j) == article && f.words[j].n == 0 {
		j++
	}
	if f.class(j) == fiscal {
		j++
	}
	if f.class(j) != ordinal || j > i && !f.joins(j, "") {
		return 0, expr{}
	}
	y := f.anchor.Year()
	end, d, ok := f.part(j, y)
	if !ok {
		return 0, expr{}
	}
	if f.low(end) == "of" && (is(f.low(end+1), gameWord) || is(f.low(end+2), gameWord)) {
		return 0, expr{}
	}
	k := end
	stated := false
	if f.low(end) == "of" && f.joins(end, "") || f.low(end) == "in" && f.joins(end, "") {
		end++
	}
	if yy, ok := f.year(end); ok && f.joins(end, ",") {
		y, end, stated = yy, end+1, true
	} else if f.class(end) == shift && f.low(end+1) == "year" && f.joins(end, "") {
		y, end = y+f.words[end].n, end+2
	} else if f.class(end) == fiscal {
		if yy, ok := f.year(end + 1); ok {
			y, end, stated = yy, end+2, true
		}
	} else {
		end = k
		if !f.anchor.IsZero() && d.first.After(f.anchor) && !f.ahead(i, end) {
			y-- // a quarter still to come is told of as such, else the last one is meant
		}
	}
	d.first = d.first.AddDate(y-d.first.Year(), 0, 0)
	if stated {
		return end, d.expr("")
	}
	return f.check(end, d, "")
}

// comes reports whether "this Friday" is still to come: the one of this week,
// unless that is over or the verb is past.
func (f *finder) comes(i, end int, last time.Time) bool {
	switch f.tense(i, end) {
	case future:
		return true
	case past:
		return false
	}
	return monday(last.AddDate(0, 0, 7)).Equal(monday(f.anchor))
}

// part reads "third quarter", "first half" as part of the year y.
func (f *finder) part(i, y int) (end int, d date, ok bool) {
	if f.class(i) != ordinal {
		return 0, date{}, false
	}
	n, k := f.words[i].n, i+1
	if f.class(k) == fiscal {
		k++
	}
	months, g := 3, byQuarter
	switch {
	case !f.joins(k, "-"):
		return 0, date{}, false
	case f.class(k) == half:
		months, g = 6, byHalf
	case f.class(k) != quarter:
		return 0, date{}, false
	}
	if n < 1 || n > 12/months {
		return 0, date{}, false
	}
	return k + 1, date{first: day(y, (n-1)*months+1, 1), grain: g}, true
}

// thisUnit reads "the current year", "the quarter", "the weekend". Reports
// tell of "the quarter" when it is over.
func (f *finder) thisUnit(i int) (int, expr) {
	if f.class(i) != article || f.words[i].s != "the" || !f.joins(i+1, "") {
		return 0, expr{}
	}
	j := i + 1
	switch {
	case f.low(j) == "current" && f.joins(j+1, ""):
		j++
		if f.class(j) == fiscal {
			j++
		}
		if u, ok := f.unit(j); ok && u[0] != 'T' {
			return f.check(j+1, stretch(f.anchor, u), "")
		}
	case f.class(j) == quarter:
		return f.check(j+1, stretch(addMonths(f.anchor, -3), "Q"), "")
	case f.class(j) == weekend:
		return f.check(j+1, date{first: monday(f.anchor), grain: byWeekend}, "")
	}
	return 0, expr{}
}
