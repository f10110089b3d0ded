package xmltext

import (
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, label, want string }{
		{"UTF-8 said to be Latin", `<?xml version="1.0" encoding="iso-8859-1"?><a>Østby</a>`, "", "<a>Østby</a>"},
		{"UTF-8 sent as Latin", "<a>Østby</a>", "iso-8859-1", "<a>Østby</a>"},
		{"Latin said to be UTF-8", "<?xml version='1.0' encoding='utf-8'?><a>\xd8stby \x93so\x94</a>", "", "<a>Østby “so”</a>"},
		{"Latin", "<?xml version='1.0' encoding='iso-8859-1'?><a>\xd8stby</a>", "", "<a>Østby</a>"},
		{"a name that is none", "<?xml version='1.0' encoding='utf8'?><a>Østby</a>", "", "<a>Østby</a>"},
		{"UTF-8 with some damage", "<a>Østby øre æble åre ø\xff</a>", "", "<a>Østby øre æble åre ø\ufffd</a>"},
		{"UTF-16", "\xff\xfe<\x00a\x00>\x00\xd8\x00<\x00/\x00a\x00>\x00", "", "<a>Ø</a>"},
		{"control characters", "<a>x\x01\x0by</a>", "", "<a>xy</a>"},
	} {
		if got := string(Clean([]byte(c.in), c.label)); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestRoot(t *testing.T) {
	for in, want := range map[string]string{"<?xml version='1.0'?><!-- x --><ns0:newsMessage xmlns:ns0='x'>": "newsMessage", "<rss>": "rss", "words <b>": "", "": "", "< no": ""} {
		if got := Root([]byte(in)).Local; got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add([]byte("<?xml version='1.0' encoding='utf-8'?><a>\xd8stby</a>"), "")
	f.Add([]byte("\xff\xfe<\x00a\x00"), "utf-16")
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		out := Clean(data, label)
		if !utf8.Valid(out) {
			t.Errorf("%q", out)
		}
		Root(out)
	})
}
