package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"sayso"
	"sayso/internal/ledger"
)

// keepJudgement adds to the history what an analyst said, and enters it into the
// journal. The caller keeps what stands then.
func (w *writer) keepJudgement(ctx context.Context, j sayso.Judgement) error {
	s := j.Said()
	if len(s.By) > sayso.MaxAuthor {
		return sayso.Errorf("keep judgement", s.Subject, sayso.Invalid, "the author's name is longer than %d bytes (MaxAuthor)", sayso.MaxAuthor)
	}
	if err := w.seen(ctx, &j); err != nil {
		return err
	}
	var noun any
	var article, version int64
	var err error
	switch {
	case j.Correction != nil:
		noun = j.Correction
		err = w.tx.QueryRowContext(ctx, `SELECT article, n FROM version WHERE id = ?`, string(j.Correction.Version)).Scan(&article, &version)
	case j.Identity != nil:
		noun = j.Identity
		if j.Identity.Article != "" {
			err = w.tx.QueryRowContext(ctx, `SELECT n FROM article WHERE id = ?`, string(j.Identity.Article)).Scan(&article)
		}
	case j.Regrouping != nil:
		noun = j.Regrouping
		err = w.tx.QueryRowContext(ctx, `SELECT n FROM article WHERE id = ?`, string(j.Regrouping.Article)).Scan(&article)
	case j.Parting != nil:
		noun = j.Parting
		err = w.tx.QueryRowContext(ctx, `SELECT article, version FROM event WHERE id = ?`, string(j.Parting.Mention)).Scan(&article, &version)
	case j.Weighing != nil:
		noun = j.Weighing
		err = w.tx.QueryRowContext(ctx, `SELECT n FROM article WHERE id = ?`, string(j.Weighing.A.Article)).Scan(&article)
	case j.Disowning != nil:
		noun = j.Disowning
		err = w.tx.QueryRowContext(ctx, `SELECT (SELECT n FROM article WHERE id = ?), n FROM version WHERE id = ?`, string(j.Disowning.Article), string(j.Disowning.Version)).Scan(&article, &version)
	}
	if err != nil {
		return err
	}
	body, err := json.Marshal(noun)
	if err != nil {
		return err
	}
	r, err := w.tx.ExecContext(ctx, `INSERT INTO judgement (kind, subject, other, body, sum) VALUES (?, ?, ?, ?, ?)`, string(s.Kind), s.Subject, s.Other, string(body),
		sumOf(string(s.Kind), s.Subject, s.Other, string(body)))
	if err != nil {
		return err
	}
	n, err := r.LastInsertId()
	if err != nil {
		return err
	}
	if err := noteJudgement(ctx, w.tx, s); err != nil {
		return err
	}
	return w.enter(sayso.EntryKind(s.Kind), article, version, s.Subject, fmt.Sprint(n))
}

// seen refuses a judgement whose author did not know of one that was made since.
func (w *writer) seen(ctx context.Context, j *sayso.Judgement) error {
	seen, s := j.Seen(), j.Said()
	if seen == 0 {
		return nil
	}
	var kind, body string
	later, err := found(w.tx.QueryRowContext(ctx, `SELECT kind, body FROM judgement WHERE n > ? AND kind = ? AND (subject = ? OR other = ?) ORDER BY n DESC LIMIT 1`,
		max(seen, 0), string(s.Kind), s.Subject, s.Subject).Scan(&kind, &body))
	if err != nil || !later {
		return err
	}
	var last sayso.Judgement
	if err := readJudgement(&last, sayso.JudgementKind(kind), body); err != nil {
		return unreadable("keep judgement", s.Subject, err)
	}
	// The same again, as after an answer that was lost, overwrites nothing.
	if l := last.Said(); l.By != s.By || l.Verdict != s.Verdict || l.Note != s.Note || l.Other != s.Other {
		return sayso.Errorf("keep judgement", s.Subject, sayso.Conflict, "something else was said of it since you looked").Advise("look at what stands now, and say it again if you still hold it")
	}
	return nil
}

// History implements sayso.Desk.
func (l *Ledger) History(ctx context.Context, about string, p sayso.Paging) (sayso.Page[sayso.Judgement], error) {
	var page sayso.Page[sayso.Judgement]
	limit, err := ledger.PageSize(p)
	if err != nil {
		return page, err
	}
	mark := fingerprint("history " + about)
	after, err := readToken(p.After, mark, 1)
	if err != nil {
		return page, err
	}
	before := int64(1<<63 - 1)
	if after != nil {
		before = after[0]
	}
	err = l.view(ctx, "list history", l.path, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT n, kind, body FROM judgement WHERE n < ?1 AND (?2 = '' OR subject = ?2 OR other = ?2) ORDER BY n DESC LIMIT ?3`, before, about, limit+1)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, page.Items[limit-1].N)
				break
			}
			var j sayso.Judgement
			var kind sayso.JudgementKind
			var body string
			if err := rows.Scan(&j.N, (*string)(&kind), &body); err != nil {
				return err
			}
			if err := readJudgement(&j, kind, body); err != nil {
				return unreadable("list history", l.path, err)
			}
			page.Items = append(page.Items, j)
		}
		return rows.Err()
	})
	return page, err
}

func readJudgement(j *sayso.Judgement, kind sayso.JudgementKind, body string) error {
	var noun any
	switch kind {
	case sayso.CorrectionJudgement:
		j.Correction = new(sayso.Correction)
		noun = j.Correction
	case sayso.IdentityJudgement:
		j.Identity = new(sayso.Identity)
		noun = j.Identity
	case sayso.RegroupingJudgement:
		j.Regrouping = new(sayso.Regrouping)
		noun = j.Regrouping
	case sayso.PartingJudgement:
		j.Parting = new(sayso.Parting)
		noun = j.Parting
	case sayso.WeighingJudgement:
		j.Weighing = new(sayso.Weighing)
		noun = j.Weighing
	case sayso.DisowningJudgement:
		j.Disowning = new(sayso.Disowning)
		noun = j.Disowning
	default:
		return fmt.Errorf("%q is no kind of judgement", kind)
	}
	return json.Unmarshal([]byte(body), noun)
}

// Part implements sayso.Desk.
func (l *Ledger) Part(ctx context.Context, x sayso.Parting) error {
	const op = "part events"
	if x.At.IsZero() {
		x.At = l.now().UTC()
	}
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, string(x.Mention), err)
	}
	tx, done, err := l.beginLasting(ctx)
	if err != nil {
		return fail(op, string(x.Mention), err)
	}
	defer done()
	if err := l.writer(tx, stmts).part(ctx, &x); err != nil {
		return fail(op, string(x.Mention), l.blame(ctx, err))
	}
	return fail(op, string(x.Mention), tx.Commit())
}

// part keeps a word on a mention, and settles the mentions of its key. What is
// said already is not said again.
func (w *writer) part(ctx context.Context, x *sayso.Parting) error {
	var key string
	known, err := found(w.tx.QueryRowContext(ctx, `SELECT key FROM event WHERE id = ?`, string(x.Mention)).Scan(&key))
	if err != nil {
		return err
	}
	if !known {
		return sayso.Errorf("part events", string(x.Mention), sayso.NotFound, "the ledger has no such mention")
	}
	var why, who string
	stands, err := found(w.tx.QueryRowContext(ctx, `SELECT why, who FROM event_apart WHERE mention = ?`, string(x.Mention)).Scan(&why, &who))
	if err != nil {
		return err
	}
	switch x.Verdict {
	case sayso.Parted:
		if stands && why == x.Note && who == x.By {
			return nil
		}
		_, err = w.tx.ExecContext(ctx, `INSERT INTO event_apart (mention, why, made, who) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (mention) DO UPDATE SET why = ?2, made = ?3, who = ?4`,
			string(x.Mention), x.Note, x.At.UnixMilli(), x.By)
	case sayso.Rejoined:
		if !stands {
			return nil
		}
		_, err = w.tx.ExecContext(ctx, `DELETE FROM event_apart WHERE mention = ?`, string(x.Mention))
	default:
		err = sayso.Errorf("part events", string(x.Mention), sayso.Invalid, "%q is no verdict", x.Verdict)
	}
	if err == nil {
		err = w.keepJudgement(ctx, sayso.Judgement{Parting: x})
	}
	if err == nil {
		err = w.settle(key)
	}
	return err
}
