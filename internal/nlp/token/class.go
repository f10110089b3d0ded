package token

import (
	"unicode"
	"unicode/utf8"
)

// class sorts bytes for the inner loop; everything outside ASCII is high.
type class uint8

const (
	cPunct class = iota
	cSpace       // white space and control characters
	cUpper
	cLower
	cDigit
	cHigh
)

var classes = func() (t [256]class) {
	for i := range t {
		switch c := byte(i); {
		case c <= ' ' || c == 0x7f:
			t[i] = cSpace
		case 'A' <= c && c <= 'Z':
			t[i] = cUpper
		case 'a' <= c && c <= 'z':
			t[i] = cLower
		case '0' <= c && c <= '9':
			t[i] = cDigit
		case c >= utf8.RuneSelf:
			t[i] = cHigh
		}
	}
	return t
}()

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func isAlnum(c byte) bool {
	k := classes[c]
	return k == cUpper || k == cLower || k == cDigit
}

// separates reports whether r stands between words: white space, controls and
// characters that show nothing.
func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// gap returns the length of the white space that s begins with.
func gap(s string) int {
	i := 0
	for i < len(s) {
		switch classes[s[i]] {
		case cSpace:
			i++
			continue
		case cHigh:
			r, n := utf8.DecodeRuneInString(s[i:])
			if n > 1 && separates(r) {
				i += n
				continue
			}
		}
		break
	}
	return i
}

// run returns the length of the stretch without white space that s begins
// with, MaxRun at most. Format characters may stand inside it.
func run(s string) int {
	i := 0
	for i < len(s) {
		n := 1
		switch classes[s[i]] {
		case cSpace:
			return i
		case cHigh:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			if n > 1 && (unicode.IsSpace(r) || unicode.IsControl(r)) {
				return i
			}
		}
		if i+n > MaxRun {
			return i
		}
		i += n
	}
	return i
}

// letter returns the length of the letter, digit, mark or underscore that
// s begins with; 0 when it begins with none. A format character counts where
// a letter follows, so that joiners stay inside their word.
func letter(s string) int {
	if s == "" {
		return 0
	}
	switch classes[s[0]] {
	case cUpper, cLower, cDigit:
		return 1
	case cHigh:
		r, n := utf8.DecodeRuneInString(s)
		if n == 1 {
			return 0
		}
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return n
		}
		if unicode.Is(unicode.Cf, r) && n < len(s) {
			if q, m := utf8.DecodeRuneInString(s[n:]); m > 0 && (unicode.IsLetter(q) || unicode.IsMark(q)) {
				return n
			}
		}
	case cPunct:
		if s[0] == '_' {
			return 1
		}
	}
	return 0
}

// apostrophe returns the length of the apostrophe that s begins with: ' ’ ` ʼ.
func apostrophe(s string) int {
	switch {
	case s == "":
	case s[0] == '\'', s[0] == '`':
		return 1
	case len(s) >= 3 && s[:3] == "’":
		return 3
	}
	return 0
}

// hyphen returns the length of the hyphen that s begins with: - ‐ ‑.
func hyphen(s string) int {
	switch {
	case s == "":
	case s[0] == '-':
		return 1
	case len(s) >= 3 && (s[:3] == "‐" || s[:3] == "‑"):
		return 3
	}
	return 0
}

// lower writes s in lower-case ASCII into buf and returns it; nil where s does
// not fit. Curly apostrophes become straight ones.
func lower(buf *[24]byte, s string) []byte {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == 0xE2 && apostrophe(s[i:]) == 3 {
			c, i = '\'', i+2
		}
		if n == len(buf) {
			return nil
		}
		if isUpper(c) {
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	return buf[:n]
}
