// Package fact reads whether what a text tells is told as so: factuality.
//
// Every clause, and every noun that names an act, gets a status: it happened,
// goes on, is planned, possible, demanded, or did not happen. It is how the
// sentence has it; who says so is left aside.
//
// The idea is that of implicative signatures (Karttunen 1971; Nairn, Condoravdi
// and Karttunen 2006). A status comes down the tree, from each governor to what
// it governs:
//
//	the panel found   no evidence   that Kerland had sent arms
//	happened          denied        possible
//
// A governor has two answers, one for when it is affirmed and one for when it
// is negated: who fails to come does not come, who does not fail to come comes;
// what one knows is so either way; what there is no evidence of may be. The
// answers stand in governors.tsv. What the governor leaves is then turned by
// what the clause has itself: modals, negations, adverbs, what joins it
// (operators.tsv). Words that are judged ("the report is false", "could not
// verify claims that …") pass the verdict on to what they say.
//
// Invariants: the status of a word turns only on its own children and on the
// statuses of its head and its head's other children, so one pass from the
// roots down, each word after its head, settles all of them; words that no root
// leads to are told as so. Cost: linear in the words, for each looks at its
// children and those of its head.
package fact

import (
	"sayso"
	"sayso/nlp"
)

// Layer holds the status of every word of a document. It is not safe for
// changes of the tree beneath.
type Layer struct {
	*Tree
	t    *tables
	read []reading
}

// reading is what is known of one word.
type reading struct {
	status sayso.Status
	// verdict is what some other word makes of these words: "the claim is
	// false"; empty for none.
	verdict sayso.Status
}

// Read lays the statuses over a tree.
func Read(t *Tree) *Layer {
	l := &Layer{Tree: t, t: builtin(), read: make([]reading, len(t.Tokens))}
	order := make([]int32, 0, len(t.Tokens))
	for i := range t.Tokens {
		l.read[i].status = sayso.Happened
		if h := t.Tokens[i].Head; h < 0 || h >= len(t.Tokens) || h == i {
			order = append(order, int32(i))
		}
	}
	for k := 0; k < len(order); k++ {
		i := int(order[k])
		l.read[i] = l.settle(i)
		for j := t.First[i]; j >= 0; j = t.Next[j] {
			order = append(order, j)
		}
	}
	return l
}

// Status is whether what word i tells took place.
func (l *Layer) Status(i int) sayso.Status {
	if i < 0 || i >= len(l.read) {
		return sayso.Happened
	}
	return l.read[i].status
}

// Of reads one word of a document by itself.
func Of(d *nlp.Doc, i int) sayso.Status { return Read(Over(d)).Status(i) }

func (l *Layer) settle(i int) reading {
	if l.predicate(i) {
		return l.clause(i)
	}
	return l.noun(i)
}

// predicate reports whether word i heads a clause.
func (l *Layer) predicate(i int) bool {
	switch l.Tokens[i].POS {
	case "VERB", "AUX":
		return true
	}
	return l.Child(i, "cop", "aux") >= 0
}

// under is what a cell leaves of something whose governor stands as it does.
func under(c cell, governor, plain sayso.Status) sayso.Status {
	s := c.affirmed
	if governor == sayso.DeniedStatus {
		s = c.negated
	}
	switch s {
	case same, "":
		return plain
	case asTold:
		return sayso.Happened
	case so:
		if governor == sayso.DeniedStatus {
			return sayso.Happened
		}
		return plain
	}
	return s
}
