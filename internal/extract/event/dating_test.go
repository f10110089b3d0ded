package event_test

import (
	"testing"

	"sayso"
	"sayso/extract"
)

// A time is that of the act on whose words it hangs, and of no other.
func TestOwnTime(t *testing.T) {
	x := extract.New()
	day, _ := sayso.ParseDate("2031-05-09")
	for _, c := range []struct{ text, of, want string }{
		{"Rebels attacked a bridge in Rell on Monday.", "attacked", "2031-05-05"},
		{"On Monday, rebels attacked a bridge in Rell, killing two guards.", "attacked", "2031-05-05"},
		{"Norway's foreign ministry said on Thursday that Sweden had attacked a bridge.", "attacked", ""},
		{"The president, who was elected last year, met the king.", "met", ""},
		{"Sweden accused Norway of tampering with the 2029 election.", "accused", ""},
		{"The minister condemned on Thursday the attack by rebels on a village.", "attack", ""},
	} {
		an := x.Extract(&sayso.Article{Text: c.text, Published: day})
		hit := false
		for _, e := range an.Events {
			if e.Anchor.In(c.text) != c.of {
				continue
			}
			hit = true
			value := ""
			for _, w := range an.Times {
				if w.ID == e.Time {
					value = w.Value
				}
			}
			if value != c.want {
				t.Errorf("%s: %q, want %q", c.text, value, c.want)
			}
		}
		if !hit {
			t.Errorf("%s: no event %q", c.text, c.of)
		}
	}
}
