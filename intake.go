package sayso

import (
	"context"
	"time"
)

// IntakeLedger keeps what taking articles in needs to know from one run to the
// next: how far archives have been read, and what must wait. It is safe for
// concurrent use; its errors are those of [Ledger].
type IntakeLedger interface {
	// Bookmark returns the offset from which an archive is to be read on by an
	// extractor; 0 where it has not begun. An archive is known by a name that
	// derives from its content.
	Bookmark(ctx context.Context, archive string, by Provenance) (int64, error)
	// SetBookmark records that all before an offset of the archive is kept.
	SetBookmark(ctx context.Context, archive string, by Provenance, at int64) error

	// Known returns those of the articles that the ledger has or holds back, in
	// the order given.
	Known(ctx context.Context, ids ...ArticleID) ([]ArticleID, error)

	// Hold keeps an article out of the ledger until its embargo is over. The
	// analysis of r is left aside: it is read when it is taken in. Invalid for
	// an article without an embargo; Unchanged for one that is held already.
	// Putting a version that takes the article back forgets what is held of it.
	Hold(ctx context.Context, r Reading) (Change, error)
	// Held lists what is held, the soonest first.
	Held(ctx context.Context, p Paging) (Page[HeldRow], error)
	// HeldStats counts what is held.
	HeldStats(ctx context.Context) (HeldStats, error)
	// HeldReading returns what is held as it was given; NotFound when it is not.
	HeldReading(ctx context.Context, id VersionID) (Reading, error)
	// Unhold forgets what was held. Whoever takes an article in puts it first
	// and forgets it then. What is not there any more is no error.
	Unhold(ctx context.Context, id VersionID) error
}

// HeldStats counts what waits for its time.
type HeldStats struct {
	Held  int
	First time.Time // when the first is free; zero when none is held
}

// HeldRow is one article that waits for its time.
type HeldRow struct {
	Version VersionID
	Article ArticleID
	Title   string
	Outlet  string
	Until   time.Time
}
