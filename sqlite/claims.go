package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// window is how many matches are ranked at a time. Ranking reads each match,
// so a word that half the claims hold would take a fifth of a second at
// 100,000 claims. The matches are therefore ranked in windows, the most
// recently read first: within a window the best match comes first, and for all
// but the commonest words there is one window.
const window = 4096

// spot is where a claim stands in a list.
type spot struct {
	n                          int64
	at, article, version, rest int64
	// Of a list by rank: the end of the window, and bm25 in it, lower is better.
	upper int64
	rank  float64
}

// claimListing is where claims are looked for when nothing else leads, and listingOrder
// is its order.
const (
	claimListing = `claim c INDEXED BY claim_listing`
	listingOrder = `ORDER BY c.at DESC, c.article DESC, c.version DESC, c.rest DESC LIMIT ?`
)

const spotColumns = `c.n, c.at, c.article, c.version, c.rest`

// Claims implements sayso.ClaimLedger. With words, matches are ranked in windows:
// see window.
func (l *Ledger) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	var page sayso.Page[sayso.ClaimRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("claims %+v", plain))
	find, err := readClaimQuery(q)
	if err != nil {
		return page, err
	}
	list, keys := (*selection).newestFirst, 4
	switch {
	case find.Like != nil:
		list, keys = (*selection).likest, 2
	case find.Order == sayso.ByConfidence:
		list, keys = (*selection).surest, 5
	case find.Order == sayso.ByDate:
	case find.match != "":
		list, keys = (*selection).ranked, 6
	}
	after, err := readToken(q.After, mark, keys)
	if err != nil {
		return page, err
	}
	err = l.view(ctx, "list claims", l.path, func(tx *sql.Tx) error {
		s, err := l.selectClaims(ctx, tx, &find)
		if err != nil || s.none {
			return err
		}
		if keys == 4 && s.from == claimListing && len(s.actors) == 0 {
			page, err = s.listed(ctx, tx, limit, after, mark)
			return err
		}
		spots, err := list(s, ctx, tx, limit+1, after)
		if err != nil {
			return err
		}
		if len(spots) > limit {
			spots = spots[:limit]
			z := spots[limit-1]
			next := []int64{z.at, z.article, z.version, z.rest}
			switch {
			case find.Like != nil:
				next = []int64{int64(s.likeness[z.n]), z.n}
			case find.Order == sayso.ByConfidence:
				next = append(next, int64(math.Float64bits(z.rank)))
			case find.Order == sayso.ByDate:
			case find.match != "":
				next = append(next, z.upper, int64(math.Float64bits(z.rank)))
			}
			page.Next = writeToken(mark, next...)
		}
		if page.Items, err = loadClaims(ctx, tx, spots); err == nil && find.Like != nil {
			for i := range page.Items {
				page.Items[i].Likeness = sayso.Likeness(s.likeness[spots[i].n])
			}
		}
		return err
	})
	return page, err
}

// listed is a page of claims in the order of claim_listing.
func (s *selection) listed(ctx context.Context, tx *sql.Tx, limit int, after []int64, mark uint32) (page sayso.Page[sayso.ClaimRow], err error) {
	rows, ns, err := s.loadListed(ctx, tx, limit+1, after)
	if err != nil {
		return page, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		var z spot
		if err := tx.QueryRowContext(ctx, `SELECT at, article, version, rest FROM claim WHERE n = ?`, ns[limit-1]).Scan(&z.at, &z.article, &z.version, &z.rest); err != nil {
			return page, err
		}
		page.Next = writeToken(mark, z.at, z.article, z.version, z.rest)
	}
	page.Items = rows
	return page, nil
}

// newestFirst lists in the order of the index claim_listing, and of said.
func (s *selection) newestFirst(ctx context.Context, tx *sql.Tx, limit int, after []int64) ([]spot, error) {
	if len(s.actors) == 0 {
		t := *s
		if after != nil {
			t.and(`(c.at, c.article, c.version, c.rest) < (?, ?, ?, ?)`, after[0], after[1], after[2], after[3])
		}
		return spots(tx.QueryContext(ctx, t.statement(`SELECT `+spotColumns, listingOrder), append(t.args, limit)...))
	}
	// Each actor's list is read as far as the page may need it, and the lists
	// are merged; UNION drops a claim that two of them share.
	var one strings.Builder
	var args []any
	for i, actor := range s.actors {
		t := *s
		t.actors = []int64{actor}
		if after != nil {
			t.and(`(s.at, s.article, s.version, s.rest) < (?, ?, ?, ?)`, after[0], after[1], after[2], after[3])
		}
		if i > 0 {
			one.WriteString(` UNION `)
		}
		one.WriteString(`SELECT * FROM (` + t.statement(`SELECT `+spotColumns,
			`ORDER BY s.at DESC, s.article DESC, s.version DESC, s.rest DESC LIMIT ?`) + `) x`)
		args = append(append(args, t.args...), limit)
	}
	if len(s.actors) > 1 {
		one.WriteString(` ORDER BY 2 DESC, 3 DESC, 4 DESC, 5 DESC LIMIT ?`)
		args = append(args, limit)
	}
	return spots(tx.QueryContext(ctx, one.String(), args...))
}

// ranked lists the best matches first, window by window.
func (s *selection) ranked(ctx context.Context, tx *sql.Tx, limit int, after []int64) ([]spot, error) {
	upper, key := int64(math.MaxInt64), ``
	var keyArgs []any
	if after != nil {
		rank := math.Float64frombits(uint64(after[5]))
		upper = after[4]
		key = ` WHERE r > ? OR r = ? AND (at, article, version, rest) < (?, ?, ?, ?)`
		keyArgs = []any{rank, rank, after[0], after[1], after[2], after[3]}
	}
	var out []spot
	for {
		t := *s
		t.and(`w.rowid < ?`, upper)
		// Materialized, so that bm25 is worked out once for each match. A word
		// of the source or the content weighs twice as much as one of the cue.
		// The first row tells of the window: where it ends, how many are in it.
		query := t.statement(`WITH m AS MATERIALIZED (SELECT `+spotColumns+`, bm25(claim_words, 2, 1, 2) r`, `ORDER BY w.rowid DESC LIMIT ?)`) +
			` SELECT coalesce(min(n), 0), count(*), 0, 0, 0, 0.0 FROM m UNION ALL SELECT * FROM (SELECT * FROM m` + key +
			` ORDER BY r, at DESC, article DESC, version DESC, rest DESC LIMIT ?) x`
		args := slices.Concat(t.args, []any{window}, keyArgs, []any{limit - len(out)})
		found, err := spots(tx.QueryContext(ctx, query, args...))
		if err != nil {
			return nil, err
		}
		about := found[0]
		for _, f := range found[1:] {
			f.upper = upper
			out = append(out, f)
		}
		if about.at < window || len(out) == limit {
			return out, nil
		}
		upper, key, keyArgs = about.n, ``, nil
	}
}

// surest lists the claims of the highest confidence first.
func (s *selection) surest(ctx context.Context, tx *sql.Tx, limit int, after []int64) ([]spot, error) {
	const sure = `, (SELECT t.confidence FROM claim_text t WHERE t.n = c.n) r`
	key, args := ``, s.args
	if after != nil {
		r := math.Float64frombits(uint64(after[4]))
		key = ` WHERE r < ? OR r = ? AND (at, article, version, rest) < (?, ?, ?, ?)`
		args = slices.Concat(args, []any{r, r, after[0], after[1], after[2], after[3]})
	}
	return spots(tx.QueryContext(ctx, `SELECT * FROM (`+s.statement(`SELECT `+spotColumns+sure, `) x`)+key+
		` ORDER BY r DESC, at DESC, article DESC, version DESC, rest DESC LIMIT ?`, append(slices.Clone(args), limit)...))
}

// spots reads spotColumns, and the rank where there is one.
func spots(rows *sql.Rows, err error) ([]spot, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []spot
	var s spot
	to := []any{&s.n, &s.at, &s.article, &s.version, &s.rest, &s.rank}
	for rows.Next() {
		if err := rows.Scan(to[:len(columns)]...); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
