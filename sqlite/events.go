package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Events implements sayso.EventLedger. The status of an event follows from all
// its mentions (see ledger.SumUp), so events that may have the status that q asks
// for are summed up, and those that have it are listed.
func (l *Ledger) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	var page sayso.Page[sayso.EventRow]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("events %+v", plain))
	last := eventSpot{told: math.MaxInt64, at: math.MaxInt64, id: "~"} // before all others
	after, id, err := readNamedToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	if after != nil {
		last = eventSpot{after[0], after[1], id}
	}
	err = l.view(ctx, "list events", l.path, func(tx *sql.Tx) error {
		var shown eventSpot // of the last item of the page
		for {
			spots, err := eventSpots(ctx, tx, &q, last, limit+1)
			if err != nil {
				return err
			}
			for _, last = range spots {
				row, err := loadEvent(ctx, tx, last.id)
				switch {
				case err != nil:
					return err
				case q.Status != "" && row.Status != q.Status:
					continue
				case len(page.Items) == limit:
					page.Next = writeNamedToken(mark, shown.id, shown.told, shown.at)
					return nil
				}
				page.Items, shown = append(page.Items, row), last
			}
			if len(spots) <= limit {
				return nil
			}
		}
	})
	return page, err
}

// eventSpot is where an event stands in a list: the latest of the articles that
// were asked for comes first, and its lasting identifier decides between equals. In a
// list by how many articles tell of it, told comes before both; else told is 0.
type eventSpot struct {
	told int64
	at   int64
	id   string
}

// eventSpots lists events that q may ask for, those behind a spot.
func eventSpots(ctx context.Context, tx *sql.Tx, q *sayso.EventQuery, behind eventSpot, limit int) ([]eventSpot, error) {
	s := selectEvents(q)
	told := `0`
	if q.MostTold {
		told = `count(DISTINCT e.article)`
	}
	least := ``
	if q.Told > 1 {
		least = ` AND count(DISTINCT e.article) >= ` + strconv.Itoa(q.Told)
	}
	rows, err := tx.QueryContext(ctx, s.statement(`SELECT `+told+` AS told, max(e.at), e.joined`, `GROUP BY e.joined HAVING (`+told+`, max(e.at), e.joined) < (?, ?, ?)`+least+` ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT ?`),
		append(s.args, behind.told, behind.at, behind.id, limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []eventSpot
	for rows.Next() {
		var s eventSpot
		if err := rows.Scan(&s.told, &s.at, &s.id); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// selectEvents picks the mentions of the events that q asks for.
func selectEvents(q *sayso.EventQuery) *selection {
	s := &selection{from: `event e`}
	s.and(`e.newest = 1`)
	if q.Type != "" {
		s.and(`e.type = ?`, q.Type)
	}
	if q.Status != "" {
		var may []string
		for _, status := range ledger.StatusesBehind(q.Status) {
			may = append(may, string(status))
		}
		s.and(`e.joined IN (SELECT joined FROM event WHERE newest = 1 AND instr(?, ' ' || status || ' ') > 0)`, " "+strings.Join(may, " ")+" ")
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

// loadEvent gathers the mentions of one event. Of articles of one date, the lasting
// identifiers of their versions decide, so that the order of reading does not; row
// numbers keep the order of one text.
func loadEvent(ctx context.Context, tx *sql.Tx, joined string) (sayso.EventRow, error) {
	row := sayso.EventRow{ID: sayso.EventID(joined)}
	rows, err := tx.QueryContext(ctx, `SELECT e.body, EXISTS (SELECT 1 FROM event_apart WHERE mention = e.id)
		FROM event e CROSS JOIN version v ON v.n = e.version WHERE e.joined = ? AND e.newest = 1 ORDER BY e.at, v.id, e.n LIMIT ?`, joined, ledger.MaxMentions)
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
