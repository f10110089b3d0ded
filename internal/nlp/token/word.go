package token

import (
	"strings"
	"unicode/utf8"
)

const (
	maxAbbrev      = 24 // bytes of the longest word that may own a full stop
	maxContraction = 96 // bytes of the longest word that is cut at apostrophes
)

// word reads the word that begins with the letter at i, its contractions and
// its full stop where that is its own.
func (l *lexer) word(i int) int {
	s := l.text
	j := i
	for j < l.end && (classes[s[j]] == cLower || classes[s[j]] == cUpper) {
		j++
	}
	if j == l.end {
		l.words(i, j, 0)
		return j
	}
	if end := l.address(i, j); end > 0 {
		l.emit(i, end, word)
		return end
	}
	apos := 0 // where the last apostrophe inside the word stands
	for j < l.end {
		n := letter(s[j:l.end])
		if n == 0 {
			switch c := s[j]; {
			case c == '\'' || c == '`' || c == 0xE2 && apostrophe(s[j:l.end]) > 0:
				if n = apostrophe(s[j:l.end]); letter(s[j+n:l.end]) == 0 || c == '`' && !possessive(s[j+n:l.end]) {
					return l.trailing(i, j, n, apos)
				}
				apos = j
			case c == '.':
				if n = l.dot(i, j); n < 0 {
					return l.abbreviated(i, j)
				}
			default:
				n = l.joint(i, j)
			}
		}
		if n == 0 {
			break
		}
		j += n
	}
	l.words(i, j, apos)
	return j
}

// joint is how long the sign at j is that joins the word text[i:j] to what stands
// behind it; 0 where the word ends there.
func (l *lexer) joint(i, j int) int {
	s := l.text
	goes := false
	n := 1
	switch c := s[j]; {
	case c == '-' || c == 0xE2 && hyphen(s[j:l.end]) > 0:
		n = hyphen(s[j:l.end])
		goes = bound(s[i:j], s[j+n:l.end])
	case c == '&':
		goes = letter(s[j+1:l.end]) > 0 && (j-i <= 3 || allUpper(s[i:j]))
	case c == '*':
		goes = letter(s[j+1:l.end]) > 0
	case c == '/':
		goes = slashed(s[i:j], s[j+1:l.end])
	}
	if !goes {
		return 0
	}
	return n
}

// abbreviated ends the word text[i:j] with the full stop at j, which is its own.
func (l *lexer) abbreviated(i, j int) int {
	m := abbreviation(l.text[i:j])
	switch m {
	case number:
		m = initial
	case word:
		m = abbrev
	}
	l.emit(i, j+1, m)
	return j + 1
}

// trailing ends the word text[i:j], after which an apostrophe of n bytes
// stands with no letter behind it: a possessive ("voters'"), a clipped ending
// ("nothin'"), or a quotation mark.
func (l *lexer) trailing(i, j, n, apos int) int {
	s := l.text[i:j]
	if l.single == 0 && l.text[j] != '`' && apostrophe(l.text[j+n:l.end]) == 0 {
		switch last := s[len(s)-1]; {
		case last == 's' || last == 'S' || last == 'z' || last == 'x':
			l.words(i, j, apos)
			l.within(j, j+n)
			return j + n
		case strings.HasSuffix(s, "in") && len(s) > 3 || s == "ol" || s == "Ol":
			l.emit(i, j+n, word)
			return j + n
		}
	}
	l.words(i, j, apos)
	return j
}

func allUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isUpper(s[i]) && s[i] != '&' {
			return false
		}
	}
	return true
}

// dot decides on the full stop at j, after the word text[i:j]: 1 when the word
// goes on behind it, -1 when the word ends with it, 0 when it stands alone.
func (l *lexer) dot(i, j int) int {
	if j-i > maxAbbrev {
		return 0
	}
	s := l.text[i:j]
	last := strings.LastIndexByte(s, '.') + 1 // start of the part before the stop
	single := utf8.RuneCountInString(s[last:]) == 1 && !isDigit(s[last])
	after := letter(l.text[j+1 : l.end])
	switch {
	case after > 0 && l.at(j+1) != '_' && single && (last == 0 || spelled(s)):
		return l.letters(j, after, last > 0)
	case after > 0 && degree(s, l.text[j+1:l.end]):
		return 1
	case after > 0:
		if abbreviation(s) == word {
			return 0
		}
		return -1
	case last > 0 && (single && spelled(s) || degree(s[:last-1], s[last:])):
		return -1
	case single:
		return l.initial(i, j)
	}
	return l.owned(s, j)
}

// letters decides on the stop between a single letter and the first of those
// behind it, which is n bytes long: a word of such letters, more of them before it,
// or an initial.
func (l *lexer) letters(j, n int, more bool) int {
	k := j + 1 + n
	if letter(l.text[k:l.end]) == 0 || more && l.at(j+1)|0x20 == 's' && l.at(k) == 'c' {
		return 1 // U.S., p.m.
	}
	if !more && (l.at(k) == 'c' || l.at(k) == '.') {
		return 1 // M.Sc.
	}
	return -1 // J.Smith
}

// owned decides on the stop behind the word s by the table of abbreviations.
func (l *lexer) owned(s string, j int) int {
	switch abbreviation(s) {
	case word:
		return 0
	case number: // an abbreviation only where it is capitalised and a number follows
		c := l.behind(j + 1)
		if isDigit(c) || c == ',' || classes[c] == cLower && isUpper(s[0]) {
			return -1
		}
		return 0
	case title:
		if l.at(j+1) != 0 || j+1 >= len(l.text) {
			return 0
		}
	}
	return -1
}

// spelled reports whether all parts of s between full stops are single letters.
func spelled(s string) bool {
	for s != "" {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if s == "" {
			return true
		}
		if s[0] != '.' {
			return false
		}
		s = s[1:]
	}
	return true
}

// initial decides on the stop after a single letter. It is an initial where
// something in capitals follows ("J. Smith"); else it ends a sentence.
func (l *lexer) initial(i, j int) int {
	c := l.text[i]
	k := l.behind(j + 1)
	switch {
	case isUpper(c) && c != 'I' && (isUpper(k) || k == ',' || k >= utf8.RuneSelf):
		return -1
	case (c == 'p' || c == 'c') && isDigit(k), c == 'v' && isUpper(k):
		return -1
	}
	return 0
}

// behind returns the first byte after i that is no space; 0 at the line's end.
func (l *lexer) behind(i int) byte {
	for ; i < len(l.text); i++ {
		switch c := l.text[i]; c {
		case ' ', '\t':
		case '\n', '\r':
			return 0
		default:
			return c
		}
	}
	return 0
}

// words adds text[a:b], cut where it is a contraction. apos is where its last
// apostrophe stands, 0 for none. It takes one contraction off the end after the
// other; maxContraction bounds them.
func (l *lexer) words(a, b, apos int) {
	s := l.text[a:b]
	var buf [24]byte
	if apos > 0 && b-a <= maxContraction {
		w := lower(&buf, l.text[apos:b])
		switch {
		case is(w, clitic):
			if decade(l.text[a:apos]) && apos+2 == b {
				break
			}
			l.words(a, apos, inner(l.text, a, apos))
			l.within(apos, b)
			return
		case is(w, cliticNot):
			if c := l.text[apos-1] | 0x20; c == 'n' && apos-1 > a {
				l.emit(a, apos-1, word)
				l.within(apos-1, b)
				return
			}
		case is(w, cliticAll):
			if apos-a == 1 && s[0]|0x20 == 'y' {
				n := apos + apostrophe(l.text[apos:b])
				l.emit(a, n, word)
				l.within(n, b)
				return
			}
		}
	} else if n := len(s); 2 <= n && n <= 8 {
		if cut := contracted(lower(&buf, s)); cut > 0 && !(n <= 4 && allUpper(s)) {
			l.emit(a, a+cut, word)
			l.within(a+cut, b)
			return
		}
	}
	l.emit(a, b, word)
}

// inner returns where the last apostrophe inside text[a:b] stands; 0 for none.
func inner(text string, a, b int) int {
	for i := b - 1; i > a; i-- {
		if apostrophe(text[i:b]) > 0 {
			return i
		}
	}
	return 0
}

// possessive reports whether s is an s that ends its word.
func possessive(s string) bool {
	return s != "" && s[0]|0x20 == 's' && letter(s[1:]) == 0
}

// decade reports whether s is a number that names a decade ("60", "1990"),
// whose "'s" is part of it.
func decade(s string) bool {
	return (len(s) == 2 || len(s) == 4) && isDigit(s[0]) && s[len(s)-1] == '0' && isDigit(s[len(s)-2])
}
