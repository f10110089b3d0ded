package sayso

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// FollowID names a follow. It derives from its owner and its name. Example: "fo…".
type FollowID string

// DeriveFollowID names the follow that somebody has given a name.
func DeriveFollowID(owner, name string) FollowID { return FollowID(DeriveID("fo", owner, name)) }

// Follow is what somebody wants to be told of: from the moment at which it was added,
// each new thing that answers to it becomes an item of it, once.
type Follow struct {
	ID FollowID // the ledger derives it
	// Owner is whose follow it is: the name of an account, or empty for whoever
	// uses the machine.
	Owner string
	Name  string // of its owner's choice; no two of one owner have the same
	Kind  FollowKind
	// About is what is followed. For a search it is the query of the search page's
	// address, "q=harbour&stance=denies"; for a dyad two countries, "FRA DEU"; for an
	// outlet or a place its name, or a country's three letters for a place; else an
	// identifier.
	About string
	// Secret stands in the address of its feed: who has it can read the feed. The
	// ledger makes one where it is empty.
	Secret string
	// Notices are where it is told besides its feed.
	Notices []Notice
	Added   time.Time
	// At is the number of the last entry of the journal that was held against it.
	// Only a new follow takes it from the caller.
	At int64
}

// FollowKind is what is followed.
type FollowKind string

const (
	SearchFollow   FollowKind = "search"   // claims that a search finds
	ActorFollow    FollowKind = "actor"    // what somebody says
	StoryFollow    FollowKind = "story"    // articles of a story, and where they differ
	QuestionFollow FollowKind = "question" // other answers to a question
	DyadFollow     FollowKind = "dyad"     // events between two countries
	OutletFollow   FollowKind = "outlet"   // what a paper prints, and what it changes
	PlaceFollow    FollowKind = "place"    // events at a place or in a country
)

// FollowKinds lists them.
var FollowKinds = []FollowKind{SearchFollow, ActorFollow, StoryFollow, QuestionFollow, DyadFollow, OutletFollow, PlaceFollow}

// Notice is one way in which a follow is told.
type Notice struct {
	Kind NoticeKind
	// To is a mail address, or the http or https address of a webhook or of a topic
	// of an ntfy server.
	To string
	// Every is how often at most: what comes in meanwhile is told together. 0 is at
	// once.
	Every time.Duration
	// Secret signs what is sent to a webhook: "whsec_" and base64. Empty for others.
	Secret string
	// Local lets the address lead into one's own network.
	Local bool
}

// NoticeKind is a way of telling.
type NoticeKind string

const (
	MailNotice    NoticeKind = "mail"
	WebhookNotice NoticeKind = "webhook"
	NtfyNotice    NoticeKind = "ntfy"
)

// NoticeKinds lists them.
var NoticeKinds = []NoticeKind{MailNotice, WebhookNotice, NtfyNotice}

// Bounds of follows.
const (
	// MaxFollows is how many follows one ledger keeps.
	MaxFollows = 10_000
	// MaxFollowName and MaxFollowAbout are in bytes.
	MaxFollowName  = 200
	MaxFollowAbout = 2000
	// MaxNotices is how many notices one follow has, and MaxNoticeTo how long the
	// address of one is, in bytes.
	MaxNotices  = 10
	MaxNoticeTo = 2000
	// MaxEvery is how seldom a follow may be told.
	MaxEvery = 7 * 24 * time.Hour
	// MaxTold is how many items are told together.
	MaxTold = 50
)

// Validate refuses what is no follow. It leaves open whether there is what About names.
func (f *Follow) Validate() error {
	const op = "follow"
	plain := func(s string) bool {
		return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl) && strings.TrimSpace(s) == s
	}
	switch {
	case f.Name == "" || len(f.Name) > MaxFollowName || !plain(f.Name):
		return Errorf(op, f.Name, Invalid, "a follow has a name of one line and at most %d bytes (MaxFollowName)", MaxFollowName)
	case len(f.Owner) > MaxAuthor || !plain(f.Owner):
		return Errorf(op, f.Name, Invalid, "the owner is no name of at most %d bytes (MaxAuthor)", MaxAuthor)
	case !slices.Contains(FollowKinds, f.Kind):
		return Errorf(op, f.Name, Invalid, "%q is nothing that is followed", string(f.Kind)).Advise("follow a search, actor, story, question, dyad, outlet or place")
	case f.About == "" || len(f.About) > MaxFollowAbout || !plain(f.About):
		return Errorf(op, f.Name, Invalid, "what is followed is named in one line of at most %d bytes (MaxFollowAbout)", MaxFollowAbout)
	case len(f.Notices) > MaxNotices:
		return Errorf(op, f.Name, TooLarge, "it is told in more than %d ways (MaxNotices)", MaxNotices)
	}
	if f.Kind == DyadFollow {
		if c := strings.Fields(f.About); len(c) != 2 || !isCountry(c[0]) || !isCountry(c[1]) {
			return Errorf(op, f.Name, Invalid, "a dyad is two countries by three letters each, as \"FRA DEU\"")
		}
	}
	if f.Kind == SearchFollow {
		if v, err := url.ParseQuery(f.About); err != nil || len(v) == 0 {
			return Errorf(op, f.Name, Invalid, "a search is the query of an address, as q=harbour&stance=denies")
		}
	}
	for i := range f.Notices {
		n := &f.Notices[i]
		if err := n.Validate(); err != nil {
			return err
		}
		if slices.ContainsFunc(f.Notices[:i], func(m Notice) bool { return m.Kind == n.Kind && m.To == n.To }) {
			return Errorf(op, f.Name, Invalid, "it is told to %s twice", n.To)
		}
	}
	return nil
}

func isCountry(s string) bool {
	return len(s) == 3 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// Validate refuses what is no way of telling.
func (n *Notice) Validate() error {
	const op = "tell"
	switch {
	case n.To == "" || len(n.To) > MaxNoticeTo || strings.ContainsFunc(n.To, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }):
		return Errorf(op, n.To, Invalid, "it is no address of at most %d bytes (MaxNoticeTo)", MaxNoticeTo)
	case n.Every < 0 || n.Every > MaxEvery:
		return Errorf(op, n.To, Invalid, "a follow is told at once, or at least once in %d hours (MaxEvery)", int(MaxEvery.Hours()))
	}
	switch n.Kind {
	case MailNotice:
		if before, after, ok := strings.Cut(n.To, "@"); !ok || before == "" || after == "" || strings.ContainsAny(n.To, ",;<>\"") || strings.Contains(after, "@") {
			return Errorf(op, n.To, Invalid, "it is no mail address").Advise("write it as desk@newsroom.example")
		}
		return nil
	case WebhookNotice, NtfyNotice:
		u, err := url.Parse(n.To)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
			return Errorf(op, n.To, Invalid, "it is no web address without a password").Advise("write it as https://desk.example/hook")
		}
		if n.Kind == NtfyNotice && strings.Trim(u.Path, "/") == "" {
			return Errorf(op, n.To, Invalid, "the address names no topic").Advise("write it as https://ntfy.example/harbour")
		}
		return nil
	}
	return Errorf(op, n.To, Invalid, "%q is no way of telling", string(n.Kind)).Advise("tell by mail, webhook or ntfy")
}

// Shown is where a notice goes, without what is secret in it: the path of an address
// may be all that guards it.
func (n *Notice) Shown() string {
	u, err := url.Parse(n.To)
	if n.Kind == MailNotice || err != nil {
		return n.To
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return u.Scheme + "://" + u.Host
	}
	return u.Host
}

// FollowItem is one thing that a follow tells of.
type FollowItem struct {
	N    int64 // rises with each item of a ledger
	Kind ItemKind
	ID   string // lasting, of what Kind says
	// Entry is the number of the journal's entry that told of it, and At when that
	// was.
	Entry int64
	At    time.Time
}

// ItemKind is what an item is.
type ItemKind string

const (
	ClaimItem    ItemKind = "claim"
	ArticleItem  ItemKind = "article" // a new article
	VersionItem  ItemKind = "version" // another text of an article
	EventItem    ItemKind = "event"
	QuestionItem ItemKind = "question" // a new one, or one whose answers have changed
)

// FollowHit says that something answers to a follow.
type FollowHit struct {
	Follow FollowID
	Item   FollowItem // without N
	// Keys are what the item is known by: it becomes an item only where no earlier
	// item of the follow had one of them.
	Keys []string
}

// FollowRow is a follow and how it stands.
type FollowRow struct {
	Follow
	Items  int
	Unread int
	// Waiting counts what is to be sent, and Failed what was given up.
	Waiting, Failed int
	Trouble         string // of the last thing that could not be sent; empty when there is none
}

// Delivery is some items of a follow on their way to one of its notices. What it holds
// does not change once it is made.
type Delivery struct {
	// ID is the same however often it is sent, so that who takes it can tell a
	// repeat.
	ID     string
	Follow Follow
	Notice Notice
	Items  []FollowItem // the earliest first; at most MaxTold
	Tries  int          // in vain
	Made   time.Time
}

// DeliveryOutcome is what became of a delivery that was tried.
type DeliveryOutcome struct {
	Trouble string // why it was not taken; empty when it was
	// Retry is when to try again; zero when it is settled: taken, or given up.
	Retry time.Time
}
