package sayso

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AccountRole is what somebody may do with a served ledger. Each may do what those
// before it may.
type AccountRole string

const (
	ReaderRole AccountRole = "reader" // read and export
	EditorRole AccountRole = "editor" // say what is right, watch sources, take in pages
	AdminRole  AccountRole = "admin"  // say who may do what
)

// AccountRoles lists them, the least first.
var AccountRoles = []AccountRole{ReaderRole, EditorRole, AdminRole}

// May reports whether who has a role may do what needs another. Who has none may
// nothing, and what needs none that there is nobody may.
func (r AccountRole) May(need AccountRole) bool {
	has, wants := slices.Index(AccountRoles, r), slices.Index(AccountRoles, need)
	return has >= 0 && wants >= 0 && has >= wants
}

// Lesser is the lesser of two roles.
func (r AccountRole) Lesser(s AccountRole) AccountRole {
	if r.May(s) {
		return s
	}
	return r
}

// Account is somebody who may sign in. An account is never deleted and its name never
// given to another, so that what was said under the name stays one person's word.
type Account struct {
	Name string // the author of what is said; see CheckAccountName
	Role AccountRole
	// Password is what a password is held against, in the form of the PHC string
	// format; empty where there is none. The password is in no ledger.
	Password string `json:"-"`
	// Subject is who it is to a provider of OpenID Connect: the issuer, a space, and
	// the subject; empty where there is none.
	Subject string
	// Limited says that nothing is shown but what stands in Collections.
	Limited     bool
	Collections []string
	Added       time.Time
	Closed      time.Time // from when on it is closed; zero while it is open
}

// PassKind is what a pass lets in.
type PassKind string

const (
	SessionPass    PassKind = "session"    // a browser whose user has signed in
	TokenPass      PassKind = "token"      // a program
	InvitationPass PassKind = "invitation" // whoever is to choose the way in which an account signs in
)

// PassKinds lists them.
var PassKinds = []PassKind{SessionPass, TokenPass, InvitationPass}

// Pass is one key to an account. The ledger has the digest of the key and not the key.
type Pass struct {
	ID      string // names it in lists; says nothing of the key
	Kind    PassKind
	Account string
	Sum     string `json:"-"` // of the key, by PassSum
	// Role is the most that it may; the account's own role bounds it too.
	Role  AccountRole
	Label string // what a token is for, or the browser of a session
	From  string // the network address that it was made from; may be empty
	Made  time.Time
	Used  time.Time // last, to the minute
	Ends  time.Time
	// Idle is after how long without use it ends; 0 for never.
	Idle time.Duration
}

// PassSum is the digest of a key as the ledger keeps it. A key is made at random, so
// nothing dearer is needed.
func PassSum(key string) string {
	d := sha256.Sum256([]byte(key))
	return hex.EncodeToString(d[:])
}

// Ended reports whether a pass no longer lets anybody in.
func (p *Pass) Ended(now time.Time) bool {
	return !now.Before(p.Ends) || p.Idle > 0 && now.Sub(p.Used) > p.Idle
}

// Collection is a set of sources and dossiers that readers can be bounded to.
type Collection struct {
	Name     string
	Sources  []SourceID // sorted
	Dossiers []string   // sorted
}

// Act is what an entry of the audit trail is of.
type Act string

const (
	SignInAct    Act = "sign-in"
	RefusedAct   Act = "sign-in refused"
	SignOutAct   Act = "sign-out"
	JudgementAct Act = "judgement" // the ledger enters it with the judgement
	SettingAct   Act = "setting"   // a source, a follow, what is taken in
	ExportAct    Act = "export"
	AccountAct   Act = "account" // who may do what: accounts, passes, collections
)

// Acts lists them.
var Acts = []Act{SignInAct, RefusedAct, SignOutAct, JudgementAct, SettingAct, ExportAct, AccountAct}

// AuditEntry is one line of the audit trail.
type AuditEntry struct {
	N     int64 // rises with each entry
	At    time.Time
	Who   string // the account, or the user of the ledger's machine; empty where nobody is known
	From  string // the network address; empty on the ledger's machine
	Act   Act
	About string // what was changed, exported or tried
	Note  string
	// Sum is the digest of this entry and of the Sum of the one before, so that none
	// can be changed or left out later without a trace.
	Sum string
}

// Seal is what Sum must be after an entry with another.
func (e *AuditEntry) Seal(before string) string {
	h := sha256.New()
	for _, s := range []string{before, e.At.UTC().Format(time.RFC3339Nano), e.Who, e.From, string(e.Act), e.About, e.Note} {
		h.Write([]byte(s))
		h.Write([]byte{0xff}) // stands in no UTF-8
	}
	return hex.EncodeToString(h.Sum(nil))
}

// AuditQuery selects entries of the audit trail. Zero fields select all.
type AuditQuery struct {
	Who    string
	Act    Act
	Oldest bool // the oldest first, else the latest
	Paging
}

// Bounds of accounts.
const (
	// MaxAccounts is how many accounts one ledger has, closed ones included.
	MaxAccounts = 10_000
	// MaxAccountName is in bytes.
	MaxAccountName = 64
	// MaxPasses is how many passes of one kind an account has. One more ends the
	// one that was unused longest.
	MaxPasses = 50
	// MaxPassTime is how long a pass may last.
	MaxPassTime = 366 * 24 * time.Hour
	// MaxCollections is how many collections one ledger has, and MaxCollected how
	// much one of them holds.
	MaxCollections = 1000
	MaxCollected   = 10_000
	// MaxAuditField bounds each text of an audit entry, in bytes. What is longer is
	// cut.
	MaxAuditField = 500
)

// CheckAccountName refuses what is no name of an account: small letters a to z, digits
// and . _ - + @, so that no two names look alike.
func CheckAccountName(name string) error {
	ok := name != "" && len(name) <= MaxAccountName && !strings.ContainsAny(name[:1], "._-+@")
	for _, r := range name {
		ok = ok && ('a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("._-+@", r))
	}
	if !ok {
		return Errorf("name account", name, Invalid, "a name has small letters a to z, digits and . _ - + @, begins with a letter or a digit, and has at most %d bytes (MaxAccountName)", MaxAccountName)
	}
	return nil
}

// plainLine reports whether a text is one line of at most so many bytes.
func plainLine(s string, most int) bool {
	return len(s) <= most && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// Validate refuses what is no account.
func (a *Account) Validate() error {
	const op = "keep account"
	if err := CheckAccountName(a.Name); err != nil {
		return err
	}
	switch {
	case !slices.Contains(AccountRoles, a.Role):
		return Errorf(op, a.Name, Invalid, "%q is no role", string(a.Role)).Advise("choose reader, editor or admin")
	case !plainLine(a.Password, 1000), !plainLine(a.Subject, 1000):
		return Errorf(op, a.Name, Invalid, "what it signs in by is no line of at most 1000 bytes")
	case len(a.Collections) > MaxCollections:
		return Errorf(op, a.Name, TooLarge, "it has more than %d collections (MaxCollections)", MaxCollections)
	case !a.Limited && len(a.Collections) > 0:
		return Errorf(op, a.Name, Invalid, "it is bounded to collections and sees everything")
	}
	return nil
}

// Validate refuses what is no pass.
func (p *Pass) Validate() error {
	const op = "make pass"
	switch {
	case !slices.Contains(PassKinds, p.Kind):
		return Errorf(op, p.Account, Invalid, "%q is no kind of pass", string(p.Kind))
	case len(p.Sum) != sha256.Size*2:
		return Errorf(op, p.Account, Invalid, "its digest is none")
	case !slices.Contains(AccountRoles, p.Role):
		return Errorf(op, p.Account, Invalid, "%q is no role", string(p.Role)).Advise("choose reader, editor or admin")
	case p.Made.IsZero() || !p.Made.Before(p.Ends):
		return Errorf(op, p.Account, Invalid, "it ends before it begins")
	case p.Ends.Sub(p.Made) > MaxPassTime:
		return Errorf(op, p.Account, Invalid, "it lasts longer than %d days (MaxPassTime)", int(MaxPassTime.Hours()/24))
	case p.Idle < 0, !plainLine(p.Label, MaxAuditField), !plainLine(p.From, 100):
		return Errorf(op, p.Account, Invalid, "its label is no line of at most %d bytes", MaxAuditField)
	}
	return nil
}

// Validate refuses what is no collection.
func (c *Collection) Validate() error {
	const op = "keep collection"
	switch {
	case c.Name == "" || !plainLine(c.Name, MaxAccountName) || strings.TrimSpace(c.Name) != c.Name:
		return Errorf(op, c.Name, Invalid, "a collection has a name of one line and at most %d bytes (MaxAccountName)", MaxAccountName)
	case len(c.Sources)+len(c.Dossiers) > MaxCollected:
		return Errorf(op, c.Name, TooLarge, "it holds more than %d sources and dossiers (MaxCollected)", MaxCollected)
	}
	for _, s := range c.Sources {
		if s == "" || !plainLine(string(s), MaxAccountName) {
			return Errorf(op, c.Name, Invalid, "%q names no source", string(s))
		}
	}
	for _, s := range c.Dossiers {
		if s == "" || !plainLine(s, MaxAccountName) {
			return Errorf(op, c.Name, Invalid, "%q names no dossier", s)
		}
	}
	return nil
}
