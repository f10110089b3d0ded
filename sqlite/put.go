package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// Put implements sayso.Intake. Packing and checking come before the
// transaction, so a bad reading writes nothing and a big one blocks nobody.
func (l *Ledger) Put(ctx context.Context, readings ...sayso.Reading) ([]sayso.Outcome, error) {
	if len(readings) == 0 {
		return nil, nil
	}
	if err := l.mayWrite(); err != nil {
		return nil, fail("write ledger", l.path, err)
	}
	out := make([]sayso.Outcome, len(readings))
	todo, err := l.prepareNew(ctx, readings, out)
	if err == nil && slices.ContainsFunc(todo, func(p *prepared) bool { return p != nil }) {
		err = l.putAll(ctx, todo, out)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// prepareNew prepares those readings that the ledger does not have as they are,
// and sets the outcomes of the others.
func (l *Ledger) prepareNew(ctx context.Context, readings []sayso.Reading, out []sayso.Outcome) ([]*prepared, error) {
	todo := make([]*prepared, len(readings))
	written := make(map[sayso.VersionID]bool)
	for i := range readings {
		if err := ctx.Err(); err != nil {
			return nil, fail("write ledger", l.path, err)
		}
		r, reclaims, err := l.carriersOf(ctx, readings[i])
		if err != nil {
			return nil, fail("write ledger", l.path, err)
		}
		known, err := l.known(ctx, &r, &out[i])
		if err != nil {
			return nil, fail("write ledger", l.path, err)
		}
		// What takes an article back is written again, for what may be held of it.
		if known && !written[out[i].Version] && !r.Article.Killed() {
			continue
		}
		if todo[i], err = l.prepare(&r); err != nil {
			return nil, err
		}
		todo[i].reclaims = reclaims
		// What comes after it in the batch may find it changed.
		written[todo[i].Version] = true
	}
	return todo, nil
}

// putAll writes what is prepared in one transaction.
func (l *Ledger) putAll(ctx context.Context, todo []*prepared, out []sayso.Outcome) error {
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail("write ledger", l.path, err)
	}
	tx, err := l.begin(ctx)
	if err != nil {
		return fail("write ledger", l.path, err)
	}
	defer tx.Rollback()
	w := l.writer(tx, stmts)
	for i, p := range todo {
		if p == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return fail("write ledger", l.path, err)
		}
		if p.reclaims {
			err = w.own(ctx, &sayso.Disowning{Verdict: sayso.Owned, Version: p.Version, Note: p.Article.Warrant.Words(), At: l.now().UTC()})
			if err != nil && !errors.Is(err, sql.ErrNoRows) { // else it came back already
				return fail("write ledger", l.path, l.blame(ctx, err))
			}
		}
		if out[i], err = w.put(p); err != nil {
			return fail("write ledger", l.path, l.blame(ctx, err))
		}
	}
	if err = w.flush(); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return fail("write ledger", l.path, l.blame(ctx, err))
	}
	return nil
}

// blame prefers the caller's giving up to whatever error followed from it.
func (l *Ledger) blame(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// known reports whether the ledger has r as it is, and then sets out.
func (l *Ledger) known(ctx context.Context, r *sayso.Reading, out *sayso.Outcome) (bool, error) {
	a := r.Article
	if a.ID == "" {
		a.ID = sayso.DeriveArticleID(a.Address())
	}
	version := a.Version()
	var by sayso.Provenance
	var newest bool
	var strength int
	err := l.read.QueryRowContext(ctx, `SELECT newest, strength, extractor, extractor_version, extractor_model FROM version WHERE id = ?`, string(version)).
		Scan(&newest, &strength, &by.Name, &by.Version, &by.Model)
	if errors.Is(err, sql.ErrNoRows) || err == nil && by != r.Analysis.Extractor {
		return false, nil
	}
	if err == nil && (a.Warrant.Strength() > strength || !newest && !r.Seen.IsZero()) {
		return false, nil // it may stand there again
	}
	*out = sayso.Outcome{Change: sayso.Unchanged, Article: a.ID, Version: version}
	return err == nil, err
}

// writer is one transaction of Put. Counts of actors and aliases gather in it
// and are written once, by flush.
type writer struct {
	tx          *sql.Tx
	st          *statements
	bound       map[*sql.Stmt]*sql.Stmt // st's, bound to tx
	now         int64
	actors      map[sayso.ActorID]knownActor
	outlets     map[string]int64
	counts      map[int64]count
	aliases     map[alias]int
	renamed     map[int64]bool           // actors whose indexed names have changed
	dropped     map[int64]bool           // actors that have lost a link
	keys        map[string][]ledger.Told // of events whose mentions have changed, with what some of those were of
	fresh       map[sayso.EventID]bool   // mentions that this transaction has written
	entered, at int64                    // number of the last entry of the journal, 0 until it is asked for, and the time of the next
	codec       codec
	// halfRebuilt says that what is written is a piece of a rebuild: see
	// catchUpJournal.
	halfRebuilt bool
}

type knownActor struct {
	n    int64
	name string
}

func (l *Ledger) writer(tx *sql.Tx, st *statements) *writer {
	return &writer{
		tx: tx, st: st, now: l.now().UnixMilli(), codec: l.codec,
		bound:   make(map[*sql.Stmt]*sql.Stmt),
		actors:  make(map[sayso.ActorID]knownActor),
		outlets: make(map[string]int64),
		counts:  make(map[int64]count),
		aliases: make(map[alias]int),
		renamed: make(map[int64]bool),
		dropped: make(map[int64]bool),
		keys:    make(map[string][]ledger.Told),
		fresh:   make(map[sayso.EventID]bool),
	}
}

// Statements run without the caller's context: the driver would start a
// goroutine for each. Put looks at the context between readings, and
// database/sql rolls the transaction back when it ends.

func (w *writer) stmt(s *sql.Stmt) *sql.Stmt {
	b, ok := w.bound[s]
	if !ok {
		b = w.tx.Stmt(s)
		w.bound[s] = b
	}
	return b
}

func (w *writer) exec(s *sql.Stmt, args ...any) (int64, error) {
	r, err := w.stmt(s).Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

func (w *writer) row(s *sql.Stmt, args ...any) *sql.Row { return w.stmt(s).QueryRow(args...) }

// each runs s with the one argument n.
func (w *writer) each(n int64, stmts ...*sql.Stmt) error {
	for _, s := range stmts {
		if _, err := w.exec(s, n); err != nil {
			return err
		}
	}
	return nil
}

// place is where the rows of a version belong.
type place struct {
	article, version int64
	newest           bool
	strength         int // of the version as it was before
	outlet           any // int64, or nil
}

func (w *writer) put(p *prepared) (sayso.Outcome, error) {
	out := sayso.Outcome{Change: sayso.Unchanged, Article: p.Article.ID, Version: p.Version}
	if p.Article.Killed() {
		if _, err := w.exec(w.st.dropHeld, string(p.Article.ID)); err != nil {
			return out, err
		}
	}
	outlet, err := w.outlet(p.Article.Outlet)
	if err != nil {
		return out, err
	}
	corrections, err := standing(context.Background(), w.tx, p.Version)
	if err != nil {
		return out, err
	}
	if p, err = p.correct(corrections); err != nil {
		return out, err
	}
	at := place{outlet: outlet}
	var by sayso.Provenance
	err = w.row(w.st.findVersion, string(p.Version)).Scan(&at.version, &at.article, &at.newest, &at.strength, &by.Name, &by.Version, &by.Model)
	switch {
	case err == nil:
		var again bool
		if again, err = w.putKnown(p, &at, by == p.Analysis.Extractor, corrections); err != nil || !again {
			return out, err
		}
		out.Change = sayso.Updated
	case errors.Is(err, sql.ErrNoRows):
		if out.Change, err = w.addVersion(p, &at); err == nil {
			err = w.enterVersion(out.Change, p, at)
		}
	}
	if err == nil {
		err = w.addDerived(p, at)
	}
	if err == nil && at.newest {
		err = w.unplace(at.article)
	}
	return out, err
}

// reread clears what another extractor made of a version, for addDerived.
func (w *writer) reread(p *prepared, at place, corrections []sayso.Correction) error {
	was, err := w.kept(at.version, p.Version, corrections)
	if err != nil {
		return err
	}
	if err := w.enterClaims(at, was, p.Parts); err != nil {
		return err
	}
	if err := w.clear(at); err != nil {
		return err
	}
	a, by := &p.Article, &p.Analysis.Extractor
	if _, err := w.exec(w.st.updateVersion, a.Key, a.Path, a.URL, at.outlet, p.Language(), p.Analysis.Unread, p.Lead, len(p.Claims), string(a.Standing()), max(a.Warrant.Strength(), at.strength), p.seen,
		by.Name, by.Version, by.Model, at.version); err != nil {
		return err
	}
	_, err = w.exec(w.st.updateReading, p.record, p.rawType, p.raw, p.hasRaw, at.version)
	return err
}

// clear drops the rows that were derived from a version.
func (w *writer) clear(at place) error {
	if err := w.uncount(at.version, at.newest); err != nil {
		return err
	}
	if err := w.noteEvents(at.version); err != nil {
		return err
	}
	return w.each(at.version, w.st.dropClaimWords, w.st.dropClaimActors, w.st.dropClaimTexts, w.st.dropVectors, w.st.dropSaid,
		w.st.dropClaims, w.st.dropLinks, w.st.dropRoles, w.st.dropEvents)
}

// addVersion writes the version itself, and retires the one that it replaces
// as the newest.
func (w *writer) addVersion(p *prepared, at *place) (sayso.Change, error) {
	a, by := &p.Article, &p.Analysis.Extractor
	change, rank := sayso.Updated, p.At
	var before int64
	err := w.row(w.st.findArticle, string(a.ID)).Scan(&at.article, &before)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		change, at.newest = sayso.New, true
		if at.article, err = w.exec(w.st.insertArticle, string(a.ID)); err != nil {
			return change, err
		}
	case err != nil:
		return change, err
	default:
		now, err := w.standing(before)
		if err != nil {
			return change, err
		}
		rank = ledger.Rank(a.Dated(), now.rank, now.published)
		at.newest = now.yields(a.Warrant.Strength(), rank)
	}
	if at.version, err = w.exec(w.st.insertVersion, string(p.Version), at.article, at.newest, rank, p.At, a.Published.String(),
		a.Key, a.Path, a.URL, at.outlet, a.Title, p.Language(), p.Analysis.Unread, p.Lead, len(p.Claims), w.now, by.Name, by.Version, by.Model, string(a.Standing()), a.Warrant.Strength(), p.seen); err != nil {
		return change, err
	}
	if _, err := w.exec(w.st.insertReading, at.version, p.record, p.rawType, p.raw); err != nil {
		return change, err
	}
	if !at.newest {
		_, err := w.exec(w.st.updateArticle, before, at.article)
		return change, err
	}
	if before != 0 {
		if err := w.retire(before); err != nil {
			return change, err
		}
	}
	if _, err := w.exec(w.st.updateArticle, at.version, at.article); err != nil {
		return change, err
	}
	_, err = w.exec(w.st.indexArticle, at.version, a.Title, a.Text)
	return change, err
}

// retire makes a version one of the superseded.
func (w *writer) retire(version int64) error {
	if err := w.uncount(version, true); err != nil {
		return err
	}
	if err := w.noteEvents(version); err != nil {
		return err
	}
	return w.each(version, w.st.retireVersion, w.st.retireClaims, w.st.retireSaid, w.st.retireLinks, w.st.retireRoles, w.st.retireEvents, w.st.unindexArticle)
}

func (w *writer) outlet(name string) (any, error) {
	key := ledger.OutletKey(name)
	if key == "" {
		return nil, nil
	}
	if n, ok := w.outlets[key]; ok {
		return n, nil
	}
	var n int64
	err := w.row(w.st.findOutlet, key).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		n, err = w.exec(w.st.insertOutlet, key, strings.TrimSpace(name))
	}
	if err != nil {
		return nil, err
	}
	w.outlets[key] = n
	return n, nil
}
