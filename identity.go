package sayso

import "time"

// Identity is an analyst's word on who an actor is: that two are one, or that
// the one of some article is another. It is recorded, and can be taken back.
type Identity struct {
	Verdict IdentityVerdict
	// Actor is who is merged into another, or whose name in Article stands for
	// somebody else.
	Actor ActorID
	// Into is the actor that Actor is a form of. On a split the ledger sets
	// it: the new actor.
	Into ActorID
	// Article is where the split holds; empty for a merger.
	Article ArticleID
	Note    string
	By      string    `json:",omitempty"` // the author; empty where nobody was noted
	At      time.Time // when it was said; the ledger sets it where it is zero
	// Seen is the number of the latest judgement that the author knew of, of whatever
	// (see Desk); 0 when the author does not say.
	Seen int64 `json:"-"`
}

// IdentityVerdict is what is said of an actor.
type IdentityVerdict string

const (
	Merged IdentityVerdict = "merged"
	Split  IdentityVerdict = "split"
	// Undone takes back what was said of the same actor and article.
	Undone IdentityVerdict = "undone"
)
