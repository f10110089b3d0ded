package coref

import (
	"slices"
	"testing"

	"sayso"
	corpus "sayso/internal/eval/coref"
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

// mention is a choice at one token, weighed against all before it.
func mention(choices []coref.Choice, head, cluster int, kind sayso.MentionKind) []coref.Choice {
	c := coref.Choice{Range: nlp.Range{First: head, End: head + 1}, Head: head, Cluster: cluster, Kind: kind}
	for j := len(choices) - 1; j >= 0; j-- {
		c.Of = append(c.Of, coref.Candidate{Mention: j})
	}
	return append(choices, c)
}

// TestMarkPassage marks what is known of a pronoun between two names.
func TestMarkPassage(t *testing.T) {
	// Lund met Renn. He left a friend. Renn stayed. Orb came.
	const text = "Lund met Renn. He left a friend. Renn stayed. Orb came."
	d := token.Tokenize(text)
	at := func(word string, nth int) int {
		for i := range d.Tokens {
			if d.Word(i) == word {
				if nth == 0 {
					return i
				}
				nth--
			}
		}
		t.Fatal(word)
		return 0
	}
	var cs []coref.Choice
	cs = mention(cs, at("Lund", 0), 0, sayso.NameMention)
	cs = mention(cs, at("Renn", 0), 1, sayso.NameMention)
	cs = mention(cs, at("He", 0), 0, sayso.PronounMention)
	cs = mention(cs, at("friend", 0), 3, sayso.NominalMention)
	cs = mention(cs, at("Renn", 1), 1, sayso.NameMention)
	cs = mention(cs, at("Orb", 0), 4, sayso.NameMention)
	p := corpus.Passage{Text: text, Pronoun: d.Tokens[cs[2].Head].Span(), Names: [2]sayso.Span{d.Tokens[cs[4].Head].Span(), d.Tokens[cs[5].Head].Span()}}
	for _, c := range []struct {
		name     string
		means    [2]bool
		mentions []int
		pairs    [3][]int // of the pronoun, the first name, the second
	}{
		{"the first", [2]bool{true, false}, []int{Nothing, Nothing, Refers, Nothing, Refers, RefersNot},
			[3][]int{{Right, Wrong}, {Unknown, Right, Right, Wrong}, {Unknown, Unknown, Wrong, Unknown, Unknown}}},
		{"neither", [2]bool{}, []int{Nothing, Nothing, RefersNot, Nothing, RefersNot, RefersNot},
			[3][]int{{Wrong, Unknown}, {Unknown, Wrong, Unknown, Unknown}, {Unknown, Unknown, Wrong, Unknown, Unknown}}},
	} {
		p.Means = c.means
		m := (&Text{Text: text, Passage: &p}).Mark(d, cs)
		if !slices.Equal(m.Mentions, c.mentions) {
			t.Errorf("%s: mentions %v, want %v", c.name, m.Mentions, c.mentions)
		}
		for k, i := range []int{2, 4, 5} {
			if !slices.Equal(m.Pairs[i], c.pairs[k]) {
				t.Errorf("%s: candidates of mention %d %v, want %v", c.name, i, m.Pairs[i], c.pairs[k])
			}
		}
	}
}

// TestMark marks chains: of a text that is marked whole, every mention; of others those
// that refer to something.
func TestMark(t *testing.T) {
	d := token.Tokenize("Lund met Renn. He left.")
	var cs []coref.Choice
	for i, head := range []int{0, 2, 4} {
		cs = mention(cs, head, i, sayso.NameMention)
	}
	x := Text{Text: d.Text, Entity: map[sayso.Span]int{d.Tokens[0].Span(): 1, d.Tokens[4].Span(): 1}, Whole: true}
	if m := x.Mark(d, cs); !slices.Equal(m.Mentions, []int{Begins, Begins, Refers}) || !slices.Equal(m.Pairs[2], []int{Wrong, Right}) {
		t.Errorf("whole: %+v", m)
	}
	x.Whole = false
	if m := x.Mark(d, cs); !slices.Equal(m.Mentions, []int{Nothing, Nothing, Refers}) {
		t.Errorf("in part: %+v", m)
	}
}
