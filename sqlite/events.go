package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Events implements sayso.EventLedger.
func (l *Ledger) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	var page sayso.Page[sayso.EventRow]
	limit, err := limitOf(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("events %+v", plain))
	after, err := readToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	s := selectEvents(&q)
	having := ""
	if after != nil {
		having = " HAVING (max(e.at), max(e.n)) < (?, ?)"
		s.args = append(s.args, after[0], after[1])
	}
	err = l.view(ctx, "list events", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, s.statement(`SELECT e.joined, max(e.at), max(e.n)`, `GROUP BY e.joined`+having+` ORDER BY 2 DESC, 3 DESC LIMIT ?`), append(s.args, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var ids []string
		var last [2]int64
		for rows.Next() {
			var id string
			var at, n int64
			if err := rows.Scan(&id, &at, &n); err != nil {
				return err
			}
			if len(ids) == limit {
				page.Next = writeToken(mark, last[0], last[1])
				break
			}
			ids, last = append(ids, id), [2]int64{at, n}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		rows.Close()
		for _, id := range ids {
			row, err := loadEvent(ctx, tx, id)
			if err != nil {
				return err
			}
			page.Items = append(page.Items, row)
		}
		return nil
	})
	return page, err
}

// selectEvents picks the mentions of the events that q asks for.
func selectEvents(q *sayso.EventQuery) *selection {
	s := &selection{from: `event e`}
	s.and(`e.newest = 1`)
	if q.Type != "" {
		s.and(`e.type = ?`, q.Type)
	}
	if q.Status != "" {
		s.and(`e.status = ?`, string(q.Status))
	}
	for _, c := range q.Countries {
		s.and(`instr(e.parties, ?) > 0`, " "+c+" ")
	}
	if q.Article != "" {
		s.and(`e.article = (SELECT n FROM article WHERE id = ?)`, string(q.Article))
	}
	if !q.Since.IsZero() {
		s.and(`e.version IN (SELECT n FROM version WHERE first_read >= ?)`, q.Since.UnixMilli())
	}
	s.between(`e.at`, q.From, q.To)
	return s
}

// Event implements sayso.EventLedger.
func (l *Ledger) Event(ctx context.Context, id sayso.EventID) (row sayso.EventRow, err error) {
	err = l.view(ctx, "find event", string(id), func(tx *sql.Tx) error {
		joined := string(id)
		err := tx.QueryRowContext(ctx, `SELECT joined FROM event WHERE id = ?1 OR joined = ?1 ORDER BY newest DESC LIMIT 1`, string(id)).Scan(&joined)
		if errors.Is(err, sql.ErrNoRows) {
			return noEvent(id)
		}
		if err != nil {
			return err
		}
		if row, err = loadEvent(ctx, tx, joined); err == nil && len(row.Mentions) == 0 {
			return noEvent(id) // superseded versions alone tell of it
		}
		return err
	})
	return row, err
}

func noEvent(id sayso.EventID) error {
	return sayso.Errorf("find event", string(id), sayso.NotFound, "the ledger has no such event")
}

// loadEvent gathers the mentions of one event.
func loadEvent(ctx context.Context, tx *sql.Tx, joined string) (sayso.EventRow, error) {
	row := sayso.EventRow{ID: sayso.EventID(joined)}
	rows, err := tx.QueryContext(ctx, `SELECT e.body, EXISTS (SELECT 1 FROM event_apart WHERE mention = e.id) FROM event e WHERE e.joined = ? AND e.newest = 1 ORDER BY e.at, e.n LIMIT ?`, joined, ledger.MaxMentions)
	if err != nil {
		return row, err
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		var m sayso.EventReport
		var parted bool
		if err := rows.Scan(&body, &parted); err != nil {
			return row, err
		}
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			return row, sayso.E("read event", joined, sayso.Damaged, err)
		}
		m.Parted = parted
		row.Mentions = append(row.Mentions, m)
	}
	if err := rows.Err(); err != nil {
		return row, err
	}
	rows.Close()
	ledger.SumUp(&row)
	return row, linkEvent(ctx, tx, &row)
}

// linkEvent gathers the links of an event.
func linkEvent(ctx context.Context, tx *sql.Tx, row *sayso.EventRow) error {
	return ledger.Links(row, func(mention sayso.EventID) (joined sayso.EventID, err error) {
		err = tx.QueryRowContext(ctx, `SELECT joined FROM event WHERE id = ? ORDER BY newest DESC LIMIT 1`, string(mention)).Scan((*string)(&joined))
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return joined, err
	})
}
