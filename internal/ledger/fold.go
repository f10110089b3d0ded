package ledger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the spellings of one name together: case, diacritics, and the
// marks and spaces between words do not count. "Kim Jong-un" and "KIM JONG UN"
// fold to "kim jong un", "José O’Neill" to "jose oneill".
func Fold(name string) string {
	if isFolded(name) {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKD.String(name))) {
		switch {
		case unicode.Is(unicode.Cf, r):
			// Nobody sees what joins, parts or turns letters: two names that look the
			// same are the same.
		case diacritic(r) || r == '\'' || r == '’' || r == 'ʼ' || r == '`':
			// Marks go; an apostrophe joins what it stands between.
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			if s := plain(r); s != "" {
				b.WriteString(s)
			} else {
				b.WriteRune(r)
			}
		default:
			gap = true
		}
	}
	return b.String()
}

// diacritic reports whether r is a mark that may be left out in writing: the
// combining diacritics, Hebrew points and Arabic vowel signs. Other scripts'
// marks are letters in all but name.
func diacritic(r rune) bool {
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x0591 <= r && r <= 0x05C7, 0x064B <= r && r <= 0x065F, r == 0x0670:
		return true
	}
	return false
}

// isFolded reports whether name is plain lower-case words already.
func isFolded(name string) bool {
	last := byte(' ')
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case c == ' ' && last != ' ':
		default:
			return false
		}
		last = c
	}
	return last != ' ' || name == ""
}

// plain gives what a letter with a stroke or a joined letter is written with
// where its language's keyboard is not at hand, and one form for two lower-case
// ones. Unicode does not decompose these.
func plain(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ß':
		return "ss"
	case 'ς':
		return "σ"
	}
	return ""
}

// fullName reports whether a folded name of a person says who is meant beyond
// one article: it has two words of more than one letter, or three words, or,
// in a script that writes no spaces, three characters.
func fullName(key string) bool {
	words, long := 0, 0
	for w := range strings.FieldsSeq(key) {
		words++
		if utf8.RuneCountInString(w) > 1 {
			long++
		}
	}
	if words == 1 {
		n := 0
		for _, r := range key {
			if !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
				return false
			}
			n++
		}
		return n >= 3
	}
	return long >= 2 || words >= 3
}
