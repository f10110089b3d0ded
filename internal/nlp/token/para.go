package token

import "strings"

// Lines become paragraphs by one question. A blank line always parts two. A
// single line break does so unless a program wrapped the lines: then no line
// of the block is longer than a page is wide, and the first word of the next
// line would not have fitted on this one.
const (
	// maxWrap is the widest page, in bytes: longer lines were not wrapped.
	maxWrap = 100
	// minWrap is the narrowest: blocks of shorter lines are lists or verse.
	minWrap = 40
)

// liner walks the paragraphs of a text.
type liner struct {
	text  string
	at    int // start of the next line
	block int // end of the block of lines that holds it
	width int // bytes of the widest line in the block
	count int // lines in the block
}

// next returns the bytes of the next paragraph, which may hold white space
// only; false at the end of the text.
func (l *liner) next() (start, end int, ok bool) {
	if l.at >= len(l.text) {
		return 0, 0, false
	}
	if l.at >= l.block {
		l.measure()
	}
	start = l.at
	for {
		from := l.at
		to, after := line(l.text, from)
		l.at = after
		if after >= l.block || !l.wrapped(to-from, after) {
			return start, to, true
		}
	}
}

// measure finds the end of the block that begins at l.at, a blank line
// included, and the width of its lines.
func (l *liner) measure() {
	l.width, l.count = 0, 0
	for i := l.at; i < len(l.text); {
		to, after := line(l.text, i)
		l.block = after
		if strings.TrimLeft(l.text[i:to], " \t") == "" {
			return
		}
		l.width = max(l.width, to-i)
		l.count++
		i = after
	}
}

// wrapped reports whether the line at next goes on with the sentence of the
// line before it, which is n bytes long.
func (l *liner) wrapped(n, next int) bool {
	if l.width > maxWrap || l.width < minWrap {
		return false
	}
	s := l.text[next:min(next+maxWrap, l.block)]
	if s == "" || s[0] == ' ' || s[0] == '\t' || s[0] == '*' || s[0] == '-' || strings.HasPrefix(s, "•") {
		return false
	}
	if classes[s[0]] != cLower && (l.count < 3 || labelled(s)) {
		return false
	}
	first := strings.IndexAny(s, " \t\r\n")
	if first <= 0 {
		first = len(s)
	}
	return n+1+first > l.width
}

// labelled reports whether s begins with a speaker's name in capitals and a
// colon, as turns in transcripts do.
func labelled(s string) bool {
	i := 0
	for i < len(s) && (isUpper(s[i]) || i > 0 && strings.IndexByte(" .'-", s[i]) >= 0) {
		i++
	}
	return i > 1 && i < len(s) && s[i] == ':'
}

// line returns where the line that begins at i stops, and where the next one
// begins. Lines end as Unicode says: LF, CR, CR LF, VT, FF, NEL, LS, PS.
func line(text string, i int) (end, next int) {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c > '\r' && c != 0xC2 && c != 0xE2:
		case c == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, i + 2
		case '\n' <= c && c <= '\r':
			return i, i + 1
		case c == 0xC2 && i+1 < len(text) && text[i+1] == 0x85:
			return i, i + 2
		case c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xA8 || text[i+2] == 0xA9):
			return i, i + 3
		}
	}
	return i, i
}
