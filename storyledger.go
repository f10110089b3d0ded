package sayso

import "context"

// StoryLedger keeps which articles belong together and why. It is safe for
// parallel use; its errors are those of [Ledger].
//
// Placing is apart from reading: Put marks an article whose newest text has
// changed as unplaced, and whoever compares articles (package story) places
// it. A program that dies between the two leaves articles unplaced, and the
// next one that places finds them.
//
// Stories are the groups that the links of all placements and what analysts
// said make. So they depend on what is in the ledger and not on how it
// came in.
type StoryLedger interface {
	// Unplaced lists articles whose newest version has not been placed, those
	// longest so first, at most limit of them.
	Unplaced(ctx context.Context, limit int) ([]ArticleID, error)
	// Text returns the newest version of an article without what was read of it,
	// which is most of what Article has to unpack.
	Text(ctx context.Context, id ArticleID) (*Article, VersionID, error)
	// Placed lists placements by Seq, those above after, at most limit of them.
	// An article that is to be placed anew, by Unplace, has no Version there.
	Placed(ctx context.Context, after int64, limit int) ([]Placement, error)
	// Placement returns that of one article. NotFound when it is not placed.
	Placement(ctx context.Context, id ArticleID) (*Placement, error)
	// Place keeps placements in one transaction, each in the place of the one
	// that its article had, and returns the highest Seq. Links are kept as they
	// are given. A placement without a Signature changes the links of its article
	// and nothing else. One whose Version is not the newest any more is not kept,
	// and leaves its article unplaced; the Seq rises by as many as are kept. It is
	// Busy, and keeps nothing, when the highest Seq is not seen: somebody else has
	// placed, and what follows from that is to be worked out first.
	Place(ctx context.Context, seen int64, ps ...Placement) (int64, error)
	// Unplace drops all placements and marks every article unplaced. What
	// analysts said stays.
	Unplace(ctx context.Context) error

	// Stories lists stories, those with the latest news first, undated last.
	Stories(ctx context.Context, q StoryQuery) (Page[StoryRow], error)
	// Story returns the story that an identifier leads to, or the beginning of
	// one that leads to no other: the one in which the article stands that
	// DeriveStoryID named. NotFound when there is none, as for an article that is
	// not placed; Invalid when the beginning leads to several.
	Story(ctx context.Context, id StoryID) (*StoryRecord, error)

	// Regroup records an analyst's word, in the place of an earlier one of the
	// same verdict on the same article, or takes back with Undone all that was
	// said of the article, and returns the story in which it stands then. What
	// is not there is NotFound; what changes nothing, or makes no sense, Invalid.
	Regroup(ctx context.Context, x Regrouping) (StoryID, error)
	// Regroupings lists what stands, the latest first.
	Regroupings(ctx context.Context, p Paging) (Page[Regrouping], error)
}
