package ledger

import (
	"encoding/binary"
	"encoding/json"
	"hash"
	"hash/fnv"
	"maps"
	"slices"

	"sayso"
)

// What the journal calls a change is what a reader sees. Digests hold that, and
// not how sure the program is, nor by which rule it has read, nor whether an
// analyst has looked at it. None is 0.

// ClaimChanges tells how the claims of a version differ from what they were:
// which are gone, which are new, and which tell something else.
func ClaimChanges(was, is *Parts) (gone, added, changed []sayso.ClaimID) {
	before, now := was.digests(), is.digests()
	for i := range was.Claims {
		if id := was.Claims[i].Lasting; now[id] == 0 {
			gone = append(gone, id)
		}
	}
	for i := range is.Claims {
		switch id := is.Claims[i].Lasting; {
		case before[id] == 0:
			added = append(added, id)
		case before[id] != now[id]:
			changed = append(changed, id)
		}
	}
	return gone, added, changed
}

func (p *Parts) digests() map[sayso.ClaimID]int64 {
	actors := make(map[sayso.ActorID]sayso.ActorID, len(p.Actors))
	for i := range p.Actors {
		actors[p.Actors[i].ID] = p.Actors[i].Lasting
	}
	out := make(map[sayso.ClaimID]int64, len(p.Claims))
	for i := range p.Claims {
		out[p.Claims[i].Lasting] = p.Claims[i].digest(actors)
	}
	return out
}

func (c *Claim) digest(actors map[sayso.ActorID]sayso.ActorID) int64 {
	h := fnv.New64a()
	for _, s := range []string{string(c.Form), string(c.Stance), string(c.Certainty), string(c.Polarity), string(c.Source.Kind), c.Cue.Lemma,
		WriteSpans(c.Source.Spans), WriteSpans(c.Cue.Spans), WriteSpans(c.Content), string(c.LastingParent), string(c.LastingReply),
		string(actors[c.Source.For]), string(actors[c.Addressee])} {
		digest(h, s)
	}
	for _, ids := range [][]sayso.ActorID{c.Source.Actors, c.Via} {
		for _, id := range ids {
			digest(h, string(actors[id]))
		}
		digest(h, "")
	}
	for _, e := range c.Evidence {
		digest(h, string(e.Kind)+WriteSpans(sayso.Spans{e.Span}))
	}
	return sum(h)
}

// Digest is the digest of what one mention tells of an event.
func (m *Mention) Digest() (int64, error) {
	r := m.EventReport
	r.Rule, r.Confidence = "", 0
	b, err := json.Marshal(&r)
	h := fnv.New64a()
	h.Write(b)
	return sum(h), err
}

// EventDigest is the digest of an event: of the digests of its mentions.
func EventDigest(mentions map[sayso.EventID]int64) int64 {
	h := fnv.New64a()
	for _, id := range slices.Sorted(maps.Keys(mentions)) {
		digest(h, string(id))
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(mentions[id])))
	}
	return sum(h)
}

// digest adds a part and where it ends.
func digest(h hash.Hash64, s string) {
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(s))))
	h.Write([]byte(s))
}

func sum(h hash.Hash64) int64 {
	if n := int64(h.Sum64()); n != 0 {
		return n
	}
	return 1
}
