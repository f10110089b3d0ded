// Package names reads corpora annotated with names and scores package name
// against them: exact spans, by characters, from raw text.
//
// The corpora draw their lines differently. Each reader brings its labels to
// the types of package nlp and says with [Document.Open] which types its
// annotators passed over, so that nobody takes a missing label for "no name".
package names

import (
	"sort"

	"sayso"
	"sayso/nlp"
)

// Types is a set of name types.
type Types uint8

// Order is the types in the order of their bits in [Types].
var Order = [...]nlp.NameType{nlp.PersonName, nlp.OrgName, nlp.PlaceName, nlp.GroupName, nlp.EventName, nlp.WorkName, nlp.OtherName}

// Of returns the set of the types named.
func Of(types ...nlp.NameType) Types {
	var s Types
	for _, t := range types {
		for i, o := range Order {
			if o == t {
				s |= 1 << i
			}
		}
	}
	return s
}

// Has reports whether t is in s.
func (s Types) Has(t nlp.NameType) bool { return s&Of(t) != 0 }

// Only returns the one type of s; false when there are none or several.
func (s Types) Only() (nlp.NameType, bool) {
	for i, t := range Order {
		if s == 1<<i {
			return t, true
		}
	}
	return "", false
}

// Name is a name in a text: its bytes, and what it may be. An empty set of
// types means that nothing is known of these bytes.
type Name struct {
	sayso.Span
	Types Types
}

// Document is a text with its names, in text order, none overlapping.
type Document struct {
	ID    string
	Text  string
	Names []Name
	// Open is the types that the annotation does not cover: outside its
	// names, names of these types may stand.
	Open Types
}

// Counts adds up what was found: F1 = 2·Right / (Gold + System).
type Counts struct{ Gold, System, Right int }

// F1 is the harmonic mean of precision and recall; 0 for nothing at all.
func (c Counts) F1() float64 {
	if c.Gold+c.System == 0 {
		return 0
	}
	return 2 * float64(c.Right) / float64(c.Gold+c.System)
}

// Precision is the share of the system's names that are right; 0 for none.
func (c Counts) Precision() float64 {
	if c.System == 0 {
		return 0
	}
	return float64(c.Right) / float64(c.System)
}

// Recall is the share of the gold names that were found; 0 for none.
func (c Counts) Recall() float64 {
	if c.Gold == 0 {
		return 0
	}
	return float64(c.Right) / float64(c.Gold)
}

// Score counts names of the types that a corpus covers: exact spans with their
// types, all together and type by type, and spans alone.
type Score struct {
	All, Spans Counts
	Type       map[nlp.NameType]Counts
}

// Add compares the names of a Doc over d's text with d's. Names of open types
// are passed over, and so are names over bytes of which nothing is known.
func (s *Score) Add(d *Document, system *nlp.Doc) {
	if s.Type == nil {
		s.Type = map[nlp.NameType]Counts{}
	}
	gold := map[sayso.Span]Types{}
	var unknown []sayso.Span
	for _, n := range d.Names {
		if n.Types == 0 {
			unknown = append(unknown, n.Span)
			continue
		}
		gold[n.Span] = n.Types
		s.All.Gold++
		s.Spans.Gold++
		if t, ok := n.Types.Only(); ok {
			c := s.Type[t]
			c.Gold++
			s.Type[t] = c
		}
	}
	for _, n := range system.Names {
		span := system.Span(n.Range)
		if d.Open.Has(n.Type) || covered(unknown, span) {
			continue
		}
		types, found := gold[span]
		right := found && types.Has(n.Type)
		s.All.System++
		s.Spans.System++
		c := s.Type[n.Type]
		c.System++
		if found {
			s.Spans.Right++
		}
		if right {
			s.All.Right++
			c.Right++
		}
		s.Type[n.Type] = c
	}
}

// covered reports whether span shares bytes with any of spans, which stand in
// text order and do not overlap.
func covered(spans []sayso.Span, span sayso.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > span.Start })
	return i < len(spans) && spans[i].Start < span.End
}
