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
	switch rest := s[n:]; {
	case strings.HasPrefix(rest, "://") && len(rest) > 3:
		return trimmed(s), 0
	case n == 3 && len(rest) > 1 && rest[0] == '.' && strings.EqualFold(s[:3], "www") && isAlnum(rest[1]):
		return trimmed(s), 0
	case n == 6 && strings.HasPrefix(rest, ":") && strings.EqualFold(s[:6], "mailto"):
		return trimmed(s), 0
	case n == 3 && strings.HasPrefix(rest, ":10.") && strings.EqualFold(s[:3], "doi"):
		return trimmed(s), 0
	case rest[0] != '.' && rest[0] != '@' && rest[0] != '_' && rest[0] != '-' && rest[0] != '%' && rest[0] != '+':
		return 0, n
	}
	// name is what may stand before an @: letters, digits, and signs between.
	i, dots, from := n, 0, 0
	plain := true // letters, digits and full stops so far
	lows := !hasUpper(s[:n])
	for i < len(s) {
		c := s[i]
		if isAlnum(c) {
			lows = lows && !isUpper(c)
			i++
			continue
		}
		if c != '.' && c != '_' && c != '-' && c != '%' && c != '+' || i+1 == len(s) || !isAlnum(s[i+1]) && !(c == '.' && s[i+1] == '.') {
			break
		}
		if c == '.' {
			dots++
			from = i + 1
		} else if c != '-' {
			plain = false
		}
		i++
	}
	if i < len(s) && s[i] == '@' && i+1 < len(s) && isAlnum(s[i+1]) {
		for i++; i < len(s) && (isAlnum(s[i]) || (s[i] == '.' || s[i] == '-') && i+1 < len(s) && isAlnum(s[i+1])); i++ {
		}
		return i, i
	}
	if dots == 0 || !plain && !extension(s[from:i]) || strings.Contains(s[:i], "..") {
		return 0, i
	}
	switch last := s[from:i]; {
	case domain(last):
		if i < len(s) && s[i] == '/' && i+1 < len(s) {
			return trimmed(s), 0
		}
		return i, i
	case extension(last) && i < len(s) && s[i] == '/':
		return 0, i
	case extension(last):
		return i, i
	case dots >= 2 && lows && from > 4 && len(last) > 1:
		return i, i // news groups: alt.folklore.computers
	}
	return 0, i
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
	switch string(lower(&buf, s)) {
	case "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "tv", "co", "uk", "us", "de", "fr", "eu",
		"ru", "cn", "jp", "ca", "au", "nz", "in", "it", "nl", "es", "ch", "se", "ie", "za", "br", "mx", "news", "ai", "app", "dev":
		// Short words end sentences too: "it.in" must look like a name.
		return len(s) > 2 && s != "int" || s == "uk" || s == "tv" || s == "io" || s == "ru" || s == "de" || s == "eu" || s == "ca" || s == "fr" || s == "jp" || s == "cn"
	}
	return false
}

// extension reports whether s ends the names of files.
func extension(s string) bool {
	var buf [24]byte
	switch string(lower(&buf, s)) {
	case "doc", "docx", "xls", "xlsx", "pdf", "ppt", "pptx", "txt", "html", "htm", "jpg", "jpeg", "png", "gif", "zip",
		"csv", "xml", "json", "url", "exe", "php", "asp", "aspx", "mp3", "mp4", "js", "py", "go", "wav", "avi", "mov":
		return true
	}
	return false
}
