package claim

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// Rules finds attributions by cues and quotation marks.
type Rules struct{}

// NewRules returns the rules.
func NewRules() *Rules { return &Rules{} }

var said = map[string]string{"said": "say", "says": "say", "stated": "state", "affirmed": "affirm", "told": "tell", "added": "add", "asserted": "assert", "wrote": "write", "warned": "warn", "contended": "contend", "suggested": "suggest", "indicated": "indicate"}

// Find implements Finder.
func (r *Rules) Find(d *nlp.Doc, aside []nlp.Range) []Attribution {
	var out []Attribution
	names := make(map[int]nlp.Range, 2*len(d.Names))
	for _, n := range d.Names {
		names[-n.End] = n.Range
		names[n.First+1] = n.Range
	}
	for _, s := range d.Sentences {
		for i := s.First; i < s.End; i++ {
			lemma, ok := said[strings.ToLower(d.Word(i))]
			if !ok {
				continue
			}
			src, ok := names[-i]
			if !ok && i > s.First && pronoun(d.Word(i-1)) {
				src, ok = nlp.Range{First: i - 1, End: i}, true
			}
			after := i + 1
			if !ok {
				if src, ok = names[i+2]; ok {
					after = src.End
				}
			}
			if !ok {
				continue
			}
			a := Attribution{Source: []nlp.Range{src}, Cue: []nlp.Range{{First: i, End: i + 1}}, Lemma: lemma, Form: sayso.Indirect, Parent: -1, Rule: "verb", Confidence: 0.5}
			before := nlp.Range{First: s.First, End: min(src.First, i)}
			if before.Len() > 2 && d.Word(before.End-1) == "," || before.Len() > 2 && strings.ContainsAny(d.Word(before.End-1), "”\"") {
				if d.Word(before.End-1) == "," {
					before.End--
				}
				a.Content = append(a.Content, before)
			}
			rest := nlp.Range{First: after, End: s.End}
			for rest.Len() > 0 && strings.ContainsAny(d.Word(rest.First), ",:") {
				rest.First++
			}
			for rest.Len() > 0 && d.Word(rest.End-1) == "." {
				rest.End--
			}
			if len(a.Content) == 0 && rest.Len() > 1 {
				a.Content = append(a.Content, rest)
			}
			if len(a.Content) == 0 {
				continue
			}
			for _, q := range d.Quotes {
				if q.First <= a.Content[0].First && a.Content[0].First < q.End {
					a.Form = sayso.Direct
				}
			}
			out = append(out, a)
			break
		}
	}
	return out
}

func pronoun(w string) bool {
	switch strings.ToLower(w) {
	case "he", "she", "they", "i", "we", "it":
		return true
	}
	return false
}

// CueJudge reads the stance from the cue.
type CueJudge struct{}

// NewCueJudge returns a CueJudge.
func NewCueJudge() *CueJudge { return &CueJudge{} }

// Judge implements Judge.
func (*CueJudge) Judge(d *nlp.Doc, a *Attribution) Verdict {
	return Verdict{sayso.Asserts, sayso.Certain, sayso.Positive}
}
