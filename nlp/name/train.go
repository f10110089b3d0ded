package name

import "sayso/nlp"

// Featurizer gives training the features that Apply sees.
type Featurizer struct {
	x     reader
	feats []key
	out   []uint64
}

// NewFeaturizer returns one that knows w.
func NewFeaturizer(w World) *Featurizer {
	m, err := Read((&Learnt{World: w}).File())
	if err != nil {
		panic(err) // what File lays out, Read reads
	}
	return &Featurizer{x: reader{lex: NewLexicon(), world: &m.world, byKey: map[key]int32{}}}
}

// Visit calls visit with the features of every token of d, sentence by
// sentence. The keys are overwritten afterwards.
func (z *Featurizer) Visit(d *nlp.Doc, visit func(sentence, token int, keys []uint64)) {
	z.x.read(d)
	for s, r := range d.Sentences {
		z.x.sentence(r)
		for i := r.First; i < r.End; i++ {
			z.feats = z.x.features(i, z.feats[:0])
			z.out = z.out[:0]
			for _, k := range z.feats {
				z.out = append(z.out, uint64(k))
			}
			visit(s, i, z.out)
		}
	}
}
