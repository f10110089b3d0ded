package check

import "sayso"

// Holding words of a draft against a text
//
// align finds the stretch of a text that a quotation differs least from: the edit
// distance over words, where the text may begin and end anywhere (Sellers 1980). A
// word put in, left out or replaced costs 1. A gap of the quotation takes up any
// words of the text for nothing, and one of the text (between the pieces of a
// quotation that was split) may be passed over for nothing.
//
// Cost: the product of the two lengths in time and in bytes; MaxQuoted and maxText
// bound it.

// run is words that stand in both, or in one of the two alone.
type run struct {
	draft, text []int // indexes of words
	same        bool
}

// match is how a quotation and the nearest stretch of a text differ.
type match struct {
	cost  int // words that were put in, left out or replaced
	words int // of the quotation, gaps aside
	whole int // of the longer of the two
	runs  []run
	at    sayso.Span // the stretch of the text
}

// alike is 1 for the same words, 0 for none in common.
func (m *match) alike() float64 {
	if m.whole == 0 {
		return 0
	}
	return 1 - float64(min(m.cost, m.whole))/float64(m.whole)
}

// Steps of an alignment, by which the way back is found.
const (
	stepNone  byte = iota
	stepBoth       // a word of each
	stepDraft      // a word of the draft alone
	stepText       // a word of the text alone
	stepSkip       // a word of the text that a gap takes up
)

// align finds the best stretch of text for q. A text without words, or a quotation
// without any, has none.
func align(q, text []word) match {
	text = text[:min(len(text), maxText)]
	n, m := len(q), len(text)
	if n == 0 || m == 0 {
		return match{cost: count(q), words: count(q), whole: count(q)}
	}
	steps := make([]byte, (n+1)*(m+1))
	above, row := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		steps[i*(m+1)] = stepDraft
		row[0] = above[0] + price(q[i-1])
		for j := 1; j <= m; j++ {
			row[j], steps[i*(m+1)+j] = cheapest(&q[i-1], &text[j-1], above[j-1], above[j], row[j-1])
		}
		above, row = row, above
	}
	end := 0
	for j := 1; j <= m; j++ {
		if above[j] < above[end] {
			end = j
		}
	}
	return trace(q, text, steps, end)
}

func price(w word) int {
	if w.gap {
		return 0
	}
	return apart
}

// Of stretches that differ in equally many words, the one with most words in common
// is taken, then the one where most words stand in the place of others.
const (
	apart    = 4 * MaxQuoted // what a word that differs costs
	replaced = apart - 1
	common   = -2
)

// cheapest is the least cost of a cell and the step that leads to it.
func cheapest(q, t *word, both, draft, text int) (int, byte) {
	best, step := text+price(*t), stepText
	if q.gap {
		best, step = text, stepSkip
	}
	if c := draft + price(*q); c < best || q.gap && c <= best {
		best, step = c, stepDraft
	}
	if !q.gap && !t.gap {
		if q.key == t.key {
			if both+common <= best {
				return both + common, stepBoth
			}
		} else if both+replaced <= best {
			return both + replaced, stepBoth
		}
	}
	return best, step
}

// trace walks the steps back and gathers what is the same and what is not.
func trace(q, text []word, steps []byte, end int) match {
	out := match{words: count(q)}
	m := len(text)
	i, j := len(q), end
	var back []run
	add := func(d, t int, same bool) {
		if !same {
			out.cost++
		}
		if k := len(back) - 1; k < 0 || back[k].same != same {
			back = append(back, run{same: same})
		}
		r := &back[len(back)-1]
		if d >= 0 {
			r.draft = append(r.draft, d)
		}
		if t >= 0 {
			r.text = append(r.text, t)
		}
	}
	for i > 0 {
		switch steps[i*(m+1)+j] {
		case stepBoth:
			i, j = i-1, j-1
			add(i, j, q[i].key == text[j].key)
		case stepDraft:
			i--
			add(i, -1, q[i].gap)
		case stepSkip:
			j--
		default: // stepText
			j--
			add(-1, j, text[j].gap)
		}
	}
	textWords := 0
	for k := len(back) - 1; k >= 0; k-- {
		r := back[k]
		reverse(r.draft)
		reverse(r.text)
		for _, t := range r.text {
			if !text[t].gap {
				textWords++
			}
			if s := text[t].span; out.at.End == 0 {
				out.at = s
			} else {
				out.at.End = s.End
			}
		}
		out.runs = append(out.runs, r)
	}
	out.whole = max(out.words, textWords)
	return out
}

func reverse(s []int) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}
