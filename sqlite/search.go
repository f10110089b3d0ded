package sqlite

import (
	"strings"

	"sayso/internal/ledger"
	"sayso/internal/ledger/search"
)

// A search is rendered twice over. Words that stand together with other words
// alone are one FTS5 query, by which matches are ranked; what stands beside
// properties is a condition in SQL. Each term reaches FTS5 as a quoted string,
// so that nothing in it is taken for an operator.

// matchTerms is the FTS5 query for all of some terms; "" for none.
func matchTerms(ts []search.Term) string {
	var b strings.Builder
	for i, t := range ts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(matchTerm(t))
	}
	return b.String()
}

func matchTerm(t search.Term) string {
	if t.Prefix {
		return `"` + t.Words + `"*`
	}
	return `"` + t.Words + `"`
}

// match is the FTS5 query for a search; "" where it is not one of words alone,
// or says only what is not there, which FTS5 cannot look for. It descends the
// search, which search.MaxDepth bounds, as condition does.
func match(s search.Search) string {
	switch s := s.(type) {
	case search.Term:
		return matchTerm(s)
	case search.Filter:
		if s.Field == search.About {
			return `{content} : (` + match(s.Content()) + `)`
		}
	case search.Any:
		return matchAny(s)
	case search.All:
		q, rest := matchSome(s)
		if len(rest) > 0 {
			return ""
		}
		return q
	}
	return ""
}

// matchIn is the FTS5 query for a search that stands among others.
func matchIn(s search.Search) string {
	q := match(s)
	if _, ok := s.(search.Term); !ok && q != "" {
		return "(" + q + ")"
	}
	return q
}

// matchAny is the FTS5 query for one of some searches; "" where one has none.
func matchAny(any search.Any) string {
	out := make([]string, len(any))
	for i, s := range any {
		if out[i] = matchIn(s); out[i] == "" {
			return ""
		}
	}
	return strings.Join(out, " OR ")
}

// matchSome is the FTS5 query for those of some searches that it can look for,
// and what is left of them. It asks for the query of each once: twice would
// double the work with every bracket inside another.
func matchSome(all search.All) (query string, rest []search.Search) {
	var words, without []string
	for _, s := range all {
		if not, ok := s.(search.Not); ok {
			if q := matchIn(not.Search); q != "" {
				without = append(without, q)
				continue
			}
		}
		if q := matchIn(s); q != "" {
			words = append(words, q)
		} else {
			rest = append(rest, s)
		}
	}
	if len(words) == 0 {
		return "", all
	}
	query = strings.Join(words, " AND ")
	if len(without) > 0 {
		query = "(" + query + ") NOT (" + strings.Join(without, " OR ") + ")"
	}
	return query, rest
}

// seek splits a search into the FTS5 query that leads to what matches, "" for
// none, and the rest of what must hold.
func seek(s search.Search) (query string, rest []search.Search) {
	switch s := s.(type) {
	case nil:
		return "", nil
	case search.All:
		return matchSome(s)
	}
	return matchSome(search.All{s})
}

// properties are where the rows of a list have their properties.
type properties struct {
	// words holds for a row where its words match an FTS5 query, its argument.
	words string
	// claim is the row's claim; outlet and at are its outlet and date.
	claim, outlet, at string
}

var (
	ofClaims   = properties{`c.n IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)`, `c`, `c.outlet`, `c.at`}
	ofArticles = properties{`v.n IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)`, ``, `v.outlet`, `v.at`}
)

// holds adds what must hold for a row. Inside CASE, SQLite does not take an OR
// apart to look rows up by each side of it: there it loses FTS5's MATCH ("unable
// to use function MATCH in the requested context").
func (s *selection) holds(in properties, all []search.Search) {
	for _, x := range all {
		cond, args := in.condition(x)
		s.and(`CASE WHEN `+cond+` THEN TRUE ELSE FALSE END`, args...)
	}
}

// condition is a search in SQL: true or false for each row, never null.
func (in properties) condition(s search.Search) (cond string, args []any) {
	if query := match(s); query != "" {
		return in.words, []any{query}
	}
	switch s := s.(type) {
	case search.Not:
		cond, args = in.condition(s.Search)
		return `NOT (` + cond + `)`, args
	case search.Any:
		return in.join(s, ` OR `)
	case search.All:
		return in.join(s, ` AND `)
	case search.Filter:
		return in.filter(s)
	}
	return `FALSE`, nil
}

func (in properties) join(all []search.Search, by string) (string, []any) {
	var conds []string
	var args []any
	for _, s := range all {
		cond, more := in.condition(s)
		conds, args = append(conds, `(`+cond+`)`), append(args, more...)
	}
	return strings.Join(conds, by), args
}

func (in properties) filter(f search.Filter) (string, []any) {
	switch f.Field {
	case search.Speaker:
		return in.claim + `.n IN (SELECT claim FROM said WHERE actor IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?))`, []any{matchTerms(search.Names(f.Value))}
	case search.Outlet:
		return `coalesce(` + in.outlet + ` = (SELECT n FROM outlet WHERE key = ?), FALSE)`, []any{ledger.OutletKey(f.Value)}
	case search.Stance, search.Kind, search.Form:
		return in.claim + `.` + string(f.Field) + ` = ?`, []any{f.Value}
	case search.Before:
		return in.at + ` < ? AND ` + in.at + ` > ?`, []any{ceilUnix(f.At), int64(ledger.Undated)}
	case search.After:
		return in.at + ` >= ?`, []any{ceilUnix(f.At)}
	}
	return `FALSE`, nil
}
