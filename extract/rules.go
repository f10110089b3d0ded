package extract

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/extract/actor"
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/extract/event"
	"sayso/internal/extract/known"
	"sayso/internal/extract/reply"
	"sayso/internal/extract/when"
	"sayso/nlp"
)

// Stages whose rules have names.
const (
	claimStage   = "claim"
	stanceStage  = "stance"
	timeStage    = "time"
	speakerStage = "speaker"
	knownStage   = "known"
	replyStage   = "reply"
	eventStage   = "event"
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
	}{{claimStage, claim.FinderRules}, {stanceStage, claim.StanceRules()}, {timeStage, when.RuleNames()}, {speakerStage, actor.RuleNames()}, {knownStage, known.RuleNames()}, {replyStage, reply.RuleNames()}, {eventStage, event.SpeechRules()}} {
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
	off := map[string]map[string]bool{claimStage: {}, stanceStage: {}, timeStage: {}, speakerStage: {}, knownStage: {}, replyStage: {}, eventStage: {}}
	all := NamedRules()
	for _, name := range names {
		stage, rule, _ := strings.Cut(name, "/")
		if stage != eventStage && !slices.Contains(all, name) {
			return nil, sayso.Errorf("leave out", name, sayso.Invalid, "there is no such rule").Advise("the rules are: " + strings.Join(all, " ") + fmt.Sprintf(" %s/FILE:LINE", eventStage))
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
	if c, ok := s.Caster.(*actor.Rules); ok {
		s.Caster = c.Without(off[speakerStage])
	}
	if k, ok := s.Knower.(*known.Rules); ok {
		s.Knower = k.Without(off[knownStage])
	}
	if l, ok := s.Linker.(*reply.Rules); ok {
		s.Linker = l.Without(off[replyStage])
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
