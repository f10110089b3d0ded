package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Mark implements sayso.Collecting.
func (l *Ledger) Mark(ctx context.Context, m sayso.Mark) (sayso.Change, error) {
	m.Tags = slices.Clone(m.Tags)
	slices.Sort(m.Tags)
	m.Tags = slices.Compact(m.Tags)
	if err := m.Validate(); err != nil {
		return "", err
	}
	if m.At.IsZero() {
		m.At = l.now()
	}
	tags := ""
	if len(m.Tags) > 0 {
		tags = "\n" + strings.Join(m.Tags, "\n") + "\n"
	}
	var change sayso.Change
	err := l.change(ctx, "mark", m.ID, func(w *writer) error {
		var n int64
		var star, seen bool
		var was string
		had, err := found(w.tx.QueryRowContext(ctx, `SELECT n, star, seen, tags FROM mark WHERE owner = ? AND kind = ? AND id = ?`, m.Owner, string(m.Kind), m.ID).Scan(&n, &star, &seen, &was))
		switch {
		case err != nil:
			return err
		case !had && m.Empty(), had && star == m.Star && seen == m.Seen && was == tags:
			change = sayso.Unchanged
			return nil
		case m.Empty():
			change = sayso.Updated
			_, err = w.tx.ExecContext(ctx, `DELETE FROM mark WHERE n = ?`, n)
		case had:
			change = sayso.Updated
			_, err = w.tx.ExecContext(ctx, `UPDATE mark SET star = ?, seen = ?, tags = ?, at = ? WHERE n = ?`, bit(m.Star), bit(m.Seen), tags, m.At.UnixMilli(), n)
		default:
			change = sayso.New
			if err := room(ctx, w.tx, "mark", "marks", "MaxMarks", sayso.MaxMarks); err != nil {
				return err
			}
			_, err = w.tx.ExecContext(ctx, `INSERT INTO mark (owner, kind, id, star, seen, tags, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				m.Owner, string(m.Kind), m.ID, bit(m.Star), bit(m.Seen), tags, m.At.UnixMilli())
		}
		if err != nil {
			return err
		}
		return w.enter(sayso.MarkEntry, 0, 0, m.ID)
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

const markColumns = `n, owner, kind, id, star, seen, tags, at`

func scanMark(rows *sql.Rows, m *sayso.Mark, n *int64) error {
	var tags string
	var at int64
	err := rows.Scan(n, &m.Owner, (*string)(&m.Kind), &m.ID, &m.Star, &m.Seen, &tags, &at)
	if tags = strings.Trim(tags, "\n"); tags != "" {
		m.Tags = strings.Split(tags, "\n")
	}
	m.At = time.UnixMilli(at).UTC()
	return err
}

// Marks implements sayso.Collecting.
func (l *Ledger) Marks(ctx context.Context, owner string, of []sayso.Ref) ([]sayso.Mark, error) {
	if len(of) > sayso.MaxLimit {
		return nil, sayso.Errorf("find marks", owner, sayso.Invalid, "they are asked of more than %d rows (MaxLimit)", sayso.MaxLimit)
	}
	var out []sayso.Mark
	err := l.view(ctx, "find marks", owner, func(tx *sql.Tx) error {
		for _, r := range of {
			rows, err := tx.QueryContext(ctx, `SELECT `+markColumns+` FROM mark WHERE owner = ? AND kind = ? AND id = ?`, owner, string(r.Kind), r.ID)
			if err != nil {
				return err
			}
			for rows.Next() {
				var m sayso.Mark
				var n int64
				if err := scanMark(rows, &m, &n); err != nil {
					rows.Close()
					return err
				}
				out = append(out, m)
			}
			if err := rows.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Marked implements sayso.Collecting.
func (l *Ledger) Marked(ctx context.Context, q sayso.MarkQuery) (sayso.Page[sayso.Mark], error) {
	var page sayso.Page[sayso.Mark]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging = sayso.Paging{}
	token := fingerprint(fmt.Sprintf("marks %+v", plain))
	after, err := readToken(q.After, token, 2)
	if err != nil {
		return page, err
	}
	where, args := `owner = ?`, []any{q.Owner}
	and := func(what string, more ...any) { where, args = where+` AND `+what, append(args, more...) }
	if q.Kind != "" {
		and(`kind = ?`, string(q.Kind))
	}
	if q.Star {
		and(`star = 1`)
	}
	if q.Tag != "" {
		and(`instr(tags, ?) > 0`, "\n"+q.Tag+"\n")
	}
	if after != nil {
		and(`(at, n) < (?, ?)`, after[0], after[1])
	}
	err = l.view(ctx, "list marks", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+markColumns+` FROM mark WHERE `+where+` ORDER BY at DESC, n DESC LIMIT ?`, append(args, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(token, page.Items[limit-1].At.UnixMilli(), last)
				break
			}
			var m sayso.Mark
			if err := scanMark(rows, &m, &last); err != nil {
				return err
			}
			page.Items = append(page.Items, m)
		}
		return rows.Err()
	})
	return page, err
}
