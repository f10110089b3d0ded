package when

import (
	"strconv"
	"time"

	"sayso"
)

// finder matches expressions in a lexed text. Each rule looks at the words
// from i on and returns the word after its match; 0 means no match.
type finder struct {
	text   string
	words  []word
	anchor time.Time // the day that "today" means; zero when unknown
	day    time.Time // the last day that was found, at word dayAt
	dayAt  int
	// without are the names of rules that are left out.
	without map[string]bool
}

// rule is one form of expression. Its name stands in what is read by it.
type rule struct {
	name string
	read func(f *finder, i int) (end int, e expr)
}

// rules in order of trying: the first that matches wins, so longer forms
// stand before the shorter ones that they contain.
var rules = []rule{
	{"digit-date", (*finder).digitDate},
	{"every-time", (*finder).everyTime},
	{"clock-time", (*finder).clockTime},
	{"relative", (*finder).relative},
	{"amount-ago", (*finder).amountAgo},
	{"ordinal-part", (*finder).ordinalPart},
	{"this-unit", (*finder).thisUnit},
	{"edged", (*finder).edged},
	{"calendar", (*finder).calendar},
	{"shifted", (*finder).shifted},
	{"deictic-day", (*finder).deicticDay},
	{"weekday-name", (*finder).weekdayName},
	{"decade-name", (*finder).decadeName},
	{"year-number", (*finder).yearNumber},
	{"season-name", (*finder).seasonName},
	{"holiday-name", (*finder).holidayName},
	{"amount", (*finder).amount},
	{"vague-word", (*finder).vagueWord},
	{"set-word", (*finder).setWord},
}

func (f *finder) class(i int) class {
	if i < 0 || i >= len(f.words) {
		return none
	}
	return f.words[i].class
}

// joins reports whether word i goes on from the one before it, over a space
// or one of the signs named.
func (f *finder) joins(i int, signs string) bool {
	if i <= 0 || i >= len(f.words) {
		return false
	}
	w := &f.words[i]
	if w.breaks {
		return false
	}
	if w.gap == ' ' {
		return true
	}
	for k := 0; k < len(signs); k++ {
		if w.gap == signs[k] {
			return true
		}
	}
	return false
}

// is reports whether word i has the class and goes on from the one before it.
func (f *finder) is(i int, c class) bool { return f.class(i) == c && f.joins(i, "-") }

func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.words) {
		return ""
	}
	return f.words[i].low
}

// digitDate reads 2023-09-13, 9/13/2023, 13.09.2023.
func (f *finder) digitDate(i int) (int, expr) {
	if f.class(i) != digits || i+2 >= len(f.words) || f.class(i+1) != digits || f.class(i+2) != digits {
		return 0, expr{}
	}
	a, b, c := f.words[i], f.words[i+1], f.words[i+2]
	if b.gap != c.gap || b.start-a.end != 1 || c.start-b.end != 1 {
		return 0, expr{}
	}
	var y, m, d int
	switch {
	case b.gap == '-' && a.end-a.start == 4:
		y, m, d = a.n, b.n, c.n
	case b.gap == '/':
		m, d, y = a.n, b.n, c.n
		if m > 12 {
			m, d = d, m
		}
	case b.gap == '.' && c.end-c.start == 4:
		d, m, y = a.n, b.n, c.n
	default:
		return 0, expr{}
	}
	if n := c.end - c.start; b.gap == '/' && n == 2 {
		y += 1900
		if y < 1950 {
			y += 100
		}
	}
	if y < 1000 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, expr{}
	}
	return i + 3, date{first: day(y, m, d)}.expr("")
}

// calendar reads month names with what stands around them: "Sept. 13, 2023",
// "13 September", "Wednesday, September 13", "March 2022", "mid-November".
func (f *finder) calendar(i int) (int, expr) {
	j := i
	if f.class(j) == weekday && (f.is(j+1, month) || f.joins(j+1, ",") && f.class(j+1) == month) {
		j++
	}
	d := 0
	if (f.class(j) == digits || f.class(j) == ordinal) && f.words[j].n >= 1 && f.words[j].n <= 31 {
		k := j + 1
		if f.low(k) == "of" && f.joins(k, "") {
			k++
		}
		if f.class(k) != month || !f.joins(k, "-") {
			return 0, expr{}
		}
		d, j = f.words[j].n, k
	}
	if f.class(j) != month {
		return 0, expr{}
	}
	m := f.words[j].n
	signs := "" // a full stop after a short name: "Sept. 13"
	if f.words[j].s == "." {
		signs = "."
	}
	j++
	if d == 0 && (f.class(j) == digits || f.class(j) == ordinal) && f.joins(j, signs) && f.words[j].n >= 1 && f.words[j].n <= 31 && f.words[j].end-f.words[j].start <= 4 && !f.isAmount(j) {
		d = f.words[j].n
		j++
	}
	if y, ok := f.shortYear(i, j); ok && d > 0 {
		return j + 1, date{first: day(y, m, d)}.expr("")
	}
	if y, ok := f.year(j); ok && f.joins(j, ","+signs) {
		if d == 0 {
			return j + 1, date{first: day(y, m, 1), grain: byMonth}.expr("")
		}
		return j + 1, date{first: day(y, m, d)}.expr("")
	}
	if f.is(j, shift) && f.words[j].n < 2 && f.low(j+1) == "year" {
		y := f.anchor.Year() + f.words[j].n
		if d == 0 {
			return f.check(j+2, date{first: day(y, m, 1), grain: byMonth}, "")
		}
		return f.check(j+2, date{first: day(y, m, d)}, "")
	}
	if d > 0 {
		if f.anchor.IsZero() {
			return j, expr{typ: sayso.DateTime, value: "XXXX-" + two(m) + "-" + two(d)}
		}
		return j, date{first: near(f.anchor, m, d, f.tense(i, j))}.expr("")
	}
	if f.anchor.IsZero() {
		return j, expr{typ: sayso.DateTime, value: "XXXX-" + two(m)}
	}
	t := near(f.anchor, m, 1, f.tenseWithin(f.listed(i), j, monthReach))
	return j, date{first: t, grain: byMonth}.expr("")
}

// listed is where the list of months begins that the one at i goes on: they
// share their verb, "in May and July".
func (f *finder) listed(i int) int {
	for i > 1 && (f.low(i-1) == "and" || f.low(i-1) == "or") && f.class(i-2) == month && !f.words[i].breaks {
		i -= 2
	}
	return i
}

// isAmount reports whether the number at i counts something: "May 20 people".
func (f *finder) isAmount(i int) bool {
	return f.class(i+1) == unit && f.joins(i+1, "-")
}

// year reads a year of four digits, or '98.
func (f *finder) year(i int) (int, bool) {
	if f.class(i) != digits {
		return 0, false
	}
	w := &f.words[i]
	switch n := w.end - w.start; {
	case n == 4 && w.n >= 1500 && w.n <= 2100:
		return w.n, true
	case n == 2 && w.gap == '\'':
		if w.n < 30 {
			return 2000 + w.n, true
		}
		return 1900 + w.n, true
	}
	return 0, false
}

// shortYear reads the year of "21-Oct-13": two digits behind the sign that
// stands between day and month too.
func (f *finder) shortYear(i, j int) (int, bool) {
	if j != i+2 || f.class(j) != digits {
		return 0, false
	}
	w := &f.words[j]
	if sign := w.gap; w.end-w.start != 2 || sign != '-' && sign != '/' && sign != '.' || f.words[i+1].gap != sign {
		return 0, false
	}
	if w.n < 50 {
		return 2000 + w.n, true
	}
	return 1900 + w.n, true
}

// yearNumber reads a bare year, fiscal years too. Numbers that count or price
// something are left alone.
func (f *finder) yearNumber(i int) (int, expr) {
	j := i
	if f.class(j) == fiscal {
		j++
		if f.low(j) == "year" {
			j++
		}
		if !f.joins(j, "") {
			return 0, expr{}
		}
	}
	y, ok := f.year(j)
	if !ok || f.counts(j) {
		return 0, expr{}
	}
	return j + 1, date{first: day(y, 1, 1), grain: byYear}.expr("")
}

// counts reports whether the number at i is an amount, a price, a part of a
// longer number.
func (f *finder) counts(i int) bool {
	w := &f.words[i]
	if w.start > 0 {
		switch f.text[w.start-1] {
		case '$', '#', '.', '/', ':', '+':
			return true
		case ',':
			return w.start > 1 && isDigit(f.text[w.start-2])
		}
	}
	if i+1 < len(f.words) {
		n := &f.words[i+1]
		if n.start-w.end == 1 && (n.gap == ',' || n.gap == '.') && isDigit(n.low[0]) {
			return true
		}
		switch n.low {
		case "people", "percent", "points", "miles", "kilometers", "kilometres", "km", "feet", "pounds", "dollars", "euros", "shares", "troops", "soldiers", "men", "women", "tons", "tonnes", "jobs", "votes", "megawatts":
			return n.gap == ' '
		}
	}
	return w.end < len(f.text) && f.text[w.end] == '%'
}

func (f *finder) decadeName(i int) (int, expr) {
	j := i
	if f.low(j) == "the" {
		j++
	}
	mod := ""
	if f.class(j) == edge {
		mod = f.words[j].s
		j++
		if f.low(j) == "to" && f.class(j+1) == edge {
			j += 2
		}
		if j > i && !f.joins(j, "-") {
			return 0, expr{}
		}
	}
	if f.class(j) != decade || j > i && !f.joins(j, "-'") {
		return 0, expr{}
	}
	return j + 1, date{first: day(f.words[j].n*10, 1, 1), grain: byDecade}.expr(mod)
}

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

// check gives a date as an expression, or an unresolved one where the day of
// writing is not known.
func (f *finder) check(end int, d date, mod string) (int, expr) {
	if f.anchor.IsZero() {
		typ := sayso.DateTime
		v := [...]string{"XXXX-XX-XX", "XXXX-WXX", "XXXX-WXX-WE", "XXXX-XX", "XXXX-QX", "XXXX-HX", "XXXX-" + d.name, "XXXX", "XXX", "XX"}[d.grain]
		if d.part != "" {
			typ, v = sayso.ClockTime, v+"T"+d.part
		}
		return end, expr{typ: typ, value: v, mod: mod}
	}
	return end, d.expr(mod)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
