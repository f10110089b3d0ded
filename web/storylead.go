package web

import "slices"

// maxInShort is how many questions of each sort the lead of a story names.
const maxInShort = 3

// inShort is the lead of a story: what all agree on, what is disputed, and what is open,
// each a row of the ledger that stands below.
type inShort struct {
	Agreed, Disputed, Open []shortLine
	More                   int // that differ and are not named here
}

// shortLine is a question with its answers, each with who gives it.
type shortLine struct {
	ID      string
	Text    string
	Status  string
	Answers []shortAnswer
}

type shortAnswer struct {
	Class, Text, Who string
	Others           int
	Origins          int
}

// newInShort chooses from the questions of a story, which stand in the order of how sure
// they are. A question is open where nobody gives an answer but that it is not known, or
// where somebody does; else it is disputed if its answers differ.
func newInShort(contested, agreed []questionView) inShort {
	var s inShort
	for _, qs := range [][]questionView{contested, agreed} {
		for i := range qs {
			q := &qs[i]
			to := &s.Agreed
			switch {
			case slices.ContainsFunc(q.Sides, func(x sideView) bool { return x.Class == "open" }):
				to = &s.Open
			case len(q.Sides) > 1:
				to = &s.Disputed
			case q.Status != "agreed":
				to = &s.Disputed // one side denies what nobody here asserts
			}
			if len(*to) == maxInShort {
				if to != &s.Agreed {
					s.More++
				}
				continue
			}
			*to = append(*to, newShortLine(q))
		}
	}
	return s
}

func newShortLine(q *questionView) shortLine {
	l := shortLine{ID: string(q.ID), Text: q.Text, Status: string(q.Status)}
	for i := range q.Sides {
		x := &q.Sides[i]
		a := shortAnswer{Class: x.Class, Text: x.Text, Origins: x.Origins, Others: max(x.Speakers-1, 0), Who: "nobody named"}
		for _, y := range x.Sayings {
			if y.Name != "" {
				a.Who = y.Name
				break
			}
		}
		l.Answers = append(l.Answers, a)
	}
	return l
}
