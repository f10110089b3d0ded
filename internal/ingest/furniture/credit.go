package furniture

import (
	"regexp"
	"strings"

	"sayso"
)

// Credit lines, each a whole line of its own, perhaps in brackets. Group 1
// holds the names.
var creditLines = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^\W*with (?:additional )?(?:inputs?|reporting|material|reports?|files?) (?:from|by) (.+?)\W*$`),
	regexp.MustCompile(`(?i)^\W*(?:agenc(?:y|ies)|wire) (?:contributed|inputs)\W*.*$`),
	regexp.MustCompile(`^\W*(.{2,120}?) (?:also )?(?:contributed|provided (?:additional )?reporting)(?: (?:to|for) (?:this|the) (?:report|story|article)[^.]*)?\W*$`),
	regexp.MustCompile(`(?i)^\W*(?:source|credit|courtesy|via)s?: (.+?)\W*$`),
	regexp.MustCompile(`^\W*(?:©|\(c\)|Copyright) (?:\d{4} )?(.{2,80}?)(?:[.,] .*)?$`),
	regexp.MustCompile(`^\W{0,3}([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z]+)*)\W{0,3}$`),
}

// reporting is the line that ends some agency copy. Its names are a byline.
var reporting = regexp.MustCompile(`^\W*(?:Additional )?[Rr]eporting by ([^;.]+)(?:[;.].*)?$`)

// between separates the names of a credit.
var between = regexp.MustCompile(`\s*(?:,| and | & |/|;)\s*`)

// line looks for a credit on a line of its own.
func (f *Furniture) line(text string, s sayso.Span) {
	if s.Len() > MaxCreditLine {
		return
	}
	line := s.In(text)
	if m := reporting.FindStringSubmatch(line); m != nil {
		for _, n := range between.Split(m[1], -1) {
			n, _, _ = strings.Cut(n, " in ")
			if n = strings.TrimSpace(n); titled(n) {
				f.Byline = append(f.Byline, n)
			}
		}
		f.Credits = append(f.Credits, sayso.Credit{Agency: house(line), Span: s})
		if f.Credits[len(f.Credits)-1].Agency == "" {
			f.Credits = f.Credits[:len(f.Credits)-1]
		}
		return
	}
	for i, re := range creditLines {
		m := re.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		names := line
		if len(m) > 2 && m[2] >= 0 {
			names = line[m[2]:m[3]]
		}
		found := f.credit(names, s, i == 0 || i == 1)
		if found {
			return
		}
	}
}

// credit books the agencies among names. General words stand for agencies
// unnamed where the line says that it credits.
func (f *Furniture) credit(names string, s sayso.Span, general bool) bool {
	found := false
	for _, n := range between.Split(names, -1) {
		name := ""
		switch low := strings.ToLower(strings.Trim(n, " .()")); {
		case general && lexicon().Is(low, agenciesWord):
			name = "agencies"
		default:
			name = house(n)
		}
		if name == "" {
			continue
		}
		f.Credits = append(f.Credits, sayso.Credit{Agency: name, Span: s})
		found = true
	}
	return found
}

// house finds an agency in some words: the whole of them, or the agency that
// they open with: "Associated Press writer Ana Ruiz".
func house(s string) string {
	s = strings.Trim(s, " .()[]*_")
	if a := agency(s); a != "" {
		return a
	}
	parts := strings.Fields(s)
	for n := min(4, len(parts)); n > 0; n-- {
		if n < len(parts) && !staff(parts[n:]) {
			continue
		}
		if a := agency(strings.Join(parts[:n], " ")); a != "" {
			return a
		}
	}
	return ""
}

// staff reports whether words go on to name somebody of the agency.
func staff(rest []string) bool {
	return lexicon().Is(strings.ToLower(strings.Trim(rest[0], ",.")), staffWord)
}
