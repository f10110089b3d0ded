package ledgertest

import (
	"context"
	"time"

	"sayso"
)

func (l idle) AddFollow(ctx context.Context, f sayso.Follow) (out sayso.Change, err error) {
	if l.method == "AddFollow" {
		return
	}
	return l.Ledger.AddFollow(ctx, f)
}

func (l idle) RemoveFollow(ctx context.Context, id sayso.FollowID) (err error) {
	if l.method == "RemoveFollow" {
		return
	}
	return l.Ledger.RemoveFollow(ctx, id)
}

func (l idle) Follow(ctx context.Context, id sayso.FollowID) (out *sayso.FollowRow, err error) {
	if l.method == "Follow" {
		return
	}
	return l.Ledger.Follow(ctx, id)
}

func (l idle) FollowOf(ctx context.Context, secret string) (out *sayso.FollowRow, err error) {
	if l.method == "FollowOf" {
		return
	}
	return l.Ledger.FollowOf(ctx, secret)
}

func (l idle) Follows(ctx context.Context, owner string, p sayso.Paging) (out sayso.Page[sayso.FollowRow], err error) {
	if l.method == "Follows" {
		return
	}
	return l.Ledger.Follows(ctx, owner, p)
}

func (l idle) FollowItems(ctx context.Context, id sayso.FollowID, p sayso.Paging) (out sayso.Page[sayso.FollowItem], err error) {
	if l.method == "FollowItems" {
		return
	}
	return l.Ledger.FollowItems(ctx, id, p)
}

func (l idle) SeeFollow(ctx context.Context, id sayso.FollowID, n int64) (err error) {
	if l.method == "SeeFollow" {
		return
	}
	return l.Ledger.SeeFollow(ctx, id, n)
}

func (l idle) StaleFollows(ctx context.Context, limit int) (out []sayso.Follow, err error) {
	if l.method == "StaleFollows" {
		return
	}
	return l.Ledger.StaleFollows(ctx, limit)
}

func (l idle) Tell(ctx context.Context, from, to int64, follows []sayso.FollowID, hits []sayso.FollowHit) (fresh int, err error) {
	if l.method == "Tell" {
		return
	}
	return l.Ledger.Tell(ctx, from, to, follows, hits)
}

func (l idle) Pack(ctx context.Context, now time.Time, limit int) (made int, err error) {
	if l.method == "Pack" {
		return
	}
	return l.Ledger.Pack(ctx, now, limit)
}

func (l idle) DueDeliveries(ctx context.Context, now time.Time, limit int) (out []sayso.Delivery, err error) {
	if l.method == "DueDeliveries" {
		return
	}
	return l.Ledger.DueDeliveries(ctx, now, limit)
}

func (l idle) SettleDelivery(ctx context.Context, id string, now time.Time, o sayso.DeliveryOutcome) (err error) {
	if l.method == "SettleDelivery" {
		return
	}
	return l.Ledger.SettleDelivery(ctx, id, now, o)
}
