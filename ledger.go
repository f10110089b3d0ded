package sayso

// Ledger keeps articles, their versions and what was read from them, and
// answers who said what. Each adapter is a package named for its technology,
// and must pass the suite in package ledgertest.
//
// A Ledger is made of roles. Code that uses a ledger names the roles that it
// uses, and never asks a value whether it has another role: a wrapper could
// lose that role without a word. A role whose name ends in Ledger only reads;
// the other roles write.
//
// What follows holds for the methods of every role.
//
//   - They are safe for concurrent use.
//   - Every error is an [*Error]. Callers may retry a call that failed with the
//     kind Busy. Every other kind is final.
//   - A method that writes does all of its work or, when it fails, nothing.
//   - Callers own the results and may change them.
//   - Lists have a stable order: the same query on an unchanged ledger returns
//     the same list. A list that takes a [Paging] is Invalid for a limit below 0
//     or above MaxLimit, and for an After that this list did not return.
type Ledger interface {
	ArticleLedger
	ClaimLedger
	ActorLedger
	EventLedger
	StoryLedger
	QuestionLedger
	NameLedger
	HeldLedger
	Intake
	Placing
	Asking
	Desk
	Catalogue
	Queue
	Rebuilder
	Journal
	Following
	Collecting
	Accounts
	Upkeep

	// Close waits for the calls that are running and ends the use of the ledger:
	// calls that come later fail. Closing twice is not an error.
	Close() error
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
