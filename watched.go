package sayso

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// WatchedSource is a place that articles come from over and over: a feed, a
// news sitemap, a page, a folder. (A claim's source is [Source].)
type WatchedSource struct {
	ID   SourceID // of the address that it was added with; it stays when that changes
	Kind WatchKind
	// Address is where it is: an http or https address, or the absolute path
	// of a folder.
	Address string
	// What is known of it. An article that is read through the source takes
	// from here what its own page does not say.
	Title    string
	Outlet   string // the publisher's name; empty when unknown
	Country  string // of the publisher, ISO 3166-1 alpha-3; empty when unknown
	Language string // ISO 639-1; empty when unknown
	Party    OutletParty
	// Local lets the source, and what it leads to, stand in one's own network:
	// at addresses that are refused otherwise.
	Local bool
	Added time.Time // when the ledger took it
}

// WatchKind is how a source is read.
type WatchKind string

const (
	FeedSource    WatchKind = "feed"    // RSS, Atom or JSON Feed: told by its content
	SitemapSource WatchKind = "sitemap" // a news sitemap, or an index of some
	PageSource    WatchKind = "page"    // one page, whose every new text is a version
	FolderSource  WatchKind = "folder"  // files, as they come and change
)

// WatchKinds lists every kind.
var WatchKinds = []WatchKind{FeedSource, SitemapSource, PageSource, FolderSource}

// OutletParty is in whose hands an outlet is.
type OutletParty string

const (
	UnknownParty OutletParty = ""
	StateMedia   OutletParty = "state"       // owned or directed by a government
	NewsAgency   OutletParty = "agency"      // sells copy to other outlets
	Independent  OutletParty = "independent" // neither
)

// Parties lists every party that is known.
var Parties = []OutletParty{StateMedia, NewsAgency, Independent}

// Words says what the party is, as a reader wants it.
func (p OutletParty) Words() string {
	switch p {
	case StateMedia:
		return "state media"
	case NewsAgency:
		return "news agency"
	}
	return string(p)
}

// DeriveSourceID names the source at an address.
func DeriveSourceID(address string) SourceID { return SourceID(DeriveID("so", address)) }

// Name is what to call the source: its title, else its outlet, else its
// address.
func (s *WatchedSource) Name() string {
	switch {
	case s.Title != "":
		return s.Title
	case s.Outlet != "":
		return s.Outlet
	}
	return s.Address
}

// WithoutPassword takes the user's name and password out of an address; other
// addresses stay as they are.
func WithoutPassword(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	at := strings.LastIndexByte(rest[:end], '@')
	return scheme + "://" + rest[at+1:]
}

// Validate reports what is wrong with the source, as an Invalid error.
func (s *WatchedSource) Validate() error {
	bad := func(advice, format string, args ...any) error {
		return Errorf("add source", s.Address, Invalid, format, args...).Advise(advice)
	}
	switch s.Kind {
	case FeedSource, SitemapSource, PageSource:
		low := strings.ToLower(s.Address)
		if !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") {
			return bad("give an address that begins with https://", "only http and https are read")
		}
		if s.Address != WithoutPassword(s.Address) {
			return Errorf("add source", WithoutPassword(s.Address), Invalid, "the address holds a name and a password, which would be kept with the articles").
				Advise("use an address without them")
		}
	case FolderSource:
		if s.Address == "" || strings.Contains(s.Address, "://") {
			return bad("give the path of a folder", "it is no folder")
		}
	default:
		return bad("use feed, sitemap, page or folder", "%q is no kind of source", s.Kind)
	}
	if c := s.Country; c != "" && (len(c) != 3 || strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return bad("write countries as three capitals, such as FRA (ISO 3166-1)", "%q is no country", c)
	}
	if l := s.Language; l != "" && (len(l) != 2 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz") != "") {
		return bad("write languages as two letters, such as fr (ISO 639-1)", "%q is no language", l)
	}
	switch s.Party {
	case UnknownParty, StateMedia, NewsAgency, Independent:
	default:
		return bad("use state, agency or independent", "%q is no party", s.Party)
	}
	for _, f := range []string{s.Address, s.Title, s.Outlet} {
		if len(f) > MaxSourceField {
			return bad("", "a field is longer than %d bytes (MaxSourceField)", MaxSourceField)
		}
	}
	return nil
}

// MaxSourceField bounds a source's address, title and outlet, in bytes.
const MaxSourceField = 2048

// SourceState is what watching has made of a source. The zero value is that of
// a source that was never asked: it is due.
type SourceState struct {
	Format string // how it is written: "RSS 2.0", "Atom 1.0"; empty until it was read
	// ETag and Modified are the validators of the last answer that was taken
	// whole (RFC 9110, section 8.8), for asking again under a condition.
	ETag, Modified string
	Tried          time.Time // when it was last asked
	Succeeded      time.Time // when it last answered as it should
	Next           time.Time // when it will be asked again
	Failures       int       // in a row, up to now
	Trouble        string    // the last failure in words; empty when the last try went well
	Note           string    // what its owner should know although nothing failed
	Rate           float64   // items a day, as its schedule takes it
	// Moves are the addresses that it had, the oldest first, at most MaxMoves.
	Moves []SourceMove `json:",omitempty"`
}

// SourceMove is one change of a source's address.
type SourceMove struct {
	From string
	At   time.Time
}

// MaxMoves is how many addresses are kept that a source had; the latest are.
const MaxMoves = 10

// Moved notes the address that a source had up to now.
func (s *SourceState) Moved(from string, now time.Time) {
	s.Moves = append(slices.Clone(s.Moves), SourceMove{from, now.UTC()})
	s.Moves = s.Moves[max(0, len(s.Moves)-MaxMoves):]
}

// RecentMove is the last change of the source's address where that was in the
// last thirty days that it was asked: then it is told with its health. nil
// otherwise.
func (s *SourceState) RecentMove() *SourceMove {
	if n := len(s.Moves); n > 0 && s.Tried.Sub(s.Moves[n-1].At) < 30*24*time.Hour {
		return &s.Moves[n-1]
	}
	return nil
}

// SourceRow is a source with its health.
type SourceRow struct {
	WatchedSource
	SourceState
	Items    int // found so far
	Week     int // of these, found in the last seven days
	Waiting  int // found and not read yet
	GivenUp  int // could not be read
	LastItem time.Time
}

// PerDay is how many items a day were found in the last week, or since the
// source was added where that is less.
func (r *SourceRow) PerDay(now time.Time) float64 {
	days := min(7, max(1, now.Sub(r.Added).Hours()/24))
	return float64(r.Week) / days
}

// SourceItem is one thing that a source lists: an entry of a feed, a page, a
// file.
type SourceItem struct {
	Source SourceID
	// Key is what identifies it within its source, over its changes. Mark
	// changes when the source says that the item did.
	Key, Mark string
	// Address is the page that it stands on; empty when it stands on none.
	Address   string
	Title     string
	Byline    []string
	Published Date
	Language  string
	// Content is what the source itself carried of it. Whole means that it is
	// the article, so that its page need not be fetched.
	Content   []byte
	MediaType string // of Content
	Whole     bool

	Found time.Time // when the ledger took it as it is; the ledger sets it
	Tries int       // how often it could not be read so far
}

// Host is where the item is fetched from; empty for what its source carries whole.
func (it *SourceItem) Host() string {
	if it.Whole {
		return ""
	}
	return HostOf(it.Address)
}

// Host is where the source is asked; empty for a folder.
func (s *WatchedSource) Host() string {
	if s.Kind == FolderSource {
		return ""
	}
	return HostOf(s.Address)
}

// HostOf is the host of an address, with its port, in lower case.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// SourceItemRow is an item and what became of it.
type SourceItemRow struct {
	Key     string
	Address string // empty when it stands on no page
	Found   time.Time
	Due     time.Time // when it is to be read; zero once it is settled
	Settled time.Time // zero while it waits
	Tries   int       // in vain
	Article ArticleID // that it was read into; empty while there is none
	Trouble string    // why it was not read, or what was odd about it
}

// ItemOutcome is what became of an item that was tried.
type ItemOutcome struct {
	Article ArticleID // the one that it was read into; empty when it was not
	Trouble string    // why it was not, in words, or what was odd about it
	// Retry is when to try again; zero when the item is settled.
	Retry time.Time
}

// Health says in words how the source is doing.
func (r *SourceRow) Health() string {
	switch {
	case r.Trouble != "" && r.Failures > 1:
		return fmt.Sprintf("failing, %d times now: %s", r.Failures, r.Trouble)
	case r.Trouble != "":
		return "failing: " + r.Trouble
	case r.Tried.IsZero():
		return "not asked yet"
	case r.Note != "":
		return r.Note
	}
	words := "well"
	if r.Waiting > 0 {
		words += fmt.Sprintf("; %d to read", r.Waiting)
	}
	if m := r.RecentMove(); m != nil {
		words += fmt.Sprintf("; moved on %s, from %s", m.At.Format(time.DateOnly), m.From)
	}
	return words
}

// Fate says in words what became of the item.
func (r *SourceItemRow) Fate() string {
	switch {
	case !r.Due.IsZero() && r.Tries > 0:
		return fmt.Sprintf("tried %d times, and to be tried again: %s", r.Tries, r.Trouble)
	case !r.Due.IsZero():
		return "waits to be read"
	case r.Article == "":
		return "given up: " + r.Trouble
	case r.Trouble != "":
		return r.Trouble
	}
	return "read"
}
