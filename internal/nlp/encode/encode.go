// Package encode turns a text into vectors: for each piece of a word what it
// means in its context, and for a whole text what it says.
//
// # How
//
// The network is an encoder of transformer layers (BERT, Devlin et al. 2019;
// the weights are those of MiniLM, Wang et al. 2020, in the sentence encoder
// all-MiniLM-L6-v2). Each layer lets every piece of a window look at all others
// (attention), and then works on each piece alone. Weights are whole numbers of
// 8 bits, each column with its own scale; what they are multiplied with becomes
// whole numbers for each product ([net.Steps]). All else is float32 in a fixed
// order, with functions of our own for the exponential and for GELU. So a text
// has the same vectors on every machine, whatever it is read beside.
//
// # What holds
//
// Windows have at most [MaxPieces] pieces, so that time is linear in the text
// and memory is bounded: attention is quadratic in a window alone.
package encode

import (
	"encoding/binary"
	"math"
	"sync"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
)

const (
	// Stage is the model's stage.
	Stage = "encode"
	// Format counts the layouts of the model file.
	//
	//	1  2026-11: first
	//	2  2026-11: GELU is a polynomial, no table
	//	3  2026-11: heads, with layers of their own
	Format = 3

	// MaxPieces is the number of pieces in a window, the two at its ends included.
	MaxPieces = 256
	// maxText is the number of pieces of one text that [Encoder.Vectors] looks at.
	maxText = 4096
)

// Shape is the size of an encoder.
type Shape struct {
	Pieces    int // in the vocabulary
	Width     int // of a vector
	Inner     int // of the layer inside each layer
	Layers    int // how many
	Heads     int // of attention in each
	Positions int // that have a vector
}

// Encoder makes vectors. It is safe for use by many goroutines.
type Encoder struct {
	shape    Shape
	words    *vocabulary
	word     []int8    // of each piece, shape.Width numbers
	scale    []float32 // of each piece
	position []float32 // of each position, shape.Width numbers; what all pieces share is in it
	norm     normal    // of the sum of both
	layers   []layer
	heads    *heads
	mentions *mentions // nil where nobody asked for them
	scratch  sync.Pool
}

// layer is one layer of the network.
type layer struct {
	attend *net.Small // query, key and value side by side
	gather *net.Small
	first  normal
	up     *net.Small
	down   *net.Small
	second normal
}

// Load makes the Encoder that the program carries, in some ten milliseconds. It
// is for those who need vectors: nothing else touches the weights.
func Load(m *model.Models) (*Encoder, error) {
	f, err := m.Stage(Stage)
	if err != nil {
		return nil, err
	}
	return New(f)
}

// New makes an Encoder of a model file, whose bytes it shares.
func New(f *model.File) (*Encoder, error) {
	if err := f.Check(Stage, Format); err != nil {
		return nil, err
	}
	r := sections{file: f}
	e := &Encoder{shape: r.shape()}
	s := e.shape
	if !s.Sane() {
		return nil, damaged("the shape is none")
	}
	var ok bool
	if e.words, ok = newVocabulary(f.Section("pieces")); !ok || len(e.words.pieces) != s.Pieces {
		return nil, damaged("the vocabulary is not whole")
	}
	e.word, e.scale = r.bytes("word", s.Pieces*s.Width), r.floats("word.scale", s.Pieces)
	e.position, e.norm = r.floats("position", s.Positions*s.Width), r.normal("norm", s.Width)
	for i := range s.Layers {
		e.layers = append(e.layers, r.layer("", i, s))
	}
	e.heads = r.heads(s)
	if r.bad != "" {
		return nil, damaged("the section " + r.bad + " does not fit")
	}
	e.scratch.New = func() any { return new(room) }
	return e, nil
}

// Width is the length of a vector.
func (e *Encoder) Width() int { return e.shape.Width }

// Sane reports whether the parts of a shape fit each other and the arithmetic.
func (s Shape) Sane() bool {
	const most = 1 << 20
	return s.Pieces > 0 && s.Pieces <= most && s.Layers > 0 && s.Layers <= 24 && s.Heads > 0 && s.Positions >= MaxPieces && s.Positions <= most &&
		s.Width > 0 && s.Width <= 4096 && s.Width%net.Lanes == 0 && s.Width%s.Heads == 0 && s.Width/s.Heads%8 == 0 && s.Inner > 0 && s.Inner <= 4*4096 && s.Inner%net.Lanes == 0
}

func damaged(why string) error {
	return sayso.Errorf("load model", Stage, sayso.Damaged, "%s", why).Advise("get the file anew or make it again with `sayso train encode`")
}

// sections reads the sections of a model file and notes the first that does not fit.
type sections struct {
	file *model.File
	bad  string
}

func (r *sections) shape() Shape {
	d := r.file.Section("shape")
	if len(d) != 24 {
		r.bad = "shape"
		return Shape{}
	}
	n := func(i int) int { return int(binary.LittleEndian.Uint32(d[4*i:])) }
	return Shape{Pieces: n(0), Width: n(1), Inner: n(2), Layers: n(3), Heads: n(4), Positions: n(5)}
}

func (r *sections) bytes(name string, n int) []int8 {
	d := r.file.Section(name)
	if len(d) != n {
		r.bad = name
		return make([]int8, n)
	}
	return model.Int8s(d)
}

func (r *sections) floats(name string, n int) []float32 {
	d, out := r.file.Section(name), make([]float32, n)
	if len(d) != 4*n {
		r.bad = name
		return out
	}
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(d[4*i:]))
	}
	return out
}

func (r *sections) small(name string, k, n int) *net.Small {
	m, ok := net.NewSmall(r.bytes(name, k*n), k, n, r.floats(name+".scale", n), r.floats(name+".bias", n))
	if !ok {
		r.bad = name
	}
	return m
}

// layer reads layer i of those whose sections begin with prefix.
func (r *sections) layer(prefix string, i int, s Shape) layer {
	at := prefix + string(rune('a'+i)) + "."
	return layer{
		attend: r.small(at+"attend", s.Width, 3*s.Width),
		gather: r.small(at+"gather", s.Width, s.Width),
		first:  r.normal(at+"first", s.Width),
		up:     r.small(at+"up", s.Width, s.Inner),
		down:   r.small(at+"down", s.Inner, s.Width),
		second: r.normal(at+"second", s.Width),
	}
}

func (r *sections) normal(name string, n int) normal {
	return normal{r.floats(name+".scale", n), r.floats(name+".bias", n)}
}
