package ledger

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Kim Jong-un", "José O’Neill", "ŁÓDŹ", "İstanbul", "ﬁn", "習近平", "", " a  b ", "\xff", "ẛ̣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		once := Fold(name)
		if !utf8.ValidString(once) && utf8.ValidString(name) {
			t.Errorf("Fold(%q) = %q", name, once)
		}
		if once != strings.Join(strings.Fields(once), " ") {
			t.Errorf("Fold(%q) = %q has spaces to spare", name, once)
		}
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, again %q", name, once, twice)
		}
		fullName(once)
	})
}
