package pdf

import (
	"math"
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
// Columns. Segments on one baseline are a row. A gutter is a strip that no
// segment of several rows in succession enters and that has prose on both sides;
// what stands left of it is read before what stands right of it, and each side
// is looked at for gutters again. So it does not matter whether columns were
// drawn one by one or across.
//
// Paragraphs. Lines of a paragraph stand as close as type is set, so a wider gap
// begins another; so does an indent, another size, and whatever follows a line
// that ends early. Lines that most pages carry are headers and footers, and left
// out. A word that a line breaks with a hyphen is joined.

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

const (
	// maxRows is how many rows a page may have that is looked at for columns.
	maxRows = 2000
	// maxSplits is how often columns are looked for in columns.
	maxSplits = 4
	// minRows is how many rows each side of a gutter has.
	minRows = 3
	// proseLength is how long segments are, on the average, that are prose and
	// no cells of a table; in bytes.
	proseLength = 15
)

// order puts rows into the order of reading.
func order(rows [][]line, depth int) []line {
	var out []line
	from := 0
	emit := func(upTo int) {
		out = append(out, wholeRows(rows[from:upTo])...)
		from = upTo
	}
	if depth < maxSplits && len(rows) <= maxRows {
		for i := 0; i < len(rows); {
			n, at := gutter(rows[i:])
			if n == 0 {
				i++
				continue
			}
			emit(i)
			left, right := divide(rows[i:i+n], at)
			out = append(out, order(left, depth+1)...)
			out = append(out, order(right, depth+1)...)
			i += n
			from = i
		}
	}
	emit(len(rows))
	return out
}

// strip is a stretch from left to right.
type strip struct{ from, to float64 }

// gutter finds the longest run of rows, from the first on, that share a gutter:
// how many they are, and where it is. n is 0 where there is none.
func gutter(rows [][]line) (n int, at float64) {
	free := []strip{{math.Inf(-1), math.Inf(1)}}
	for i, row := range rows {
		left := subtract(free, row)
		if len(left) == 0 {
			break
		}
		free = left
		if m, x := sides(rows[:i+1], free); m {
			n, at = i+1, x
		}
	}
	return n, at
}

// subtract takes the segments of a row out of strips; what becomes narrower than
// a gutter goes.
func subtract(free []strip, row []line) []strip {
	for _, s := range row {
		var left []strip
		for _, f := range free {
			for _, part := range []strip{{f.from, min(f.to, s.left)}, {max(f.from, s.right), f.to}} {
				if part.to-part.from >= s.size*0.8 {
					left = append(left, part)
				}
			}
		}
		if free = left; len(free) > 8 {
			return free[:8]
		}
	}
	return free
}

// sides reports whether one of the strips has prose on both sides.
func sides(rows [][]line, free []strip) (bool, float64) {
	if len(rows) < minRows {
		return false, 0
	}
	for _, f := range free {
		if math.IsInf(f.from, 0) || math.IsInf(f.to, 0) {
			continue
		}
		at := (f.from + f.to) / 2
		var count, size [2]int
		var first, last [2]float64
		for _, row := range rows {
			for _, s := range row {
				side := 0
				if s.left > at {
					side = 1
				}
				if count[side] == 0 {
					first[side] = s.base
				}
				last[side] = s.base
				count[side]++
				size[side] += len(s.text)
			}
		}
		prose := func(i int) bool { return count[i] >= minRows && size[i] >= count[i]*proseLength }
		if prose(0) && prose(1) && min(first[0], first[1]) > max(last[0], last[1]) {
			return true, at
		}
	}
	return false, 0
}

// divide parts rows at a gutter.
func divide(rows [][]line, at float64) (left, right [][]line) {
	for _, row := range rows {
		var l, r []line
		for _, s := range row {
			if s.left > at {
				r = append(r, s)
			} else {
				l = append(l, s)
			}
		}
		if len(l) > 0 {
			left = append(left, l)
		}
		if len(r) > 0 {
			right = append(right, r)
		}
	}
	return left, right
}

// wholeRows joins the segments of each row.
func wholeRows(rows [][]line) []line {
	var out []line
	wide := 0.0
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b line) int {
			if a.left < b.left {
				return -1
			}
			return 1
		})
		l := row[0]
		for _, s := range row[1:] {
			l.text += " " + s.text
			l.right, l.size = max(l.right, s.right), max(l.size, s.size)
		}
		wide = max(wide, l.right)
		out = append(out, l)
	}
	for i := range out {
		out[i].wide = wide
	}
	return out
}

// withoutFurniture leaves out the lines that most pages have at the same
// height, page numbers aside.
func withoutFurniture(pages [][]line) [][]line {
	if len(pages) < 3 {
		return pages
	}
	type place struct {
		text string
		y    int
	}
	key := func(l line) place {
		return place{strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, l.text), int(l.base + 0.5)}
	}
	seen := map[place]int{}
	for _, p := range pages {
		for _, l := range p {
			seen[key(l)]++
		}
	}
	out := make([][]line, len(pages))
	for i, p := range pages {
		out[i] = slices.DeleteFunc(slices.Clone(p), func(l line) bool { return seen[key(l)]*2 > len(pages) })
	}
	return out
}

// paragraphs joins lines. A paragraph goes over to the next page or column
// where its line ends in the middle of a sentence.
func paragraphs(pages [][]line) string {
	var b []byte
	var last line
	for _, lines := range pages {
		usual := spacing(lines)
		for i, l := range lines {
			if len(b) > 0 {
				apart := begins(last, l, usual)
				if i == 0 || l.base > last.base {
					apart = ends(last.text)
				}
				switch {
				case apart:
					b = append(b, "\n\n"...)
				case broken(last.text, l.text):
					b = b[:len(b)-1]
				case strings.HasSuffix(last.text, "-") && hyphened(last.text):
				default:
					b = append(b, ' ')
				}
			}
			b = append(b, l.text...)
			last = l
		}
	}
	return string(b)
}

// begins reports whether a line begins a paragraph below another.
func begins(last, l line, usual float64) bool {
	gap := last.base - l.base
	size := max(last.size, l.size)
	early := last.right < last.left+(last.wide-last.left)*0.7
	switch {
	case gap > usual*1.3, gap > 4*size:
		return true
	case last.size > 1.25*l.size, l.size > 1.25*last.size:
		return true
	case l.left > last.left+size && !broken(last.text, l.text):
		return true
	case early && !strings.HasSuffix(last.text, "-") && !strings.HasSuffix(last.text, ","):
		return true
	}
	return gap > loose*size && ends(last.text)
}

// loose is how far apart lines stand, in sizes of type, that are set with space
// between: each may be a paragraph.
const loose = 1.9

// spacing is how far apart the lines of a paragraph stand on a page: the lower
// fifth of the gaps, since those between paragraphs are wider.
func spacing(lines []line) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if g := lines[i-1].base - lines[i].base; g > lines[i].size/2 && g < 4*lines[i].size {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/5]
}

// ends reports whether a line ends a sentence.
func ends(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"”’')`), ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, ":")
}

// broken reports whether a line breaks a word that the next one goes on with.
func broken(s, next string) bool {
	if !strings.HasSuffix(s, "-") || len(s) < 2 || hyphened(s) {
		return false
	}
	before := []rune(s[:len(s)-1])
	after := []rune(next)
	return unicode.IsLower(before[len(before)-1]) && len(after) > 0 && unicode.IsLower(after[0])
}

// hyphened reports whether the hyphen that a line ends in belongs to its word,
// as behind "well" and "self".
func hyphened(s string) bool {
	word := strings.ToLower(strings.TrimSuffix(s[strings.LastIndexByte(s, ' ')+1:], "-"))
	return strings.Contains(word, "-") || slices.Contains([]string{"well", "self", "half", "long", "short", "high", "low", "full", "part", "two", "three", "four", "five", "six", "ten", "one", "first", "second", "third", "ex", "vice", "all", "so"}, word)
}
