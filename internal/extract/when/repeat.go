package when

import (
	"time"

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

// clockTime reads "3:30 p.m.", "10 a.m. Wednesday", "noon".
func (f *finder) clockTime(i int) (int, expr) {
	j, minutes, ok := f.timeOfDay(i)
	if !ok {
		return 0, expr{}
	}
	t := f.anchor
	if !f.day.IsZero() && f.sameSentence(f.dayAt, i) {
		t = f.day // "on Dec. 31 at 9 p.m."
	}
	k := j
	for f.joins(k, "") && (is(f.low(k), zoneWord) || f.low(k) == "local" || f.low(k) == "time") {
		k++
	}
	local := k > j && !is(f.low(k-1), worldZone)
	if f.low(k) == "on" {
		k++
	}
	if end, d := f.dayBehind(k); end > 0 {
		t, j = d, end
	}
	end, e := f.check(j, date{first: t, part: two(minutes/60) + ":" + two(minutes%60)}, "")
	if local && !e.from.IsZero() { // of a place that we do not know the zone of
		e.from, e.to, e.fuzzy = t, t.AddDate(0, 0, 1), true
	}
	return end, e
}

// timeOfDay reads the time itself, as minutes since midnight.
func (f *finder) timeOfDay(i int) (end, minutes int, ok bool) {
	switch f.class(i) {
	case clock:
		return i + 1, f.words[i].n, true
	case dayPart:
		switch f.words[i].s {
		case "12:00":
			return i + 1, 12 * 60, true
		case "24:00":
			return i + 1, 24 * 60, true
		}
	case digits:
		return f.digitTime(i)
	}
	return 0, 0, false
}

// digitTime reads "3:30 p.m.", "0600 GMT", "15:30".
func (f *finder) digitTime(i int) (end, minutes int, ok bool) {
	h, m, j, colon := f.words[i].n, 0, i+1, false
	if f.class(j) == digits && f.words[j].gap == ':' && f.words[j].end-f.words[j].start == 2 && f.words[j].n < 60 {
		m, colon = f.words[j].n, true
		j++
	}
	military := f.military(i)
	if military {
		h, m = h/100, h%100
	}
	if h > 23 {
		return 0, 0, false
	}
	behind, pm, half := f.meridiem(j)
	switch {
	case military:
	case half && h <= 12:
		j, h = behind, h%12+pm
	case !colon, f.words[i].start > 0 && f.text[f.words[i].start-1] == ':':
		return 0, 0, false
	}
	return j, h*60 + m, true
}

// dayBehind reads the day that stands behind a time: "10 a.m. Wednesday".
func (f *finder) dayBehind(k int) (int, time.Time) {
	if !f.joins(k, ",") || f.class(k) != weekday && (f.class(k) != deictic || f.words[k].s != "") {
		return 0, time.Time{}
	}
	for _, read := range []func(*finder, int) (int, expr){(*finder).weekdayName, (*finder).deicticDay} {
		if end, e := read(f, k); end > 0 && !e.from.IsZero() {
			return end, e.from.Truncate(24 * time.Hour)
		}
	}
	return 0, time.Time{}
}

// military reports whether four digits are a time of day: "0600 GMT".
func (f *finder) military(i int) bool {
	w := &f.words[i]
	return w.end-w.start == 4 && w.n%100 < 60 && w.n < 2400 && f.joins(i+1, "") && (is(f.low(i+1), zoneWord) || f.low(i+1) == "local")
}

// sameSentence reports whether no sentence ends between two words.
func (f *finder) sameSentence(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if f.words[k].breaks {
			return false
		}
	}
	return true
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
