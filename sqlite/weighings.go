package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"

	"sayso"
	"sayso/internal/ledger"
)

// Weigh implements sayso.Desk.
func (l *Ledger) Weigh(ctx context.Context, x sayso.Weighing) error {
	const op = "weigh statements"
	subject := x.A.String()
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, subject, err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return fail(op, subject, err)
	}
	defer done()
	w := l.writer(tx, stmts)
	if x.Verdict == sayso.Unweighed {
		if err := w.unweigh(ctx, &x); err != nil {
			return fail(op, subject, l.blame(ctx, err))
		}
		return fail(op, subject, tx.Commit())
	}
	for _, n := range []*sayso.StatementName{&x.A, &x.B} {
		if err := w.weighed(ctx, n); err != nil {
			return fail(op, n.String(), l.blame(ctx, err))
		}
	}
	if err := ledger.CheckWeighing(&x); err != nil {
		return err
	}
	if err := w.weigh(ctx, &x); err != nil {
		return fail(op, subject, l.blame(ctx, err))
	}
	return fail(op, subject, tx.Commit())
}

// weighed finds the statement of a name, and fills in the article of a claim.
func (w *writer) weighed(ctx context.Context, n *sayso.StatementName) error {
	if n.Claim != "" {
		return w.tx.QueryRowContext(ctx, `SELECT a.id FROM claim c CROSS JOIN article a ON a.n = c.article WHERE c.id = ?`, string(n.Claim)).Scan((*string)(&n.Article))
	}
	var packed []byte
	if err := w.tx.QueryRowContext(ctx, `SELECT r.record FROM article a CROSS JOIN reading r ON r.version = a.newest WHERE a.id = ?`, string(n.Article)).Scan(&packed); err != nil {
		return err
	}
	a, err := w.codec.unpackArticle(packed)
	if err != nil {
		return unreadable("weigh statements", string(n.Article), err)
	}
	return ledger.CheckWeighed(n, a.Text)
}

// unweigh takes back all that was said of two statements, which may be gone since.
func (w *writer) unweigh(ctx context.Context, x *sayso.Weighing) error {
	pair := ledger.WeighedPair(x)
	var body string
	known, err := found(w.tx.QueryRowContext(ctx, `SELECT body FROM weighing WHERE pair = ? LIMIT 1`, pair).Scan(&body))
	if err != nil {
		return err
	}
	if !known {
		return sayso.Errorf("weigh statements", x.A.String(), sayso.NotFound, "nothing was said of the two")
	}
	var old sayso.Weighing
	if err := json.Unmarshal([]byte(body), &old); err != nil {
		return err
	}
	x.A, x.B = old.A, old.B
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM weighing WHERE pair = ?`, pair); err != nil {
		return err
	}
	return w.judgeWeighed(ctx, x)
}

// weigh keeps a judgement of two statements. What is said already is not said again.
func (w *writer) weigh(ctx context.Context, x *sayso.Weighing) error {
	pair := ledger.WeighedPair(x)
	var before string
	known, err := found(w.tx.QueryRowContext(ctx, `SELECT body FROM weighing WHERE pair = ? AND verdict = ?`, pair, string(x.Verdict)).Scan(&before))
	if err != nil {
		return err
	}
	if known {
		var old sayso.Weighing
		if err := json.Unmarshal([]byte(before), &old); err != nil {
			return err
		}
		if old.A == x.A && old.B == x.B && old.Note == x.Note && old.By == x.By {
			return nil
		}
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM weighing WHERE pair = ? AND verdict = ?`, pair, string(x.Verdict)); err != nil {
			return err
		}
	}
	body, err := json.Marshal(x)
	if err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO weighing (verdict, a, b, pair, body) VALUES (?, ?, ?, ?, ?)`,
		string(x.Verdict), string(x.A.Article), string(x.B.Article), pair, string(body)); err != nil {
		return err
	}
	return w.judgeWeighed(ctx, x)
}

// judgeWeighed adds a judgement to the history, and marks the stories of both
// statements.
func (w *writer) judgeWeighed(ctx context.Context, x *sayso.Weighing) error {
	for _, id := range []sayso.ArticleID{x.A.Article, x.B.Article} {
		var n int64
		if err := w.tx.QueryRowContext(ctx, `SELECT n FROM article WHERE id = ?`, string(id)).Scan(&n); err != nil {
			return err
		}
		if err := w.unask(n); err != nil {
			return err
		}
	}
	return w.keepJudgement(ctx, sayso.Judgement{Weighing: x})
}

// Weighings implements sayso.Desk.
func (l *Ledger) Weighings(ctx context.Context, about sayso.ArticleID, p sayso.Paging) (sayso.Page[sayso.Weighing], error) {
	var page sayso.Page[sayso.Weighing]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("weighings " + string(about))
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(math.MaxInt64)
	if after != nil {
		before = after[0]
	}
	query, args := `SELECT n, body FROM weighing WHERE n < ? ORDER BY n DESC LIMIT ?`, []any{before, limit + 1}
	if about != "" {
		query = `SELECT n, body FROM weighing WHERE a = ?1 AND n < ?2 UNION SELECT n, body FROM weighing WHERE b = ?1 AND n < ?2 ORDER BY n DESC LIMIT ?3`
		args = []any{string(about), before, limit + 1}
	}
	err = l.view(ctx, "list weighings", l.path, func(tx *sql.Tx) error {
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
			var x sayso.Weighing
			if err := rows.Scan(&last, &body); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(body), &x); err != nil {
				return unreadable("list weighings", l.path, err)
			}
			page.Items = append(page.Items, x)
		}
		return rows.Err()
	})
	return page, err
}
