// Package claims trains package trained's model from PolNeAR.
package claims

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"sayso"
	"sayso/internal/eval/polnear"
	"sayso/internal/eval/readers"
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/learn"
	"sayso/internal/nlp/model"
	"sayso/nlp/english"
)

// Stage trains package trained's model.
type Stage struct{}

// Name implements learn.Stage.
func (Stage) Name() string { return trained.Stage }

// About implements learn.Stage.
func (Stage) About() string { return "attributions, from PolNeAR read by the stages before" }

const (
	folds = 4
	// keep bounds the features of the model.
	keep = 400_000
)

// Train learns from polnear/train, and what a claim inside another is worth
// from the build part of what readers marked in articles of many outlets. The
// tagger is trained on all articles; the linker on what taggers make of articles
// that they were not trained on, one fold after the other. See [learn.Stage].
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	part, err := fs.Sub(corpora, "polnear/train")
	if err != nil {
		return nil, sayso.E("train", trained.Stage, sayso.Invalid, err)
	}
	docs, err := polnear.ReadFS(part, "polnear/train")
	if err != nil {
		return nil, err
	}
	marked, err := readers.Build(corpora)
	if err != nil {
		return nil, err
	}
	pipeline, err := english.Quick()
	if err != nil {
		return nil, err
	}
	articles := read(docs, pipeline.Parse, claim.NewRules(), func(done float64) {
		o.Say(learn.Progress{Step: "reading", Done: 0.2 * done})
	})
	fields, err := readFields(corpora)
	if err != nil {
		return nil, err
	}
	t := &trainer{ctx: ctx, o: o, g: usual, fields: fields}
	if o.Epochs > 0 {
		t.g.epochs = o.Epochs
	}
	all := make([]*article, len(articles))
	for i := range articles {
		all[i] = &articles[i]
	}
	l, err := t.train(all)
	if err != nil {
		return nil, err
	}
	l.Inner = trainInner(read(claimsOf(marked), pipeline.Parse, claim.NewRules(), func(float64) {}), l.Lexicon, o.Seed)
	f := l.File()
	f.Corpora, f.Seed = []string{"PolNeAR train", "readers' attributions, build part", "Open English WordNet"}, o.Seed
	f.Command = "sayso train claims --data CORPORA --out claims.model"
	return f, nil
}

// trainer is a training at work.
type trainer struct {
	ctx context.Context
	o   learn.Options
	g   config
	// fields are the semantic fields of words.
	fields map[uint64]uint16
}

func (t *trainer) train(all []*article) (*trained.Learnt, error) {
	var held []unseen
	for f := range folds {
		var in, out []*article
		for i, a := range all {
			if i%folds == f {
				out = append(out, a)
			} else {
				in = append(in, a)
			}
		}
		z, c, err := t.tagger(in, fmt.Sprintf("fold %d of %d", f+1, folds), 0.2+0.15*float64(f))
		if err != nil {
			return nil, err
		}
		for _, a := range out {
			u := unseen{s: z.scene(a, false), gold: a.gold, fold: f}
			u.g = trained.SegmentsOf(c.tag(a.chains(u.s, a.labelsOf(), z.rows)))
			held = append(held, u)
		}
	}
	z, c, err := t.tagger(all, "tagger", 0.8)
	if err != nil {
		return nil, err
	}
	t.o.Say(learn.Progress{Step: "linker", Done: 0.97})
	l := &trained.Learnt{Lexicon: map[uint64]trained.Entry{}}
	content, source := trainLinkers(held, -1, t.o.Seed)
	l.Content, l.Source = content.w, source.w
	l.Confidence = trainConfidence(held, t.o.Seed)
	for k := range z.lex.counts {
		l.Lexicon[k] = z.lex.entry(k)
	}
	for k := range z.lex.fields {
		l.Lexicon[k] = z.lex.entry(k)
	}
	l.Rows = c.heaviest(z.rows, keep)
	for i := range l.Edges {
		l.Edges[i] = c.edges[i]
	}
	return l, nil
}

// tagger trains a tagger on articles.
func (t *trainer) tagger(articles []*article, step string, done float64) (*features, *crf, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, nil, sayso.E("train", trained.Stage, sayso.Cancelled, err)
	}
	z, chains := collect(articles, t.fields, t.g.seen)
	c, err := trainTagger(t.ctx, chains, z.n, t.g, t.o.Seed, func(epoch int, loss float64) {
		t.o.Say(learn.Progress{Step: fmt.Sprintf("%s, epoch %d of %d", step, epoch+1, t.g.epochs),
			Done: done + 0.15*float64(epoch+1)/float64(t.g.epochs), Notes: fmt.Sprintf("loss %.0f", loss)})
	})
	return z, c, err
}

// heaviest keeps the rows that weigh most, by slot, scaled for reading.
func (c *crf) heaviest(rows []int32, most int) map[uint32][]float32 {
	type weighed struct {
		slot uint32
		size float32
	}
	var all []weighed
	for slot, r := range rows {
		if r < 0 {
			continue
		}
		var size float32
		for _, v := range c.rows[r] {
			size += v * v
		}
		all = append(all, weighed{uint32(slot), size})
	}
	slices.SortStableFunc(all, func(a, b weighed) int {
		switch {
		case a.size > b.size:
			return -1
		case a.size < b.size:
			return 1
		}
		return 0
	})
	out := make(map[uint32][]float32, min(most, len(all)))
	for _, w := range all[:min(most, len(all))] {
		row := make([]float32, labels)
		for l, v := range c.rows[rows[w.slot]] {
			row[l] = v * (1 - c.dropout)
		}
		out[w.slot] = row
	}
	return out
}
