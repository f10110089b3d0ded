package sqlite

import (
	"maps"
	"slices"

	"sayso"
	"sayso/internal/ledger"
)

// addEvents writes the mentions of a version.
func (w *writer) addEvents(p *prepared, at place) error {
	for i := range p.Events {
		e := &p.Events[i]
		if _, known := w.keys[e.Key]; !known {
			w.keys[e.Key] = nil // settling its key joins it
		}
		if at.newest {
			w.fresh[e.ID] = true
		}
		if _, err := w.exec(w.st.insertEvent, string(e.ID), at.article, at.version, at.newest, p.At, e.DayNumber, e.Type, string(e.Status),
			packCountries(&e.EventReport), e.Key, string(e.ID), p.events[i].digest, p.events[i].body); err != nil {
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
		var was ledger.Told
		var newest bool
		if err := rows.Scan(&key, (*string)(&was.Event), &was.Article, &newest); err != nil {
			return err
		}
		told := w.keys[key]
		if newest {
			told = append(told, was)
		}
		w.keys[key] = told
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

// keyed is a mention among those of its key, with its row number and those of
// its article and its version.
type keyed struct {
	ledger.Keyed
	n, article, version int64
	joined              sayso.EventID // the event that it was of
	digest              int64
}

// settle joins the mentions of a key anew.
func (w *writer) settle(key string) error {
	rows, err := w.stmt(w.st.listKeyed).Query(key, ledger.MaxMentions)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []ledger.Keyed
	var ms []keyed
	for rows.Next() {
		var k keyed
		if err := rows.Scan(&k.n, (*string)(&k.ID), &k.At, &k.Day, (*string)(&k.Version), (*string)(&k.joined), &k.article, &k.version, &k.digest, &k.Parted); err != nil {
			return err
		}
		all, ms = append(all, k.Keyed), append(ms, k)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	joined := ledger.Join(key, all)
	for i := range ms {
		if joined[i] == ms[i].joined {
			continue
		}
		if _, err := w.exec(w.st.settleEvent, string(joined[i]), ms[i].n); err != nil {
			return err
		}
	}
	return w.enterEvents(key, ms, joined)
}
