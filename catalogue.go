package sayso

import (
	"context"
	"time"
)

// Catalogue keeps the sources that are watched and what is known of each.
type Catalogue interface {
	// AddSource adds a source, or changes one that is there: an empty field
	// leaves what the ledger has. The ledger derives the identifier. A source
	// that has moved is found by its present address, and by the address that it
	// was added with unless another source has that now. Invalid when Validate
	// refuses the source; TooLarge beyond MaxSources.
	AddSource(ctx context.Context, s WatchedSource) (Change, error)
	// RemoveSource forgets a source and its items. Articles stay. NotFound when
	// there is no such source.
	RemoveSource(ctx context.Context, id SourceID) error
	// MoveSource gives a source another address and notes the former address in
	// its state. The identifier, the items and all else that is known of the
	// source stay. It returns false, and changes nothing, when another source has
	// the address. Invalid as for AddSource; NotFound when there is no such source.
	MoveSource(ctx context.Context, id SourceID, to string, now time.Time) (moved bool, err error)
	// WatchedSource returns one source. NotFound when there is no such source.
	WatchedSource(ctx context.Context, id SourceID) (*SourceRow, error)
	// Sources lists sources in the order in which they were added.
	Sources(ctx context.Context, q SourceQuery) (Page[SourceRow], error)
	// SourceItems lists what a source has listed, the latest found first. When
	// failed is true, it lists only the items that could not be read so far.
	// NotFound when there is no such source.
	SourceItems(ctx context.Context, id SourceID, failed bool, p Paging) (Page[SourceItemRow], error)
	// SourceStats counts what is watched.
	SourceStats(ctx context.Context) (SourceStats, error)
}

// Queue keeps the work of watching: which sources to ask next, and which of
// their items to read. All of it is in the ledger, so that a watcher can stop at
// any moment and another can go on.
//
// An item waits from the moment that Polled takes it until Settle says what
// became of it. Callers must Put the article of an item before they Settle the
// item. When a watcher dies between the two, the item is read again, which
// changes nothing.
type Queue interface {
	// DueSources lists at most limit sources whose Next is not after now, the
	// most overdue first. It does not count their items. A source that would wait
	// longer than MaxDelay is due too, and so is such an item for DueItems.
	DueSources(ctx context.Context, now time.Time, limit int) ([]SourceRow, error)
	// Polled records, all or none, what a source listed and the state that
	// follows; state makes that state from the number of new items. It returns
	// this number. An item is known by its key. A known item changes only when
	// its mark has changed: then it waits again. NotFound when the source has
	// been removed.
	Polled(ctx context.Context, id SourceID, now time.Time, items []SourceItem, state func(fresh int) SourceState) (fresh int, err error)
	// DueItems lists at most limit waiting items whose time has come, those that
	// have waited longest first. It lists at most perHost items of each host that
	// they are fetched from, and fewer where there are many hosts.
	DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]SourceItem, error)
	// ReadSince returns the article that the item at an address was read into, if
	// that was at or after a moment, through any source; "" otherwise.
	ReadSince(ctx context.Context, address string, since time.Time) (ArticleID, error)
	// Settle records what became of an item. When the item's mark has changed
	// meanwhile, the item goes on waiting. Settling an item that no longer exists
	// is not an error.
	Settle(ctx context.Context, item SourceItem, now time.Time, o ItemOutcome) error
	// NextDue returns the earliest moment at which a source or an item becomes
	// due; zero when none will.
	NextDue(ctx context.Context) (time.Time, error)
	// LockWatch keeps other watchers away from this ledger until the caller calls
	// unlock or its process ends in any way. Busy when another watcher has the
	// lock.
	LockWatch(ctx context.Context) (unlock func() error, err error)
}

// MaxDelay is how long a source or an item may be put off. What stands further
// ahead was put there by a clock that was wrong, and would wait until that time
// had come.
const MaxDelay = 14 * 24 * time.Hour

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
