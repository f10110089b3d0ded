// Package events trains the classifier of package extract/event: which act a
// passage is about, from machine-written stories with weak labels.
package events

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"

	"sayso"
	corpus "sayso/internal/eval/events"
	"sayso/internal/extract/event"
	"sayso/internal/learn"
	"sayso/internal/nlp/model"
	"sayso/nlp/english"
)

// Stage trains the classifier.
type Stage struct{}

// Name implements learn.Stage.
func (Stage) Name() string { return event.ModelStage }

// About implements learn.Stage.
func (Stage) About() string { return "categories and modes of events, from synthetic stories" }

const (
	epochs = 15
	rate   = 2
	decay  = 1e-6
	// alone is how many sentences of a story are learnt from one by one.
	alone = 2
	// dropout is the share of features left out at each step, so that the
	// model leans on many words and not on the few that one prompt repeats.
	dropout = 0.4
)

// example is the features of one passage and its class.
type example struct {
	features []int32
	class    int
}

// Train learns from corpora. See [learn.Stage].
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	stories, err := corpus.ReadStories(corpora)
	if err != nil {
		return nil, err
	}
	parser, err := english.Quick()
	if err != nil {
		return nil, err
	}
	classes, classOf := classesOf(stories)
	var data []example
	for i := range stories {
		s := &stories[i]
		if s.Held() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, sayso.E("train", event.ModelStage, sayso.Cancelled, err)
		}
		k, ok := classOf[event.Class{Category: s.Category, Mode: s.Mode}]
		if !ok {
			continue
		}
		d := parser.Parse(s.Text)
		var all example
		for n, r := range d.Sentences {
			one := example{class: k}
			event.Features(d, r, func(b int) { one.features = append(one.features, int32(b)) })
			all.features = append(all.features, one.features...)
			if n < alone {
				data = append(data, one)
			}
		}
		all.class = k
		data = append(data, all)
		if i%100 == 0 {
			o.Say(learn.Progress{Step: "reading", Done: 0.5 * float64(i) / float64(len(stories))})
		}
	}
	c, err := fit(ctx, data, classes, o)
	if err != nil {
		return nil, err
	}
	f := c.File()
	f.Corpora = []string{corpus.StoriesPath}
	f.Seed = o.Seed
	f.Command = fmt.Sprintf("sayso train %s --seed %d", event.ModelStage, o.Seed)
	return f, nil
}

// classesOf lists the classes that the stories bear and PLOVER knows, in the
// order of their first story.
func classesOf(stories []corpus.Story) ([]event.Class, map[event.Class]int) {
	var out []event.Class
	at := map[event.Class]int{}
	for i := range stories {
		k := event.Class{Category: stories[i].Category, Mode: stories[i].Mode}
		p, ok := sayso.PLOVER(k.Category)
		known := ok && k.Mode == ""
		for _, m := range p.Modes {
			known = known || m == k.Mode
		}
		if _, dup := at[k]; known && !dup {
			at[k] = len(out)
			out = append(out, k)
		}
	}
	return out, at
}

// fit minimises the cross entropy by stochastic gradients.
func fit(ctx context.Context, data []example, classes []event.Class, o learn.Options) (*event.Classifier, error) {
	k := len(classes)
	w := make([]float32, event.Buckets*k)
	bias := make([]float32, k)
	p := make([]float64, k)
	var kept []int32
	rng := rand.New(rand.NewPCG(o.Seed, 0x65766e74))
	n := cmp.Or(o.Epochs, epochs)
	for e := range n {
		rng.Shuffle(len(data), func(i, j int) { data[i], data[j] = data[j], data[i] })
		loss := 0.0
		step := rate / (1 + float64(e))
		for i := range data {
			if i%1000 == 0 && ctx.Err() != nil {
				return nil, sayso.E("train", event.ModelStage, sayso.Cancelled, ctx.Err())
			}
			x := &data[i]
			kept = kept[:0]
			for _, f := range x.features {
				if rng.Float64() >= dropout {
					kept = append(kept, f)
				}
			}
			norm := 1 / math.Sqrt(float64(max(len(kept), 1)))
			top := math.Inf(-1)
			for c := range p {
				p[c] = float64(bias[c])
			}
			for _, f := range kept {
				for c, v := range w[int(f)*k : int(f)*k+k] {
					p[c] += float64(v) * norm
				}
			}
			for c := range p {
				top = max(top, p[c])
			}
			z := 0.0
			for c := range p {
				p[c] = math.Exp(p[c] - top)
				z += p[c]
			}
			for c := range p {
				p[c] /= z
			}
			loss -= math.Log(max(p[x.class], 1e-12))
			for c := range p {
				g := p[c]
				if c == x.class {
					g--
				}
				bias[c] -= float32(0.1 * step * g)
				p[c] = g
			}
			for _, f := range kept {
				row := w[int(f)*k : int(f)*k+k]
				for c, g := range p {
					row[c] -= float32(step * (g*norm + decay*float64(row[c])))
				}
			}
		}
		o.Say(learn.Progress{Step: fmt.Sprintf("epoch %d of %d", e+1, n), Done: 0.5 + 0.5*float64(e+1)/float64(n), Notes: fmt.Sprintf("loss %.4f", loss/float64(max(len(data), 1)))})
	}
	return event.NewClassifier(classes, bias, w), nil
}
