package sayso

import "fmt"

// Span is a piece of Article.Text: bytes Start to End, End exclusive.
// The zero Span is empty and stands at the start of the text.
type Span struct {
	Start, End int
}

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// In returns the words of text that s stands for.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Valid reports whether s can be cut from a text of n bytes.
func (s Span) Valid(n int) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= n }

func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }

// Spans is one stretch of words that may be broken into pieces, as a split
// quotation is. Pieces are in text order and do not overlap.
type Spans []Span

// Cover returns the smallest Span that holds every piece; the zero Span when
// there is none.
func (s Spans) Cover() Span {
	if len(s) == 0 {
		return Span{}
	}
	return Span{s[0].Start, s[len(s)-1].End}
}

// In returns the words of the pieces, joined by " … " where text was left out.
func (s Spans) In(text string) string {
	switch len(s) {
	case 0:
		return ""
	case 1:
		return s[0].In(text)
	}
	out := s[0].In(text)
	for _, p := range s[1:] {
		out += " … " + p.In(text)
	}
	return out
}

// Overlaps reports whether some piece of s shares a byte with o.
func (s Spans) Overlaps(o Span) bool {
	for _, p := range s {
		if p.Overlaps(o) {
			return true
		}
	}
	return false
}
