package search

import (
	"slices"
	"strings"
	"time"

	"sayso"
)

// Field is a property that a search string may name.
type Field string

const (
	Speaker Field = "speaker" // words of the name of one who speaks, in any order
	About   Field = "about"   // words of what is said, in any order and form
	Outlet  Field = "outlet"  // its whole name, case aside
	Stance  Field = "stance"
	Kind    Field = "kind" // of the source
	Form    Field = "form"
	Before  Field = "before" // the article's date, before a day, a month or a year
	After   Field = "after"  // after it has ended
)

var (
	// OfClaims are the fields of a search for claims.
	OfClaims = []Field{Speaker, About, Outlet, Stance, Kind, Form, Before, After}
	// OfArticles are those of a search for articles.
	OfArticles = []Field{Outlet, Before, After}
)

// newFilter checks the value of a field. The error says what is wrong with it.
func newFilter(f Field, value string) (Filter, string) {
	if f == Stance || f == Kind || f == Form {
		value = strings.ToLower(value)
	}
	out := Filter{Field: f, Value: value}
	switch f {
	case Speaker:
		if len(Names(value)) == 0 {
			return out, "it needs a name"
		}
	case About:
		if len(Names(value)) == 0 {
			return out, "it needs a word"
		}
	case Stance:
		return out, oneOf(sayso.Stance(value), sayso.Stances)
	case Kind:
		return out, oneOf(sayso.SourceKind(value), sayso.SourceKinds)
	case Form:
		return out, oneOf(sayso.Form(value), []sayso.Form{sayso.Direct, sayso.Indirect, sayso.Mixed})
	case Before, After:
		from, to, ok := span(value)
		if !ok {
			return out, "write a day as 2023-09-13, a month as 2023-09, a year as 2023"
		}
		if out.At = from; f == After {
			out.At = to
		}
	}
	return out, ""
}

func oneOf[S ~string](value S, known []S) string {
	if slices.Contains(known, value) {
		return ""
	}
	return "it is one of " + list(known)
}

func list[S ~string](of []S) string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return strings.Join(out[:len(out)-1], ", ") + " or " + out[len(out)-1]
}

// span is when a day, a month or a year begins, and when it has ended.
func span(s string) (from, to time.Time, ok bool) {
	for _, x := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(x.layout, s); err == nil {
			return t, t.AddDate(x.years, x.months, x.days), true
		}
	}
	return from, to, false
}
