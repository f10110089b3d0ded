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
