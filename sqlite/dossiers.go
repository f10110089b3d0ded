package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// change runs f in a transaction that also enters what it changed into the journal.
func (l *Ledger) change(ctx context.Context, op, subject string, f func(w *writer) error) error {
	st, err := l.statements(ctx)
	if err != nil {
		return fail(op, subject, err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return fail(op, subject, err)
	}
	defer done()
	if err := f(l.writer(tx, st)); err != nil {
		return fail(op, subject, l.blame(ctx, err))
	}
	return fail(op, subject, l.blame(ctx, tx.Commit()))
}

// KeepDossier implements sayso.Collecting.
func (l *Ledger) KeepDossier(ctx context.Context, d sayso.Dossier) (sayso.Change, error) {
	if err := d.Validate(); err != nil {
		return "", err
	}
	d.ID = sayso.DeriveDossierID(d.Owner, d.Name)
	if d.Made.IsZero() {
		d.Made = l.now()
	}
	var change sayso.Change
	err := l.change(ctx, "keep dossier", d.Name, func(w *writer) error {
		var note string
		had, err := found(w.tx.QueryRowContext(ctx, `SELECT note FROM dossier WHERE id = ?`, string(d.ID)).Scan(&note))
		switch {
		case err != nil:
			return err
		case had && note == d.Note:
			change = sayso.Unchanged
			return nil
		case had:
			change = sayso.Updated
			_, err = w.tx.ExecContext(ctx, `UPDATE dossier SET note = ?, changed = ? WHERE id = ?`, d.Note, w.now, string(d.ID))
		default:
			change = sayso.New
			if err := room(ctx, w.tx, "dossier", "dossiers", "MaxDossiers", sayso.MaxDossiers); err != nil {
				return err
			}
			_, err = w.tx.ExecContext(ctx, `INSERT INTO dossier (id, owner, name, note, made, changed) VALUES (?, ?, ?, ?, ?, ?)`,
				string(d.ID), d.Owner, d.Name, d.Note, d.Made.UnixMilli(), d.Made.UnixMilli())
		}
		if err != nil {
			return err
		}
		return w.enter(sayso.DossierEntry, 0, 0, string(d.ID))
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

// room refuses one row more than a table may have.
func room(ctx context.Context, tx *sql.Tx, table, what, bound string, most int) error {
	var n int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+table).Scan(&n); err != nil {
		return err
	}
	if n >= most {
		return sayso.Errorf("keep "+what, "", sayso.TooLarge, "the ledger keeps %d of them already (%s)", n, bound).Advise("remove some")
	}
	return nil
}

// DropDossier implements sayso.Collecting.
func (l *Ledger) DropDossier(ctx context.Context, id sayso.DossierID) error {
	return l.change(ctx, "drop dossier", string(id), func(w *writer) error {
		n, err := dossierNumber(ctx, w.tx, id)
		if err != nil {
			return err
		}
		for _, drop := range []string{`DELETE FROM dossier_piece WHERE dossier = ?`, `DELETE FROM dossier WHERE n = ?`} {
			if _, err := w.tx.ExecContext(ctx, drop, n); err != nil {
				return err
			}
		}
		return w.enter(sayso.DossierEntry, 0, 0, string(id))
	})
}

func dossierNumber(ctx context.Context, tx *sql.Tx, id sayso.DossierID) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT n FROM dossier WHERE id = ?`, string(id)).Scan(&n)
	return n, err
}

const dossierColumns = `d.n, d.id, d.owner, d.name, d.note, d.made, d.changed, (SELECT count(*) FROM dossier_piece p WHERE p.dossier = d.n)`

func scanDossier(scan func(...any) error, d *sayso.Dossier, n *int64) error {
	var made, changed int64
	err := scan(n, (*string)(&d.ID), &d.Owner, &d.Name, &d.Note, &made, &changed, &d.Size)
	d.Made, d.Changed = time.UnixMilli(made).UTC(), time.UnixMilli(changed).UTC()
	return err
}

// Dossier implements sayso.Collecting.
func (l *Ledger) Dossier(ctx context.Context, id sayso.DossierID) (*sayso.Dossier, error) {
	d := new(sayso.Dossier)
	err := l.view(ctx, "find dossier", string(id), func(tx *sql.Tx) error {
		var n int64
		if err := scanDossier(tx.QueryRowContext(ctx, `SELECT `+dossierColumns+` FROM dossier d WHERE d.id = ?`, string(id)).Scan, d, &n); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT kind, id, words, note, at FROM dossier_piece WHERE dossier = ? ORDER BY place`, n)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var p sayso.Piece
			var at int64
			if err := rows.Scan((*string)(&p.Kind), &p.ID, &p.Words, &p.Note, &at); err != nil {
				return err
			}
			p.At = time.UnixMilli(at).UTC()
			d.Pieces = append(d.Pieces, p)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Dossiers implements sayso.Collecting.
func (l *Ledger) Dossiers(ctx context.Context, owner string, p sayso.Paging) (sayso.Page[sayso.Dossier], error) {
	var page sayso.Page[sayso.Dossier]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("dossiers " + owner)
	after, err := readToken(p.After, mark, 2)
	if err != nil {
		return page, err
	}
	where, args := ``, []any{owner}
	if after != nil {
		where, args = ` AND (d.changed, d.n) < (?, ?)`, append(args, after[0], after[1])
	}
	err = l.view(ctx, "list dossiers", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+dossierColumns+` FROM dossier d WHERE d.owner = ?`+where+` ORDER BY d.changed DESC, d.n DESC LIMIT ?`, append(args, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, page.Items[limit-1].Changed.UnixMilli(), last)
				break
			}
			var d sayso.Dossier
			if err := scanDossier(rows.Scan, &d, &last); err != nil {
				return err
			}
			page.Items = append(page.Items, d)
		}
		return rows.Err()
	})
	return page, err
}

// Collect implements sayso.Collecting.
func (l *Ledger) Collect(ctx context.Context, id sayso.DossierID, p sayso.Piece, place int) (sayso.Change, error) {
	if err := p.Validate(); err != nil {
		return "", err
	}
	if p.At.IsZero() {
		p.At = l.now()
	}
	var change sayso.Change
	err := l.change(ctx, "collect", p.ID, func(w *writer) error {
		n, err := dossierNumber(ctx, w.tx, id)
		if err != nil {
			return err
		}
		order, err := numbers(w.tx.QueryContext(ctx, `SELECT n FROM dossier_piece WHERE dossier = ? ORDER BY place`, n))
		if err != nil {
			return err
		}
		var piece int64
		var note string
		had, err := found(w.tx.QueryRowContext(ctx, `SELECT n, note FROM dossier_piece WHERE dossier = ? AND kind = ? AND id = ?`, n, string(p.Kind), p.ID).Scan(&piece, &note))
		if err != nil {
			return err
		}
		change = sayso.Unchanged
		switch {
		case had && note != p.Note:
			change = sayso.Updated
			_, err = w.tx.ExecContext(ctx, `UPDATE dossier_piece SET note = ? WHERE n = ?`, p.Note, piece)
		case !had && len(order) >= sayso.MaxPieces:
			err = sayso.Errorf("collect", p.ID, sayso.TooLarge, "the dossier holds %d rows already (MaxPieces)", len(order)).Advise("begin another")
		case !had:
			change = sayso.New
			if _, err = w.tx.ExecContext(ctx, `INSERT INTO dossier_piece (dossier, place, kind, id, words, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				n, len(order)+1, string(p.Kind), p.ID, p.Words, p.Note, p.At.UnixMilli()); err == nil {
				err = w.tx.QueryRowContext(ctx, `SELECT n FROM dossier_piece WHERE dossier = ? AND kind = ? AND id = ?`, n, string(p.Kind), p.ID).Scan(&piece)
			}
			order = append(order, piece)
		}
		if err != nil {
			return err
		}
		if place > 0 {
			was := slices.Clone(order)
			order = slices.DeleteFunc(order, func(x int64) bool { return x == piece })
			order = slices.Insert(order, min(place-1, len(order)), piece)
			if change == sayso.Unchanged && !slices.Equal(was, order) {
				change = sayso.Updated
			}
			if err := renumber(ctx, w.tx, was, order); err != nil {
				return err
			}
		}
		return w.changedDossier(ctx, n, id, change)
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

// renumber gives pieces their places.
func renumber(ctx context.Context, tx *sql.Tx, was, order []int64) error {
	for i, n := range order {
		if i < len(was) && was[i] == n {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE dossier_piece SET place = ? WHERE n = ?`, i+1, n); err != nil {
			return err
		}
	}
	return nil
}

// changedDossier notes that a dossier has changed, if it has.
func (w *writer) changedDossier(ctx context.Context, n int64, id sayso.DossierID, change sayso.Change) error {
	if change == sayso.Unchanged {
		return nil
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE dossier SET changed = ? WHERE n = ?`, w.now, n); err != nil {
		return err
	}
	return w.enter(sayso.DossierEntry, 0, 0, string(id))
}

// Discard implements sayso.Collecting.
func (l *Ledger) Discard(ctx context.Context, id sayso.DossierID, r sayso.Ref) error {
	return l.change(ctx, "discard", r.ID, func(w *writer) error {
		n, err := dossierNumber(ctx, w.tx, id)
		if err != nil {
			return err
		}
		order, err := numbers(w.tx.QueryContext(ctx, `SELECT n FROM dossier_piece WHERE dossier = ? ORDER BY place`, n))
		if err != nil {
			return err
		}
		var piece int64
		if err := w.tx.QueryRowContext(ctx, `SELECT n FROM dossier_piece WHERE dossier = ? AND kind = ? AND id = ?`, n, string(r.Kind), r.ID).Scan(&piece); err != nil {
			return err
		}
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM dossier_piece WHERE n = ?`, piece); err != nil {
			return err
		}
		left := slices.DeleteFunc(slices.Clone(order), func(x int64) bool { return x == piece })
		if err := renumber(ctx, w.tx, order, left); err != nil {
			return err
		}
		return w.changedDossier(ctx, n, id, sayso.Updated)
	})
}
