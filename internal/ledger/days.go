package ledger

import (
	"time"

	"sayso"
)

// days says when an event took place: on the day that a mention gives, else in
// the narrowest span of days that one gives, else, where it took place, on or
// before the day on which it was first printed that it had. The day of saying is
// a bound, and never the day of the deed.
func days(row *sayso.EventRow) sayso.Days {
	if row.Day != "" {
		return sayso.Days{From: row.Day, To: row.Day, Precision: 1}
	}
	var best sayso.Days
	least := 0
	printed := ""
	for i := range row.Mentions {
		m := &row.Mentions[i]
		day := ""
		if !m.Published.IsZero() {
			day = m.Published.Format(time.DateOnly)
		}
		if tookPlace(m.Status) && day != "" && (printed == "" || day < printed) {
			printed = day
		}
		from, to := m.From, m.To
		if tookPlace(m.Status) && day != "" && from <= day && day < to {
			to = day // it has taken place, so not later than it was told
		}
		if n := span(from, to); n > 0 && (least == 0 || n < least) {
			best, least = sayso.Days{From: from, To: to, Precision: precision(n)}, n
		}
	}
	if least == 0 && tookPlace(row.Status) && printed != "" {
		return sayso.Days{To: printed, Precision: openEnded}
	}
	return best
}

// openEnded is UCDP's precision of what has no first day.
const openEnded = 5

// span counts the days from one to another, both included; 0 where one is not told.
func span(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil || b.Before(a) {
		return 0
	}
	return int(b.Sub(a).Hours()/24) + 1
}

// precision is UCDP's date_prec of a span of so many days.
func precision(days int) int {
	switch {
	case days == 1:
		return 1
	case days <= 6:
		return 2
	case days == 7:
		return 3
	case days <= 31:
		return 4
	}
	return openEnded
}
