package parse

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestPunctuate(t *testing.T) {
	for _, c := range []struct {
		words string // each with its head, "#" for a mark, "(" and ")" a pair
		want  []int
	}{
		// When it rained, they left.
		{"when:2 it:2 rained:5 ,#:0 they:5 left:- .#:0", []int{2, 2, 5, 2, 5, -1, 5}},
		// Mira, a sailor, slept.
		{"Mira:5 ,#:0 a:3 sailor:0 ,#:0 slept:- .#:0", []int{5, 3, 3, 0, 0, -1, 5}},
		// He left (at noon).
		{"He:1 left:- (#:0 at:4 noon:1 )#:0 .#:0", []int{1, -1, 4, 4, 1, 4, 1}},
		// Marks beyond either end.
		{"-#:0 Yes:- !#:0 !#:0", []int{1, -1, 1, 1}},
	} {
		var heads, mates []int
		var punct []bool
		open := -1
		for i, w := range strings.Fields(c.words) {
			word, head, _ := strings.Cut(w, ":")
			h := -1
			if head != "-" {
				h = int(head[0] - '0')
			}
			heads, punct, mates = append(heads, h), append(punct, strings.HasSuffix(word, "#")), append(mates, -1)
			switch word {
			case "(#":
				open = i
			case ")#":
				mates[i], mates[open] = open, i
			}
		}
		n := len(heads)
		new(Decoder).Punctuate(heads, punct, mates, make([]float32, n*(n+1)))
		// The second comma of an apposition may stand on either end of its path.
		if !slices.Equal(heads, c.want) {
			t.Errorf("%s: %v, want %v", c.words, heads, c.want)
		}
	}
}

func TestPunctuateKeepsTrees(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	var d Decoder
	for range 500 {
		n := 2 + r.IntN(12)
		scores := make([]float32, n*(n+1))
		punct, mates := make([]bool, n), make([]int, n)
		for i := range n {
			punct[i], mates[i] = i > 0 && r.IntN(3) == 0, -1
		}
		for i := range scores {
			scores[i] = r.Float32() * 9
			if h := i % (n + 1); h < n && punct[h] || h == n && punct[i/(n+1)] {
				scores[i] = -4096
			}
		}
		heads := make([]int, n)
		d.Tree(scores, n, heads)
		d.Punctuate(heads, punct, mates, scores)
		if !isTree(heads) {
			t.Fatalf("no tree: %v, marks %v", heads, punct)
		}
	}
}
