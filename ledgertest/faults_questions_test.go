package ledgertest

import (
	"context"
	"slices"
	"sync"
	"time"

	"sayso"
)

// Faults of questions and of asking.
func questionFaults() []fault {
	spoilt := func(spoil func(*sayso.QuestionQuery)) func(sayso.Ledger) sayso.Ledger {
		return func(l sayso.Ledger) sayso.Ledger { return questionQueries{l, spoil} }
	}
	return []fault{
		{"questions ignore all standings but one", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Status = q.Status[:min(len(q.Status), 1)] })},
		{"questions ignore the slot", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Slot = "" })},
		{"questions ignore the story", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Story = "" })},
		{"questions ignore the claim", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Claim = "" })},
		{"questions ignore the article", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Article = "" })},
		{"questions ignore who speaks", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Actor = "" })},
		{"questions ignore the event", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Event = "" })},
		{"questions ignore the place", "Questions/Place", spoilt(func(q *sayso.QuestionQuery) { q.Place = "" })},
		{"questions ignore how sure they are", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Sure = 0 })},
		{"questions ignore when articles came in", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Since = time.Time{} })},
		{"questions ignore the order", "Questions/Lists", spoilt(func(q *sayso.QuestionQuery) { q.Latest = false })},
		{"questions do not know their story", "Questions/Ask", func(l sayso.Ledger) sayso.Ledger { return storyless{l} }},
		{"asking heeds no mark", "Questions/Ask", func(l sayso.Ledger) sayso.Ledger { return markless{l} }},
		{"asking forgets what it does not ask about", "Questions/Ask", func(l sayso.Ledger) sayso.Ledger { return &askedOnce{Ledger: l} }},
		{"asking takes whatever comes", "Questions/Refused", func(l sayso.Ledger) sayso.Ledger { return askedGood{l} }},
		{"unasked heeds no limit", "Questions/Ask", func(l sayso.Ledger) sayso.Ledger { return allUnasked{l} }},
		{"weighings are of all articles", "Desk/Weigh", func(l sayso.Ledger) sayso.Ledger { return weighsAll{l} }},
		{"weighing takes two names in one order alone", "Desk/Weigh", func(l sayso.Ledger) sayso.Ledger { return weighsOrdered{l} }},
		{"the journal has no questions", "Journal/Questions", func(l sayso.Ledger) sayso.Ledger {
			return &journalWithout{Ledger: l, kind: sayso.QuestionChangedEntry}
		}},
	}
}

type questionQueries struct {
	sayso.Ledger
	spoil func(*sayso.QuestionQuery)
}

func (l questionQueries) Questions(ctx context.Context, q sayso.QuestionQuery) (sayso.Page[sayso.Question], error) {
	q.Status = slices.Clone(q.Status)
	l.spoil(&q)
	return l.Ledger.Questions(ctx, q)
}

type storyless struct{ sayso.Ledger }

func (l storyless) Question(ctx context.Context, id sayso.QuestionID) (*sayso.Question, error) {
	q, err := l.Ledger.Question(ctx, id)
	if err == nil {
		q.Story = ""
	}
	return q, err
}

// markless asks with the latest mark, whatever the caller has read.
type markless struct{ sayso.Ledger }

func (l markless) Ask(ctx context.Context, _ int64, about []sayso.ArticleID, qs ...sayso.Question) error {
	_, mark, err := l.Unasked(ctx, 1)
	if err != nil {
		return err
	}
	return l.Ledger.Ask(ctx, mark, about, qs...)
}

// askedOnce marks as asked about all that waits.
type askedOnce struct {
	sayso.Ledger
	mu sync.Mutex
}

func (l *askedOnce) Ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs ...sayso.Question) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	all, _, err := l.Unasked(ctx, 100)
	if err != nil {
		return err
	}
	for _, id := range all {
		if !slices.Contains(about, id) {
			about = append(slices.Clone(about), id)
		}
	}
	return l.Ledger.Ask(ctx, mark, about, qs...)
}

// askedGood drops what is bad of questions, and keeps the rest.
type askedGood struct{ sayso.Ledger }

func (l askedGood) Ask(ctx context.Context, mark int64, about []sayso.ArticleID, qs ...sayso.Question) error {
	for i := range qs {
		if qs[i].Confidence < 0 || qs[i].Confidence > 1 {
			qs[i].Confidence = 0.5
		}
	}
	return l.Ledger.Ask(ctx, mark, about, qs...)
}

type allUnasked struct{ sayso.Ledger }

func (l allUnasked) Unasked(ctx context.Context, _ int) ([]sayso.ArticleID, int64, error) {
	return l.Ledger.Unasked(ctx, 1000)
}

// journalWithout leaves entries of one kind out.
type journalWithout struct {
	sayso.Ledger
	kind sayso.EntryKind
}

func (l *journalWithout) JournalAfter(ctx context.Context, after int64, limit int) ([]sayso.Entry, error) {
	out, err := l.Ledger.JournalAfter(ctx, after, limit)
	return slices.DeleteFunc(out, func(e sayso.Entry) bool { return e.Kind == l.kind }), err
}

type weighsAll struct{ sayso.Ledger }

func (l weighsAll) Weighings(ctx context.Context, _ sayso.ArticleID, p sayso.Paging) (sayso.Page[sayso.Weighing], error) {
	return l.Ledger.Weighings(ctx, "", p)
}

// weighsOrdered forgets what was said of two statements the other way around.
type weighsOrdered struct{ sayso.Ledger }

func (l weighsOrdered) Weigh(ctx context.Context, x sayso.Weighing) error {
	if x.Verdict == sayso.Apart && x.A.Claim != "" && x.B.Claim == "" {
		return nil
	}
	return l.Ledger.Weigh(ctx, x)
}
