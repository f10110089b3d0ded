package extract

import (
	"strings"
	"testing"

	"sayso"
)

// TestLongTextsAreReadQuickly reads a text that has more pieces than an encoder reads:
// its end is read without, gives claims, and the analysis says so.
func TestLongTextsAreReadQuickly(t *testing.T) {
	a := sayso.Article{Text: strings.Repeat("Mira 7,919 Okafor said that 12,345.67 ships left Xavqburg. ", MaxEncoded/18), Language: "en"}
	an := New().Extract(&a)
	if an.Unread != lessExact {
		t.Errorf("it says %q", an.Unread)
	}
	if n := len(an.Claims); n < 100 || an.Claims[n-1].Content.Cover().End < len(a.Text)-200 {
		t.Errorf("%d claims, none of its end", n)
	}
	if an := quickKnowing(embedded()).Extract(&a); an.Unread != "" {
		t.Errorf("read without an encoder, it says %q", an.Unread)
	}
}

// TestLongTexts reads texts that are longer than is read of one: the beginning is,
// to the end of a sentence, and the analysis says that the rest is not.
func TestLongTexts(t *testing.T) {
	const one = "“We stay,” said Anna Weber. "
	for _, c := range []struct {
		name, text string
		whole      bool
	}{
		{"short", one, true},
		{"as many words as are read", strings.Repeat("a ", MaxTokens), true},
		{"one word more", strings.Repeat("a ", MaxTokens+1), false},
		{"many words", strings.Repeat(one, 8000), false},
		{"many bytes in few words", one + strings.Repeat(strings.Repeat("w", 1000)+" ", 400), false},
		{"letters of several bytes", strings.Repeat("ü\u0301", MaxText/3), false},
		{"no letter at all", strings.Repeat("\u200b", MaxText), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			end := len(c.text) - 1
			a := sayso.Article{Text: c.text, Language: "en",
				Credits: []sayso.Credit{{Agency: "Agency", Span: sayso.Span{Start: 0, End: 1}}, {Agency: "Agency", Span: sayso.Span{Start: end, End: end + 1}}}}
			b, why := within(&a)
			if c.whole {
				if why != "" || b != &a {
					t.Fatalf("cut to %d bytes: %s", len(b.Text), why)
				}
				return
			}
			if why == "" || len(b.Text) >= len(a.Text) || !strings.HasPrefix(a.Text, b.Text) || strings.ToValidUTF8(b.Text, "") != b.Text {
				t.Fatalf("%d of %d bytes are read: %q", len(b.Text), len(a.Text), why)
			}
			if len(b.Credits) > 1 || len(a.Credits) != 2 {
				t.Errorf("credits behind what is read: %v", b.Credits)
			}
			an := Fast().Extract(&a)
			if an.Unread != tooLong || len(an.Tokens) > MaxTokens {
				t.Errorf("%d words are read, and it says %q", len(an.Tokens), an.Unread)
			}
			for i := range an.Claims {
				for _, s := range an.Claims[i].Content {
					if s.End > len(b.Text) {
						t.Fatalf("a claim stands behind what is read: %v", s)
					}
				}
			}
			if strings.HasPrefix(c.text, one) && len(an.Claims) == 0 {
				t.Error("nothing is read of its beginning")
			}
		})
	}
}
