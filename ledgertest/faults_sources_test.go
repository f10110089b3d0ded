package ledgertest

import (
	"context"
	"slices"
	"sync"
	"time"

	"sayso"
)

// Faults of sources and of the queue of work.
func sourceFaults() []fault {
	return []fault{
		{"empty fields overwrite", "Catalogue/Add", func(l sayso.Ledger) sayso.Ledger { return overwrites{l} }},
		{"failing sources are all sources", "Catalogue/Due", func(l sayso.Ledger) sayso.Ledger { return allFailing{l} }},
		{"a bad source is added", "Catalogue/Refused", func(l sayso.Ledger) sayso.Ledger { return addsAnything{l} }},
		{"a source that is gone has no items, without an error", "Catalogue/Remove", func(l sayso.Ledger) sayso.Ledger { return itemsOfNobody{l} }},
		{"a move forgets the address before", "Catalogue/Move", func(l sayso.Ledger) sayso.Ledger { return noMoves{l} }},
		{"two sources have one address", "Catalogue/Move", func(l sayso.Ledger) sayso.Ledger { return movesAnyway{l} }},
		{"due sources heed no clock", "Catalogue/Due", func(l sayso.Ledger) sayso.Ledger { return alwaysDue{l} }},
		{"an item is in the queue twice", "Queue/DueItems", func(l sayso.Ledger) sayso.Ledger { return doubles{l} }},
		{"the queue heeds no host", "Queue/DueItems", func(l sayso.Ledger) sayso.Ledger { return anyHost{l} }},
		{"items lose what their source carried", "Queue/DueItems", func(l sayso.Ledger) sayso.Ledger { return noContent{l} }},
		{"a retry is for good", "Queue/Settle", func(l sayso.Ledger) sayso.Ledger { return neverRetries{l} }},
		{"a page was read whenever it was", "Queue/Settle", func(l sayso.Ledger) sayso.Ledger { return anySince{l} }},
		{"word on an item as it was settles it as it is", "Queue/Again", func(l sayso.Ledger) sayso.Ledger { return &settlesAny{Ledger: l} }},
		{"known items count as new", "Queue/Again", func(l sayso.Ledger) sayso.Ledger { return allFresh{l} }},
		{"the state is made for all items", "Queue/Again", func(l sayso.Ledger) sayso.Ledger { return &pollsAfresh{Ledger: l} }},
		{"items stand first found first", "Queue/Items", func(l sayso.Ledger) sayso.Ledger { return firstFound{l} }},
		{"what was put off is due at once", "Queue/NextDue", func(l sayso.Ledger) sayso.Ledger { return dueNow{l} }},
		{"two may watch", "Queue/LockWatch", func(l sayso.Ledger) sayso.Ledger { return noLock{l} }},
		{"a lock is for good", "Queue/LockWatch", func(l sayso.Ledger) sayso.Ledger { return &lockedOnce{Ledger: l} }},
	}
}

type overwrites struct{ sayso.Ledger }

func (l overwrites) AddSource(ctx context.Context, s sayso.WatchedSource) (sayso.Change, error) {
	if row, err := l.WatchedSource(ctx, sayso.DeriveSourceID(s.Address)); err == nil && s.Title == "" && row.Title != "" {
		s.Title = s.Address
	}
	return l.Ledger.AddSource(ctx, s)
}

type allFailing struct{ sayso.Ledger }

func (l allFailing) Sources(ctx context.Context, q sayso.SourceQuery) (sayso.Page[sayso.SourceRow], error) {
	q.Failing = false
	return l.Ledger.Sources(ctx, q)
}

type addsAnything struct{ sayso.Ledger }

func (l addsAnything) AddSource(ctx context.Context, s sayso.WatchedSource) (sayso.Change, error) {
	if s.Validate() != nil {
		return sayso.New, nil
	}
	return l.Ledger.AddSource(ctx, s)
}

type itemsOfNobody struct{ sayso.Ledger }

func (l itemsOfNobody) SourceItems(ctx context.Context, id sayso.SourceID, failed bool, p sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
	page, err := l.Ledger.SourceItems(ctx, id, failed, p)
	if sayso.KindOf(err) == sayso.NotFound {
		err = nil
	}
	return page, err
}

type noMoves struct{ sayso.Ledger }

func (l noMoves) WatchedSource(ctx context.Context, id sayso.SourceID) (*sayso.SourceRow, error) {
	row, err := l.Ledger.WatchedSource(ctx, id)
	if err == nil {
		row.Moves = nil
	}
	return row, err
}

type movesAnyway struct{ sayso.Ledger }

func (l movesAnyway) MoveSource(ctx context.Context, id sayso.SourceID, to string, now time.Time) (bool, error) {
	_, err := l.Ledger.MoveSource(ctx, id, to, now)
	return true, err
}

type alwaysDue struct{ sayso.Ledger }

func (l alwaysDue) DueSources(ctx context.Context, now time.Time, limit int) ([]sayso.SourceRow, error) {
	return l.Ledger.DueSources(ctx, now.AddDate(1, 0, 0), limit)
}

type doubles struct{ sayso.Ledger }

func (l doubles) DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]sayso.SourceItem, error) {
	items, err := l.Ledger.DueItems(ctx, now, perHost, limit)
	if len(items) > 0 && len(items) < limit {
		items = append(items, items[0])
	}
	return items, err
}

type anyHost struct{ sayso.Ledger }

func (l anyHost) DueItems(ctx context.Context, now time.Time, _, limit int) ([]sayso.SourceItem, error) {
	return l.Ledger.DueItems(ctx, now, limit, limit)
}

type noContent struct{ sayso.Ledger }

func (l noContent) DueItems(ctx context.Context, now time.Time, perHost, limit int) ([]sayso.SourceItem, error) {
	items, err := l.Ledger.DueItems(ctx, now, perHost, limit)
	for i := range items {
		items[i].Content = nil
	}
	return items, err
}

type neverRetries struct{ sayso.Ledger }

func (l neverRetries) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	o.Retry = time.Time{}
	return l.Ledger.Settle(ctx, it, now, o)
}

type anySince struct{ sayso.Ledger }

func (l anySince) ReadSince(ctx context.Context, address string, _ time.Time) (sayso.ArticleID, error) {
	return l.Ledger.ReadSince(ctx, address, time.Time{})
}

// settlesAny heeds no mark.
type settlesAny struct {
	sayso.Ledger
	mu    sync.Mutex
	marks map[string]string
}

func (l *settlesAny) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(int) sayso.SourceState) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.marks == nil {
		l.marks = map[string]string{}
	}
	for _, it := range items {
		l.marks[it.Key] = it.Mark
	}
	return l.Ledger.Polled(ctx, id, now, items, state)
}

func (l *settlesAny) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	it.Mark = l.marks[it.Key]
	return l.Ledger.Settle(ctx, it, now, o)
}

type allFresh struct{ sayso.Ledger }

func (l allFresh) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(int) sayso.SourceState) (int, error) {
	_, err := l.Ledger.Polled(ctx, id, now, items, state)
	return len(items), err
}

// pollsAfresh takes every item that is listed for a changed one.
type pollsAfresh struct {
	sayso.Ledger
	mu sync.Mutex
	n  int
}

func (l *pollsAfresh) Polled(ctx context.Context, id sayso.SourceID, now time.Time, items []sayso.SourceItem, state func(int) sayso.SourceState) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n++
	items = slices.Clone(items)
	for i := range items {
		if l.n > 1 {
			items[i].Mark += "'"
		}
	}
	return l.Ledger.Polled(ctx, id, now, items, state)
}

type firstFound struct{ sayso.Ledger }

func (l firstFound) SourceItems(ctx context.Context, id sayso.SourceID, failed bool, p sayso.Paging) (sayso.Page[sayso.SourceItemRow], error) {
	page, err := l.Ledger.SourceItems(ctx, id, failed, p)
	slices.Reverse(page.Items)
	return page, err
}

type dueNow struct{ sayso.Ledger }

func (l dueNow) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	if !o.Retry.IsZero() {
		o.Retry = now
	}
	return l.Ledger.Settle(ctx, it, now, o)
}

type noLock struct{ sayso.Ledger }

func (noLock) LockWatch(context.Context) (func() error, error) {
	return func() error { return nil }, nil
}

type lockedOnce struct {
	sayso.Ledger
	mu     sync.Mutex
	locked bool
}

func (l *lockedOnce) LockWatch(context.Context) (func() error, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.locked {
		return nil, sayso.Errorf("watch", "", sayso.Busy, "another watches")
	}
	l.locked = true
	return func() error { return nil }, nil
}

// Faults of the journal.
func journalFaults() []fault {
	return []fault{
		{"the journal says nothing of what is gone", "Journal/Claims", func(l sayso.Ledger) sayso.Ledger {
			return entries{l, func(e []sayso.Entry) []sayso.Entry {
				return slices.DeleteFunc(e, func(e sayso.Entry) bool { return e.Kind == sayso.ClaimGoneEntry })
			}}
		}},
		{"the journal names no mention", "Journal/Events", func(l sayso.Ledger) sayso.Ledger {
			return entries{l, func(e []sayso.Entry) []sayso.Entry {
				for i := range e {
					e[i].Mention = ""
				}
				return e
			}}
		}},
		{"the journal stands newest first", "Journal/Reading", func(l sayso.Ledger) sayso.Ledger {
			return entries{l, func(e []sayso.Entry) []sayso.Entry { slices.Reverse(e); return e }}
		}},
		{"what was entered at a moment was before it", "Journal/Reading", func(l sayso.Ledger) sayso.Ledger { return beforeAndAt{l} }},
	}
}

type entries struct {
	sayso.Ledger
	spoil func([]sayso.Entry) []sayso.Entry
}

func (l entries) JournalAfter(ctx context.Context, after int64, limit int) ([]sayso.Entry, error) {
	out, err := l.Ledger.JournalAfter(ctx, after, limit)
	return l.spoil(out), err
}

type beforeAndAt struct{ sayso.Ledger }

func (l beforeAndAt) JournalBefore(ctx context.Context, t time.Time) (int64, error) {
	return l.Ledger.JournalBefore(ctx, t.Add(time.Second))
}

// Faults of what every method promises.
func callFaults() []fault {
	return []fault{
		{"a page loses its Next", "Lists/Pages", func(l sayso.Ledger) sayso.Ledger { return losesNext{l} }},
		{"a page begins with the last of the page before", "Lists/Pages", func(l sayso.Ledger) sayso.Ledger { return overlaps{l} }},
		{"a limit that is too large is cut", "Lists/BadPaging", func(l sayso.Ledger) sayso.Ledger { return clamps{l} }},
		{"a place that no list gave is the beginning", "Lists/BadPaging", func(l sayso.Ledger) sayso.Ledger { return fromBeginning{l} }},
		{"no limit is no items", "Lists/DefaultLimit", func(l sayso.Ledger) sayso.Ledger { return shortDefault{l} }},
		{"callers that have given up are served", "Calls/Cancelled", func(l sayso.Ledger) sayso.Ledger { return deaf{l} }},
		{"an error is no *Error", "Calls/NotFound", func(l sayso.Ledger) sayso.Ledger { return plainErrors{l} }},
		{"what is added while others write is lost", "Calls/ConcurrentRoles", func(l sayso.Ledger) sayso.Ledger { return &losesWrites{Ledger: l} }},
		{"readers are in each other's way", "Calls/Concurrent", func(l sayso.Ledger) sayso.Ledger { return &oneReader{Ledger: l} }},
	}
}

type losesNext struct{ sayso.Ledger }

func (l losesNext) Held(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.HeldRow], error) {
	page, err := l.Ledger.Held(ctx, p)
	page.Next = ""
	return page, err
}

type overlaps struct{ sayso.Ledger }

func (l overlaps) Stories(ctx context.Context, q sayso.StoryQuery) (sayso.Page[sayso.StoryRow], error) {
	page, err := l.Ledger.Stories(ctx, q)
	if q.After != "" && len(page.Items) > 0 {
		page.Items = append(page.Items, page.Items[0])
	}
	return page, err
}

type clamps struct{ sayso.Ledger }

func (l clamps) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	q.Limit = min(q.Limit, sayso.MaxLimit)
	return l.Ledger.Events(ctx, q)
}

type fromBeginning struct{ sayso.Ledger }

func (l fromBeginning) Regroupings(ctx context.Context, p sayso.Paging) (sayso.Page[sayso.Regrouping], error) {
	page, err := l.Ledger.Regroupings(ctx, p)
	if p.After != "" && sayso.KindOf(err) == sayso.Invalid {
		p.After = ""
		return l.Ledger.Regroupings(ctx, p)
	}
	return page, err
}

type shortDefault struct{ sayso.Ledger }

func (l shortDefault) Identities(ctx context.Context, about sayso.ActorID, p sayso.Paging) (sayso.Page[sayso.Identity], error) {
	if p.Limit == 0 {
		p.Limit = 10
	}
	return l.Ledger.Identities(ctx, about, p)
}

type deaf struct{ sayso.Ledger }

func (l deaf) Settle(ctx context.Context, it sayso.SourceItem, now time.Time, o sayso.ItemOutcome) error {
	return l.Ledger.Settle(context.WithoutCancel(ctx), it, now, o)
}

type plainErrors struct{ sayso.Ledger }

func (l plainErrors) RemoveSource(ctx context.Context, id sayso.SourceID) error {
	if err := l.Ledger.RemoveSource(ctx, id); err != nil {
		return context.DeadlineExceeded
	}
	return nil
}

// losesWrites drops what is added while others write.
type losesWrites struct {
	sayso.Ledger
	mu sync.Mutex
	n  int
}

func (l *losesWrites) AddSource(ctx context.Context, s sayso.WatchedSource) (sayso.Change, error) {
	l.mu.Lock()
	l.n++
	lost := l.n > 6
	l.mu.Unlock()
	if lost {
		return sayso.New, nil
	}
	return l.Ledger.AddSource(ctx, s)
}

// oneReader turns others away while it answers.
type oneReader struct {
	sayso.Ledger
	mu sync.Mutex
}

func (l *oneReader) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	if !l.mu.TryLock() {
		return sayso.Page[sayso.ClaimRow]{}, sayso.Errorf("list claims", "", sayso.Other, "somebody else reads")
	}
	defer l.mu.Unlock()
	time.Sleep(5 * time.Millisecond) // on a loaded machine too, readers meet
	return l.Ledger.Claims(ctx, q)
}
