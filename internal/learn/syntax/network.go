package syntax

import (
	"math/rand/v2"

	"sayso/internal/nlp/net"
	"sayso/internal/nlp/syntax"
)

// example is one sentence, or several that were run together, ready for training.
type example struct {
	features    []net.Features
	shapes      [cases][]int32 // the words' shapes in other letter cases
	counts      []int          // how often training has the word
	tags, feats []int          // classes; -1 where the treebank has none that is learnt
	parts       [][2]int       // sentences: first token and end
	heads       []int          // -1 for the root of its sentence
	rels        []int
	paragraph   bool // a paragraph starts here
	open        bool // it ends in no mark
}

// Letter cases beside a text's own.
const (
	own   = -1
	upper = iota - 1
	lower
	title
	cases
)

// dropouts are the shares of numbers that are left out at random while
// learning, so that the network leans on none of them.
type dropouts struct {
	Input, Layer, Top, Head float32
	// Case is the share of sentences that are read in another letter case, so
	// that headlines and shouting are read as well as prose.
	Case float32
	// Rare is how readily a word's own row is left out: Rare / (Rare + count).
	Rare float32
}

// network computes the losses of a batch of sentences and their gradients by
// hand-written backpropagation: every step of forward has its mirror image in
// backward, in reverse order. All matrices have one row a token, sentences one
// after the other.
type network struct {
	m     *syntax.Model
	w, g  *syntax.Weights // m's weights and their gradients
	drop  dropouts
	rand  *rand.Rand
	train bool

	n         int // tokens in the batch
	batch     []*example
	rows      []net.Features // after dropout
	x         [][]float32    // input of each layer, and the top
	in        [][]float32    // the same after dropout
	mixed     [][]float32    // the same after mixing neighbours
	masks     [][]float32    // of in: one row a sentence
	u, c      [][]float32
	y, dy     []float32 // heads
	keep      []float32 // dropout of the heads
	t, dt     []float32
	r, dr     []float32 // relation hidden layer
	rkeep     []float32
	o         []float32
	dx, du    []float32
	din, dmix []float32
	carry     []float32
	scores    []float32
	flip      []float32 // scratch for transposes
	pack      net.Packed
	touched   [5]touched
}

// touched lists rows of a table that have a gradient.
type touched struct {
	seen []bool
	rows []int32
}

func (t *touched) add(row int32, rows int) {
	if t.seen == nil {
		t.seen = make([]bool, rows)
	}
	if !t.seen[row] {
		t.seen[row] = true
		t.rows = append(t.rows, row)
	}
}

func (t *touched) clear() {
	for _, r := range t.rows {
		t.seen[r] = false
	}
	t.rows = t.rows[:0]
}

// losses are mean natural-log losses for a token.
type losses struct{ Tags, Feats, Arcs, Rels, Starts float64 }

func grow(b *[]float32, n int) []float32 {
	if cap(*b) < n {
		*b = make([]float32, n+n/2)
	}
	*b = (*b)[:n]
	return *b
}

// forward computes the batch up to its scores.
func (t *network) forward(batch []*example) {
	t.batch, t.n = batch, 0
	for _, e := range batch {
		t.n += len(e.heads)
	}
	w, n := t.w, t.n
	d, width := w.D(), w.HeadWidth()
	if t.x == nil {
		t.x = make([][]float32, w.Depth+1)
		t.in = make([][]float32, w.Depth+1)
		t.mixed = make([][]float32, w.Depth)
		t.masks = make([][]float32, w.Depth+1)
		t.u = make([][]float32, w.Depth)
		t.c = make([][]float32, w.Depth)
	}
	x := grow(&t.x[0], n*d)
	t.rows = t.rows[:0]
	i := 0
	for _, e := range batch {
		letters := own
		if t.train && t.rand.Float32() < t.drop.Case {
			letters = t.rand.IntN(cases)
		}
		for k, f := range e.features {
			if letters != own {
				f.Shape = e.shapes[letters][k]
			}
			if t.train && t.rand.Float32() < t.drop.Rare/(t.drop.Rare+float32(e.counts[k])) {
				f.Word = 0
			}
			t.rows = append(t.rows, f)
			t.m.Embed(f, x[i*d:(i+1)*d])
			i++
		}
	}
	for l := range w.Layers {
		rate := t.drop.Layer
		if l == 0 {
			rate = t.drop.Input
		}
		masked := t.mask(l, rate)
		in := grow(&t.mixed[l], n*d)
		at := 0
		for _, e := range batch {
			net.Mix(in[at*d:], masked[at*d:], w.Layers[l].M.Data, d, len(e.heads))
			at += len(e.heads)
		}
		u := grow(&t.u[l], n*3*d)
		clear(u)
		t.pack.Pack(w.Layers[l].W.Data, d, 3*d)
		t.pack.MulAdd(u, 3*d, in, d, n)
		c, h := grow(&t.c[l], n*d), grow(&t.x[l+1], n*d)
		rec := w.Layers[l].Recurrence()
		at = 0
		for _, e := range batch {
			m := len(e.heads)
			rec.Run(u[at*3*d:], t.x[l][at*d:], c[at*d:], h[at*d:], m)
			at += m
		}
	}
	top := t.mask(w.Depth, t.drop.Top)
	y := grow(&t.y, n*width)
	for i := range n {
		copy(y[i*width:], w.HeadBias.Data)
	}
	t.pack.Pack(w.Heads.Data, d, width)
	t.pack.MulAdd(y, width, top, d, n)
	// The arc spaces are rectified here; the relation spaces once a head is known.
	a := w.RelDepAt()
	keep := t.noise(&t.keep, n*a, t.drop.Head)
	for i := range n {
		row, k := y[i*width:i*width+a], keep[i*a:(i+1)*a]
		for j := range row {
			row[j] = max(row[j], 0) * k[j]
		}
	}
	tt := grow(&t.t, n*w.ArcWidth)
	for i := range n {
		copy(tt[i*w.ArcWidth:], w.ArcBias.Data)
	}
	t.pack.Pack(w.Arc.Data, w.ArcWidth, w.ArcWidth)
	t.pack.MulAdd(tt, w.ArcWidth, y, width, n)
	// Relations, for the gold heads.
	rw := w.RelWidth
	r := grow(&t.r, n*rw)
	rkeep := t.noise(&t.rkeep, n*rw, t.drop.Head)
	at := 0
	for _, e := range batch {
		for i, h := range e.heads {
			row := r[(at+i)*rw : (at+i+1)*rw]
			copy(row, y[(at+i)*width+w.RelDepAt():][:rw])
			net.Axpy(1, t.relHead(at, h), row)
			if h >= 0 {
				net.Axpy(1, w.RelFar.Row(syntax.Distance(h-i)), row)
			}
			k := rkeep[(at+i)*rw:]
			for j := range row {
				row[j] = max(row[j], 0) * k[j]
			}
		}
		at += len(e.heads)
	}
	lw := w.Rel.Cols
	o := grow(&t.o, n*lw)
	for i := range n {
		copy(o[i*lw:], w.RelBias.Data)
	}
	t.pack.Pack(w.Rel.Data, rw, lw)
	t.pack.MulAdd(o, lw, r, rw, n)
}

func (t *network) relHead(at, h int) []float32 {
	if h < 0 {
		return t.w.RootRel.Data
	}
	i := (at+h)*t.w.HeadWidth() + t.w.RelHeadAt()
	return t.y[i : i+t.w.RelWidth]
}

// mask drops lanes of a layer's input, the same ones for a whole sentence.
func (t *network) mask(l int, rate float32) []float32 {
	d := t.w.D()
	m := t.noise(&t.masks[l], len(t.batch)*d, rate)
	in := grow(&t.in[l], t.n*d)
	at := 0
	for s, e := range t.batch {
		k := m[s*d : (s+1)*d]
		for range e.heads {
			x, y := t.x[l][at*d:(at+1)*d], in[at*d:(at+1)*d]
			for j := range y {
				y[j] = x[j] * k[j]
			}
			at++
		}
	}
	return in
}

// noise fills b with 0 at the given rate and 1/(1−rate) elsewhere.
func (t *network) noise(b *[]float32, n int, rate float32) []float32 {
	s := grow(b, n)
	if !t.train {
		rate = 0
	}
	on := 1 / (1 - rate)
	cut := uint32(float64(rate) * (1 << 16))
	for i := 0; i < n; i += 4 {
		bits := t.rand.Uint64()
		for j := i; j < min(i+4, n); j++ {
			s[j] = on
			if uint32(bits&0xffff) < cut {
				s[j] = 0
			}
			bits >>= 16
		}
	}
	return s
}
