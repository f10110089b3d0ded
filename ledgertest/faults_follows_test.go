package ledgertest

import (
	"context"
	"time"

	"sayso"
)

// Faults of follows.
func followFaults() []fault {
	return []fault{
		{"a follow of nothing is added", "Follows/Refused", func(l sayso.Ledger) sayso.Ledger { return followsAnything{l} }},
		{"anybody's follows are everybody's", "Follows/Add", func(l sayso.Ledger) sayso.Ledger { return oneOwner{l} }},
		{"a follow that stands elsewhere is told too", "Follows/Tell", func(l sayso.Ledger) sayso.Ledger { return tellsAnyway{l} }},
		{"only the first key counts", "Follows/Tell", func(l sayso.Ledger) sayso.Ledger { return firstKey{l} }},
		{"a digest goes out at once", "Follows/Pack", func(l sayso.Ledger) sayso.Ledger { return noDigests{l} }},
		{"a repeat has another name", "Follows/Settle", func(l sayso.Ledger) sayso.Ledger { return &renames{Ledger: l} }},
		{"what was given up waits", "Follows/Settle", func(l sayso.Ledger) sayso.Ledger { return neverGivesUp{l} }},
		{"claims heed no entries", "Claims/Entries", func(l sayso.Ledger) sayso.Ledger { return anyEntry{l} }},
		{"what was not seen counts as seen", "Follows/Tell", func(l sayso.Ledger) sayso.Ledger { return seesAll{l} }},
	}
}

type followsAnything struct{ sayso.Ledger }

func (l followsAnything) AddFollow(ctx context.Context, f sayso.Follow) (sayso.Change, error) {
	if f.Validate() != nil {
		return sayso.New, nil
	}
	return l.Ledger.AddFollow(ctx, f)
}

type oneOwner struct{ sayso.Ledger }

func (l oneOwner) AddFollow(ctx context.Context, f sayso.Follow) (sayso.Change, error) {
	f.Owner = ""
	return l.Ledger.AddFollow(ctx, f)
}

type tellsAnyway struct{ sayso.Ledger }

func (l tellsAnyway) Tell(ctx context.Context, from, to int64, follows []sayso.FollowID, hits []sayso.FollowHit) (int, error) {
	for _, id := range follows {
		if row, err := l.Follow(ctx, id); err == nil {
			from = row.At
		}
	}
	return l.Ledger.Tell(ctx, from, max(from, to), follows, hits)
}

type firstKey struct{ sayso.Ledger }

func (l firstKey) Tell(ctx context.Context, from, to int64, follows []sayso.FollowID, hits []sayso.FollowHit) (int, error) {
	for i := range hits {
		hits[i].Keys = hits[i].Keys[:1]
	}
	return l.Ledger.Tell(ctx, from, to, follows, hits)
}

type noDigests struct{ sayso.Ledger }

func (l noDigests) AddFollow(ctx context.Context, f sayso.Follow) (sayso.Change, error) {
	for i := range f.Notices {
		f.Notices[i].Every = 0
	}
	return l.Ledger.AddFollow(ctx, f)
}

type renames struct{ sayso.Ledger }

func (l *renames) DueDeliveries(ctx context.Context, now time.Time, limit int) ([]sayso.Delivery, error) {
	out, err := l.Ledger.DueDeliveries(ctx, now, limit)
	for i := range out {
		if out[i].Tries > 0 {
			out[i].ID += "x"
		}
	}
	return out, err
}

type neverGivesUp struct{ sayso.Ledger }

func (l neverGivesUp) SettleDelivery(ctx context.Context, id string, now time.Time, o sayso.DeliveryOutcome) error {
	if o.Retry.IsZero() && o.Trouble != "" {
		o.Retry = now
	}
	return l.Ledger.SettleDelivery(ctx, id, now, o)
}

type seesAll struct{ sayso.Ledger }

func (l seesAll) SeeFollow(ctx context.Context, id sayso.FollowID, _ int64) error {
	return l.Ledger.SeeFollow(ctx, id, 1<<60)
}

type anyEntry struct{ sayso.Ledger }

func (l anyEntry) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	q.Entries = sayso.Entries{}
	return l.Ledger.Claims(ctx, q)
}
