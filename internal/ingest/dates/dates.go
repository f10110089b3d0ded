// Package dates reads the moments that publishers and their programs write into
// pages, feeds, mail and objects: ISO 8601, RFC 5322, and what comes near.
//
// A moment is read in parts: a day, then a time of day in what is left, then a
// zone behind the time. A day without a time is a day. So is one whose zone has
// a name that means several offsets, or none that is known: a wall clock is
// never said to be UTC. A time without any zone is taken for UTC, as feeds and
// systems mean it.
package dates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

const (
	// maxLength is how many bytes a date may have.
	maxLength = 100
	// firstYear and lastYear are the years that are believed: systems write
	// 0001 or 1970 where they know none.
	firstYear = 1971
	lastYear  = 2099
)

var (
	isoDay  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)([-/.年] ?)(\d{1,2})[-/.月] ?(\d{1,2})日?(?:$|[^\d])`)
	compact = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)(\d\d)(\d\d)(?:$|[^\d])`)
	// A day and the name of its month, in either order; the year may stand
	// behind, or anywhere else, as in what the C library writes.
	dayMonth = regexp.MustCompile(`(?:^|[^\d:.])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?:-| )?(?: ?de | ?di )?(\p{L}{3,12})\.?(?:$|[^\p{L}])(?:-|,? ?(?:de[l]? )?)?(\d{4}|\d\d(?:$|[^\d:]))?`)
	monthDay = regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?(?:$|[^\d:])(?:,? ?(\d{4}))?`)
	dotted   = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})([./])(\d{1,2})[./]((?:19|20)\d\d)(?:$|[^\d])`)
	anyYear  = regexp.MustCompile(`(?:^|[^\d:+-])((?:19|20)\d\d)(?:$|[^\d:])`)

	clock = regexp.MustCompile(`(?i)(?:^|[^\d])(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?:\s*([ap])\.?\s?m\b\.?)?`)
	hour  = regexp.MustCompile(`(?i)(?:^|[^\d])(\d{1,2})()()\s*([ap])\.?\s?m\b\.?`)
	// military is four digits before a zone: "0600 GMT".
	military = regexp.MustCompile(`(?:^|[^\d+-])([012]\d)([0-5]\d)()() ?(?:hrs |hours )?(?:GMT|UTC|Z|[A-Z]{2,4}T)\b`)
	digits   = regexp.MustCompile(`^\s*T(\d{2})(\d{2})(\d{2})?()`)
	offset   = regexp.MustCompile(`^\s*(?:GMT|UTC|UT|Z)?\s*([+-−])\s?(\d{1,2})(?::?(\d{2}))?(?:$|[^\d])`)
	zone     = regexp.MustCompile(`^\s*[(\[]?([A-Za-z]{1,5})\b`)
	comment  = regexp.MustCompile(`\[[^\]]*\]|\([^)]*\)`)
	epoch    = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

// zones are names that mean one offset, in minutes, wherever news uses them.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"NST": -210, "NDT": -150, "AST": -240, "ADT": -180, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "BST": 60, "WEST": 60, "EET": 120, "EEST": 180, "MSK": 180, "EAT": 180, "WAT": 60, "CAT": 120, "SAST": 120,
	"PKT": 300, "WIB": 420, "HKT": 480, "SGT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "NZST": 720, "NZDT": 780, "BRT": -180, "ART": -180, "TRT": 180,
}

// Parse reads a date; the zero Date when s is none.
func Parse(s string) sayso.Date {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if s == "" || len(s) > maxLength {
		return sayso.Date{}
	}
	if epoch.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return sayso.Date{Time: time.Unix(n, 0).UTC()}
	}
	day, rest, ok := findDay(s)
	if !ok {
		return sayso.Date{}
	}
	return withTime(day, rest)
}

// Plausible reports whether a moment lies in years that are believed.
func Plausible(t time.Time) bool { return t.Year() >= firstYear && t.Year() <= lastYear }

// Day reads the first full date in some words; its time, if it has one, is
// passed over.
func Day(s string) sayso.Date {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if s == "" || len(s) > 4*maxLength {
		return sayso.Date{}
	}
	day, _, ok := findDay(s)
	if !ok {
		return sayso.Date{}
	}
	return sayso.Date{Time: day, DayOnly: true}
}

// findDay finds the day in s, and gives what stands around it.
func findDay(s string) (day time.Time, rest string, ok bool) {
	cut := func(m []int) string { return s[:m[0]] + " \x00" + s[m[1]:] }
	if m := isoDay.FindStringSubmatchIndex(s); m != nil {
		return dayOf(s[m[2]:m[3]], number(s[m[6]:m[7]]), s[m[8]:m[9]], s[:m[2]]+" \x00"+s[m[9]:])
	}
	for _, m := range dayMonth.FindAllStringSubmatchIndex(s, 4) {
		month := lang.Months()[strings.ToLower(s[m[4]:m[5]])]
		if month == 0 {
			continue
		}
		if m[6] >= 0 {
			year := strings.TrimRight(s[m[6]:m[7]], " ,;)T")
			if len(year) >= 2 && strings.Trim(year, "0123456789") == "" {
				return dayOf(year, month, s[m[2]:m[3]], s[:m[2]]+" \x00"+s[m[6]+len(year):])
			}
		}
		return withYear(s, month, s[m[2]:m[3]], cut(m))
	}
	for _, m := range monthDay.FindAllStringSubmatchIndex(s, 4) {
		month := lang.Months()[strings.ToLower(s[m[2]:m[3]])]
		switch {
		case month == 0:
			continue
		case m[6] >= 0:
			return dayOf(s[m[6]:m[7]], month, s[m[4]:m[5]], cut(m))
		}
		return withYear(s, month, s[m[4]:m[5]], s[:m[2]]+" \x00"+s[m[5]:])
	}
	if m := dotted.FindStringSubmatchIndex(s); m != nil {
		a, sep, b := s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]]
		rest := s[:m[2]] + " \x00" + s[m[9]:]
		switch {
		case sep == "." || number(a) > 12:
			return dayOf(s[m[8]:m[9]], number(b), a, rest)
		case number(b) > 12 || a == b:
			return dayOf(s[m[8]:m[9]], number(a), b, rest)
		}
		return day, "", false // 03/04 may be either
	}
	if m := compact.FindStringSubmatchIndex(s); m != nil {
		return dayOf(s[m[2]:m[3]], number(s[m[4]:m[5]]), s[m[6]:m[7]], s[:m[2]]+" \x00"+s[m[7]:])
	}
	return day, "", false
}

// withYear looks for the year elsewhere in s.
func withYear(s string, month int, d, rest string) (time.Time, string, bool) {
	m := anyYear.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, "", false
	}
	return dayOf(m[1], month, d, strings.Replace(rest, m[1], "", 1))
}

func dayOf(year string, month int, d, rest string) (time.Time, string, bool) {
	y, n := number(year), number(d)
	if len(year) == 2 { // RFC 5322, 4.3
		if y += 1900; y < 1950 {
			y += 100
		}
	}
	t := time.Date(y, time.Month(month), n, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || n < 1 || t.Day() != n || y < firstYear || y > lastYear {
		return time.Time{}, "", false
	}
	return t, rest, true
}

// withTime reads the time of day and its zone in what stands around a day.
func withTime(day time.Time, rest string) sayso.Date {
	only := sayso.Date{Time: day, DayOnly: true}
	plain := comment.ReplaceAllString(rest, " ")
	_, behind, _ := strings.Cut(plain, "\x00")
	m := digits.FindStringSubmatchIndex(behind)
	from := behind
	if m == nil {
		from = plain
		if m = clock.FindStringSubmatchIndex(from); m == nil {
			m = hour.FindStringSubmatchIndex(from)
		}
		if m == nil {
			if m = military.FindStringSubmatchIndex(from); m != nil {
				m[1] = m[5] // the zone is read below
			}
		}
	}
	if m == nil {
		return only
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return from[m[2*i]:m[2*i+1]]
	}
	h, min, sec := number(group(1)), number(group(2)), number(group(3))
	switch half := strings.ToLower(group(4)); {
	case half != "" && (h > 12 || h < 1):
		return only
	case half == "p" && h < 12:
		h += 12
	case half == "a" && h == 12:
		h = 0
	}
	if h > 24 || min > 59 || sec > 60 || h == 24 && min+sec > 0 {
		return only
	}
	minutes, known := zoneOf(strings.ReplaceAll(from[m[1]:], "\x00", " "), rest)
	if !known {
		return only
	}
	loc := time.UTC
	if minutes != 0 {
		loc = time.FixedZone("", minutes*60)
	}
	return sayso.Date{Time: time.Date(day.Year(), day.Month(), day.Day(), h, min, sec, 0, loc)}
}

// zoneOf reads the zone behind a time. A name in brackets counts where nothing
// else does. known is false for a name that could mean several.
func zoneOf(s, whole string) (minutes int, known bool) {
	if m := offset.FindStringSubmatch(s); m != nil {
		h, min := number(m[2]), number(m[3])
		if h > 14 || min > 59 {
			return 0, false
		}
		if h = h*60 + min; m[1] != "+" {
			h = -h
		}
		return h, true
	}
	for _, t := range append([]string{s}, comment.FindAllString(whole, 2)...) {
		m := zone.FindStringSubmatch(t)
		if m == nil {
			continue
		}
		name := strings.ToUpper(m[1])
		if minutes, ok := zones[name]; ok {
			return minutes, true
		}
		if lang.Months()[strings.ToLower(m[1])] != 0 || name == "UHR" || name == "H" || weekday(m[1]) {
			continue
		}
		return 0, false
	}
	return 0, true
}

func weekday(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(en.Words(en.Weekday), func(d string) bool { return strings.HasPrefix(s, d[:3]) })
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
