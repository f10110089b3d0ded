package lineage

import (
	"strings"
	"time"

	"sayso"
)

// Taking says who took from whom, and why that is thought.
type Taking struct {
	// From is 1 when the first of two articles is the origin, 2 when the
	// second is, 0 when nothing decides it.
	From int
	Why  []string
}

// Direct decides which of two copies is the origin. What an article says of
// itself goes before times: an agency's credit is an admission, while a
// publisher's clock may lag behind the wire. Where both credit a third, both
// took from there, and neither from the other. Signs that contradict each other
// on the same level decide nothing.
func Direct(a, b *sayso.Article) Taking {
	ca, cb := credits(a, b), credits(b, a)
	switch {
	case ca != "" && cb == "":
		return Taking{2, []string{ca}}
	case cb != "" && ca == "":
		return Taking{1, []string{cb}}
	}
	if agency := Agency(a, b); agency != "" {
		return Taking{0, []string{"both credit " + agency}}
	}
	if d := gap(a.Dated(), b.Dated()); d != 0 {
		first, why := 1, "it was published first"
		if d < 0 {
			first = 2
		}
		return Taking{first, []string{why}}
	}
	return Taking{0, []string{"no credit names the other, and the times do not part them"}}
}

// credits returns why a says of itself that it took from b; empty for no.
func credits(a, b *sayso.Article) string {
	if b.Outlet == "" || strings.EqualFold(a.Outlet, b.Outlet) {
		return ""
	}
	for _, c := range a.Credits {
		if strings.EqualFold(c.Agency, b.Outlet) {
			return "it credits " + c.Agency
		}
	}
	for _, by := range a.Byline {
		if strings.EqualFold(strings.TrimSpace(by), b.Outlet) {
			return "its byline is " + by
		}
	}
	return ""
}

// Agency is whom two articles both credit for their copy; empty where there is
// nobody, or nobody with a name.
func Agency(a, b *sayso.Article) string {
	for _, x := range a.Credits {
		for _, y := range b.Credits {
			if x.Agency != unnamed && strings.EqualFold(x.Agency, y.Agency) {
				return x.Agency
			}
		}
	}
	return ""
}

// unnamed is the agency of a credit that names none.
const unnamed = "agencies"

// gap is how much later b is than a, as far as the precision allows: a day
// alone is a whole day, and what may overlap does not differ.
func gap(a, b sayso.Date) time.Duration {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	a0, a1 := bounds(a)
	b0, b1 := bounds(b)
	switch {
	case !a1.After(b0):
		return max(1, b0.Sub(a0))
	case !b1.After(a0):
		return -max(1, a0.Sub(b0))
	}
	return 0
}

func bounds(d sayso.Date) (from, to time.Time) {
	if d.DayOnly {
		return d.Time, d.AddDate(0, 0, 1)
	}
	return d.Time, d.Add(time.Nanosecond)
}
