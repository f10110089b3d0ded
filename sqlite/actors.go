package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"sayso"
	"sayso/internal/ledger"
	"sayso/internal/ledger/search"
)

// Bounds on what an ActorRow lists.
const (
	maxAliases = 50
	// Roles come from the newest articles: so many rows are read, and those
	// that say the same are one.
	rolesInList = 32
	rolesAlone  = 2000
)

const actorColumns = `x.n, x.id, x.name, x.type, x.named, x.articles, x.claims,
	coalesce((SELECT v.published FROM link k CROSS JOIN version v ON v.n = k.version
		WHERE k.actor = x.n AND k.newest = 1 AND k.at > -9223372036854775808 ORDER BY k.at LIMIT 1), ''),
	coalesce((SELECT v.published FROM link k CROSS JOIN version v ON v.n = k.version
		WHERE k.actor = x.n AND k.newest = 1 AND k.at > -9223372036854775808 ORDER BY k.at DESC LIMIT 1), '')`

// Actors implements sayso.ActorLedger. Actors that only superseded versions show
// are not listed.
func (l *Ledger) Actors(ctx context.Context, q sayso.ActorQuery) (sayso.Page[sayso.ActorRow], error) {
	var page sayso.Page[sayso.ActorRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging = sayso.Paging{}
	mark := fingerprint(fmt.Sprintf("actors %+v", plain))
	after, err := readToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	err = l.view(ctx, "list actors", l.path, func(tx *sql.Tx) error {
		s := &selection{from: `actor x INDEXED BY actor_listing`}
		if q.Name != "" {
			match := matchTerms(search.Names(q.Name))
			if match == "" {
				return nil
			}
			s.from = `actor x`
			s.and(`x.n IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?)`, match)
		}
		s.and(`x.articles > 0`)
		if q.Type != "" {
			s.and(`x.type = ?`, string(q.Type))
		}
		if q.Speaking {
			s.and(`x.claims > 0`)
		}
		if after != nil {
			// The name stays out of the token; its row knows it.
			s.and(`x.claims <= ? AND (x.claims < ? OR (x.key, x.n) > ((SELECT key FROM actor WHERE n = ?), ?))`,
				after[0], after[0], after[1], after[1])
		}
		rows, ns, err := scanActors(tx.QueryContext(ctx, s.statement(`SELECT `+actorColumns,
			`ORDER BY x.claims DESC, x.key, x.n LIMIT ?`), append(s.args, limit+1)...))
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows, ns = rows[:limit], ns[:limit]
			page.Next = writeToken(mark, int64(rows[limit-1].Claims), ns[limit-1])
		}
		page.Items = rows
		return describeActors(ctx, tx, rows, ns, rolesInList)
	})
	return page, err
}

// Actor implements sayso.ActorLedger.
func (l *Ledger) Actor(ctx context.Context, id sayso.ActorID) (*sayso.ActorRow, error) {
	var out *sayso.ActorRow
	err := l.view(ctx, "show actor", string(id), func(tx *sql.Tx) error {
		rows, ns, err := scanActors(tx.QueryContext(ctx, `SELECT `+actorColumns+` FROM actor x WHERE x.id = ?`, string(id)))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return sql.ErrNoRows
		}
		out = &rows[0]
		return describeActors(ctx, tx, rows, ns, rolesAlone)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func scanActors(rows *sql.Rows, err error) ([]sayso.ActorRow, []int64, error) {
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var out []sayso.ActorRow
	var ns []int64
	for rows.Next() {
		var r sayso.ActorRow
		var n int64
		var first, last string
		if err := rows.Scan(&n, (*string)(&r.ID), &r.Name, (*string)(&r.Type), &r.Named, &r.Articles, &r.Claims, &first, &last); err != nil {
			return nil, nil, err
		}
		if r.First, err = sayso.ParseDate(first); err != nil {
			return nil, nil, err
		}
		if r.Last, err = sayso.ParseDate(last); err != nil {
			return nil, nil, err
		}
		out, ns = append(out, r), append(ns, n)
	}
	return out, ns, rows.Err()
}

// describeActors adds aliases, the commonest first, and roles, the latest
// first.
func describeActors(ctx context.Context, tx *sql.Tx, out []sayso.ActorRow, ns []int64, roles int) error {
	for i, n := range ns {
		err := pairs(tx.QueryContext(ctx, `SELECT name, '' FROM alias WHERE actor = ? ORDER BY uses DESC, name LIMIT ?`, n, maxAliases))(func(name, _ string) {
			out[i].Aliases = append(out[i].Aliases, name)
		})
		if err != nil {
			return err
		}
		if err := rolesOf(ctx, tx, &out[i], n, roles); err != nil {
			return err
		}
	}
	return nil
}

func rolesOf(ctx context.Context, tx *sql.Tx, out *sayso.ActorRow, n int64, limit int) error {
	rows, err := tx.QueryContext(ctx, `SELECT r.title, r.of, a.id, v.published, coalesce(o.name, '') FROM role r CROSS JOIN version v ON v.n = r.version
		CROSS JOIN article a ON a.n = v.article LEFT JOIN outlet o ON o.n = v.outlet WHERE r.actor = ? AND r.newest = 1 ORDER BY r.at DESC, r.version DESC, r.title DESC, r.of DESC LIMIT ?`, n, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []sayso.RoleRow
	for rows.Next() {
		var r sayso.RoleRow
		var day string
		if err := rows.Scan(&r.Title, &r.Of, (*string)(&r.Article), &day, &r.Outlet); err != nil {
			return err
		}
		if r.Last, err = sayso.ParseDate(day); err != nil {
			return err
		}
		all = append(all, r)
	}
	out.Roles = ledger.MergeRoles(all)
	return rows.Err()
}

// Stats implements sayso.ArticleLedger. Claims and actors are those of newest
// versions, as lists show them.
func (l *Ledger) Stats(ctx context.Context) (sayso.Stats, error) {
	var out sayso.Stats
	err := l.view(ctx, "count ledger", l.path, func(tx *sql.Tx) error {
		// Versions know how many claims they have, and there are fewer of them.
		err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM version),
			(SELECT coalesce(sum(claims), 0) FROM version WHERE newest = 1), (SELECT count(*) FROM actor WHERE articles > 0)`).
			Scan(&out.Articles, &out.Versions, &out.Claims, &out.Actors)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT unread, count(*) n FROM version WHERE newest = 1 AND unread <> '' GROUP BY unread ORDER BY n DESC, unread`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var c sayso.Count
			if err := rows.Scan(&c.Key, &c.N); err != nil {
				return err
			}
			c.Label = c.Key
			out.Unread = append(out.Unread, c)
		}
		return rows.Err()
	})
	return out, err
}
