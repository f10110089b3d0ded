package agency

import (
	"strings"
	"time"

	"sayso"
	"sayso/internal/ingest/dates"
)

// spokenLayouts are dates as editors write them.
var spokenLayouts = []string{
	"2006-01-02 15:04 MST", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", "1504 MST 2 Jan 2006", "1504 MST 2 January 2006", "15:04 MST 2 January 2006", "15:04 MST, 2 January 2006",
	"15:04 MST on 2 January 2006", "1504 MST, Jan. 2, 2006", "15:04 MST Jan 2, 2006", "3 p.m. MST January 2, 2006", "January 2, 2006 15:04 MST", "Jan 2, 2006, 15:04 MST",
	"2 January 2006 15:04 MST", "2 Jan 2006 15:04 MST", "2 January 2006, 15:04 MST", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006",
}

// spoken reads a date of wire text; the zero Date when it is none. Names of
// zones are taken for GMT but where the text gives an offset: agencies write
// GMT.
func spoken(s string) sayso.Date {
	s = strings.Trim(clean(s), ".,; ")
	if d := dates.Parse(s); !d.IsZero() {
		return d
	}
	s = strings.NewReplacer("UTC", "GMT", "Sept.", "Sep", "Sept ", "Sep ").Replace(s)
	for _, l := range spokenLayouts {
		if t, err := time.Parse(l, s); err == nil {
			if zone := zoneOf(t); zone != "" && zone != "GMT" && zone != "UTC" {
				return sayso.Date{}
			}
			return sayso.Date{Time: t.UTC(), DayOnly: !strings.Contains(l, "4")}
		}
	}
	return sayso.Date{}
}

func zoneOf(t time.Time) string { z, _ := t.Zone(); return z }

// stamped makes a date of the fields of a stamp.
func stamped(m []string) sayso.Date {
	year := m[5]
	if len(year) == 2 {
		year = "20" + year
	}
	month := strings.ToUpper(m[4][:1]) + strings.ToLower(m[4][1:])
	t, err := time.Parse("02 Jan 2006 1504", m[1]+" "+month+" "+year+" "+m[2]+m[3])
	if err != nil {
		return sayso.Date{}
	}
	return sayso.Date{Time: t}
}
