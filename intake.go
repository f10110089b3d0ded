package sayso

import (
	"context"
	"time"
)

// Intake takes articles in. Put and Hold are one role, so that whoever can
// publish an article can also hold it back.
type Intake interface {
	// Put records readings in one transaction: all or none. The outcomes are in
	// the order of the readings.
	//
	// Put is idempotent. A reading whose version is there already, read by the
	// same extractor, is Unchanged. A new text at a known address becomes a new
	// version, and the old version keeps its claims. A version that another
	// extractor had read is replaced by the new reading; claims with the same
	// spans keep their identifiers, and what analysts said stays. The version
	// that was read last is the newest, unless its publisher dates it earlier or
	// its [Warrant] is weaker. A superseded version that is seen again later than
	// the newest was (see Reading.Seen) is the newest again: a publisher has put
	// the old text back. A known version that comes on a stronger warrant is
	// replaced, one that comes on a weaker stays as it is.
	//
	// A reading that contradicts itself is Invalid: a span outside the text, or a
	// claim of an actor that is not listed.
	//
	// Put does not look at embargoes: callers must Hold an article while
	// [Article.Embargoed] says so. When Hold fails, they must refuse the article
	// and must not Put it. Putting a version that takes the article back (see
	// [Article.Killed]) forgets what is held of the article.
	Put(ctx context.Context, readings ...Reading) ([]Outcome, error)

	// Hold keeps an article out of the ledger until its embargo is over. It keeps
	// the article and the raw input and drops the analysis: callers read the
	// article again when they Put it. The outcome is Unchanged for a version that
	// is held already. Invalid for an article without an embargo.
	Hold(ctx context.Context, r Reading) (Change, error)
	// Unhold forgets an article that was held. Callers must Put the article
	// before they Unhold it. Unholding what is not held is not an error.
	Unhold(ctx context.Context, id VersionID) error

	// Known returns those of the articles that the ledger has or holds back, in
	// the order given.
	Known(ctx context.Context, ids ...ArticleID) ([]ArticleID, error)

	// Begin records that an extractor begins to read a version, and returns how
	// often it has begun before without an End. Callers who read from a queue
	// that outlives them must call it before the work, since some faults end the
	// whole program: a version whose reading began and never ended is to blame.
	// The count is of one extractor; another begins at 0.
	Begin(ctx context.Context, id VersionID, by Provenance) (before int, err error)
	// End records that the reading of a version has come to an end, good or bad.
	// Ending what has not begun is not an error.
	End(ctx context.Context, id VersionID) error

	// Bookmark returns the offset from which an extractor must read on in an
	// archive; 0 when it has not begun. The name of an archive derives from the
	// archive's content.
	Bookmark(ctx context.Context, archive string, by Provenance) (int64, error)
	// SetBookmark records that the ledger has every article of the archive
	// before an offset. Callers must Put these articles first.
	SetBookmark(ctx context.Context, archive string, by Provenance, at int64) error
}

// HeldLedger returns what is held back under embargo.
type HeldLedger interface {
	// Held lists what is held, the soonest free first.
	Held(ctx context.Context, p Paging) (Page[HeldRow], error)
	// HeldStats counts what is held.
	HeldStats(ctx context.Context) (HeldStats, error)
	// HeldReading returns what is held as Hold took it, without an analysis.
	// NotFound when it is not held.
	HeldReading(ctx context.Context, id VersionID) (Reading, error)
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

// Raw is an input as it came, before anything was made of it.
type Raw struct {
	MediaType string // "text/plain", "text/html", "application/json"
	Bytes     []byte
}

// Reading is an article with what was read from it, ready for a ledger.
type Reading struct {
	Article  Article
	Analysis Analysis
	Raw      Raw
	// Seen is when the text was seen at its address: when it was fetched, or when
	// the file was written that has it; zero when unknown. A text that is seen
	// again after the newest version was is what stands there now.
	Seen time.Time
}

// Change is what Put did with a reading.
type Change string

const (
	New       Change = "new"       // an address not seen before
	Updated   Change = "updated"   // another version of a known article, or a reading by another extractor
	Unchanged Change = "unchanged" // nothing was written
)

// Outcome is what Put did, and where it stands now.
type Outcome struct {
	Change  Change
	Article ArticleID
	Version VersionID
}
