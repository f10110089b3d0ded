package sayso

import (
	"context"
	"time"
)

// Accounts keeps who may use a served ledger, by what they are let in, what they are
// bounded to, and the audit trail.
//
// Whatever lets somebody in fails closed: a pass that has ended, or whose account is
// closed, is NotFound, as one that never was.
type Accounts interface {
	// AddAccount adds an account. Invalid when Validate refuses it, or its name or its
	// subject is taken, a closed account's included; TooLarge beyond MaxAccounts.
	AddAccount(ctx context.Context, a Account) error
	// Account returns the account with a name, and AccountOf that with a subject, closed
	// ones too. NotFound when there is none.
	Account(ctx context.Context, name string) (*Account, error)
	AccountOf(ctx context.Context, subject string) (*Account, error)
	// AccountList lists accounts by their names, closed ones too.
	AccountList(ctx context.Context, p Paging) (Page[Account], error)
	// ChangeAccount changes an account as change says; what change returns as an error
	// changes nothing and is returned. A change of Password or Subject ends the
	// account's sessions and invitations, closing it all its passes. NotFound when there
	// is no such account; Invalid when Validate refuses the result, it has another name,
	// its subject is taken, or there was an open admin and there would be none.
	ChangeAccount(ctx context.Context, name string, change func(*Account) error) error

	// AddPass keeps a pass, and forgets those of its account that have ended by the
	// moment at which it is made. The ledger derives the ID. NotFound when there is no
	// such account, or it is closed; Invalid when Validate refuses the pass, or a pass
	// has its digest.
	AddPass(ctx context.Context, p Pass) error
	// UsePass returns the pass of a kind with a digest, and its account, and notes that
	// it was used; where that cannot be written now it is not noted. NotFound when there
	// is none, it has ended, or its account is closed.
	UsePass(ctx context.Context, kind PassKind, sum string, now time.Time) (*Pass, *Account, error)
	// TakePass is UsePass for what counts once: no other call gets the pass.
	TakePass(ctx context.Context, kind PassKind, sum string, now time.Time) (*Pass, *Account, error)
	// Passes lists the passes of an account that have not ended, the latest made first.
	Passes(ctx context.Context, account string, now time.Time, p Paging) (Page[Pass], error)
	// EndPass ends one pass of an account. NotFound when the account has none of that ID.
	EndPass(ctx context.Context, account, id string) error

	// SetCollection keeps a collection, in the place of one of the same name.
	// Invalid or TooLarge when Validate refuses it; TooLarge beyond MaxCollections.
	SetCollection(ctx context.Context, c Collection) (Change, error)
	// RemoveCollection forgets a collection; who is bounded to it stays so, and sees
	// nothing by it. NotFound when there is none.
	RemoveCollection(ctx context.Context, name string) error
	// Collections lists collections by their names.
	Collections(ctx context.Context, p Paging) (Page[Collection], error)
	// Collected reports whether an article was read from a source of one of some
	// collections.
	Collected(ctx context.Context, collections []string, article ArticleID) (bool, error)

	// Note enters what somebody did into the audit trail. The ledger sets N and Sum,
	// and At where it is zero; what is longer than MaxAuditField is cut. No entry is
	// ever changed or taken away. Judgements are entered by the ledger, in the
	// transaction that records them.
	Note(ctx context.Context, e AuditEntry) error
	// Audit lists entries of the audit trail.
	Audit(ctx context.Context, q AuditQuery) (Page[AuditEntry], error)
}
