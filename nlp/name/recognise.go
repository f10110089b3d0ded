package name

import (
	"sync"

	"sayso/nlp"
	"sayso/nlp/model"
)

// Recogniser finds names with trained weights. It is safe for parallel use.
type Recogniser struct {
	m    *Weights
	lex  *Lexicon
	pool sync.Pool // *worker
}

// worker is what one Apply needs; workers are used again.
type worker struct {
	reader
	lattice
	feats []key
}

// New returns a recogniser with weights m.
func New(m *Weights) *Recogniser {
	r := &Recogniser{m: m, lex: NewLexicon()}
	r.pool.New = func() any {
		return &worker{reader: reader{lex: r.lex, world: &m.world, byKey: map[key]int32{}}}
	}
	return r
}

// Apply sets d.Names; it needs tokens and sentences.
func (r *Recogniser) Apply(d *nlp.Doc) {
	w := r.pool.Get().(*worker)
	defer func() {
		w.d = nil
		r.pool.Put(w)
	}()
	w.read(d)
	d.Names = nil
	for _, s := range d.Sentences {
		w.reader.sentence(s)
		w.grow(s.Len())
		for i := range s.Len() {
			w.feats = w.features(s.First+i, w.feats[:0])
			w.scores[i] = r.m.score(w.feats)
		}
		d.Names = appendNames(d.Names, s.First, w.best(&r.m.trans))
	}
}

// score adds up the rows of features.
func (m *Weights) score(feats []key) (out [Tags]float32) {
	var sum [Tags]int32
	for _, f := range feats {
		if row := m.row(f); row != nil {
			for t, v := range row {
				sum[t] += int32(v)
			}
		}
	}
	for t, v := range sum {
		out[t] = float32(v) * m.scale
	}
	return out
}

// appendNames reads the names out of the tags of tokens from first on.
func appendNames(names []nlp.Name, first int, tags []uint8) []nlp.Name {
	open := 0
	for i, tag := range tags {
		if tag == Outside {
			continue
		}
		t, place := int(tag-1)/4, int(tag-1)%4
		switch place {
		case begin:
			open = i
		case unit, last:
			if place == unit {
				open = i
			}
			names = append(names, nlp.Name{Range: nlp.Range{First: first + open, End: first + i + 1}, Type: typeOrder[t]})
		}
	}
	return names
}

// Load makes a recogniser of the model that m holds.
func Load(m *model.Models) (*Recogniser, error) {
	f, err := m.Stage(Stage)
	if err != nil {
		return nil, err
	}
	w, err := Read(f)
	if err != nil {
		return nil, err
	}
	return New(w), nil
}
