package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// next reads the token or tokens of the word that begins at i, which is no
// white space, and returns where they end.
func (l *lexer) next(i int) int {
	switch c := l.text[i]; classes[c] {
	case cUpper, cLower:
		return l.word(i)
	case cDigit:
		return l.number(i)
	case cHigh:
		return l.high(i)
	case cSpace:
		return i + 1
	default:
		return l.punct(i, c)
	}
}

// at returns the byte at i; 0 at the end of the run.
func (l *lexer) at(i int) byte {
	if i < l.end {
		return l.text[i]
	}
	return 0
}

// glued reports whether the token before stands right before i.
func (l *lexer) glued(i int) bool {
	n := len(l.tokens)
	return n > 0 && l.tokens[n-1].End == i
}

// opens reports whether a quotation mark at i can open: nothing but an opening
// mark, a dash or white space stands before it.
func (l *lexer) opens(i int) bool {
	if !l.glued(i) {
		return true
	}
	n := len(l.tokens) - 1
	switch l.marks[n] {
	case opener, quoteIn:
		return true
	case quoteAny, quoteOne:
		return !l.tokens[n].Joined
	case pause:
		c := l.text[l.tokens[n].End-1]
		return c != ',' && c != ';' && c != ':'
	}
	return false
}

// same returns the end of the bytes from i on that are found in set.
func (l *lexer) same(i int, set string) int {
	for i < l.end && strings.IndexByte(set, l.text[i]) >= 0 {
		i++
	}
	return i
}

// punct reads a token that begins with an ASCII punctuation mark.
func (l *lexer) punct(i int, c byte) int {
	if n := emoticon(l.text[i:l.end]); n > 0 && !l.glued(i) {
		l.emit(i, i+n, other)
		return i + n
	}
	j := i + 1
	switch c {
	case '.':
		if isDigit(l.at(j)) && !l.glued(i) {
			return l.number(i)
		}
		j = l.same(i, ".?!")
		m := stop
		if j-i > 1 && strings.Count(l.text[i:j], ".") == j-i {
			m = ellipsis
		}
		l.emit(i, j, m)
	case '?', '!':
		j = l.same(i, "?!")
		l.emit(i, j, stop)
	case '"':
		l.emit(i, j, quoteAny)
	case '\'', '`':
		return l.apostrophe(i, 1)
	case '(', '[', '{':
		if strings.HasPrefix(l.text[i:l.end], "[...]") {
			j += 4
			l.emit(i, j, other)
			return j
		}
		l.emit(i, j, opener)
	case ')', ']', '}':
		l.emit(i, j, closer)
	case ',', ';', ':':
		l.emit(i, j, pause)
	case '-':
		if j = l.same(i, "-"); j == i+1 && isDigit(l.at(j)) && l.opens(i) {
			return l.number(i)
		}
		l.emit(i, j, pause)
	case '@', '#':
		return l.handle(i)
	case '<':
		j = l.same(i, "<")
		l.emit(i, j, opener)
	case '>':
		j = l.same(i, ">")
		l.emit(i, j, closer)
	case '*', '=', '+', '~', '_', '^':
		j = l.same(i, l.text[i:i+1])
		if c == '+' && j == i+1 && isDigit(l.at(j)) && !l.glued(i) {
			return l.number(i)
		}
		l.emit(i, j, other)
	default: // $ % & / \ |
		l.emit(i, j, other)
	}
	return j
}

// handle reads "@brenn" and "#port", or the signs alone.
func (l *lexer) handle(i int) int {
	j := i + 1
	n := letter(l.text[j:l.end])
	if n == 0 || isDigit(l.text[j]) || !l.opens(i) {
		j = l.same(i, l.text[i:j])
		l.emit(i, j, other)
		return j
	}
	for n > 0 {
		j += n
		n = letter(l.text[j:l.end])
	}
	l.emit(i, j, word)
	return j
}

// apostrophe reads a token that begins with an apostrophe of n bytes: a
// clipped word ("'em", "'60s"), a doubled mark, or a single quotation mark.
func (l *lexer) apostrophe(i, n int) int {
	j := i + n
	if m := apostrophe(l.text[j:l.end]); m == n && l.text[i:j] == l.text[j:j+m] {
		mk := quoteAny
		if l.text[i] == '`' {
			mk = quoteIn
		} else if n == 3 {
			mk = quoteOut
		}
		l.emit(i, j+m, mk)
		return j + m
	}
	opens := l.opens(i)
	if opens {
		if m := clipped(l.text[j:l.end]); m > 0 {
			l.emit(i, j+m, word)
			return j + m
		}
	}
	switch {
	case l.text[i] == '`':
		l.single++
		l.emit(i, j, quoteIn)
	case n == 3: // ’
		l.single = max(0, l.single-1)
		l.emit(i, j, quoteOut)
	default:
		if opens && j < l.end {
			l.single++
		} else {
			l.single = max(0, l.single-1)
		}
		l.emit(i, j, quoteOne)
	}
	return j
}

// highMarks are what single signs outside ASCII are; those that depend on what
// stands beside them, and whole classes of signs, are in [lexer.high].
var highMarks = map[rune]mark{
	'“': quoteIn, '«': quoteIn, '„': quoteIn, '‟': quoteIn, '「': quoteIn, '『': quoteIn, '〝': quoteIn,
	'”': quoteOut, '»': quoteOut, '›': quoteOut, '」': quoteOut, '』': quoteOut, '〞': quoteOut, '″': quoteOut,
	'。': stop, '！': stop, '？': stop, '‼': stop, '⁉': stop, '।': stop, '؟': stop,
}

// high reads a token that begins outside ASCII.
func (l *lexer) high(i int) int {
	s := l.text[i:l.end]
	if letter(s) > 0 {
		return l.word(i)
	}
	r, n := utf8.DecodeRuneInString(s)
	j := i + n
	m, known := highMarks[r]
	switch {
	case known:
	case r == utf8.RuneError && n == 1:
		j, m = l.broken(j), other
	case separates(r):
		return j
	case r == '’':
		return l.apostrophe(i, n)
	case r == '‘' || r == '‚' || r == '‹':
		return l.singleIn(i, r)
	case r == '…':
		j, m = l.repeats(j, s[:n]), ellipsis
	case unicode.Is(unicode.Pd, r):
		j, m = l.repeats(j, s[:n]), pause
	case unicode.Is(unicode.Ps, r):
		m = opener
	case unicode.Is(unicode.Pe, r):
		m = closer
	case unicode.IsPunct(r) || unicode.Is(unicode.Sc, r) || unicode.Is(unicode.Sm, r):
		m = other
	case unicode.IsNumber(r):
		m = number
	default:
		j, m = j+joined(l.text[j:l.end], r), other
	}
	l.emit(i, j, m)
	return j
}

// broken returns the end of the bytes from j on that are no valid UTF-8.
func (l *lexer) broken(j int) int {
	for j < l.end && classes[l.text[j]] == cHigh {
		if r, n := utf8.DecodeRuneInString(l.text[j:l.end]); r != utf8.RuneError || n > 1 {
			break
		}
		j++
	}
	return j
}

// repeats returns where the signs end that go on like the one before j.
func (l *lexer) repeats(j int, sign string) int {
	for strings.HasPrefix(l.text[j:l.end], sign) {
		j += len(sign)
	}
	return j
}

// singleIn reads a single mark that opens: one of a quotation, half of a double
// one, or the apostrophe of a clipped year ("‘60s"), as some editors set it.
func (l *lexer) singleIn(i int, r rune) int {
	j := i + utf8.RuneLen(r)
	if r == '‘' {
		if m := clipped(l.text[j:l.end]); m > 0 && l.opens(i) && isDigit(l.text[j]) {
			l.emit(i, j+m, word)
			return j + m
		}
	}
	if r == '‘' && strings.HasPrefix(l.text[j:l.end], "‘") {
		j += len("‘")
	} else {
		l.single++
	}
	l.emit(i, j, quoteIn)
	return j
}

// joined returns the length of what belongs to the emoji r that stands before
// s: variation selectors, skin tones, the second half of a flag, and emoji
// bound on by a zero-width joiner.
func joined(s string, r rune) int {
	flag := func(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }
	i, half := 0, flag(r)
	for i < len(s) {
		q, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case q == 0xFE0F || q == 0x20E3 || 0x1F3FB <= q && q <= 0x1F3FF || 0xE0020 <= q && q <= 0xE007F:
		case half && flag(q):
			half = false
		case q == 0x200D:
			_, m := utf8.DecodeRuneInString(s[i+n:])
			if i+n == len(s) || classes[s[i+n]] != cHigh {
				return i
			}
			n += m
		default:
			return i
		}
		i += n
	}
	return i
}

// emoticon returns the length of the face drawn in ASCII that s begins with;
// 0 for none. Nothing but punctuation may follow it.
func emoticon(s string) int {
	if len(s) < 2 {
		return 0
	}
	n := 0
	switch s[0] {
	case ':', ';', '=':
		n = 1
		if s[1] == '-' || s[1] == '\'' {
			n = 2
		}
		if n >= len(s) || strings.IndexByte(")(DPpO|/\\*[]", s[n]) < 0 {
			return 0
		}
		n++
	case '<':
		if s[1] != '3' {
			return 0
		}
		n = 2
	case '^':
		if !strings.HasPrefix(s, "^_^") && !strings.HasPrefix(s, "^^") {
			return 0
		}
		n = strings.LastIndexByte(s[:min(3, len(s))], '^') + 1
	default:
		return 0
	}
	if n < len(s) && (isAlnum(s[n]) || s[n] == s[n-1] && s[n] != ')' || s[n] == '/') {
		return 0
	}
	return n
}
