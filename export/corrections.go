package export

import "sayso"

// Correction is what an analyst says of a claim. Spans count in the text of
// the version named.
type Correction struct {
	Claim   string  `json:"claim"`
	Version string  `json:"version"`
	Verdict string  `json:"verdict"`
	At      string  `json:"at"`
	By      *string `json:"by"`
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

// NewCorrection makes the JSON object of a correction over the text of its version.
func NewCorrection(c *sayso.Correction, text string) Correction {
	points := sayso.NewPoints(text)
	parts := func(a sayso.Attribution) Parts {
		words := func(s sayso.Spans) Words { return Words{pairs(points.Spans(s)), s.In(text)} }
		return Parts{words(a.Source), words(a.Cue), words(a.Content)}
	}
	out := Correction{Claim: string(c.Claim), Version: string(c.Version), Verdict: string(c.Verdict), At: c.At.UTC().Format("2006-01-02T15:04:05Z"), By: null(c.By), Note: null(c.Note)}
	if c.Verdict != sayso.Added {
		was := parts(c.Was)
		out.Was = &was
	}
	if j := c.Is; j != nil {
		out.Is = &Judged{parts(j.Attribution), string(j.Form), string(j.Kind), string(j.Stance), string(j.Certainty), string(j.Polarity), list(j.Speakers)}
	}
	return out
}

// Corrections are what analysts say of claims.
func Corrections() *Schema {
	var c columns[Correction]
	c.text("claim", "lasting identifier of the claim", func(r *Correction) string { return r.Claim })
	c.text("version", "identifier of the version that it stands in", func(r *Correction) string { return r.Version })
	c.text("verdict", "`accepted`, `rejected`, `mended`, `added` or `withdrawn`", func(r *Correction) string { return r.Verdict })
	c.date("at", "when that was said", func(r *Correction) *string { return &r.At })
	c.optional("by", "who said it; nothing where nobody was noted", func(r *Correction) *string { return r.By })
	c.text("source", "the words that are held right; of a rejected claim, those that were read", func(r *Correction) string { return r.held().Source.Text })
	c.text("cue", "likewise", func(r *Correction) string { return r.held().Cue.Text })
	c.text("content", "likewise", func(r *Correction) string { return r.held().Content.Text })
	c.optional("stance", "the stance that is held right", func(r *Correction) *string {
		if r.Is == nil {
			return nil
		}
		return &r.Is.Stance
	})
	c.list("speakers", "who speaks, by what is held right", func(r *Correction) []string {
		if r.Is == nil {
			return nil
		}
		return r.Is.Speakers
	})
	c.optional("note", "why", func(r *Correction) *string { return r.Note })
	return &Schema{"corrections", "what an analyst says of a claim", c}
}

// held is the words that are held right, or, of a rejected claim, those that
// were read.
func (c *Correction) held() Parts {
	switch {
	case c.Is != nil:
		return c.Is.Parts
	case c.Was != nil:
		return *c.Was
	}
	return Parts{}
}
