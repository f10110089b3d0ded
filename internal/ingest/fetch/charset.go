package fetch

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// UTF8 decodes the body by the charset that it was sent with. Bodies that say
// themselves what they are, or are UTF-8, are left to their readers.
func (res *Response) UTF8() []byte {
	if res.Charset == "" || utf8.Valid(res.Body) && !escapes(res.Body) {
		return res.Body
	}
	enc, name := charset.Lookup(res.Charset)
	if enc == nil || name == "utf-8" || name == "replacement" {
		return res.Body
	}
	out, _, err := transform.Bytes(enc.NewDecoder(), res.Body)
	if err != nil {
		return res.Body
	}
	return out
}

// escapes reports whether text is written with the escapes of ISO 2022, which
// are ASCII and still no UTF-8.
func escapes(b []byte) bool { return strings.Contains(string(b[:min(len(b), 64<<10)]), "\x1b$") }
