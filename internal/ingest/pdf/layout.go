package pdf

import (
	"slices"
	"strings"
	"unicode"
)

// A PDF says where each glyph stands and nothing of words, lines, columns or
// paragraphs.
//
// Segments. Glyphs are taken in the order in which they are drawn. A
// new line, a step back, or a gap wider than words have begins another segment.
//
// Columns are found in columns.go, paragraphs in paragraphs.go.

type glyph struct {
	text                   string
	left, right, low, high float64
}

// line is one line of type: at first a segment, then a row of them.
type line struct {
	text        string
	left, right float64
	base        float64 // where its letters stand
	size        float64 // of its type
	// wide is where the lines beside it end on the right.
	wide float64
}

const (
	// Measures of type, as parts of its size.
	capital   = 0.7 // how high T stands above it
	gutterGap = 1.6 // a gap that parts segments; spaces between words the engine sees
)

// segments makes pieces of lines.
func segments(glyphs []glyph) []line {
	var out []line
	var b strings.Builder
	var cur line
	var lows []float64
	top, bottom, end := 0.0, 0.0, 0.0
	usual := letterHeight(glyphs)
	flush := func() {
		if cur.text = ligatures.Replace(clean(b.String())); cur.text != "" && len(lows) > 0 {
			slices.Sort(lows)
			cur.base, cur.right = lows[len(lows)/2], end
			cur.size = max((top-cur.base)/capital, 1)
			out = append(out, cur)
		}
		b.Reset()
		lows = lows[:0]
	}
	for _, g := range glyphs {
		r := []rune(g.text)[0]
		if r == '\r' || r == '\n' {
			flush()
			continue
		}
		if r == 0x02 || r == 0xfffe || r == 0xad { // a hyphen that breaks a word
			b.WriteByte('-')
			end = max(end, g.right)
			continue
		}
		if unicode.IsSpace(r) {
			b.WriteByte(' ')
			continue
		}
		if unicode.IsControl(r) {
			continue
		}
		height := g.high - g.low
		if len(lows) > 0 {
			size := max((top-bottom)/capital, usual)
			if height > 0 && (g.low > top+usual || g.high < bottom-usual) || g.left > end+gutterGap*size || g.right < end-2*size {
				flush()
			}
		}
		if len(lows) == 0 {
			cur, top, bottom = line{left: g.left}, g.high, g.low
		}
		b.WriteString(g.text)
		lows = append(lows, g.low)
		top, bottom, end = max(top, g.high), min(bottom, g.low), g.right
	}
	flush()
	return out
}

// letterHeight is how high most letters of a page are.
func letterHeight(glyphs []glyph) float64 {
	var all []float64
	for _, g := range glyphs {
		if h := g.high - g.low; h > 0 {
			all = append(all, h)
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	return max(all[len(all)/2], 1)
}

// ligatures are single characters for what is several letters.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// layOut makes lines of the glyphs of a page, in the order of reading.
func layOut(glyphs []glyph) []line {
	segs := segments(glyphs)
	slices.SortStableFunc(segs, func(a, b line) int {
		switch {
		case a.base > b.base:
			return -1
		case a.base < b.base:
			return 1
		}
		return 0
	})
	var rows [][]line
	for _, s := range segs {
		if n := len(rows); n > 0 && rows[n-1][0].base-s.base < 0.35*min(s.size, rows[n-1][0].size) {
			rows[n-1] = append(rows[n-1], s)
		} else {
			rows = append(rows, []line{s})
		}
	}
	return order(rows, 0)
}
