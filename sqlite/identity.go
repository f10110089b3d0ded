package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sayso"
)

// What analysts say of who actors are lies over the identifiers that readings
// lead to: every link is made through decide, and a word that is said or taken
// back makes the links of the versions concerned anew. Nothing else changes,
// so that taking it back restores what was.

const (
	mergedByHand = "merged by an analyst"
	splitByHand  = "told apart by an analyst"
	// maxMergers bounds a chain of mergers: a merged into b, b into c.
	maxMergers = 32
)

// decide gives the actor that standing words make of one that a reading leads to.
func (w *writer) decide(article sayso.ArticleID, id sayso.ActorID, reason string) (sayso.ActorID, string, error) {
	root, err := rootOf(w.stmt(w.st.findIdentity), id)
	if err != nil {
		return "", "", err
	}
	if root != id {
		id, reason = root, mergedByHand
	}
	other, err := otherThan(w.stmt(w.st.findIdentity), id, article)
	if err == nil && other != "" {
		id, reason = other, splitByHand
	}
	return id, reason, err
}

// rootOf follows mergers to their end.
func rootOf(find *sql.Stmt, id sayso.ActorID) (sayso.ActorID, error) {
	for range maxMergers {
		next, err := otherThan(find, id, "")
		if err != nil || next == "" {
			return id, err
		}
		id = next
	}
	return id, nil
}

func otherThan(find *sql.Stmt, id sayso.ActorID, article sayso.ArticleID) (sayso.ActorID, error) {
	var other string
	err := find.QueryRow(string(id), string(article)).Scan(&other)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return sayso.ActorID(other), err
}

// Identify implements sayso.Ledger.
func (l *Ledger) Identify(ctx context.Context, x sayso.Identity) (sayso.ActorID, error) {
	const op = "identify actor"
	subject := string(x.Actor)
	stmts, err := l.statements(ctx)
	if err != nil {
		return "", fail(op, subject, err)
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return "", fail(op, subject, err)
	}
	defer tx.Rollback()
	w := newWriter(tx, stmts, l.now())
	who, versions, err := l.identify(ctx, w, &x)
	for i := 0; err == nil && i < len(versions); i++ {
		if err = ctx.Err(); err == nil {
			err = l.rederive(ctx, w, versions[i])
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
	tx, find := w.tx, w.stmt(w.st.findIdentity)
	invalid := func(format string, args ...any) error {
		return sayso.Errorf("identify actor", string(x.Actor), sayso.Invalid, format, args...)
	}
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	switch x.Verdict {
	case sayso.Merged:
		into, err := rootOf(find, x.Into)
		if err != nil {
			return "", nil, err
		}
		if x.Article != "" || into == x.Actor {
			return "", nil, invalid("an actor is merged into another, in all articles")
		}
		for _, id := range []sayso.ActorID{x.Actor, into} {
			if err := tx.QueryRowContext(ctx, `SELECT id FROM actor WHERE id = ?`, string(id)).Scan(new(string)); err != nil {
				return "", nil, err
			}
		}
		x.Into = into
	case sayso.Split:
		if x.Article == "" {
			return "", nil, invalid("a split names the article that means somebody else")
		}
		x.Into = sayso.ActorID(sayso.DeriveID("ac", "split", string(x.Actor), string(x.Article)))
	case sayso.Undone:
		old, err := otherThan(find, x.Actor, x.Article)
		if err == nil && old == "" {
			err = sql.ErrNoRows
		}
		if err != nil {
			return "", nil, err
		}
		root, err := rootOf(find, old)
		if err != nil {
			return "", nil, err
		}
		versions, err := shown(ctx, tx, root, x.Article)
		if err == nil {
			_, err = tx.ExecContext(ctx, `DELETE FROM identity WHERE actor = ? AND article = ?`, string(x.Actor), string(x.Article))
		}
		return x.Actor, versions, err
	default:
		return "", nil, invalid("%q is no verdict", x.Verdict)
	}
	versions, err := shown(ctx, tx, x.Actor, x.Article)
	if err != nil {
		return "", nil, err
	}
	if len(versions) == 0 {
		return "", nil, sql.ErrNoRows
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM identity WHERE actor = ? AND article = ?`, string(x.Actor), string(x.Article)); err != nil {
		return "", nil, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO identity (actor, article, other, note, at) VALUES (?, ?, ?, ?, ?)`,
		string(x.Actor), string(x.Article), string(x.Into), x.Note, x.At.UnixMilli())
	return x.Into, versions, err
}

// shown lists the versions that are linked to an actor, of one article or of all.
func shown(ctx context.Context, tx *sql.Tx, id sayso.ActorID, article sayso.ArticleID) ([]sayso.VersionID, error) {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT v.id FROM actor x JOIN link k ON k.actor = x.n JOIN version v ON v.n = k.version
		JOIN article a ON a.n = v.article WHERE x.id = ? AND (? = '' OR a.id = ?) ORDER BY v.n`, string(id), string(article), string(article))
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

// Identities implements sayso.Ledger.
func (l *Ledger) Identities(ctx context.Context, about sayso.ActorID, p sayso.Paging) (sayso.Page[sayso.Identity], error) {
	var page sayso.Page[sayso.Identity]
	limit, err := limitOf(p)
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
		rows, err := tx.QueryContext(ctx, `SELECT n, actor, article, other, note, at FROM identity
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
			if err := rows.Scan(&last, (*string)(&x.Actor), (*string)(&x.Article), (*string)(&x.Into), &x.Note, &at); err != nil {
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
