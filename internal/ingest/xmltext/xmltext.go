// Package xmltext makes UTF-8 of XML as it comes, and looks at its root. What
// the bytes are counts for more than what they say they are: XML is declared to
// be in encodings that it is not in as often as pages are.
package xmltext

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

var (
	declaration = regexp.MustCompile(`^<\?xml[^>]{0,200}\?>`)
	declared    = regexp.MustCompile(`encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)
)

// Clean makes UTF-8 of a document, without a declaration of an encoding that it
// no longer has, and without the control characters that XML has no place for.
// label is the charset that it was sent with, empty when it was sent with none.
func Clean(data []byte, label string) []byte {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	if marked := isUTF16(data); marked || !mostlyUTF8(data) {
		if m := declared.FindSubmatch(declaration.Find(data)); label == "" && m != nil {
			label = string(m[1])
		}
		enc, name := charset.Lookup(label)
		if enc == nil || name == "utf-8" || name == "replacement" || marked {
			enc, _, _ = charset.DetermineEncoding(data, "text/xml")
		}
		if t, _, err := transform.Bytes(enc.NewDecoder(), data); err == nil {
			data = bytes.TrimPrefix(t, []byte("\ufeff"))
		}
	}
	data = bytes.ToValidUTF8(data, []byte("\ufffd"))
	data = data[len(declaration.Find(data)):]
	if bytes.ContainsFunc(data, control) {
		data = bytes.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, data)
	}
	return bytes.TrimSpace(data)
}

func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// mostlyUTF8 reports whether data is UTF-8, perhaps with some damage.
func mostlyUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 4*bad
}

func control(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// Decoder reads XML as it comes, of what Clean returned. Go's decoder fetches
// nothing and expands no entity that a document defines.
func Decoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// Root is the name of the root element, without its prefix; empty where nothing
// like one comes soon.
func Root(data []byte) xml.Name {
	d := Decoder(bytes.NewReader(data))
	for range 64 { // declarations and comments come before it
		tok, err := d.RawToken()
		if err != nil {
			return xml.Name{}
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			return tok.Name
		case xml.CharData:
			if strings.TrimSpace(string(tok)) != "" {
				return xml.Name{}
			}
		}
	}
	return xml.Name{}
}
