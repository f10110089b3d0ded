package ledger

import (
	"fmt"
	"time"

	"sayso"
	"sayso/internal/ledger/search"
)

// PageSize returns how many items a page of a list holds.
func PageSize(p sayso.Paging) (int, error) {
	switch {
	case p.Limit < 0 || p.Limit > sayso.MaxLimit:
		return 0, sayso.Errorf("list", "", sayso.Invalid, "limit %d", p.Limit).Advise(fmt.Sprintf("give a limit from 1 to %d", sayso.MaxLimit))
	case p.Limit == 0:
		return sayso.DefaultLimit, nil
	}
	return p.Limit, nil
}

// ClaimSearch reads the search string of a query. Properties that all claims
// must have move into the query's own fields, where those are free, so that a
// ledger finds them as it finds others; rest is what is left of the string, nil
// for nothing. none tells that the string holds nothing to search by, so that no
// claim matches.
func ClaimSearch(q sayso.ClaimQuery) (out sayso.ClaimQuery, rest search.Search, none bool, err error) {
	if q.Words == "" {
		return q, nil, false, nil
	}
	s, err := search.Parse(q.Words, search.OfClaims)
	if err != nil || s == nil {
		return q, nil, true, err
	}
	q.Words = ""
	rest = search.Keep(s, func(f search.Filter) bool {
		switch f.Field {
		case search.Speaker:
			return fill(&q.Speaker, f.Value)
		case search.Outlet:
			return fill(&q.Outlet, f.Value)
		case search.Stance:
			return fill(&q.Stance, sayso.Stance(f.Value))
		case search.Kind:
			return fill(&q.Kind, sayso.SourceKind(f.Value))
		case search.Form:
			return fill(&q.Form, sayso.Form(f.Value))
		}
		return narrow(&q.From, &q.To, f)
	})
	return q, search.WithForms(rest), false, nil
}

// ArticleSearch is to articles what [ClaimSearch] is to claims.
func ArticleSearch(q sayso.ArticleQuery) (out sayso.ArticleQuery, rest search.Search, none bool, err error) {
	if q.Words == "" {
		return q, nil, false, nil
	}
	s, err := search.Parse(q.Words, search.OfArticles)
	if err != nil || s == nil {
		return q, nil, true, err
	}
	q.Words = ""
	rest = search.Keep(s, func(f search.Filter) bool {
		if f.Field == search.Outlet {
			return fill(&q.Outlet, f.Value)
		}
		return narrow(&q.From, &q.To, f)
	})
	return q, search.WithForms(rest), false, nil
}

// fill sets a field that is free, and reports whether it has the value then.
func fill[S ~string](field *S, value S) bool {
	if *field == "" {
		*field = value
	}
	return *field == value
}

// narrow brings the bounds of a query as close together as f has them.
func narrow(from, to *time.Time, f search.Filter) bool {
	switch {
	case f.Field == search.Before && (to.IsZero() || f.At.Before(*to)):
		*to = f.At
	case f.Field == search.After && f.At.After(*from):
		*from = f.At
	}
	return f.Field == search.Before || f.Field == search.After
}
