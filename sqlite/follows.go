package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// AddFollow implements sayso.Following.
func (l *Ledger) AddFollow(ctx context.Context, f sayso.Follow) (sayso.Change, error) {
	const op = "add follow"
	if err := f.Validate(); err != nil {
		return "", err
	}
	f.ID = sayso.DeriveFollowID(f.Owner, f.Name)
	if f.Secret == "" {
		f.Secret = rand.Text()
	}
	if f.Added.IsZero() {
		f.Added = l.now()
	}
	var change sayso.Change
	err := l.update(ctx, op, f.Name, func(tx *sql.Tx) error {
		var n int64
		var kind, about string
		had, err := found(tx.QueryRowContext(ctx, `SELECT n, kind, about FROM follow WHERE id = ?`, string(f.ID)).Scan(&n, &kind, &about))
		if err != nil {
			return err
		}
		change = sayso.Unchanged
		switch {
		case !had:
			change = sayso.New
			n, err = insertFollow(ctx, tx, &f)
		case kind != string(f.Kind) || about != f.About:
			change = sayso.Updated
			_, err = tx.ExecContext(ctx, `UPDATE follow SET kind = ?, about = ? WHERE n = ?`, string(f.Kind), f.About, n)
		}
		if err != nil {
			return err
		}
		changed, err := setNotices(ctx, tx, n, f.Notices)
		if changed && change == sayso.Unchanged {
			change = sayso.Updated
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

func insertFollow(ctx context.Context, tx *sql.Tx, f *sayso.Follow) (int64, error) {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM follow`).Scan(&n); err != nil {
		return 0, err
	}
	if n >= sayso.MaxFollows {
		return 0, sayso.Errorf("add follow", f.Name, sayso.TooLarge, "the ledger keeps %d follows already (MaxFollows)", n).Advise("remove some")
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO follow (id, owner, name, kind, about, secret, added, at, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		string(f.ID), f.Owner, f.Name, string(f.Kind), f.About, f.Secret, f.Added.UnixMilli(), f.At)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// setNotices makes the notices of a follow those. One that is there already goes on
// where it was; with one that is gone goes what waits for it.
func setNotices(ctx context.Context, tx *sql.Tx, follow int64, want []sayso.Notice) (changed bool, err error) {
	have, rows, err := noticesOf(ctx, tx, follow)
	if err != nil {
		return false, err
	}
	kept := make(map[int64]bool)
	for _, w := range want {
		at := -1
		for i, h := range have {
			if h.Kind == w.Kind && h.To == w.To {
				at = i
			}
		}
		switch {
		case at < 0:
			changed = true
			_, err = tx.ExecContext(ctx, `INSERT INTO follow_notice (follow, kind, target, every, secret, local, queued, next)
				VALUES (?, ?, ?, ?, ?, ?, coalesce((SELECT max(n) FROM follow_item WHERE follow = ?), 0), 0)`,
				follow, string(w.Kind), w.To, w.Every.Milliseconds(), w.Secret, w.Local, follow)
		case have[at] != w:
			changed = true
			_, err = tx.ExecContext(ctx, `UPDATE follow_notice SET every = ?, secret = ?, local = ?, next = 0 WHERE n = ?`, w.Every.Milliseconds(), w.Secret, w.Local, rows[at])
		}
		if err != nil {
			return false, err
		}
		if at >= 0 {
			kept[rows[at]] = true
		}
	}
	for _, n := range rows {
		if kept[n] {
			continue
		}
		changed = true
		for _, drop := range []string{`DELETE FROM follow_delivery WHERE notice = ?`, `DELETE FROM follow_notice WHERE n = ?`} {
			if _, err := tx.ExecContext(ctx, drop, n); err != nil {
				return false, err
			}
		}
	}
	return changed, nil
}

// noticesOf reads the notices of a follow, and their row numbers.
func noticesOf(ctx context.Context, tx *sql.Tx, follow int64) (out []sayso.Notice, ns []int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT n, kind, target, every, secret, local FROM follow_notice WHERE follow = ? ORDER BY n`, follow)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var x sayso.Notice
		var n, every int64
		if err := rows.Scan(&n, (*string)(&x.Kind), &x.To, &every, &x.Secret, &x.Local); err != nil {
			return nil, nil, err
		}
		x.Every = time.Duration(every) * time.Millisecond
		out, ns = append(out, x), append(ns, n)
	}
	return out, ns, rows.Err()
}

// RemoveFollow implements sayso.Following.
func (l *Ledger) RemoveFollow(ctx context.Context, id sayso.FollowID) error {
	return l.update(ctx, "remove follow", string(id), func(tx *sql.Tx) error {
		n, err := followNumber(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, drop := range []string{`DELETE FROM follow_delivery WHERE follow = ?`, `DELETE FROM follow_notice WHERE follow = ?`, `DELETE FROM follow_key WHERE follow = ?`,
			`DELETE FROM follow_item WHERE follow = ?`, `DELETE FROM follow WHERE n = ?`} {
			if _, err := tx.ExecContext(ctx, drop, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func followNumber(ctx context.Context, tx *sql.Tx, id sayso.FollowID) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT n FROM follow WHERE id = ?`, string(id)).Scan(&n)
	return n, err
}

const followColumns = `f.n, f.id, f.owner, f.name, f.kind, f.about, f.secret, f.added, f.at`

// scanFollow reads followColumns and what else was asked for.
func scanFollow(scan func(...any) error, f *sayso.Follow, n *int64, more ...any) error {
	var added int64
	err := scan(append([]any{n, (*string)(&f.ID), &f.Owner, &f.Name, (*string)(&f.Kind), &f.About, &f.Secret, &added, &f.At}, more...)...)
	f.Added = time.UnixMilli(added).UTC()
	return err
}

// followRows reads the follows that where selects, with how they stand, and their row
// numbers.
func followRows(ctx context.Context, tx *sql.Tx, where string, args ...any) (out []sayso.FollowRow, ns []int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+followColumns+`,
		(SELECT count(*) FROM follow_item i WHERE i.follow = f.n), (SELECT count(*) FROM follow_item i WHERE i.follow = f.n AND i.n > f.seen),
		(SELECT count(*) FROM follow_delivery d WHERE d.follow = f.n AND d.due IS NOT NULL), (SELECT count(*) FROM follow_delivery d WHERE d.follow = f.n AND d.due IS NULL AND d.trouble <> ''),
		coalesce((SELECT d.trouble FROM follow_delivery d WHERE d.follow = f.n ORDER BY d.n DESC LIMIT 1), '')
		FROM follow f `+where, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r sayso.FollowRow
		var n int64
		if err := scanFollow(rows.Scan, &r.Follow, &n, &r.Items, &r.Unread, &r.Waiting, &r.Failed, &r.Trouble); err != nil {
			return nil, nil, err
		}
		out, ns = append(out, r), append(ns, n)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	rows.Close()
	for i := range out {
		if out[i].Notices, _, err = noticesOf(ctx, tx, ns[i]); err != nil {
			return nil, nil, err
		}
	}
	return out, ns, nil
}

// Follow implements sayso.Following.
func (l *Ledger) Follow(ctx context.Context, id sayso.FollowID) (*sayso.FollowRow, error) {
	return l.oneFollow(ctx, string(id), `WHERE f.id = ?`, string(id))
}

// FollowOf implements sayso.Following.
func (l *Ledger) FollowOf(ctx context.Context, secret string) (*sayso.FollowRow, error) {
	return l.oneFollow(ctx, "", `WHERE f.secret = ?`, secret) // errors go to logs, which must not hold the secret
}

func (l *Ledger) oneFollow(ctx context.Context, subject, where, arg string) (*sayso.FollowRow, error) {
	var out []sayso.FollowRow
	err := l.view(ctx, "find follow", subject, func(tx *sql.Tx) (err error) {
		if out, _, err = followRows(ctx, tx, where, arg); err == nil && len(out) == 0 {
			err = sql.ErrNoRows
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &out[0], nil
}

// Follows implements sayso.Following.
func (l *Ledger) Follows(ctx context.Context, owner string, p sayso.Paging) (sayso.Page[sayso.FollowRow], error) {
	var page sayso.Page[sayso.FollowRow]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("follows " + owner)
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	from := int64(0)
	if after != nil {
		from = after[0]
	}
	err = l.view(ctx, "list follows", l.path, func(tx *sql.Tx) error {
		rows, ns, err := followRows(ctx, tx, `WHERE f.owner = ? AND f.n > ? ORDER BY f.n LIMIT ?`, owner, from, limit+1)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			page.Next = writeToken(mark, ns[limit-1])
			rows = rows[:limit]
		}
		page.Items = rows
		return nil
	})
	return page, err
}

const itemColumns = `n, kind, id, entry, at`

func scanItems(rows *sql.Rows, err error) ([]sayso.FollowItem, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sayso.FollowItem
	for rows.Next() {
		var it sayso.FollowItem
		var at int64
		if err := rows.Scan(&it.N, (*string)(&it.Kind), &it.ID, &it.Entry, &at); err != nil {
			return nil, err
		}
		it.At = time.UnixMilli(at).UTC()
		out = append(out, it)
	}
	return out, rows.Err()
}

// FollowItems implements sayso.Following.
func (l *Ledger) FollowItems(ctx context.Context, id sayso.FollowID, p sayso.Paging) (sayso.Page[sayso.FollowItem], error) {
	var page sayso.Page[sayso.FollowItem]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("items of %s", id))
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1) << 62
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, "list items", string(id), func(tx *sql.Tx) error {
		n, err := followNumber(ctx, tx, id)
		if err != nil {
			return err
		}
		page.Items, err = scanItems(tx.QueryContext(ctx, `SELECT `+itemColumns+` FROM follow_item WHERE follow = ? AND n < ? ORDER BY n DESC LIMIT ?`, n, before, limit+1))
		if len(page.Items) > limit {
			page.Items = page.Items[:limit]
			page.Next = writeToken(mark, page.Items[limit-1].N)
		}
		return err
	})
	return page, err
}

// SeeFollow implements sayso.Following.
func (l *Ledger) SeeFollow(ctx context.Context, id sayso.FollowID, upto int64) error {
	return l.update(ctx, "note what was seen", string(id), func(tx *sql.Tx) error {
		n, err := followNumber(ctx, tx, id)
		if err != nil {
			return err
		}
		// Numbers of items to come are not seen.
		_, err = tx.ExecContext(ctx, `UPDATE follow SET seen = coalesce((SELECT max(i.n) FROM follow_item i WHERE i.follow = ? AND i.n <= ?), 0) WHERE n = ? AND seen < ?`, n, upto, n, upto)
		return err
	})
}
