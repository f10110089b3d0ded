package token

// bound reports whether the hyphen between before and after binds them into
// one word: after a prefix that is no word, before a suffix that is none, or
// in names spelled so. Every other compound is split, as UD English does.
func bound(before, after string) bool {
	if letter(after) == 0 {
		return false
	}
	var buf [24]byte
	if is(lower(&buf, before), prefix) {
		return true
	}
	n := 0
	for n < len(after) && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	return is(lower(&buf, after[:n]), suffix)
}

// slashed reports whether the slash between before and after stands inside one
// word: "w/o", "n/a".
func slashed(before, after string) bool {
	n := 0
	for n < len(after) && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	if n == 0 || len(before) != 1 || n < len(after) && after[n] == '/' {
		return false
	}
	return n == 1 || before[0]|0x20 == 'w' && lexicon().Is(after[:n], slashEnd)
}

// degree reports whether a full stop between before and after stands inside an
// academic degree or another abbreviation of unequal parts.
func degree(before, after string) bool {
	n := 0
	for n < len(after) && n < 4 && letter(after[n:]) > 0 {
		n += letter(after[n:])
	}
	var buf [32]byte
	if len(before)+1+n > len(buf) {
		return false
	}
	return is(append(append(append(buf[:0], before...), '.'), after[:n]...), degreeWord)
}

// clipped returns the length of the word that s begins with when it is one
// that an apostrophe belongs before: "em", "til", "60s", "72". 0 for none.
func clipped(s string) int {
	if len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]) {
		n := 2
		if len(s) > 2 && s[2] == 's' {
			n = 3
		}
		if letter(s[n:]) > 0 {
			return 0
		}
		return n
	}
	n := 0
	for n < len(s) && n < 6 && isAlnum(s[n]) {
		n++
	}
	if n == 0 || letter(s[n:]) > 0 {
		return 0
	}
	var buf [24]byte
	switch w := lower(&buf, s[:n]); {
	case is(w, clippedAnd):
		return n + apostrophe(s[n:])
	case is(w, clippedWord):
		return n
	}
	return 0
}

// contracted returns where s, in lower case, parts into two words though no
// apostrophe shows it; 0 for nowhere.
func contracted(s []byte) int {
	t := lexicon()
	if len(s) < 2 || !t.ending[pair(s)] {
		return 0
	}
	return t.parts[string(s)]
}

// abbreviation sorts s, which stands before a full stop: title when a name
// follows it, abbrev when the stop is its own, number when that holds only
// where something follows that begins no sentence, word when it is none.
func abbreviation(s string) mark {
	var buf [24]byte
	if isUpper(s[0]) && len(s) == 1 {
		return initial
	}
	w := lower(&buf, s)
	switch {
	case is(w, titleWord):
		if is(w, capitalWord) && !isUpper(s[0]) {
			return word
		}
		return title
	case is(w, abbrevWord):
		return abbrev
	case is(w, countWord):
		return number
	}
	if len(w) > 2 && w[1] == '.' {
		return abbrev
	}
	return word
}
