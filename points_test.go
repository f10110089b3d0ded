package sayso

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPoints(t *testing.T) {
	for _, text := range []string{
		"", "plain", "Füße", "“We will,” he said", "a😀b👨‍👩‍👧c", "e\u0301a\u0308", "שלום עולם", strings.Repeat("é x", 500),
	} {
		p := NewPoints(text)
		for i := 0; i <= len(text); i++ {
			if i < len(text) && !utf8.RuneStart(text[i]) {
				continue
			}
			if got, want := p.At(i), utf8.RuneCountInString(text[:i]); got != want {
				t.Fatalf("At(%d) in %.20q = %d, want %d", i, text, got, want)
			}
		}
	}
}

func FuzzPoints(f *testing.F) {
	f.Add("“é”", 3)
	f.Fuzz(func(t *testing.T, text string, i int) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		if i < 0 || i > len(text) || i < len(text) && !utf8.RuneStart(text[i]) {
			return
		}
		if got, want := NewPoints(text).At(i), utf8.RuneCountInString(text[:i]); got != want {
			t.Fatalf("At(%d) in %q = %d, want %d", i, text, got, want)
		}
	})
}

func BenchmarkPoints(b *testing.B) {
	text := strings.Repeat("“We will address all issues,” he affirmed. ", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		NewPoints(text).At(len(text))
	}
}
