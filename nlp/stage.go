package nlp

import (
	"fmt"
	"slices"

	"sayso"
)

// Stage sets some layers of a document. Apply never fails, whatever the text,
// and keeps nothing: it is safe to call from many goroutines, each with its
// own Doc.
type Stage interface {
	Apply(*Doc)
}

// StageFunc is a function that is a Stage.
type StageFunc func(*Doc)

// Apply calls f.
func (f StageFunc) Apply(d *Doc) { f(d) }

// Layer is one kind of thing that a stage sets and others build on.
type Layer string

const (
	Tokens    Layer = "tokens"
	Sentences Layer = "sentences" // and paragraphs
	Quotes    Layer = "quotes"
	Tags      Layer = "tags" // UPOS, XPOS and morphology
	Lemmas    Layer = "lemmas"
	Trees     Layer = "trees"   // heads and relations
	Context   Layer = "context" // scores of an encoder
	Names     Layer = "names"
	Chains    Layer = "chains"
)

// Step is a stage with what it needs and what it sets.
type Step struct {
	Name  string
	Stage Stage
	Needs []Layer
	Sets  []Layer
}

// Pipeline is steps in order. It is itself a Stage.
type Pipeline struct{ steps []Step }

// NewPipeline puts steps in order. It refuses a step whose needs no earlier
// step sets, and one that sets again what is set already.
func NewPipeline(steps ...Step) (*Pipeline, error) {
	var have []Layer
	for i, s := range steps {
		for _, l := range s.Needs {
			if slices.Contains(have, l) {
				continue
			}
			err := sayso.Errorf("build pipeline", s.Name, sayso.Invalid, "it needs %s, which no step before it sets", l)
			for _, later := range steps[i+1:] {
				if slices.Contains(later.Sets, l) {
					return nil, err.Advise(fmt.Sprintf("put it after %s", later.Name))
				}
			}
			return nil, err
		}
		for _, l := range s.Sets {
			if slices.Contains(have, l) {
				return nil, sayso.Errorf("build pipeline", s.Name, sayso.Invalid, "it sets %s, which a step before it has set", l)
			}
		}
		have = append(have, s.Sets...)
	}
	return &Pipeline{steps: slices.Clone(steps)}, nil
}

// Apply runs the steps in order.
func (p *Pipeline) Apply(d *Doc) {
	for _, s := range p.steps {
		s.Stage.Apply(d)
	}
}

// Steps returns the steps in order.
func (p *Pipeline) Steps() []Step { return slices.Clone(p.steps) }
