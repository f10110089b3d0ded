package export

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Events in the tables of others, with the columns that their users know by name.
// What Sayso does not know stays empty: identifiers that are another project's to
// give are never made up. Words in cells are one line, without tabs.

// Layout is one way to lay events out flat.
type Layout struct {
	Name   string
	About  string // a few words, for the help
	Schema *Schema
	// Rows are the lines of one event, of the schema's type; none where the table
	// has no place for it.
	Rows func(EventRow) []any
}

// Layouts lists the layouts of events, the own one first.
func Layouts() []Layout {
	return []Layout{
		{"own", "one event a line", Events(), func(r EventRow) []any { return []any{r} }},
		{"reports", "one report of an event a line, as R's eventreport reads them", EventReports(), reportsOf},
		{"polecat", "one event a line, in POLECAT's columns", POLECAT(), func(r EventRow) []any { return []any{r} }},
		{"ged", "one deadly event a line, in UCDP GED's columns", GED(), deadly},
	}
}

// oneLine is words without line breaks and tabs.
// oneLine is words with one space between them. Most are so already.
func oneLine(s string) string {
	space := true // behind a space, or at the beginning
	for i := range len(s) {
		c := s[i]
		if c == ' ' && !space {
			space = true
			continue
		}
		if c <= ' ' || c >= utf8.RuneSelf && mayBeSpace(c) {
			return strings.Join(strings.Fields(s), " ")
		}
		space = false
	}
	if space {
		return strings.TrimRight(s, " ")
	}
	return s
}

// mayBeSpace says of a byte beyond ASCII that a space of Unicode may begin with it:
// U+0085, U+00A0, U+1680, U+2000 to U+205F, U+3000.
func mayBeSpace(c byte) bool { return c == 0xc2 || c == 0xe1 || c == 0xe2 || c == 0xe3 }

// several joins values in one cell.
func several(vs []string) string {
	var out []string
	for _, v := range vs {
		if v = oneLine(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return strings.Join(out, listSeparator)
}

func partyNames(ps []Party) []string { return eachParty(ps, func(p Party) string { return p.Name }) }
func countries(ps []Party) []string {
	return eachParty(ps, func(p Party) string { return deref(p.Country) })
}
func sectorsOf(ps []Party) []string {
	return eachParty(ps, func(p Party) string { return deref(p.Sector) })
}

func eachParty(ps []Party, f func(Party) string) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = f(p)
	}
	return out
}

// firstOf is the first value that is not empty.
func firstOf(vs []string) string {
	for _, v := range vs {
		if v != "" {
			return oneLine(v)
		}
	}
	return ""
}

// filled adds columns of text.
func filled[R any](c *columns[R], name, about string, f func(*R) string) {
	c.add(Column{Name: name, Type: Text, About: about}, func(r *R) any { return f(r) })
}

// empty adds columns that another project alone can fill.
func empty[R any](c *columns[R], about string, names ...string) {
	for _, n := range names {
		c.add(Column{Name: n, Type: Text, About: about, Ground: ByNobody}, func(*R) any { return nil })
	}
}

const notOurs = "empty: theirs to give"

// of takes a value of a place that may be missing.
func of[T any](p *EventPlace, f func(*EventPlace) T) any {
	if p == nil {
		return nil
	}
	return f(p)
}

// degrees adds a coordinate.
func degrees[R any](c *columns[R], name string, place func(*R) *EventPlace, f func(*EventPlace) *float64) {
	c.add(Column{Name: name, Type: Number, Unit: "degrees (WGS 84)", Digits: 4, About: "of the place"}, func(r *R) any {
		if p := place(r); p != nil {
			return known(f(p))
		}
		return nil
	})
}

func lat(p *EventPlace) *float64 { return p.Lat }
func lon(p *EventPlace) *float64 { return p.Lon }

// priogrid is the number of PRIO-GRID's half-degree cell that a point lies in: cells
// are counted from the south-west corner, 720 a row.
func priogrid(p *EventPlace) any {
	if p.Lat == nil || p.Lon == nil {
		return nil
	}
	row, col := math.Floor((*p.Lat+90)*2), math.Floor((*p.Lon+180)*2)
	return int(min(row, 359)*720 + min(col, 719) + 1)
}

// wellKnown is a place in well-known text.
func wellKnown(p *EventPlace) string {
	if p.Lat == nil || p.Lon == nil {
		return ""
	}
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }
	return "POINT (" + f(*p.Lon) + " " + f(*p.Lat) + ")"
}
