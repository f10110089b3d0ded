package sqlite

import (
	"maps"
	"slices"

	"sayso/internal/ledger"
)

// addEvents writes the mentions of a version.
func (w *writer) addEvents(p *prepared, at place) error {
	for i := range p.Events {
		e := &p.Events[i]
		w.keys[e.Key] = true // which joins it
		if _, err := w.exec(w.st.insertEvent, string(e.ID), at.article, at.version, at.newest, p.At, e.DayNumber, e.Type, string(e.Status),
			packCountries(&e.EventReport), e.Key, string(e.ID), p.events[i]); err != nil {
			return err
		}
	}
	return nil
}

// noteEvents notes the keys of a version's mentions, which are about to go.
func (w *writer) noteEvents(version int64) error {
	rows, err := w.stmt(w.st.listEventKeys).Query(version)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return err
		}
		w.keys[key] = true
	}
	return rows.Err()
}

// settleEvents settles the keys whose mentions have changed.
func (w *writer) settleEvents() error {
	for _, key := range slices.Sorted(maps.Keys(w.keys)) {
		if err := w.settle(key); err != nil {
			return err
		}
	}
	clear(w.keys)
	return nil
}

// settle joins the mentions of a key anew.
func (w *writer) settle(key string) error {
	rows, err := w.stmt(w.st.listKeyed).Query(key, ledger.MaxMentions)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []ledger.Keyed
	var ns []int64
	var before []string
	for rows.Next() {
		var k ledger.Keyed
		var n int64
		var joined string
		if err := rows.Scan(&n, (*string)(&k.ID), &k.At, &k.Day, (*string)(&k.Version), &joined, &k.Parted); err != nil {
			return err
		}
		all, ns, before = append(all, k), append(ns, n), append(before, joined)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for i, joined := range ledger.Join(key, all) {
		if string(joined) == before[i] {
			continue
		}
		if _, err := w.exec(w.st.settleEvent, string(joined), ns[i]); err != nil {
			return err
		}
	}
	return nil
}
