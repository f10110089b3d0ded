package syntax

import (
	"fmt"

	"sayso/internal/nlp/net"
)

// Shape is the network's sizes. Widths are multiples of net.Lanes.
type Shape struct {
	Words                                                    int // rows of the word table
	Fields                                                   int // semantic fields of words
	WordWidth, GramWidth, SuffixWidth, CapsWidth, SenseWidth int // of the tables; their sum is D
	Depth                                                    int // recurrent layers
	Window                                                   int // neighbours on either side that a layer's input mixes
	ArcWidth, RelWidth                                       int // of the arc and relation spaces
	TagClasses, FeatClasses, RelClasses                      int
}

// D is the width of the recurrent layers.
func (s Shape) D() int { return s.WordWidth + s.GramWidth + s.SuffixWidth + s.CapsWidth + s.SenseWidth }

// Where the columns of the matrix that makes all heads at once begin: those of
// a word as a dependent, as a head, the same for relations, then tags, feats,
// and the score of a sentence that starts with the word.
func (s Shape) HeadAt() int   { return s.ArcWidth }
func (s Shape) RelDepAt() int { return 2 * s.ArcWidth }
func (s Shape) RelHeadAt() int {
	return 2*s.ArcWidth + s.RelWidth
}
func (s Shape) TagsAt() int  { return 2*s.ArcWidth + 2*s.RelWidth }
func (s Shape) FeatsAt() int { return s.TagsAt() + net.Pad(s.TagClasses) }
func (s Shape) StartAt() int { return s.FeatsAt() + net.Pad(s.FeatClasses) }

// HeadWidth is the number of those columns.
func (s Shape) HeadWidth() int { return s.StartAt() + net.Lanes }

// Tensor is one array of weights: rows of Cols numbers. Rows are scaled apart
// where they are stored in few bits.
type Tensor struct {
	Name       string
	Rows, Cols int
	Data       []float32
	// Table marks rows that are looked up, one for each word or letter group:
	// they are stored in 8 bits, and learnt only when they were used.
	Table bool
}

// Weights is the network. Every field is a view into one of Tensors.
type Weights struct {
	Shape
	Tensors []*Tensor

	Word, Gram, Suffix, Caps *Tensor
	// Sense has a row for a word without senses, one for each field, and the
	// same again for the word that it is a form of.
	Sense           *Tensor
	Layers          []Layer
	Heads, HeadBias *Tensor // D × HeadWidth
	Arc, ArcBias    *Tensor // Arc × Arc
	Root            *Tensor // the root as a head, Arc wide
	RootRel         *Tensor // the root as a head of relations, Rel wide
	// Far and RelFar have a row for each distance from a word to its head: they
	// are added to the head, for arcs and for relations.
	Far, RelFar  *Tensor
	Rel, RelBias *Tensor // Rel × Pad(Relations)
}

// Layer is one recurrent layer.
type Layer struct {
	W *Tensor // D × 3·D
	R *Tensor // four rows of D: VF, VR, BF, BR
	M *Tensor // 2·Window+1 rows of D: shares of a word's neighbours and itself
}

// Recurrence views the layer's small weights.
func (l Layer) Recurrence() net.Recurrence {
	return net.Recurrence{D: l.R.Cols, Rows: l.R.Data}
}

// NewWeights makes a network of zeros.
func NewWeights(s Shape) *Weights {
	w := &Weights{Shape: s}
	add := func(name string, rows, cols int, table bool) *Tensor {
		t := &Tensor{Name: name, Rows: rows, Cols: cols, Data: make([]float32, rows*cols), Table: table}
		w.Tensors = append(w.Tensors, t)
		return t
	}
	d := s.D()
	w.Word = add("word", s.Words, s.WordWidth, true)
	w.Gram = add("gram", net.GramRows, s.GramWidth, true)
	w.Suffix = add("suffix", net.SuffixRows, s.SuffixWidth, true)
	w.Caps = add("caps", net.ShapeRows, s.CapsWidth, true)
	w.Sense = add("sense", 2*(s.Fields+1), s.SenseWidth, true)
	for i := range s.Depth {
		w.Layers = append(w.Layers, Layer{
			W: add(fmt.Sprintf("layer%d", i), d, 3*d, false),
			R: add(fmt.Sprintf("state%d", i), 4, d, false),
			M: add(fmt.Sprintf("mix%d", i), 2*s.Window+1, d, false),
		})
	}
	w.Heads = add("heads", d, s.HeadWidth(), false)
	w.HeadBias = add("headbias", 1, s.HeadWidth(), false)
	w.Arc = add("arc", s.ArcWidth, s.ArcWidth, false)
	w.ArcBias = add("arcbias", 1, s.ArcWidth, false)
	w.Root = add("root", 1, s.ArcWidth, false)
	w.RootRel = add("rootrel", 1, s.RelWidth, false)
	w.Far = add("far", Distances, s.ArcWidth, false)
	w.RelFar = add("relfar", Distances, s.RelWidth, false)
	w.Rel = add("rel", s.RelWidth, net.Pad(s.RelClasses), false)
	w.RelBias = add("relbias", 1, net.Pad(s.RelClasses), false)
	return w
}

// Distances is the number of distances told apart: up to six words one by one,
// then in ever larger groups, to the left and to the right.
const Distances = 20

// Distance is the group of a head that stands delta words after its dependent,
// or before it where delta is negative. delta is not 0.
func Distance(delta int) int {
	side := 0
	if delta < 0 {
		side, delta = Distances/2, -delta
	}
	switch {
	case delta <= 6:
		return side + delta - 1
	case delta <= 8:
		return side + 6
	case delta <= 12:
		return side + 7
	case delta <= 20:
		return side + 8
	}
	return side + 9
}
