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
	if opened(s[:n], s[n:]) {
		return trimmed(s), 0
	}
	if s[n] != '@' && !joins(s[n]) {
		return 0, n
	}
	p := dottedName(s, n)
	if end := mailbox(s, p.end); end > 0 {
		return end, end
	}
	return p.address(s), p.end
}

// opened reports whether word and the signs that rest begins with open a URL,
// a mail link or a document's number, to which all that follows belongs.
func opened(word, rest string) bool {
	return strings.HasPrefix(rest, "://") && len(rest) > 3 ||
		rest[0] == '.' && len(rest) > 1 && isAlnum(rest[1]) && strings.EqualFold(word, "www") ||
		rest[0] == ':' && strings.EqualFold(word, "mailto") ||
		strings.HasPrefix(rest, ":10.") && strings.EqualFold(word, "doi")
}

// joins reports whether c may stand between the letters and digits of a name.
func joins(c byte) bool {
	switch c {
	case '.', '_', '-', '%', '+':
		return true
	}
	return false
}

// mailbox returns where the host of an e-mail address ends whose @ stands at i;
// 0 when there is none.
func mailbox(s string, i int) int {
	if i+1 >= len(s) || s[i] != '@' || !isAlnum(s[i+1]) {
		return 0
	}
	for i++; i < len(s) && (isAlnum(s[i]) || (s[i] == '.' || s[i] == '-') && i+1 < len(s) && isAlnum(s[i+1])); i++ {
	}
	return i
}

// dotted is a name of letters, digits and signs between them: what may stand
// before an @, or name a host, a file or a news group.
type dotted struct {
	end   int  // where it ends
	stops int  // how many full stops it has
	last  int  // where the part behind the last full stop begins
	plain bool // it has no signs but full stops and hyphens
}

// dottedName reads the name that s begins with, of which the first n bytes are
// letters and digits.
func dottedName(s string, n int) dotted {
	p := dotted{end: n, plain: true}
	for p.end < len(s) {
		switch c := s[p.end]; {
		case isAlnum(c):
		case !joins(c) || !followed(s, p.end):
			return p
		case c == '.':
			p.stops++
			p.last = p.end + 1
		case c != '-':
			p.plain = false
		}
		p.end++
	}
	return p
}

// followed reports whether the name in s goes on behind the sign at i.
func followed(s string, i int) bool {
	return i+1 < len(s) && (isAlnum(s[i+1]) || s[i] == '.' && s[i+1] == '.')
}

// address returns the length of the address of a host, a file or a news group
// that the name p at the beginning of s makes; 0 for none.
func (p dotted) address(s string) int {
	whole, last, behind := s[:p.end], s[p.last:p.end], s[p.end:]
	if p.stops == 0 || !p.plain && !extension(last) || strings.Contains(whole, "..") {
		return 0
	}
	path := strings.HasPrefix(behind, "/")
	switch {
	case domain(last):
		if path && len(behind) > 1 {
			return trimmed(s)
		}
		return p.end
	case extension(last):
		if path {
			return 0
		}
		return p.end
	case p.stops >= 2 && p.last > 4 && len(last) > 1 && !hasUpper(whole):
		return p.end // news groups: alt.folklore.computers
	}
	return 0
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
