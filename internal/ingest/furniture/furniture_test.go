package furniture

import (
	"fmt"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"PORT MERIDIAN, Sept. 13 (Reuters) – Rain fell.", "dateline PORT MERIDIAN; whole 38; Reuters"},
		{"Amur, Russia – Rain fell on Wednesday.", "dateline Amur, Russia; whole 17"},
		{"Rain falls\n\nRIO DE JANEIRO — Rain fell.", "dateline RIO DE JANEIRO; whole 31"},
		{"VOSTOCHNY COSMODROME, Russia (Lantern) – The rain fell.", "dateline VOSTOCHNY COSMODROME, Russia; whole 43; Lantern"},
		{"(Reuters) – Rain fell.", "Reuters"},
		{"WASHINGTON -- “Rain,” he said.", "dateline WASHINGTON; whole 14"},
		{"Rain fell.\nWith inputs from agencies", "agencies"},
		{"Rain fell.\n(With inputs from AFP and Reuters)", "Agence France-Presse; Reuters"},
		{"Rain fell.\nThe Associated Press contributed to this report.", "Associated Press"},
		{"Rain fell.\nAssociated Press writer Ana Ruiz in Quito contributed to this report.", "Associated Press"},
		{"Rain fell.\nReporting by Ana Ruiz and Bo Lind; Editing by Cy Moor", "by Ana Ruiz, Bo Lind"},
		{"Rain fell.\nSource: TASS", "TASS"},
		{"Rain fell.\nReuters", "Reuters"},
		// Sentences that look like furniture and are none.
		{"Paris – the capital – was quiet.", ""},
		{"Smith – Who was ill – stayed home.", ""},
		{"The minister – Ana Ruiz – spoke.", ""},
		{"Rain fell.\nReuters reported that rain fell.", ""},
		{"Rain fell.\nThe minister contributed to this report on rain and floods.", ""},
		{"Rain fell.\nSource: the ministry", ""},
		{"", ""},
	} {
		f := Find(c.text)
		var got []string
		if f.Dateline != nil {
			got = append(got, fmt.Sprintf("dateline %s; whole %d", f.Dateline.Text, f.Dateline.Whole.End))
			if f.Dateline.Span.In(c.text) != f.Dateline.Text {
				t.Errorf("%q: span and text of the dateline differ", c.text)
			}
		}
		for _, x := range f.Credits {
			got = append(got, x.Agency)
		}
		if len(f.Byline) > 0 {
			got = append(got, "by "+strings.Join(f.Byline, ", "))
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%q: got %q, want %q", c.text, g, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("PORT, Sept. 3 (AP) – x\n© 2023 AFP\nWith inputs from agencies, AP")
	f.Fuzz(func(t *testing.T, text string) {
		x := Find(text)
		if d := x.Dateline; d != nil && (!d.Whole.Valid(len(text)) || !d.Whole.Contains(d.Span)) {
			t.Errorf("%+v", d)
		}
		for _, c := range x.Credits {
			if c.Agency == "" || !c.Span.Valid(len(text)) {
				t.Errorf("%+v", c)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := "SEOUL (Reuters) – It rained.\n" + strings.Repeat("The rain went on for a long time and nobody minded it much.\n\n", 60) + "With inputs from agencies"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text)
	}
}
