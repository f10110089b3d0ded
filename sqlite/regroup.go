package sqlite

import (
	"context"
	"database/sql"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Regroup implements sayso.Desk.
func (l *Ledger) Regroup(ctx context.Context, x sayso.Regrouping) (sayso.StoryID, error) {
	const op = "regroup articles"
	subject := string(x.Article)
	stmts, err := l.statements(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	defer done()
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	id, err := l.writer(tx, stmts).regroup(ctx, &x)
	if err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	return id, fail(op, subject, tx.Commit())
}

func (w *writer) regroup(ctx context.Context, x *sayso.Regrouping) (id sayso.StoryID, err error) {
	touched := newStories(w)
	before, err := w.standsIn(x.Article)
	if err != nil {
		return "", err
	}
	touched.add(before)
	together := false
	if x.Verdict == sayso.Merged {
		into, err := w.standsIn(x.Into)
		if err != nil {
			return "", err
		}
		touched.add(into)
		together = into == before
	}
	if err := ledger.CheckRegrouping(x, together); err != nil {
		return "", err
	}
	if x.Verdict == sayso.Undone {
		err = w.dropRegroupings(ctx, x.Article, touched)
	} else {
		err = w.keepRegrouping(ctx, x)
	}
	if err == nil {
		err = w.keepJudgement(ctx, sayso.Judgement{Regrouping: x})
	}
	if err != nil {
		return "", err
	}
	if err := touched.regroup(); err != nil {
		return "", err
	}
	after, err := w.standsIn(x.Article)
	if err != nil {
		return "", err
	}
	if err := ledger.CheckRegrouped(x, after != before); err != nil {
		return "", err
	}
	var lead string
	err = w.tx.QueryRowContext(ctx, `SELECT lead FROM placed WHERE article = ?`, after).Scan(&lead)
	return sayso.StoryID(lead), err
}

// keepRegrouping keeps a word, in the place of an earlier one of the same verdict.
func (w *writer) keepRegrouping(ctx context.Context, x *sayso.Regrouping) error {
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM regrouping WHERE article = ? AND verdict = ?`, string(x.Article), string(x.Verdict)); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(ctx, `INSERT INTO regrouping (verdict, article, other, note, at, who) VALUES (?, ?, ?, ?, ?, ?)`,
		string(x.Verdict), string(x.Article), string(x.Into), x.Note, x.At.UnixMilli(), x.By)
	return err
}

// dropRegroupings takes back all that was said of an article. What was cut is
// joined again: its links lead to where it came from.
func (w *writer) dropRegroupings(ctx context.Context, article sayso.ArticleID, touched *stories) error {
	gone, err := w.tx.ExecContext(ctx, `DELETE FROM regrouping WHERE article = ?`, string(article))
	if err != nil {
		return err
	}
	if n, err := gone.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		return sayso.Errorf("regroup articles", string(article), sayso.NotFound, "nothing was said of it")
	}
	var links string
	if err := w.tx.QueryRowContext(ctx, `SELECT p.links FROM placed p JOIN article a ON a.n = p.article WHERE a.id = ?`, string(article)).Scan(&links); err != nil {
		return err
	}
	p := sayso.Placement{Article: article}
	if err := readLinks(links, &p); err != nil {
		return err
	}
	for _, k := range p.Links {
		if err := touched.of(k.To); err != nil {
			return err
		}
	}
	return nil
}

// standsIn gives the story of an article that is placed.
func (w *writer) standsIn(id sayso.ArticleID) (n int64, err error) {
	err = w.row(w.st.storyOf, string(id)).Scan(&n)
	return n, err
}

// regroupings lists what stands, in the order that then gives.
func regroupings(ctx context.Context, tx *sql.Tx, then string, args ...any) ([]sayso.Regrouping, error) {
	return scanRegroupings(tx.QueryContext(ctx, `SELECT verdict, article, other, note, at, who FROM regrouping `+then, args...))
}

func scanRegroupings(rows *sql.Rows, err error) ([]sayso.Regrouping, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sayso.Regrouping
	for rows.Next() {
		var x sayso.Regrouping
		var at int64
		if err := rows.Scan((*string)(&x.Verdict), (*string)(&x.Article), (*string)(&x.Into), &x.Note, &at, &x.By); err != nil {
			return nil, err
		}
		x.At = time.UnixMilli(at).UTC()
		out = append(out, x)
	}
	return out, rows.Err()
}

// Regroupings implements sayso.Desk.
func (l *Ledger) Regroupings(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Regrouping], error) {
	var page sayso.Page[sayso.Regrouping]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("regroupings")
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1<<63 - 1)
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, "list regroupings", l.path, func(tx *sql.Tx) error {
		ns, err := numbers(tx.QueryContext(ctx, `SELECT n FROM regrouping WHERE n < ? ORDER BY n DESC LIMIT ?`, before, limit+1))
		if err != nil {
			return err
		}
		if len(ns) > limit {
			ns = ns[:limit]
			page.Next = writeToken(mark, ns[limit-1])
		}
		if len(ns) > 0 {
			page.Items, err = regroupings(ctx, tx, `WHERE n BETWEEN ? AND ? ORDER BY n DESC`, ns[len(ns)-1], ns[0])
		}
		return err
	})
	return page, err
}
