package page

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
	"sayso/internal/ingest/dates"
)

// The date that readers see is the last resort: a short line that says what it
// is, by a word or by its class, and holds one full date. Month names are of
// the languages that much news is written in.

var (
	// dateWord is what a line of the date says before it.
	dateWord  = regexp.MustCompile(`(?i)publi|posted|veröffentlicht|erschienen|stand:|pubblicato|gepubliceerd|опубликовано|기사입력|입력|등록|公開|更新|发布|發布|发表|^date\b|^datum\b`)
	dateClass = regexp.MustCompile(`(?i)date|publish|posted|timestamp|time-?stamp|byline|entry-meta|post-meta`)
	// otherWord is what a line says before a date of something else.
	otherWord = regexp.MustCompile(`(?i)\b(?:received|accepted|submitted|revised|reviewed|modified|expires?|deadline|born|joined|registered|event|starts?|ends?|closing|eingereicht|angenommen|eingegangen)\b`)
)

// shown finds the date that the page shows: in a line that says so, and the first
// that is a line by itself. Either is zero where the page shows none.
func shown(doc *html.Node) (stated, alone sayso.Date) {
	const longest = 90 // of a line with a date, in bytes
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && len(n.Data) < 4*longest && !within(n, atom.Script, atom.Style, atom.A) {
			// A line of its own among elements.
			if !year(n.Data) {
				continue
			}
			if s := clean(n.Data); len(s) <= longest {
				if d := statedDay(s, false); !d.IsZero() {
					return d, alone
				}
				if alone.IsZero() && len(strings.Fields(s)) <= aloneWords {
					alone = dates.Day(s)
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
		if len(s) < 8 || len(s) > longest || !year(s) {
			continue
		}
		if d := statedDay(s, dateClass.MatchString(attr(n, "class")+" "+attr(n, "id")+" "+attr(n, "itemprop"))); !d.IsZero() {
			return d, alone
		}
	}
	return sayso.Date{}, alone
}

// aloneWords is how many words a line has that is a date and nothing else.
const aloneWords = 4

// year reports whether s may hold a year, without which there is no full date.
func year(s string) bool { return strings.Contains(s, "19") || strings.Contains(s, "20") }

// statedDay reads the date of a line that calls it that of publication, or, where
// the page's classes call it a date, of one that calls it nothing else.
func statedDay(s string, classed bool) sayso.Date {
	if m := dateWord.FindStringIndex(s); m != nil {
		return dates.Day(s[m[0]:])
	}
	if classed && !otherWord.MatchString(s) {
		return dates.Day(s)
	}
	return sayso.Date{}
}
