// Package coref trains package nlp/coref's model: which mention another one
// refers back to, from OntoGUM.
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
	"sayso/internal/nlp/coref"
	"sayso/internal/nlp/model"
	"sayso/nlp"
	"sayso/nlp/english"
)

// Stage trains package coref's model.
type Stage struct{}

func (Stage) Name() string { return coref.Stage }

func (Stage) About() string {
	return "who is meant, from OntoGUM and WordNet, over this program's own trees"
}

const (
	epochs = 8
	rate   = 0.1
	// caution makes a chain begin anew where the scores are close: a wrong
	// antecedent puts words into the wrong mouth.
	caution = 0.5
)

// text is a document with what is known of its mentions.
type text struct {
	doc *nlp.Doc
	// entity is the number of the entity that the bytes stand for, from 1.
	entity map[sayso.Span]int
}

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
	t := coref.NewTrainer(coref.NewModel(nouns), coref.DefaultCosts, rate)
	rng := rand.New(rand.NewPCG(o.Seed, 0x636f7265))
	n := cmp.Or(o.Epochs, epochs)
	for e := range n {
		rng.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		loss := 0.0
		for i, x := range texts {
			if err := ctx.Err(); err != nil {
				return nil, sayso.E("train", coref.Stage, sayso.Cancelled, err)
			}
			loss += t.Learn(x.doc, x.entity)
			if i%25 == 0 {
				o.Say(learn.Progress{Step: fmt.Sprintf("epoch %d of %d", e+1, n), Done: (float64(e) + float64(i)/float64(len(texts))) / float64(n),
					Notes: fmt.Sprintf("loss %.4f", loss/float64(i+1))})
			}
		}
	}
	m := t.Mean()
	m.Caution = caution
	f := m.File()
	f.Corpora, f.Seed = []string{"OntoGUM train", "Open English WordNet"}, o.Seed
	return f, nil
}

func gather(corpora fs.FS) ([]text, error) {
	reader, err := english.WithoutChains(model.Embedded())
	if err != nil {
		return nil, err
	}
	docs, err := corpus.OntoGUM(corpora, conllu.Train)
	if err != nil {
		return nil, err
	}
	var out []text
	for i := range docs {
		x := text{reader.Parse(docs[i].Doc.Text), make(map[sayso.Span]int)}
		for n, e := range docs[i].Gold() {
			for _, s := range e {
				x.entity[s] = n + 1
			}
		}
		out = append(out, x)
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
