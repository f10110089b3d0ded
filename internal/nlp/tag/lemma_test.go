package tag

import "testing"

var lessons = []Seen{
	{"studies", "NNS", "study"}, {"parties", "NNS", "party"}, {"Cities", "NNS", "city"}, {"boats", "NNS", "boat"}, {"cars", "NNS", "car"}, {"hats", "NNS", "hat"}, {"pens", "NNS", "pen"},
	{"men", "NNS", "man"}, {"men", "NNS", "man"}, {"walked", "VBD", "walk"}, {"talked", "VBD", "talk"}, {"said", "VBD", "say"},
	{"n't", "RB", "not"}, {"'s", "VBZ", "be"}, {"Oslo", "NNP", "Oslo"}, {"Ilse", "NNP", "Ilse"}, {"NATO", "NNP", "NATO"},
}

func TestLemmas(t *testing.T) {
	learnt := LearnLemmas(lessons)
	read, err := ReadLemmas(learnt.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Lemmas{learnt, read} {
		for _, c := range []Seen{
			{"studies", "NNS", "study"}, {"Ponies", "NNS", "pony"}, {"Men", "NNS", "man"}, {"goats", "NNS", "goat"}, {"said", "VBD", "say"},
			{"balked", "VBD", "balk"}, {"N’T", "RB", "not"}, {"Perth", "NNP", "Perth"}, {"UN", "NNP", "UN"}, {"Blue", "JJ", "blue"}, {"s", "NNS", "s"},
		} {
			if got := l.Of(c.Word, c.XPOS); got != c.Lemma {
				t.Errorf("%s/%s: %q, want %q", c.Word, c.XPOS, got, c.Lemma)
			}
		}
	}
}

func FuzzLemmas(f *testing.F) {
	l := LearnLemmas(lessons)
	f.Add("Studies", "NNS")
	f.Add("\xe2\x80", "NNS")
	f.Fuzz(func(t *testing.T, word, xpos string) {
		if got := l.Of(word, xpos); (got == "") != (word == "") {
			t.Errorf("%q: lemma %q", word, got)
		}
	})
}

func FuzzReadLemmas(f *testing.F) {
	f.Add(LearnLemmas(lessons).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if l, err := ReadLemmas(b); err == nil {
			l.Of("studies", "NNS")
		}
	})
}
