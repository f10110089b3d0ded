// Package stages lists every stage that can be trained.
package stages

import (
	"sayso"
	"sayso/internal/learn"
	"sayso/internal/learn/claims"
	"sayso/internal/learn/coref"
	"sayso/internal/learn/encode"
	"sayso/internal/learn/events"
	"sayso/internal/learn/names"
	"sayso/internal/learn/syntax"
)

// All returns the stages in the order of training.
func All() []learn.Stage {
	return []learn.Stage{
		syntax.Stage{},
		names.Stage{},
		coref.Stage{},
		claims.Stage{},
		events.Stage{},
		encode.Stage{},
	}
}

// Find returns the stage of that name.
func Find(name string) (learn.Stage, error) {
	for _, s := range All() {
		if s.Name() == name {
			return s, nil
		}
	}
	err := sayso.Errorf("train", name, sayso.NotFound, "there is no such stage")
	names := ""
	for _, s := range All() {
		names += " " + s.Name()
	}
	return nil, err.Advise("the stages are:" + names)
}
