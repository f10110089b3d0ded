package mail

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Headers come with a line broken off, a raw character, a charset that nobody
// knows. Mail programs show the letter all the same, so a line that is no field
// is passed over, and a field is read as far as it can be.

// field is the beginning of one (RFC 5322, 2.2).
var field = regexp.MustCompile(`^[!-9;-~]+[ \t]*:`)

// mended drops the lines of a message's header that belong to no field.
func mended(data []byte) []byte {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), "\r\n")
	head := data[:min(len(data), MaxHeader)]
	var out []byte
	keep, good := false, true
	at := 0
	for at < len(head) {
		end := bytes.IndexByte(head[at:], '\n')
		if end < 0 {
			break
		}
		line := head[at : at+end+1]
		if len(bytes.TrimSpace(line)) == 0 {
			break
		}
		if line[0] != ' ' && line[0] != '\t' {
			keep = field.Match(line)
		}
		if keep {
			out = append(out, line...)
		}
		good = good && keep
		at += end + 1
	}
	if good {
		return data
	}
	return append(out, data[at:]...)
}

// encoded is a word in another charset (RFC 2047), as it is also written wrongly:
// with raw characters, or spaces, inside.
var encoded = regexp.MustCompile(`=\?([^?\s]{1,40})\?([QqBb])\?([^?]*)\?=`)

// unfolded reads the words of a field.
func unfolded(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	var out strings.Builder
	var bytesOf []byte // of encoded words in a row: a character may go over two
	label, at := "", 0
	flush := func() {
		out.WriteString(decode(bytesOf, label))
		bytesOf = nil
	}
	for _, m := range encoded.FindAllStringSubmatchIndex(s, -1) {
		between := s[at:m[0]]
		name := strings.ToLower(s[m[2]:m[3]])
		name, _, _ = strings.Cut(name, "*") // RFC 2231: with a language
		if strings.TrimSpace(between) != "" || at == 0 || name != label {
			flush()
			if at == 0 || strings.TrimSpace(between) != "" {
				out.WriteString(text8(between))
			}
		}
		label = name
		raw := s[m[6]:m[7]]
		if strings.EqualFold(s[m[4]:m[5]], "B") {
			bytesOf = append(bytesOf, unbase64(raw)...)
		} else {
			bytesOf = append(bytesOf, unquoted(raw, label)...)
		}
		at = m[1]
	}
	flush()
	out.WriteString(text8(s[at:]))
	return strings.Join(strings.Fields(out.String()), " ")
}

func unbase64(s string) []byte {
	s = strings.TrimRight(strings.ReplaceAll(s, " ", ""), "=")
	b, _ := base64.RawStdEncoding.DecodeString(s) // what came before damage holds
	return b
}

// unquoted reads quoted printable of a header. Characters that stand there raw
// are turned into the charset that the word is said to be in.
func unquoted(s, label string) []byte {
	var out []byte
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=' && i+2 < len(s):
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 3
				continue
			}
			out = append(out, c)
		case c < utf8.RuneSelf:
			out = append(out, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			out = append(out, raw(s[i:i+n], r, label)...)
			i += n
			continue
		}
		i++
	}
	return out
}

func raw(s string, r rune, label string) []byte {
	if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && r != utf8.RuneError {
		if b, err := enc.NewEncoder().Bytes([]byte(s)); err == nil {
			return b
		}
	}
	return []byte(s)
}

// text8 reads words that stand in a header with characters of eight bits.
func text8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return decode([]byte(s), "windows-1252")
}

// sender is the name in a field of addresses, else the address.
func sender(s string) string {
	s = unfolded(s)
	name, rest, ok := strings.Cut(s, "<")
	if name = strings.Trim(strings.TrimSpace(name), `"' `); name != "" && ok {
		return name
	}
	if ok {
		s, _, _ = strings.Cut(rest, ">")
	}
	first, _, _ := strings.Cut(s, ",")
	return strings.Trim(strings.TrimSpace(first), `"' `)
}

var charsetParam = regexp.MustCompile(`(?i)charset\s*=\s*"?([\w.:-]{1,40})`)

// kindOf reads the type of a part and its charset, however it is written. What
// names no type is plain text.
func kindOf(contentType string) (kind, label string) {
	low := strings.ToLower(strings.TrimSpace(contentType))
	if m := charsetParam.FindStringSubmatch(low); m != nil {
		label = m[1]
	}
	kind = low
	if i := strings.IndexAny(low, "; \t\r\n,"); i >= 0 {
		kind = low[:i]
	}
	switch {
	case kind == "html":
		kind = "text/html"
	case !strings.Contains(kind, "/"):
		kind = "text/plain"
	}
	return kind, label
}
