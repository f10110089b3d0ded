package token

import "strings"

// number reads the token that begins with a digit, a sign or a decimal point
// at i: a number, a time, a date, a telephone number, an ordinal, or a mixture
// of digits and letters ("4A"). Units stand apart ("5" "pm").
func (l *lexer) number(i int) int {
	s := l.text
	j := i + 1
	if !isDigit(s[i]) {
		j++
	}
	if end := dashed(s[i:l.end]); end > 0 {
		l.emit(i, i+end, number)
		return i + end
	}
	for j < l.end {
		c := s[j]
		if isDigit(c) || (c == '.' || c == ',' || c == ':' || c == '/') && isDigit(l.at(j+1)) {
			j++
			continue
		}
		break
	}
	n := 0
	if j < l.end {
		n = letter(s[j:l.end])
	}
	if n == 0 {
		// "60's" names a decade, "2008's" owns something.
		if m := apostrophe(s[j:l.end]); m > 0 && possessive(s[j+m:l.end]) {
			if decade(s[i:j]) {
				l.emit(i, j+m+1, number)
			} else {
				l.emit(i, j, number)
				l.within(j, j+m+1)
			}
			return j + m + 1
		}
		l.emit(i, j, number)
		return j
	}
	k := j
	for n > 0 {
		k += n
		n = letter(s[k:l.end])
	}
	if l.at(k) == '@' || l.at(k) == '.' && k+1 < l.end && isAlnum(s[k+1]) {
		if end := l.address(i, k); end > 0 {
			l.emit(i, end, word)
			return end
		}
	}
	var buf [24]byte
	end := lower(&buf, s[j:k])
	if is(end, ordinalEnd) {
		l.emit(i, k, number)
		return k
	}
	if is(end, unitWord) && (s[j] > 'Z' || len(end) > 1 || l.afterCurrency(i)) || is(end, halfDay) && strings.HasPrefix(s[k:l.end], ".m") {
		l.emit(i, j, number)
		return j
	}
	l.emit(i, k, number)
	return k
}

// afterCurrency reports whether a currency sign stands right before i.
func (l *lexer) afterCurrency(i int) bool {
	if !l.glued(i) {
		return false
	}
	switch t := l.tokens[len(l.tokens)-1]; l.text[t.Start:t.End] {
	case "$", "€", "£", "¥", "₹", "₽", "₩", "₴", "₪", "₺":
		return true
	}
	return false
}

// maxDashed bounds, in bytes, where the last group of a telephone number begins.
const maxDashed = 24

// dashed returns the length of the telephone number or date with hyphens that
// s begins with: three groups of digits or more, or groups of three and four.
// A range of two numbers is none and gives 0.
func dashed(s string) int {
	i, groups, first, length := 0, 0, 0, 0
	if s[0] == '+' {
		i = 1
	}
	end := 0
	for i < len(s) {
		if i > maxDashed {
			return 0
		}
		start := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		if i == start {
			break
		}
		length = i - start
		if groups++; groups == 1 {
			first = length
		}
		end = i
		if i+1 >= len(s) || s[i] != '-' || !isDigit(s[i+1]) {
			break
		}
		i++
	}
	if end < len(s) && letter(s[end:]) > 0 {
		return 0
	}
	if groups >= 3 || groups == 2 && length == 4 && (first == 3 || first > 4) {
		return end
	}
	return 0
}
