package sayso

import (
	"context"
	"time"
)

// SourceLedger keeps the sources that are watched and how far watching them has
// come, so that it can stop at any moment and go on where it was. It is safe
// for concurrent use; its errors are those of [Ledger].
//
// An item is waiting from the moment that Polled takes it until Settle says
// what became of it. Whoever reads items puts the article first and settles
// then: what is cut off between the two is read again, which changes nothing.
type SourceLedger interface {
	// AddSource adds a source, or sets what is known of one that is there:
	// fields that are empty leave what it has. It derives the identifier. One
	// that has moved is there by its address, and by the one that it was added
	// with where no other has that now. Invalid for a source that does not validate, TooLarge beyond MaxSources.
	AddSource(ctx context.Context, s WatchedSource) (Change, error)
	// RemoveSource forgets a source and its items; articles stay.
	RemoveSource(ctx context.Context, id SourceID) error
	// MoveSource gives a source another address, which it is found by from then
	// on; its identifier, its items and what is known of it stay, and its state
	// notes the address that it had. false, and nothing changed, where another
	// source has the address. Invalid as for AddSource; NotFound when there is no
	// such source.
	MoveSource(ctx context.Context, id SourceID, to string, now time.Time) (moved bool, err error)
	// WatchedSource returns one source, by identifier.
	WatchedSource(ctx context.Context, id SourceID) (*SourceRow, error)
	// Sources lists sources in the order that they were added.
	Sources(ctx context.Context, q SourceQuery) (Page[SourceRow], error)

	// SourceItems lists what a source has listed, the latest found first; with
	// failed only what could not be read, or not yet.
	SourceItems(ctx context.Context, id SourceID, failed bool, p Paging) (Page[SourceItemRow], error)

	// DueSources lists sources whose Next is not after now, the most overdue
	// first, at most limit of them. It does not count their items.
	DueSources(ctx context.Context, now time.Time, limit int) ([]SourceRow, error)
	// Polled records what a source listed and its new state, all or none, and
	// returns how many items were new; state makes the one of the other. An item
	// that is known by its key is left alone, unless its mark has changed: then
	// it waits again. NotFound when the source has been removed.
	Polled(ctx context.Context, id SourceID, now time.Time, items []SourceItem, state func(fresh int) SourceState) (fresh int, err error)
	// DueItems lists waiting items whose time has come, those that wait longest
	// first, at most perHost for each host that they are to be fetched from, fewer
	// where there are many hosts, and at most limit in all.
	DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]SourceItem, error)
	// ReadSince returns the article that the item at an address was read into,
	// through whatever source, if that was at or after a moment; "" otherwise.
	ReadSince(ctx context.Context, address string, since time.Time) (ArticleID, error)
	// Settle says what became of an item. Where the item has changed since, it
	// goes on waiting. What is not there any more is no error.
	Settle(ctx context.Context, item SourceItem, now time.Time, o ItemOutcome) error
	// SourceStats counts what is watched.
	SourceStats(ctx context.Context) (SourceStats, error)
	// NextDue is the earliest moment at which a source or an item becomes due;
	// zero when none will.
	NextDue(ctx context.Context) (time.Time, error)

	// LockWatch keeps others from watching the same ledger until unlock is
	// called or the process ends, however it ends. Busy when another watches.
	LockWatch(ctx context.Context) (unlock func() error, err error)
}

// SourceQuery selects sources. Zero fields select all.
type SourceQuery struct {
	Failing bool      // only those whose last try failed
	Now     time.Time // ends the week whose items are counted; zero means now
	Paging
}

// SourceStats counts what is watched.
type SourceStats struct {
	Sources int
	Failing int // sources whose last try failed
	Waiting int // items that are found and not read yet
}

// MaxSources is how many sources one ledger may watch.
const MaxSources = 100_000
