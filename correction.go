package sayso

import (
	"slices"
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
	By      string `json:",omitempty"` // the author; empty where nobody was noted
	At      time.Time
	// Seen is the number of the latest judgement that the author knew of, of whatever
	// (see Desk); 0 when the author does not say.
	Seen int64 `json:"-"`
}

// Words are those that a correction looks for in a reading: the words as they
// were read, of an added claim those that it was added with.
func (c *Correction) Words() Attribution {
	if c.Verdict == Added && c.Is != nil {
		return c.Is.Attribution
	}
	return c.Was
}

// Origin is the words by which a claim is known for good: those that it was
// read with first, whatever an analyst made of them since.
func (c *Claim) Origin() Attribution {
	if c.Correction != nil {
		return c.Correction.Words()
	}
	return c.Attribution()
}
