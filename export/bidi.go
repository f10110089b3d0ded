package export

import "strings"

// Letters that turn the direction of writing around (Unicode Standard Annex 9).
// A text that begins such a turn and does not end it turns whatever stands behind
// it, in the next cell or the next line.
const (
	firstStrong = '\u2068' // begins an isolate
	popIsolate  = '\u2069' // ends one
)

// turnsBegin is the first byte of each letter that turns.
const turnsBegin = 0xe2

func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// isolated is words whose turns of direction end with them: words with such letters
// stand in an isolate, with as many beginnings and ends of isolates besides as the
// words lack. An isolate ends the embeddings and overrides inside it.
func isolated(s string) string {
	// In UTF-8 all of them begin with one byte, by which most words are told to have
	// none without looking at each letter.
	if strings.IndexByte(s, turnsBegin) < 0 || strings.IndexFunc(s, turns) < 0 {
		return s
	}
	open, lacking := 0, 0
	for _, r := range s {
		switch {
		case r >= 0x2066 && r <= 0x2068:
			open++
		case r == popIsolate && open > 0:
			open--
		case r == popIsolate:
			lacking++
		}
	}
	return strings.Repeat(string(firstStrong), 1+lacking) + s + strings.Repeat(string(popIsolate), 1+open)
}

// visible drops what no printed text holds: control characters besides tabs and line
// ends, which also no XML may hold, and the letters that turn directions.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20, r == 0x7f, r >= 0x80 && r < 0xa0, r == 0xfffe, r == 0xffff, turns(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
