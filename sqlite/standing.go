package sqlite

import (
	"sayso"
	"sayso/internal/ledger"
)

// stands is what stands at the address of an article now.
type stands struct {
	rank      int64
	published sayso.Date
	strength  int
	seen      int64 // when it was seen there, else read first
	status    string
}

func (w *writer) standing(version int64) (s stands, err error) {
	var published string
	if err = w.row(w.st.findNewest, version).Scan(&s.rank, &published, &s.strength, &s.seen, &s.status); err != nil {
		return s, err
	}
	s.published, err = sayso.ParseDate(published)
	return s, err
}

// yields reports whether a text of some strength and rank that is read now takes
// its place.
func (s *stands) yields(strength int, rank int64) bool {
	return strength > s.strength || strength == s.strength && rank >= s.rank
}

// putKnown takes in a version that the ledger has, and reports whether that
// changed anything: what is derived from it is then to be added. A weaker warrant
// never replaces what stands on a stronger one.
func (w *writer) putKnown(p *prepared, at *place, same bool, corrections []sayso.Correction) (bool, error) {
	strength := p.Article.Warrant.Strength()
	if strength < at.strength {
		return false, nil
	}
	back, rank, err := w.isBack(p, at)
	if err != nil || same && !back && strength == at.strength {
		return false, err
	}
	if err := w.reread(p, *at, corrections); err != nil || !back {
		return true, err
	}
	return true, w.restore(p, at, rank)
}

// isBack reports whether a superseded version stands at its address again, and
// the rank that it has then. What an agency has killed does not come back.
func (w *writer) isBack(p *prepared, at *place) (bool, int64, error) {
	if at.newest {
		return false, 0, nil
	}
	var article, newest int64
	if err := w.row(w.st.findArticle, string(p.Article.ID)).Scan(&article, &newest); err != nil {
		return false, 0, err
	}
	now, err := w.standing(newest)
	if err != nil {
		return false, 0, err
	}
	strength := p.Article.Warrant.Strength()
	rank := ledger.Rank(p.Article.Dated(), now.rank, now.published)
	switch {
	case now.status == string(sayso.Killed):
		return false, 0, nil
	case strength == now.strength && p.seen > now.seen:
		return true, max(rank, now.rank), nil
	}
	return strength > at.strength && now.yields(strength, rank), rank, nil
}

// restore makes a version the newest of its article again. reread has cleared
// what was derived from it.
func (w *writer) restore(p *prepared, at *place, rank int64) error {
	var article, before int64
	if err := w.row(w.st.findArticle, string(p.Article.ID)).Scan(&article, &before); err != nil {
		return err
	}
	if err := w.retire(before); err != nil {
		return err
	}
	at.newest = true
	strength := max(p.Article.Warrant.Strength(), at.strength)
	if _, err := w.exec(w.st.restoreVersion, rank, p.seen, at.version); err != nil {
		return err
	}
	if _, err := w.exec(w.st.insertRestored, at.article, at.version, strength, rank, w.now); err != nil {
		return err
	}
	if _, err := w.exec(w.st.updateArticle, at.version, at.article); err != nil {
		return err
	}
	if _, err := w.exec(w.st.indexArticle, at.version, p.Article.Title, p.Article.Text); err != nil {
		return err
	}
	return w.enter(sayso.VersionEntry, at.article, at.version, "") // its claims never left
}
