package search

import (
	"slices"
	"testing"
)

func TestForms(t *testing.T) {
	for word, want := range map[string][]string{ // forms that people look for; others may stand beside them
		"sanction": {"sanctions", "sanctioned", "sanctioning"}, "sanctions": {"sanction"}, "Denied": {"deny", "denies", "denying"},
		"strikes": {"strike", "striking"}, "stopped": {"stop", "stops", "stopping"}, "ships": {"ship", "shipped"},
	} {
		got := formsOf(word)
		if got[0] != word {
			t.Errorf("%s: the word as typed is not first: %q", word, got)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s lacks %q: %q", word, w, got)
			}
		}
	}
	for word, not := range map[string]string{"new": "news", "harb": "harbour", "port": "portfolio", "organ": "organise", "münster": "münsters", "n1": "n1s"} {
		if got := formsOf(word); slices.Contains(got, not) {
			t.Errorf("%s is taken for %s: %q", word, not, got)
		}
	}
	for typed, want := range map[string]string{
		`"sanction"`: `"sanction"`, "sanction*": `"sanction"*`, "-sanction": `-("sanction" OR "sanctions" OR "sanctiones" OR "sanctioned" OR "sanctioning" OR "sanctione" OR "sanctionned" OR "sanctionning")`, "Ana-María": `"Ana María"`,
		"stance:denies": "stance=denies",
	} {
		s, err := Parse(typed, OfClaims)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(WithForms(s)); got != want {
			t.Errorf("%s: %s, want %s", typed, got, want)
		}
	}
}
