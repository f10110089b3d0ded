package cluster

import (
	_ "embed"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sayso"
)

// words.tsv says how many of some thousand news articles have each word, words
// as each makes them. The first line has the number of articles.
//
//go:embed words.tsv
var words string

// background is how rare words are. It is fixed with the program, and not
// counted among the articles of a ledger: so two articles are as like each
// other whatever else was read, in whatever order.
type background struct {
	articles float64
	with     map[string]float64
}

var loadBackground = sync.OnceValue(func() *background {
	b := &background{with: make(map[string]float64)}
	for line := range strings.Lines(words) {
		w, n, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		x, err := strconv.ParseFloat(n, 64)
		if err != nil {
			panic("cluster: words.tsv is damaged at " + line) // it is part of the program
		}
		if w == "" {
			b.articles = x
		} else {
			b.with[w] = x
		}
	}
	return b
})

// idf is the inverse document frequency of a word; one that the background
// lacks counts as being in half an article.
func (b *background) idf(w string) float64 {
	return math.Log(b.articles / (b.with[w] + 0.5))
}

// minWith is in how many articles a word must be to have a line: fewer tell it
// from unknown ones by little.
const minWith = 2

// Count makes the table of words.tsv from texts.
func Count(texts []string) ([]byte, error) {
	if len(texts) == 0 {
		return nil, sayso.Errorf("count words", "", sayso.Invalid, "there are no texts")
	}
	with := make(map[string]int)
	for _, t := range texts {
		in := make(map[string]bool)
		each(t, func(w string, _ bool) { in[w] = true })
		for w := range in {
			with[w]++
		}
	}
	out := fmt.Appendf(nil, "\t%d\n", len(texts))
	for _, w := range slices.Sorted(maps.Keys(with)) {
		if with[w] >= minWith {
			out = fmt.Appendf(out, "%s\t%d\n", w, with[w])
		}
	}
	return out, nil
}
