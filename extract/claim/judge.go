package claim

import (
	"sayso"
	"sayso/nlp"
)

// CueJudge reads the stance from the cue.
type CueJudge struct{}

// NewCueJudge returns a CueJudge.
func NewCueJudge() *CueJudge { return &CueJudge{} }

// Judge implements Judge.
func (*CueJudge) Judge(d *nlp.Doc, a *Attribution) Verdict {
	return Verdict{sayso.Asserts, sayso.Certain, sayso.Positive}
}
