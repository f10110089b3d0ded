package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// unask marks an article as one whose story is to be asked about.
func (w *writer) unask(article int64) error {
	_, err := w.exec(w.st.markUnasked, article)
	return err
}

// Unasked implements sayso.Asking.
func (l *Ledger) Unasked(ctx context.Context, limit int) (ids []sayso.ArticleID, mark int64, err error) {
	err = l.view(ctx, "list unasked articles", l.path, func(tx *sql.Tx) error {
		half, err := found(tx.QueryRowContext(ctx, `SELECT article FROM placed WHERE version = '' LIMIT 1`).Scan(new(int64)))
		if err != nil || half {
			return err
		}
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(n), 0) FROM unasked`).Scan(&mark); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT a.id FROM unasked u CROSS JOIN article a ON a.n = u.article ORDER BY u.n LIMIT ?`, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, sayso.ArticleID(id))
		}
		return rows.Err()
	})
	return ids, mark, err
}

// Ask implements sayso.Asking.
func (l *Ledger) Ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs ...sayso.Question) error {
	const op = "keep questions"
	if err := ledger.CheckQuestions(about, qs); err != nil {
		return err
	}
	stmts, err := l.statements(ctx)
	if err != nil {
		return fail(op, l.path, err)
	}
	tx, err := l.begin(ctx)
	if err != nil {
		return fail(op, l.path, err)
	}
	defer tx.Rollback()
	if err := l.writer(tx, stmts).ask(ctx, mark, about, qs); err != nil {
		return fail(op, l.path, l.blame(ctx, err))
	}
	return fail(op, l.path, tx.Commit())
}

// toldQuestion is a question as the journal told it last.
type toldQuestion struct {
	n, article, digest int64
}

func (w *writer) ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs []sayso.Question) error {
	articles := make(map[sayso.ArticleID]int64, len(about))
	due := false
	for _, id := range about {
		var n, marked int64
		if err := w.row(w.st.findMarked, string(id)).Scan(&n, &marked); err != nil {
			return err
		}
		if marked > mark {
			return sayso.Errorf("keep questions", string(id), sayso.Busy, "something has changed since it was read").Advise("try again")
		}
		due = due || marked > 0
		articles[id] = n
	}
	if !due {
		return sayso.Errorf("keep questions", "", sayso.Busy, "somebody else has asked").Advise("try again")
	}
	before := make(map[sayso.QuestionID]toldQuestion)
	for _, id := range about {
		if err := w.askedOf(id, before); err != nil {
			return err
		}
		if _, err := w.exec(w.st.dropUnasked, articles[id]); err != nil {
			return err
		}
	}
	for _, old := range before {
		if err := w.each(old.n, w.st.dropQuestionParts, w.st.dropQuestion); err != nil {
			return err
		}
	}
	for i := range qs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.addQuestion(ctx, articles[ledger.FirstStatement(&qs[i]).Article], &qs[i], before); err != nil {
			return err
		}
		delete(before, qs[i].ID)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if err := w.enter(sayso.QuestionGoneEntry, before[id].article, 0, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// askedOf gathers the questions that have a statement of an article.
func (w *writer) askedOf(id sayso.ArticleID, into map[sayso.QuestionID]toldQuestion) error {
	rows, err := w.stmt(w.st.listAsked).Query(string(id))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var x toldQuestion
		var q sayso.QuestionID
		if err := rows.Scan((*string)(&q), &x.n, &x.article, &x.digest); err != nil {
			return err
		}
		into[q] = x
	}
	return rows.Err()
}

// addQuestion writes a question, and enters it where the journal told nothing of
// it, or something else.
func (w *writer) addQuestion(ctx context.Context, article int64, q *sayso.Question, told map[sayso.QuestionID]toldQuestion) error {
	kept := *q
	kept.Story = ""
	body, err := json.Marshal(&kept)
	if err != nil {
		return err
	}
	digest := ledger.QuestionDigest(q)
	n, err := w.exec(w.st.insertQuestion, string(q.ID), article, string(q.Slot), string(q.Status), q.Confidence, ledger.LastSaid(q).Unix(), ledger.QuestionRank(q.ID), digest, string(body))
	if err != nil {
		return err
	}
	if err := w.addQuestionParts(ctx, n, q); err != nil {
		return err
	}
	switch old, known := told[q.ID]; {
	case !known:
		return w.enter(sayso.QuestionEntry, article, 0, string(q.ID))
	case old.digest != digest:
		return w.enter(sayso.QuestionChangedEntry, article, 0, string(q.ID))
	}
	return nil
}

func (w *writer) addQuestionParts(ctx context.Context, n int64, q *sayso.Question) error {
	type part struct{ kind, id string }
	parts := make(map[part]bool)
	for _, a := range q.Answers {
		for i := range a.Statements {
			s := &a.Statements[i]
			for _, p := range []part{{articlePart, string(s.Article)}, {claimPart, string(s.Claim)}, {actorPart, string(s.Speaker)}, {actorPart, string(s.For)}} {
				parts[p] = true
			}
		}
	}
	event, place, err := w.placeOf(ctx, q.Event)
	if err != nil {
		return err
	}
	parts[part{eventPart, event}], parts[part{placePart, strings.ToLower(place)}] = true, true
	for p := range parts {
		if p.id == "" {
			continue
		}
		if _, err := w.exec(w.st.insertQuestionPart, p.kind, p.id, n); err != nil {
			return err
		}
	}
	return nil
}

// placeOf gives the event that an identifier leads to, and the name of its place.
func (w *writer) placeOf(ctx context.Context, id sayso.EventID) (event, place string, err error) {
	if id == "" {
		return "", "", nil
	}
	if known, err := found(w.row(w.st.findJoined, string(id)).Scan(&event)); err != nil || !known {
		return string(id), "", err
	}
	row, err := loadEvent(ctx, w.tx, event)
	return event, row.Place.Name, err
}
