// Package follow finds what is new for those who follow something, and says it in
// words.
//
// A follow stands at an entry of the journal. [Finder.Catch] takes a stretch of entries
// behind it, asks the ledger which of what they tell of answers to the follow, and has
// the ledger keep these items and the follow's new place in one transaction. Whatever
// dies in between, the stretch is looked at again, and nothing is an item twice.
//
// What counts as new is what came in with a version of an article: a ledger that is
// read again by another extractor, or rebuilt, tells nobody anything.
package follow

import (
	"context"

	"sayso"
)

// Ledger is what finding needs of one.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.ActorLedger
	sayso.EventLedger
	sayso.StoryLedger
	sayso.QuestionLedger
	sayso.Journal
	sayso.Following
}

// Finder finds what is new for follows.
type Finder struct {
	Ledger Ledger
	// Widen adds other names of what a search string names; nil leaves it as it was
	// typed.
	Widen func(typed string) string
	// Like gives the vector of what a claim or a text says; nil means that searches by
	// what claims say find nothing new.
	Like func(ctx context.Context, claimOrText string) (sayso.Vector, error)
	// Event says in words what happened; nil means as exports do.
	Event func(sayso.EventRow) string
	// Log takes one line on each follow that could not be asked; may be nil.
	Log func(format string, args ...any)
}

func (f *Finder) log(format string, args ...any) {
	if f.Log != nil {
		f.Log(format, args...)
	}
}

// Keeper is what adding a follow needs of a ledger.
type Keeper interface {
	sayso.Journal
	sayso.Following
}

// Begin adds a follow that is told of what comes in from now on; or it changes the one
// that its owner has under that name.
func Begin(ctx context.Context, led Keeper, f sayso.Follow) (sayso.Change, error) {
	var err error
	if f.At, err = led.JournalEnd(ctx); err != nil {
		return "", err
	}
	return led.AddFollow(ctx, f)
}
