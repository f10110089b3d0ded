package sayso

import "context"

// StoryLedger returns stories. A story is a group of articles that the LikeLinks of
// all placements make, and what analysts said of them. So the order in which
// articles came in has no effect.
type StoryLedger interface {
	// Stories lists stories: those with the latest news first, undated ones last.
	Stories(ctx context.Context, q StoryQuery) (Page[StoryRow], error)
	// Story returns the story in which the article stands whose DeriveStoryID is
	// id. The beginning of an identifier serves too, if no other identifier of
	// the ledger begins so. NotFound when there is no such story, and for an
	// article that is not placed; Invalid when several identifiers begin so.
	Story(ctx context.Context, id StoryID) (*StoryRecord, error)
}

// Placing puts articles into stories. It is apart from Put: Put marks an article
// as unplaced when its newest text has changed, and package story compares the
// article with others later and places it. When a program dies between the two,
// the article stays unplaced, and the next program that places finds it.
type Placing interface {
	// Unplaced lists at most limit articles whose newest version is not placed:
	// those that have waited longest first.
	Unplaced(ctx context.Context, limit int) ([]ArticleID, error)
	// Text returns the newest version of an article without its analysis, which
	// takes less time than Article. NotFound when the ledger does not have the
	// article.
	Text(ctx context.Context, id ArticleID) (*Article, VersionID, error)
	// Placed lists at most limit placements whose Seq is above after, in the
	// order of Seq. A placement that Unplace or Forget dropped is listed with an
	// empty Version.
	Placed(ctx context.Context, after int64, limit int) ([]Placement, error)
	// Placement returns the placement of one article. NotFound when the article
	// is not placed.
	Placement(ctx context.Context, id ArticleID) (*Placement, error)
	// Place keeps placements in one transaction and returns the highest Seq of
	// the ledger. A placement replaces the one that its article had; one without
	// a Signature replaces only the links. The ledger keeps links as they are
	// given. It skips a placement whose Version is no longer the newest, and the
	// article stays unplaced; Seq rises by one for each placement that is kept.
	// Callers pass as seen the highest Seq that they know. Place is Busy, and
	// keeps nothing, when the ledger's highest Seq is another: somebody else has
	// placed articles, and the caller must read those placements first.
	Place(ctx context.Context, seen int64, ps ...Placement) (int64, error)
	// Unplace drops all placements and marks every article as unplaced. It keeps
	// what analysts said.
	Unplace(ctx context.Context) error
}
