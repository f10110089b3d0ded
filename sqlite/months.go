package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Months implements sayso.ClaimLedger. SQLite counts by day, which it finds by a
// division; months are made of days here, which costs less than a date for each row.
func (l *Ledger) Months(ctx context.Context, q sayso.ClaimQuery) ([]sayso.MonthCount, error) {
	q.Paging = sayso.Paging{}
	find, err := readClaimQuery(q)
	if err != nil {
		return nil, err
	}
	type key struct {
		month  string
		stance sayso.Stance
	}
	counts := make(map[key]int)
	err = l.view(ctx, "count claims by month", l.path, func(tx *sql.Tx) error {
		s, err := l.selectClaims(ctx, tx, &find)
		if err != nil || s.none {
			return err
		}
		rows, err := tx.QueryContext(ctx, s.statement(`SELECT CASE WHEN c.at = `+strconv.FormatInt(ledger.Undated, 10)+` THEN NULL ELSE c.at / 86400 - CASE WHEN c.at % 86400 < 0 THEN 1 ELSE 0 END END, c.stance, count(*)`, `GROUP BY 1, 2`), s.args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var day sql.NullInt64
			var k key
			var n int
			if err := rows.Scan(&day, &k.stance, &n); err != nil {
				return err
			}
			if day.Valid {
				k.month = time.Unix(day.Int64*24*60*60, 0).UTC().Format("2006-01")
			}
			counts[k] += n
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	out := make([]sayso.MonthCount, 0, len(counts))
	for k, n := range counts {
		out = append(out, sayso.MonthCount{Month: k.month, Stance: k.stance, N: n})
	}
	slices.SortFunc(out, func(a, b sayso.MonthCount) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Stance, b.Stance))
	})
	return out, nil
}
