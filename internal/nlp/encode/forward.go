package encode

import "sayso/internal/nlp/net"

// batch is the number of rows that go through the network together: so many that
// fetching the weights costs little beside using them, so few that the rows of
// the widest layer stay in the processor's cache.
const batch = 192

// room is the memory of one forward pass; it is used over and over.
type room struct {
	cutter  cutter
	ids     []int32   // of all windows, one after the other
	windows []window  // in their order
	x       []float32 // the vectors of all pieces
	wide    []float32 // query, key and value; then the inner layer
	out     []float32 // what a layer adds
	mixed   []float32 // the values, as attention mixes them
	keys    []float32 // of one head, a row for each number
	weights []float32 // of a few pieces to all others
	sum     []float32
	steps   net.Steps
	sheet   Sheet     // of the document at hand
	scores  []float32 // of one token
	below   []float32 // the vectors below the layer of mentions
	both    []float32 // of tokens: their vectors below and above it
	tokens  []int     // which
	numbers []float32 // what these become
}

// window is rows of a room whose pieces see each other, and whose text it is.
type window struct{ text, from, to int }

// start empties the room.
func (r *room) start() { r.ids, r.windows = r.ids[:0], r.windows[:0] }

// add puts in a window of a text's pieces, between the two that every window has.
func (r *room) add(v *vocabulary, text int, pieces []Piece) {
	from := len(r.ids)
	r.ids = append(r.ids, v.first)
	for _, p := range pieces {
		r.ids = append(r.ids, p.ID)
	}
	r.ids = append(r.ids, v.last)
	r.windows = append(r.windows, window{text, from, len(r.ids)})
}

// grow makes room for n rows, of which at most one window sees each other.
func (r *room) grow(n int, s Shape) {
	all := (n + 5) / 6 * 6 // the kernels write whole tiles of six rows
	fit := func(x *[]float32, n int) {
		if cap(*x) < n {
			*x = make([]float32, n)
		}
		*x = (*x)[:n]
	}
	fit(&r.x, all*s.Width)
	fit(&r.out, all*s.Width)
	fit(&r.mixed, all*s.Width)
	fit(&r.wide, all*max(3*s.Width, s.Inner))
	fit(&r.keys, s.Width/s.Heads*MaxPieces)
	fit(&r.weights, together*MaxPieces)
}

// forward makes r.x the vectors of r.ids: what each means among the others of
// its window.
func (e *Encoder) forward(r *room) {
	e.start(r)
	for i := range e.layers {
		e.layers[i].apply(r, len(r.ids), e.shape)
	}
}

// start makes r.x the vectors of r.ids before any layer: what each means by
// itself, and where it stands.
func (e *Encoder) start(r *room) {
	s := e.shape
	r.grow(len(r.ids), s)
	for _, w := range r.windows {
		for i, id := range r.ids[w.from:w.to] {
			x, v, by := r.x[(w.from+i)*s.Width:][:s.Width], e.word[int(id)*s.Width:][:s.Width], e.scale[id]
			for j := range x {
				x[j] = float32(float32(v[j]) * by)
			}
			net.LayerNorm(x, e.position[i*s.Width:], e.norm.scale, e.norm.bias)
		}
	}
}

// apply takes the n vectors of r.x through one layer.
func (l *layer) apply(r *room, n int, s Shape) {
	l.attend.Mul(r.wide, r.x, n, &r.steps)
	for _, w := range r.windows {
		for h := range s.Heads {
			r.head(h, w, s)
		}
	}
	l.gather.Mul(r.out, r.mixed, n, &r.steps)
	r.norm(n, s, l.first)

	l.up.Mul(r.wide, r.x, n, &r.steps)
	net.GELU(r.wide[:n*s.Inner])
	l.down.Mul(r.out, r.wide, n, &r.steps)
	r.norm(n, s, l.second)
}

// norm adds what a layer made to the vectors, and makes them normal.
func (r *room) norm(n int, s Shape, by normal) {
	for i := range n {
		net.LayerNorm(r.x[i*s.Width:][:s.Width], r.out[i*s.Width:], by.scale, by.bias)
	}
}

// head mixes the values of one head of attention: for each piece of a window
// those of all its pieces, by how well its query meets their keys.
func (r *room) head(h int, w window, s Shape) {
	size, stride, n := s.Width/s.Heads, 3*s.Width, w.to-w.from
	cols := (n + 7) &^ 7
	rows := r.wide[w.from*stride+h*size:]
	for i := range n {
		for j, v := range rows[i*stride+s.Width:][:size] {
			r.keys[j*cols+i] = v
		}
	}
	for j := range size {
		clear(r.keys[j*cols+n : (j+1)*cols])
	}
	queries, values := net.Strided{X: rows, Stride: stride}, net.Strided{X: rows[2*s.Width:], Stride: stride}
	keys, weights := net.Strided{X: r.keys, Stride: cols}, net.Strided{X: r.weights, Stride: cols}
	for i := 0; i < n; i += together {
		some := min(together, n-i)
		net.Blends(some, cols, size, weights, net.Strided{X: queries.X[i*stride:], Stride: stride}, keys)
		for k := range some {
			row := r.weights[k*cols : (k+1)*cols]
			for j := n; j < cols; j++ {
				row[j] = net.NoScore
			}
			net.Softmax(row)
		}
		mixed := net.Strided{X: r.mixed[(w.from+i)*s.Width+h*size:], Stride: s.Width}
		net.Blends(some, size, n, mixed, weights, values)
	}
}

// together is how many pieces of a window look at the others at once: a kernel
// takes four.
const together = 4

// normal makes vectors normal: of mean 0 and deviation 1, then scaled and moved.
type normal struct{ scale, bias []float32 }
