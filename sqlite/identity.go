package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Every link is made through decide, and a word that is said or taken back makes
// the links of the versions concerned anew.

// decide gives the actor that standing words make of one that a reading leads to.
// What was said of it in the article where a version stood before it was given to its
// carrier holds for the version still.
func (w *writer) decide(a *sayso.Article, id sayso.ActorID, reason string) (sayso.ActorID, string, error) {
	said := w.identities()
	return ledger.Identities(func(actor sayso.ActorID, article sayso.ArticleID) (sayso.ActorID, error) {
		other, err := said(actor, article)
		if err == nil && other == "" && article == a.ID && a.Was != nil {
			return said(actor, a.Was.ID)
		}
		return other, err
	}).Decide(a.ID, id, reason)
}

// identities finds what stands.
func (w *writer) identities() ledger.Identities {
	return func(actor sayso.ActorID, article sayso.ArticleID) (sayso.ActorID, error) {
		var other string
		err := w.row(w.st.findIdentity, string(actor), string(article)).Scan(&other)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return sayso.ActorID(other), err
	}
}

// Identify implements sayso.Desk.
func (l *Ledger) Identify(ctx context.Context, x sayso.Identity) (sayso.ActorID, error) {
	const op = "identify actor"
	subject := string(x.Actor)
	stmts, err := l.statements(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	defer done()
	w := l.writer(tx, stmts)
	who, versions, err := l.identify(ctx, w, &x)
	for i := 0; err == nil && i < len(versions); i++ {
		var corrections []sayso.Correction
		if corrections, err = standing(ctx, tx, versions[i]); err == nil {
			err = l.rederive(ctx, w, versions[i], corrections)
		}
	}
	if err == nil {
		err = w.flush()
	}
	if err != nil {
		return "", fail(op, subject, l.blame(ctx, err))
	}
	return who, fail(op, subject, tx.Commit())
}

// identify keeps a word, and returns who results and which versions it concerns.
func (l *Ledger) identify(ctx context.Context, w *writer, x *sayso.Identity) (sayso.ActorID, []sayso.VersionID, error) {
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	if err := w.identities().CheckIdentity(x); err != nil {
		return "", nil, err
	}
	if x.Verdict == sayso.Undone {
		return w.unidentify(ctx, x)
	}
	if x.Verdict == sayso.Merged {
		for _, id := range []sayso.ActorID{x.Actor, x.Into} {
			if err := w.tx.QueryRowContext(ctx, `SELECT id FROM actor WHERE id = ?`, string(id)).Scan(new(string)); err != nil {
				return "", nil, err
			}
		}
	}
	versions, err := shown(ctx, w.tx, x.Actor, x.Article)
	if err != nil {
		return "", nil, err
	}
	if len(versions) == 0 {
		return "", nil, sql.ErrNoRows
	}
	if err := w.dropIdentity(ctx, x); err != nil {
		return "", nil, err
	}
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO identity (actor, article, other, note, at, who) VALUES (?, ?, ?, ?, ?, ?)`,
		string(x.Actor), string(x.Article), string(x.Into), x.Note, x.At.UnixMilli(), x.By); err != nil {
		return "", nil, err
	}
	return x.Into, versions, w.keepJudgement(ctx, sayso.Judgement{Identity: x})
}

// unidentify takes back what was said of an actor in an article, or in all.
func (w *writer) unidentify(ctx context.Context, x *sayso.Identity) (sayso.ActorID, []sayso.VersionID, error) {
	said := w.identities()
	old, err := said(x.Actor, x.Article)
	if err == nil && old == "" {
		err = sql.ErrNoRows
	}
	if err != nil {
		return "", nil, err
	}
	root, err := said.Root(old)
	if err != nil {
		return "", nil, err
	}
	versions, err := shown(ctx, w.tx, root, x.Article)
	if err == nil {
		err = w.dropIdentity(ctx, x)
	}
	if err == nil {
		x.Into = old
		err = w.keepJudgement(ctx, sayso.Judgement{Identity: x})
	}
	return x.Actor, versions, err
}

func (w *writer) dropIdentity(ctx context.Context, x *sayso.Identity) error {
	_, err := w.tx.ExecContext(ctx, `DELETE FROM identity WHERE actor = ? AND article = ?`, string(x.Actor), string(x.Article))
	return err
}

// shown lists the versions that are linked to an actor, of one article or of all.
func shown(ctx context.Context, tx *sql.Tx, id sayso.ActorID, article sayso.ArticleID) ([]sayso.VersionID, error) {
	rows, err := tx.QueryContext(ctx, `SELECT v.id FROM actor x JOIN link k ON k.actor = x.n JOIN version v ON v.n = k.version
		JOIN article a ON a.n = v.article WHERE x.id = ?1 AND (?2 = '' OR a.id = ?2 OR v.id IN (SELECT version FROM disowned WHERE article = ?2)) GROUP BY v.id, v.n ORDER BY v.n`, string(id), string(article))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []sayso.VersionID
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, sayso.VersionID(v))
	}
	return out, rows.Err()
}

// Identities implements sayso.Desk.
func (l *Ledger) Identities(ctx context.Context, about sayso.ActorID, p sayso.Paging) (sayso.Page[sayso.Identity], error) {
	var page sayso.Page[sayso.Identity]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("identities %s", about))
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1<<63 - 1)
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, "list identities", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT n, actor, article, other, note, at, who FROM identity
			WHERE n < ? AND (? = '' OR actor = ? OR other = ?) ORDER BY n DESC LIMIT ?`, before, string(about), string(about), string(about), limit+1)
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
			x := sayso.Identity{Verdict: sayso.Merged}
			var at int64
			if err := rows.Scan(&last, (*string)(&x.Actor), (*string)(&x.Article), (*string)(&x.Into), &x.Note, &at, &x.By); err != nil {
				return err
			}
			if x.Article != "" {
				x.Verdict = sayso.Split
			}
			x.At = time.UnixMilli(at).UTC()
			page.Items = append(page.Items, x)
		}
		return rows.Err()
	})
	return page, err
}
