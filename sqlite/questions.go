package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
)

// The kinds of parts of a question, as question_part.kind has them.
const (
	articlePart = "article"
	claimPart   = "claim"
	actorPart   = "actor"
	eventPart   = "event"
	placePart   = "place"
)

// questionList is how a list of questions is ordered: by a column, and by rank
// among equals.
type questionList struct {
	column, index string
	number        func(int64) any // the column's value, of the number that a token holds
	token         func(float64, int64) int64
}

var (
	surest = questionList{"confidence", "question_surest", func(n int64) any { return math.Float64frombits(uint64(n)) },
		func(sure float64, _ int64) int64 { return int64(math.Float64bits(sure)) }}
	latest = questionList{"at", "question_latest", func(n int64) any { return n }, func(_ float64, at int64) int64 { return at }}
)

// Questions implements sayso.QuestionLedger.
func (l *Ledger) Questions(ctx context.Context, q sayso.QuestionQuery) (sayso.Page[sayso.Question], error) {
	var page sayso.Page[sayso.Question]
	limit, err := ledger.PageSize(q.Paging)
	if err != nil {
		return page, err
	}
	plain := q
	plain.Paging, plain.Since = sayso.Paging{}, time.Time{} // a moment before now is another with each page
	mark := fingerprint(fmt.Sprintf("questions %+v", plain))
	after, err := readToken(q.After, mark, 2)
	if err != nil {
		return page, err
	}
	by := surest
	if q.Latest {
		by = latest
	}
	err = l.view(ctx, "list questions", l.path, func(tx *sql.Tx) error {
		s, err := selectQuestions(ctx, tx, &q, by)
		if err != nil || s == nil {
			return err
		}
		if after != nil {
			s.and(`(q.`+by.column+`, q.rank) < (?, ?)`, by.number(after[0]), after[1])
		}
		rows, err := tx.QueryContext(ctx, s.ordered(by), s.values(&q, limit+1)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		var last [2]int64
		for rows.Next() {
			if len(page.Items) == limit {
				page.Next = writeToken(mark, last[:]...)
				break
			}
			var at int64
			x, err := scanQuestion(rows.Scan, &at, &last[1])
			if err != nil {
				return err
			}
			last[0] = by.token(x.Confidence, at)
			page.Items = append(page.Items, *x)
		}
		return rows.Err()
	})
	return page, err
}

// questionSelection picks questions, as q. Where nothing particular leads, each
// standing has a piece of the index of its own, and these are merged.
type questionSelection struct {
	selection
	statuses []sayso.Standing
	merged   bool
}

// selectQuestions works out how to find the questions that q asks for; nil where
// nothing can match.
func selectQuestions(ctx context.Context, tx *sql.Tx, q *sayso.QuestionQuery, by questionList) (*questionSelection, error) {
	s := &questionSelection{statuses: q.Status}
	if len(s.statuses) == 0 {
		s.statuses = sayso.Standings
	}
	parts := 0
	for _, x := range []struct{ kind, id string }{
		{claimPart, string(q.Claim)}, {articlePart, string(q.Article)}, {eventPart, string(q.Event)}, {actorPart, string(q.Actor)}, {placePart, strings.ToLower(q.Place)},
	} {
		switch {
		case x.id == "":
			continue
		case parts == 0:
			s.from = `question_part p CROSS JOIN question q ON q.n = p.question`
			s.and(`p.kind = ? AND p.id = ?`, x.kind, x.id)
		default:
			s.and(`EXISTS (SELECT 1 FROM question_part o WHERE o.kind = ? AND o.id = ? AND o.question = q.n)`, x.kind, x.id)
		}
		parts++
	}
	if q.Story != "" {
		n, err := storyOf(ctx, tx, q.Story)
		if known, err := found(err); err != nil || !known {
			return nil, err
		}
		if s.from == "" {
			s.from = `placed m CROSS JOIN question q INDEXED BY question_first ON q.article = m.article`
			s.and(`m.story = ? AND m.version <> ''`, n)
		} else {
			s.and(`q.article IN (SELECT article FROM placed WHERE story = ? AND version <> '')`, n)
		}
	}
	if s.from == "" {
		s.merged = true
		s.from = `question q INDEXED BY ` + by.index
	}
	s.and(`q.void = 0`)
	if q.Slot != "" {
		s.and(`q.slot = ?`, string(q.Slot))
	}
	if q.Sure > 0 {
		s.and(`q.confidence >= ?`, q.Sure)
	}
	if !q.Since.IsZero() {
		s.and(`q.n IN (SELECT c.question FROM version v CROSS JOIN article a ON a.n = v.article
			CROSS JOIN question_part c ON c.kind = '`+articlePart+`' AND c.id = a.id WHERE v.newest = 1 AND v.first_read >= ?)`, q.Since.UnixMilli())
	}
	return s, nil
}

// ordered is the statement that lists the selection; values are its arguments.
func (s *questionSelection) ordered(by questionList) string {
	order := fmt.Sprintf(`ORDER BY q.%s DESC, q.rank DESC LIMIT ?`, by.column)
	list := `SELECT q.n AS n, q.` + by.column + ` AS key, q.rank AS rank`
	var picked string
	if s.merged {
		pieces := make([]string, len(s.statuses))
		for i := range pieces {
			pieces[i] = `SELECT * FROM (` + s.statement(list, `AND q.status = ? `+order) + `) x`
		}
		picked = strings.Join(pieces, ` UNION ALL `)
	} else {
		picked = s.statement(list, `AND q.status IN (`+strings.Repeat(`?, `, len(s.statuses)-1)+`?) `+order)
	}
	return `SELECT q.body, p.lead, q.at, q.rank FROM (` + picked + `) x CROSS JOIN question q ON q.n = x.n
		CROSS JOIN placed m ON m.article = q.article CROSS JOIN placed p ON p.article = m.story ORDER BY x.key DESC, x.rank DESC LIMIT ?`
}

func (s *questionSelection) values(q *sayso.QuestionQuery, limit int) []any {
	var out []any
	if s.merged {
		for _, status := range s.statuses {
			out = append(append(out, s.args...), string(status), limit)
		}
		return append(out, limit)
	}
	out = append(out, s.args...)
	for _, status := range s.statuses {
		out = append(out, string(status))
	}
	return append(out, limit, limit)
}

func scanQuestion(scan func(...any) error, more ...any) (*sayso.Question, error) {
	var body, story string
	if err := scan(append([]any{&body, &story}, more...)...); err != nil {
		return nil, err
	}
	q := new(sayso.Question)
	if err := json.Unmarshal([]byte(body), q); err != nil {
		return nil, unreadable("read question", "", err)
	}
	q.Story = sayso.StoryID(story)
	return q, nil
}

// shortestQuestion is how many letters of a question's identifier must be given.
const shortestQuestion = 6

// Question implements sayso.QuestionLedger.
func (l *Ledger) Question(ctx context.Context, id sayso.QuestionID) (*sayso.Question, error) {
	const op = "show question"
	var out []*sayso.Question
	err := l.view(ctx, op, string(id), func(tx *sql.Tx) error {
		if len(id) < shortestQuestion || strings.Trim(string(id), "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
			return nil
		}
		rows, err := tx.QueryContext(ctx, `SELECT q.body, p.lead FROM question q CROSS JOIN placed m ON m.article = q.article CROSS JOIN placed p ON p.article = m.story
			WHERE q.id >= ?1 AND q.id < ?1 || '~' AND q.void = 0 LIMIT 2`, string(id))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			q, err := scanQuestion(rows.Scan)
			if err != nil {
				return err
			}
			out = append(out, q)
		}
		return rows.Err()
	})
	switch {
	case err != nil:
		return nil, err
	case len(out) == 0:
		return nil, sayso.Errorf(op, string(id), sayso.NotFound, "the ledger has no such question").Advise("six letters of an identifier or more are enough")
	case len(out) > 1:
		return nil, sayso.Errorf(op, string(id), sayso.Invalid, "several questions begin so").Advise("give more letters")
	}
	return out[0], nil
}
