package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"sayso"
	"sayso/internal/ledger"
)

// Corrections lie over readings: the table reading keeps what was read, and
// every row that follows from it (claims, words, counts) is made from the
// corrected analysis. Put and Correct both derive rows that way, and record
// lays them over what it unpacks.

// standing returns the corrections of a version, in the order that they were
// made, so that the same ledger gives the same analysis.
func standing(ctx context.Context, tx *sql.Tx, version sayso.VersionID) ([]sayso.Correction, error) {
	rows, err := tx.QueryContext(ctx, `SELECT body FROM correction WHERE version = ? ORDER BY n`, string(version))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sayso.Correction
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		var c sayso.Correction
		if err := json.Unmarshal([]byte(body), &c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// Correct implements sayso.Desk.
func (l *Ledger) Correct(ctx context.Context, c sayso.Correction) (sayso.ClaimID, error) {
	const op = "correct claim"
	subject := string(c.Claim)
	if c.Claim == "" {
		subject = string(c.Version)
	}
	stmts, err := l.statements(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	defer done()
	if err := l.complete(ctx, tx, &c); err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	before, err := standing(ctx, tx, c.Version)
	if err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	if ledger.Repeats(&c, before) {
		return c.Claim, nil
	}
	w := l.writer(tx, stmts)
	err = keepCorrection(ctx, tx, &c)
	if err == nil {
		err = w.keepJudgement(ctx, sayso.Judgement{Correction: &c})
	}
	if err == nil {
		err = l.rederive(ctx, w, c.Version, before)
	}
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	return c.Claim, fail(op, subject, tx.Commit())
}

// complete checks a correction, and fills in what follows from the claim.
func (l *Ledger) complete(ctx context.Context, tx *sql.Tx, c *sayso.Correction) (err error) {
	if c.At.IsZero() {
		c.At = l.now().UTC()
	}
	if c.Verdict == sayso.Added {
		err = ledger.NameAdded(c)
	} else {
		err = fillCorrection(ctx, tx, c)
	}
	if err != nil {
		return err
	}
	var packed []byte
	err = tx.QueryRowContext(ctx, `SELECT record FROM reading WHERE version = (SELECT n FROM version WHERE id = ?)`, string(c.Version)).Scan(&packed)
	if err != nil {
		return err
	}
	a, err := l.codec.unpackArticle(packed)
	if err != nil {
		return unreadable("correct claim", string(c.Claim), err)
	}
	return ledger.CheckCorrection(c, a.Text)
}

// fillCorrection finds the claim that a correction is about: one that stands,
// or one that an earlier correction took away.
func fillCorrection(ctx context.Context, tx *sql.Tx, c *sayso.Correction) error {
	before, err := correctionOf(ctx, tx, c.Claim)
	if err != nil {
		return err
	}
	var at spot
	err = tx.QueryRowContext(ctx, `SELECT n FROM claim WHERE id = ?`, string(c.Claim)).Scan(&at.n)
	if errors.Is(err, sql.ErrNoRows) && before != nil {
		ledger.FillCorrection(c, before, nil)
		return nil
	}
	if err != nil {
		return err
	}
	rows, err := loadClaims(ctx, tx, []spot{at})
	if err != nil {
		return err
	}
	ledger.FillCorrection(c, before, &rows[0])
	return nil
}

// correctionOf returns the correction of a claim that stands; nil for none.
func correctionOf(ctx context.Context, tx *sql.Tx, claim sayso.ClaimID) (*sayso.Correction, error) {
	var body string
	err := tx.QueryRowContext(ctx, `SELECT body FROM correction WHERE claim = ?`, string(claim)).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c := new(sayso.Correction)
	return c, json.Unmarshal([]byte(body), c)
}

func keepCorrection(ctx context.Context, tx *sql.Tx, c *sayso.Correction) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM correction WHERE version = ? AND claim = ?`, string(c.Version), string(c.Claim)); err != nil {
		return err
	}
	if c.Verdict == sayso.Withdrawn {
		return nil
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO correction (version, claim, body) VALUES (?, ?, ?)`, string(c.Version), string(c.Claim), string(body))
	return err
}

// rederive makes the rows of a version anew, from its reading and the
// corrections that stand; before are those that stood.
func (l *Ledger) rederive(ctx context.Context, w *writer, id sayso.VersionID, before []sayso.Correction) error {
	at := place{}
	var outlet sql.NullInt64
	var packed []byte
	err := w.tx.QueryRowContext(ctx, `SELECT v.n, v.article, v.newest, v.outlet, r.record FROM version v JOIN reading r ON r.version = v.n WHERE v.id = ?`, string(id)).
		Scan(&at.version, &at.article, &at.newest, &outlet, &packed)
	if err != nil {
		return err
	}
	if outlet.Valid {
		at.outlet = outlet.Int64
	}
	a, an, err := l.codec.unpackRecord(packed)
	if err != nil {
		return unreadable("correct claim", string(id), err)
	}
	corrections, err := standing(ctx, w.tx, id)
	if err != nil {
		return err
	}
	read := ledger.TakeApart(a, id, &an)
	p := &prepared{Parts: read.Corrected(corrections)}
	if err := p.packEvents(); err != nil {
		return err
	}
	if err := w.enterClaims(at, read.Corrected(before), p.Parts); err != nil {
		return err
	}
	if err := w.clear(at); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE version SET claims = ? WHERE n = ?`, len(p.Claims), at.version); err != nil {
		return err
	}
	if at.newest {
		if err := w.unask(at.article); err != nil {
			return err
		}
	}
	return w.addDerived(p, at)
}

// Corrections implements sayso.Desk.
func (l *Ledger) Corrections(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Correction], error) {
	var page sayso.Page[sayso.Correction]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("corrections")
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	err = l.view(ctx, "list corrections", l.path, func(tx *sql.Tx) error {
		query, args := `SELECT n, body FROM correction ORDER BY n DESC LIMIT ?`, []any{limit + 1}
		if after != nil {
			query, args = `SELECT n, body FROM correction WHERE n < ? ORDER BY n DESC LIMIT ?`, []any{after[0], limit + 1}
		}
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last)
				break
			}
			var body string
			if err := rows.Scan(&last, &body); err != nil {
				return err
			}
			var c sayso.Correction
			if err := json.Unmarshal([]byte(body), &c); err != nil {
				return err
			}
			page.Items = append(page.Items, c)
		}
		return rows.Err()
	})
	return page, err
}
