package export

import (
	"strings"

	"sayso"
)

// Correction is what an analyst says of a claim. Spans count in the text of
// the version named.
type Correction struct {
	Claim   string  `json:"claim"`
	Version string  `json:"version"`
	Verdict string  `json:"verdict"`
	At      string  `json:"at"`
	Note    *string `json:"note"`
	Was     *Parts  `json:"was"`
	Is      *Judged `json:"is"`
}

// Parts is the words of a claim.
type Parts struct {
	Source  Words `json:"source"`
	Cue     Words `json:"cue"`
	Content Words `json:"content"`
}

// Judged is a claim as the analyst holds it to be.
type Judged struct {
	Parts
	Form      string   `json:"form"`
	Kind      string   `json:"kind"`
	Stance    string   `json:"stance"`
	Certainty string   `json:"certainty"`
	Polarity  string   `json:"polarity"`
	Speakers  []string `json:"speakers"`
}

// CorrectionColumns head the CSV form.
var CorrectionColumns = []string{"claim", "version", "verdict", "at", "source", "cue", "content", "stance", "speakers", "note"}

// NewCorrection makes the JSON object of a correction over the text of its version.
func NewCorrection(c *sayso.Correction, text string) Correction {
	points := sayso.NewPoints(text)
	parts := func(a sayso.Attribution) Parts {
		words := func(s sayso.Spans) Words { return Words{pairs(points.Spans(s)), s.In(text)} }
		return Parts{words(a.Source), words(a.Cue), words(a.Content)}
	}
	out := Correction{Claim: string(c.Claim), Version: string(c.Version), Verdict: string(c.Verdict), At: c.At.UTC().Format("2006-01-02T15:04:05Z"), Note: null(c.Note)}
	if c.Verdict != sayso.Added {
		was := parts(c.Was)
		out.Was = &was
	}
	if j := c.Is; j != nil {
		out.Is = &Judged{parts(j.Attribution), string(j.Form), string(j.Kind), string(j.Stance), string(j.Certainty), string(j.Polarity), list(j.Speakers)}
	}
	return out
}

// CSV gives the correction's fields in the order of CorrectionColumns: the
// words that are held right, or, of a rejected claim, those that were read.
func (c Correction) CSV() []string {
	parts, stance, speakers := c.Was, "", ""
	if c.Is != nil {
		parts, stance, speakers = &c.Is.Parts, c.Is.Stance, strings.Join(c.Is.Speakers, "; ")
	}
	if parts == nil {
		parts = new(Parts)
	}
	return []string{c.Claim, c.Version, c.Verdict, c.At, parts.Source.Text, parts.Cue.Text, parts.Content.Text, stance, speakers, deref(c.Note)}
}
