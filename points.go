package sayso

import "unicode/utf8"

// Points turns byte offsets of one text into code-point offsets. Inside the
// program offsets are bytes; JSON counts code points.
//
// It keeps one running count for each block of bytes, so that a look-up scans
// at most one block: 1/32 of the text in memory, constant time. ASCII text
// needs no index at all. The zero Points fits the empty text.
type Points struct {
	text   string
	before []int32 // code points before each block; nil for ASCII
}

const pointBlock = 128

// NewPoints indexes text, which must be valid UTF-8.
func NewPoints(text string) Points {
	if len(text) == utf8.RuneCountInString(text) {
		return Points{text: text}
	}
	p := Points{text: text, before: make([]int32, 0, len(text)/pointBlock+1)}
	n := int32(0)
	for i := 0; i < len(text); i++ {
		if i%pointBlock == 0 {
			p.before = append(p.before, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return p
}

// At returns the number of code points before byte offset i, which must stand
// at the start of one or at the end of the text.
func (p Points) At(i int) int {
	if p.before == nil || len(p.text) == 0 {
		return i
	}
	b := min(i/pointBlock, len(p.before)-1)
	n := int(p.before[b])
	for j := b * pointBlock; j < i; j++ {
		if utf8.RuneStart(p.text[j]) {
			n++
		}
	}
	return n
}

// Span converts one span.
func (p Points) Span(s Span) Span { return Span{p.At(s.Start), p.At(s.End)} }

// Spans converts the pieces of a stretch of words.
func (p Points) Spans(s Spans) Spans {
	if s == nil {
		return nil
	}
	out := make(Spans, len(s))
	for i, x := range s {
		out[i] = p.Span(x)
	}
	return out
}
