package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"sayso"
	"sayso/internal/ledger"
)

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
