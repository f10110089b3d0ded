package when

import "sayso"

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

// monthDate is a month as it is written, with what stands around it.
type monthDate struct {
	*finder
	i    int // where it begins
	j    int // behind what was read of it
	m, d int // month and day; the day is 0 where none is written
	// signs may stand behind the month: the full stop of "Sept. 13".
	signs string
}

// calendar reads month names with what stands around them: "Sept. 13, 2023",
// "13 September", "Wednesday, September 13", "March 2022", "mid-November".
func (f *finder) calendar(i int) (int, expr) {
	c := &monthDate{finder: f, i: i, j: i}
	if !c.dayMonth() {
		return 0, expr{}
	}
	if end, e := c.withYear(); end > 0 {
		return end, e
	}
	return c.withoutYear()
}

// dayMonth reads the month with the day before or behind it.
func (c *monthDate) dayMonth() bool {
	if c.class(c.j) == weekday && (c.is(c.j+1, month) || c.joins(c.j+1, ",") && c.class(c.j+1) == month) {
		c.j++
	}
	if c.dayNumber(c.j) {
		k := c.j + 1
		if c.low(k) == "of" && c.joins(k, "") {
			k++
		}
		if c.class(k) != month || !c.joins(k, "-") {
			return false
		}
		c.d, c.j = c.words[c.j].n, k
	}
	if c.class(c.j) != month {
		return false
	}
	c.m = c.words[c.j].n
	if c.words[c.j].s == "." {
		c.signs = "."
	}
	c.j++
	if c.d == 0 && c.dayNumber(c.j) && c.joins(c.j, c.signs) && c.words[c.j].end-c.words[c.j].start <= 4 && !c.isAmount(c.j) {
		c.d = c.words[c.j].n
		c.j++
	}
	return true
}

// dayNumber reports whether the number at i may be a day of a month.
func (f *finder) dayNumber(i int) bool {
	return (f.class(i) == digits || f.class(i) == ordinal) && f.words[i].n >= 1 && f.words[i].n <= 31
}

// in is the date in year y.
func (c *monthDate) in(y int) date {
	if c.d == 0 {
		return date{first: day(y, c.m, 1), grain: byMonth}
	}
	return date{first: day(y, c.m, c.d)}
}

// withYear reads the year that is written behind, or "last year".
func (c *monthDate) withYear() (int, expr) {
	if y, ok := c.shortYear(c.i, c.j); ok && c.d > 0 {
		return c.j + 1, c.in(y).expr("")
	}
	if y, ok := c.year(c.j); ok && c.joins(c.j, ","+c.signs) {
		return c.j + 1, c.in(y).expr("")
	}
	if c.is(c.j, shift) && c.words[c.j].n < 2 && c.low(c.j+1) == "year" {
		return c.check(c.j+2, c.in(c.anchor.Year()+c.words[c.j].n), "")
	}
	return 0, expr{}
}

// withoutYear takes the month nearest to the day of writing that the verb allows.
func (c *monthDate) withoutYear() (int, expr) {
	switch {
	case c.anchor.IsZero() && c.d > 0:
		return c.j, expr{typ: sayso.DateTime, value: "XXXX-" + two(c.m) + "-" + two(c.d)}
	case c.anchor.IsZero():
		return c.j, expr{typ: sayso.DateTime, value: "XXXX-" + two(c.m)}
	case c.d > 0:
		return c.j, date{first: near(c.anchor, c.m, c.d, c.tense(c.i, c.j))}.expr("")
	}
	t := near(c.anchor, c.m, 1, c.tenseWithin(c.listed(c.i), c.j, monthReach))
	return c.j, date{first: t, grain: byMonth}.expr("")
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
		if is(n.low, countedWord) {
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
