package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// Polled implements sayso.Queue. What is known already is sorted out on
// a reading connection, so that a poll that finds nothing new locks nobody out
// for longer than one row takes.
func (l *Ledger) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(fresh int) sayso.SourceState) (int, error) {
	const op = "record poll"
	news, err := l.unknown(ctx, id, items)
	if err != nil {
		return 0, err
	}
	bodies := make([][]byte, len(news))
	for i, it := range news {
		if bodies[i], err = l.packItem(it); err != nil {
			return 0, fail(op, describeItem(&it), err)
		}
	}
	fresh := 0
	err = l.update(ctx, op, string(id), func(tx *sql.Tx) error {
		source, err := sourceRow(ctx, tx, id)
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, `INSERT INTO source_item (source, key, mark, address, host, found, listed, due, tries, settled, article, trouble, body)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, 0, 0, '', '', ?7) ON CONFLICT DO NOTHING`)
		if err != nil {
			return err
		}
		defer insert.Close()
		change, err := tx.PrepareContext(ctx, `UPDATE source_item SET mark = ?3, address = ?4, host = ?5, listed = ?6, due = ?6, tries = 0, settled = 0, body = ?7
			WHERE source = ?1 AND key = ?2 AND mark <> ?3`)
		if err != nil {
			return err
		}
		defer change.Close()
		for i, it := range news {
			args := []any{source, it.Key, it.Mark, it.Address, it.Host(), now.UnixMilli(), bodies[i]}
			res, err := insert.ExecContext(ctx, args...)
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil {
				return err
			} else if n > 0 {
				fresh++
			} else if _, err := change.ExecContext(ctx, args...); err != nil {
				return err
			}
		}
		now := state(fresh)
		body, err := json.Marshal(now)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE source SET next = ?, state = ? WHERE n = ?`, millis(now.Next), string(body), source)
		return err
	})
	if err != nil {
		return 0, err
	}
	return fresh, nil
}

// unknown returns those of items that the ledger does not have as they are.
func (l *Ledger) unknown(ctx context.Context, id sayso.SourceID, items []sayso.SourceItem) ([]sayso.SourceItem, error) {
	if len(items) == 0 {
		return nil, nil
	}
	var out []sayso.SourceItem
	err := l.view(ctx, "record poll", string(id), func(tx *sql.Tx) error {
		source, err := sourceRow(ctx, tx, id)
		if err != nil {
			return err
		}
		find, err := tx.PrepareContext(ctx, `SELECT mark FROM source_item WHERE source = ? AND key = ?`)
		if err != nil {
			return err
		}
		defer find.Close()
		for _, it := range items {
			var mark string
			err := find.QueryRowContext(ctx, source, it.Key).Scan(&mark)
			if errors.Is(err, sql.ErrNoRows) || err == nil && mark != it.Mark {
				out = append(out, it)
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// storedItem shadows the date, as storedArticle does.
type storedItem struct {
	sayso.SourceItem
	Published storedDate
}

func (l *Ledger) packItem(it sayso.SourceItem) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(storedItem{it, storedDate{it.Published.Time, it.Published.DayOnly}}); err != nil {
		return nil, err
	}
	return l.codec.pack(b.Bytes()), nil
}

func (l *Ledger) unpackItem(packed []byte) (sayso.SourceItem, error) {
	plain, err := l.codec.unpack(packed)
	if err != nil {
		return sayso.SourceItem{}, err
	}
	var s storedItem
	if err := json.Unmarshal(plain, &s); err != nil {
		return sayso.SourceItem{}, err
	}
	s.SourceItem.Published = sayso.Date{Time: s.Published.Time, DayOnly: s.Published.DayOnly}
	return s.SourceItem, nil
}

// waitingHosts begins a query with h, the hosts that items wait for. It leaps
// along the index from host to host, so that it costs as much as there are
// hosts, however many items wait for each.
const waitingHosts = `WITH RECURSIVE h(host) AS (
	SELECT min(host) FROM source_item WHERE due IS NOT NULL
	UNION ALL SELECT (SELECT min(host) FROM source_item WHERE due IS NOT NULL AND host > h.host) FROM h WHERE h.host IS NOT NULL)`

// DueItems implements sayso.Queue.
func (l *Ledger) DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]sayso.SourceItem, error) {
	const op = "list items"
	var out []sayso.SourceItem
	err := l.view(ctx, op, l.path, func(tx *sql.Tx) error {
		places, err := dueOf(ctx, tx, now, perHost, limit)
		if err != nil {
			return err
		}
		slices.SortFunc(places, func(a, b duePlace) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.n, b.n)) })
		load, err := tx.PrepareContext(ctx, `SELECT s.id, i.listed, i.tries, i.body FROM source_item i JOIN source s ON s.n = i.source WHERE i.n = ?`)
		if err != nil {
			return err
		}
		defer load.Close()
		for _, p := range places[:min(limit, len(places))] {
			var source string
			var listed int64
			var tries int
			var body []byte
			if err := load.QueryRow(p.n).Scan(&source, &listed, &tries, &body); err != nil {
				return err
			}
			it, err := l.unpackItem(body)
			if err != nil {
				return unreadable(op, source, err)
			}
			it.Source, it.Found, it.Tries = sayso.SourceID(source), moment(listed), tries
			out = append(out, it)
		}
		return nil
	})
	return out, err
}

// duePlace is an item by its row number, and when it is due.
type duePlace struct{ n, due int64 }

// dueOf finds the due items of each host, off the index alone. Where there are
// many hosts, it takes twice each one's share of limit.
func dueOf(ctx context.Context, tx *sql.Tx, now time.Time, perHost, limit int) ([]duePlace, error) {
	var hosts []string
	rows, err := tx.QueryContext(ctx, waitingHosts+` SELECT host FROM h WHERE host IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var h string
		if err := rows.Scan(&h); err != nil {
			return nil, err
		}
		hosts = append(hosts, h)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	perHost = min(perHost, 2*limit/max(1, len(hosts))+1)
	due, err := tx.PrepareContext(ctx, `SELECT n, due FROM (SELECT n, due FROM source_item WHERE due IS NOT NULL AND host = ?1 AND due <= ?2 ORDER BY due, n LIMIT ?4) x
		UNION ALL SELECT n, due FROM (SELECT n, due FROM source_item WHERE due IS NOT NULL AND host = ?1 AND due > ?3 ORDER BY due, n LIMIT ?4) y LIMIT ?4`)
	if err != nil {
		return nil, err
	}
	defer due.Close()
	var out []duePlace
	for _, h := range hosts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows, err := due.Query(h, now.UnixMilli(), now.Add(sayso.MaxDelay).UnixMilli(), perHost) // with a context the driver starts a goroutine for each
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var p duePlace
			if err := rows.Scan(&p.n, &p.due); err != nil {
				rows.Close()
				return nil, err
			}
			out = append(out, p)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ReadSince implements sayso.Queue.
func (l *Ledger) ReadSince(ctx context.Context, address string, since time.Time) (sayso.ArticleID, error) {
	var id string
	if address == "" {
		return "", nil
	}
	err := l.view(ctx, "find item", address, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT article FROM source_item WHERE address = ? AND article <> '' AND settled >= ? ORDER BY settled DESC LIMIT 1`,
			address, since.UnixMilli()).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return sayso.ArticleID(id), err
}

// Settle implements sayso.Queue.
func (l *Ledger) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	return l.update(ctx, "settle item", describeItem(&it), func(tx *sql.Tx) error {
		if !o.Retry.IsZero() {
			_, err := tx.ExecContext(ctx, `UPDATE source_item SET due = ?, tries = tries + 1, trouble = ? WHERE source = (SELECT n FROM source WHERE id = ?) AND key = ? AND mark = ?`,
				o.Retry.UnixMilli(), o.Trouble, string(it.Source), it.Key, it.Mark)
			return err
		}
		// An item that was read once and then changed into what cannot be read
		// keeps the article that it has.
		_, err := tx.ExecContext(ctx, `UPDATE source_item SET due = NULL, body = NULL, settled = ?, trouble = ?, article = CASE WHEN ?3 = '' THEN article ELSE ?3 END
			WHERE source = (SELECT n FROM source WHERE id = ?4) AND key = ?5 AND mark = ?6`,
			now.UnixMilli(), o.Trouble, string(o.Article), string(it.Source), it.Key, it.Mark)
		return err
	})
}

// SourceItems implements sayso.Catalogue.
func (l *Ledger) SourceItems(ctx context.Context, id sayso.SourceID, failed bool, p sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
	var page sayso.Page[sayso.SourceItemRow]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint(fmt.Sprintf("source items %s %v", id, failed))
	after, err := readToken(p.After, mark, 2)
	if err != nil {
		return page, err
	}
	if after == nil {
		after = []int64{math.MaxInt64, math.MaxInt64}
	}
	err = l.view(ctx, "list items", string(id), func(tx *sql.Tx) error {
		source, err := sourceRow(ctx, tx, id)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT n, key, address, found, coalesce(due, 0), settled, tries, article, trouble FROM source_item
			WHERE source = ? AND (found, n) < (?, ?) AND (NOT ? OR trouble <> '') ORDER BY found DESC, n DESC LIMIT ?`, source, after[0], after[1], failed, limit+1)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last [2]int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last[0], last[1])
				break
			}
			var it sayso.SourceItemRow
			var due, settled int64
			if err := rows.Scan(&last[1], &it.Key, &it.Address, &last[0], &due, &settled, &it.Tries, (*string)(&it.Article), &it.Trouble); err != nil {
				return err
			}
			it.Found, it.Due, it.Settled = moment(last[0]), moment(due), moment(settled)
			page.Items = append(page.Items, it)
		}
		return rows.Err()
	})
	return page, err
}
