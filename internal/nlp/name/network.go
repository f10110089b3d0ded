package name

import (
	"encoding/binary"
	"math"

	"sayso/internal/nlp/net"
)

// # The network
//
// Beside the linear features stands a network of one hidden layer (Collobert et
// al. 2011), so that words that training never read are known by their vectors:
//
//	h = max(0, b + V·v + Σ s)     e = O·h
//
// v is the vectors of eight words side by side: the token, two on each side, the
// words around its run of capitalised words, and its head in the tree. s are rows
// of a table, one for each thing that is so of the token or of a word within two
// of it: how it is written, its tag and relation, its lists. e is added to the
// scores of the features. The two are trained apart, as each would otherwise leave
// to the other what that knows by heart, and their scores are pooled (Smith, Cohn
// and Osborne 2005). A token costs Views × VectorSize × Width products, for many
// tokens at a time.

const (
	// Views is how many words' vectors the network sees for one token.
	Views = 8
	// Signs is the number of rows of the network's table.
	Signs = near*beside + ofRun + ofSigns + ofFirst + ofPattern + ofPrefix + ofField*2

	window = 2
	near   = 2*window + 1

	// Of a word and its neighbours, each in its own place:
	ofShape, ofTag, ofRel, ofList, ofListed, ofClass, ofCommon, ofSuffix, ofEdge = 8, 64, 64, 16, 64, 32, 16, 256, 2

	beside = ofShape + ofTag + ofRel + ofList + ofListed + ofClass + ofCommon + ofSuffix + ofEdge

	// Of the token alone:
	ofRun, ofSigns, ofFirst, ofPattern, ofPrefix, ofField = 48, 16, 16, 128, 256, 64
)

// View is what the network sees of one token.
type View struct {
	Vectors [Views]uint32
	Signs   []uint16
}

// view sets v to what the network sees of token i of the sentence at hand.
func (x *reader) view(i int, v *View) {
	v.Signs = v.Signs[:0]
	base := 0
	bit := func(n int) { v.Signs = append(v.Signs, uint16(base+n)) }
	for o := -window; o <= window; o++ {
		w := x.at(i + o)
		v.Vectors[o+window] = w.vector
		at := base
		bit(int(w.shape))
		base += ofShape
		bit(int(w.tag % ofTag))
		base += ofTag
		bit(int(w.rel % ofRel))
		base += ofRel
		for l, n := w.lists, 0; l != 0; l, n = l>>1, n+1 {
			if l&1 != 0 {
				bit(n)
			}
		}
		base += ofList
		for l, n := w.listed.lists, 0; l != 0; l, n = l>>1, n+1 {
			if l&1 != 0 {
				bit(4*n + int(w.listed.place))
			}
		}
		base += ofListed
		for c, n := w.class, 0; c != 0; c, n = c>>1, n+1 {
			if c&1 != 0 {
				bit(n)
			}
		}
		base += ofClass
		bit(int(w.commonness))
		base += ofCommon
		bit(int(w.suffix[2] % ofSuffix))
		base += ofSuffix
		if w == &edge {
			bit(0)
		} else if w.vector == 0 {
			bit(1)
		}
		base = at + beside
	}
	w := x.at(i)
	var before, after *word = &edge, &edge
	if n := int(w.runEnd - w.runFirst); n > 0 {
		before, after = x.at(int(w.runFirst)-1), x.at(int(w.runEnd))
		bit(min(n, 5)*8 + min(i-int(w.runFirst), 6))
	}
	base += ofRun
	v.Vectors[near], v.Vectors[near+1] = before.vector, after.vector
	v.Vectors[near+2] = 0
	if h := x.d.Tokens[i].Head; h >= 0 {
		v.Vectors[near+2] = x.words[h].vector
	}
	if w.shape.named() || w.class != 0 {
		for s, n := x.kins[w.kin].signs, 0; s != 0; s, n = s>>1, n+1 {
			if s&1 != 0 {
				bit(n)
			}
		}
	}
	base += ofSigns
	first := 0
	if i == x.r.First {
		first = 1
	} else if x.at(i-1).shape == other {
		first = 2
	}
	if x.loud {
		first += 4
	}
	if x.quiet {
		first += 8
	}
	bit(first)
	base += ofFirst
	bit(int(w.pattern % ofPattern))
	base += ofPattern
	bit(int(w.prefix[2] % ofPrefix))
	base += ofPrefix
	bit(int(w.field % ofField))
	base += ofField
	if w.runEnd > w.runFirst {
		bit(int(x.at(int(w.runEnd)-1).field % ofField))
	}
}

// Network is the weights, each row after row.
type Network struct {
	Width   int       // of the hidden layer: a whole number of net.Lanes
	Vectors []float32 // Views × VectorSize rows of Width
	Signs   []float32 // Signs rows of Width
	Bias    []float32 // Width
	Out     []float32 // Tags rows of Width
}

// maxWidth bounds what a file may ask for.
const maxWidth = 64 * net.Lanes

// NewNetwork returns one of zeros.
func NewNetwork(width int) *Network {
	return &Network{width, make([]float32, Views*VectorSize*width), make([]float32, Signs*width), make([]float32, width), make([]float32, Tags*width)}
}

// Join puts networks side by side: a network whose scores are the sums of theirs.
func Join(nets ...*Network) *Network {
	width := 0
	for _, n := range nets {
		width += n.Width
	}
	out, at := NewNetwork(width), 0
	for _, n := range nets {
		var parts [][]float32
		n.Each(func(p []float32) { parts = append(parts, p) })
		out.Each(func(p []float32) {
			for r := range len(p) / width {
				copy(p[r*width+at:], parts[0][r*n.Width:(r+1)*n.Width])
			}
			parts = parts[1:]
		})
		at += n.Width
	}
	return out
}

// Each calls f with every part of the weights, always in one order.
func (n *Network) Each(f func([]float32)) {
	f(n.Vectors)
	f(n.Signs)
	f(n.Bias)
	f(n.Out)
}

// bytes writes the width, and each part as its largest size and 16-bit steps of it.
func (n *Network) bytes() []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(n.Width))
	n.Each(func(part []float32) {
		top := float32(0)
		for _, v := range part {
			top = max(top, v, -v)
		}
		scale := max(top, 1e-6) / math.MaxInt16
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(scale))
		for _, v := range part {
			b = binary.LittleEndian.AppendUint16(b, uint16(int16(math.Round(float64(v/scale)))))
		}
	})
	return b
}

// readNetwork reads what bytes wrote; nil if b is of another size or holds what
// is no number.
func readNetwork(b []byte) *Network {
	if len(b) < 4 {
		return nil
	}
	width := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if width == 0 || width > maxWidth || width%net.Lanes != 0 {
		return nil
	}
	n := NewNetwork(int(width))
	size := 0
	n.Each(func(part []float32) { size += 4 + 2*len(part) })
	if len(b) != size {
		return nil
	}
	sound := true
	n.Each(func(part []float32) {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(b))
		sound = sound && scale >= 0 && scale < 1
		b = b[4:]
		for i := range part {
			part[i] = scale * float32(int16(binary.LittleEndian.Uint16(b[2*i:])))
		}
		b = b[2*len(part):]
	})
	if !sound {
		return nil
	}
	return n
}

// Gather sets a row of in for each view: its vectors side by side.
func (v *Vectors) Gather(views []View, in []float32) {
	for i := range views {
		for k, w := range views[i].Vectors {
			v.Put(w, in[(i*Views+k)*VectorSize:])
		}
	}
}

// Add adds to a row of hidden for each view what the table says.
func (n *Network) Add(views []View, hidden []float32) {
	for i := range views {
		h := hidden[i*n.Width : (i+1)*n.Width]
		for _, s := range views[i].Signs {
			net.Axpy(1, n.Signs[int(s)*n.Width:(int(s)+1)*n.Width], h)
		}
	}
}

// batch is how many tokens the network reads at once, so that memory stays flat.
const batch = 48

// outLanes is the length of a row of the network's scores.
const outLanes = (Tags + net.Lanes - 1) / net.Lanes * net.Lanes

// compiled is a network laid out for reading.
type compiled struct {
	*Network
	first, second *net.Fixed
}

func compile(n *Network) *compiled {
	out := make([]float32, len(n.Out)) // turned over
	for t := range Tags {
		for h := range n.Width {
			out[h*Tags+t] = n.Out[t*n.Width+h]
		}
	}
	return &compiled{n, net.Fix(n.Vectors, Views*VectorSize, n.Width, n.Bias), net.Fix(out, n.Width, Tags, nil)}
}

// sight is what reading needs; it is used over and over.
type sight struct {
	views           []View
	in, hidden, out []float32
	whole           net.Whole
}

// scores appends the network's scores of the views.
func (s *sight) scores(n *compiled, v *Vectors, views []View, to [][Tags]float32) [][Tags]float32 {
	const width = Views * VectorSize
	if s.in == nil {
		s.in, s.hidden, s.out = make([]float32, batch*width), make([]float32, batch*n.Width), make([]float32, batch*outLanes)
	}
	m := len(views)
	v.Gather(views, s.in)
	s.whole.Set(s.in, width, m, width)
	n.first.Mul(s.hidden, n.Width, &s.whole)
	n.Add(views, s.hidden)
	for i, h := range s.hidden[:m*n.Width] {
		s.hidden[i] = max(h, 0)
	}
	s.whole.Set(s.hidden, n.Width, m, n.Width)
	n.second.Mul(s.out, outLanes, &s.whole)
	for i := range m {
		to = append(to, [Tags]float32(s.out[i*outLanes:]))
	}
	return to
}

// look appends the network's scores of every token of x's text.
func (s *sight) look(m *Weights, x *reader, to [][Tags]float32) [][Tags]float32 {
	if m.network == nil {
		return append(to, make([][Tags]float32, len(x.words))...)
	}
	if s.views == nil {
		s.views = make([]View, batch)
	}
	n := 0
	for _, r := range x.d.Sentences {
		x.sentence(r)
		for i := r.First; i < r.End; i++ {
			x.view(i, &s.views[n])
			if n++; n == batch {
				to = s.scores(m.network, &m.vectors, s.views, to)
				n = 0
			}
		}
	}
	if n > 0 {
		to = s.scores(m.network, &m.vectors, s.views[:n], to)
	}
	return to
}
