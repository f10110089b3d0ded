package claim

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// CueJudge reads the speaker's commitment from the cue's table entry, turned
// round by negation ("did not say", "does not believe", "never denied") and
// softened by modals in the cue or at the head of the content ("may be",
// "is likely to"). It is safe for parallel use.
type CueJudge struct{ verdicts map[string]Verdict }

// NewCueJudge returns a judge over the built-in tables.
func NewCueJudge() *CueJudge {
	j := &CueJudge{make(map[string]Verdict, 800)}
	for line := range lines(verbTable) {
		col := strings.Split(line, "\t")
		w, _, _ := strings.Cut(col[0], " ")
		w = strings.TrimRight(strings.TrimSuffix(w, "/n"), "+")
		j.verdicts[w] = readCue(col[1:]).verdict
	}
	for line := range lines(nounTable) {
		col := strings.Split(line, "\t")
		w, _, _ := strings.Cut(col[0], " ")
		if _, ok := j.verdicts[w]; !ok {
			j.verdicts[w] = readCue(col[2:]).verdict
		}
	}
	return j
}

// Judge implements Judge. What no table has is asserted.
func (j *CueJudge) Judge(d *nlp.Doc, a *Attribution) Verdict {
	v, ok := j.verdicts[a.Lemma]
	if !ok {
		v = Verdict{sayso.Asserts, sayso.Certain, sayso.Positive}
	}
	m := cueModifiers(d, a.Cue)
	if m.refuses {
		return Verdict{sayso.Declines, sayso.UnknownCertainty, sayso.UnknownPolarity}
	}
	if m.negated {
		v = negate(v, a.Lemma)
	}
	if v.Certainty == sayso.Certain || v.Certainty == sayso.Probable {
		v.Certainty = weaker(v.Certainty, contentCertainty(d, a.Content))
	}
	if m.hearsay && v.Certainty == sayso.Certain {
		v.Certainty = sayso.Probable
	}
	return v
}

// negate is what a negated cue commits to: who does not say leaves it open,
// who does not believe doubts, who does not deny leaves it open.
func negate(v Verdict, lemma string) Verdict {
	switch v.Stance {
	case sayso.Denies, sayso.Doubts, sayso.Refuses:
		return Verdict{sayso.Asserts, sayso.Possible, sayso.UnknownPolarity}
	case sayso.Praises:
		return Verdict{sayso.Condemns, v.Certainty, sayso.Negative}
	case sayso.Pledges, sayso.Demands, sayso.Requests, sayso.Proposes:
		return Verdict{sayso.Refuses, v.Certainty, sayso.Negative}
	case sayso.Predicts:
		return Verdict{sayso.Doubts, sayso.Probable, sayso.Negative}
	}
	switch lemma {
	case "think", "believe", "expect", "see", "agree", "feel", "trust", "buy", "consider", "convinced", "sure", "certain", "belief", "view":
		return Verdict{sayso.Doubts, sayso.Probable, sayso.Negative}
	case "say", "specify", "disclose", "reveal", "elaborate", "comment", "respond", "answer", "reply", "explain", "clarify":
		return Verdict{sayso.Declines, sayso.UnknownCertainty, sayso.UnknownPolarity}
	}
	return Verdict{v.Stance, sayso.UnknownCertainty, sayso.UnknownPolarity}
}

type modifiers struct {
	negated bool // not, never, no
	refuses bool // declined to, refused to, would not
	hearsay bool // reportedly, allegedly
}

func cueModifiers(d *nlp.Doc, cue []nlp.Range) modifiers {
	var m modifiers
	for _, r := range cue {
		for i := r.First; i < r.End; i++ {
			switch strings.ToLower(d.Word(i)) {
			case "not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly":
				m.negated = !m.negated
			case "declined", "declines", "refused", "refuses", "declining", "refusing":
				m.refuses = i+1 < r.End
			case "reportedly", "allegedly", "supposedly", "apparently":
				m.hearsay = true
			}
		}
	}
	return m
}

// contentCertainty looks at the first verb of the content for a modal.
func contentCertainty(d *nlp.Doc, content []nlp.Range) sayso.Certainty {
	if len(content) == 0 {
		return sayso.Certain
	}
	r := content[0]
	for i := r.First; i < min(r.End, r.First+16); i++ {
		switch strings.ToLower(d.Word(i)) {
		case "may", "might", "could", "perhaps", "maybe", "possibly", "possible", "conceivably":
			return sayso.Possible
		case "likely", "probably", "should", "presumably", "expected", "unlikely":
			return sayso.Probable
		case "is", "was", "are", "were", "has", "had", "have", "will", "would", "did", "does", "be":
			// "is likely to": look one word further.
			if i+1 < r.End {
				switch strings.ToLower(d.Word(i + 1)) {
				case "likely", "probably", "unlikely", "expected":
					return sayso.Probable
				}
			}
			return sayso.Certain
		}
	}
	return sayso.Certain
}

func weaker(a, b sayso.Certainty) sayso.Certainty {
	rank := func(c sayso.Certainty) int {
		switch c {
		case sayso.Certain:
			return 2
		case sayso.Probable:
			return 1
		}
		return 0
	}
	if rank(b) < rank(a) {
		return b
	}
	return a
}
