// Package furniture finds what belongs to the page rather than to the report:
// the dateline and the credits of agencies. They are data about the article,
// and no claims.
//
// Precision comes first: a dateline stands at the opening of the text and is
// short; a credit names an agency of the table, or says "agencies".
package furniture

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/lang"
)

// Furniture is what was found.
type Furniture struct {
	Dateline *sayso.Dateline
	Credits  []sayso.Credit // in text order
	Byline   []string       // "Reporting by …"
	Notes    []sayso.Note   // in text order
}

// Bounds.
const (
	// MaxDateline is how many bytes a dateline may take with its dash.
	MaxDateline = 110
	// MaxCreditLine is how many bytes a line that credits may have.
	MaxCreditLine = 400
	// openingLines is how many lines a dateline may follow, headlines say.
	openingLines = 4
)

//go:embed agencies.tsv
var agencyTable string

// agencies maps the names of agencies, as they stand in credits, to the one
// that they are known by.
var agencies = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, r := range lang.Must(agencyLayout.Read("agencies.tsv", agencyTable)) {
		for _, n := range agencyNames(r) {
			m[n] = r.Cells[0]
		}
	}
	return m
})

var agencyLayout = lang.Layout{Columns: []lang.Column{{Name: "agency"}, {Name: "other names"}}, Optional: 1, Keys: agencyNames}

// agencyNames are all names of a row, in lower case.
func agencyNames(r lang.Row) []string {
	var out []string
	for _, n := range append(strings.Split(r.Cells[1], "|"), r.Cells[0]) {
		if n = strings.ToLower(n); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// agency returns the agency that s names, "" for none. Full names and short
// ones are known whatever their case, except short ones in lower case.
func agency(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "The "), "the "))
	if len(s) <= 4 && s != strings.ToUpper(s) {
		return ""
	}
	return agencies()[strings.ToLower(s)]
}

// Find looks through a text.
func Find(text string) Furniture {
	var f Furniture
	n := 0
	for s := range lines(text) {
		if n < openingLines && f.Dateline == nil {
			f.opening(text, s)
		}
		f.line(text, s)
		f.note(text, s)
		n++
	}
	f.tie(text)
	slices.SortStableFunc(f.Credits, func(a, b sayso.Credit) int { return a.Span.Start - b.Span.Start })
	return f
}

// lines yields the lines of a text that hold something, without the space
// around them.
func lines(text string) func(func(sayso.Span) bool) {
	return func(yield func(sayso.Span) bool) {
		for at := 0; at < len(text); {
			end := strings.IndexByte(text[at:], '\n')
			if end < 0 {
				end = len(text) - at
			}
			line := text[at : at+end]
			lead := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
			if t := strings.TrimSpace(line); t != "" {
				if !yield(sayso.Span{Start: at + lead, End: at + lead + len(t)}) {
					return
				}
			}
			at += end + 1
		}
	}
}

// dash finds the dash that ends a dateline: a long one, a doubled one, or a
// hyphen with space around it.
var dash = regexp.MustCompile(`^\s*(?:—|–|―|--|-)\s+|^\s*(?:—|–|―|--)`)

// inBrackets is the agency of a dateline: "(Reuters)", "(Lantern)".
var inBrackets = regexp.MustCompile(`^\s*\(([^()\n]{2,40})\)`)

// date is the day that some datelines carry: ", Sept 13".
var date = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^,?\s+` + monthPattern() + `\s+\d{1,2}(?:,\s+\d{4})?`)
})

// opening looks for a dateline at the start of the line: a place, perhaps a
// date, perhaps an agency in brackets, and a dash. "(Reuters) –" alone is a
// credit.
func (f *Furniture) opening(text string, s sayso.Span) {
	line := text[s.Start:min(s.End, s.Start+MaxDateline)]
	n := placeLength(line)
	if n == 0 && !strings.HasPrefix(line, "(") {
		return
	}
	at := n
	if m := date().FindString(line[at:]); m != "" && n > 0 {
		at += len(m)
	}
	var credit *sayso.Credit
	if m := inBrackets.FindStringSubmatchIndex(line[at:]); m != nil {
		name := line[at+m[2] : at+m[3]]
		known := agency(name)
		switch {
		case known != "":
			credit = &sayso.Credit{Agency: known}
		case n > 0 && titled(name):
			credit = &sayso.Credit{Agency: name} // an agency not in the table
		default:
			return
		}
		credit.Span = sayso.Span{Start: s.Start + at + m[2], End: s.Start + at + m[3]}
		at += m[1]
	}
	d := dash.FindString(line[at:])
	if d == "" || at+len(d) >= s.End-s.Start {
		return
	}
	if n > 0 && credit == nil && !plausible(line[:n], line[at+len(d):]) {
		return
	}
	if credit != nil {
		f.Credits = append(f.Credits, *credit)
	}
	if n == 0 {
		return
	}
	f.Dateline = &sayso.Dateline{
		Text: line[:n], Span: sayso.Span{Start: s.Start, End: s.Start + n}, Whole: sayso.Span{Start: s.Start, End: s.Start + at + len(d)},
	}
}

// placeLength measures the place that a line opens with: words with capitals,
// joined by spaces and commas.
func placeLength(line string) int {
	end, words := 0, 0
	for i := 0; i < len(line); {
		r, _ := utf8.DecodeRuneInString(line[i:])
		if !unicode.IsUpper(r) {
			break
		}
		j := i
		for j < len(line) {
			r, n := utf8.DecodeRuneInString(line[j:])
			if !unicode.IsLetter(r) && r != '.' && r != '\'' && r != '’' && !(r == '-' && j+1 < len(line) && line[j+1] != ' ' && line[j+1] != '-') {
				break
			}
			j += n
		}
		words++
		end = j
		if words > 7 {
			return 0
		}
		i = j
		if i < len(line) && (line[i] == ',' || line[i] == '/') {
			i++
		}
		k := i
		for i < len(line) && line[i] == ' ' {
			i++
		}
		if i == k {
			break
		}
		for _, small := range lexicon().List(placeLink) {
			rest, ok := strings.CutPrefix(line[i:], small)
			if ok && strings.HasSuffix(small, "-") {
				i += len(small)
			} else if ok && strings.HasPrefix(rest, " ") {
				i += len(small) + 1
			}
		}
	}
	// A month belongs to the date, not to the place.
	if m := trailingMonth().FindStringIndex(line[:end]); m != nil {
		end = m[0]
	}
	return end
}

var trailingMonth = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`,\s+` + monthPattern() + `$`) })

// plausible reports whether a place before a dash is a dateline and not a
// sentence that happens to have a dash: written in capitals, or with a
// country or state after a comma, or short; and the report that follows
// begins with a capital.
func plausible(place, rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "“\"'‘( "))
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return false
	}
	first, _, comma := strings.Cut(place, ",")
	if first == strings.ToUpper(first) && len(first) > 2 {
		return true
	}
	return comma && len(strings.Fields(place)) <= 5
}

// titled reports whether every word of s begins with a capital.
func titled(s string) bool {
	for _, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}
