package page

import (
	"encoding/json"
	"regexp"
	"strings"
)

// values reads the JSON of a script: one value, or several one behind the other.
// Publishers' templates write what browsers never look at: comments and CDATA
// marks around it, a comma behind the last item, line breaks and quotation marks
// inside a string.
func values(data string) []any {
	if out, ok := decodeAll(data); ok {
		return out
	}
	out, _ := decodeAll(mend(data))
	return out
}

// decodeAll decodes one value after the other; ok is false where something is
// left that is none.
func decodeAll(data string) (out []any, ok bool) {
	d := json.NewDecoder(strings.NewReader(data))
	for d.More() {
		var v any
		if d.Decode(&v) != nil {
			return out, false
		}
		out = append(out, v)
	}
	return out, len(out) > 0
}

// opening and closing are the marks of CDATA, with the comments around them.
var (
	opening = regexp.MustCompile(`^\s*(?://|/\*)?\s*<!\[CDATA\[`)
	closing = regexp.MustCompile(`(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*$`)
)

// mend rewrites what is nearly JSON. It walks once over it and knows only
// whether it stands in a string. A quotation mark ends a string where what may
// follow a string follows it, else it is one of its words.
func mend(s string) string {
	s = closing.ReplaceAllString(opening.ReplaceAllString(s, ""), "")
	if i := strings.IndexAny(s, "{["); i > 0 {
		s = s[i:]
	}
	if i := strings.LastIndexAny(s, "}]"); i >= 0 {
		s = s[:i+1]
	}
	var b strings.Builder
	b.Grow(len(s))
	inside := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inside && c == '\\' && i+1 < len(s):
			b.WriteByte(c)
			i++
			b.WriteByte(s[i])
		case inside && c == '"':
			if strings.IndexByte(",:}]", next(s, i+1)) < 0 && next(s, i+1) != 0 {
				b.WriteString(`\"`)
				continue
			}
			inside = false
			b.WriteByte(c)
		case inside && c < ' ':
			b.WriteByte(' ')
		case !inside && c == '"':
			inside = true
			b.WriteByte(c)
		case !inside && c == ',' && strings.IndexByte("}],", next(s, i+1)) >= 0:
			// Nothing follows it.
		case !inside && strings.HasPrefix(s[i:], "/*"):
			end := strings.Index(s[i:], "*/")
			if end < 0 {
				return b.String()
			}
			i += end + 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// next is the first byte from i on that is no white space; 0 at the end.
func next(s string, i int) byte {
	for ; i < len(s); i++ {
		if c := s[i]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
	}
	return 0
}
