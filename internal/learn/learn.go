// Package learn is the frame that every stage's training stands in. Each
// stage that learns is a [Stage], trained from the corpora folder into one
// model file; package stages lists them.
//
// Training is deterministic: the same corpora, options and program give the
// same bytes. It runs on one core.
package learn

import (
	"context"
	"io/fs"

	"sayso/internal/nlp/model"
)

// Stage can be trained.
type Stage interface {
	// Name is the word after `sayso train`, and the model's stage.
	Name() string
	// About is one line for people: what is learnt, from what.
	About() string
	// Train learns from the training parts below corpora. It stops with an
	// error of kind Cancelled when ctx ends.
	Train(ctx context.Context, corpora fs.FS, o Options) (*model.File, error)
}

// Options steer a training. The zero Options are the ones that the embedded
// models were trained with.
type Options struct {
	// Seed starts every random choice.
	Seed uint64
	// Epochs is the number of rounds over the corpora; 0 means the stage's own.
	Epochs int
	// Report is called now and then from Train's goroutine; nil means silence.
	Report func(Progress)
}

// Progress is how far a training is.
type Progress struct {
	Step  string // "epoch 3 of 12"
	Done  float64
	Notes string // "loss 0.31"; may be empty
}

// Say reports p when anybody listens.
func (o Options) Say(p Progress) {
	if o.Report != nil {
		o.Report(p)
	}
}
