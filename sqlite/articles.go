package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
	"sayso/internal/ledger/search"
)

// articleColumns make an ArticleRow from version v, article a, outlet o.
const articleColumns = `a.id, v.id, v.key, v.path, v.url, coalesce(o.name, ''), v.title, v.published, v.language, v.unread, v.claims, a.versions, v.lead, v.status`

type articleScan struct {
	row       *sayso.ArticleRow
	published string
}

func (s *articleScan) targets() []any {
	r := s.row
	return []any{(*string)(&r.ID), (*string)(&r.Version), &r.Key, &r.Path, &r.URL, &r.Outlet, &r.Title, &s.published, &r.Language, &r.Unread, &r.Claims, &r.Versions, &r.Lead, (*string)(&r.Status)}
}

func (s *articleScan) finish() (err error) {
	s.row.Published, err = sayso.ParseDate(s.published)
	return err
}

// Articles implements sayso.ArticleLedger.
func (l *Ledger) Articles(ctx context.Context, q sayso.ArticleQuery) (sayso.Page[sayso.ArticleRow], error) {
	var page sayso.Page[sayso.ArticleRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("articles %+v", plain))
	after, err := readToken(q.After, mark, 3)
	if err != nil {
		return page, err
	}
	q, asked, none, err := ledger.ArticleSearch(q)
	if err != nil || none {
		return page, err
	}
	err = l.view(ctx, "list articles", l.path, func(tx *sql.Tx) error {
		s, err := selectArticles(ctx, tx, &q, asked)
		if err != nil || s.none {
			return err
		}
		if after != nil {
			s.and(`(v.at, v.article, v.n) < (?, ?, ?)`, after[0], after[1], after[2])
		}
		rows, err := tx.QueryContext(ctx, s.statement(`SELECT v.at, v.article, v.n, `+articleColumns,
			`ORDER BY v.at DESC, v.article DESC, v.n DESC LIMIT ?`), append(s.args, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var key, last [3]int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last[:]...)
				break
			}
			var r sayso.ArticleRow
			a := articleScan{row: &r}
			if err := rows.Scan(append([]any{&key[0], &key[1], &key[2]}, a.targets()...)...); err != nil {
				return err
			}
			if err := a.finish(); err != nil {
				return err
			}
			last = key
			page.Items = append(page.Items, r)
		}
		return rows.Err()
	})
	return page, err
}

// selectArticles works out how to find the articles that q and its search string
// ask for.
func selectArticles(ctx context.Context, tx *sql.Tx, q *sayso.ArticleQuery, asked search.Search) (*selection, error) {
	s := &selection{from: `version v INDEXED BY version_listing CROSS JOIN article a ON a.n = v.article LEFT JOIN outlet o ON o.n = v.outlet`}
	match, rest := seek(asked)
	if match != "" || q.Key != "" {
		s.from = strings.Replace(s.from, ` INDEXED BY version_listing`, ``, 1)
	}
	if match != "" {
		s.and(ofArticles.words, match)
	}
	if q.Key != "" {
		s.and(`v.key = ?`, q.Key)
	}
	s.holds(ofArticles, rest)
	s.and(`v.newest = 1`)
	if q.Outlet != "" {
		n, err := findOutlet(ctx, tx, q.Outlet)
		if err != nil {
			return nil, err
		}
		s.none = n == 0
		s.and(`v.outlet = ?`, n)
	}
	if q.Language != "" {
		s.and(`v.language = ?`, q.Language)
	}
	if q.Actor != "" {
		s.and(`v.n IN (SELECT version FROM link WHERE actor = (SELECT n FROM actor WHERE id = ?))`, string(q.Actor))
	}
	if q.Revised {
		s.and(`a.versions > 1`)
	}
	if !q.Since.IsZero() {
		s.and(`(EXISTS (SELECT 1 FROM version w WHERE w.article = a.n AND w.first_read >= ?) OR EXISTS (SELECT 1 FROM restored r WHERE r.article = a.n AND r.at >= ?))`,
			q.Since.UnixMilli(), q.Since.UnixMilli())
	}
	s.between(`v.at`, q.From, q.To)
	return s, nil
}

// Article implements sayso.ArticleLedger.
func (l *Ledger) Article(ctx context.Context, id sayso.ArticleID) (*sayso.Record, error) {
	return l.record(ctx, "show article", string(id), `SELECT newest FROM article WHERE id = ?`, true, l.codec.unpackRecord)
}

// Gist implements sayso.ArticleLedger.
func (l *Ledger) Gist(ctx context.Context, id sayso.ArticleID) (*sayso.Record, error) {
	return l.record(ctx, "show article", string(id), `SELECT newest FROM article WHERE id = ?`, true, l.codec.unpackGist)
}

// Version implements sayso.ArticleLedger.
func (l *Ledger) Version(ctx context.Context, id sayso.VersionID) (*sayso.Record, error) {
	return l.record(ctx, "show version", string(id), `SELECT n FROM version WHERE id = ?`, true, l.codec.unpackRecord)
}

// Quotable implements sayso.ArticleLedger.
func (l *Ledger) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	const op = "show version"
	asked, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	out, packed := make([]sayso.Quotable, len(ids)), make([][]byte, len(ids))
	err = l.view(ctx, op, l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT ids.key, v.id, v.title, v.published, v.first_read, v.claims, v.newest, coalesce(s.lead, ''), r.record
			FROM json_each(?) ids CROSS JOIN version v ON v.id = ids.value CROSS JOIN reading r ON r.version = v.n
			LEFT JOIN placed p ON p.article = v.article AND p.version <> '' LEFT JOIN placed s ON s.article = p.story`, string(asked))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var i int
			var published string
			var first int64
			var q sayso.Quotable
			var record []byte
			if err := rows.Scan(&i, (*string)(&q.Version.ID), &q.Version.Title, &published, &first, &q.Version.Claims, &q.Newest, (*string)(&q.Story), &record); err != nil {
				return err
			}
			q.Version.FirstRead = time.UnixMilli(first).UTC()
			if q.Version.Published, err = sayso.ParseDate(published); err != nil {
				return err
			}
			out[i], packed[i] = q, record
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if packed[i] == nil {
			return nil, fail(op, string(ids[i]), sql.ErrNoRows)
		}
		q := &out[i]
		if q.Article, q.Analysis, err = l.codec.unpackQuotable(packed[i]); err != nil {
			return nil, unreadable(op, string(ids[i]), err)
		}
		packed[i] = nil
	}
	return out, nil
}

// Uncorrected implements sayso.ArticleLedger.
func (l *Ledger) Uncorrected(ctx context.Context, id sayso.VersionID) (*sayso.Record, error) {
	return l.record(ctx, "show version", string(id), `SELECT n FROM version WHERE id = ?`, false, l.codec.unpackRecord)
}

// record reads the version that find gives for id, with its corrections or as
// it was read.
func (l *Ledger) record(ctx context.Context, op, id, find string, corrected bool, unpack func([]byte) (sayso.Article, sayso.Analysis, error)) (*sayso.Record, error) {
	r := &sayso.Record{ClaimIDs: map[sayso.ClaimID]sayso.ClaimID{}, ActorIDs: map[sayso.ActorID]sayso.ActorID{}}
	var packed []byte
	var corrections []sayso.Correction
	err := l.view(ctx, op, id, func(tx *sql.Tx) error {
		var n int64
		if err := tx.QueryRowContext(ctx, find, id).Scan(&n); err != nil {
			return err
		}
		infos, newest, err := versions(ctx, tx, `FROM version WHERE n = ?`, n)
		if err != nil {
			return err
		}
		r.Version, r.Newest = infos[0], newest[0]
		if corrected {
			if corrections, err = standing(ctx, tx, r.Version.ID); err != nil {
				return err
			}
		}
		if err := tx.QueryRowContext(ctx, `SELECT record FROM reading WHERE version = ?`, n).Scan(&packed); err != nil {
			return err
		}
		err = pairs(tx.QueryContext(ctx, `SELECT t.local, c.id FROM claim c CROSS JOIN claim_text t ON t.n = c.n WHERE c.version = ?`, n))(func(local, id string) {
			r.ClaimIDs[sayso.ClaimID(local)] = sayso.ClaimID(id)
		})
		if err != nil {
			return err
		}
		return pairs(tx.QueryContext(ctx, `SELECT k.local, x.id FROM link k CROSS JOIN actor x ON x.n = k.actor WHERE k.version = ?`, n))(func(local, id string) {
			r.ActorIDs[sayso.ActorID(local)] = sayso.ActorID(id)
		})
	})
	if err != nil {
		return nil, err
	}
	if r.Article, r.Analysis, err = unpack(packed); err != nil {
		return nil, unreadable(op, id, err)
	}
	r.Analysis = ledger.Corrected(&r.Analysis, corrections)
	return r, nil
}

// unreadable reports a stored value that does not unpack.
func unreadable(op, id string, err error) error {
	return sayso.E(op, id, sayso.Damaged, err).Advise(restore)
}

// pairs reads rows of two texts.
func pairs(rows *sql.Rows, err error) func(take func(a, b string)) error {
	return func(take func(a, b string)) error {
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var a, b string
			if err := rows.Scan(&a, &b); err != nil {
				return err
			}
			take(a, b)
		}
		return rows.Err()
	}
}

// Versions implements sayso.ArticleLedger.
func (l *Ledger) Versions(ctx context.Context, id sayso.ArticleID) ([]sayso.VersionInfo, error) {
	var out []sayso.VersionInfo
	err := l.view(ctx, "list versions", string(id), func(tx *sql.Tx) error {
		var n int64
		if err := tx.QueryRowContext(ctx, `SELECT n FROM article WHERE id = ?`, string(id)).Scan(&n); err != nil {
			return err
		}
		var err error
		out, _, err = versions(ctx, tx, standings, n)
		return err
	})
	return out, err
}

// standings are the versions of an article as they stood at its address, the
// newest first: one that was put back is there again.
const standings = `FROM (
	SELECT id, title, published, first_read, claims, newest, strength, rank, n AS after, 0 AS again FROM version WHERE article = ?1 UNION ALL
	SELECT v.id, v.title, v.published, r.at, v.claims, v.newest, r.strength, r.rank, r.after, r.n FROM restored r CROSS JOIN version v ON v.n = r.version WHERE r.article = ?1
	) x ORDER BY strength DESC, rank DESC, after DESC, again DESC`

func versions(ctx context.Context, tx *sql.Tx, from string, n int64) ([]sayso.VersionInfo, []bool, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, title, published, first_read, claims, newest `+from, n)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var infos []sayso.VersionInfo
	var newest []bool
	for rows.Next() {
		var v sayso.VersionInfo
		var published string
		var first int64
		var now bool
		if err := rows.Scan((*string)(&v.ID), &v.Title, &published, &first, &v.Claims, &now); err != nil {
			return nil, nil, err
		}
		if v.Published, err = sayso.ParseDate(published); err != nil {
			return nil, nil, err
		}
		v.FirstRead = time.UnixMilli(first).UTC()
		infos, newest = append(infos, v), append(newest, now)
	}
	return infos, newest, rows.Err()
}

// Raw implements sayso.ArticleLedger.
func (l *Ledger) Raw(ctx context.Context, id sayso.VersionID) (sayso.Raw, error) {
	var r sayso.Raw
	var packed []byte
	err := l.view(ctx, "show input", string(id), func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT raw_type, raw FROM reading WHERE version = (SELECT n FROM version WHERE id = ?)`, string(id)).
			Scan(&r.MediaType, &packed)
	})
	if err != nil {
		return sayso.Raw{}, err
	}
	if r.Bytes, err = l.codec.unpack(packed); err != nil {
		return sayso.Raw{}, unreadable("show input", string(id), err)
	}
	return r, nil
}
