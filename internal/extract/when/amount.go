package when

import (
	"strconv"

	"sayso"
)

// Amounts of time, bare or counted from now.

// count is an amount before a unit: "two", "a few", "half a", "18".
type count struct {
	n       int
	unknown bool
}

func (c count) String() string {
	if c.unknown {
		return "X"
	}
	return strconv.Itoa(c.n)
}

// count reads an amount and returns the word after it; 0 for none. "a" counts
// one.
func (f *finder) count(i int) (int, count) {
	switch f.class(i) {
	case article:
		if f.words[i].n != 1 {
			return 0, count{}
		}
		if f.is(i+1, number) && (f.words[i+1].s == "X" || f.low(i+1) == "couple" || f.low(i+1) == "dozen" || f.low(i+1) == "hundred") {
			return f.countTail(i + 1)
		}
		return i + 1, count{n: 1}
	case digits:
		if _, isYear := f.year(i); isYear || f.words[i].n > 5000 || f.counts(i) {
			return 0, count{}
		}
		return i + 1, count{n: f.words[i].n}
	case number:
		return f.countTail(i)
	}
	return 0, count{}
}

// countTail reads an amount in words: "twenty-two", "several hundred", "a
// couple of".
func (f *finder) countTail(i int) (int, count) {
	w := &f.words[i]
	j := i + 1
	if f.low(j) == "of" && f.joins(j, "") {
		j++
	}
	if w.s == "X" {
		if f.low(j) == "dozen" || f.low(j) == "hundred" || f.low(j) == "thousand" {
			j++
		}
		return j, count{unknown: true}
	}
	n := w.n
	for f.is(j, number) && f.words[j].s == "" {
		switch v := f.words[j].n; {
		case v == 100 || v == 1000:
			n *= v
		case v < 10 && n%10 == 0 || n >= 100:
			n += v
		default:
			return j, count{n: n}
		}
		j++
	}
	return j, count{n: n}
}

// unit reads "weeks" and gives TIMEX3's letter.
func (f *finder) unit(i int) (string, bool) {
	switch f.class(i) {
	case unit, century:
		return f.words[i].s, true
	case quarter:
		return "Q", true
	case ordinal:
		if f.low(i) == "second" {
			return "TS", true
		}
	}
	return "", false
}

// period writes an amount as a duration: P18M, PT2H.
func period(c count, u string) string {
	n := c.String()
	switch u {
	case "Q":
		if !c.unknown {
			n = strconv.Itoa(c.n * 3)
		}
		return "P" + n + "M"
	case "E", "C":
		if u == "E" {
			return "P" + n + "E"
		}
		return "P" + n + "C"
	}
	if u[0] == 'T' {
		return "PT" + n + u[1:]
	}
	return "P" + n + u
}

// amountAgo reads "two days ago", "a year earlier", "18 months later",
// "three weeks from now".
func (f *finder) amountAgo(i int) (int, expr) {
	k := i
	if f.class(k) == approx {
		k++
	}
	j, c := f.count(k)
	if j == 0 && f.low(i) == "year" && f.class(i+1) == ago && f.joins(i+1, "-") { // "the year-ago quarter"
		j, c = i, count{n: 1}
	} else if j == 0 || !f.joins(j, "-") || k > i && !f.joins(k, "") {
		return 0, expr{}
	}
	u, ok := f.unit(j)
	if !ok {
		return 0, expr{}
	}
	j++
	dir := 0
	switch {
	case f.class(j) == ago && f.joins(j, "-"):
		dir = f.words[j].n
		j++
	case f.low(j) == "from" && (f.low(j+1) == "now" || f.low(j+1) == "today"):
		dir, j = 1, j+2
	default:
		return 0, expr{}
	}
	if f.low(j-1) == "before" || f.low(j-1) == "later" && c.n == 0 {
		return 0, expr{}
	}
	if c.unknown || f.anchor.IsZero() {
		if dir < 0 {
			return j, expr{typ: sayso.DateTime, value: "PAST_REF"}
		}
		return j, expr{typ: sayso.DateTime, value: "FUTURE_REF"}
	}
	t := move(f.anchor, dir*c.n, u)
	switch u {
	case "TH", "TM", "TS":
		return j, expr{typ: sayso.ClockTime, value: period(c, u), from: t, to: t, fuzzy: true}
	}
	e := stretch(t, u).expr("")
	e.fuzzy = u != "D"
	return j, e
}

// relative reads a span counted from now: "the past two months", "the next
// few days", "its first nine months", "the last decade".
func (f *finder) relative(i int) (int, expr) {
	j := i
	if f.class(j) == article && f.words[j].n == 0 {
		j++
	}
	k := j
	dir := 0
	switch f.class(k) {
	case span, shift:
		dir = f.words[k].n
		if dir != -1 && dir != 1 || f.low(k) == "this" {
			return 0, expr{}
		}
	case ordinal:
		if f.words[k].n != 1 && f.words[k].n != -1 {
			return 0, expr{}
		}
	default:
		return 0, expr{}
	}
	if k > i && !f.joins(k, "") {
		return 0, expr{}
	}
	k++
	e, c := f.count(k)
	if e == 0 {
		if f.class(k-1) != span {
			return 0, expr{}
		}
		e, c = k, count{n: 1}
	}
	if !f.joins(e, "-") || !f.joins(k, "") {
		return 0, expr{}
	}
	u, ok := f.unit(e)
	if !ok {
		return 0, expr{}
	}
	if f.low(e) == "day" && f.class(j) == span && c.n == 1 {
		return 0, expr{}
	}
	x := expr{typ: sayso.DurationTime, value: period(c, u)}
	if !f.anchor.IsZero() && !c.unknown && dir != 0 {
		x.from, x.to = f.anchor, f.anchor
		if dir < 0 {
			x.from = move(f.anchor, -c.n, u)
		} else {
			x.to = move(f.anchor, c.n, u)
		}
		x.fuzzy = true
	}
	return e + 1, x
}

// amount reads a bare duration: "two weeks", "18-month", "two-year-old".
func (f *finder) amount(i int) (int, expr) {
	j := i
	if f.class(j) == approx {
		j++
		if (f.low(j) == "than" || f.low(j) == "to") && f.joins(j, "") {
			j++
		}
	}
	if f.low(j) == "the" && f.class(j+1) != article {
		j++
	}
	k, c := f.count(j)
	if k == 0 || !f.joins(k, "-") || j > i && !f.joins(j, "") || f.low(j) == "the" {
		return 0, expr{}
	}
	u, ok := f.unit(k)
	if !ok || f.someDay(i, k) || f.noDuration(j, k, c, u) {
		return 0, expr{}
	}
	end := k + 1
	if f.low(end) == "old" && f.joins(end, "-") {
		if f.words[end].gap == ' ' {
			return 0, expr{} // an age
		}
		end++
	}
	mod := ""
	if f.class(i) == approx {
		mod = "APPROX"
	}
	x := expr{typ: sayso.DurationTime, value: period(c, u), mod: mod}
	if f.goesOn(i, end) && !c.unknown && c.n > 0 && !f.anchor.IsZero() {
		x.from, x.to, x.fuzzy = move(f.anchor, -c.n, u), f.anchor, true
	}
	return end, x
}

// noDuration reports whether the count at j of the unit at k tells no stretch of
// time: "a second", what is paid a day, the number of a year.
func (f *finder) noDuration(j, k int, c count, u string) bool {
	return u == "TS" && f.low(k) == "second" || c.n == 1 && f.class(j) == article && f.rate(j) || c.n >= 1000 && u == "Y" && f.class(j) == digits
}

// goesOn reports whether the duration from i to end is how long somebody has
// been at what goes on as the article is written: "its 18-month siege". What
// somebody has ahead, a sentence or a plan, is told in the same way, so that
// what goes on is a short list.
func (f *finder) goesOn(i, end int) bool {
	return is(f.low(i-1), ownerWord) && is(f.low(end), lastingWord) && f.joins(end, "")
}

// rate reports whether "a year" at i is a rate: "twice a year", "$3 a day".
func (f *finder) rate(i int) bool {
	return is(f.low(i-1), rateWord) || f.class(i-1) == digits
}

// someDay reports whether "one day" stands for some time to come: behind a
// modal or at the head of its clause.
func (f *finder) someDay(i, k int) bool {
	if f.low(i) != "one" || f.low(k) != "day" {
		return false
	}
	return is(f.low(i-1), beforeOneDay)
}
