package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

var _ sayso.EventLedger = (*Ledger)(nil)

// maxMentions bounds the mentions of one event that are loaded.
const maxMentions = 2000

// Events implements sayso.EventLedger.
func (l *Ledger) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	var page sayso.Page[sayso.EventRow]
	limit, err := limitOf(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging = sayso.Paging{}
	mark := fingerprint(fmt.Sprintf("events %+v", plain))
	after, err := readToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	where, args := []string{"e.newest = 1"}, []any{}
	and := func(cond string, v ...any) { where, args = append(where, cond), append(args, v...) }
	if q.Type != "" {
		and("e.type = ?", q.Type)
	}
	if q.Status != "" {
		and("e.status = ?", string(q.Status))
	}
	for _, c := range q.Countries {
		and("instr(e.parties, ?) > 0", " "+c+" ")
	}
	if q.Article != "" {
		and("e.article = (SELECT n FROM article WHERE id = ?)", string(q.Article))
	}
	if !q.From.IsZero() {
		and("e.at >= ?", q.From.Unix())
	}
	if !q.To.IsZero() {
		and("e.at < ?", q.To.Unix())
	}
	having := ""
	if after != nil {
		having = " HAVING (max(e.at), max(e.n)) < (?, ?)"
		args = append(args, after[0], after[1])
	}
	args = append(args, limit+1)
	err = l.view(ctx, "list events", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT e.joined, max(e.at), max(e.n) FROM event e WHERE `+strings.Join(where, " AND ")+
			` GROUP BY e.joined`+having+` ORDER BY 2 DESC, 3 DESC LIMIT ?`, args...)
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

// Event implements sayso.EventLedger.
func (l *Ledger) Event(ctx context.Context, id sayso.EventID) (row sayso.EventRow, err error) {
	err = l.view(ctx, "find event", string(id), func(tx *sql.Tx) error {
		joined := string(id)
		err := tx.QueryRowContext(ctx, `SELECT joined FROM event WHERE id = ?1 OR joined = ?1 ORDER BY newest DESC LIMIT 1`, string(id)).Scan(&joined)
		if errors.Is(err, sql.ErrNoRows) {
			return sayso.Errorf("find event", string(id), sayso.NotFound, "the ledger has no such event").Advise("list them with: sayso events")
		}
		if err != nil {
			return err
		}
		row, err = loadEvent(ctx, tx, joined)
		return err
	})
	return row, err
}

// loadEvent gathers the mentions of one event.
func loadEvent(ctx context.Context, tx *sql.Tx, joined string) (sayso.EventRow, error) {
	row := sayso.EventRow{ID: sayso.EventID(joined)}
	rows, err := tx.QueryContext(ctx, `SELECT e.body, EXISTS (SELECT 1 FROM event_apart WHERE mention = e.id) FROM event e WHERE e.joined = ? AND e.newest = 1 ORDER BY e.at, e.n LIMIT ?`, joined, maxMentions)
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
	summarise(&row)
	return row, linkEvent(ctx, tx, &row)
}

// linkEvent gathers the links of an event from its mentions, each once.
func linkEvent(ctx context.Context, tx *sql.Tx, row *sayso.EventRow) error {
	for i := range row.Mentions {
		for _, l := range row.Mentions[i].Links {
			if l.Event != "" {
				var joined string
				err := tx.QueryRowContext(ctx, `SELECT joined FROM event WHERE id = ? ORDER BY newest DESC LIMIT 1`, string(l.Event)).Scan(&joined)
				if errors.Is(err, sql.ErrNoRows) {
					continue
				}
				if err != nil {
					return err
				}
				l.Event = sayso.EventID(joined)
			}
			again := slices.ContainsFunc(row.Links, func(o sayso.EventLink) bool {
				return o.Relation == l.Relation && o.Event == l.Event && (l.Event != "" || o.Day == l.Day)
			})
			if !again && l.Event != row.ID && len(row.Links) < maxEventLinks {
				row.Links = append(row.Links, l)
			}
		}
	}
	return nil
}

// maxEventLinks bounds the links of one event.
const maxEventLinks = 100

// firmness orders statuses: what an article tells as done outweighs what
// another told as planned.
var firmness = []sayso.Status{sayso.Happened, sayso.Ongoing, sayso.DeniedStatus, sayso.Planned, sayso.Demanded, sayso.PossibleStatus}

// tookPlace reports whether a status says that an act took place.
func tookPlace(s sayso.Status) bool { return s == sayso.Happened || s == sayso.Ongoing }

// summarise fills an event from its mentions.
func summarise(row *sayso.EventRow) {
	vouched, denied := false, false
	for i := range row.Mentions {
		m := &row.Mentions[i]
		if i == 0 {
			row.Type, row.Mode, row.CAMEO, row.Place, row.Actors, row.Targets = m.Type, m.Mode, m.CAMEO, m.Place, m.Actors, m.Targets
			row.Status = m.Status
		}
		if slices.Index(firmness, m.Status) < slices.Index(firmness, row.Status) {
			row.Status = m.Status
		}
		if row.Day == "" {
			row.Day, row.DayFrom = m.Day, m.DayFrom
		}
		if row.Mode == "" {
			row.Mode, row.CAMEO = m.Mode, m.CAMEO
		}
		if row.Place.Name == "" {
			row.Place = m.Place
		}
		vouched = vouched || tookPlace(m.Status) && m.Claim == ""
		denied = denied || m.Status == sayso.DeniedStatus
	}
	if tookPlace(row.Status) && denied && !vouched {
		row.Status = sayso.PossibleStatus // one side's word against another's
	}
	for i := range row.Mentions {
		m := &row.Mentions[i]
		// Whoever denies an act is no origin of it.
		if (m.Status != sayso.DeniedStatus || row.Status == sayso.DeniedStatus) && !slices.Contains(row.Origins, m.Origin) {
			row.Origins = append(row.Origins, m.Origin)
		}
	}
	explain(row)
	row.Disputes = disputes(row.Mentions)
}

// disputes lists the kinds of number on which mentions differ.
func disputes(mentions []sayso.EventReport) []sayso.Dispute {
	var all []sayso.Dispute
	for i := range mentions {
		for _, q := range mentions[i].Quantities {
			k := slices.IndexFunc(all, func(d sayso.Dispute) bool { return d.Kind == q.Kind })
			if k < 0 {
				k = len(all)
				all = append(all, sayso.Dispute{Kind: q.Kind})
			}
			d := &all[k]
			v := slices.IndexFunc(d.Values, func(v sayso.DisputedValue) bool { return v.Low == q.Low && v.High == q.High })
			if v < 0 {
				v = len(d.Values)
				d.Values = append(d.Values, sayso.DisputedValue{Low: q.Low, High: q.High})
			}
			d.Values[v].Mentions = append(d.Values[v].Mentions, mentions[i].ID)
		}
	}
	return slices.DeleteFunc(all, func(d sayso.Dispute) bool { return len(d.Values) < 2 })
}

// Part implements sayso.EventLedger.
func (l *Ledger) Part(ctx context.Context, mention sayso.EventID, why string) error {
	return l.setJoin(ctx, mention, `INSERT INTO event_apart (mention, why, made) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET why = ?2, made = ?3`, why, l.now().UnixMilli())
}

// Rejoin implements sayso.EventLedger.
func (l *Ledger) Rejoin(ctx context.Context, mention sayso.EventID) error {
	return l.setJoin(ctx, mention, `DELETE FROM event_apart WHERE mention = ?1`)
}

// setJoin keeps a word on a mention, and settles the mentions of its key.
func (l *Ledger) setJoin(ctx context.Context, mention sayso.EventID, keep string, args ...any) error {
	const op = "part events"
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, string(mention), err)
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return fail(op, string(mention), err)
	}
	defer tx.Rollback()
	var key string
	err = tx.QueryRowContext(ctx, `SELECT key FROM event WHERE id = ?`, string(mention)).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return sayso.Errorf(op, string(mention), sayso.NotFound, "the ledger has no such mention").Advise("'sayso events ID' lists the mentions of an event")
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, keep, append([]any{string(mention)}, args...)...)
	}
	if err == nil {
		err = newWriter(tx, stmts, l.now()).settle(key)
	}
	if err == nil {
		err = tx.Commit()
	}
	return fail(op, string(mention), err)
}
