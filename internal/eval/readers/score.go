package readers

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/eval/polnear"
)

// Counts is how near claims come to what readers marked.
type Counts struct {
	Gold, Claims int
	// Found are pairs whose contents share half of each other and whose
	// sources touch or are both empty.
	Found int
	// Speaker are those found whose speaker is who the reader says.
	Speaker int
	// Whole are those found with nine tenths of the content, the speaker and
	// the stance right.
	Whole int
	// Sure are claims at confidence 0.9 and above, SureRight those of them
	// that are found with the right speaker.
	Sure, SureRight int
}

// sure is the confidence from which what is shown must hold.
const sure = 0.9

// Marked is a claim as the scorer compares it, of a reader or of a program.
type Marked struct {
	Source, Content sayso.Spans
	Who             []Speaker
	Stance          sayso.Stance
	Confidence      float64
}

// Pair is a gold attribution and the claim that finds it; -1 for none.
type Pair struct {
	Gold, Claim    int
	Speaker, Whole bool
}

// Of makes what is compared of an analysis.
func Of(text string, a *sayso.Analysis) []Marked {
	out := make([]Marked, len(a.Claims))
	for i := range a.Claims {
		c := &a.Claims[i]
		out[i] = Marked{Source: c.Source.Spans, Content: c.Content, Who: speakers(text, a, c), Stance: c.Stance, Confidence: c.Confidence}
	}
	return out
}

// OfReader makes what is compared of what a reader marked.
func OfReader(d *Document) []Marked {
	out := make([]Marked, len(d.Attrs))
	for i := range d.Attrs {
		g := &d.Attrs[i]
		out[i] = Marked{Source: g.Source, Content: g.Content, Stance: g.Stance}
		if !nobody(g) {
			out[i].Who = []Speaker{{Names: []string{g.Speaker}}}
		}
	}
	return out
}

// Add compares claims with one document.
func (c *Counts) Add(d *Document, mine []Marked) {
	c.Gold += len(d.Attrs)
	c.Claims += len(mine)
	right := make([]bool, len(mine))
	for _, p := range Pairs(d, mine) {
		if p.Claim < 0 {
			continue
		}
		c.Found++
		right[p.Claim] = p.Speaker
		if p.Speaker {
			c.Speaker++
		}
		if p.Whole {
			c.Whole++
		}
	}
	for i := range mine {
		if mine[i].Confidence >= sure {
			c.Sure++
			if right[i] {
				c.SureRight++
			}
		}
	}
}

// F1 is the harmonic mean of the shares found of the readers' and of ours.
func (c *Counts) F1() float64 { return share(2*c.Found, c.Gold+c.Claims) }

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// Pairs matches a document's attributions with claims one to one, best content
// first.
func Pairs(d *Document, mine []Marked) []Pair {
	toks := words(d.Text)
	gs, gc := within(toks, d.Attrs, func(a Attribution) (sayso.Spans, sayso.Spans) { return a.Source, a.Content })
	ms, mc := within(toks, mine, func(m Marked) (sayso.Spans, sayso.Spans) { return m.Source, m.Content })
	type match struct {
		jaccard float64
		g, m    int
	}
	var cand []match
	for g := range gc {
		for m := range mc {
			n := polnear.Shared(gc[g], mc[m])
			touch := polnear.Shared(gs[g], ms[m]) > 0 || len(gs[g]) == 0 && len(ms[m]) == 0
			if n > 0 && touch && 2*n >= len(gc[g]) && 2*n >= len(mc[m]) {
				cand = append(cand, match{float64(n) / float64(len(gc[g])+len(mc[m])-n), g, m})
			}
		}
	}
	slices.SortFunc(cand, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.jaccard, a.jaccard), cmp.Compare(a.g, b.g), cmp.Compare(a.m, b.m))
	})
	out := make([]Pair, len(gc))
	for g := range out {
		out[g] = Pair{Gold: g, Claim: -1}
	}
	taken := make([]bool, len(mine))
	cast := castOf(d)
	for _, k := range cand {
		if out[k.g].Claim >= 0 || taken[k.m] {
			continue
		}
		taken[k.m] = true
		p := &out[k.g]
		p.Claim = k.m
		p.Speaker = cast.right(&d.Attrs[k.g], mine[k.m].Who)
		n := polnear.Shared(gc[k.g], mc[k.m])
		p.Whole = p.Speaker && mine[k.m].Stance == d.Attrs[k.g].Stance && 10*n >= 9*len(gc[k.g]) && 10*n >= 9*len(mc[k.m])
	}
	return out
}

// words are the words of a text, without signs: whether a comma or a quotation
// mark belongs to a content is no question.
func words(text string) []sayso.Span {
	return slices.DeleteFunc(polnear.Words(text), func(s sayso.Span) bool {
		return !strings.ContainsFunc(text[s.Start:s.End], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
	})
}

func within[T any](toks []sayso.Span, list []T, of func(T) (source, content sayso.Spans)) (sources, contents [][]int) {
	for _, x := range list {
		s, c := of(x)
		sources, contents = append(sources, polnear.Within(toks, s)), append(contents, polnear.Within(toks, c))
	}
	return sources, contents
}
