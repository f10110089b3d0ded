package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// usedEvery is how often at most the use of a pass is written.
const usedEvery = time.Minute

// AddPass implements sayso.Accounts.
func (l *Ledger) AddPass(ctx context.Context, p sayso.Pass) error {
	const op = "make pass"
	if err := p.Validate(); err != nil {
		return err
	}
	p.ID = sayso.DeriveID("pa", p.Sum)
	return l.update(ctx, op, p.Account, func(tx *sql.Tx) error {
		_, n, err := account(ctx, tx, `WHERE name = ? AND closed = 0`, p.Account)
		if err != nil {
			return err
		}
		var taken bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pass WHERE sum = ?)`, p.Sum).Scan(&taken); err != nil {
			return err
		}
		if taken {
			return sayso.Errorf(op, p.Account, sayso.Invalid, "there is a pass with that digest").Advise("make a key at random")
		}
		made := p.Made.UnixMilli()
		if _, err := tx.ExecContext(ctx, `DELETE FROM pass WHERE account = ? AND (ends <= ? OR idle > 0 AND used + idle < ?)`, n, made, made); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM pass WHERE n IN (SELECT n FROM pass WHERE account = ? AND kind = ? ORDER BY used DESC, n DESC LIMIT 100000 OFFSET ?)`,
			n, string(p.Kind), sayso.MaxPasses-1); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO pass (id, kind, account, sum, role, label, origin, made, used, ends, idle) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.ID, string(p.Kind), n, p.Sum, string(p.Role), p.Label, p.From, made, made, p.Ends.UnixMilli(), p.Idle.Milliseconds())
		return err
	})
}

// passes reads those that a condition selects, with their row numbers.
func passes(ctx context.Context, tx *sql.Tx, cond string, args ...any) (out []sayso.Pass, ns []int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT p.n, p.id, p.kind, a.name, p.sum, p.role, p.label, p.origin, p.made, p.used, p.ends, p.idle FROM pass p JOIN account a ON a.n = p.account `+cond, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p sayso.Pass
		var n, made, used, ends, idle int64
		if err := rows.Scan(&n, &p.ID, (*string)(&p.Kind), &p.Account, &p.Sum, (*string)(&p.Role), &p.Label, &p.From, &made, &used, &ends, &idle); err != nil {
			return nil, nil, err
		}
		p.Made, p.Used, p.Ends, p.Idle = moment(made), moment(used), moment(ends), time.Duration(idle)*time.Millisecond
		out, ns = append(out, p), append(ns, n)
	}
	return out, ns, rows.Err()
}

// passOf finds the pass with a digest that lets somebody in.
func passOf(ctx context.Context, tx *sql.Tx, kind sayso.PassKind, sum string, now time.Time) (*sayso.Pass, *sayso.Account, int64, error) {
	ps, ns, err := passes(ctx, tx, `WHERE p.sum = ? AND p.kind = ? AND a.closed = 0`, sum, string(kind))
	if err == nil && (len(ps) == 0 || ps[0].Ended(now)) {
		err = sql.ErrNoRows
	}
	if err != nil {
		return nil, nil, 0, err
	}
	a, _, err := account(ctx, tx, `WHERE name = ?`, ps[0].Account)
	return &ps[0], a, ns[0], err
}

// UsePass implements sayso.Accounts.
func (l *Ledger) UsePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (p *sayso.Pass, a *sayso.Account, err error) {
	var n int64
	err = l.view(ctx, "let in", string(kind), func(tx *sql.Tx) error {
		p, a, n, err = passOf(ctx, tx, kind, sum, now)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if now.Sub(p.Used) >= usedEvery {
		// A server whose disk is full still lets in who has signed in.
		if _, err := l.exec(ctx, `UPDATE pass SET used = ? WHERE n = ? AND used < ?`, now.UnixMilli(), n, now.UnixMilli()); err == nil {
			p.Used = moment(now.UnixMilli())
		}
	}
	return p, a, nil
}

// TakePass implements sayso.Accounts.
func (l *Ledger) TakePass(ctx context.Context, kind sayso.PassKind, sum string, now time.Time) (p *sayso.Pass, a *sayso.Account, err error) {
	err = l.update(ctx, "let in", string(kind), func(tx *sql.Tx) error {
		var n int64
		if p, a, n, err = passOf(ctx, tx, kind, sum, now); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM pass WHERE n = ?`, n)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	return p, a, nil
}

// Passes implements sayso.Accounts.
func (l *Ledger) Passes(ctx context.Context, name string, now time.Time, p sayso.Paging) (sayso.Page[sayso.Pass], error) {
	var page sayso.Page[sayso.Pass]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("passes " + name)
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1) << 62
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, "list passes", name, func(tx *sql.Tx) error {
		var ns []int64
		page.Items, ns, err = passes(ctx, tx, `WHERE a.name = ? AND p.n < ? AND a.closed = 0 AND p.ends > ? AND (p.idle = 0 OR p.used + p.idle >= ?) ORDER BY p.n DESC LIMIT ?`,
			name, before, now.UnixMilli(), now.UnixMilli(), limit+1)
		if len(page.Items) > limit {
			page.Items = page.Items[:limit]
			page.Next = writeToken(mark, ns[limit-1])
		}
		return err
	})
	return page, err
}

// EndPass implements sayso.Accounts.
func (l *Ledger) EndPass(ctx context.Context, name, id string) error {
	return l.update(ctx, "end pass", id, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM pass WHERE id = ? AND account = (SELECT n FROM account WHERE name = ?)`, id, name)
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		if err == nil && n == 0 {
			err = sql.ErrNoRows
		}
		return err
	})
}

// SetCollection implements sayso.Accounts.
func (l *Ledger) SetCollection(ctx context.Context, c sayso.Collection) (change sayso.Change, err error) {
	const op = "keep collection"
	if err := c.Validate(); err != nil {
		return "", err
	}
	err = l.update(ctx, op, c.Name, func(tx *sql.Tx) error {
		var n int64
		had, err := found(tx.QueryRowContext(ctx, `SELECT n FROM collection WHERE name = ?`, c.Name).Scan(&n))
		if err != nil {
			return err
		}
		if !had {
			var all int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM collection`).Scan(&all); err != nil {
				return err
			}
			if all >= sayso.MaxCollections {
				return sayso.Errorf(op, c.Name, sayso.TooLarge, "the ledger has %d collections already (MaxCollections)", all)
			}
			r, err := tx.ExecContext(ctx, `INSERT INTO collection (name) VALUES (?)`, c.Name)
			if err != nil {
				return err
			}
			if n, err = r.LastInsertId(); err != nil {
				return err
			}
		}
		before, err := collectionParts(ctx, tx, n)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM collection_part WHERE collection = ?`, n); err != nil {
			return err
		}
		for _, s := range c.Sources {
			if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO collection_part (collection, kind, id) VALUES (?, 'source', ?)`, n, string(s)); err != nil {
				return err
			}
		}
		for _, s := range c.Dossiers {
			if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO collection_part (collection, kind, id) VALUES (?, 'dossier', ?)`, n, s); err != nil {
				return err
			}
		}
		now, err := collectionParts(ctx, tx, n)
		switch {
		case !had:
			change = sayso.New
		case fmt.Sprint(now) != fmt.Sprint(before):
			change = sayso.Updated
		default:
			change = sayso.Unchanged
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

// collectionParts reads what a collection holds.
func collectionParts(ctx context.Context, tx *sql.Tx, n int64) (c sayso.Collection, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT kind, id FROM collection_part WHERE collection = ? ORDER BY kind, id`, n)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, id string
		if err := rows.Scan(&kind, &id); err != nil {
			return c, err
		}
		if kind == "source" {
			c.Sources = append(c.Sources, sayso.SourceID(id))
		} else {
			c.Dossiers = append(c.Dossiers, id)
		}
	}
	return c, rows.Err()
}

// RemoveCollection implements sayso.Accounts.
func (l *Ledger) RemoveCollection(ctx context.Context, name string) error {
	return l.update(ctx, "remove collection", name, func(tx *sql.Tx) error {
		var n int64
		if err := tx.QueryRowContext(ctx, `SELECT n FROM collection WHERE name = ?`, name).Scan(&n); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM collection_part WHERE collection = ?`, n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM collection WHERE n = ?`, n)
		return err
	})
}

// Collections implements sayso.Accounts.
func (l *Ledger) Collections(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Collection], error) {
	var page sayso.Page[sayso.Collection]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("collections")
	_, after, err := readNamedToken(p.After, mark, 0)
	if err != nil {
		return page, err
	}
	err = l.view(ctx, "list collections", l.path, func(tx *sql.Tx) error {
		names, err := texts(ctx, tx, `SELECT name FROM collection WHERE name > ? ORDER BY name LIMIT ?`, after, limit+1)
		if err != nil {
			return err
		}
		if len(names) > limit {
			names = names[:limit]
			page.Next = writeNamedToken(mark, names[limit-1])
		}
		for _, name := range names {
			var n int64
			if err := tx.QueryRowContext(ctx, `SELECT n FROM collection WHERE name = ?`, name).Scan(&n); err != nil {
				return err
			}
			c, err := collectionParts(ctx, tx, n)
			if err != nil {
				return err
			}
			c.Name = name
			page.Items = append(page.Items, c)
		}
		return nil
	})
	return page, err
}

// Collected implements sayso.Accounts.
func (l *Ledger) Collected(ctx context.Context, collections []string, article sayso.ArticleID) (in bool, err error) {
	err = l.view(ctx, "look into collections", string(article), func(tx *sql.Tx) error {
		for _, name := range collections {
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM source_item i JOIN source s ON s.n = i.source JOIN collection_part p ON p.kind = 'source' AND p.id = s.id JOIN collection c ON c.n = p.collection
				WHERE i.article = ? AND i.article <> '' AND c.name = ?)`, string(article), name).Scan(&in); err != nil || in {
				return err
			}
		}
		return nil
	})
	return in, err
}
