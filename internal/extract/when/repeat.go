package when

import (
	"strconv"

	"sayso"
)

// everyTime reads what recurs: "every day", "each Monday", "every two weeks",
// "three times a week".
func (f *finder) everyTime(i int) (int, expr) {
	if f.class(i) != every || !f.joins(i+1, "") {
		return 0, expr{}
	}
	j := i + 1
	if f.class(j) == weekday {
		end := j + 1
		v := "XXXX-WXX-" + strconv.Itoa(f.words[j].n)
		if f.is(end, dayPart) {
			v, end = v+"T"+f.words[end].s, end+1
		}
		return end, expr{typ: sayso.SetTime, value: v}
	}
	if f.class(j) == dayPart {
		return j + 1, expr{typ: sayso.SetTime, value: "XXXX-XX-XXT" + f.words[j].s}
	}
	k, c := f.count(j)
	if k == 0 {
		k, c = j, count{n: 1}
	}
	if u, ok := f.unit(k); ok && f.joins(k, "-") {
		return k + 1, expr{typ: sayso.SetTime, value: period(c, u)}
	}
	return 0, expr{}
}

func (f *finder) setWord(i int) (int, expr) {
	if f.class(i) != often {
		return 0, expr{}
	}
	return i + 1, expr{typ: sayso.SetTime, value: f.words[i].s}
}

// clockTime reads "3:30 p.m.", "10 a.m. Wednesday", "noon".
func (f *finder) clockTime(i int) (int, expr) {
	j, minutes := 0, 0
	switch f.class(i) {
	case clock:
		j, minutes = i+1, f.words[i].n
	case dayPart:
		switch f.words[i].s {
		case "12:00":
			j, minutes = i+1, 12*60
		case "24:00":
			j, minutes = i+1, 24*60
		default:
			return 0, expr{}
		}
	case digits:
		h := f.words[i].n
		j = i + 1
		m, colon := 0, false
		if f.class(j) == digits && f.words[j].gap == ':' && f.words[j].end-f.words[j].start == 2 && f.words[j].n < 60 {
			m, colon = f.words[j].n, true
			j++
		}
		if h > 23 {
			return 0, expr{}
		}
		end, pm, ok := f.meridiem(j)
		switch {
		case ok && h <= 12:
			j, h = end, h%12+pm
		case !colon || f.words[i].start > 0 && f.text[f.words[i].start-1] == ':':
			return 0, expr{}
		}
		minutes = h*60 + m
	default:
		return 0, expr{}
	}
	part := two(minutes/60) + ":" + two(minutes%60)
	t := f.anchor
	k := j
	if f.low(k) == "on" {
		k++
	}
	if f.class(k) == weekday && f.joins(k, ",") || f.class(k) == deictic && f.words[k].s == "" && f.joins(k, ",") {
		if end, e := f.weekdayName(k); end > 0 && !e.from.IsZero() {
			t, j = e.from, k+1
		} else if end, e := f.deicticDay(k); end > 0 && !e.from.IsZero() {
			t, j = e.from, k+1
		}
	}
	return f.check(j, date{first: t, part: part}, "")
}

// meridiem reads "am", "p.m.".
func (f *finder) meridiem(i int) (end, plus int, ok bool) {
	if i >= len(f.words) || f.words[i].breaks {
		return 0, 0, false
	}
	w := &f.words[i]
	if w.class == meridiem {
		return i + 1, w.n, true
	}
	if (w.low == "p" || w.low == "a") && f.low(i+1) == "m" && f.words[i+1].gap == '.' && f.words[i+1].start-w.end == 1 {
		return i + 2, map[string]int{"a": 0, "p": 12}[w.low], true
	}
	return 0, 0, false
}

// vagueWord reads "now", "recently", "the past", "the near future", "recent
// weeks".
func (f *finder) vagueWord(i int) (int, expr) {
	j := i
	if f.low(j) == "the" {
		j++
		if f.low(j) == "near" || f.low(j) == "foreseeable" {
			j++
		}
		if !f.joins(j, "") {
			return 0, expr{}
		}
		if f.class(j) == span && f.low(j) == "past" && f.class(j+1) != unit {
			return j + 1, expr{typ: sayso.DateTime, value: "PAST_REF"}
		}
		if f.low(j) != "future" {
			return 0, expr{}
		}
	}
	if f.class(j) != vague {
		return 0, expr{}
	}
	switch f.low(j) {
	case "shortly":
		if f.low(j+1) == "before" || f.low(j+1) == "after" {
			return 0, expr{}
		}
	case "soon":
		if f.low(j-1) == "as" || f.low(j+1) == "after" {
			return 0, expr{}
		}
	case "future": // "future profits" is no time
		if j == i && f.low(i-1) != "in" {
			return 0, expr{}
		}
	case "recent":
		if u, ok := f.unit(j + 1); ok && f.joins(j+1, "") {
			return j + 2, expr{typ: sayso.DurationTime, value: period(count{unknown: true}, u)}
		}
	}
	e := expr{typ: sayso.DateTime, value: f.words[j].s}
	if e.value == "PRESENT_REF" && !f.anchor.IsZero() {
		e.from, e.to, e.fuzzy = f.anchor, f.anchor.AddDate(0, 0, 1), true
	}
	return j + 1, e
}

// aheadReach is how many words on either side tell whether the future is
// meant.
const aheadReach = 6

// ahead reports whether words near i..j speak of what is to come. A weekday
// or a month without one is taken for the last of its name.
func (f *finder) ahead(i, j int) bool {
	for k := i - 1; k >= 0 && k >= i-aheadReach && !f.words[k+1].breaks; k-- {
		if future(f.words[k].low) {
			return true
		}
	}
	for k := j; k < len(f.words) && k < j+aheadReach && !f.words[k].breaks; k++ {
		if future(f.words[k].low) {
			return true
		}
	}
	return false
}

func future(w string) bool {
	switch w {
	case "will", "ll", "scheduled", "plans", "due", "until", "starting", "upcoming", "shall", "expire", "expires", "deadline":
		return true
	}
	return false
}
