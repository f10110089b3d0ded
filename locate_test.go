package sayso_test

import (
	"testing"

	"sayso"
)

func TestLocate(t *testing.T) {
	const text = "The bridge is old. “It will,” she said, “stand.” The bridge is safe."
	for _, x := range []struct {
		words string
		near  sayso.Span
		ok    bool
	}{
		{"is old", sayso.Span{}, true},
		{"The bridge", sayso.Span{}, false},
		{"The bridge", sayso.Span{Start: 60, End: 64}, true},
		{"“It will,” … “stand.”", sayso.Span{}, true},
		{"“stand.” … “It will,”", sayso.Span{}, false},
		{"no such", sayso.Span{}, false},
		{"", sayso.Span{}, false},
	} {
		got, err := sayso.Locate(text, x.words, x.near)
		if (err == nil) != x.ok {
			t.Errorf("%q: error %v", x.words, err)
		}
		if err == nil && got.In(text) != x.words {
			t.Errorf("%q: got %q", x.words, got.In(text))
		}
		if x.near.Start > 0 && got[0].Start < 40 {
			t.Errorf("%q: the far one was taken", x.words)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("a b a", "a … b", 0)
	f.Fuzz(func(t *testing.T, text, words string, near int) {
		got, err := sayso.Locate(text, words, sayso.Span{Start: near, End: near + 1})
		if err == nil && got.In(text) != words {
			t.Errorf("%q in %q gives %q", words, text, got.In(text))
		}
	})
}
