package search

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
)

// A word is looked for in all its forms: "sanction" finds "sanctions" and
// "sanctioned". Indexes of words keep each form apart, so that phrases stay exact; a
// search asks for the forms instead. They are made of the word's stem (Porter's
// second stemmer for English) and the endings of inflection, and a form counts only
// where its own stem is the same: "new" has no "news". What an index has no word for
// costs one look-up there.

// endings are what a form may end in.
var endings = []string{"", "s", "es", "d", "ed", "ing"}

const (
	// minStem is how many letters a word must have to be looked for in other forms.
	minStem = 3
	// maxStem bounds, in bytes, the words that are: longer ones are no words.
	maxStem = 40
)

// WithForms puts in the place of each single word what it may stand as in a text.
// Phrases, and words that go on, stay as they were typed.
func WithForms(s Search) Search {
	switch s := s.(type) {
	case All:
		out := make(All, len(s))
		for i, x := range s {
			out[i] = WithForms(x)
		}
		return out
	case Any:
		out := make(Any, len(s))
		for i, x := range s {
			out[i] = WithForms(x)
		}
		return out
	case Not:
		return Not{WithForms(s.Search)}
	case Term:
		if s.Exact || s.Prefix {
			return s
		}
		forms := formsOf(s.Words)
		if len(forms) < 2 {
			return s
		}
		out := make(Any, len(forms))
		for i, f := range forms {
			out[i] = Term{Words: f}
		}
		return out
	}
	return s
}

// formsOf lists the forms of a word, itself first; itself alone where it is no word
// of English letters.
func formsOf(word string) []string {
	out := []string{word}
	low := strings.ToLower(word)
	if len(low) < minStem || len(low) > maxStem || strings.Trim(low, "abcdefghijklmnopqrstuvwxyz") != "" {
		return out
	}
	stem := english.Stem(low, false)
	short, last := stem[:len(stem)-1], stem[len(stem)-1:]
	bases := []string{low, stem, stem + "e"}
	switch last {
	case "i": // "deni" is the stem of "deny"
		bases = append(bases, short+"y")
	case "e": // "strike" and "striking"
		bases = append(bases, short)
	default: // "stop" and "stopped"
		bases = append(bases, stem+last)
	}
	for _, b := range bases {
		for _, e := range endings {
			if strings.HasSuffix(b, "e") && len(e) > 1 {
				continue
			}
			if f := b + e; f != low && !slices.Contains(out, f) && english.Stem(f, false) == stem {
				out = append(out, f)
			}
		}
	}
	return out
}

// Content is what an About asks for: words that must all occur in what is said, in
// any of their forms.
func (f Filter) Content() Search {
	var all All
	for _, t := range Names(f.Value) {
		all = append(all, WithForms(t))
	}
	return join(all, func() Search { return all })
}
