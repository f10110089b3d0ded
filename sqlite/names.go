package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"sayso"
)

// beginning says where the identifiers stand that begin with two letters.
type beginning struct{ table, column, where string }

var beginnings = map[string]beginning{
	"ar": {"article", "id", ""},
	"ve": {"version", "id", ""},
	"cl": {"claim", "id", ""},
	"ac": {"actor", "id", ""},
	"ev": {"event", "joined", "newest = 1"},
	"em": {"event", "id", "newest = 1"},
	"st": {"placed", "lead", "version <> ''"},
	"qu": {"question", "id", "void = 0"},
	"so": {"source", "id", ""},
}

// Begins implements sayso.NameLedger.
func (l *Ledger) Begins(ctx context.Context, prefix string, limit int) ([]string, error) {
	if limit < 1 || limit > sayso.MaxLimit {
		return nil, sayso.Errorf("find identifier", prefix, sayso.Invalid, "a limit is a number from 1 to %d (MaxLimit)", sayso.MaxLimit)
	}
	var out []string
	err := l.view(ctx, "find identifier", prefix, func(tx *sql.Tx) error {
		if len(prefix) < sayso.MinPrefix || strings.Trim(prefix, "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
			return nil
		}
		b, ok := beginnings[prefix[:2]]
		if !ok {
			return nil
		}
		where := b.column + ` >= ?1 AND ` + b.column + ` < ?1 || '~'`
		if b.where != "" {
			where += ` AND ` + b.where
		}
		rows, err := tx.QueryContext(ctx, `SELECT DISTINCT `+b.column+` FROM `+b.table+` WHERE `+where+` ORDER BY 1 LIMIT ?2`, prefix, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			out = append(out, id)
		}
		return rows.Err()
	})
	return out, err
}
