package names

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"sayso"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/net"
)

// # Learning the network
//
// The network is a conditional random field of its own, with its own transitions,
// learnt from all texts. A step is a sentence, and AdaGrad's with one sum of squares
// for each row. So that nothing leans on another's being there, parts of the hidden
// lanes, of the table's rows and of the words' vectors are left out at random.
// A step costs three products of tokens × Views × VectorSize × width.
//
// Several are learnt that differ by where they began and what was left out, and
// put side by side: what they agree on is more often right than what one says
// (Hansen and Salamon 1990).

const (
	networks   = 2
	netEpochs  = 4
	netRate    = 0.04
	netFloor   = 0.01 // of a row's mean squares
	netDropout = 0.3  // of the hidden lanes
	netSigns   = 0.2  // of the table's rows
	netBlind   = 0.1  // of the vectors
)

// seen is a sentence as the network sees it.
type seen struct {
	views   []name.View
	allowed []uint32
	weight  float32
}

// trainee is the network in training.
type trainee struct {
	*crf
	vectors name.Vectors
	net     *name.Network
	squares *name.Network // of each row its sum, in the row's first lane
	sum     *name.Network // of the weights at the ends of later epochs
	// What is left out; zero leaves out nothing, as dropout does.
	blind, signless float32

	first, second net.Packed
	seen, hidden  []float32
	out           []float32

	views []name.View
	signs []uint16
	keep  []float32 // what is left of the hidden lanes, 0 or above 1
	in    []float32 // transposed, of the tokens that moved
	back  []float32 // their hidden gradients
	pack  net.Packed
	grad  []float32
}

func newTrainee(v name.Vectors, rng *rand.Rand) *trainee {
	n := name.NewNetwork(width)
	for _, p := range []struct {
		part []float32
		size float64
	}{{n.Vectors, 1 / math.Sqrt(name.Views*name.VectorSize)}, {n.Signs, 0.05}, {n.Out, 0.1}} {
		for i := range p.part {
			p.part[i] = float32(rng.NormFloat64() * p.size)
		}
	}
	return &trainee{crf: newCRF(0, rng), vectors: v, net: n, squares: name.NewNetwork(width), sum: name.NewNetwork(width)}
}

const (
	inWidth  = name.Views * name.VectorSize
	width    = 96 // of one network
	outLanes = (name.Tags + net.Lanes - 1) / net.Lanes * net.Lanes
)

// learn takes one step on a sentence and returns its loss.
func (t *trainee) learn(s *seen) float64 {
	n := len(s.allowed)
	t.room(n)
	t.thin(s)
	t.seen, t.hidden, t.out = fill(t.seen, n*inWidth), fill(t.hidden, n*width), fill(t.out, n*outLanes)
	t.vectors.Gather(t.views, t.seen)
	for i := range n {
		copy(t.hidden[i*width:], t.net.Bias)
	}
	t.net.Add(t.views, t.hidden)
	t.first.Pack(t.net.Vectors, inWidth, width)
	t.first.MulAdd(t.hidden, width, t.seen, inWidth, n)
	t.keep = fill(t.keep, n*width)
	for i, h := range t.hidden {
		t.keep[i] = 0
		if t.rng.Float32() >= t.dropout {
			t.keep[i] = 1 / (1 - t.dropout)
		}
		t.hidden[i] = max(h, 0) * t.keep[i]
	}
	t.second.PackTransposed(t.net.Out, width, name.Tags)
	clear(t.out)
	t.second.MulAdd(t.out, outLanes, t.hidden, width, n)
	for i := range n {
		copy(t.scores[i][:], t.out[i*outLanes:])
	}
	loss := t.compare(s.allowed, s.weight)
	t.descend()
	return loss
}

// thin takes up what the network is shown of a sentence.
func (t *trainee) thin(s *seen) {
	t.views, t.signs = append(t.views[:0], s.views...), t.signs[:0]
	for i := range t.views {
		v := &t.views[i]
		from := len(t.signs)
		for _, sign := range v.Signs {
			if t.rng.Float32() >= t.signless {
				t.signs = append(t.signs, sign)
			}
		}
		v.Signs = t.signs[from:len(t.signs):len(t.signs)]
		for k := range v.Vectors {
			if t.rng.Float32() < t.blind {
				v.Vectors[k] = 0
			}
		}
	}
}

// descend moves the weights against the gradients of the tokens that moved.
func (t *trainee) descend() {
	m := len(t.moved)
	if m == 0 {
		return
	}
	t.in, t.back = fill(t.in, inWidth*m), fill(t.back, m*width)
	clear(t.back)
	for k, i := range t.moved {
		dz := t.back[k*width : (k+1)*width]
		for tag, g := range t.grads[i] {
			if g != 0 {
				net.Axpy(g, t.net.Out[tag*width:(tag+1)*width], dz)
			}
		}
		for j, h := range t.hidden[i*width : (i+1)*width] {
			if h <= 0 {
				dz[j] = 0
			} else {
				dz[j] *= t.keep[i*width+j]
			}
		}
		for j, x := range t.seen[i*inWidth : (i+1)*inWidth] {
			t.in[j*m+k] = x
		}
	}
	t.grad = fill(t.grad, inWidth*width)
	clear(t.grad)
	for k, i := range t.moved {
		h := t.hidden[i*width : (i+1)*width]
		for tag, g := range t.grads[i] {
			if g != 0 {
				net.Axpy(g, h, t.grad[tag*width:(tag+1)*width])
			}
		}
		dz := t.back[k*width : (k+1)*width]
		t.step(t.net.Bias, t.squares.Bias, dz, 0)
		for _, s := range t.views[i].Signs {
			t.step(t.net.Signs, t.squares.Signs, dz, int(s))
		}
	}
	for tag := range name.Tags {
		t.step(t.net.Out, t.squares.Out, t.grad[tag*width:(tag+1)*width], tag)
	}
	clear(t.grad[:name.Tags*width])
	t.pack.Pack(t.back, m, width)
	t.pack.MulAdd(t.grad, width, t.in, m, inWidth)
	for r := range inWidth {
		t.step(t.net.Vectors, t.squares.Vectors, t.grad[r*width:(r+1)*width], r)
	}
}

// step moves a row of part by its gradient.
func (t *trainee) step(part, squares, grad []float32, row int) {
	sq := &squares[row*width]
	d := net.Dot(grad, grad)
	if d == 0 {
		return
	}
	*sq += d / width
	net.Axpy(-t.rate/float32(math.Sqrt(netFloor+float64(*sq))), grad, part[row*width:(row+1)*width])
}

func fill(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

// remember and average are those of crf for the network's weights.
func (t *trainee) remember() {
	t.crf.remember()
	var now [][]float32
	t.net.Each(func(p []float32) { now = append(now, p) })
	t.sum.Each(func(p []float32) { net.Axpy(1, now[0], p); now = now[1:] })
}

func (t *trainee) average() {
	t.crf.average()
	var now [][]float32
	t.net.Each(func(p []float32) { now = append(now, p) })
	t.sum.Each(func(p []float32) {
		for i, v := range p {
			now[0][i] = v / t.sumOf
		}
		now = now[1:]
	})
}

// sights is what the network sees of texts.
func sights(z *name.Featurizer, texts []text) []seen {
	var out []seen
	for _, t := range texts {
		base := len(out)
		for _, r := range t.d.Sentences {
			out = append(out, seen{views: make([]name.View, 0, r.Len()), allowed: t.allowed[r.First:r.End], weight: t.weight})
		}
		z.Views(t.d, func(s, _ int, v *name.View) {
			out[base+s].views = append(out[base+s].views, name.View{Vectors: v.Vectors, Signs: append([]uint16(nil), v.Signs...)})
		})
	}
	return out
}

// pool gives l the networks, and both sides their share of what is made of a token.
// What is left out in learning is there in reading: the table's rows weigh less for
// it.
func pool(l *name.Learnt, nets []*trainee) {
	for k, r := range l.Rows {
		for tag := range r {
			r[tag] *= 1 - netShare
		}
		l.Rows[k] = r
	}
	each := netShare / float32(len(nets))
	var parts []*name.Network
	for _, t := range nets {
		for i := range t.net.Out {
			t.net.Out[i] *= each
		}
		for i := range t.net.Signs {
			t.net.Signs[i] *= 1 - netSigns
		}
		parts = append(parts, t.net)
	}
	for i := range l.Trans {
		for j := range l.Trans[i] {
			l.Trans[i][j] *= 1 - netShare
			for _, t := range nets {
				l.Trans[i][j] += each * t.trans[i][j]
			}
		}
		l.Trans[i][name.Outside] += caution
	}
	l.Network, l.Vectors = name.Join(parts...), nets[0].vectors
}

const (
	// netShare is the networks' share in a token's scores; the features have the rest.
	netShare float32 = 0.4
	// caution is added to whatever is outside names: a name that is none misleads
	// more than one that is missed.
	caution float32 = 0.3
)

// fitNetwork learns a network from sentences.
func fitNetwork(ctx context.Context, sentences []seen, v name.Vectors, rng *rand.Rand) (*trainee, error) {
	sentences = slices.Clone(sentences) // of which others have their own order
	t := newTrainee(v, rng)
	t.dropout, t.blind, t.signless = netDropout, netBlind, netSigns
	for e := range netEpochs {
		t.rate = netRate * float32(netEpochs-e) / netEpochs
		rng.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
		for i := range sentences {
			if i%1000 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, sayso.E("train", name.Stage, sayso.Cancelled, err)
				}
			}
			t.learn(&sentences[i])
		}
		if e >= netEpochs/2 {
			t.remember()
		}
	}
	t.average()
	return t, nil
}
