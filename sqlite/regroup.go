package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sayso"
)

// Regroup implements sayso.StoryLedger.
func (l *Ledger) Regroup(ctx context.Context, x sayso.Regrouping) (sayso.StoryID, error) {
	const op = "regroup articles"
	subject := string(x.Article)
	stmts, err := l.statements(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return "", fail(op, subject, err)
	}
	defer tx.Rollback()
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	id, err := newWriter(tx, stmts, l.now()).regroup(ctx, &x)
	if err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	return id, fail(op, subject, tx.Commit())
}

func (w *writer) regroup(ctx context.Context, x *sayso.Regrouping) (id sayso.StoryID, err error) {
	tx := w.tx
	invalid := func(why string) error {
		return sayso.Errorf("regroup articles", string(x.Article), sayso.Invalid, "%s", why)
	}
	touched := newStories(w)
	before, err := w.standsIn(x.Article)
	if err != nil {
		return "", err
	}
	touched.add(before)
	remove, args := ``, []any{string(x.Article)}
	switch x.Verdict {
	case sayso.Merged:
		into, err := w.standsIn(x.Into)
		if err != nil {
			return "", err
		}
		if into == before {
			return "", invalid("both stand in one story already")
		}
		touched.add(into)
		remove, args = ` AND verdict = ?`, append(args, string(x.Verdict))
	case sayso.Split:
		if x.Into != "" {
			return "", invalid("a split names one article")
		}
		remove, args = ` AND verdict = ?`, append(args, string(x.Verdict))
	case sayso.Undone:
	default:
		return "", invalid(fmt.Sprintf("%q is no verdict", x.Verdict))
	}
	gone, err := tx.ExecContext(ctx, `DELETE FROM regrouping WHERE article = ?`+remove, args...)
	if err != nil {
		return "", err
	}
	if x.Verdict == sayso.Undone {
		if n, err := gone.RowsAffected(); err != nil {
			return "", err
		} else if n == 0 {
			return "", sayso.Errorf("regroup articles", string(x.Article), sayso.NotFound, "nothing was said of it").Advise("'sayso story ID' shows what was said")
		}
	} else if _, err := tx.ExecContext(ctx, `INSERT INTO regrouping (verdict, article, other, note, at) VALUES (?, ?, ?, ?, ?)`,
		string(x.Verdict), string(x.Article), string(x.Into), x.Note, x.At.UnixMilli()); err != nil {
		return "", err
	}
	if x.Verdict == sayso.Undone {
		// What was cut is joined again: its links lead to where it came from.
		var links string
		if err := tx.QueryRowContext(ctx, `SELECT p.links FROM placed p JOIN article a ON a.n = p.article WHERE a.id = ?`, string(x.Article)).Scan(&links); err != nil {
			return "", err
		}
		p := sayso.Placement{Article: x.Article}
		if err := readLinks(links, &p); err != nil {
			return "", err
		}
		for _, k := range p.Links {
			if err := touched.of(k.To); err != nil {
				return "", err
			}
		}
	}
	if err := touched.regroup(); err != nil {
		return "", err
	}
	after, err := w.standsIn(x.Article)
	if err != nil {
		return "", err
	}
	if x.Verdict == sayso.Split && after == before {
		return "", invalid("nothing is left to part: it is the first of its story, or an analyst joined it")
	}
	var lead string
	err = tx.QueryRowContext(ctx, `SELECT lead FROM placed WHERE article = ?`, after).Scan(&lead)
	return sayso.StoryID(lead), err
}

// standsIn gives the story of an article that is placed.
func (w *writer) standsIn(id sayso.ArticleID) (n int64, err error) {
	err = w.row(w.st.storyOf, string(id)).Scan(&n)
	return n, err
}

// regroupings lists what stands, in the order that then gives.
func regroupings(ctx context.Context, tx *sql.Tx, then string, args ...any) ([]sayso.Regrouping, error) {
	return scanRegroupings(tx.QueryContext(ctx, `SELECT verdict, article, other, note, at FROM regrouping `+then, args...))
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
		if err := rows.Scan((*string)(&x.Verdict), (*string)(&x.Article), (*string)(&x.Into), &x.Note, &at); err != nil {
			return nil, err
		}
		x.At = time.UnixMilli(at).UTC()
		out = append(out, x)
	}
	return out, rows.Err()
}

// Regroupings implements sayso.StoryLedger.
func (l *Ledger) Regroupings(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Regrouping], error) {
	var page sayso.Page[sayso.Regrouping]
	limit, err := limitOf(p)
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
