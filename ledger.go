package sayso

import (
	"context"
	"time"
)

// Ledger keeps articles, their versions and what was read from them, and
// answers who said what. Adapters are packages named for their technology;
// ledgertest holds the suite that each must pass.
//
// All methods are safe for concurrent use. Errors are *Error; Busy may be
// retried, every other kind is final. Results are values that the caller owns.
// Lists have a stable order: the same query over the same ledger gives the
// same list.
type Ledger interface {
	// Put records readings in one transaction: all or none. It is idempotent:
	// a version that is already there with the same extractor is Unchanged,
	// and a new text at a known address becomes a new version, the old one
	// staying with its claims. A version that another extractor has read is
	// read anew: what was derived from it is replaced, and claims with the same
	// spans keep their identifiers. The version read last is the newest, unless
	// its publisher dates it earlier. Outcomes are in the order of the readings.
	// A reading that contradicts itself (a span outside the text, a claim of an
	// actor that is not listed) is Invalid.
	Put(ctx context.Context, readings ...Reading) ([]Outcome, error)

	// Article returns the newest version of an article with its analysis.
	Article(ctx context.Context, id ArticleID) (*Record, error)
	// Version returns one version with its analysis.
	Version(ctx context.Context, id VersionID) (*Record, error)
	// Versions lists the versions of an article, newest first.
	Versions(ctx context.Context, id ArticleID) ([]VersionInfo, error)
	// Raw returns the bytes a version was read from, as they came.
	Raw(ctx context.Context, id VersionID) (Raw, error)

	// Articles lists newest versions, newest published first, undated last.
	Articles(ctx context.Context, q ArticleQuery) (Page[ArticleRow], error)
	// Claims lists claims, newest article first, then in text order; when
	// q.Words is set, best match first. Where thousands match, a ledger may
	// rank the most recently read before the others.
	Claims(ctx context.Context, q ClaimQuery) (Page[ClaimRow], error)
	// Claim returns one claim, of whatever version.
	Claim(ctx context.Context, id ClaimID) (*ClaimRow, error)
	// Actors lists the actors of newest versions, those with most claims first.
	Actors(ctx context.Context, q ActorQuery) (Page[ActorRow], error)
	// Actor returns one actor.
	Actor(ctx context.Context, id ActorID) (*ActorRow, error)
	// Facets counts the claims that q matches by form, stance, outlet and
	// speaker; q.Limit bounds each list, and the counts are exact.
	Facets(ctx context.Context, q ClaimQuery) (Facets, error)
	// Correct records an analyst's word on a claim, in the place of an earlier
	// one, and shows it from then on: a rejected claim leaves the lists, a mended
	// or added one stands in them as it was judged. Reading the article again
	// does not undo it. It returns the claim's identifier. What was read is
	// kept: Withdrawn shows it again. NotFound when there is no such claim or
	// version; Invalid when Is points outside the text.
	Correct(ctx context.Context, c Correction) (ClaimID, error)
	// Corrections lists the corrections that stand, the latest first.
	Corrections(ctx context.Context, p Paging) (Page[Correction], error)
	// Uncorrected returns one version as it was read, corrections aside.
	Uncorrected(ctx context.Context, id VersionID) (*Record, error)

	// Identify records that an actor is another, or is another in one article,
	// or takes such a word back, and returns the actor that results. Readings
	// to come follow it too. What is not there is NotFound, what makes no sense
	// Invalid.
	Identify(ctx context.Context, x Identity) (ActorID, error)
	// Identities lists what stands, newest first; about one actor, or about
	// all with "".
	Identities(ctx context.Context, about ActorID, p Paging) (Page[Identity], error)

	// Stats counts what the ledger holds.
	Stats(ctx context.Context) (Stats, error)

	Close() error
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

// Paging bounds a list. Limit 0 means DefaultLimit; more than MaxLimit is
// refused. After is the Next of the page before.
type Paging struct {
	Limit int
	After string
}

const (
	DefaultLimit = 50
	MaxLimit     = 10_000
)

// Page is one piece of a list. Next is empty on the last one.
type Page[T any] struct {
	Items []T
	Next  string
}

// ArticleQuery selects articles. Zero fields select all.
type ArticleQuery struct {
	Words    string // in title or text; see ClaimQuery.Words
	Outlet   string // exactly, case aside
	Language string
	Actor    ActorID   // named in the article
	From, To time.Time // published in [From, To)
	Revised  bool      // only articles with more than one version
	Since    time.Time // only articles with a version that was first read then or later
	Paging
}

// ClaimQuery selects claims. Zero fields select all.
type ClaimQuery struct {
	// Words must all occur in source, cue or content, in any order, case and
	// diacritics aside. "Words in quotation marks" stand together, and a word
	// that ends in * stands for all that begin so. Nothing else has a meaning
	// of its own, and words without a letter or digit match nothing.
	Words    string
	Speaker  string // words in the speaker's name, whatever their order
	Actor    ActorID
	Article  ArticleID
	Form     Form
	Stance   Stance
	Kind     SourceKind
	Outlet   string
	From, To time.Time // the article's date, in [From, To)
	// AllVersions includes claims of superseded versions.
	AllVersions bool
	Paging
}

// ActorQuery selects actors. Zero fields select all.
type ActorQuery struct {
	Name     string // words in the name or an alias, whatever their order
	Type     ActorType
	Speaking bool // only actors with claims
	Paging
}

// ArticleRow is one article in a list.
type ArticleRow struct {
	ID        ArticleID
	Version   VersionID
	Path, URL string
	Outlet    string
	Title     string
	Published Date
	Language  string
	Claims    int
	Versions  int
	Lead      string // the opening words
	// Status says where an agency has taken the article back.
	Status WireStatus
}

// ClaimRow is one claim with lasting identifiers, and enough of its article
// to show it. Spans count in the text of Version.
type ClaimRow struct {
	Claim
	Version VersionID
	Newest  bool // Version is the article's newest
	Article ArticleRow
	// SourcePoints, CuePoints and ContentPoints are the claim's spans in code
	// points of the version's text, for JSON.
	SourcePoints, CuePoints, ContentPoints Spans

	SourceText string
	CueText    string
	// ContentText is what was said; Before and After are the words around it,
	// about a line each. Of texts over 64 KiB it is the beginning.
	ContentText   string
	Before, After string
	Speakers      []ActorName // in the order of Claim.Source.Actors
	ViaNames      []ActorName
}

// ActorName is an actor's lasting identifier and its name.
type ActorName struct {
	ID   ActorID
	Name string
}

// ActorRow is one actor over all articles.
type ActorRow struct {
	ID       ActorID
	Name     string
	Type     ActorType
	Named    bool
	Aliases  []string
	Roles    []RoleRow
	Claims   int
	Articles int
	// First and Last are the dates of the earliest and latest article.
	First, Last Date
}

// RoleRow is a role, the newest article that gives it and its outlet, how many
// articles give it, and the dates of the earliest and the latest of them.
type RoleRow struct {
	Title, Of   string
	Article     ArticleID
	Outlet      string
	Articles    int
	First, Last Date
}

// Facets counts claims by their properties, largest first.
type Facets struct {
	Total    int
	Forms    []Count
	Stances  []Count
	Outlets  []Count
	Speakers []Count // Key is the ActorID
}

// Count is one value and how often it occurs.
type Count struct {
	Key, Label string
	N          int
}

// Stats counts what a ledger holds. Claims and Actors are of newest versions,
// as lists show them.
type Stats struct{ Articles, Versions, Claims, Actors int }
