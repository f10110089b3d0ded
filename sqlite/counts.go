package sqlite

import (
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"

	"sayso/internal/ledger"
)

// count is by how much an actor's counts change in a transaction.
type count struct{ articles, claims int }

// alias is a name that an actor goes by.
type alias struct {
	actor int64
	name  string
}

// uncount takes a version out of the counts of actors and aliases.
func (w *writer) uncount(version int64, newest bool) error {
	rows, err := w.stmt(w.st.listLinks).Query(version)
	if err != nil {
		return err
	}
	defer rows.Close()
	linked := make(map[int64]bool)
	for rows.Next() {
		var n int64
		var names, name string
		if err := rows.Scan(&n, &names, &name); err != nil {
			return err
		}
		w.dropped[n] = true
		if !newest {
			continue
		}
		w.countNames(n, name, names, -1)
		if !linked[n] {
			linked[n] = true
			w.count(n, -1, 0)
		}
	}
	if err := rows.Err(); err != nil || !newest {
		return err
	}
	said, err := w.stmt(w.st.listSaid).Query(version)
	if err != nil {
		return err
	}
	defer said.Close()
	for said.Next() {
		var n int64
		var claims int
		if err := said.Scan(&n, &claims); err != nil {
			return err
		}
		w.count(n, 0, -claims)
	}
	return said.Err()
}

func (w *writer) count(actor int64, articles, claims int) {
	c := w.counts[actor]
	w.counts[actor] = count{c.articles + articles, c.claims + claims}
}

// countNames counts the forms of a name, one a line, other than the name that
// the actor goes by.
func (w *writer) countNames(actor int64, name, names string, by int) {
	for form := range strings.SplitSeq(names, "\n") {
		if form != "" && form != name {
			w.aliases[alias{actor, form}] += by
		}
	}
}

// flush writes what has gathered over the transaction, in a fixed order.
func (w *writer) flush() error {
	if err := w.settleEvents(); err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(w.counts)) {
		if c := w.counts[n]; c != (count{}) {
			if _, err := w.exec(w.st.countActor, c.articles, c.claims, n); err != nil {
				return err
			}
		}
	}
	for a, by := range w.aliases {
		if err := w.countAlias(a, by); err != nil {
			return err
		}
	}
	for _, n := range slices.Sorted(maps.Keys(w.renamed)) {
		if err := w.reindex(n); err != nil {
			return err
		}
	}
	for _, n := range slices.Sorted(maps.Keys(w.dropped)) {
		r, err := w.stmt(w.st.dropActor).Exec(n)
		if err != nil {
			return err
		}
		if gone, err := r.RowsAffected(); err != nil {
			return err
		} else if gone > 0 {
			if _, err := w.exec(w.st.unindexActor, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) countAlias(a alias, by int) error {
	if by == 0 {
		return nil
	}
	var uses int
	err := w.row(w.st.findAlias, a.actor, a.name).Scan(&uses)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	uses += by
	switch {
	case known && uses > 0:
		_, err = w.exec(w.st.countAlias, a.actor, a.name, uses)
		return err
	case known:
		_, err = w.exec(w.st.dropAlias, a.actor, a.name)
	default:
		_, err = w.exec(w.st.insertAlias, a.actor, a.name, uses)
	}
	w.renamed[a.actor] = true
	return err
}

// reindex brings the words of an actor's names up to date.
func (w *writer) reindex(n int64) error {
	rows, err := w.stmt(w.st.listAliases).Query(n)
	if err != nil {
		return err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return err
		}
		names = append(names, s)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if _, err := w.exec(w.st.unindexActor, n); err != nil {
		return err
	}
	_, err = w.exec(w.st.indexActor, n, namesInWords(names))
	return err
}

// namesInWords is what is found of an actor by its names.
func namesInWords(names []string) string {
	var all []string
	for _, s := range slices.Compact(slices.Sorted(slices.Values(names))) {
		all = append(all, s)
		if key := ledger.Fold(s); key != s {
			all = append(all, key) // the tokenizer knows no "Ostby" for "Østby"
		}
	}
	return strings.Join(all, "\n")
}
