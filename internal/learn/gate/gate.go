// Package gate learns how likely events are to be there, and how likely both their
// sides are right, from the sentences that readers marked: the weights of the traits
// that package extract/event gives each event.
package gate

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"

	"sayso"
	corpus "sayso/internal/eval/events"
	"sayso/internal/eval/readers"
)

// Example is one event that was found in a marked sentence.
type Example struct {
	Traits []string
	Told   bool // readers marked an event of its category
	Right  bool // and both its sides
}

// Candidates reads an article and returns its events with their traits, before any is
// left out.
type Candidates func(*sayso.Article) (sayso.Analysis, [][]string)

// Train makes the table of weights from the build part of the labels.
func Train(ctx context.Context, corpora fs.FS, read Candidates) ([]byte, error) {
	text, err := readers.Texts(corpora, readers.CoveragePath, readers.SyriaPath)
	if err != nil {
		return nil, err
	}
	all, err := corpus.ReadMarked(corpora, corpus.MarkedFile, text)
	if err != nil {
		return nil, err
	}
	build := slices.DeleteFunc(all, func(m corpus.Marked) bool { return m.Part != "build" })
	var out []Example
	for _, ms := range corpus.ByArticle(build) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t, err := text(ms[0].Article)
		if err != nil {
			return nil, err
		}
		var traits [][]string
		an, err := readers.Analyse(&readers.Document{Name: ms[0].Article, Text: t}, func(a *sayso.Article) (an sayso.Analysis) {
			an, traits = read(a)
			return an
		})
		if err != nil {
			return nil, err
		}
		out = append(out, Examples(ms, &an, traits)...)
		for i := range ms {
			more, err := alone(&ms[i], t, read)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
	}
	return Fit(out)
}

// alone are the events of a marked sentence that is read without its article, as
// sentences are that somebody types or codes one by one. What an article tells beside it
// says nothing there, so the other traits must weigh without it too.
func alone(m *corpus.Marked, text string, read Candidates) ([]Example, error) {
	var traits [][]string
	an, err := readers.Analyse(&readers.Document{Name: m.Article, Text: text[m.Span.Start:m.Span.End]}, func(a *sayso.Article) (an sayso.Analysis) {
		an, traits = read(a)
		return an
	})
	return Examples([]corpus.Marked{m.Alone(0)}, &an, traits), err
}

// Examples are the events of a reading that stand in marked sentences of its article.
func Examples(ms []corpus.Marked, an *sayso.Analysis, traits [][]string) []Example {
	var out []Example
	for i := range ms {
		for k := range an.Events {
			if ms[i].Span.Contains(an.Events[k].Anchor[0]) {
				told, right := ms[i].Judge(an, k)
				out = append(out, Example{traits[k], told, right})
			}
		}
	}
	return out
}

const (
	// fewest events must have a trait for it to be weighed.
	fewest = 5
	// ridgeTold and ridgeRight hold weights small: chosen among 2 to 33 by leaving out a
	// tenth of the articles at a time, the first for what is left out and kept, the second
	// so that nine in ten of the surest are right.
	ridgeTold, ridgeRight = 7, 14
	// unseen is by how much, in logits, both sides of an event are less likely right in
	// sentences that nobody looked at while the rules for sides were written: they were
	// right for 0.61 of the events found in the build part, and for 0.50 in the other.
	unseen = 0.43
	// rounds of gradient descent; the weights stand still to four digits long before.
	rounds = 20000
)

// Fit learns the weights of the two regressions and makes their table, the traits in
// the order of the alphabet.
func Fit(examples []Example) ([]byte, error) {
	count := map[string]int{}
	most := 0
	for _, e := range examples {
		for _, t := range e.Traits {
			count[t]++
		}
		most = max(most, len(e.Traits))
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < fewest })
	if len(count) == 0 {
		return nil, sayso.Errorf("train gate", "", sayso.Invalid, "there are no events to learn from")
	}
	names := slices.Sorted(maps.Keys(count))
	rows := make([][]int, len(examples))
	for i, e := range examples {
		for _, t := range e.Traits {
			if k, ok := slices.BinarySearch(names, t); ok {
				rows[i] = append(rows[i], k)
			}
		}
	}
	told := descend(rows, len(names), most, ridgeTold, func(i int) bool { return examples[i].Told })
	right := descend(rows, len(names), most, ridgeRight, func(i int) bool { return examples[i].Right })
	if k, ok := slices.BinarySearch(names, "any"); ok {
		right[k] -= unseen
	}
	out := []byte("# How much each trait of an event speaks for its being told, and for both its sides being right. Written by `sayso train gate`; gate.go says what the traits are.\n")
	for k, name := range names {
		out = fmt.Appendf(out, "%s\t%.3f\t%.3f\n", name, told[k], right[k])
	}
	return out, nil
}

// descend finds the weights that make the answers likeliest, with a ridge, by gradient
// descent with the largest step that cannot overshoot.
func descend(rows [][]int, width, most int, ridge float64, answer func(int) bool) []float64 {
	w, g := make([]float64, width), make([]float64, width)
	step := 1 / (float64(len(rows)*most)/4 + ridge)
	for range rounds {
		for k := range g {
			g[k] = ridge * w[k]
		}
		for i, row := range rows {
			sum := 0.0
			for _, k := range row {
				sum += w[k]
			}
			d := 1 / (1 + math.Exp(-sum))
			if answer(i) {
				d--
			}
			for _, k := range row {
				g[k] += d
			}
		}
		for k := range w {
			w[k] -= step * g[k]
		}
	}
	return w
}
