package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// reader writes an extractor as one column.
func reader(by sayso.Provenance) string { return by.Name + "\n" + by.Version + "\n" + by.Model }

// Bookmark implements sayso.Intake.
func (l *Ledger) Bookmark(ctx context.Context, archive string, by sayso.Provenance) (int64, error) {
	var at int64
	err := l.read.QueryRowContext(ctx, `SELECT at FROM bookmark WHERE archive = ? AND extractor = ?`, archive, reader(by)).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fail("read bookmark", l.path, err)
	}
	return at, nil
}

// SetBookmark implements sayso.Intake.
func (l *Ledger) SetBookmark(ctx context.Context, archive string, by sayso.Provenance, at int64) error {
	_, err := l.exec(ctx, `INSERT INTO bookmark (archive, extractor, at) VALUES (?, ?, ?)
		ON CONFLICT (archive, extractor) DO UPDATE SET at = excluded.at`, archive, reader(by), at)
	if err != nil {
		return fail("set bookmark", l.path, err)
	}
	return nil
}

// Known implements sayso.Intake.
func (l *Ledger) Known(ctx context.Context, ids ...sayso.ArticleID) ([]sayso.ArticleID, error) {
	var out []sayso.ArticleID
	for _, id := range ids {
		var known bool
		err := l.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM article WHERE id = ?1) OR EXISTS (SELECT 1 FROM held WHERE article = ?1)`, string(id)).Scan(&known)
		if err != nil {
			return nil, fail("find articles", l.path, err)
		}
		if known {
			out = append(out, id)
		}
	}
	return out, nil
}

// Hold implements sayso.Intake.
func (l *Ledger) Hold(ctx context.Context, r sayso.Reading) (sayso.Change, error) {
	a := r.Article
	if a.ID == "" {
		a.ID = sayso.DeriveArticleID(a.Address())
	}
	if a.Wire == nil || a.Wire.Embargo.IsZero() {
		return "", sayso.Errorf("hold article", string(a.ID), sayso.Invalid, "it has no embargo")
	}
	if err := checkReading(&a, &sayso.Analysis{}, &r.Raw); err != nil {
		return "", err
	}
	record, err := l.codec.packRecord(&a, &sayso.Analysis{})
	if err != nil {
		return "", err
	}
	until := a.Wire.Embargo.UnixMilli()
	res, err := l.exec(ctx, `INSERT INTO held (version, article, title, outlet, until, record, raw_type, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (version) DO UPDATE SET until = excluded.until, record = excluded.record WHERE held.until <> excluded.until`,
		string(a.Version()), string(a.ID), a.Title, a.Outlet, until, record, r.Raw.MediaType, l.codec.pack(r.Raw.Bytes))
	if err != nil {
		return "", fail("hold article", l.path, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return sayso.Unchanged, err
	}
	return sayso.New, nil
}

// Held implements sayso.HeldLedger.
func (l *Ledger) Held(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.HeldRow], error) {
	var page sayso.Page[sayso.HeldRow]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("held")
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	offset := int64(0)
	if after != nil {
		offset = after[0]
	}
	rows, err := l.read.QueryContext(ctx, `SELECT version, article, title, outlet, until FROM held ORDER BY until, version LIMIT ? OFFSET ?`, limit+1, offset)
	if err != nil {
		return page, fail("list held articles", l.path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var r sayso.HeldRow
		var until int64
		if err := rows.Scan((*string)(&r.Version), (*string)(&r.Article), &r.Title, &r.Outlet, &until); err != nil {
			return page, fail("list held articles", l.path, err)
		}
		if len(page.Items) == limit {
			page.Next = writeToken(mark, offset+int64(limit))
			break
		}
		r.Until = time.UnixMilli(until).UTC()
		page.Items = append(page.Items, r)
	}
	if err := rows.Err(); err != nil {
		return page, fail("list held articles", l.path, err)
	}
	return page, nil
}

// HeldStats implements sayso.HeldLedger.
func (l *Ledger) HeldStats(ctx context.Context) (sayso.HeldStats, error) {
	var s sayso.HeldStats
	var first sql.NullInt64
	if err := l.read.QueryRowContext(ctx, `SELECT count(*), min(until) FROM held`).Scan(&s.Held, &first); err != nil {
		return s, fail("count held articles", l.path, err)
	}
	if first.Valid {
		s.First = time.UnixMilli(first.Int64).UTC()
	}
	return s, nil
}

// HeldReading implements sayso.HeldLedger.
func (l *Ledger) HeldReading(ctx context.Context, id sayso.VersionID) (sayso.Reading, error) {
	var r sayso.Reading
	var record, raw []byte
	err := l.read.QueryRowContext(ctx, `SELECT record, raw_type, raw FROM held WHERE version = ?`, string(id)).Scan(&record, &r.Raw.MediaType, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return r, sayso.Errorf("read held article", string(id), sayso.NotFound, "it is not held")
	}
	if err == nil {
		r.Article, _, err = l.codec.unpackRecord(record)
	}
	if err == nil {
		r.Raw.Bytes, err = l.codec.unpack(raw)
	}
	if err != nil {
		return r, fail("read held article", l.path, err)
	}
	return r, nil
}

// Unhold implements sayso.Intake.
func (l *Ledger) Unhold(ctx context.Context, id sayso.VersionID) error {
	if _, err := l.exec(ctx, `DELETE FROM held WHERE version = ?`, string(id)); err != nil {
		return fail("release article", l.path, err)
	}
	return nil
}
