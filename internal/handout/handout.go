// Package handout reads the rows that exports hand out from a ledger: kind after
// kind, page after page, each with the citation of its article. Memory stays flat
// however many rows there are.
package handout

import (
	"context"

	"sayso"
	"sayso/export"
	"sayso/internal/story"
	"sayso/internal/story/report"
)

// Ledger is what exports read.
type Ledger interface {
	story.Ledger
	sayso.ClaimLedger
}

// Query says which rows are wanted. Of its queries the one of the kind counts:
// mentions and places are those of the articles that Articles selects, statements
// those of the questions that Questions selects.
type Query struct {
	Claims    sayso.ClaimQuery
	Articles  sayso.ArticleQuery
	Actors    sayso.ActorQuery
	Events    sayso.EventQuery
	Stories   sayso.StoryQuery
	Questions sayso.QuestionQuery
	// Layout is how events are laid out; nil for the own layout.
	Layout *export.Layout
	// Limit is how many rows are wanted; 0 for all.
	Limit int
}

// pageOf is how many rows are asked of the ledger at a time.
const pageOf = 500

// Each calls row with a pointer to each row of a kind, in the order of its list.
func Each(ctx context.Context, led Ledger, kind string, q *Query, row func(any) error) error {
	h := &hand{ctx: ctx, led: led, row: row, left: q.Limit, all: q.Limit == 0, citer: citer{led: led, whole: kind == "mentions" || kind == "places"}}
	err := h.rows(kind, q)
	if err == errEnough {
		return nil
	}
	return err
}

// hand gives rows out until there are enough of them.
type hand struct {
	ctx   context.Context
	led   Ledger
	row   func(any) error
	left  int
	all   bool
	citer citer
}

// errEnough ends a list whose limit is reached.
var errEnough = sayso.Errorf("export", "", sayso.Cancelled, "as many rows as are wanted")

func (h *hand) give(row any) error {
	if err := h.ctx.Err(); err != nil {
		return err
	}
	if !h.all && h.left == 0 {
		return errEnough
	}
	h.left--
	return h.row(row)
}

func (h *hand) rows(kind string, q *Query) error {
	switch kind {
	case "claims":
		return each(q.Claims.Paging, func(p sayso.Paging) (sayso.Page[sayso.ClaimRow], error) {
			q.Claims.Paging = p
			return h.led.Claims(h.ctx, q.Claims)
		}, h.claim)
	case "articles":
		return h.articles(q, h.article)
	case "mentions":
		return h.articles(q, h.mentions)
	case "places":
		return h.articles(q, h.places)
	case "actors":
		return each(q.Actors.Paging, func(p sayso.Paging) (sayso.Page[sayso.ActorRow], error) {
			q.Actors.Paging = p
			return h.led.Actors(h.ctx, q.Actors)
		}, func(r *sayso.ActorRow) error {
			row := export.NewActor(*r)
			return h.give(&row)
		})
	case "events":
		return each(q.Events.Paging, func(p sayso.Paging) (sayso.Page[sayso.EventRow], error) {
			q.Events.Paging = p
			return h.led.Events(h.ctx, q.Events)
		}, func(r *sayso.EventRow) error { return h.event(r, q.Layout) })
	case "stories":
		return each(q.Stories.Paging, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
			q.Stories.Paging = p
			return h.led.Stories(h.ctx, q.Stories)
		}, h.story)
	case "questions":
		return h.questions(q, func(r *sayso.Question) error {
			row := export.NewQuestion(r)
			return h.give(&row)
		})
	case "statements":
		return h.questions(q, h.statements)
	}
	_, err := export.FindKind(kind)
	return err
}

func (h *hand) articles(q *Query, row func(*sayso.ArticleRow) error) error {
	return each(q.Articles.Paging, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		q.Articles.Paging = p
		return h.led.Articles(h.ctx, q.Articles)
	}, row)
}

func (h *hand) questions(q *Query, row func(*sayso.Question) error) error {
	return each(q.Questions.Paging, func(p sayso.Paging) (sayso.Page[sayso.Question], error) {
		q.Questions.Paging = p
		return h.led.Questions(h.ctx, q.Questions)
	}, row)
}

// each reads a list page after page.
func each[T any](p sayso.Paging, get func(sayso.Paging) (sayso.Page[T], error), row func(*T) error) error {
	for p.Limit = pageOf; ; {
		page, err := get(p)
		if err != nil {
			return err
		}
		for i := range page.Items {
			if err := row(&page.Items[i]); err != nil {
				return err
			}
		}
		if p.After = page.Next; p.After == "" {
			return nil
		}
	}
}

func (h *hand) claim(r *sayso.ClaimRow) error {
	rec, cite, err := h.citer.cite(h.ctx, r.Version)
	if err != nil {
		return err
	}
	row := export.CitedClaim{ClaimRow: export.NewClaim(*r), Citation: cite,
		Sentence: export.Sentence(rec, r.Source.Spans.Cover(), r.Cue.Spans.Cover(), r.Content.Cover())}
	return h.give(&row)
}

func (h *hand) article(r *sayso.ArticleRow) error {
	rec, cite, err := h.citer.cite(h.ctx, r.Version)
	if err != nil {
		return err
	}
	row := export.NewCitedArticle(*r, rec, cite)
	return h.give(&row)
}

func (h *hand) mentions(r *sayso.ArticleRow) error {
	rec, cite, err := h.citer.cite(h.ctx, r.Version)
	if err != nil {
		return err
	}
	names := make(map[sayso.ActorID]string, len(rec.Analysis.Actors))
	for _, a := range rec.Analysis.Actors {
		names[a.ID] = a.Name
	}
	rows := export.Mentions(rec, cite, func(local sayso.ActorID) string { return names[local] })
	for i := range rows {
		if err := h.give(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (h *hand) places(r *sayso.ArticleRow) error {
	rec, cite, err := h.citer.cite(h.ctx, r.Version)
	if err != nil {
		return err
	}
	rows := export.Places(rec, cite)
	for i := range rows {
		if err := h.give(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (h *hand) event(r *sayso.EventRow, layout *export.Layout) error {
	row := export.NewEvent(*r)
	if layout == nil {
		return h.give(&row)
	}
	for _, x := range layout.Rows(row) {
		if err := h.give(x); err != nil {
			return err
		}
	}
	return nil
}

func (h *hand) story(r *sayso.StoryRow) error {
	s, err := story.Tell(h.ctx, h.led, r.ID)
	if err != nil {
		return err
	}
	row := report.New(s)
	return h.give(&row)
}

func (h *hand) statements(q *sayso.Question) error {
	shown := export.NewQuestion(q)
	for i := range q.Answers {
		for k := range q.Answers[i].Statements {
			s := &q.Answers[i].Statements[k]
			rec, cite, err := h.citer.cite(h.ctx, s.Version)
			if err != nil {
				return err
			}
			row := export.NewStatement(&shown, &shown.Answers[i], k, export.Sentence(rec, s.Span), cite)
			if err := h.give(&row); err != nil {
				return err
			}
		}
	}
	return nil
}
