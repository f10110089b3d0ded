package sayso

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Verdict is what an analyst says of a claim.
type Verdict string

const (
	Accepted  Verdict = "accepted"  // it is right as it was read
	Mended    Verdict = "mended"    // it is a claim, and Judged says how it should read
	Added     Verdict = "added"     // it was missed
	Rejected  Verdict = "rejected"  // it is no claim
	Withdrawn Verdict = "withdrawn" // what was said of it before is taken back
)

// Attribution is the words of a claim: source, cue and content.
type Attribution struct{ Source, Cue, Content Spans }

// Attribution returns the words of the claim.
func (c *Claim) Attribution() Attribution { return Attribution{c.Source.Spans, c.Cue.Spans, c.Content} }

// Equal reports whether both have the same words.
func (a Attribution) Equal(b Attribution) bool {
	return slices.Equal(a.Source, b.Source) && slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
}

// Judged is a claim as an analyst holds it to be.
type Judged struct {
	Attribution
	Form      Form
	Kind      SourceKind
	Lemma     string // of the cue
	Stance    Stance
	Certainty Certainty
	Polarity  Polarity
	Speakers  []string // names; those of the article's actors mean these
}

// Judge returns the claim as it stands, as a starting point for a judgement.
func (r *ClaimRow) Judge() *Judged {
	j := &Judged{Attribution: r.Attribution(), Form: r.Form, Kind: r.Source.Kind, Lemma: r.Cue.Lemma, Stance: r.Stance, Certainty: r.Certainty, Polarity: r.Polarity}
	for _, s := range r.Speakers {
		j.Speakers = append(j.Speakers, s.Name)
	}
	return j
}

// Correction is an analyst's word on one claim. It is kept beside what was
// read, never in its place: taking it back shows the reading again, and
// another reading of the same text is corrected anew.
type Correction struct {
	Version VersionID
	Claim   ClaimID // its lasting identifier
	Verdict Verdict
	Was     Attribution // the words as they were read; none when Added
	Is      *Judged     // nil when Rejected or Withdrawn
	Note    string
	At      time.Time
}

// words are those that a correction looks for in a reading.
func (c *Correction) words() Attribution {
	if c.Verdict == Added && c.Is != nil {
		return c.Is.Attribution
	}
	return c.Was
}

// Origin is the words by which a claim is known for good: those that it was
// read with first, whatever an analyst made of them since.
func (c *Claim) Origin() Attribution {
	if c.Correction != nil {
		return c.Correction.words()
	}
	return c.Attribution()
}

// sameClaim is how much of their content two readings must share to be of one
// claim: more than half of what either has (Jaccard).
const sameClaim = 0.5

// Corrected returns the analysis with corrections laid over it. Each finds its
// claim by the very same words, else by the content that shares most with it,
// so that it outlives a change of the extractor; a claim that was judged right
// and is not found any more is put back. an is not changed.
func (an *Analysis) Corrected(corrections []Correction) Analysis {
	out := *an
	if len(corrections) == 0 {
		return out
	}
	out.Claims = slices.Clone(an.Claims)
	out.Actors = slices.Clone(an.Actors)
	taken := make([]int, len(corrections)) // index of the claim, -1 for none
	used := make(map[int]bool, len(corrections))
	for exact := range 2 {
		for k := range corrections {
			if exact == 0 {
				taken[k] = find(out.Claims, corrections[k].words())
			} else if taken[k] < 0 {
				taken[k] = nearest(out.Claims, corrections[k].words().Content, used)
			}
			if taken[k] >= 0 {
				used[taken[k]] = true
			}
		}
	}
	gone := make(map[ClaimID]ClaimID) // rejected claims and their parents
	for k := range corrections {
		c, at := &corrections[k], taken[k]
		switch {
		case c.Verdict == Rejected && at >= 0:
			gone[out.Claims[at].ID] = out.Claims[at].Parent
		case c.Is == nil:
		default:
			if at < 0 {
				out.Claims = append(out.Claims, Claim{ID: newClaimID(out.Claims)})
				at = len(out.Claims) - 1
			}
			out.judge(&out.Claims[at], c)
		}
	}
	if len(gone) > 0 {
		out.Claims = slices.DeleteFunc(out.Claims, func(c Claim) bool { _, ok := gone[c.ID]; return ok })
		for i := range out.Claims {
			c := &out.Claims[i]
			for parent, ok := gone[c.Parent]; ok; parent, ok = gone[c.Parent] {
				c.Parent = parent
			}
			if _, ok := gone[c.RepliesTo]; ok {
				c.RepliesTo = ""
			}
		}
	}
	return out
}

// judge makes claim what the correction holds it to be.
func (an *Analysis) judge(claim *Claim, c *Correction) {
	claim.Correction = c
	claim.Confidence = 1
	if c.Verdict == Accepted && claim.Attribution().Equal(c.Is.Attribution) {
		return
	}
	j := c.Is
	claim.Form, claim.Stance, claim.Certainty, claim.Polarity = j.Form, j.Stance, j.Certainty, j.Polarity
	claim.Source = Source{Spans: j.Source, Kind: j.Kind}
	claim.Cue = Cue{Spans: j.Cue, Lemma: j.Lemma}
	claim.Content = j.Content
	claim.Rule = "analyst"
	for _, name := range j.Speakers {
		claim.Source.Actors = append(claim.Source.Actors, an.actorNamed(name))
	}
}

// actorNamed returns the actor that goes by a name, and adds one where the
// article was read as having none.
func (an *Analysis) actorNamed(name string) ActorID {
	name = strings.Join(strings.Fields(name), " ")
	for i := range an.Actors {
		a := &an.Actors[i]
		if strings.EqualFold(a.Name, name) || slices.ContainsFunc(a.Aliases, func(s string) bool { return strings.EqualFold(s, name) }) {
			return a.ID
		}
	}
	known := make(map[ActorID]bool, len(an.Actors))
	for i := range an.Actors {
		known[an.Actors[i].ID] = true
	}
	id := ActorID("")
	for n := len(an.Actors) + 1; id == "" || known[id]; n++ {
		id = ActorID("a" + strconv.Itoa(n))
	}
	an.Actors = append(an.Actors, Actor{ID: id, Name: name, Named: true, Type: Person})
	return id
}

func newClaimID(claims []Claim) ClaimID {
	known := make(map[ClaimID]bool, len(claims))
	for i := range claims {
		known[claims[i].ID] = true
	}
	for n := len(claims) + 1; ; n++ {
		if id := ClaimID("c" + strconv.Itoa(n)); !known[id] {
			return id
		}
	}
}

func find(claims []Claim, words Attribution) int {
	return slices.IndexFunc(claims, func(c Claim) bool { return c.Attribution().Equal(words) })
}

func nearest(claims []Claim, content Spans, used map[int]bool) int {
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
func jaccard(a, b Spans) float64 {
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
