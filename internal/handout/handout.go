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
const pageOf = 2000

// Each calls row with a pointer to each row of a kind, in the order of its list.
func Each(ctx context.Context, led Ledger, kind string, q *Query, row func(any) error) error {
	h := &hand{ctx: ctx, led: led, row: row, left: q.Limit, all: q.Limit == 0, citer: citer{led: led}}
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
		}, h.claims)
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
		}, singly(func(r *sayso.ActorRow) error {
			row := export.NewActor(*r)
			return h.give(&row)
		}))
	case "events":
		return each(q.Events.Paging, func(p sayso.Paging) (sayso.Page[sayso.EventRow], error) {
			q.Events.Paging = p
			return h.led.Events(h.ctx, q.Events)
		}, singly(func(r *sayso.EventRow) error { return h.event(r, q.Layout) }))
	case "stories":
		return each(q.Stories.Paging, func(p sayso.Paging) (sayso.Page[sayso.StoryRow], error) {
			q.Stories.Paging = p
			return h.led.Stories(h.ctx, q.Stories)
		}, singly(h.story))
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

// articles gives rows of each article that q selects.
func (h *hand) articles(q *Query, row func(*sayso.ArticleRow, *cited) error) error {
	return each(q.Articles.Paging, func(p sayso.Paging) (sayso.Page[sayso.ArticleRow], error) {
		q.Articles.Paging = p
		return h.led.Articles(h.ctx, q.Articles)
	}, func(rs []sayso.ArticleRow) error {
		return h.citer.each(h.ctx, len(rs), func(i int) sayso.VersionID { return rs[i].Version }, func(i int, of *cited) error { return row(&rs[i], of) })
	})
}

func (h *hand) questions(q *Query, row func(*sayso.Question) error) error {
	return each(q.Questions.Paging, func(p sayso.Paging) (sayso.Page[sayso.Question], error) {
		q.Questions.Paging = p
		return h.led.Questions(h.ctx, q.Questions)
	}, singly(row))
}

// each reads a list page after page.
func each[T any](p sayso.Paging, get func(sayso.Paging) (sayso.Page[T], error), rows func([]T) error) error {
	for p.Limit = pageOf; ; {
		page, err := get(p)
		if err != nil {
			return err
		}
		if err := rows(page.Items); err != nil {
			return err
		}
		if p.After = page.Next; p.After == "" {
			return nil
		}
	}
}

// singly takes the rows of a page one by one.
func singly[T any](row func(*T) error) func([]T) error {
	return func(rs []T) error {
		for i := range rs {
			if err := row(&rs[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

func (h *hand) claims(rs []sayso.ClaimRow) error {
	return h.citer.each(h.ctx, len(rs), func(i int) sayso.VersionID { return rs[i].Version }, func(i int, of *cited) error {
		if of.article == nil {
			row := export.NewArticle(rs[i].Article)
			of.article = &row
		}
		row := export.NewCitedClaim(&rs[i], of.article, &of.Quotable, &of.cite)
		return h.give(&row)
	})
}

func (h *hand) article(r *sayso.ArticleRow, of *cited) error {
	row := export.NewCitedArticle(*r, &of.Quotable, of.cite)
	return h.give(&row)
}

func (h *hand) mentions(r *sayso.ArticleRow, of *cited) error {
	rec, err := h.led.Version(h.ctx, r.Version)
	if err != nil {
		return err
	}
	names := make(map[sayso.ActorID]string, len(rec.Analysis.Actors))
	for _, a := range rec.Analysis.Actors {
		names[a.ID] = a.Name
	}
	rows := export.Mentions(rec, of.cite, func(local sayso.ActorID) string { return names[local] })
	return singly(func(row *export.CitedMention) error { return h.give(row) })(rows)
}

func (h *hand) places(r *sayso.ArticleRow, of *cited) error {
	rec, err := h.led.Version(h.ctx, r.Version)
	if err != nil {
		return err
	}
	rows := export.Places(rec, of.cite)
	return singly(func(row *export.CitedPlace) error { return h.give(row) })(rows)
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
	type place struct{ answer, statement int }
	var of []place
	for i := range q.Answers {
		for k := range q.Answers[i].Statements {
			of = append(of, place{i, k})
		}
	}
	shown := export.NewQuestion(q)
	said := func(i int) *sayso.Statement { return &q.Answers[of[i].answer].Statements[of[i].statement] }
	return h.citer.each(h.ctx, len(of), func(i int) sayso.VersionID { return said(i).Version }, func(i int, c *cited) error {
		sentence := export.Sentence(&c.Article, c.Analysis.Sentences, said(i).Span)
		row := export.NewStatement(&shown, &shown.Answers[of[i].answer], of[i].statement, sentence, c.cite)
		return h.give(&row)
	})
}
