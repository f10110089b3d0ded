package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// update runs f in a transaction that writes.
func (l *Ledger) update(ctx context.Context, op, subject string, f func(tx *sql.Tx) error) error {
	tx, err := l.begin(ctx)
	if err != nil {
		return fail(op, subject, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return fail(op, subject, l.blame(ctx, err))
	}
	return fail(op, subject, l.blame(ctx, tx.Commit()))
}

// AddSource implements sayso.Catalogue.
func (l *Ledger) AddSource(ctx context.Context, s sayso.WatchedSource) (sayso.Change, error) {
	const op = "add source"
	if err := s.Validate(); err != nil {
		return "", err
	}
	s.ID = sayso.DeriveSourceID(s.Address)
	if s.Added.IsZero() {
		s.Added = l.now()
	}
	s.Added = s.Added.Truncate(time.Millisecond).UTC()
	change := sayso.Unchanged
	err := l.update(ctx, op, s.Address, func(tx *sql.Tx) error {
		var had sayso.WatchedSource
		err := scanSource(tx.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM source WHERE id = ? OR address = ? ORDER BY address = ? DESC LIMIT 1`, string(s.ID), s.Address, s.Address), &had)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM source`).Scan(&n); err != nil {
				return err
			}
			if n >= sayso.MaxSources {
				return sayso.Errorf(op, s.Address, sayso.TooLarge, "the ledger watches %d sources already (MaxSources)", n).Advise("remove some, or keep others in another ledger")
			}
			state, err := json.Marshal(sayso.SourceState{})
			if err != nil {
				return err
			}
			change = sayso.New
			_, err = tx.ExecContext(ctx, `INSERT INTO source (id, kind, address, title, outlet, country, language, party, local, added, next, state)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`, string(s.ID), string(s.Kind), s.Address, s.Title, s.Outlet, s.Country, s.Language, string(s.Party),
				s.Local, s.Added.UnixMilli(), string(state))
			return err
		case err != nil:
			return err
		}
		now := had
		now.Kind, now.Local = s.Kind, had.Local || s.Local
		for _, f := range []struct {
			to *string
			v  string
		}{{&now.Title, s.Title}, {&now.Outlet, s.Outlet}, {&now.Country, s.Country}, {&now.Language, s.Language}, {(*string)(&now.Party), string(s.Party)}} {
			if f.v != "" {
				*f.to = f.v
			}
		}
		if now == had {
			return nil
		}
		change = sayso.Updated
		// What was known of it by another kind may mislead.
		_, err = tx.ExecContext(ctx, `UPDATE source SET kind = ?1, title = ?2, outlet = ?3, country = ?4, language = ?5, party = ?6, local = ?7,
			next = CASE WHEN kind = ?1 THEN next ELSE 0 END, state = CASE WHEN kind = ?1 THEN state ELSE '{}' END WHERE id = ?8`,
			string(now.Kind), now.Title, now.Outlet, now.Country, now.Language, string(now.Party), now.Local, string(now.ID))
		return err
	})
	if err != nil {
		return "", err
	}
	return change, nil
}

// MoveSource implements sayso.Catalogue.
func (l *Ledger) MoveSource(ctx context.Context, id sayso.SourceID, to string, now time.Time) (moved bool, err error) {
	const op = "move source"
	err = l.update(ctx, op, string(id), func(tx *sql.Tx) error {
		var s sayso.WatchedSource
		var packed string
		if err := scanSource(tx.QueryRowContext(ctx, `SELECT `+sourceColumns+`, state FROM source WHERE id = ?`, string(id)), &s, &packed); err != nil {
			return err
		}
		from := s.Address
		s.Address = to
		if err := s.Validate(); err != nil {
			return err
		}
		var taken bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM source WHERE address = ?)`, to).Scan(&taken); err != nil || taken {
			return err
		}
		var state sayso.SourceState
		if err := json.Unmarshal([]byte(packed), &state); err != nil {
			return sayso.E(op, string(id), sayso.Damaged, err).Advise(restore)
		}
		state.Moved(from, now)
		b, err := json.Marshal(state)
		if err != nil {
			return err
		}
		moved = true
		_, err = tx.ExecContext(ctx, `UPDATE source SET address = ?, state = ? WHERE id = ?`, to, string(b), string(id))
		return err
	})
	return moved && err == nil, err
}

// RemoveSource implements sayso.Catalogue.
func (l *Ledger) RemoveSource(ctx context.Context, id sayso.SourceID) error {
	return l.update(ctx, "remove source", string(id), func(tx *sql.Tx) error {
		n, err := sourceRow(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM source_item WHERE source = ?`, n); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM source WHERE n = ?`, n)
		return err
	})
}

func sourceRow(ctx context.Context, tx *sql.Tx, id sayso.SourceID) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT n FROM source WHERE id = ?`, string(id)).Scan(&n)
	return n, err
}

const sourceColumns = `id, kind, address, title, outlet, country, language, party, local, added`

type scanner interface{ Scan(...any) error }

// scanSource reads sourceColumns and what else was asked for.
func scanSource(row scanner, s *sayso.WatchedSource, more ...any) error {
	var added int64
	to := append([]any{(*string)(&s.ID), (*string)(&s.Kind), &s.Address, &s.Title, &s.Outlet, &s.Country, &s.Language, (*string)(&s.Party), &s.Local, &added}, more...)
	if err := row.Scan(to...); err != nil {
		return err
	}
	s.Added = time.UnixMilli(added).UTC()
	s.Address = sayso.WithoutPassword(s.Address) // which older ledgers may have kept
	return nil
}

// WatchedSource implements sayso.Catalogue.
func (l *Ledger) WatchedSource(ctx context.Context, id sayso.SourceID) (*sayso.SourceRow, error) {
	var out []sayso.SourceRow
	err := l.view(ctx, "find source", string(id), func(tx *sql.Tx) error {
		n, err := sourceRow(ctx, tx, id)
		if err != nil {
			return err
		}
		out, _, err = sourceRows(ctx, tx, l.now().AddDate(0, 0, -7), `WHERE n = ?`, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &out[0], nil
}

// Sources implements sayso.Catalogue.
func (l *Ledger) Sources(ctx context.Context, q sayso.SourceQuery) (sayso.Page[sayso.SourceRow], error) {
	var page sayso.Page[sayso.SourceRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("sources %v", q.Failing))
	after, err := readToken(q.After, mark, 1)
	if err != nil {
		return page, err
	}
	from := int64(0)
	if after != nil {
		from = after[0]
	}
	if q.Now.IsZero() {
		q.Now = l.now()
	}
	err = l.view(ctx, "list sources", l.path, func(tx *sql.Tx) error {
		rows, ns, err := sourceRows(ctx, tx, q.Now.AddDate(0, 0, -7), `WHERE n > ? AND (NOT ? OR state ->> 'Failures' > 0) ORDER BY n LIMIT ?`, from, q.Failing, limit+1)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			page.Next = writeToken(mark, ns[limit-1])
			rows = rows[:limit]
		}
		page.Items = rows
		return nil
	})
	return page, err
}

// DueSources implements sayso.Queue.
func (l *Ledger) DueSources(ctx context.Context, now time.Time, limit int) ([]sayso.SourceRow, error) {
	var out []sayso.SourceRow
	err := l.view(ctx, "list sources", l.path, func(tx *sql.Tx) (err error) {
		out, _, err = sourceRows(ctx, tx, time.Time{}, `WHERE next <= ? OR next > ? ORDER BY next, n LIMIT ?`, now.UnixMilli(), now.Add(sayso.MaxDelay).UnixMilli(), limit)
		return err
	})
	return out, err
}

// sourceRows reads the sources that where selects, and their row numbers. Their
// items are counted, those found after week by themselves, unless it is zero.
func sourceRows(ctx context.Context, tx *sql.Tx, week time.Time, where string, args ...any) ([]sayso.SourceRow, []int64, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+sourceColumns+`, n, next, state FROM source `+where, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var out []sayso.SourceRow
	var ns []int64
	for rows.Next() {
		var r sayso.SourceRow
		var n, next int64
		var state string
		if err := scanSource(rows, &r.WatchedSource, &n, &next, &state); err != nil {
			return nil, nil, err
		}
		if err := json.Unmarshal([]byte(state), &r.SourceState); err != nil {
			return nil, nil, sayso.E("list sources", string(r.ID), sayso.Damaged, err).Advise(restore)
		}
		r.Next = moment(next)
		out, ns = append(out, r), append(ns, n)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	rows.Close()
	if week.IsZero() {
		return out, ns, nil
	}
	for i, n := range ns {
		var last sql.NullInt64
		err := tx.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE found > ?), count(due), count(*) FILTER (WHERE due IS NULL AND article = ''), max(found)
			FROM source_item WHERE source = ?`, week.UnixMilli(), n).Scan(&out[i].Items, &out[i].Week, &out[i].Waiting, &out[i].GivenUp, &last)
		if err != nil {
			return nil, nil, err
		}
		out[i].LastItem = moment(last.Int64)
	}
	return out, ns, nil
}

// moment reads what millis writes.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// SourceStats implements sayso.Catalogue.
func (l *Ledger) SourceStats(ctx context.Context) (sayso.SourceStats, error) {
	var s sayso.SourceStats
	err := l.view(ctx, "count sources", l.path, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM source WHERE state ->> 'Failures' > 0),
			(SELECT count(*) FROM source_item WHERE due IS NOT NULL)`).Scan(&s.Sources, &s.Failing, &s.Waiting)
	})
	return s, err
}

// NextDue implements sayso.Queue.
func (l *Ledger) NextDue(ctx context.Context) (time.Time, error) {
	var source, item sql.NullInt64
	err := l.view(ctx, "list sources", l.path, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, waitingHosts+` SELECT (SELECT min(next) FROM source), (SELECT min((SELECT min(due) FROM source_item WHERE due IS NOT NULL AND host = h.host)) FROM h)`).Scan(&source, &item)
	})
	switch {
	case err != nil || !source.Valid:
		return time.Time{}, err
	case item.Valid:
		return time.UnixMilli(min(source.Int64, item.Int64)).UTC(), nil
	}
	return time.UnixMilli(source.Int64).UTC(), nil
}

// LockWatch implements sayso.Queue. SQLite locks a file beside the
// ledger, and the system frees it when the process ends.
func (l *Ledger) LockWatch(ctx context.Context) (func() error, error) {
	const op = "watch sources"
	if l.engine != nil {
		release, err := l.engine.LockWatch(ctx)
		if sayso.KindOf(err) == sayso.Busy {
			return nil, err
		}
		return release, fail(op, l.path, err)
	}
	abs, err := filepath.Abs(l.path + "-watch")
	if err != nil {
		return nil, fail(op, l.path, err)
	}
	if err := make0600(abs); err != nil {
		return nil, fail(op, l.path, err)
	}
	db, err := sql.Open("sqlite", dsn(abs, 0, ""))
	if err != nil {
		return nil, fail(op, l.path, err)
	}
	db.SetMaxOpenConns(1)
	c, err := db.Conn(ctx)
	if err == nil {
		_, err = c.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	}
	if err != nil {
		db.Close()
		if kindOf(err) == sayso.Busy {
			return nil, sayso.Errorf(op, l.path, sayso.Busy, "another process watches this ledger").Advise("one is enough; end the other to watch from here")
		}
		return nil, fail(op, l.path, err)
	}
	return func() error {
		err := errors.Join(c.Close(), db.Close())
		return fail(op, l.path, err)
	}, nil
}

// describeItem names an item for errors.
func describeItem(it *sayso.SourceItem) string {
	if it.Address != "" {
		return it.Address
	}
	return fmt.Sprintf("%s of %s", it.Key, it.Source)
}
