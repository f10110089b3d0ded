package when

import (
	"regexp"
	"strconv"
	"time"

	"sayso"
)

// Basis says where the day of writing was taken from.
type Basis string

const (
	FromMetadata Basis = "metadata" // the publisher's own statement
	FromDateline Basis = "dateline" // "MOSCOW, Sept. 13, 2023 —"
	FromURL      Basis = "url"      // "/2023/09/13/"
	NoBasis      Basis = ""         // the day is not known
)

// inPath finds a date in an address: 2023/09/13, 2023-09-13, 20230913 and
// 2023/sep/13, standing between signs.
var inPath = regexp.MustCompile(`(?i)[/_-]((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([/_-]?)(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)

// MaxURL bounds how much of an address is searched for a date.
const MaxURL = 2048

// Written returns the day an article was written, which its "today" and
// "on Wednesday" are counted from: the one that its publisher states, else
// that of its dateline, else that in its address. A dateline that names no
// year takes the address's.
func Written(a *sayso.Article) (sayso.Date, Basis) {
	if d := a.Dated(); !d.IsZero() {
		return d, FromMetadata
	}
	url := inURL(a.URL)
	if d := a.Dateline; d != nil && d.Whole.Valid(len(a.Text)) {
		for _, w := range (Rules{}).Find(d.Whole.In(a.Text), url) {
			if w.Type == sayso.DateTime && !w.Fuzzy && !w.From.IsZero() && w.To.Sub(w.From) == 24*time.Hour {
				return sayso.Date{Time: w.From, DayOnly: true}, FromDateline
			}
		}
	}
	if !url.IsZero() {
		return url, FromURL
	}
	return sayso.Date{}, NoBasis
}

func inURL(url string) sayso.Date {
	m := inPath.FindStringSubmatch(url[:min(len(url), MaxURL)])
	if m == nil || m[2] != m[4] {
		return sayso.Date{}
	}
	month, err := strconv.Atoi(m[3])
	if err != nil {
		t, err := time.Parse("Jan", m[3])
		if err != nil {
			return sayso.Date{}
		}
		month = int(t.Month())
	}
	year, _ := strconv.Atoi(m[1])
	day, _ := strconv.Atoi(m[5])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day { // the thirty-first of some other month
		return sayso.Date{}
	}
	return sayso.Date{Time: t, DayOnly: true}
}
