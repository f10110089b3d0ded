package sqlite

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// What a write enters into the journal.
//
// A version that comes in is one row, with its claims. When a version is read
// anew or corrected, what its claims are is compared with what they were; both
// follow from a kept reading and the corrections laid over it, so that this
// works for a version whose rows a rebuild has dropped, too.
//
// An event follows from all mentions with its key, and where an article stands
// from all placements. Both are compared with what the journal told last
// (event_told, placed.told). While a rebuild has not come to its end, events and
// stories are half there: then nothing is entered of them, and when the last
// placement is back, all that differs is entered at once.

// enter writes a row of the journal.
func (w *writer) enter(kind sayso.EntryKind, article, version int64, about string, ids ...string) error {
	if w.entered == 0 {
		var last int64
		if _, err := found(w.row(w.st.lastEntry).Scan(&w.entered, &last)); err != nil {
			return err
		}
		w.at = max(w.now, last) // a clock that is set back does not disturb the order
	}
	w.entered += int64(entries(kind, len(ids)))
	orNull := func(n int64) any {
		if n == 0 {
			return nil
		}
		return n
	}
	_, err := w.exec(w.st.insertEntry, w.entered, w.at, string(kind), orNull(article), orNull(version), about, strings.Join(ids, " "))
	return err
}

// enterVersion enters a version that has come in with its claims.
func (w *writer) enterVersion(change sayso.Change, p *prepared, at place) error {
	kind := sayso.VersionEntry
	if change == sayso.New {
		kind = sayso.ArticleEntry
	}
	ids := make([]string, len(p.Claims))
	for i := range p.Claims {
		ids[i] = string(p.Claims[i].Lasting)
	}
	return w.enter(kind, at.article, at.version, "", ids...)
}

// kept takes apart the reading that the ledger has of a version, with corrections.
func (w *writer) kept(version int64, id sayso.VersionID, corrections []sayso.Correction) (*ledger.Parts, error) {
	var packed []byte
	if err := w.row(w.st.findRecord, version).Scan(&packed); err != nil {
		return nil, err
	}
	a, an, err := w.codec.unpackRecord(packed)
	if err != nil {
		return nil, unreadable("read kept version", string(id), err)
	}
	return ledger.TakeApart(a, id, &an).Corrected(corrections), nil
}

// enterClaims enters how the claims of a version differ from what they were.
func (w *writer) enterClaims(at place, was, is *ledger.Parts) error {
	gone, added, changed := ledger.ClaimChanges(was, is)
	for _, x := range []struct {
		kind sayso.EntryKind
		ids  []sayso.ClaimID
	}{{sayso.ClaimGoneEntry, gone}, {sayso.ClaimEntry, added}, {sayso.ClaimChangedEntry, changed}} {
		if len(x.ids) == 0 {
			continue
		}
		ids := make([]string, len(x.ids))
		for i, id := range x.ids {
			ids[i] = string(id)
		}
		if err := w.enter(x.kind, at.article, at.version, "", ids...); err != nil {
			return err
		}
	}
	return nil
}

// enterEvents enters what has changed in the events of one key. all are its
// mentions, and joined says which event each is of now.
func (w *writer) enterEvents(key string, all []keyed, joined []sayso.EventID) error {
	if w.halfRebuilt {
		return nil
	}
	now := make([]ledger.Retold, len(all))
	for i := range all {
		k := &all[i]
		now[i] = ledger.Retold{ID: k.ID, Article: k.article, Was: k.joined, Is: joined[i], Digest: k.digest, JustRead: w.fresh[k.ID]}
	}
	touched := ledger.Retell(w.keys[key], now)
	for _, event := range slices.Sorted(maps.Keys(touched)) {
		var cause *keyed
		t := touched[event]
		if t != nil && t.Cause >= 0 {
			cause = &all[t.Cause]
		}
		if err := w.enterEvent(event, t, cause); err != nil {
			return err
		}
	}
	return nil
}

// enterEvent enters what has changed in an event since the journal told of it;
// t is nil where nobody tells of it any more, cause where no mention came in.
func (w *writer) enterEvent(event sayso.EventID, t *ledger.Telling, cause *keyed) error {
	var kept int64
	known, err := found(w.row(w.st.findTold, string(event)).Scan(&kept))
	if err != nil {
		return err
	}
	kind, anew := ledger.EventEntry(t, known, kept)
	switch {
	case anew && known:
		_, err = w.exec(w.st.updateTold, t.Digest(), string(event))
	case anew:
		_, err = w.exec(w.st.insertTold, string(event), t.Digest())
	case kind != "":
		_, err = w.exec(w.st.dropTold, string(event))
	}
	if err != nil || kind == "" {
		return err
	}
	if cause == nil {
		return w.enter(kind, 0, 0, string(event))
	}
	return w.enter(kind, cause.article, cause.version, string(event), string(cause.ID))
}

// enterPlace enters where an article stands, where that is new.
func (w *writer) enterPlace(article, story, told int64) error {
	if story == told {
		return nil
	}
	kind := sayso.StoryChangedEntry
	if told == 0 {
		kind = sayso.StoryEntry
	}
	if _, err := w.exec(w.st.tellPlaced, story, article); err != nil {
		return err
	}
	var lead string
	if err := w.row(w.st.findLead, story).Scan(&lead); err != nil {
		return err
	}
	return w.enter(kind, article, 0, lead)
}

// catchUpJournal enters what differs after all articles were placed anew.
func (w *writer) catchUpJournal(ctx context.Context) error {
	type moved struct{ article, story, told int64 }
	rows, err := w.tx.QueryContext(ctx, `SELECT article, story, told FROM placed WHERE story <> told AND version <> '' ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []moved
	for rows.Next() {
		var m moved
		if err := rows.Scan(&m.article, &m.story, &m.told); err != nil {
			return err
		}
		all = append(all, m)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, m := range all {
		if err := w.enterPlace(m.article, m.story, m.told); err != nil {
			return err
		}
	}
	return w.catchUpEvents(ctx)
}

// catchUpEvents compares all events with what the journal told of them. It
// holds in memory what differs, and the mentions of one event.
func (w *writer) catchUpEvents(ctx context.Context) error {
	differ := make(map[sayso.EventID]*ledger.Telling) // nil where nobody tells of it any more
	rows, err := w.tx.QueryContext(ctx, `SELECT e.joined, e.id, e.digest, coalesce(t.digest, 0) FROM event e LEFT JOIN event_told t ON t.event = e.joined
		WHERE e.newest = 1 ORDER BY e.joined`)
	if err != nil {
		return err
	}
	defer rows.Close()
	last, t, kept := sayso.EventID(""), (*ledger.Telling)(nil), int64(0)
	end := func() {
		if t != nil && t.Digest() != kept {
			differ[last] = t
		}
	}
	for rows.Next() {
		var event, id sayso.EventID
		var digest, was int64
		if err := rows.Scan((*string)(&event), (*string)(&id), &digest, &was); err != nil {
			return err
		}
		if event != last {
			end()
			last, t, kept = event, new(ledger.Telling), was
		}
		t.Tell(id, digest)
	}
	end()
	if err := rows.Err(); err != nil {
		return err
	}
	err = pairs(w.tx.QueryContext(ctx, `SELECT event, '' FROM event_told WHERE event NOT IN (SELECT joined FROM event WHERE newest = 1)`))(func(event, _ string) {
		differ[sayso.EventID(event)] = nil
	})
	if err != nil {
		return err
	}
	for _, event := range slices.Sorted(maps.Keys(differ)) {
		if err := w.enterEvent(event, differ[event], nil); err != nil {
			return err
		}
	}
	return nil
}
