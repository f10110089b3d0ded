package name

import "sayso/nlp"

// Featurizer gives training the features that Apply sees.
type Featurizer struct {
	x     reader
	feats []key
	out   []uint64
	view  View
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
// sentence. The keys are overwritten afterwards. Tokens that hide reports (nil
// for none) are shown as words that no text ever had: by how they are written
// and what the lists know, not by which words they are.
func (z *Featurizer) Visit(d *nlp.Doc, hide func(token int) bool, visit func(sentence, token int, keys []uint64)) {
	z.x.read(d)
	if hide != nil {
		z.x.hide(hide)
	}
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

// Views calls visit with what the network sees of every token of d, sentence by
// sentence. The view is overwritten afterwards.
func (z *Featurizer) Views(d *nlp.Doc, visit func(sentence, token int, v *View)) {
	z.x.read(d)
	for s, r := range d.Sentences {
		z.x.sentence(r)
		for i := r.First; i < r.End; i++ {
			z.x.view(i, &z.view)
			visit(s, i, &z.view)
		}
	}
}

// hidden stands for the identity of a hidden word. No list of features has it.
const hidden key = 2

func (x *reader) hide(hide func(int) bool) {
	for i := range x.words {
		w := &x.words[i]
		if h := x.d.Tokens[i].Head; h >= 0 && hide(h) {
			w.head = hidden
		}
		if hide(i) {
			w.folded, w.form, w.commonness = hidden, hidden, 0
			w.prefix[len(w.prefix)-1], w.suffix[len(w.suffix)-1] = hidden, hidden
		}
	}
}
