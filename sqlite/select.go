package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/internal/ledger"
	"sayso/internal/ledger/search"
)

// selection is the part of a statement that picks claims, as c. Which table
// leads is fixed here, by CROSS JOIN and INDEXED BY, and not left to SQLite's
// planner: without statistics it guesses, and with them a plan may change
// under a running program.
type selection struct {
	none     bool          // nothing can match
	likeness map[int64]int // of claims, by row number, where they are to be like something
	actors   []int64       // what these said leads
	from     string        // unless actors lead
	where    []string
	args     []any
}

// maxMerged bounds how many actors' lists are merged; with more, claims are
// gathered first and sorted.
const maxMerged = 16

func (s *selection) and(cond string, args ...any) {
	s.where = append(s.where, cond)
	s.args = append(s.args, args...)
}

// statement puts the selection between what to select and how to order it.
func (s *selection) statement(what, then string) string {
	from, where := s.from, s.where
	switch len(s.actors) {
	case 0:
	case 1:
		from, where = saidClaims, append([]string{saidByActor(s.actors[0])}, where...)
	default:
		// An actor may share a claim with another, so by claim.
		list := fmt.Sprint(s.actors)
		list = strings.ReplaceAll(list[1:len(list)-1], " ", ", ")
		from, where = `claim c`, append([]string{`c.n IN (SELECT claim FROM said WHERE actor IN (` + list + `))`}, where...)
	}
	if len(where) == 0 {
		return what + ` FROM ` + from + ` ` + then
	}
	return what + ` FROM ` + from + ` WHERE ` + strings.Join(where, ` AND `) + ` ` + then
}

const saidClaims = `said s CROSS JOIN claim c ON c.n = s.claim`

func saidByActor(actor int64) string { return fmt.Sprintf(`s.actor = %d`, actor) }

// claimSearch is a query for claims with its search string read.
type claimSearch struct {
	sayso.ClaimQuery
	match string          // FTS5 query; matches are ranked by it
	rest  []search.Search // what must hold besides
	none  bool            // nothing can match
}

func readClaimQuery(q sayso.ClaimQuery) (out claimSearch, err error) {
	var s search.Search
	if out.ClaimQuery, s, out.none, err = ledger.ClaimSearch(q); err == nil {
		out.match, out.rest = seek(s)
	}
	return out, err
}

// selectClaims works out how to find the claims that q asks for. What is most
// particular leads: words, else the article, else who speaks.
func (l *Ledger) selectClaims(ctx context.Context, tx *sql.Tx, q *claimSearch) (*selection, error) {
	s := &selection{none: q.none}
	if q.match != "" {
		s.from = `claim_words w CROSS JOIN claim c ON c.n = w.rowid`
		s.and(`claim_words MATCH ?`, q.match)
	}
	switch {
	case q.Article != "" && s.from != "":
		s.and(`c.article = (SELECT n FROM article WHERE id = ?)`, string(q.Article))
	case q.Article != "":
		s.from = `article a CROSS JOIN version v ON v.article = a.n CROSS JOIN claim c INDEXED BY claim_of ON c.version = v.n`
		s.and(`a.id = ?`, string(q.Article))
	}
	s.toldOf(q.Entries)
	if err := s.saidBy(ctx, tx, q.Actor); err != nil {
		return nil, err
	}
	if err := s.spokenBy(ctx, tx, q.Speaker); err != nil {
		return nil, err
	}
	if q.Like != nil {
		hits, err := l.near.find(ctx, tx, l.path, q.Like)
		if err != nil {
			return nil, err
		}
		if s.like(hits); s.from == "" && len(s.actors) == 0 {
			s.from = `claim c`
		}
	}
	if s.from == "" && len(s.actors) == 0 {
		s.from = claimListing
	}
	s.holds(ofClaims, q.rest)
	return s, s.filter(ctx, tx, &q.ClaimQuery)
}

// toldOf picks claims of the versions that entries of the journal tell of. A row of the
// journal that begins before the last of them counts too.
func (s *selection) toldOf(e sayso.Entries) {
	if e == (sayso.Entries{}) {
		return
	}
	told := fmt.Sprintf(`SELECT j.version FROM journal j WHERE j.n > %d AND j.n <= (SELECT coalesce(min(k.n), 0) FROM journal k WHERE k.n >= %d) AND j.version IS NOT NULL`, e.After, e.Upto)
	switch {
	case s.from == "":
		s.from = `(` + strings.Replace(told, "SELECT", "SELECT DISTINCT", 1) + `) t CROSS JOIN claim c INDEXED BY claim_of ON c.version = t.version`
	case strings.HasPrefix(s.from, `claim_words`):
		// The words of new claims have the highest numbers: of a frequent word the others
		// need not be read.
		s.and(`w.rowid >= (SELECT min(o.n) FROM claim o WHERE o.version IN (` + told + `))`)
		fallthrough
	default:
		s.and(`c.version IN (` + told + `)`)
	}
}

// saidBy picks what one actor said.
func (s *selection) saidBy(ctx context.Context, tx *sql.Tx, actor sayso.ActorID) error {
	if actor == "" {
		return nil
	}
	var n int64
	err := tx.QueryRowContext(ctx, `SELECT n FROM actor WHERE id = ?`, string(actor)).Scan(&n)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		s.none = true
		return nil
	case err != nil:
		return err
	case s.from == "":
		s.actors = []int64{n}
	default:
		s.and(`c.n IN (SELECT claim FROM said WHERE actor = ?)`, n)
	}
	return nil
}

// spokenBy picks what actors with these words in their names said.
func (s *selection) spokenBy(ctx context.Context, tx *sql.Tx, name string) error {
	if name == "" {
		return nil
	}
	match := matchTerms(search.Names(name))
	actors, err := speakers(ctx, tx, match)
	led := s.from != "" || len(s.actors) > 0
	switch {
	case err != nil:
		return err
	case len(actors) == 0:
		s.none = true
	case !led && len(actors) <= maxMerged:
		s.actors = actors
	default:
		s.and(`c.n IN (SELECT claim FROM said WHERE actor IN (SELECT rowid FROM actor_words WHERE actor_words MATCH ?))`, match)
		if !led {
			s.from = `claim c`
		}
	}
	return nil
}

// speakers lists the actors whose names match, up to one more than maxMerged.
func speakers(ctx context.Context, tx *sql.Tx, match string) ([]int64, error) {
	if match == "" {
		return nil, nil
	}
	return numbers(tx.QueryContext(ctx, `SELECT rowid FROM actor_words WHERE actor_words MATCH ? ORDER BY rowid LIMIT ?`, match, maxMerged+1))
}

// filter adds the conditions that hold for a claim by itself.
func (s *selection) filter(ctx context.Context, tx *sql.Tx, q *sayso.ClaimQuery) error {
	if !q.AllVersions {
		s.and(`c.newest = 1`)
	}
	if q.Form != "" {
		s.and(`c.form = ?`, string(q.Form))
	}
	if q.Stance != "" {
		s.and(`c.stance = ?`, string(q.Stance))
	}
	if q.Kind != "" {
		s.and(`c.kind = ?`, string(q.Kind))
	}
	if q.Outlet != "" {
		n, err := findOutlet(ctx, tx, q.Outlet)
		if err != nil {
			return err
		}
		s.none = s.none || n == 0
		s.and(`c.outlet = ?`, n)
	}
	if q.Sure > 0 {
		s.and(`(SELECT t.confidence FROM claim_text t WHERE t.n = c.n) >= ?`, q.Sure)
	}
	if !q.Since.IsZero() {
		s.and(`c.version IN (SELECT n FROM version WHERE first_read >= ?)`, q.Since.UnixMilli())
	}
	s.between(`c.at`, q.From, q.To)
	return nil
}

// between adds a bound on a date, in [from, to); undated rows are in no span
// of time.
func (s *selection) between(column string, from, to time.Time) {
	if !from.IsZero() {
		s.and(column+` >= ?`, ceilUnix(from))
	}
	if !to.IsZero() {
		s.and(column+` < ?`, ceilUnix(to))
		if from.IsZero() {
			s.and(column+` > ?`, int64(ledger.Undated))
		}
	}
}

// ceilUnix is the first whole second not before t: dates are kept to the second.
func ceilUnix(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// findOutlet returns the row number of an outlet, 0 when there is none.
func findOutlet(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	var n int64
	err := tx.QueryRowContext(ctx, `SELECT n FROM outlet WHERE key = ?`, ledger.OutletKey(name)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// numbers reads a list of row numbers.
func numbers(rows *sql.Rows, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// listOf gives row numbers as JSON, for json_each.
func listOf(ns []int64) string {
	b, err := json.Marshal(append([]int64{}, ns...)) // none is an empty list, and not null
	if err != nil {
		panic(err) // numbers always have a JSON form
	}
	return string(b)
}
