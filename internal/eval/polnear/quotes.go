package polnear

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Quotations counts gold attributions whose content begins with a quotation
// mark.
type Quotations struct {
	Gold int
	// Found are those that share half of their content with half of a claim's.
	Found int
	// Source are those found whose source has the very tokens.
	Source int
}

// ScoreQuotations counts quotations among the analyses of the documents at the
// same index.
func ScoreQuotations(gold []Document, analyses []sayso.Analysis) Quotations {
	var q Quotations
	for i := range gold {
		if i < len(analyses) {
			q.add(&gold[i], &analyses[i])
		}
	}
	return q
}

func (q *Quotations) add(g *Document, a *sayso.Analysis) {
	toks := Words(g.Text)
	mine := triples(toks, a)
	for _, x := range g.Attrs {
		if len(x.Content) == 0 || !opensQuotation(g.Text[x.Content[0].Start:]) {
			continue
		}
		q.Gold++
		content := Within(toks, x.Content)
		best, at := 0, -1
		for k := range mine {
			n := Shared(content, mine[k].content)
			if n > best && 2*n >= len(content) && 2*n >= len(mine[k].content) {
				best, at = n, k
			}
		}
		if at >= 0 {
			q.Found++
			if slices.Equal(mine[at].source, Within(toks, x.Source)) {
				q.Source++
			}
		}
	}
}

// opensQuotation reports whether a text begins with a quotation mark. Straight
// single marks are left out: most open a word's scare quotes in headlines.
func opensQuotation(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("“”\"«„‘", r)
}
