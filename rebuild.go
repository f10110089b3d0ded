package sayso

import "context"

// Rebuilder is a ledger that can make all that it derives anew from articles,
// their versions and what analysts said. It is safe for parallel use; its
// errors are those of [Ledger].
type Rebuilder interface {
	// Forget drops all that was read from articles: claims, actors, events,
	// words, counts, placements. Articles and versions stay, with the inputs that
	// they were read from, and so do corrections, identities, parted mentions and
	// regroupings.
	Forget(ctx context.Context) error
	// Unread lists versions that nobody has read since Forget, those first that
	// the ledger took first, at most limit of them. Reading them in this order
	// gives the ledger that was.
	Unread(ctx context.Context, limit int) ([]VersionID, error)
	// Reread replaces what was read from a version, by whatever extractor, the
	// same one too. What analysts said of it is laid over it. The errors are those
	// of Put, and NotFound.
	Reread(ctx context.Context, id VersionID, an Analysis) error
}
