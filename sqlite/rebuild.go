package sqlite

import (
	"context"
	"database/sql"

	"sayso"
)

// Forget implements sayso.Rebuilder. Versions that are to be read anew have no
// extractor.
func (l *Ledger) Forget(ctx context.Context) error {
	const op = "forget what was read"
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, l.path, err)
	}
	tx, err := l.begin(ctx)
	if err != nil {
		return fail(op, l.path, err)
	}
	defer tx.Rollback()
	if err := l.writer(tx, stmts).enter(sayso.RebuildEntry, 0, 0, ""); err != nil {
		return fail(op, l.path, l.blame(ctx, err))
	}
	for _, s := range []string{
		`INSERT INTO claim_words (claim_words) VALUES ('delete-all')`,
		`INSERT INTO actor_words (actor_words) VALUES ('delete-all')`,
		`DELETE FROM event`, `DELETE FROM said`, `DELETE FROM claim_actor`, `DELETE FROM claim_vector`, `DELETE FROM claim_text`, `DELETE FROM claim`,
		`DELETE FROM role`, `DELETE FROM alias`, `DELETE FROM link`, `DELETE FROM actor`,
		`UPDATE version SET claims = 0, extractor = '', extractor_version = '', extractor_model = ''`,
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return fail(op, l.path, l.blame(ctx, err))
		}
	}
	if err := unplaceAll(ctx, tx); err != nil {
		return fail(op, l.path, l.blame(ctx, err))
	}
	return fail(op, l.path, tx.Commit())
}

// Unread implements sayso.Rebuilder.
func (l *Ledger) Unread(ctx context.Context, limit int) ([]sayso.VersionID, error) {
	var out []sayso.VersionID
	err := l.view(ctx, "list unread versions", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT id FROM version WHERE extractor = '' ORDER BY n LIMIT ?`, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			out = append(out, sayso.VersionID(id))
		}
		return rows.Err()
	})
	return out, err
}

// Reread implements sayso.Rebuilder.
func (l *Ledger) Reread(ctx context.Context, id sayso.VersionID, an sayso.Analysis) error {
	const op = "read anew"
	rec, err := l.Uncorrected(ctx, id)
	if err != nil {
		return err
	}
	p, err := l.prepare(&sayso.Reading{Article: rec.Article, Analysis: an})
	if err != nil {
		return err
	}
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, string(id), err)
	}
	tx, err := l.begin(ctx)
	if err != nil {
		return fail(op, string(id), err)
	}
	defer tx.Rollback()
	w := l.writer(tx, stmts)
	if err := w.readAnew(ctx, p, id); err != nil {
		return fail(op, string(id), l.blame(ctx, err))
	}
	return fail(op, string(id), tx.Commit())
}

func (w *writer) readAnew(ctx context.Context, p *prepared, id sayso.VersionID) error {
	var at place
	var outlet sql.NullInt64
	if err := w.tx.QueryRowContext(ctx, `SELECT n, article, newest, outlet, extractor = '' FROM version WHERE id = ?`, string(id)).
		Scan(&at.version, &at.article, &at.newest, &outlet, &w.halfRebuilt); err != nil {
		return err
	}
	if outlet.Valid {
		at.outlet = outlet.Int64
	}
	corrections, err := standing(ctx, w.tx, id)
	if err != nil {
		return err
	}
	if p, err = p.correct(corrections); err != nil {
		return err
	}
	if err := w.reread(p, at, corrections); err != nil {
		return err
	}
	if err := w.addDerived(p, at); err != nil {
		return err
	}
	if at.newest {
		if err := w.unplace(at.article); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil || !w.halfRebuilt {
		return err
	}
	for _, s := range []*sql.Stmt{w.st.findUnread, w.st.findVoid} {
		if more, err := found(w.row(s).Scan(new(int64))); err != nil || more {
			return err
		}
	}
	return w.catchUpJournal(ctx)
}
