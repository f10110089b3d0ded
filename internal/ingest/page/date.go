package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
)

// firstYear and lastYear are the years that a page may state: systems write
// 0001 or 1970 where they know none.
const (
	firstYear = 1990
	lastYear  = 2099
)

var momentLayouts = []struct {
	layout string
	day    bool
}{
	{time.RFC3339, false}, {"2006-01-02T15:04:05-0700", false}, {"2006-01-02T15:04Z07:00", false}, {"2006-01-02T15:04-0700", false}, {"2006-01-02T15:04:05", false}, {"2006-01-02 15:04:05", false},
	{"2006-01-02 15:04:05 MST", false}, {"2006-01-02 15:04:05Z07:00", false}, {"2006-01-02T15:04", false}, {"2006-01-02 15:04", false},
	{time.RFC1123, false}, {time.RFC1123Z, false}, {"2 Jan 2006 15:04 MST", false}, {"January 2, 2006 15:04", false}, {"January 2, 2006, 3:04 PM MST", false}, {"03:04:05 PM MST Jan 2, 2006", false},
	{"Mon Jan 2 15:04:05 MST 2006", false}, {"Mon Jan 2 2006 15:04:05 MST-0700", false},
	{"January 2, 2006", true}, {"Jan 2, 2006", true}, {"2 January 2006", true}, {"2 Jan 2006", true}, {"2006/01/02", true}, {"20060102", true},
}

// moment reads a date of a page's metadata; the zero Date when it is none.
func moment(s string) sayso.Date {
	s = strings.TrimSpace(s)
	if len(s) > 64 {
		return sayso.Date{}
	}
	for _, l := range momentLayouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return plausible(sayso.Date{Time: t, DayOnly: l.day})
		}
	}
	if len(s) >= 10 {
		if t, err := time.Parse(time.DateOnly, s[:10]); err == nil {
			return plausible(sayso.Date{Time: t, DayOnly: true})
		}
	}
	return sayso.Date{}
}

func plausible(d sayso.Date) sayso.Date {
	if y := d.Year(); y < firstYear || y > lastYear {
		return sayso.Date{}
	}
	return d
}

// The date that readers see is the last resort: a short line that says what it
// is, by a word or by its class, and holds one full date. Month names are of
// the languages that much news is written in.

var (
	months = monthNames()
	// dateWord is what a line of the date says before it.
	dateWord  = regexp.MustCompile(`(?i)publi|posted|veröffentlicht|erschienen|stand:|pubblicato|gepubliceerd|опубликовано|기사입력|입력|등록|公開|更新|发布|發布|发表|^date\b|^datum\b`)
	dateClass = regexp.MustCompile(`(?i)date|publish|posted|timestamp|time-?stamp|byline|entry-meta|post-meta`)
	isoDay    = regexp.MustCompile(`\b((?:19|20)\d\d)[-./年] ?(\d{1,2})[-./月] ?(\d{1,2})\b`)
	wordDay   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?: de| di)? (\p{L}{3,12})\.?(?: de| del)?,? ((?:19|20)\d\d)\b`)
	dayWord   = regexp.MustCompile(`(?i)\b(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b`)
)

func monthNames() map[string]time.Month {
	out := map[string]time.Month{}
	for i, names := range []string{
		"january jan januar janvier enero janeiro gennaio januari января янв", "february feb februar février febrero fevereiro febbraio februari февраля фев",
		"march mar märz mars marzo março maart марта мар", "april apr avril abril aprile апреля апр", "may mai mayo maio maggio mei мая", "june jun juni juin junio junho giugno июня июн",
		"july jul juli juillet julio julho luglio июля июл", "august aug août agosto augustus августа авг", "september sep sept septembre septiembre setembro settembre сентября сен",
		"october oct oktober octobre octubre outubro ottobre октября окт", "november nov novembre noviembre novembro ноября ноя", "december dec dezember décembre diciembre dezembro dicembre декабря дек",
	} {
		for _, n := range strings.Fields(names) {
			out[n] = time.Month(i + 1)
		}
	}
	return out
}

// shown finds the date that the page shows; zero when it shows none.
func shown(doc *html.Node) sayso.Date {
	const longest = 90 // of a line with a date, in bytes
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && len(n.Data) < 4*longest && !within(n, atom.Script, atom.Style, atom.A) {
			// A line of its own among elements.
			if !year(n.Data) {
				continue
			}
			if s := clean(n.Data); len(s) <= longest && dateWord.MatchString(s) {
				if d := dayIn(s); !d.IsZero() {
					return d
				}
			}
			continue
		}
		if n.Type != html.ElementNode || n.FirstChild == nil {
			continue
		}
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.A, atom.Option, atom.Html, atom.Head, atom.Body:
			continue
		}
		if words(n, 16) >= 16 {
			continue
		}
		s := clean(textOf(n))
		if len(s) < 8 || len(s) > longest || !year(s) || !dateWord.MatchString(s) && !dateClass.MatchString(attr(n, "class")+" "+attr(n, "id")+" "+attr(n, "itemprop")) {
			continue
		}
		if d := dayIn(s); !d.IsZero() {
			return d
		}
	}
	return sayso.Date{}
}

// year reports whether s may hold a year, without which there is no full date.
func year(s string) bool { return strings.Contains(s, "19") || strings.Contains(s, "20") }

// dayIn reads the first full date in some words.
func dayIn(s string) sayso.Date {
	if m := isoDay.FindStringSubmatch(s); m != nil {
		month, _ := strconv.Atoi(m[2])
		return day(m[1], time.Month(month), m[3])
	}
	if m := wordDay.FindStringSubmatch(s); m != nil {
		return day(m[3], months[strings.ToLower(m[2])], m[1])
	}
	if m := dayWord.FindStringSubmatch(s); m != nil {
		return day(m[3], months[strings.ToLower(m[1])], m[2])
	}
	return sayso.Date{}
}

func day(year string, month time.Month, d string) sayso.Date {
	y, _ := strconv.Atoi(year)
	n, _ := strconv.Atoi(d)
	t := time.Date(y, month, n, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || n < 1 || t.Day() != n {
		return sayso.Date{}
	}
	return plausible(sayso.Date{Time: t, DayOnly: true})
}
