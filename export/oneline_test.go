package export

import (
	"strings"
	"testing"
)

// TestOneLine holds the short way against the long one.
func TestOneLine(t *testing.T) {
	for _, s := range []string{"", " ", "  ", "a", "a b", "a b ", "a b  ", " a", "a  b", "a\tb", "a\nb", "a\u00a0b", "a\u2003b", "a\u3000b", "a\u1680b", "a\u0085b", "“so”", "né le 3", "a\x00b", "a\xffb", "漢 字", "a \u2009b"} {
		if got, want := oneLine(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}
