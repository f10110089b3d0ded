package sayso

import (
	"context"
	"time"
)

// Following keeps what people follow, what was found for it, and what of that was sent.
//
// A follow moves through the journal. Tell moves it, and keeps what it has found on the
// way in the same transaction, so that each thing becomes an item once, whatever dies in
// between. Pack does the same for what is sent: a delivery, and where the next one begins,
// are one transaction. A delivery waits until SettleDelivery says what became of it. A
// program that dies between sending and settling sends the same delivery again: see
// [Delivery.ID].
type Following interface {
	// AddFollow adds a follow, or changes the one that its owner has under that name:
	// what it is about, and its notices. A follow that is about something else from
	// now on keeps its items. A notice that it has already goes on where it was; a new one
	// begins with what comes in later. Invalid when Validate refuses the follow;
	// TooLarge beyond MaxFollows.
	AddFollow(ctx context.Context, f Follow) (Change, error)
	// RemoveFollow forgets a follow with its items, and what of it waits to be sent.
	// NotFound when there is no such follow.
	RemoveFollow(ctx context.Context, id FollowID) error
	// Follow returns one follow. NotFound when there is none.
	Follow(ctx context.Context, id FollowID) (*FollowRow, error)
	// FollowOf returns the follow with a secret. NotFound when there is none.
	FollowOf(ctx context.Context, secret string) (*FollowRow, error)
	// Follows lists somebody's follows, in the order in which they were added.
	Follows(ctx context.Context, owner string, p Paging) (Page[FollowRow], error)
	// FollowItems lists the items of a follow, the latest first. NotFound when there
	// is no such follow.
	FollowItems(ctx context.Context, id FollowID, p Paging) (Page[FollowItem], error)
	// SeeFollow records that all items of a follow up to a number were seen.
	// NotFound when there is no such follow.
	SeeFollow(ctx context.Context, id FollowID, n int64) error

	// StaleFollows lists the follows, of all owners, that were not held against all
	// entries of the journal: those furthest behind first.
	StaleFollows(ctx context.Context, limit int) ([]Follow, error)
	// Tell moves follows from one entry of the journal to another and keeps what was
	// found for them: all or nothing. It returns how many items are new. A follow that
	// stands elsewhere than at from, or is no longer there, is left out, and with it
	// what was found for it: somebody else has moved it.
	Tell(ctx context.Context, from, to int64, follows []FollowID, hits []FollowHit) (fresh int, err error)
	// Pack makes deliveries of the items that notices whose time has come were not
	// sent yet, at most limit of them, and returns how many.
	Pack(ctx context.Context, now time.Time, limit int) (int, error)
	// DueDeliveries lists the deliveries that wait and whose time has come, at most
	// limit of them, those that have waited longest first.
	DueDeliveries(ctx context.Context, now time.Time, limit int) ([]Delivery, error)
	// SettleDelivery records what became of a delivery. Settling one that no longer
	// exists, or was settled, is not an error and changes nothing.
	SettleDelivery(ctx context.Context, id string, now time.Time, o DeliveryOutcome) error
}
