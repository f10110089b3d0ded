package sayso

import "context"

// Rebuilder makes all that the ledger derives anew from articles, their
// versions and what analysts said.
type Rebuilder interface {
	// Forget drops all that was read from articles: claims, actors, events,
	// words, counts, placements. It keeps articles and versions with their raw
	// inputs, and all that analysts said.
	Forget(ctx context.Context) error
	// Unread lists at most limit versions that nobody has read since Forget, in
	// the order in which the ledger first took them. Callers who Reread them in
	// this order get the same ledger again.
	Unread(ctx context.Context, limit int) ([]VersionID, error)
	// ReadBy lists the versions that an extractor was the last to read: the newest
	// versions of articles first, and of these the one that the ledger took last.
	ReadBy(ctx context.Context, by Provenance, p Paging) (Page[VersionID], error)
	// Reread replaces what was read from a version, by any extractor, the same
	// one included. What analysts said of the version stays. NotFound when the
	// ledger does not have the version; Invalid as for Put.
	Reread(ctx context.Context, id VersionID, an Analysis) error
}
