package sayso

import (
	"context"
	"time"
)

// ArticleLedger returns articles, their versions and what was read from them.
type ArticleLedger interface {
	// Article returns the newest version of an article with its analysis.
	// NotFound when the ledger does not have the article.
	Article(ctx context.Context, id ArticleID) (*Record, error)
	// Gist returns what Article does without the tokens and mentions of the
	// analysis: a page about many articles shows neither, and reading them is
	// most of what Article costs. NotFound as for Article.
	Gist(ctx context.Context, id ArticleID) (*Record, error)
	// Version returns one version with its analysis, as analysts corrected it.
	// NotFound when the ledger does not have the version.
	Version(ctx context.Context, id VersionID) (*Record, error)
	// Quotable returns of each of these versions what quoting it needs, in the order
	// of ids: reading the rest is most of what Version costs. NotFound when the ledger
	// lacks one of them.
	Quotable(ctx context.Context, ids ...VersionID) ([]Quotable, error)
	// Uncorrected returns one version as the extractor read it, without any
	// corrections. NotFound as for Version.
	Uncorrected(ctx context.Context, id VersionID) (*Record, error)
	// Versions lists the versions of an article, newest first. One that was put
	// back is there once for each time that it stood; its FirstRead is when the
	// ledger learnt of that. NotFound as for Article.
	Versions(ctx context.Context, id ArticleID) ([]VersionInfo, error)
	// Raw returns the input that a version was read from, byte for byte.
	// NotFound as for Version.
	Raw(ctx context.Context, id VersionID) (Raw, error)
	// Articles lists the newest version of each article: the newest published
	// first, undated articles last.
	Articles(ctx context.Context, q ArticleQuery) (Page[ArticleRow], error)
	// Stats counts what the ledger holds.
	Stats(ctx context.Context) (Stats, error)

	// Readers lists the extractors that have read what the ledger holds, the one
	// that most articles were read by first. A version counts for the extractor
	// that read it last; one that nobody has read since Forget counts for none.
	Readers(ctx context.Context) ([]Reader, error)
}

// Reader is an extractor, with how much of a ledger was read by it.
type Reader struct {
	By       Provenance
	Articles int // whose newest version it read
	Versions int // that it read, the newest ones included
}

// VersionInfo is one version of an article, without its text.
type VersionInfo struct {
	ID        VersionID
	Title     string
	Published Date
	FirstRead time.Time // when the ledger first took it
	Claims    int
}

// Record is one version of an article as the ledger holds it.
type Record struct {
	Article  Article
	Analysis Analysis // with its local identifiers
	Version  VersionInfo
	Newest   bool // no later version is known
	// ClaimIDs and ActorIDs lead from local identifiers to lasting ones.
	ClaimIDs map[ClaimID]ClaimID
	ActorIDs map[ActorID]ActorID
}

// Quotable is one version as far as quoting it needs: of the analysis the extractor, the
// language, what was not read and the sentences.
type Quotable struct {
	Article  Article
	Analysis Analysis
	Version  VersionInfo
	Newest   bool
	// Story is the story in which the article stands; empty for none.
	Story StoryID
}

// ArticleQuery selects articles. Zero fields select all.
type ArticleQuery struct {
	// Words is a search string for title and text, as ClaimQuery.Words. Its
	// properties are outlet:, before: and after:.
	Words    string
	Key      string    // Article.Key, exactly
	Outlet   string    // exactly, case aside
	Language string    // Analysis.Language, exactly
	Actor    ActorID   // named in the article
	From, To time.Time // published in [From, To)
	Revised  bool      // only articles with more than one version
	Since    time.Time // only articles with a version that was first read then or later
	Paging
}

// ArticleRow is one article in a list.
type ArticleRow struct {
	ID        ArticleID
	Version   VersionID
	Key       string
	Path, URL string
	Outlet    string
	Title     string
	Published Date
	Language  string // Analysis.Language, else Article.Language
	Unread    string // Analysis.Unread
	Claims    int
	Versions  int
	Lead      string // the opening words
	// Status says where an agency has taken the article back.
	Status WireStatus
}

// Stats counts what a ledger holds. Claims and Actors are of newest versions,
// as lists show them.
type Stats struct {
	Articles, Versions, Claims, Actors int
	// Unread counts the articles whose newest version was not read, or not to its
	// end, by the reason, the most first.
	Unread []Count
}
