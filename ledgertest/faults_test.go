package ledgertest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"sayso"
)

// faults are ways in which ledgers go wrong.
func faults() []fault {
	return slices.Concat(readingFaults(), searchFaults(), eventFaults(), storyFaults(), questionFaults(), deskFaults(), disowningFaults(), intakeFaults(), sourceFaults(), followFaults(), accountFaults(), nameFaults(), dossierFaults(), journalFaults(), callFaults())
}

// Faults of articles, claims and actors.
func readingFaults() []fault {
	return []fault{
		{"articles ignore From", "Articles/Articles", func(l sayso.Ledger) sayso.Ledger {
			return articleQueries{l, func(q *sayso.ArticleQuery) { q.From = time.Time{} }}
		}},
		{"articles ignore To", "Articles/Articles", func(l sayso.Ledger) sayso.Ledger {
			return articleQueries{l, func(q *sayso.ArticleQuery) { q.To = time.Time{} }}
		}},
		{"articles by outlet mind case", "Articles/Articles", func(l sayso.Ledger) sayso.Ledger {
			return articleQueries{l, func(q *sayso.ArticleQuery) {
				if q.Outlet != "" && q.Outlet == strings.ToLower(q.Outlet) {
					q.Outlet += " none"
				}
			}}
		}},
		{"articles stand in another order each time", "Lists/Pages", func(l sayso.Ledger) sayso.Ledger { return &shuffled{Ledger: l} }},
		{"every version is the newest", "Articles/Versions", func(l sayso.Ledger) sayso.Ledger { return allNewest{l} }},
		{"versions stand oldest first", "Articles/OrderOfVersions", func(l sayso.Ledger) sayso.Ledger { return oldestFirst{l} }},
		{"raw inputs are trimmed", "Intake/Record", func(l sayso.Ledger) sayso.Ledger { return trimmedRaw{l} }},
		{"versions are shown without corrections", "Desk/Mend", func(l sayso.Ledger) sayso.Ledger { return uncorrectedVersions{l} }},
		{"what is quotable holds the analysis", "Claims/Row", func(l sayso.Ledger) sayso.Ledger { return wholeQuotable{l} }},
		{"what is quotable passes over what is not there", "Calls/NotFound", func(l sayso.Ledger) sayso.Ledger { return passesOver{l} }},
		{"what is quotable stands in an order of its own", "Stories/Place", func(l sayso.Ledger) sayso.Ledger { return sortedQuotable{l} }},
		{"what is quotable stands in no story", "Stories/Place", func(l sayso.Ledger) sayso.Ledger { return quotedStoryless{l} }},
		{"gists hold tokens", "Claims/Row", func(l sayso.Ledger) sayso.Ledger { return wholeGist{l} }},
		{"statistics count superseded claims", "Articles/Stats", func(l sayso.Ledger) sayso.Ledger { return countsAll{l} }},
		{"claims of old versions are listed", "Claims/Claims", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.AllVersions = true }}
		}},
		{"claims ignore the stance", "Claims/Claims", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Stance = "" }}
		}},
		{"claims ignore the actor", "Claims/Claims", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Actor = "" }}
		}},
		{"claims include the moment To", "Claims/Claims", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) {
				if !q.To.IsZero() {
					q.To = q.To.Add(time.Second)
				}
			}}
		}},
		{"claims ignore what they are to be like", "Search/Like", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Like = nil }}
		}},
		{"claims do not tell how like they are", "Search/Like", func(l sayso.Ledger) sayso.Ledger { return unlike{l} }},
		{"claims that are gone are Invalid", "Calls/NotFound", func(l sayso.Ledger) sayso.Ledger { return invalidClaims{l} }},
		{"events that one article tells are told by two", "Events/Queries", func(l sayso.Ledger) sayso.Ledger {
			return eventQueriesOf{l, func(q *sayso.EventQuery) { q.Told = 0 }}
		}},
		{"events have one order", "Events/Queries", func(l sayso.Ledger) sayso.Ledger {
			return eventQueriesOf{l, func(q *sayso.EventQuery) { q.MostTold = false }}
		}},
		{"months count all claims", "Claims/Months", func(l sayso.Ledger) sayso.Ledger { return allMonths{l} }},
		{"any confidence will do", "Claims/Sure", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Sure = 0 }}
		}},
		{"claims have one order", "Claims/Sure", func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Order = sayso.ByMatch }}
		}},
		{"facets count one page", "Claims/Facets", func(l sayso.Ledger) sayso.Ledger { return pagedFacets{l} }},
		{"claims lose their speakers' names", "Claims/Row", func(l sayso.Ledger) sayso.Ledger { return namelessClaims{l} }},
		{"actors ignore the type", "Actors/Actors", func(l sayso.Ledger) sayso.Ledger {
			return actorQueries{l, func(q *sayso.ActorQuery) { q.Type = "" }}
		}},
		{"actors have no roles", "Actors/Actors", func(l sayso.Ledger) sayso.Ledger { return noRoles{l} }},
		{"results are shared", "Calls/Owned", func(l sayso.Ledger) sayso.Ledger { return &cached{Ledger: l} }},
	}
}

// articleQueries spoils what is asked of articles.
type articleQueries struct {
	sayso.Ledger
	spoil func(*sayso.ArticleQuery)
}

func (l articleQueries) Articles(ctx context.Context, q sayso.ArticleQuery) (sayso.Page[sayso.ArticleRow], error) {
	l.spoil(&q)
	return l.Ledger.Articles(ctx, q)
}

// claimQueriesOf spoils what is asked of claims.
type claimQueriesOf struct {
	sayso.Ledger
	spoil func(*sayso.ClaimQuery)
}

func (l claimQueriesOf) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	l.spoil(&q)
	return l.Ledger.Claims(ctx, q)
}

// eventQueriesOf spoils what is asked of events.
type eventQueriesOf struct {
	sayso.Ledger
	spoil func(*sayso.EventQuery)
}

func (l eventQueriesOf) Events(ctx context.Context, q sayso.EventQuery) (sayso.Page[sayso.EventRow], error) {
	l.spoil(&q)
	return l.Ledger.Events(ctx, q)
}

type unlike struct{ sayso.Ledger }

func (l unlike) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	page, err := l.Ledger.Claims(ctx, q)
	for i := range page.Items {
		page.Items[i].Likeness = 0
	}
	return page, err
}

type actorQueries struct {
	sayso.Ledger
	spoil func(*sayso.ActorQuery)
}

func (l actorQueries) Actors(ctx context.Context, q sayso.ActorQuery) (sayso.Page[sayso.ActorRow], error) {
	l.spoil(&q)
	return l.Ledger.Actors(ctx, q)
}

type shuffled struct {
	sayso.Ledger
	mu sync.Mutex
	n  int
}

func (l *shuffled) Articles(ctx context.Context, q sayso.ArticleQuery) (sayso.Page[sayso.ArticleRow], error) {
	page, err := l.Ledger.Articles(ctx, q)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.n++; l.n%2 == 0 {
		slices.Reverse(page.Items)
	}
	return page, err
}

type allNewest struct{ sayso.Ledger }

func (l allNewest) Version(ctx context.Context, id sayso.VersionID) (*sayso.Record, error) {
	r, err := l.Ledger.Version(ctx, id)
	if err == nil {
		r.Newest = true
	}
	return r, err
}

type oldestFirst struct{ sayso.Ledger }

func (l oldestFirst) Versions(ctx context.Context, id sayso.ArticleID) ([]sayso.VersionInfo, error) {
	list, err := l.Ledger.Versions(ctx, id)
	slices.Reverse(list)
	return list, err
}

type trimmedRaw struct{ sayso.Ledger }

func (l trimmedRaw) Raw(ctx context.Context, id sayso.VersionID) (sayso.Raw, error) {
	raw, err := l.Ledger.Raw(ctx, id)
	raw.Bytes = []byte(strings.TrimSuffix(string(raw.Bytes), "."))
	return raw, err
}

type uncorrectedVersions struct{ sayso.Ledger }

func (l uncorrectedVersions) Version(ctx context.Context, id sayso.VersionID) (*sayso.Record, error) {
	return l.Uncorrected(ctx, id)
}

type wholeGist struct{ sayso.Ledger }

func (l wholeGist) Gist(ctx context.Context, id sayso.ArticleID) (*sayso.Record, error) {
	return l.Article(ctx, id)
}

type wholeQuotable struct{ sayso.Ledger }

func (l wholeQuotable) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	out, err := l.Ledger.Quotable(ctx, ids...)
	for i := range out {
		if r, e := l.Version(ctx, ids[i]); e == nil {
			out[i].Analysis = r.Analysis
		}
	}
	return out, err
}

// passesOver gives what is quotable of those versions alone that it has.
type passesOver struct{ sayso.Ledger }

func (l passesOver) Quotable(ctx context.Context, ids ...sayso.VersionID) (all []sayso.Quotable, _ error) {
	for _, id := range ids {
		out, err := l.Ledger.Quotable(ctx, id)
		if err != nil && sayso.KindOf(err) != sayso.NotFound {
			return nil, err
		}
		all = append(all, out...)
	}
	return all, nil
}

// sortedQuotable gives what is quotable in the order of the identifiers.
type sortedQuotable struct{ sayso.Ledger }

func (l sortedQuotable) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	return l.Ledger.Quotable(ctx, slices.Sorted(slices.Values(ids))...)
}

type quotedStoryless struct{ sayso.Ledger }

func (l quotedStoryless) Quotable(ctx context.Context, ids ...sayso.VersionID) ([]sayso.Quotable, error) {
	out, err := l.Ledger.Quotable(ctx, ids...)
	for i := range out {
		out[i].Story = ""
	}
	return out, err
}

type countsAll struct{ sayso.Ledger }

func (l countsAll) Stats(ctx context.Context) (sayso.Stats, error) {
	s, err := l.Ledger.Stats(ctx)
	if f, e := l.Facets(ctx, sayso.ClaimQuery{AllVersions: true}); e == nil {
		s.Claims = f.Total
	}
	return s, err
}

type invalidClaims struct{ sayso.Ledger }

func (l invalidClaims) Claim(ctx context.Context, id sayso.ClaimID) (*sayso.ClaimRow, error) {
	row, err := l.Ledger.Claim(ctx, id)
	if sayso.KindOf(err) == sayso.NotFound {
		err = sayso.E("show claim", string(id), sayso.Invalid, nil)
	}
	return row, err
}

type allMonths struct{ sayso.Ledger }

func (l allMonths) Months(ctx context.Context, q sayso.ClaimQuery) ([]sayso.MonthCount, error) {
	return l.Ledger.Months(ctx, sayso.ClaimQuery{})
}

type pagedFacets struct{ sayso.Ledger }

func (l pagedFacets) Facets(ctx context.Context, q sayso.ClaimQuery) (sayso.Facets, error) {
	f, err := l.Ledger.Facets(ctx, q)
	f.Total = min(f.Total, 5)
	return f, err
}

type namelessClaims struct{ sayso.Ledger }

func (l namelessClaims) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	page, err := l.Ledger.Claims(ctx, q)
	for i := range page.Items {
		page.Items[i].Speakers = nil
	}
	return page, err
}

type noRoles struct{ sayso.Ledger }

func (l noRoles) Actors(ctx context.Context, q sayso.ActorQuery) (sayso.Page[sayso.ActorRow], error) {
	page, err := l.Ledger.Actors(ctx, q)
	for i := range page.Items {
		page.Items[i].Roles = nil
	}
	return page, err
}

// cached gives the same event to everybody who asks.
type cached struct {
	sayso.Ledger
	mu   sync.Mutex
	have map[sayso.EventID]sayso.EventRow
}

func (l *cached) Event(ctx context.Context, id sayso.EventID) (sayso.EventRow, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if row, ok := l.have[id]; ok {
		return row, nil
	}
	row, err := l.Ledger.Event(ctx, id)
	if err == nil {
		l.have = map[sayso.EventID]sayso.EventRow{id: row}
	}
	return row, err
}

// Faults of searching: of what words mean.
func searchFaults() []fault {
	words := func(change func(string) string) func(l sayso.Ledger) sayso.Ledger {
		return func(l sayso.Ledger) sayso.Ledger {
			return claimQueriesOf{l, func(q *sayso.ClaimQuery) { q.Words = change(q.Words) }}
		}
	}
	return []fault{
		{"one word of several is enough", "Search/Words", words(func(s string) string { first, _, _ := strings.Cut(s, " "); return first })},
		{"phrases are words", "Search/Words", words(func(s string) string { return strings.ReplaceAll(s, `"`, " ") })},
		{"a word stands for all that begin so", "Search/Words", words(func(s string) string {
			if s == "harb" {
				return "harb*"
			}
			return s
		})},
		{"a word stands for no other form of it", "Search/Words", words(func(s string) string {
			if s == "harbours" {
				return `"harbours"`
			}
			return s
		})},
		{"a star means nothing", "Search/Words", words(func(s string) string { return strings.ReplaceAll(s, "*", "") })},
		{"no word matches everything", "Search/Words", words(strings.TrimSpace)},
		{"hostile words break the search", "Search/HostileWords", func(l sayso.Ledger) sayso.Ledger { return refusesQuotes{l} }},
		{"matches are not ranked", "Search/Ranking", func(l sayso.Ledger) sayso.Ledger { return unranked{l} }},
	}
}

type refusesQuotes struct{ sayso.Ledger }

func (l refusesQuotes) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	if strings.Count(q.Words, `"`)%2 == 1 {
		return sayso.Page[sayso.ClaimRow]{}, sayso.Errorf("list claims", q.Words, sayso.Other, "unterminated string")
	}
	return l.Ledger.Claims(ctx, q)
}

type unranked struct{ sayso.Ledger }

func (l unranked) Claims(ctx context.Context, q sayso.ClaimQuery) (sayso.Page[sayso.ClaimRow], error) {
	page, err := l.Ledger.Claims(ctx, q)
	slices.SortFunc(page.Items, func(a, b sayso.ClaimRow) int { return strings.Compare(string(a.Article.ID), string(b.Article.ID)) })
	return page, err
}
