package sqlite

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"sayso"
)

// StaleFollows implements sayso.Following.
func (l *Ledger) StaleFollows(ctx context.Context, limit int) ([]sayso.Follow, error) {
	var out []sayso.Follow
	err := l.view(ctx, "list follows", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+followColumns+` FROM follow f WHERE f.at < (SELECT coalesce(max(n), 0) FROM journal) ORDER BY f.at, f.n LIMIT ?`, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var f sayso.Follow
			if err := scanFollow(rows.Scan, &f, new(int64)); err != nil {
				return err
			}
			out = append(out, f)
		}
		return rows.Err()
	})
	return out, err
}

// Tell implements sayso.Following.
func (l *Ledger) Tell(ctx context.Context, from, to int64, follows []sayso.FollowID, hits []sayso.FollowHit) (fresh int, err error) {
	const op = "tell follows"
	if to < from {
		return 0, sayso.Errorf(op, "", sayso.Invalid, "entry %d comes before entry %d", to, from)
	}
	err = l.update(ctx, op, l.path, func(tx *sql.Tx) error {
		fresh = 0
		moved := make(map[sayso.FollowID]int64)
		for _, id := range follows {
			n, err := followNumber(ctx, tx, id)
			if ok, err := found(err); err != nil || !ok {
				if err != nil {
					return err
				}
				continue
			}
			res, err := tx.ExecContext(ctx, `UPDATE follow SET at = ? WHERE n = ? AND at = ?`, to, n, from)
			if err != nil {
				return err
			}
			if did, err := res.RowsAffected(); err != nil {
				return err
			} else if did > 0 {
				moved[id] = n
			}
		}
		for i := range hits {
			n, ok := moved[hits[i].Follow]
			if !ok {
				continue
			}
			isNew, err := keepHit(ctx, tx, n, &hits[i])
			if err != nil {
				return err
			}
			if isNew {
				fresh++
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return fresh, nil
}

// keepHit makes an item of a hit, unless the follow knows one of its keys.
func keepHit(ctx context.Context, tx *sql.Tx, follow int64, h *sayso.FollowHit) (fresh bool, err error) {
	known := false
	for _, key := range h.Keys {
		var had bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM follow_key WHERE follow = ? AND key = ?)`, follow, key).Scan(&had); err != nil {
			return false, err
		}
		known = known || had
	}
	for _, key := range h.Keys {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO follow_key (follow, key) VALUES (?, ?)`, follow, key); err != nil {
			return false, err
		}
	}
	if known {
		return false, nil
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO follow_item (follow, kind, id, entry, at) VALUES (?, ?, ?, ?, ?)`, follow, string(h.Item.Kind), h.Item.ID, h.Item.Entry, h.Item.At.UnixMilli())
	return err == nil, err
}

// Pack implements sayso.Following.
func (l *Ledger) Pack(ctx context.Context, now time.Time, limit int) (int, error) {
	made := 0
	err := l.update(ctx, "make deliveries", l.path, func(tx *sql.Tx) error {
		made = 0
		type due struct {
			n, follow, every, queued int64
			id, kind, target         string
		}
		var all []due
		rows, err := tx.QueryContext(ctx, `SELECT t.n, t.follow, t.every, t.queued, f.id, t.kind, t.target FROM follow_notice t JOIN follow f ON f.n = t.follow
			WHERE (t.next <= ? OR t.next > ?) AND EXISTS (SELECT 1 FROM follow_item i WHERE i.follow = t.follow AND i.n > t.queued) ORDER BY t.next, t.n LIMIT ?`,
			now.UnixMilli(), now.Add(sayso.MaxEvery).UnixMilli(), limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var d due
			if err := rows.Scan(&d.n, &d.follow, &d.every, &d.queued, &d.id, &d.kind, &d.target); err != nil {
				return err
			}
			all = append(all, d)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
		for _, d := range all {
			items, err := numbers(tx.QueryContext(ctx, `SELECT n FROM follow_item WHERE follow = ? AND n > ? ORDER BY n LIMIT ?`, d.follow, d.queued, sayso.MaxTold+1))
			if err != nil {
				return err
			}
			next := now.Add(time.Duration(d.every) * time.Millisecond)
			if len(items) > sayso.MaxTold { // the rest at once
				items, next = items[:sayso.MaxTold], now
			}
			upto := items[len(items)-1]
			id := sayso.DeriveID("de", d.id, d.kind, d.target, strconv.FormatInt(upto, 10), strconv.FormatInt(now.UnixMilli(), 10))
			if _, err := tx.ExecContext(ctx, `INSERT INTO follow_delivery (id, follow, notice, after, upto, made, due, tries, settled, trouble) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, '')`,
				id, d.follow, d.n, d.queued, upto, now.UnixMilli(), now.UnixMilli()); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE follow_notice SET queued = ?, next = ? WHERE n = ?`, upto, next.UnixMilli(), d.n); err != nil {
				return err
			}
			made++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return made, nil
}

// DueDeliveries implements sayso.Following.
func (l *Ledger) DueDeliveries(ctx context.Context, now time.Time, limit int) ([]sayso.Delivery, error) {
	var out []sayso.Delivery
	err := l.view(ctx, "list deliveries", l.path, func(tx *sql.Tx) error {
		out = nil
		type span struct{ follow, after, upto int64 }
		var spans []span
		rows, err := tx.QueryContext(ctx, `SELECT `+followColumns+`, d.id, d.after, d.upto, d.made, d.tries, t.kind, t.target, t.every, t.secret, t.local
			FROM follow_delivery d JOIN follow f ON f.n = d.follow JOIN follow_notice t ON t.n = d.notice
			WHERE d.due IS NOT NULL AND (d.due <= ? OR d.due > ?) ORDER BY d.due, d.n LIMIT ?`, now.UnixMilli(), now.Add(sayso.MaxDelay).UnixMilli(), limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var d sayso.Delivery
			var s span
			var made, every int64
			if err := scanFollow(rows.Scan, &d.Follow, &s.follow, &d.ID, &s.after, &s.upto, &made, &d.Tries,
				(*string)(&d.Notice.Kind), &d.Notice.To, &every, &d.Notice.Secret, &d.Notice.Local); err != nil {
				return err
			}
			d.Made, d.Notice.Every = time.UnixMilli(made).UTC(), time.Duration(every)*time.Millisecond
			out, spans = append(out, d), append(spans, s)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
		for i, s := range spans {
			if out[i].Items, err = scanItems(tx.QueryContext(ctx, `SELECT `+itemColumns+` FROM follow_item WHERE follow = ? AND n > ? AND n <= ? ORDER BY n`, s.follow, s.after, s.upto)); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// SettleDelivery implements sayso.Following.
func (l *Ledger) SettleDelivery(ctx context.Context, id string, now time.Time, o sayso.DeliveryOutcome) error {
	var due any
	settled := now.UnixMilli()
	if !o.Retry.IsZero() {
		due, settled = o.Retry.UnixMilli(), 0
	}
	tried := 0
	if o.Trouble != "" {
		tried = 1
	}
	_, err := l.exec(ctx, `UPDATE follow_delivery SET due = ?, settled = ?, tries = tries + ?, trouble = ? WHERE id = ? AND due IS NOT NULL`, due, settled, tried, o.Trouble, id)
	return fail("settle delivery", id, err)
}
