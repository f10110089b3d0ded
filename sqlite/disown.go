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

// stoodAt is a version with its reading, where it stands.
type stoodAt struct {
	place
	*prepared
	corrections []sayso.Correction
	was         *ledger.Parts // as the journal has told of it
	others      int           // versions that its article has besides
}

func (w *writer) find(ctx context.Context, id sayso.VersionID) (*stoodAt, error) {
	s := &stoodAt{prepared: new(prepared)}
	var packed []byte
	var outlet sql.NullInt64
	err := w.tx.QueryRowContext(ctx, `SELECT v.n, v.article, v.newest, v.strength, v.seen, v.outlet, r.record, r.raw_type, r.raw,
		(SELECT count(*) FROM version o WHERE o.article = v.article AND o.n <> v.n) FROM version v JOIN reading r ON r.version = v.n WHERE v.id = ?`, string(id)).
		Scan(&s.version, &s.article, &s.newest, &s.strength, &s.seen, &outlet, &packed, &s.rawType, &s.raw, &s.others)
	if err != nil {
		return nil, err
	}
	if outlet.Valid {
		s.outlet = outlet.Int64
	}
	a, an, err := w.codec.unpackRecord(packed)
	if err != nil {
		return nil, unreadable("disown version", string(id), err)
	}
	if s.corrections, err = standing(ctx, w.tx, id); err != nil {
		return nil, err
	}
	s.record, s.Parts = packed, ledger.TakeApart(a, id, &an)
	s.was = s.Corrected(s.corrections)
	return s, nil
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

// move puts a version where a says that it stands.
func (w *writer) move(ctx context.Context, s *stoodAt, a sayso.Article) error {
	if err := w.enterClaims(s.place, s.was, new(ledger.Parts)); err != nil {
		return err
	}
	if err := w.clear(s.place); err != nil {
		return err
	}
	if s.newest {
		if _, err := w.exec(w.st.unindexArticle, s.version); err != nil {
			return err
		}
	}
	q := &prepared{Parts: ledger.TakeApart(a, s.Version, s.Analysis).Corrected(s.corrections)}
	err := q.packEvents()
	if err == nil {
		q.record, err = w.codec.packRecord(&a, s.Analysis)
	}
	if err != nil {
		return err
	}
	if err := w.followWeighings(ctx, s, a.ID); err != nil {
		return err
	}
	at := place{version: s.version}
	if at.outlet, err = w.outlet(a.Outlet); err != nil {
		return err
	}
	change, err := w.stand(ctx, q, &at)
	if err != nil {
		return err
	}
	if err := w.depart(ctx, s); err != nil {
		return err
	}
	if err := w.enterVersion(change, q, at); err != nil {
		return err
	}
	if err := w.addDerived(q, at); err != nil || !at.newest {
		return err
	}
	return w.unplace(at.article)
}

// stand gives a version its place among those of the article that it goes to.
func (w *writer) stand(ctx context.Context, p *prepared, at *place) (sayso.Change, error) {
	a := &p.Article
	change, rank, before := sayso.Updated, p.At, int64(0)
	known, err := found(w.row(w.st.findArticle, string(a.ID)).Scan(&at.article, &before))
	if err != nil {
		return change, err
	}
	if !known {
		change, at.newest = sayso.New, true
		if at.article, err = w.exec(w.st.insertArticle, string(a.ID)); err != nil {
			return change, err
		}
	} else {
		now, err := w.standing(before)
		if err != nil {
			return change, err
		}
		last := int64(0) // the last version that the ledger had when before was put back
		if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(after), 0) FROM restored WHERE version = ?`, before).Scan(&last); err != nil {
			return change, err
		}
		rank = ledger.Rank(a.Dated(), now.rank, now.published)
		at.newest = now.strength < a.Warrant.Strength() || now.strength == a.Warrant.Strength() && (rank > now.rank || rank == now.rank && at.version > max(before, last))
	}
	if at.newest && known {
		if err := w.retire(before); err != nil {
			return change, err
		}
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE version SET article = ?, newest = ?, rank = ?, url = ?, path = ?, outlet = ?, strength = ?, claims = ? WHERE n = ?`,
		at.article, at.newest, rank, a.URL, a.Path, at.outlet, a.Warrant.Strength(), len(p.Claims), at.version); err != nil {
		return change, err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE reading SET record = ? WHERE version = ?`, p.record, at.version); err != nil {
		return change, err
	}
	if !at.newest {
		_, err := w.exec(w.st.updateArticle, before, at.article)
		return change, err
	}
	if _, err := w.exec(w.st.updateArticle, at.version, at.article); err != nil {
		return change, err
	}
	_, err = w.exec(w.st.indexArticle, at.version, a.Title, a.Text)
	return change, err
}

// depart takes a version that has moved out of its old article's list. Where it was
// the newest, the one that stands highest then is.
func (w *writer) depart(ctx context.Context, s *stoodAt) error {
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM restored WHERE version = ? AND article = ?`, s.version, s.article); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE article SET versions = (SELECT count(*) FROM version WHERE article = ?1) + (SELECT count(*) FROM restored WHERE article = ?1) WHERE n = ?1`, s.article); err != nil {
		return err
	}
	if !s.newest {
		return nil
	}
	var heir sayso.VersionID
	if err := w.tx.QueryRowContext(ctx, `SELECT id `+standings+` LIMIT 1`, s.article).Scan((*string)(&heir)); err != nil {
		return err
	}
	h, err := w.find(ctx, heir)
	if err != nil {
		return err
	}
	if err := w.clear(h.place); err != nil {
		return err
	}
	h.newest = true
	if _, err := w.tx.ExecContext(ctx, `UPDATE version SET newest = 1 WHERE n = ?`, h.version); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `UPDATE article SET newest = ? WHERE n = ?`, h.version, h.article); err != nil {
		return err
	}
	if _, err := w.exec(w.st.indexArticle, h.version, h.Article.Title, h.Article.Text); err != nil {
		return err
	}
	if err := w.enter(sayso.VersionEntry, h.article, h.version, ""); err != nil { // its claims never left
		return err
	}
	p := &prepared{Parts: h.was}
	if err := p.packEvents(); err != nil {
		return err
	}
	if err := w.addDerived(p, h.place); err != nil {
		return err
	}
	return w.unplace(h.article)
}

// followWeighings has what was said of the claims of a version name the article that
// it goes to.
func (w *writer) followWeighings(ctx context.Context, s *stoodAt, to sayso.ArticleID) error {
	claims := make(map[sayso.ClaimID]bool)
	for i := range s.was.Claims {
		claims[s.was.Claims[i].Lasting] = true
	}
	type row struct {
		n    int64
		body string
	}
	from := string(s.Article.ID)
	rows, err := w.tx.QueryContext(ctx, `SELECT n, body FROM weighing WHERE a = ? OR b = ? ORDER BY n`, from, from)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.n, &r.body); err != nil {
			return err
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, r := range all {
		var x sayso.Weighing
		if err := json.Unmarshal([]byte(r.body), &x); err != nil {
			return unreadable("disown version", string(s.Version), err)
		}
		for _, n := range []*sayso.StatementName{&x.A, &x.B} {
			if claims[n.Claim] {
				n.Article = to
			}
		}
		body, err := json.Marshal(&x)
		if err != nil {
			return err
		}
		if _, err := w.tx.ExecContext(ctx, `UPDATE weighing SET a = ?, b = ?, body = ? WHERE n = ?`, string(x.A.Article), string(x.B.Article), string(body), r.n); err != nil {
			return err
		}
	}
	return nil
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
