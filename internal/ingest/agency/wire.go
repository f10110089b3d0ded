package agency

import (
	"regexp"
	"strconv"
	"strings"

	"sayso"
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
	header = regexp.MustCompile(`(?i)^([A-Z]{2,5})(\d{3,5})[ \t]+([1-9])[ \t]+([A-Z]{1,3})[ \t]+(\d{1,5})\b(.*)$`)
	// header1312 is that of ANPA 1312: "a0123 u i BC-Harbour-Pumps 09-13 0345",
	// service and number, priority, category, and perhaps the keyword.
	header1312 = regexp.MustCompile(`(?i)^([a-z])(\d{4})[ \t]+([a-z])[ \t]+([a-z])(?:[ \t]+(.*))?$`)
	// keyword is the line of ANPA 1312 that names the story: "BC-Harbour-Pumps,
	// 1st Ld-Writethru,0345".
	keyword   = regexp.MustCompile(`(?i)^((?:am|pm|bc)-{1,2}[\w'-]+(?:-[\w'-]+)*)(?:,(.*))?$`)
	wordCount = regexp.MustCompile(`(?:,\s*)?\b\d{2,5}$`)
	// stamp is its last: "130940 SEP 23", "130940Z Sep 2023".
	stamp = regexp.MustCompile(`(?i)^(\d{2})(\d{2})(\d{2})Z?(?: (?:GMT|UTC))? (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{4}|\d{2})$`)
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
// 7901, or the control character before it and the line of ANPA 1312 or a text
// between the marks of one.
func IsWire(head []byte) bool {
	raw := string(head[:min(len(head), 512)])
	s := strings.TrimLeft(raw, "\x01\x16\r\n \t\ufeff")
	line, _, whole := strings.Cut(strings.ReplaceAll(s, "\r", "\n"), "\n")
	marked := strings.HasPrefix(strings.TrimLeft(raw, "\x16\r\n \ufeff"), "\x01")
	switch line = printed(line); {
	case header.MatchString(line):
		return whole || marked
	case marked:
		return header1312.MatchString(line) || strings.Contains(raw, "\x02")
	}
	return strings.HasPrefix(line, "^") && strings.HasSuffix(strings.TrimSpace(line), "<")
}

// The control characters that part a message (IPTC 7901).
const (
	startOfText = "\x02"
	endOfText   = "\x03"
)

// printed drops the control characters of a teleprinter.
func printed(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0x1f || r == 0x1e {
			return ' ' // they part fields
		}
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0x80 {
			return -1
		}
		return r
	}, s)
}

// Wire reads one item of wire text. day is the date of an item that states
// none.
func Wire(data string, day sayso.Date) (*Item, error) {
	w := wire{it: &Item{}}
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(data, "\ufeff"))
	lines := strings.Split(printed(w.envelope(data)), "\n")
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

// envelope takes the text out of a message whose parts are marked: before it
// stand the line of the header and the slug, behind it the stamp. Without marks
// all of it is text, with its header.
func (w *wire) envelope(data string) string {
	before, text, marked := strings.Cut(data, startOfText)
	if !marked {
		return strings.ReplaceAll(data, endOfText, "\n")
	}
	text, after, _ := strings.Cut(text, endOfText)
	for line := range strings.Lines(printed(before)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || w.header(line):
		case w.it.Wire.Slug == "":
			w.it.Wire.Slug = line
		default:
			w.it.Wire.Note = join(w.it.Wire.Note, line)
		}
	}
	for line := range strings.Lines(printed(after)) {
		if m := stamp.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			w.it.Published = stamped(m)
		}
	}
	return text
}

// header reads the line that a message begins with, and reports whether it is one.
func (w *wire) header(line string) bool {
	it := w.it
	if it.Agency != "" || it.Wire.Version != "" {
		return false
	}
	if m := header.FindStringSubmatch(line); m != nil {
		it.Agency = strings.ToUpper(m[1])
		it.Wire.Urgency, _ = strconv.Atoi(m[3])
		it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: strings.ToUpper(m[4])})
		it.Wire.Version = m[2]
		// Behind it some name the edition, and the agency.
		for _, word := range strings.Fields(m[6]) {
			if _, known := furniture.People(strings.ToUpper(word), ""); len(known) > 0 {
				it.Agency = known[0]
			}
		}
		return true
	}
	if m := header1312.FindStringSubmatch(line); m != nil {
		it.Wire.Version = m[2]
		it.Wire.Urgency = map[string]int{"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 8}[strings.ToLower(m[3])]
		it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: strings.ToUpper(m[4])})
		if k := keyword.FindString(m[5]); k != "" {
			w.keyword(k)
		}
		return true
	}
	return false
}

// keyword makes a slug of a keyword line, without its count of words.
func (w *wire) keyword(line string) {
	if w.it.Wire.Slug == "" {
		w.it.Wire.Slug = strings.TrimRight(wordCount.ReplaceAllString(strings.TrimSpace(line), ""), ", ")
	}
}

type wire struct {
	it     *Item
	notice string // "kill", "advisory", …; empty for a report
}

// head reads the lines before the report and returns where that begins.
func (w *wire) head(lines []string) int {
	for i, raw := range lines {
		line := strings.TrimSpace(raw)
		switch {
		case line == "" || w.header(line) || w.marked(line) || w.headLine(line):
		case w.titles(raw, line, i+1 == len(lines)):
		default:
			return i
		}
	}
	return len(lines)
}

// marked reads a line between the marks ^ and < of ANPA 1312.
func (w *wire) marked(line string) bool {
	s, ok := strings.CutPrefix(line, "^")
	if !ok {
		return false
	}
	s = strings.TrimSpace(strings.TrimRight(s, "<^ "))
	switch {
	case s == "":
	case keyword.MatchString(s):
		w.keyword(s)
	case w.headLine(s):
	case w.it.Headline == "":
		w.it.Headline = s
	default:
		if _, agencies := furniture.People(s, ""); len(agencies) > 0 {
			w.it.Credits = append(w.it.Credits, agencies...)
			w.it.Agency = firstOf(w.it.Agency, agencies[0])
			break
		}
		w.it.Wire.Note = join(w.it.Wire.Note, s)
	}
	return true
}

// headLine reads a line that says by its form what it is.
func (w *wire) headLine(line string) bool {
	it := w.it
	if m := stamp.FindStringSubmatch(line); m != nil {
		it.Published = stamped(m)
		return true
	}
	if m := label.FindStringSubmatch(line); m != nil {
		w.label(strings.ToLower(m[1]), m[2])
		return true
	}
	if it.Wire.Slug == "" && slugLine.MatchString(line) {
		it.Wire.Slug = line
		return true
	}
	if m := embargo.FindStringSubmatch(line); m != nil && len(line) < 120 {
		it.Wire.Embargo = spoken(m[1])
		it.Wire.Note = join(it.Wire.Note, line)
		if it.Wire.Embargo.IsZero() {
			it.Wire.Status = sayso.Withheld
		}
		return true
	}
	if m := notice.FindStringSubmatch(line); m != nil && w.notice == "" && len(line) < 200 {
		w.notice = strings.ToLower(m[2])
		if s := slugLine.FindStringSubmatch(strings.TrimSpace(m[3])); s != nil && it.Wire.Slug == "" {
			it.Wire.Slug = m[3]
		}
		it.Wire.Note = join(it.Wire.Note, line)
		return true
	}
	if strings.HasPrefix(line, "By ") && len(line) < 100 {
		it.Byline = people(line)
		return true
	}
	return false
}

// titles takes a line by itself before the report for the headline.
func (w *wire) titles(raw, line string, last bool) bool {
	line = strings.TrimRight(line, " =")
	if w.it.Headline != "" || last || indented(raw) || len(line) >= 120 || strings.HasSuffix(line, ".") || furniture.Find(line).Dateline != nil {
		return false
	}
	w.it.Headline = line
	return true
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
		it.ID, it.Key = value, value
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
		if strings.HasPrefix(line, "## ") || line == "##" { // what follows is for editors
			break
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
