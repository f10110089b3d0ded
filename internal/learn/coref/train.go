// Package coref trains package nlp/coref's model: which mention another one
// refers back to, from OntoGUM, and pronouns also from LitBank.
package coref

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/eval/conllu"
	corpus "sayso/internal/eval/coref"
	"sayso/internal/learn"
	"sayso/internal/learn/encode"
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/model"
	"sayso/nlp/english"
)

// Stage trains package coref's model.
type Stage struct{}

func (Stage) Name() string { return coref.Stage }

func (Stage) About() string {
	return "who is meant, from OntoGUM, LitBank and WordNet, over this program's own trees; takes up what was learnt over the encoder"
}

const (
	epochs = 8
	// orders is how many times the texts are learnt, each time in another order. The
	// model is the mean: what one order gains or loses by chance goes.
	orders = 6
	rate   = 0.1
	// caution makes a chain begin anew where the scores are close: a wrong
	// antecedent puts words into the wrong mouth.
	caution = 0.5
)

// Train learns from corpora. See [learn.Stage]. It reads the texts with the
// stages before it as they are embedded, so that it learns from trees and names
// with the faults that it will meet.
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	nouns, err := readNouns(corpora)
	if err != nil {
		return nil, err
	}
	texts, err := gather(corpora)
	if err != nil {
		return nil, err
	}
	var sum *coref.Model
	for order := range orders {
		m, err := train(ctx, nouns, texts, order, o)
		if err != nil {
			return nil, err
		}
		sum = m.Plus(sum)
	}
	m := sum.Over(orders)
	m.Caution = caution
	f := m.File()
	o.Say(learn.Progress{Step: "the network over the encoder", Done: 1})
	if err := encode.Mentions(f, corpora); err != nil {
		return nil, err
	}
	f.Corpora, f.Seed = []string{"OntoGUM train", "LitBank", "GAP development", "all-MiniLM-L6-v2", "Open English WordNet"}, o.Seed
	return f, nil
}

// train learns the texts in one order.
func train(ctx context.Context, nouns map[string]uint8, texts []coref.Example, order int, o learn.Options) (*coref.Model, error) {
	t := coref.NewTrainer(coref.NewModel(nouns), coref.DefaultCosts, rate)
	rng := rand.New(rand.NewPCG(o.Seed+uint64(order), 0x636f7265))
	n := cmp.Or(o.Epochs, epochs)
	for e := range n {
		rng.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		loss := 0.0
		for i, x := range texts {
			if err := ctx.Err(); err != nil {
				return nil, sayso.E("train", coref.Stage, sayso.Cancelled, err)
			}
			loss += t.Learn(x)
			if i%25 == 0 {
				done := float64(order*n+e) + float64(i)/float64(len(texts))
				o.Say(learn.Progress{Step: fmt.Sprintf("order %d of %d, epoch %d of %d", order+1, orders, e+1, n), Done: done / float64(orders*n),
					Notes: fmt.Sprintf("loss %.4f", loss/float64(i+1))})
			}
		}
	}
	return t.Mean(), nil
}

// gather reads the texts to learn from.
func gather(corpora fs.FS) ([]coref.Example, error) {
	reader, err := english.WithoutChains(model.Embedded())
	if err != nil {
		return nil, err
	}
	docs, err := corpus.OntoGUM(corpora, conllu.Train)
	if err != nil {
		return nil, err
	}
	var out []coref.Example
	for i := range docs {
		entity := make(map[sayso.Span]int)
		for n, e := range docs[i].Gold() {
			for _, s := range e {
				entity[s] = n + 1
			}
		}
		out = append(out, coref.Example{Doc: reader.Parse(docs[i].Doc.Text), Entity: entity, Whole: true})
	}
	tales, err := corpus.LitBank(corpora)
	if err != nil {
		return nil, err
	}
	for i := range tales {
		out = append(out, coref.Example{Doc: reader.Parse(tales[i].Text), Entity: tales[i].Entity})
	}
	return out, nil
}

const lexiconFile = "lexicon/wordnet_lexnames.tsv.gz"

// readNouns gives each noun of one word the number of the field that most of
// its senses are in.
func readNouns(corpora fs.FS) (map[string]uint8, error) {
	f, err := corpora.Open(lexiconFile)
	if err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.Damaged, err)
	}
	senses := make(map[string][]int) // by field
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t") // part of speech, field, lemma, senses
		if len(c) != 4 {
			return nil, sayso.Errorf("read lexicon", lexiconFile, sayso.Invalid, "%d columns, want 4", len(c))
		}
		n, err := strconv.Atoi(c[3])
		if err != nil {
			return nil, sayso.E("read lexicon", lexiconFile, sayso.Invalid, err)
		}
		field := slices.Index(coref.Fields, c[1])
		if c[0] != "noun" || field < 0 || strings.ContainsAny(c[2], " _") {
			continue
		}
		if senses[c[2]] == nil {
			senses[c[2]] = make([]int, len(coref.Fields))
		}
		senses[c[2]][field] += n
	}
	if err := sc.Err(); err != nil {
		return nil, sayso.E("read lexicon", lexiconFile, sayso.Damaged, err)
	}
	out := make(map[string]uint8, len(senses))
	for lemma, fields := range senses {
		best := 0
		for i, n := range fields {
			if n > fields[best] {
				best = i
			}
		}
		out[lemma] = uint8(best + 1)
	}
	return out, nil
}
