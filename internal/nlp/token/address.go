package token

import "strings"

// address returns where the address that begins at i ends: a URL, an e-mail
// address, a domain or a file name; 0 for none. Up to j, which stands before
// the end of the run, there are letters and digits only.
func (l *lexer) address(i, j int) int {
	if j <= l.barren {
		return 0
	}
	n, seen := find(l.text[i:l.end], j-i)
	if n == 0 {
		l.barren = i + seen
		return 0
	}
	return i + n
}

// find returns the length of the address that s begins with, 0 for none, and
// how many bytes it looked at. The first n bytes are letters and digits.
func find(s string, n int) (length, seen int) {
	if schemed(s[:n], s[n:]) {
		return trimmed(s), 0
	}
	if !strings.ContainsRune("._-%+@", rune(s[n])) {
		return 0, n
	}
	run := dotted(s, n)
	i := run.end
	if i < len(s) && s[i] == '@' && i+1 < len(s) && isAlnum(s[i+1]) {
		i = hostEnd(s, i+1)
		return i, i
	}
	last := s[run.last:i]
	if run.dots == 0 || !run.plain && !extension(last) || strings.Contains(s[:i], "..") {
		return 0, i
	}
	switch path := i < len(s) && s[i] == '/'; {
	case domain(last) && path && i+1 < len(s):
		return trimmed(s), 0
	case domain(last):
		return i, i
	case extension(last) && path:
		return 0, i
	case extension(last):
		return i, i
	case run.dots >= 2 && run.lows && run.last > 4 && len(last) > 1:
		return i, i // news groups: alt.folklore.computers
	}
	return 0, i
}

// schemed reports whether a word and what follows it begin an address that says
// what it is: "https://", "www.", "mailto:", "doi:10.".
func schemed(word, rest string) bool {
	switch {
	case strings.HasPrefix(rest, "://"):
		return len(rest) > 3
	case strings.EqualFold(word, "www"):
		return len(rest) > 1 && rest[0] == '.' && isAlnum(rest[1])
	case strings.EqualFold(word, "mailto"):
		return strings.HasPrefix(rest, ":")
	case strings.EqualFold(word, "doi"):
		return strings.HasPrefix(rest, ":10.")
	}
	return false
}

// dottedRun is what may stand before an @, or name a host or a file: letters,
// digits, and signs between.
type dottedRun struct {
	end, dots int
	last      int  // where what follows the last full stop begins
	plain     bool // it has letters, digits, hyphens and full stops alone
	lows      bool // it has no capitals
}

// dotted reads the run at the start of s, whose first n bytes are letters and digits.
func dotted(s string, n int) dottedRun {
	r := dottedRun{end: n, plain: true, lows: !hasUpper(s[:n])}
	for ; r.end < len(s); r.end++ {
		c := s[r.end]
		if isAlnum(c) {
			r.lows = r.lows && !isUpper(c)
			continue
		}
		if !joinsName(s, r.end) {
			break
		}
		if c == '.' {
			r.dots++
			r.last = r.end + 1
		} else if c != '-' {
			r.plain = false
		}
	}
	return r
}

// joinsName reports whether the sign s[i] stands inside a name: a letter or digit
// follows, or a second full stop.
func joinsName(s string, i int) bool {
	if !strings.ContainsRune("._-%+", rune(s[i])) || i+1 == len(s) {
		return false
	}
	return isAlnum(s[i+1]) || s[i] == '.' && s[i+1] == '.'
}

// hostEnd is where the name of a host that begins at i ends.
func hostEnd(s string, i int) int {
	for i < len(s) && (isAlnum(s[i]) || (s[i] == '.' || s[i] == '-') && i+1 < len(s) && isAlnum(s[i+1])) {
		i++
	}
	return i
}

func hasUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if isUpper(s[i]) {
			return true
		}
	}
	return false
}

// trimmed returns the length of s without the punctuation that ends the
// sentence around an address rather than the address.
func trimmed(s string) int {
	end := len(s)
	for i := 0; i < len(s); i++ {
		if s[i] == '<' || s[i] == '>' || s[i] == '"' || strings.HasPrefix(s[i:], "”") {
			end = i
			break
		}
	}
	open := strings.Count(s[:end], "(") - strings.Count(s[:end], ")")
	for end > 1 {
		switch s[end-1] {
		case ')':
			if open >= 0 {
				return end
			}
			open++
			end--
			continue
		case '.', ',', ';', ':', '!', '?', '\'', ']', '}', '*':
			end--
			continue
		}
		if end > 3 && s[end-3:end] == "’" {
			end -= 3
			continue
		}
		return end
	}
	return end
}

// domain reports whether s ends the names of hosts.
func domain(s string) bool {
	var buf [24]byte
	return is(lower(&buf, s), domainEnd) || lexicon().Is(s, domainShort) // short words end sentences too
}

// extension reports whether s ends the names of files.
func extension(s string) bool {
	var buf [24]byte
	return is(lower(&buf, s), extensionEnd)
}
