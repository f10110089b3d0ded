package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"sayso"
)

// unplace marks an article as one that waits to be placed.
func (w *writer) unplace(article int64) error {
	err := w.row(w.st.findUnplaced, article).Scan(new(int64))
	if errors.Is(err, sql.ErrNoRows) {
		_, err = w.exec(w.st.insertUnplaced, article)
	}
	return err
}

// Unplaced implements sayso.Placing.
func (l *Ledger) Unplaced(ctx context.Context, limit int) ([]sayso.ArticleID, error) {
	var out []sayso.ArticleID
	err := l.view(ctx, "list unplaced articles", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT a.id FROM unplaced u CROSS JOIN article a ON a.n = u.article ORDER BY u.n LIMIT ?`, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			out = append(out, sayso.ArticleID(id))
		}
		return rows.Err()
	})
	return out, err
}

// Text implements sayso.Placing.
func (l *Ledger) Text(ctx context.Context, id sayso.ArticleID) (*sayso.Article, sayso.VersionID, error) {
	const op = "read text"
	var version string
	var packed []byte
	err := l.view(ctx, op, string(id), func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT v.id, r.record FROM article a
			CROSS JOIN version v ON v.n = a.newest CROSS JOIN reading r ON r.version = v.n WHERE a.id = ?`, string(id)).Scan(&version, &packed)
	})
	if err != nil {
		return nil, "", err
	}
	a, err := l.codec.unpackArticle(packed)
	if err != nil {
		return nil, "", unreadable(op, string(id), err)
	}
	return &a, sayso.VersionID(version), nil
}

// Placed implements sayso.Placing.
func (l *Ledger) Placed(ctx context.Context, after int64, limit int) ([]sayso.Placement, error) {
	return l.placements(ctx, l.path, `WHERE p.seq > ? ORDER BY p.seq LIMIT ?`, after, limit)
}

// Placement implements sayso.Placing.
func (l *Ledger) Placement(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	ps, err := l.placements(ctx, string(id), `WHERE a.id = ? AND p.version <> ''`, string(id))
	if err == nil && len(ps) == 0 {
		err = fail("find placement", string(id), sql.ErrNoRows)
	}
	if err != nil {
		return nil, err
	}
	return &ps[0], nil
}

func (l *Ledger) placements(ctx context.Context, subject, where string, args ...any) ([]sayso.Placement, error) {
	var out []sayso.Placement
	err := l.view(ctx, "list placements", subject, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT p.seq, a.id, p.version, p.published, p.links, p.signature
			FROM placed p JOIN article a ON a.n = p.article `+where, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var p sayso.Placement
			var published, links string
			if err := rows.Scan(&p.Seq, (*string)(&p.Article), (*string)(&p.Version), &published, &links, &p.Signature); err != nil {
				return err
			}
			if p.Published, err = sayso.ParseDate(published); err != nil {
				return err
			}
			if err := readLinks(links, &p); err != nil {
				return err
			}
			out = append(out, p)
		}
		return rows.Err()
	})
	return out, err
}

func readLinks(s string, p *sayso.Placement) error {
	if s == "[]" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), &p.Links); err != nil {
		return unreadable("read links", string(p.Article), err)
	}
	return nil
}

// Place implements sayso.Placing.
func (l *Ledger) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (int64, error) {
	const op = "place articles"
	stmts, err := l.statements(ctx)
	if err != nil {
		return 0, fail(op, l.path, err)
	}
	tx, err := l.begin(ctx)
	if err != nil {
		return 0, fail(op, l.path, err)
	}
	defer tx.Rollback()
	seq, err := l.writer(tx, stmts).placeAll(ctx, seen, ps)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, fail(op, l.path, l.blame(ctx, err))
	}
	return seq, nil
}

func (w *writer) placeAll(ctx context.Context, seen int64, ps []sayso.Placement) (seq int64, err error) {
	if err := w.row(w.st.lastSeq).Scan(&seq); err != nil {
		return 0, err
	}
	if seq != seen {
		return 0, sayso.Errorf("place articles", "", sayso.Busy, "somebody else has placed articles").Advise("try again")
	}
	touched := newStories(w)
	anew, err := found(w.row(w.st.findVoid).Scan(new(int64)))
	if err != nil {
		return 0, err
	}
	for i := range ps {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		kept, err := w.place(seq+1, &ps[i], touched)
		if err != nil {
			return 0, err
		}
		if kept {
			seq++
		}
	}
	if err := touched.regroup(); err != nil || !anew {
		return seq, err
	}
	if more, err := found(w.row(w.st.findVoid).Scan(new(int64))); err != nil || more {
		return seq, err
	}
	return seq, w.catchUpJournal(ctx)
}

// place keeps one placement and notes which stories it touches.
func (w *writer) place(seq int64, p *sayso.Placement, touched *stories) (kept bool, err error) {
	links, err := writeLinks(p.Links)
	if err != nil {
		return false, sayso.E("place articles", string(p.Article), sayso.Invalid, err)
	}
	var article int64
	var newest string
	if err := w.row(w.st.findCompared, string(p.Article)).Scan(&article, &newest); err != nil {
		return false, err
	}
	if p.Signature != nil && newest != string(p.Version) {
		return false, nil
	}
	var before int64
	err = w.row(w.st.findPlaced, article).Scan(&before)
	switch known := err == nil; {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return false, err
	case p.Signature == nil && !known:
		return false, nil
	case p.Signature == nil:
		_, err = w.exec(w.st.relinkPlaced, seq, links, article)
	case known:
		_, err = w.exec(w.st.replacePlaced, seq, string(p.Version), p.Published.Unix(), p.Published.String(), links, p.Signature, article)
	default:
		before = article
		_, err = w.exec(w.st.insertPlaced, article, string(sayso.DeriveStoryID(p.Article)), seq, string(p.Version), p.Published.Unix(), p.Published.String(),
			article, article, links, p.Signature)
	}
	if err == nil && p.Signature != nil {
		_, err = w.exec(w.st.dropUnplaced, article)
	}
	if err != nil {
		return false, err
	}
	touched.add(before)
	for _, k := range p.Links {
		if err := touched.of(k.To); err != nil {
			return false, err
		}
	}
	return true, nil
}

func writeLinks(links []sayso.StoryLink) (string, error) {
	if len(links) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(links)
	return string(b), err
}

// Unplace implements sayso.Placing.
func (l *Ledger) Unplace(ctx context.Context) error {
	const op = "place articles anew"
	tx, err := l.begin(ctx)
	if err != nil {
		return fail(op, l.path, err)
	}
	defer tx.Rollback()
	if err := unplaceAll(ctx, tx); err != nil {
		return fail(op, l.path, l.blame(ctx, err))
	}
	return fail(op, l.path, tx.Commit())
}

// unplaceAll empties placements. Their rows stay, with a higher seq, so that who
// has read them learns that they are void. Questions stay as the journal told them.
func unplaceAll(ctx context.Context, tx *sql.Tx) error {
	for _, s := range []string{
		`UPDATE placed SET seq = seq + (SELECT max(seq) FROM placed), version = '', links = '[]', signature = x'', story = article, text = article`,
		`DELETE FROM story`,
		`UPDATE question SET void = 1`,
		`DELETE FROM unasked`,
		`DELETE FROM unplaced`,
		`INSERT INTO unplaced (article) SELECT n FROM article ORDER BY n`,
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
