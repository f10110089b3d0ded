package sayso

import (
	"context"
	"time"
)

// ClaimLedger returns claims. Corrections are laid over them: a rejected claim
// is in no list, and a mended or added claim reads as the analyst judged it.
type ClaimLedger interface {
	// Claims lists claims of newest versions: the newest article first, then in
	// the order of the text. When q.Like is set, the likest comes first. Else, when
	// q.Words asks for words, the best match comes first;
	// where thousands of claims match, a ledger may rank the most recently read
	// claims before the others. q.Order asks for another order than these two.
	Claims(ctx context.Context, q ClaimQuery) (Page[ClaimRow], error)
	// Months counts the claims that q selects by the month of their article's date
	// and by stance: the earliest month first, undated articles before all; of one
	// month in the order of the stances' names. The counts are exact; q's Paging and
	// Order do not count.
	Months(ctx context.Context, q ClaimQuery) ([]MonthCount, error)
	// Claim returns one claim of any version. NotFound when there is none.
	Claim(ctx context.Context, id ClaimID) (*ClaimRow, error)
	// Facets counts the claims that q selects by form, stance, outlet and
	// speaker. The counts are exact. q.Limit bounds the length of each list.
	Facets(ctx context.Context, q ClaimQuery) (Facets, error)
}

// ClaimQuery selects claims. Zero fields select all.
type ClaimQuery struct {
	// Words is a search string. Its words must all occur in source, cue or
	// content, in any order, case and diacritics aside, each in any of its English
	// forms: "sanction" finds "sanctions". "Words in quotation marks" stand
	// together as they are, and a word that ends in * stands for all that begin
	// so. "this OR that" asks for either, -this or "NOT this" for what lacks it;
	// brackets hold together. speaker:, about:, outlet:, stance:, kind:, form:,
	// before: and after: with a value behind the colon ask for properties; about: is
	// for words of the content alone. A string that
	// breaks these rules or names another property is Invalid; one over the
	// bounds is TooLarge. One without a letter or a digit matches nothing.
	Words    string
	Speaker  string // words in the speaker's name, whatever their order
	Actor    ActorID
	Article  ArticleID
	Form     Form
	Stance   Stance
	Kind     SourceKind
	Outlet   string
	From, To time.Time // the article's date, in [From, To)
	// Since is when the version came in: only claims of versions that were first
	// read then or later.
	Since time.Time
	// Entries selects claims of the versions that these entries of the journal tell of;
	// it may select claims of a version, or of two, that stand beside them.
	Entries Entries
	// Like asks for claims that say like things: those whose vectors have a
	// likeness to it of at least LeastLike, the likest first. Of all claims in
	// the ledger the MaxLike likest are looked at, and the other fields choose
	// among them; Words do so without ranking.
	Like Vector
	// AllVersions includes claims of superseded versions.
	AllVersions bool
	// Sure is the least confidence of a claim.
	Sure float64
	// Order is how claims are listed where Like asks for nothing.
	Order ClaimOrder
	Paging
}

// Entries are entries of the journal: those with a number above After, and not above
// Upto. The zero value selects nothing and forbids nothing.
type Entries struct{ After, Upto int64 }

// ClaimOrder is an order of claims.
type ClaimOrder string

const (
	ByMatch      ClaimOrder = ""           // the best match first where words are asked for, else the newest
	ByDate       ClaimOrder = "date"       // the newest article first, then in the order of the text
	ByConfidence ClaimOrder = "confidence" // the surest first; of equally sure ones the newest
)

// ClaimOrders lists them.
var ClaimOrders = []ClaimOrder{ByMatch, ByDate, ByConfidence}

// MonthCount is how many claims with one stance stand in articles of one month.
type MonthCount struct {
	Month  string // "2023-09"; empty for undated articles
	Stance Stance
	N      int
}

// Bounds of what a ledger finds by ClaimQuery.Like. Of statements in articles of
// other stories, 0.7 % have a likeness of LeastLike; of those that give the same
// answer to a question, half.
const (
	MaxLike   = 1000
	LeastLike = 0.4
)

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
	// Likeness to what ClaimQuery.Like asked for; 0 where it did not ask.
	Likeness float64
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
