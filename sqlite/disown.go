package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"sayso"
	"sayso/internal/ledger"
)

// A version that is not its publisher's moves to an article of its carrier. Its row
// stays, and so do its identifiers: the name of a version derives from where it stood
// first (see sayso.Article.Version). All that is derived from it is made anew where
// it goes, and the article that it leaves gets the version that stands highest then.

// Disown implements sayso.Desk.
func (l *Ledger) Disown(ctx context.Context, x sayso.Disowning) error {
	const op = "disown version"
	subject := string(x.Version)
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
	switch x.Verdict {
	case sayso.Disowned:
		err = w.disown(ctx, &x)
	case sayso.Owned:
		err = w.own(ctx, &x)
	default:
		return sayso.Errorf(op, subject, sayso.Invalid, "%q is no verdict", x.Verdict)
	}
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return fail(op, subject, l.blame(ctx, err))
	}
	return fail(op, subject, tx.Commit())
}

// disown gives a version to its carrier. What is said already is not said again.
func (w *writer) disown(ctx context.Context, x *sayso.Disowning) error {
	var body string
	known, err := found(w.tx.QueryRowContext(ctx, `SELECT body FROM disowned WHERE version = ?`, string(x.Version)).Scan(&body))
	if err != nil {
		return err
	}
	if known {
		var old sayso.Disowning
		if err := json.Unmarshal([]byte(body), &old); err != nil {
			return err
		}
		if old.Address == x.Address && old.Outlet == x.Outlet && old.Note == x.Note && old.By == x.By {
			return nil
		}
	}
	s, err := w.find(ctx, x.Version)
	if err != nil {
		return err
	}
	if err := ledger.CheckDisowning(x, &s.Article, s.others); err != nil {
		return err
	}
	a := s.Article
	a.Disown(x.Address, x.Outlet)
	x.Article, x.Into = s.Article.ID, a.ID
	plain := a
	plain.Was = nil
	is, err := json.Marshal(x)
	if err != nil {
		return err
	}
	was, err := json.Marshal(a.Was)
	if err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO disowned (version, article, other, body, was) VALUES (?, ?, ?, ?, ?)`,
		string(x.Version), string(x.Article), string(plain.Version()), string(is), string(was)); err != nil {
		return err
	}
	if err := w.keepJudgement(ctx, sayso.Judgement{Disowning: x}); err != nil {
		return err
	}
	return w.move(ctx, s, a)
}

// own takes back that a version was given to its carrier, whose article keeps the
// text under a name of its own.
func (w *writer) own(ctx context.Context, x *sayso.Disowning) error {
	var body string
	if err := w.tx.QueryRowContext(ctx, `SELECT body FROM disowned WHERE version = ?`, string(x.Version)).Scan(&body); err != nil {
		return err
	}
	var old sayso.Disowning
	if err := json.Unmarshal([]byte(body), &old); err != nil {
		return err
	}
	x.Article, x.Into, x.Address, x.Outlet = old.Article, old.Into, "", ""
	s, err := w.find(ctx, x.Version)
	if err != nil {
		return err
	}
	if s.others == 0 {
		if err := w.leave(s); err != nil {
			return err
		}
	}
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM disowned WHERE version = ?`, string(x.Version)); err != nil {
		return err
	}
	if err := w.keepJudgement(ctx, sayso.Judgement{Disowning: x}); err != nil {
		return err
	}
	if s, err = w.find(ctx, x.Version); err != nil { // it may be the newest no more
		return err
	}
	a := s.Article
	a.Own()
	return w.move(ctx, s, a)
}

// leave puts what a version says into its carrier's article, as the carrier's own.
func (w *writer) leave(s *stoodAt) error {
	p := *s.prepared
	a := p.Article
	a.Was = nil
	p.Parts = ledger.TakeApart(a, a.Version(), s.Analysis)
	if err := p.packEvents(); err != nil {
		return err
	}
	var err error
	if p.record, err = w.codec.packRecord(&a, s.Analysis); err != nil {
		return err
	}
	p.hasRaw = true
	_, err = w.put(&p)
	return err
}

// Disownings implements sayso.Desk.
func (l *Ledger) Disownings(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Disowning], error) {
	const op = "list disownings"
	var page sayso.Page[sayso.Disowning]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("disownings")
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1<<63 - 1)
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, op, l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT n, body FROM disowned WHERE n < ? ORDER BY n DESC LIMIT ?`, before, limit+1)
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
			var x sayso.Disowning
			if err := rows.Scan(&last, &body); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(body), &x); err != nil {
				return unreadable(op, l.path, err)
			}
			page.Items = append(page.Items, x)
		}
		return rows.Err()
	})
	return page, err
}

// carriersOf gives readings of versions that were given to their carriers to them,
// too. One that its publisher vouches for comes back: reclaims says so.
func (l *Ledger) carriersOf(ctx context.Context, r sayso.Reading) (_ sayso.Reading, reclaims bool, err error) {
	if r.Article.ID == "" {
		r.Article.ID = sayso.DeriveArticleID(r.Article.Address())
	}
	version := string(r.Article.Version())
	var body, stood, first string
	known, err := found(l.read.QueryRowContext(ctx, `SELECT version, body, was FROM disowned WHERE version = ?1 OR other = ?1 LIMIT 1`, version).Scan(&first, &body, &stood))
	if err != nil || !known {
		return r, false, err
	}
	var x sayso.Disowning
	if err := json.Unmarshal([]byte(body), &x); err != nil {
		return r, false, err
	}
	was := new(sayso.Stood)
	if err := json.Unmarshal([]byte(stood), was); err != nil {
		return r, false, err
	}
	switch {
	case first != version: // its carrier has it again
		r.Article.Was = was
	case r.Article.Warrant.Strength() > sayso.StatedWarrant.Strength():
		return r, true, nil
	default:
		r.Article.Disown(x.Address, x.Outlet)
	}
	return r, false, nil
}
