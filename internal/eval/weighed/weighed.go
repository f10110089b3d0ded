// Package weighed measures questions on what analysts said of statements: a gold
// set that grows with use.
package weighed

import (
	"sayso"
	"sayso/internal/eval"
	"sayso/internal/story"
)

// Tally counts for each verdict how often the program says so by itself.
type Tally struct {
	Said, Right map[sayso.WeighingVerdict]int
}

// Add holds words on the statements of one story against the questions that were
// found in it without them.
func (t *Tally) Add(qs []sayso.Question, words []sayso.Weighing) {
	if t.Said == nil {
		t.Said, t.Right = map[sayso.WeighingVerdict]int{}, map[sayso.WeighingVerdict]int{}
	}
	for i := range words {
		w := &words[i]
		t.Said[w.Verdict]++
		if agrees(qs, w) {
			t.Right[w.Verdict]++
		}
	}
}

// agrees reports whether questions say what an analyst said.
func agrees(qs []sayso.Question, w *sayso.Weighing) bool {
	together, opposed, updated := false, false, false
	var a, b *sayso.Statement
	for i := range qs {
		q := &qs[i]
		x, y := -1, -1
		for k := range q.Answers {
			for l := range q.Answers[k].Statements {
				s := &q.Answers[k].Statements[l]
				if story.Named(&w.A, s) {
					a, x = s, k
				}
				if story.Named(&w.B, s) {
					b, y = s, k
				}
			}
		}
		if x < 0 || y < 0 {
			continue
		}
		together = true
		if x != y {
			updated = updated || q.Status == sayso.StandUpdated
			opposed = opposed || q.Status == sayso.StandDisputed || q.Status == sayso.StandDenied
		}
	}
	switch w.Verdict {
	case sayso.Apart:
		return !opposed
	case sayso.UpdateOf:
		return updated
	case sayso.SameQuestion:
		return together
	}
	return a != nil && b != nil && (a.Speaker != "" && a.Speaker == b.Speaker || a.Speaker == "" && b.Speaker == "" && a.Name == b.Name)
}

// Total is how many words were counted.
func (t *Tally) Total() (n int) {
	for _, x := range t.Said {
		n += x
	}
	return n
}

// Figures gives for each verdict the share that the program says by itself.
func (t *Tally) Figures() []eval.Figure {
	var out []eval.Figure
	for _, v := range sayso.WeighingVerdicts {
		if n := t.Said[v]; n > 0 {
			out = append(out, eval.Figure{Name: string(v) + ", said by itself", Value: float64(t.Right[v]) / float64(n)})
		}
	}
	return out
}
