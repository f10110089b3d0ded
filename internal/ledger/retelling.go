package ledger

import (
	"sayso"
)

// What a journal tells of events. An event follows from its mentions, and these
// move from one event to another when mentions come and go (see joining.go). A
// journal compares what an event is told by now with the digest that it kept when
// it told of the event last.

// Told says that an article tells of an event. Article is whatever number a
// ledger gives its articles.
type Told struct {
	Event   sayso.EventID
	Article int64
}

// Retold is a mention once its key was settled.
type Retold struct {
	ID       sayso.EventID // the mention's own
	Article  int64
	Was, Is  sayso.EventID // the event that it was of, and is of now
	Digest   int64
	JustRead bool // it came in with what is being written
}

// Telling is what an event is told by.
type Telling struct {
	digests map[sayso.EventID]int64
	// Cause is the mention that came in last with what is being written; -1 for none.
	Cause int
	// joined: that mention is of an article that did not tell of the event before.
	joined bool
}

// Tell adds a mention.
func (t *Telling) Tell(mention sayso.EventID, digest int64) {
	if t.digests == nil {
		t.digests, t.Cause = make(map[sayso.EventID]int64), -1
	}
	t.digests[mention] = digest
}

// Digest is the digest of the event.
func (t *Telling) Digest() int64 { return EventDigest(t.digests) }

// Retell says by what each event is told that a change touches; nil for an event
// that nobody tells of any more. before lists who told of which event and is gone
// or read anew; now are all mentions of the key.
func Retell(before []Told, now []Retold) map[sayso.EventID]*Telling {
	out := make(map[sayso.EventID]*Telling)
	told := make(map[Told]bool)
	note := func(t Told) { out[t.Event], told[t] = nil, true }
	for _, t := range before {
		note(t)
	}
	for _, m := range now {
		if !m.JustRead {
			note(Told{m.Was, m.Article})
		}
	}
	for i, m := range now {
		if out[m.Is] == nil {
			out[m.Is] = new(Telling)
		}
		t := out[m.Is]
		t.Tell(m.ID, m.Digest)
		if m.JustRead {
			t.Cause = i
			t.joined = t.joined || !told[Told{m.Is, m.Article}]
		}
	}
	return out
}

// EventEntry is what a journal enters of an event, and whether it keeps the
// event's digest anew. t is nil where nobody tells of it any more; known says that
// the journal told of it before, and kept that digest then. An empty kind enters
// nothing.
func EventEntry(t *Telling, known bool, kept int64) (kind sayso.EntryKind, anew bool) {
	switch {
	case t == nil && !known:
		return "", false
	case t == nil:
		return sayso.EventGoneEntry, false
	case !known:
		return sayso.EventEntry, true
	case kept == t.Digest():
		return "", false
	case kept == 0 && t.Cause < 0:
		// A Sayso that took no digests told of it: nothing shows that it has changed.
		return "", true
	case t.joined:
		return sayso.EventJoinedEntry, true
	}
	return sayso.EventChangedEntry, true
}
