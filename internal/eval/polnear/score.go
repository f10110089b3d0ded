package polnear

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// Label is what a token is to an attribution. PolNeAR is univocal: a token
// has one.
type Label uint8

const (
	None Label = iota
	Source
	Cue
	Content
	labels
)

func (l Label) String() string { return [...]string{"none", "source", "cue", "content"}[l] }

// Counts are true positives, false positives and false negatives.
type Counts struct{ TP, FP, FN int }

// PRF returns precision, recall and F1.
func (c Counts) PRF() (p, r, f float64) {
	if c.TP > 0 {
		p = float64(c.TP) / float64(c.TP+c.FP)
		r = float64(c.TP) / float64(c.TP+c.FN)
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// Scores is how near a system comes to the annotators.
type Scores struct {
	// Tokens counts tokens by gold label and system label.
	Tokens [labels][labels]int
	// Overlap and Exact count attributions, paired one to one. An overlapping
	// pair shares half of the joint tokens of its contents, and its sources
	// touch or are both empty; an exact one has the same tokens in all three.
	Overlap, Exact Counts
}

// Score compares analyses with the gold documents that stand at the same
// index. Claims with a parent are left out: PolNeAR marks outer attributions.
//
// Tokens are runs of word characters and single other signs. Contents are
// paired greedily, best overlap first.
func Score(gold []Document, analyses []sayso.Analysis) Scores {
	var s Scores
	for i, g := range gold {
		var a sayso.Analysis
		if i < len(analyses) {
			a = analyses[i]
		}
		s.add(&g, &a)
	}
	return s
}

// Alpha is Krippendorff's alpha over tokens, nominal, for two annotators.
// People reach 0.754.
func (s *Scores) Alpha() float64 {
	var total [labels]float64
	var n, seen float64
	for g := range labels {
		for y := range labels {
			c := float64(s.Tokens[g][y])
			n += 2 * c
			total[g] += c
			total[y] += c
			if g != y {
				seen += 2 * c
			}
		}
	}
	var expect float64
	for a := range labels {
		for b := range labels {
			if a != b {
				expect += total[a] * total[b]
			}
		}
	}
	if expect == 0 {
		return 0
	}
	return 1 - (n-1)*seen/expect
}

// Label returns the token counts of one label.
func (s *Scores) Label(l Label) Counts {
	c := Counts{TP: s.Tokens[l][l]}
	for o := range labels {
		if o != l {
			c.FP += s.Tokens[o][l]
			c.FN += s.Tokens[l][o]
		}
	}
	return c
}

// Write prints the scores for people.
func (s *Scores) Write(w io.Writer) error {
	for l := Source; l < labels; l++ {
		p, r, f := s.Label(l).PRF()
		if _, err := fmt.Fprintf(w, "%-8s P %.3f R %.3f F1 %.3f\n", l, p, r, f); err != nil {
			return err
		}
	}
	p, r, f := s.Overlap.PRF()
	fmt.Fprintf(w, "claims overlap  P %.3f R %.3f F1 %.3f\n", p, r, f)
	p, r, f = s.Exact.PRF()
	fmt.Fprintf(w, "claims exact    P %.3f R %.3f F1 %.3f\n", p, r, f)
	_, err := fmt.Fprintf(w, "alpha %.4f\n", s.Alpha())
	return err
}

// triple is an attribution as sets of tokens, sorted.
type triple struct{ source, cue, content []int }

func (s *Scores) add(g *Document, a *sayso.Analysis) {
	toks := Words(g.Text)
	gold, mine := goldTriples(toks, g), triples(toks, a)
	y, z := label(len(toks), gold), label(len(toks), mine)
	for i := range y {
		s.Tokens[y[i]][z[i]]++
	}
	s.Overlap.pair(gold, mine, overlaps)
	s.Exact.pair(gold, mine, func(g, m *triple, _ float64) bool {
		return slices.Equal(g.source, m.source) && slices.Equal(g.cue, m.cue) && slices.Equal(g.content, m.content)
	})
}

func overlaps(g, m *triple, jaccard float64) bool {
	return jaccard >= 0.5 && (Shared(g.source, m.source) > 0 || len(g.source) == 0 && len(m.source) == 0)
}

// goldTriples are the annotators' attributions.
func goldTriples(toks []sayso.Span, g *Document) []triple {
	out := make([]triple, len(g.Attrs))
	for i, x := range g.Attrs {
		out[i] = triple{Within(toks, x.Source), Within(toks, x.Cue), Within(toks, x.Content)}
	}
	return out
}

// triples are the outer claims of an analysis, in order.
func triples(toks []sayso.Span, a *sayso.Analysis) []triple {
	var out []triple
	for _, c := range a.Claims {
		if c.Parent == "" {
			out = append(out, triple{Within(toks, c.Source.Spans), Within(toks, c.Cue.Spans), Within(toks, c.Content)})
		}
	}
	return out
}

// pair counts gold and system attributions that match one to one.
func (c *Counts) pair(gold, mine []triple, good func(g, m *triple, jaccard float64) bool) {
	n := 0
	for _, took := range pairs(gold, mine, good) {
		if took {
			n++
		}
	}
	c.TP += n
	c.FP += len(mine) - n
	c.FN += len(gold) - n
}

// pairs matches gold and system one to one, best content first, and tells
// which of mine have a match.
func pairs(gold, mine []triple, good func(g, m *triple, jaccard float64) bool) []bool {
	type match struct {
		jaccard float64
		g, m    int
	}
	var cand []match
	for i := range gold {
		for j := range mine {
			inter := Shared(gold[i].content, mine[j].content)
			if inter == 0 {
				continue
			}
			jac := float64(inter) / float64(len(gold[i].content)+len(mine[j].content)-inter)
			if good(&gold[i], &mine[j], jac) {
				cand = append(cand, match{jac, i, j})
			}
		}
	}
	slices.SortFunc(cand, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.jaccard, a.jaccard), cmp.Compare(b.g, a.g), cmp.Compare(b.m, a.m))
	})
	tookG, tookM := make([]bool, len(gold)), make([]bool, len(mine))
	for _, k := range cand {
		if !tookG[k.g] && !tookM[k.m] {
			tookG[k.g], tookM[k.m] = true, true
		}
	}
	return tookM
}

// label gives each token its label; where spans collide, the shorter role wins.
func label(n int, attrs []triple) []Label {
	y := make([]Label, n)
	for _, role := range []struct {
		label Label
		of    func(t *triple) []int
	}{
		{Content, func(t *triple) []int { return t.content }},
		{Source, func(t *triple) []int { return t.source }},
		{Cue, func(t *triple) []int { return t.cue }},
	} {
		for i := range attrs {
			for _, k := range role.of(&attrs[i]) {
				y[k] = role.label
			}
		}
	}
	return y
}

// Words cuts text into runs of word characters and single other signs.
func Words(text string) []sayso.Span {
	var out []sayso.Span
	start := -1
	for i, r := range text {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
			continue
		case start >= 0:
			out = append(out, sayso.Span{Start: start, End: i})
			start = -1
		}
		if !unicode.IsSpace(r) && (r < 0x1c || r > 0x1f) {
			n := utf8.RuneLen(r)
			if r == utf8.RuneError {
				_, n = utf8.DecodeRuneInString(text[i:])
			}
			out = append(out, sayso.Span{Start: i, End: i + n})
		}
	}
	if start >= 0 {
		out = append(out, sayso.Span{Start: start, End: len(text)})
	}
	return out
}

// Within returns the tokens that touch a span, in order, each once.
func Within(toks []sayso.Span, spans sayso.Spans) []int {
	var out []int
	for _, s := range spans {
		k, _ := slices.BinarySearchFunc(toks, s.Start, func(t sayso.Span, at int) int { return cmp.Compare(t.End, at+1) })
		for ; k < len(toks) && toks[k].Start < s.End; k++ {
			if toks[k].End > s.Start {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Shared counts the members that two sorted lists share.
func Shared(a, b []int) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}
