package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"sayso"
)

var _ sayso.StoryLedger = (*Ledger)(nil)

// unplace marks an article as one that waits to be placed.
func (w *writer) unplace(article int64) error {
	err := w.row(w.st.findUnplaced, article).Scan(new(int64))
	if errors.Is(err, sql.ErrNoRows) {
		_, err = w.exec(w.st.insertUnplaced, article)
	}
	return err
}

// Unplaced implements sayso.StoryLedger.
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

// Placed implements sayso.StoryLedger.
func (l *Ledger) Placed(ctx context.Context, after int64, limit int) ([]sayso.Placement, error) {
	return l.placements(ctx, l.path, `WHERE p.seq > ? ORDER BY p.seq LIMIT ?`, after, limit)
}

// Placement implements sayso.StoryLedger.
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

// Place implements sayso.StoryLedger.
func (l *Ledger) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (int64, error) {
	const op = "place articles"
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, fail(op, l.path, err)
	}
	defer tx.Rollback()
	seq, err := placeAll(ctx, tx, seen, ps)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, fail(op, l.path, l.blame(ctx, err))
	}
	return seq, nil
}

func placeAll(ctx context.Context, tx *sql.Tx, seen int64, ps []sayso.Placement) (seq int64, err error) {
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM placed`).Scan(&seq); err != nil {
		return 0, err
	}
	if seq != seen {
		return 0, sayso.Errorf("place articles", "", sayso.Busy, "somebody else has placed articles").Advise("try again")
	}
	touched := newStories(tx)
	for i := range ps {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		kept, err := place1(ctx, tx, seq+1, &ps[i], touched)
		if err != nil {
			return 0, err
		}
		if kept {
			seq++
		}
	}
	return seq, touched.regroup(ctx)
}

// place1 keeps one placement and notes which stories it touches.
func place1(ctx context.Context, tx *sql.Tx, seq int64, p *sayso.Placement, touched *stories) (kept bool, err error) {
	if p.Links == nil {
		p.Links = []sayso.StoryLink{}
	}
	links, err := json.Marshal(p.Links)
	if err != nil {
		return false, sayso.E("place articles", string(p.Article), sayso.Invalid, err)
	}
	var article int64
	var newest string
	err = tx.QueryRowContext(ctx, `SELECT a.n, v.id FROM article a JOIN version v ON v.n = a.newest WHERE a.id = ?`, string(p.Article)).Scan(&article, &newest)
	if err != nil {
		return false, err
	}
	if p.Signature != nil && newest != string(p.Version) {
		return false, nil
	}
	var before int64
	err = tx.QueryRowContext(ctx, `SELECT story FROM placed WHERE article = ?`, article).Scan(&before)
	switch {
	case err == nil && p.Signature == nil:
		_, err = tx.ExecContext(ctx, `UPDATE placed SET seq = ?, links = ? WHERE article = ?`, seq, string(links), article)
	case err == nil:
		_, err = tx.ExecContext(ctx, `UPDATE placed SET seq = ?, version = ?, at = ?, published = ?, links = ?, signature = ? WHERE article = ?`,
			seq, string(p.Version), p.Published.Unix(), p.Published.String(), string(links), p.Signature, article)
	case errors.Is(err, sql.ErrNoRows) && p.Signature == nil:
		return false, nil
	case errors.Is(err, sql.ErrNoRows):
		before = article
		_, err = tx.ExecContext(ctx, `INSERT INTO placed (article, lead, seq, version, at, published, story, text, links, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			article, string(sayso.DeriveStoryID(p.Article)), seq, string(p.Version), p.Published.Unix(), p.Published.String(), article, article, string(links), p.Signature)
	}
	if err != nil {
		return false, err
	}
	if p.Signature != nil {
		if _, err := tx.ExecContext(ctx, `DELETE FROM unplaced WHERE article = ?`, article); err != nil {
			return false, err
		}
	}
	touched.add(before)
	for _, k := range p.Links {
		if err := touched.of(ctx, k.To); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Unplace implements sayso.StoryLedger. Rows stay, empty, with a higher seq, so
// that who has read them learns that they are void.
func (l *Ledger) Unplace(ctx context.Context) error {
	const op = "place articles anew"
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return fail(op, l.path, err)
	}
	defer tx.Rollback()
	for _, s := range []string{
		`UPDATE placed SET seq = seq + (SELECT max(seq) FROM placed), version = '', links = '[]', signature = x'', story = article, text = article`,
		`DELETE FROM story`,
		`DELETE FROM unplaced`,
		`INSERT INTO unplaced (article) SELECT n FROM article ORDER BY n`,
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return fail(op, l.path, l.blame(ctx, err))
		}
	}
	return fail(op, l.path, tx.Commit())
}

// stories gathers which stories a transaction touches, and makes them anew.
type stories struct {
	tx *sql.Tx
	ns map[int64]bool
}

func newStories(tx *sql.Tx) *stories { return &stories{tx, make(map[int64]bool)} }

func (s *stories) add(n int64) { s.ns[n] = true }

// of adds the story that an article stands in, where it stands in one.
func (s *stories) of(ctx context.Context, id sayso.ArticleID) error {
	var n int64
	err := s.tx.QueryRowContext(ctx, `SELECT p.story FROM article a JOIN placed p ON p.article = a.n WHERE a.id = ? AND p.version <> ''`, string(id)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		s.add(n)
	}
	return err
}

// member is one article of the stories that are made anew.
type member struct {
	sayso.Placement
	n, story, text int64
	title, opening string
}

// regroup makes the touched stories anew: it loads all that stand in them and
// in stories that an analyst ties to them, groups them, and writes what differs.
func (s *stories) regroup(ctx context.Context) error {
	if len(s.ns) == 0 {
		return nil
	}
	said, err := regroupings(ctx, s.tx, `ORDER BY n`)
	if err != nil {
		return err
	}
	var ms []member
	loaded := make(map[int64]bool)
	has := make(map[sayso.ArticleID]bool)
	for {
		grown := false
		for n := range s.ns {
			if loaded[n] {
				continue
			}
			loaded[n], grown = true, true
			more, err := s.members(ctx, n)
			if err != nil {
				return err
			}
			for i := range more {
				has[more[i].Article] = true
			}
			ms = append(ms, more...)
		}
		if !grown {
			break
		}
		for _, x := range said {
			if x.Verdict == sayso.Merged && has[x.Article] != has[x.Into] {
				if err := errors.Join(s.of(ctx, x.Article), s.of(ctx, x.Into)); err != nil {
					return err
				}
			}
		}
	}
	slices.SortFunc(ms, func(a, b member) int {
		return cmp.Or(cmp.Compare(a.Published.Unix(), b.Published.Unix()), cmp.Compare(a.Article, b.Article))
	})
	ps := make([]sayso.Placement, len(ms))
	for i := range ms {
		ps[i] = ms[i].Placement
	}
	story, text := sayso.GroupStories(ps, said)
	return s.write(ctx, ms, story, text)
}

func (s *stories) members(ctx context.Context, story int64) ([]member, error) {
	rows, err := s.tx.QueryContext(ctx, `SELECT p.article, a.id, p.published, p.links, p.story, p.text, v.title, v.lead
		FROM placed p CROSS JOIN article a ON a.n = p.article CROSS JOIN version v ON v.n = a.newest WHERE p.story = ? AND p.version <> ''`, story)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []member
	for rows.Next() {
		var m member
		var published, links string
		if err := rows.Scan(&m.n, (*string)(&m.Article), &published, &links, &m.story, &m.text, &m.title, &m.opening); err != nil {
			return nil, err
		}
		if m.Published, err = sayso.ParseDate(published); err != nil {
			return nil, err
		}
		if err := readLinks(links, &m.Placement); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

// write puts the stories of ms in the place of the touched ones.
func (s *stories) write(ctx context.Context, ms []member, story, text []int) error {
	for n := range s.ns {
		if _, err := s.tx.ExecContext(ctx, `DELETE FROM story WHERE n = ?`, n); err != nil {
			return err
		}
	}
	groups := make(map[int][]int)
	for i := range ms {
		groups[story[i]] = append(groups[story[i]], i)
		if st, tx := ms[story[i]].n, ms[text[i]].n; st != ms[i].story || tx != ms[i].text {
			if _, err := s.tx.ExecContext(ctx, `UPDATE placed SET story = ?, text = ? WHERE article = ?`, st, tx, ms[i].n); err != nil {
				return err
			}
		}
	}
	for root, group := range groups {
		var titles []string
		var first, last sayso.Date
		texts := make(map[int]bool)
		for _, i := range group {
			titles = append(titles, ms[i].title)
			texts[text[i]] = true
			if d := ms[i].Published; !d.IsZero() {
				if first.IsZero() {
					first = d
				}
				last = d
			}
		}
		title := sayso.StoryTitle(titles)
		if title == "" {
			title = wordsUpTo(ms[root].opening, maxStoryTitle)
		}
		if _, err := s.tx.ExecContext(ctx, `INSERT INTO story (n, title, first, last, since, at, articles, texts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			ms[root].n, title, first.String(), last.String(), first.Unix(), last.Unix(), len(group), len(texts)); err != nil {
			return err
		}
	}
	return nil
}

// maxStoryTitle bounds, in bytes, the opening words that stand for a headline.
const maxStoryTitle = 80
