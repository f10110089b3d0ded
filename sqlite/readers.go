package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"sayso"
	"sayso/internal/ledger"
)

// Readers implements sayso.ArticleLedger. Versions that nobody has read since
// Forget have no extractor.
func (l *Ledger) Readers(ctx context.Context) ([]sayso.Reader, error) {
	var out []sayso.Reader
	err := l.view(ctx, "list extractors", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT extractor, extractor_version, extractor_model, sum(newest), count(*) FROM version
			WHERE extractor <> '' GROUP BY 1, 2, 3 ORDER BY 4 DESC, 5 DESC, 1, 2, 3`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r sayso.Reader
			if err := rows.Scan(&r.By.Name, &r.By.Version, &r.By.Model, &r.Articles, &r.Versions); err != nil {
				return err
			}
			out = append(out, r)
		}
		return rows.Err()
	})
	return out, err
}

// ReadBy implements sayso.Rebuilder.
func (l *Ledger) ReadBy(ctx context.Context, by sayso.Provenance, p sayso.Paging) (sayso.Page[sayso.VersionID], error) {
	var page sayso.Page[sayso.VersionID]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("read by %q", by))
	after, err := readToken(p.After, mark, 2)
	if err != nil {
		return page, err
	}
	if after == nil {
		after = []int64{1, math.MaxInt64}
	}
	err = l.view(ctx, "list versions", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT id, newest, n FROM version
			WHERE extractor = ? AND extractor_version = ? AND extractor_model = ? AND extractor <> '' AND (newest, n) < (?, ?)
			ORDER BY newest DESC, n DESC LIMIT ?`, by.Name, by.Version, by.Model, after[0], after[1], limit+1)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last [2]int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last[0], last[1])
				break
			}
			var id string
			if err := rows.Scan(&id, &last[0], &last[1]); err != nil {
				return err
			}
			page.Items = append(page.Items, sayso.VersionID(id))
		}
		return rows.Err()
	})
	return page, err
}
