// Package name finds names: persons, organisations, places, groups, events
// and works, each with its exact words. Titles and honorifics stand outside
// ("President **Vladimir Putin**"), and so do possessives and the article
// before a name that is not part of it.
package name

import (
	"unicode"
	"unicode/utf8"
)

// MaxName bounds a name's tokens.
const MaxName = 16

// shape is how a word is written.
type shape uint8

const (
	lower   shape = iota // "said"
	capital              // "Said"
	upper                // "SAID", "U.N."
	initial              // "J."
	mixed                // "iPhone", "McDonald" counts as capital
	digits               // has a digit and no letters before it
	other                // punctuation and the rest
)

// shapeOf tells how w is written.
func shapeOf(w string) shape {
	r, n := utf8.DecodeRuneInString(w)
	if n == 0 {
		return other
	}
	if (r == '#' || r == '@') && len(w) > n {
		return other
	}
	if unicode.IsDigit(r) {
		return digits
	}
	if !unicode.IsLetter(r) {
		return other
	}
	var ups, lows int
	for _, c := range w {
		switch {
		case unicode.IsUpper(c):
			ups++
		case unicode.IsLower(c):
			lows++
		}
	}
	switch {
	case ups == 1 && lows == 0 && len(w) == n+1 && w[n] == '.':
		return initial
	case unicode.IsUpper(r) && lows == 0 && ups > 1:
		return upper
	case unicode.IsUpper(r):
		return capital
	case ups > 0:
		return mixed
	}
	return lower
}

// named reports whether a word written like s may be part of a name.
func (s shape) named() bool { return s == capital || s == upper || s == initial || s == mixed }
