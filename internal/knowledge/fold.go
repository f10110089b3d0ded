package knowledge

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxKey bounds a folded name; longer ones are not in the base.
const MaxKey = 96

// Fold writes the form that names are looked up by: lower case, without
// marks, full stops and apostrophes; hyphens and runs of space become one
// space; "the" in front is dropped. It appends to dst, which holds a name
// without allocating when it has MaxKey bytes of room, and reports false for
// names that are longer.
func Fold(dst []byte, name string) ([]byte, bool) {
	start := len(dst)
	ascii := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		dst = foldByte(dst, start, c)
	}
	if !ascii {
		dst = foldRunes(dst[:start], start, name)
	}
	if n := len(dst); n > start && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	if k := dst[start:]; len(k) > 4 && string(k[:4]) == "the " {
		dst = append(dst[:start], k[4:]...)
	}
	return dst, len(dst) > start && len(dst)-start <= MaxKey
}

func foldByte(dst []byte, start int, c byte) []byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return append(dst, c+'a'-'A')
	case c == '.' || c == '\'':
		return dst
	case c == '-' || c == ' ' || c == '\t' || c == '\n' || c == '\r':
		if n := len(dst); n == start || dst[n-1] == ' ' {
			return dst
		}
		return append(dst, ' ')
	}
	return append(dst, c)
}

func foldRunes(dst []byte, start int, name string) []byte {
	if len(name) > 4*MaxKey {
		return dst
	}
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if d := norm.NFKD.PropertiesString(name[i:]).Decomposition(); d != nil {
			r, _ = utf8.DecodeRune(d) // the letter; its marks are dropped
		}
		i += n
		switch {
		case r < utf8.RuneSelf:
			dst = foldByte(dst, start, byte(r))
			continue
		case unicode.Is(unicode.Mn, r) || r == '’' || r == '‘' || r == 'ʼ' || r == 'ʻ' || r == 'ʿ' || r == 'ʾ':
			continue
		case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '\u00a0':
			dst = foldByte(dst, start, ' ')
			continue
		}
		switch r = unicode.ToLower(r); r {
		case 'ø':
			r = 'o'
		case 'ł':
			r = 'l'
		case 'đ', 'ð':
			r = 'd'
		case 'ı':
			r = 'i'
		case 'ß':
			dst = append(dst, 's')
			r = 's'
		case 'æ':
			dst = append(dst, 'a')
			r = 'e'
		case 'œ':
			dst = append(dst, 'o')
			r = 'e'
		case 'þ':
			dst = append(dst, 't')
			r = 'h'
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}
