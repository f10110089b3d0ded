package agency

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/furniture"
)

// Wire text has been sent since the days of teleprinters, and no two agencies
// send it alike. What they share, after IPTC 7901 and ANPA 1312: a line of
// source, number, priority, category and word count; a slug; perhaps what is
// done with an earlier version of the slug (lead, writethru, correction, kill);
// a headline; notes to editors; the report in paragraphs that begin indented or
// after an empty line; a mark of its end; day, time and month. Control
// characters part the sections. All of it may be missing but the report.

var (
	// header is the first line of IPTC 7901: "LAN0123 3 I 250".
	header = regexp.MustCompile(`^([A-Z]{2,5})(\d{3,5})[ \t]+([1-9])[ \t]+([A-Z]{1,3})[ \t]+(\d{1,5})\b`)
	// stamp is its last: "130940 SEP 23", "130940Z Sep 2023".
	stamp = regexp.MustCompile(`(?i)^(\d{2})(\d{2})(\d{2})Z? (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{4}|\d{2})$`)
	// slugLine is words in capitals joined by hyphens or strokes, alone on a line.
	slugLine = regexp.MustCompile(`^([A-Z0-9]+(?:[-/][A-Z0-9][A-Za-z0-9]*)+)(?:[ ,(]+(.*?)\)?)?$`)
	// take is what a slug says of its place among the versions of a story.
	take = regexp.MustCompile(`(?i)^(?:\d+(?:st|nd|rd|th) )?(?:ld|lead|add|writethru|update|sub|ld-writethru|lead-writethru|correction|corrective|take \d+|urgent|bulletin|version \d+)\b`)
	// embargo is a line that holds the item back.
	embargo = regexp.MustCompile(`(?i)^\W*(?:embargo(?:ed)?|not for (?:publication|release|use)|hold for release)\b[:,]?\s*(?:for release\s*)?(?:before|until|till|to)?[:]?\s*(.*?)\W*$`)
	// label is a line that says what it is.
	label = regexp.MustCompile(`(?i)^(slug(?:line)?|headline|byline|urgency|priority|keywords?|subjects?|category|place|location|dateline|language|source|credit|date|sent|id|eds?|editors?|note to editors|editor's note)\s*:\s*(.*)$`)
	// notice is a line that does something to an earlier version.
	notice  = regexp.MustCompile(`(?i)^\W*(?:(bulletin|mandatory|urgent)\W+)?(kill|story kill|story withdrawn|withdrawal|advisory|note to editors|correction|corrective|clarification)\b\W*(.*)$`)
	endMark = regexp.MustCompile(`(?i)^\W*(?:-?30-?|ends?|endit|more|\(ends\))\W*$`)
	about   = regexp.MustCompile(`(?i)\bslug(?:ged|line)?\W+([A-Z0-9]+(?:[-/][A-Z0-9]+)+)`)
)

// IsWire reports whether text opens as wire text does: with the line of IPTC
// 7901, or the control character before it.
func IsWire(head []byte) bool {
	s := strings.TrimLeft(string(head[:min(len(head), 256)]), "\x01\x16\r\n \t\ufeff")
	return header.MatchString(s) && (strings.Contains(s, "\n") || len(head) > 0 && head[0] == 1)
}

// Wire reads one item of wire text. day is the date of an item that states
// none.
func Wire(data string, day sayso.Date) (*Item, error) {
	w := wire{it: &Item{}}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x01", "", "\x02", "\n", "\x03", "\n", "\x16", "", "\x04", "").Replace(strings.TrimPrefix(data, "\ufeff")), "\n")
	at := w.head(lines)
	w.body(lines[at:])
	it := w.it
	if it.Published.IsZero() {
		it.Published = day
	}
	w.act()
	// The story of a slug is the same until the day is over.
	if slug := base(it.Wire.Slug); slug != "" && !it.Published.IsZero() && it.ID == "" {
		it.ID = wireName(it.Agency, slug, it.Published.Time)
	}
	it.finish()
	if strings.TrimSpace(it.Text) == "" {
		return nil, sayso.Errorf("read", "", sayso.Invalid, "no report was found in it").Advise("give wire text with a report below its header, or read it as text")
	}
	return it, nil
}

// wireName is what a story is known by that wire text names by its slug.
func wireName(agency, slug string, day time.Time) string {
	return "wire:" + strings.ToLower(agency) + "/" + strings.ToLower(slug) + "/" + day.Format(time.DateOnly)
}

// KillDays is how many days before a kill in wire text its story is looked for,
// where none of its own day is there.
const KillDays = 3

// Day is a day on which a story may stand, and the article that it is then.
type Day struct {
	Day     time.Time
	Article sayso.ArticleID
}

// Earlier gives the days before that of a kill, the latest first, where wire
// text named it by slug, source and day; nothing for any other article.
func Earlier(a *sayso.Article) []Day {
	if !a.Killed() || a.Outlet == "" || a.Published.IsZero() {
		return nil
	}
	slug := base(a.Wire.Slug)
	if slug == "" || a.ID != sayso.DeriveArticleID(wireName(a.Outlet, slug, a.Published.Time)) {
		return nil
	}
	var out []Day
	for n := range KillDays {
		day := a.Published.AddDate(0, 0, -n-1)
		out = append(out, Day{day, sayso.DeriveArticleID(wireName(a.Outlet, slug, day))})
	}
	return out
}

type wire struct {
	it     *Item
	notice string // "kill", "advisory", …; empty for a report
}

// head reads the lines before the report and returns where that begins.
func (w *wire) head(lines []string) int {
	it := w.it
	titled := false
	for i, raw := range lines {
		line := strings.TrimSpace(raw)
		if line == "" {
			continue
		}
		if m := stamp.FindStringSubmatch(line); m != nil {
			it.Published = stamped(m)
			continue
		}
		if m := header.FindStringSubmatch(line); m != nil && it.Agency == "" && it.Wire.Slug == "" {
			it.Agency = m[1]
			it.Wire.Urgency, _ = strconv.Atoi(m[3])
			it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: m[4]})
			it.Wire.Version = m[2]
			continue
		}
		if m := label.FindStringSubmatch(line); m != nil {
			w.label(strings.ToLower(m[1]), m[2])
			continue
		}
		if m := slugLine.FindStringSubmatch(line); m != nil && it.Wire.Slug == "" {
			it.Wire.Slug = line
			continue
		}
		if m := embargo.FindStringSubmatch(line); m != nil && len(line) < 120 {
			it.Wire.Embargo = spoken(m[1])
			it.Wire.Note = join(it.Wire.Note, line)
			if it.Wire.Embargo.IsZero() {
				it.Wire.Status = sayso.Withheld
			}
			continue
		}
		if m := notice.FindStringSubmatch(line); m != nil && w.notice == "" && len(line) < 200 {
			w.notice = strings.ToLower(m[2])
			if s := slugLine.FindStringSubmatch(strings.TrimSpace(m[3])); s != nil && it.Wire.Slug == "" {
				it.Wire.Slug = m[3]
			}
			it.Wire.Note = join(it.Wire.Note, line)
			continue
		}
		if h, ok := strings.CutPrefix(line, "^"); ok {
			it.Headline, titled = strings.TrimRight(h, "<^ "), true
			continue
		}
		if strings.HasPrefix(line, "By ") && len(line) < 100 {
			it.Byline = people(line)
			continue
		}
		// A line by itself before the report is the headline.
		if !titled && it.Headline == "" && !indented(raw) && len(line) < 120 && furniture.Find(line).Dateline == nil && !strings.HasSuffix(line, ".") && (i+1 < len(lines)) {
			it.Headline, titled = line, true
			continue
		}
		return i
	}
	return len(lines)
}

func (w *wire) label(name, value string) {
	it := w.it
	value = clean(value)
	switch name {
	case "slug", "slugline":
		it.Wire.Slug = value
	case "headline":
		it.Headline = value
	case "byline":
		it.Byline = people(value)
	case "urgency", "priority":
		n, _ := strconv.Atoi(value)
		it.Wire.Urgency = urgency(n)
	case "subject", "subjects", "category", "keyword", "keywords":
		for _, s := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' }) {
			it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: clean(s)})
		}
	case "place", "location", "dateline":
		it.Wire.Place = value
	case "language":
		it.Language = language(value)
	case "source", "credit":
		it.Credits = credits(value)
		it.Agency = firstOf(it.Agency, value)
	case "date", "sent":
		if d := spoken(value); !d.IsZero() {
			it.Published = d
		}
	case "id":
		it.ID = value
	default:
		it.Wire.Note = join(it.Wire.Note, value)
	}
}

// body makes paragraphs of the lines of the report, which are broken to the
// width of a teleprinter.
func (w *wire) body(lines []string) {
	var out []string
	var par []string
	end := func() {
		if len(par) > 0 {
			out = append(out, clean(strings.Join(par, " ")))
			par = nil
		}
	}
	for _, raw := range lines {
		line := strings.TrimSpace(raw)
		if m := stamp.FindStringSubmatch(line); m != nil {
			w.it.Published = stamped(m)
			continue
		}
		switch {
		case line == "":
			end()
			continue
		case endMark.MatchString(line):
			end()
			continue
		case indented(raw):
			end()
		}
		par = append(par, line)
	}
	end()
	w.it.Text = strings.Join(out, "\n\n")
}

// act does what a notice says: to the version of the story that it names.
func (w *wire) act() {
	it := w.it
	switch w.notice {
	case "":
		return
	case "kill", "story kill", "story withdrawn", "withdrawal":
		it.Wire.Status = sayso.Killed
	case "advisory", "note to editors":
		it.Advisory = true
	case "correction", "corrective", "clarification":
		// With its text anew it stands in the place of what it corrects; a line
		// to editors about a line does not.
		it.Advisory = strings.Count(it.Text, "\n\n") < 1
	}
	all := it.Wire.Note + "\n" + it.Text
	if m := about.FindStringSubmatch(all); m != nil && base(it.Wire.Slug) == "" {
		it.Wire.Slug = m[1]
	}
	if it.Advisory && kills(strings.ToLower(strings.TrimSpace(it.Text))) {
		it.Advisory, it.Wire.Status = false, sayso.Killed
	}
}

// base is a slug without what it says of versions: "HARBOUR-PUMPS, 1st Lead".
func base(slug string) string {
	m := slugLine.FindStringSubmatch(strings.TrimSpace(slug))
	if m == nil {
		s, rest, _ := strings.Cut(slug, ",")
		if rest == "" || take.MatchString(strings.TrimSpace(rest)) {
			return strings.TrimSpace(s)
		}
		return strings.TrimSpace(slug)
	}
	return m[1]
}

func indented(line string) bool {
	return strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

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
