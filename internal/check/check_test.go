package check

import (
	"strings"
	"testing"

	"sayso"
)

// shownWords writes a comparison as wdiff does.
func shownWords(draft, text string) (string, int) {
	s := &statement{text: draft, words: split(draft, true), quoted: true}
	x := &candidate{text: text, words: split(text, false)}
	x.m = align(s.words, x.words)
	var parts []string
	for _, w := range compared(s, x) {
		switch {
		case w.Draft == w.Ledger:
			parts = append(parts, w.Draft)
		default:
			parts = append(parts, "["+w.Draft+"|"+w.Ledger+"]")
		}
	}
	return strings.Join(parts, " "), x.m.cost
}

func TestWordByWord(t *testing.T) {
	for _, c := range []struct {
		draft, text, want string
		cost              int
	}{
		{"we count every shell", "He said: “We count every shell.” Then he left.", "we count every shell", 0},
		{"we count every ship", "“We count every shell,” he said", "we count every [ship|shell]", 1},
		{"we do not count every shell", "We count every shell", "we [do not|] count every shell", 2},
		{"we count shell", "We count every shell", "we count [|every] shell", 1},
		{"we … shell", "We count every shell", "we … shell", 0},
		{"we ... shell", "We count every shell", "we ... shell", 0},
		{"[the army] counts [e]very shell", "We say it counts every shell", "[the army] counts [e]very shell", 0},
		{"12 per cent of 1,000", "some 12% of 1000 people", "12 per cent of 1,000", 0},
		{"the café’s owner doesn't know", "The cafe's owner doesn’t know.", "the café’s owner doesn't know", 0},
		{"we count every shell and sink", "We count … every shell … and sink", "we count every shell and sink", 0},
		{"", "We count", "", 0},
		{"nothing alike", "", "", 2},
	} {
		if got, cost := shownWords(c.draft, c.text); got != c.want || cost != c.cost {
			t.Errorf("%q in %q: %q at %d, want %q at %d", c.draft, c.text, got, cost, c.want, c.cost)
		}
	}
}

func TestQuotations(t *testing.T) {
	text := "He said “one two” and \"three\".\n\n“It went on\n\n“and on,” she said. „Vier“ and «cinq»."
	var got []string
	for _, s := range quotations(text) {
		got = append(got, s.In(text))
	}
	if want := "one two|three|It went on|and on,|Vier|cinq"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", strings.Join(got, "|"), want)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"tomas brandt", "brandt", true}, {"tomas brandt", "mr brandt", true}, {"tomas brandt", "anna brandt", false}, {"the harbour authority", "authority of port meridian", false},
		{"harbour authority", "the harbour authority of port meridian", true}, {"", "brandt", false}, {"the", "the", false},
	} {
		if got := oneName(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

// FuzzAlign wants no panic, spans inside the text, and the same words for the same text.
func FuzzAlign(f *testing.F) {
	f.Add("we … [the] shell", "We count every shell … 12%")
	f.Add("[", "...")
	f.Fuzz(func(t *testing.T, draft, text string) {
		if len(draft) > 2000 || len(text) > 5000 {
			return
		}
		q, in := split(draft, true), split(text, false)
		for _, ws := range [][]word{q, in} {
			for _, w := range ws {
				if w.span.Start < 0 || w.span.End < w.span.Start {
					t.Fatalf("%v", w)
				}
			}
		}
		m := align(q, in)
		if !m.at.Valid(len(text)) || m.cost < 0 || m.alike() < 0 || m.alike() > 1 {
			t.Fatalf("%+v", m)
		}
		for _, s := range quotations(draft) {
			if !s.Valid(len(draft)) {
				t.Fatalf("%v", s)
			}
		}
		_ = runs(q, draft) + pairs(q, draft)
		if own := align(in, in); count(in) > 0 && own.cost != 0 {
			t.Fatalf("a text differs from itself by %d", own.cost)
		}
	})
}

func TestBounds(t *testing.T) {
	c := Checker{Read: func(*sayso.Article) sayso.Analysis { return sayso.Analysis{} }}
	for text, want := range map[string]sayso.Kind{strings.Repeat("x", MaxDraft+1): sayso.TooLarge, " \n": sayso.Invalid} {
		if _, err := c.Check(t.Context(), &sayso.Article{Text: text}); sayso.KindOf(err) != want {
			t.Errorf("%.10q: %v", text, err)
		}
	}
}
