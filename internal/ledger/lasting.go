package ledger

import (
	"strconv"
	"strings"

	"sayso"
)

// Why an actor of one reading is the lasting actor that it is linked to. The
// words are shown to readers.
const (
	// sameKnown: both are the same actor of the knowledge file.
	sameKnown = "same known actor"
	// sameFullName: the type and the folded full name are equal.
	sameFullName = "same full name"
	// OwnArticle: the words alone do not say who is meant, so the actor is
	// known inside its version only.
	OwnArticle = "known in this article only"
)

// lastingActor names an actor over all articles where its name allows it: a
// person by a full name, anything else by any name. "Reyes" and "a senior
// official" stay with their version, however often the words recur; nth tells
// two of them in one version apart. Who is known is one actor under all names, and
// apart from namesakes that are not known. A country or an office in one article
// and not in another parts nobody: an analyst may (see Identify).
func lastingActor(v sayso.VersionID, a *sayso.Actor, key string, nth int) (id sayso.ActorID, reason string) {
	if a.Known != "" {
		return sayso.KnownActor(a.Known), sameKnown
	}
	if a.Named && key != "" && (a.Type != sayso.Person || fullName(key)) {
		return sayso.ActorID(sayso.DeriveID("ac", string(a.Type), key)), sameFullName
	}
	return sayso.ActorID(sayso.DeriveID("ac", string(v), string(a.Type), key, strconv.Itoa(nth))), OwnArticle
}

// lastingClaims names the claims of one version, by their local identifiers. A
// claim is named by where it stands, so that another reading of the same words
// gets the same name whatever it makes of them.
func lastingClaims(v sayso.VersionID, claims []sayso.Claim) map[sayso.ClaimID]sayso.ClaimID {
	out := make(map[sayso.ClaimID]sayso.ClaimID, len(claims))
	seen := make(map[string]int, len(claims)) // tells claims with the very same spans apart
	for i := range claims {
		key := claimKey(&claims[i])
		out[claims[i].ID] = lastingClaim(v, key, seen[key])
		seen[key]++
	}
	return out
}

func lastingClaim(v sayso.VersionID, key string, nth int) sayso.ClaimID {
	return sayso.ClaimID(sayso.DeriveID("cl", string(v), key, strconv.Itoa(nth)))
}

func claimKey(c *sayso.Claim) string {
	words := c.Origin()
	return WriteSpans(words.Source) + ";" + WriteSpans(words.Cue) + ";" + WriteSpans(words.Content)
}

// WriteSpans gives "12-20,31-40"; "" for none.
func WriteSpans(s sayso.Spans) string {
	if len(s) == 0 {
		return ""
	}
	b := make([]byte, 0, 12*len(s))
	for i, p := range s {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(p.Start), 10)
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(p.End), 10)
	}
	return string(b)
}

// ReadSpans reads what WriteSpans writes.
func ReadSpans(s string) (sayso.Spans, error) {
	if s == "" {
		return nil, nil
	}
	out := make(sayso.Spans, 0, strings.Count(s, ",")+1)
	for piece := range strings.SplitSeq(s, ",") {
		from, to, _ := strings.Cut(piece, "-")
		start, err := strconv.Atoi(from)
		if err != nil {
			return nil, err
		}
		end, err := strconv.Atoi(to)
		if err != nil {
			return nil, err
		}
		out = append(out, sayso.Span{Start: start, End: end})
	}
	return out, nil
}
