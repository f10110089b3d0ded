package ledgertest

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"sayso"
)

// Faults of events.
func eventFaults() []fault {
	asked := func(spoil func(*sayso.EventQuery)) func(l sayso.Ledger) sayso.Ledger {
		return func(l sayso.Ledger) sayso.Ledger { return eventQueries{l, spoil} }
	}
	shown := func(spoil func(*sayso.EventRow)) func(l sayso.Ledger) sayso.Ledger {
		return func(l sayso.Ledger) sayso.Ledger { return eventRows{l, spoil} }
	}
	return []fault{
		{"events of planned acts are lost", "Events/Queries", func(l sayso.Ledger) sayso.Ledger { return losesEvents{l} }},
		{"events ignore the type", "Events/Queries", asked(func(q *sayso.EventQuery) { q.Type = "" })},
		{"events ignore the status", "Events/Queries", asked(func(q *sayso.EventQuery) { q.Status = "" })},
		{"one country of two is enough", "Events/Queries", asked(func(q *sayso.EventQuery) { q.Countries = q.Countries[:min(1, len(q.Countries))] })},
		{"events ignore From", "Events/Queries", asked(func(q *sayso.EventQuery) { q.From = time.Time{} })},
		{"events ignore To", "Events/Queries", asked(func(q *sayso.EventQuery) { q.To = time.Time{} })},
		{"events ignore the article", "Events/Queries", asked(func(q *sayso.EventQuery) { q.Article = "" })},
		{"events have one mention alone", "Events/Join", shown(func(e *sayso.EventRow) { e.Mentions = e.Mentions[:1] })},
		{"mentions are never joined", "Events/Join", func(l sayso.Ledger) sayso.Ledger { return neverJoins{l} }},
		{"events have no disputes", "Events/Join", shown(func(e *sayso.EventRow) { e.Disputes = nil })},
		{"whoever denies is an origin", "Events/Join", shown(func(e *sayso.EventRow) {
			e.Origins = nil
			for _, m := range e.Mentions {
				e.Origins = append(e.Origins, m.Origin)
			}
		})},
		{"one's word is taken over a denial", "Events/Join", shown(func(e *sayso.EventRow) {
			if e.Status == sayso.PossibleStatus {
				e.Status = sayso.Happened
			}
		})},
		{"events are asked for by what single mentions say", "Events/Join", func(l sayso.Ledger) sayso.Ledger { return statusOfMentions{l} }},
		{"mentions of one event come in any order", "Events/AnyOrder", shown(func(e *sayso.EventRow) {
			if len(e.Mentions) > 4 {
				rand.Shuffle(len(e.Mentions), func(i, j int) { e.Mentions[i], e.Mentions[j] = e.Mentions[j], e.Mentions[i] })
			}
		})},
		{"mentions lose the claim", "Events/Row", shown(func(e *sayso.EventRow) { e.Mentions[0].Claim = "" })},
		{"mentions count in bytes", "Events/Row", shown(func(e *sayso.EventRow) { e.Mentions[0].Points = sayso.Spans{{Start: 12, End: 19}} })},
		{"an event is not found by its mention", "Events/Join", func(l sayso.Ledger) sayso.Ledger { return ownIDAlone{l} }},
		{"links lead to mentions", "Events/Links", shown(func(e *sayso.EventRow) {
			for i := range e.Links {
				e.Links[i].Event = ""
			}
		})},
		{"events of superseded versions stay", "Events/Versions", func(l sayso.Ledger) sayso.Ledger { return &keepsEvents{Ledger: l} }},
		{"identifiers change with the order of reading", "Events/AnyOrder", func(l sayso.Ledger) sayso.Ledger { return &firstRead{Ledger: l} }},
		{"parting is forgotten on reading again", "Desk/Part", func(l sayso.Ledger) sayso.Ledger { return &forgetsParting{Ledger: l} }},
		{"who was parted is not marked", "Desk/Part", shown(func(e *sayso.EventRow) { e.Mentions[0].Parted = false })},
	}
}

type eventQueries struct {
	sayso.Ledger
	spoil func(*sayso.EventQuery)
}

func (l eventQueries) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	l.spoil(&q)
	return l.Ledger.Events(ctx, q)
}

type eventRows struct {
	sayso.Ledger
	spoil func(*sayso.EventRow)
}

func (l eventRows) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	page, err := l.Ledger.Events(ctx, q)
	for i := range page.Items {
		l.spoil(&page.Items[i])
	}
	return page, err
}

func (l eventRows) Event(ctx context.Context, id sayso.EventID) (sayso.EventRow, error) {
	row, err := l.Ledger.Event(ctx, id)
	if err == nil {
		l.spoil(&row)
	}
	return row, err
}

// statusOfMentions gives events one of whose mentions has the status.
type statusOfMentions struct{ sayso.Ledger }

func (l statusOfMentions) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	status := q.Status
	q.Status = ""
	page, err := l.Ledger.Events(ctx, q)
	page.Items = slices.DeleteFunc(page.Items, func(e sayso.EventRow) bool {
		return status != "" && !slices.ContainsFunc(e.Mentions, func(m sayso.EventReport) bool { return m.Status == status })
	})
	return page, err
}

type losesEvents struct{ sayso.Ledger }

func (l losesEvents) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	page, err := l.Ledger.Events(ctx, q)
	page.Items = slices.DeleteFunc(page.Items, func(e sayso.EventRow) bool { return e.Status == sayso.Planned })
	return page, err
}

// neverJoins gives each mention an event of its own.
type neverJoins struct{ sayso.Ledger }

func (l neverJoins) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	page, err := l.Ledger.Events(ctx, q)
	var out []sayso.EventRow
	for _, e := range page.Items {
		for _, m := range e.Mentions {
			one := e
			one.ID, one.Mentions = m.ID, []sayso.EventReport{m}
			out = append(out, one)
		}
	}
	page.Items = out
	return page, err
}

type ownIDAlone struct{ sayso.Ledger }

func (l ownIDAlone) Event(ctx context.Context, id sayso.EventID) (sayso.EventRow, error) {
	row, err := l.Ledger.Event(ctx, id)
	if err == nil && row.ID != id {
		return sayso.EventRow{}, sayso.E("find event", string(id), sayso.NotFound, nil)
	}
	return row, err
}

// keepsEvents remembers every event that it has shown.
type keepsEvents struct {
	sayso.Ledger
	mu   sync.Mutex
	seen map[sayso.EventID]sayso.EventRow
}

func (l *keepsEvents) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	page, err := l.Ledger.Events(ctx, q)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen = map[sayso.EventID]sayso.EventRow{}
	}
	for _, e := range page.Items {
		l.seen[e.ID] = e
	}
	if len(page.Items) == 0 {
		for _, e := range l.seen {
			page.Items = append(page.Items, e)
		}
	}
	return page, err
}

// firstRead names events by the article that was read first.
type firstRead struct {
	sayso.Ledger
	mu    sync.Mutex
	first sayso.ArticleID
}

func (l *firstRead) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.first == "" && err == nil {
		l.first = out[0].Article
	}
	return out, err
}

func (l *firstRead) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	page, err := l.Ledger.Events(ctx, q)
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range page.Items {
		page.Items[i].ID += sayso.EventID(l.first)
	}
	return page, err
}

type forgetsParting struct {
	sayso.Ledger
	mu     sync.Mutex
	parted []sayso.EventID
}

func (l *forgetsParting) Part(ctx context.Context, x sayso.Parting) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.parted = append(l.parted, x.Mention)
	return l.Ledger.Part(ctx, x)
}

func (l *forgetsParting) Put(ctx context.Context, rs ...sayso.Reading) ([]sayso.Outcome, error) {
	out, err := l.Ledger.Put(ctx, rs...)
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range l.parted {
		_ = l.Ledger.Part(ctx, sayso.Parting{Verdict: sayso.Rejoined, Mention: id})
	}
	return out, err
}

// Faults of stories and of placing.
func storyFaults() []fault {
	return []fault{
		{"stories ignore From", "Stories/Lists", func(l sayso.Ledger) sayso.Ledger {
			return storyQueries{l, func(q *sayso.StoryQuery) { q.From = time.Time{} }}
		}},
		{"stories ignore To", "Stories/Lists", func(l sayso.Ledger) sayso.Ledger {
			return storyQueries{l, func(q *sayso.StoryQuery) { q.To = time.Time{} }}
		}},
		{"a story is not found by the beginning of its identifier", "Stories/Lists", func(l sayso.Ledger) sayso.Ledger { return wholeIDAlone{l} }},
		{"stories lose why articles are there", "Stories/Lists", func(l sayso.Ledger) sayso.Ledger { return noLinks{l} }},
		{"placing heeds nobody else", "Stories/PlaceStale", func(l sayso.Ledger) sayso.Ledger { return heedless{l} }},
		{"placing keeps what is superseded", "Stories/PlaceVersions", func(l sayso.Ledger) sayso.Ledger { return keepsStale{l} }},
		{"placing loses the signature", "Stories/Place", func(l sayso.Ledger) sayso.Ledger { return noSignature{l} }},
		{"placed starts at the beginning", "Stories/Place", func(l sayso.Ledger) sayso.Ledger { return fromStart{l} }},
		{"unplaced heeds no limit", "Stories/Place", func(l sayso.Ledger) sayso.Ledger { return allUnplaced{l} }},
	}
}

type storyQueries struct {
	sayso.Ledger
	spoil func(*sayso.StoryQuery)
}

func (l storyQueries) Stories(ctx context.Context, q sayso.StoryQuery) (sayso.Page[sayso.StoryRow], error) {
	l.spoil(&q)
	return l.Ledger.Stories(ctx, q)
}

type wholeIDAlone struct{ sayso.Ledger }

func (l wholeIDAlone) Story(ctx context.Context, id sayso.StoryID) (*sayso.StoryRecord, error) {
	if len(id) < len(sayso.DeriveStoryID("ar")) {
		return nil, sayso.E("find story", string(id), sayso.NotFound, nil)
	}
	return l.Ledger.Story(ctx, id)
}

type noLinks struct{ sayso.Ledger }

func (l noLinks) Story(ctx context.Context, id sayso.StoryID) (*sayso.StoryRecord, error) {
	r, err := l.Ledger.Story(ctx, id)
	if err == nil {
		for i := range r.Members {
			r.Members[i].Links = nil
		}
	}
	return r, err
}

type heedless struct{ sayso.Ledger }

func (l heedless) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (int64, error) {
	for {
		all, err := l.Placed(ctx, seen, 100)
		if err != nil {
			return 0, err
		}
		if len(all) == 0 {
			return l.Ledger.Place(ctx, seen, ps...)
		}
		seen = all[len(all)-1].Seq
	}
}

type keepsStale struct{ sayso.Ledger }

func (l keepsStale) Place(ctx context.Context, seen int64, ps ...sayso.Placement) (int64, error) {
	for i := range ps {
		if _, v, err := l.Text(ctx, ps[i].Article); err == nil {
			ps[i].Version = v
		}
	}
	return l.Ledger.Place(ctx, seen, ps...)
}

type noSignature struct{ sayso.Ledger }

func (l noSignature) Placement(ctx context.Context, id sayso.ArticleID) (*sayso.Placement, error) {
	p, err := l.Ledger.Placement(ctx, id)
	if err == nil {
		p.Signature = nil
	}
	return p, err
}

type fromStart struct{ sayso.Ledger }

func (l fromStart) Placed(ctx context.Context, _ int64, limit int) ([]sayso.Placement, error) {
	return l.Ledger.Placed(ctx, 0, limit)
}

type allUnplaced struct{ sayso.Ledger }

func (l allUnplaced) Unplaced(ctx context.Context, _ int) ([]sayso.ArticleID, error) {
	return l.Ledger.Unplaced(ctx, 1000)
}
