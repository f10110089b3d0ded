package extract

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/extract/event"
	"sayso/internal/extract/when"
	"sayso/nlp"
)

// Stages whose rules have names.
const (
	claimStage  = "claim"
	stanceStage = "stance"
	timeStage   = "time"
	eventStage  = "event"
)

// NamedRules lists the rules that have names, each as STAGE/RULE, in the order in
// which they are asked: those that readings name, and those by which words count as
// acts. Patterns of events come besides, each as event/FILE:LINE: readings and
// docs/events.md tell which.
func NamedRules() []string {
	var out []string
	for _, s := range []struct {
		stage string
		rules []string
	}{{claimStage, claim.FinderRules}, {stanceStage, claim.StanceRules()}, {timeStage, when.RuleNames()}, {eventStage, event.SpeechRules()}} {
		for _, r := range s.rules {
			out = append(out, s.stage+"/"+r)
		}
	}
	return out
}

// Times finds the time expressions of a text that was written on a day.
func (x *Extractor) Times(text string, written sayso.Date) []sayso.When {
	return x.stages.Timer.Time(&nlp.Doc{Text: text}, &sayso.Article{Text: text, Published: written}, nil).Times
}

// without returns an Extractor that leaves rules out.
func (x *Extractor) without(names []string) (*Extractor, error) {
	off := map[string]map[string]bool{claimStage: {}, stanceStage: {}, timeStage: {}, eventStage: {}}
	known := NamedRules()
	for _, name := range names {
		stage, rule, _ := strings.Cut(name, "/")
		if stage != eventStage && !slices.Contains(known, name) {
			return nil, sayso.Errorf("leave out", name, sayso.Invalid, "there is no such rule").Advise("the rules are: " + strings.Join(known, " ") + fmt.Sprintf(" %s/FILE:LINE", eventStage))
		}
		off[stage][rule] = true
	}
	s := x.stages
	switch f := s.Finder.(type) {
	case *trained.Finder:
		s.Finder = f.Without(off[claimStage])
	case *claim.Rules:
		s.Finder = f.Without(off[claimStage])
	}
	if j, ok := s.Judge.(*claim.CueJudge); ok {
		s.Judge = j.Without(off[stanceStage])
	}
	if t, ok := s.Timer.(when.Rules); ok {
		s.Timer = t.Without(off[timeStage])
	}
	if coder, ok := s.Coder.(*event.Rules); ok && len(off[eventStage]) > 0 {
		var err error
		if s.Coder, err = coder.Without(off[eventStage]); err != nil {
			return nil, err
		}
	}
	s.Manner.Without = strings.Join(slices.Sorted(slices.Values(names)), " ")
	return with(s), nil
}
