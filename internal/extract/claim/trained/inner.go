package trained

import (
	"math"
	"slices"
	"strings"

	"sayso/internal/extract/claim"
)

// Claims inside others come from the rules, since a token has one label. What
// speaks for one of them is weighed like what speaks for an outer one.

// InnerSize is how many numbers speak for a claim inside another.
const InnerSize = 24

// InnerEvidence is what speaks for a claim inside another, in numbers. The
// first is 1.
type InnerEvidence [InnerSize]float32

// Chance is how likely the claim is one that a reader would mark.
func (e *InnerEvidence) Chance(w []float32) float64 {
	var z float32
	for i, v := range e {
		z += v * w[i]
	}
	return math.Round(100/(1+math.Exp(-float64(z)))) / 100
}

// idle reports whether the cue is denied and has a thing for its content: who
// "does not ask permission" says nothing.
func (e *InnerEvidence) idle() bool {
	object := slices.Index(innerRules, "verb:object")
	return e[1+object] > 0 && e[1+len(innerRules)+4] > 0
}

// minInner is the chance that a claim inside another must have to be told.
const minInner = 0.35

// innerRules are the beginnings of rules' names that count by themselves, the
// longest first.
var innerRules = []string{"verb:that", "verb:clause", "verb:quote", "verb:to", "verb:object", "verb:wh", "verb:", "passive", "noun", "ing"}

// Inner gathers what speaks for a as a claim inside another.
func (s Scene) Inner(a *claim.Attribution) InnerEvidence {
	var e InnerEvidence
	e[0] = 1
	for k, name := range innerRules {
		if strings.HasPrefix(a.Rule, name) {
			e[1+k] = 1
			break
		}
	}
	at := 1 + len(innerRules)
	if len(a.Cue) > 0 {
		h := s.headOf(a.Cue[0])
		t := s.at(h)
		e[at] = float32(t.lex) / 7
		for bit := range 3 { // communication, cognition, emotion
			if t.pos == posVerb && t.fields>>bit&1 > 0 {
				e[at+1+bit] = 1
			}
		}
		for i := a.Cue[0].First; i < a.Cue[0].End; i++ {
			switch strings.ToLower(s.d.Word(i)) {
			case "not", "n't", "n’t", "never", "no":
				e[at+4] = 1
			case "will", "would", "can", "could", "may", "might", "should", "ca", "wo", "'ll":
				e[at+5] = 1
			}
		}
	}
	if len(a.Source) > 0 {
		e[at+6] = 1
		switch strings.ToLower(s.d.Words(a.Source[0])) {
		case "i", "we":
			e[at+7] = 1
		case "you", "it", "that", "this", "which", "what", "who":
			e[at+8] = 1
		case "he", "she", "they":
			e[at+9] = 1
		default:
			if s.at(s.headOf(a.Source[0])).name > 0 {
				e[at+10] = 1
			}
		}
	}
	e[at+11] = float32(math.Log(float64(size(a.Content) + 1)))
	if s.at(a.Content[0].First).quote > 0 {
		e[at+12] = 1
	}
	return e
}
