// Package question finds what several articles say to one thing: which statements
// answer one question, how the answers stand to each other, and on how many
// speakers and independent origins each rests.
//
// The idea: a statement is an attributed claim or a sentence that the paper vouches
// for (statement.go). It is brought down to parts that can be compared: predicate,
// subject, figures with what is counted, place, time, polarity. Questions are of
// three shapes. A yes-no question begins with a denial, which says itself what is
// asked; whoever asserts the same proposition is on the other side (denial.go). A
// figure is asked of one happening: the same thing counted, at a place and time
// that can be one (toll.go). What different speakers say alike is agreed
// (agree.go). Statements never stand against each other by the words alone that
// they share.
//
// Precision goes first. A dispute that is not there costs a reader more than one
// that was not found, as it looks like a contradiction where there is none.
//
// Cost: the statements of a story are held against each other by index of their
// keys; figures and denials, which are few, against all. See MaxStatements.
package question

import (
	"cmp"
	"slices"

	"sayso"
)

// MaxStatements bounds the statements of one story that are held against each
// other. Of longer stories the earliest articles count.
const MaxStatements = 6000

// How sure a question is: about the share of its kind that somebody who did not build
// this called right in unseen news, and that readers had marked, whichever is less
// (docs/decisions/questions.md).
const (
	sureReply    = 0.75 // a denial, and what it replies to
	sureDenied   = 0.65 // a denial that nobody here contradicts
	sureUpdated  = 0.60 // a figure that rose
	sureDisputed = 0.60 // a denial, and who asserts the same elsewhere
	sureFigure   = 0.50 // different speakers give one figure
	sureRivals   = 0.50 // two figures of two authorities
	sureOpposed  = 0.50 // one says it, the other that it is not so
	sureObject   = 0.50 // what it was, where all else is told alike
	sureAgreed   = 0.40 // different speakers say one thing
)

// Find asks what the articles of one story say to one thing. textOf gives for
// each article the text that it prints: copies of one text share a number, and one
// that is missing is a text of its own. Records must be whole, tokens and mentions
// included. The order of recs has no part in the result, which lists the surest
// question first. Story is not set.
func Find(recs []*sayso.Record, textOf map[sayso.ArticleID]int) []sayso.Question {
	recs = slices.Clone(recs)
	slices.SortStableFunc(recs, func(a, b *sayso.Record) int {
		return cmp.Or(a.Article.Published.Compare(b.Article.Published.Time), cmp.Compare(a.Article.ID, b.Article.ID))
	})
	f := newFinder()
	for i, r := range recs {
		text, known := textOf[r.Article.ID]
		if !known {
			text = -1 - i
		}
		if f.read(f.newDoc(r, text)); len(f.statements) >= MaxStatements {
			f.statements = f.statements[:MaxStatements]
			break
		}
	}
	f.voices.settle()
	f.weigh()
	var out []sayso.Question
	out = append(out, f.denials()...)
	out = append(out, f.contradictions()...)
	out = append(out, f.tolls()...)
	out = append(out, f.warTolls()...)
	out = append(out, f.agreements()...)
	slices.SortStableFunc(out, func(a, b sayso.Question) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.ID, b.ID))
	})
	return out
}
