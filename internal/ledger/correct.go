package ledger

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// sameClaim is how much of their content two readings must share to be of one
// claim: more than half of what either has (Jaccard).
const sameClaim = 0.5

// Corrected returns the analysis with corrections laid over it. Each finds its
// claim by the very same words, else by the content that shares most with it,
// so that it outlives a change of the extractor; a claim that was judged right
// and is not found any more is put back. an is not changed.
func Corrected(an *sayso.Analysis, corrections []sayso.Correction) sayso.Analysis {
	out := *an
	if len(corrections) == 0 {
		return out
	}
	out.Claims = slices.Clone(an.Claims)
	out.Actors = slices.Clone(an.Actors)
	gone := make(map[sayso.ClaimID]sayso.ClaimID) // rejected claims and their parents
	for k, at := range corrected(out.Claims, corrections) {
		c := &corrections[k]
		switch {
		case c.Verdict == sayso.Rejected && at >= 0:
			gone[out.Claims[at].ID] = out.Claims[at].Parent
		case c.Is == nil:
		default:
			if at < 0 {
				out.Claims = append(out.Claims, sayso.Claim{ID: newClaimID(out.Claims)})
				at = len(out.Claims) - 1
			}
			judge(&out, &out.Claims[at], c)
		}
	}
	out.Claims = without(out.Claims, gone)
	return out
}

// corrected gives, for each correction, the index of the claim that it is of;
// -1 for none.
func corrected(claims []sayso.Claim, corrections []sayso.Correction) []int {
	at := make([]int, len(corrections))
	used := make(map[int]bool, len(corrections))
	for k := range corrections {
		if at[k] = find(claims, corrections[k].Words()); at[k] >= 0 {
			used[at[k]] = true
		}
	}
	for k := range corrections {
		if at[k] >= 0 {
			continue
		}
		if at[k] = nearest(claims, corrections[k].Words().Content, used); at[k] >= 0 {
			used[at[k]] = true
		}
	}
	return at
}

// without takes claims out. What stood inside one of them stands inside the
// claim that this one stood in, and nothing replies to it any more.
func without(claims []sayso.Claim, gone map[sayso.ClaimID]sayso.ClaimID) []sayso.Claim {
	if len(gone) == 0 {
		return claims
	}
	claims = slices.DeleteFunc(claims, func(c sayso.Claim) bool { _, ok := gone[c.ID]; return ok })
	for i := range claims {
		c := &claims[i]
		for range gone { // no chain is longer, unless it is a ring
			parent, ok := gone[c.Parent]
			if !ok {
				break
			}
			c.Parent = parent
		}
		if _, ok := gone[c.Parent]; ok {
			c.Parent = ""
		}
		if _, ok := gone[c.RepliesTo]; ok {
			c.RepliesTo = ""
		}
	}
	return claims
}

// judge makes claim what the correction holds it to be.
func judge(an *sayso.Analysis, claim *sayso.Claim, c *sayso.Correction) {
	claim.Correction = c
	claim.Confidence = 1
	if c.Verdict == sayso.Accepted && claim.Attribution().Equal(c.Is.Attribution) {
		return
	}
	j := c.Is
	claim.Form, claim.Stance, claim.Certainty, claim.Polarity = j.Form, j.Stance, j.Certainty, j.Polarity
	claim.Source = sayso.Source{Spans: j.Source, Kind: j.Kind}
	claim.Cue = sayso.Cue{Spans: j.Cue, Lemma: j.Lemma}
	if !slices.Equal(claim.Content, j.Content) {
		claim.Content, claim.Vector = j.Content, nil
	}
	claim.Rule, claim.StanceRule, claim.SpeakerRule = "analyst", "", ""
	for _, name := range j.Speakers {
		claim.Source.Actors = append(claim.Source.Actors, actorNamed(an, name))
	}
}

// actorNamed returns the actor that goes by a name, and adds one where the
// article was read as having none.
func actorNamed(an *sayso.Analysis, name string) sayso.ActorID {
	name = strings.Join(strings.Fields(name), " ")
	for i := range an.Actors {
		a := &an.Actors[i]
		if strings.EqualFold(a.Name, name) || slices.ContainsFunc(a.Aliases, func(s string) bool { return strings.EqualFold(s, name) }) {
			return a.ID
		}
	}
	known := make(map[sayso.ActorID]bool, len(an.Actors))
	for i := range an.Actors {
		known[an.Actors[i].ID] = true
	}
	id := sayso.ActorID("")
	for n := len(an.Actors) + 1; id == "" || known[id]; n++ {
		id = sayso.ActorID("a" + strconv.Itoa(n))
	}
	an.Actors = append(an.Actors, sayso.Actor{ID: id, Name: name, Named: true, Type: sayso.Person})
	return id
}

func newClaimID(claims []sayso.Claim) sayso.ClaimID {
	known := make(map[sayso.ClaimID]bool, len(claims))
	for i := range claims {
		known[claims[i].ID] = true
	}
	for n := len(claims) + 1; ; n++ {
		if id := sayso.ClaimID("c" + strconv.Itoa(n)); !known[id] {
			return id
		}
	}
}

func find(claims []sayso.Claim, words sayso.Attribution) int {
	return slices.IndexFunc(claims, func(c sayso.Claim) bool { return c.Attribution().Equal(words) })
}

func nearest(claims []sayso.Claim, content sayso.Spans, used map[int]bool) int {
	best, most := -1, sameClaim
	for i := range claims {
		if used[i] {
			continue
		}
		if share := jaccard(claims[i].Content, content); share > most {
			best, most = i, share
		}
	}
	return best
}

// jaccard is the bytes that both have over those that either has.
func jaccard(a, b sayso.Spans) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.Len()
		for _, y := range b {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		all += y.Len()
	}
	if all -= both; all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// NameAdded gives the claim that a correction adds its lasting identifier.
func NameAdded(c *sayso.Correction) error {
	if c.Is == nil {
		return incorrect(c, "an added claim needs its words")
	}
	added := sayso.Claim{Source: sayso.Source{Spans: c.Is.Source}, Cue: sayso.Cue{Spans: c.Is.Cue}, Content: c.Is.Content}
	c.Claim = lastingClaim(c.Version, claimKey(&added), 0)
	return nil
}

// FillCorrection fills in what a correction leaves out: from the one that it
// follows, and from the claim as it stands. Either may be nil, not both.
func FillCorrection(c, before *sayso.Correction, row *sayso.ClaimRow) {
	if before == nil {
		c.Version, c.Was = row.Version, row.Attribution()
	} else {
		c.Version, c.Was = before.Version, before.Was
		if before.Verdict == sayso.Added && (c.Verdict == sayso.Mended || c.Verdict == sayso.Accepted) {
			// It stays one that was missed, known by the words that it was added with.
			c.Was = before.Is.Attribution
		}
		if c.Is == nil {
			c.Is = before.Is
		}
	}
	if c.Is == nil && row != nil {
		c.Is = row.Judge()
	}
}

// CheckCorrection refuses a correction that makes no sense in the text that the
// claim stands in. A claim that is no claim, or whose correction is taken back,
// is not judged: Is is left out.
func CheckCorrection(c *sayso.Correction, text string) error {
	switch c.Verdict {
	case sayso.Rejected, sayso.Withdrawn:
		c.Is = nil
		return nil
	case sayso.Accepted, sayso.Mended, sayso.Added:
	default:
		return incorrect(c, "%q is no verdict", c.Verdict)
	}
	switch {
	case c.Is == nil:
		return incorrect(c, "say how the claim should read")
	case len(c.Is.Content) == 0:
		return incorrect(c, "a claim without content")
	}
	for _, spans := range []sayso.Spans{c.Is.Source, c.Is.Cue, c.Is.Content} {
		if s, wrong := misplaced(spans, text); wrong {
			return incorrect(c, "%s is no piece of the text, or out of order", s)
		}
	}
	switch {
	case !slices.Contains(sayso.Stances, c.Is.Stance):
		return incorrect(c, "%q is no stance", c.Is.Stance)
	case !slices.Contains(sayso.SourceKinds, c.Is.Kind):
		return incorrect(c, "%q is no kind of source", c.Is.Kind)
	case c.Is.Form != sayso.Direct && c.Is.Form != sayso.Indirect && c.Is.Form != sayso.Mixed:
		return incorrect(c, "%q is no form", c.Is.Form)
	}
	return nil
}

// misplaced finds a piece that cannot be cut from text, or does not follow the
// one before it.
func misplaced(spans sayso.Spans, text string) (sayso.Span, bool) {
	end := 0
	for _, s := range spans {
		if s.Empty() || s.Start < end || !isPiece(s, text) {
			return s, true
		}
		end = s.End
	}
	return sayso.Span{}, false
}

func incorrect(c *sayso.Correction, format string, args ...any) error {
	return sayso.Errorf("correct claim", string(c.Claim), sayso.Invalid, format, args...)
}

// Repeats reports whether a correction says what stands already: standing has the
// same words of the same author, or nothing that could be taken back.
func Repeats(c *sayso.Correction, standing []sayso.Correction) bool {
	for i := range standing {
		if standing[i].Claim == c.Claim {
			was := standing[i]
			was.At, was.Seen = c.At, c.Seen
			return reflect.DeepEqual(was, *c)
		}
	}
	return c.Verdict == sayso.Withdrawn
}
