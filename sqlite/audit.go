package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// note enters an act into the audit trail. Transactions that write wait for each
// other, so each entry follows the one whose sum it takes up.
func note(ctx context.Context, tx *sql.Tx, e sayso.AuditEntry) error {
	for _, s := range []*string{&e.Who, &e.From, &e.About, &e.Note} {
		*s = strings.ReplaceAll(strings.ToValidUTF8(*s, "\ufffd"), "\x00", "\ufffd")
		if len(*s) > sayso.MaxAuditField {
			*s = strings.ToValidUTF8((*s)[:sayso.MaxAuditField-len("…")], "") + "…"
		}
	}
	e.At = e.At.Truncate(time.Millisecond)
	var before string
	if _, err := found(tx.QueryRowContext(ctx, `SELECT sum FROM audit ORDER BY n DESC LIMIT 1`).Scan(&before)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO audit (at, who, origin, act, about, note, sum) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.At.UnixMilli(), e.Who, e.From, string(e.Act), e.About, e.Note, e.Seal(before))
	return err
}

// Note implements sayso.Accounts.
func (l *Ledger) Note(ctx context.Context, e sayso.AuditEntry) error {
	if e.At.IsZero() {
		e.At = l.now()
	}
	return l.update(ctx, "note act", string(e.Act), func(tx *sql.Tx) error { return note(ctx, tx, e) })
}

// noteJudgement enters a judgement.
func noteJudgement(ctx context.Context, tx *sql.Tx, s sayso.Said) error {
	about := s.Subject
	if s.Other != "" {
		about += " " + s.Other
	}
	return note(ctx, tx, sayso.AuditEntry{At: s.At, Who: s.By, Act: sayso.JudgementAct, About: about, Note: strings.TrimSpace(string(s.Kind) + " " + s.Verdict + " " + s.Note)})
}

// Audit implements sayso.Accounts.
func (l *Ledger) Audit(ctx context.Context, q sayso.AuditQuery) (sayso.Page[sayso.AuditEntry], error) {
	var page sayso.Page[sayso.AuditEntry]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("audit %q %q %v", q.Who, q.Act, q.Oldest))
	after, err := readToken(q.After, mark, 1)
	if err != nil {
		return page, err
	}
	from, order := int64(1)<<62, `n < ?1 ORDER BY n DESC`
	if q.Oldest {
		from, order = 0, `n > ?1 ORDER BY n`
	}
	if after != nil {
		from = after[0]
	}
	err = l.view(ctx, "list audit trail", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT n, at, who, origin, act, about, note, sum FROM audit WHERE (?2 = '' OR who = ?2) AND (?3 = '' OR act = ?3) AND `+order+` LIMIT ?4`,
			from, q.Who, string(q.Act), limit+1)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, page.Items[limit-1].N)
				break
			}
			e, err := scanAudit(rows)
			if err != nil {
				return err
			}
			page.Items = append(page.Items, e)
		}
		return rows.Err()
	})
	return page, err
}

func scanAudit(rows *sql.Rows) (e sayso.AuditEntry, err error) {
	var at int64
	err = rows.Scan(&e.N, &at, &e.Who, &e.From, (*string)(&e.Act), &e.About, &e.Note, &e.Sum)
	e.At = time.UnixMilli(at).UTC()
	return e, err
}

// trail holds the audit trail against its sums.
func (v *verifier) trail(ctx context.Context) error {
	var before string
	var last int64
	for {
		var entries []sayso.AuditEntry
		err := v.view(ctx, "verify audit trail", v.path, func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(ctx, `SELECT n, at, who, origin, act, about, note, sum FROM audit WHERE n > ? ORDER BY n LIMIT 1000`, last)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				e, err := scanAudit(rows)
				if err != nil {
					return err
				}
				entries = append(entries, e)
			}
			return rows.Err()
		})
		if err != nil || len(entries) == 0 {
			return err
		}
		for i := range entries {
			e := &entries[i]
			if e.Seal(before) != e.Sum {
				if err := v.flaw(sayso.Flaw{Subject: fmt.Sprintf("entry %d of the audit trail", e.N), Words: "it, or one before it, was changed or taken away"}); err != nil {
					return err
				}
			}
			before, last = e.Sum, e.N
		}
	}
}
