package encode

import (
	"encoding/binary"

	"sayso/internal/nlp/net"
	"sayso/nlp"
)

// # Heads
//
// Reading goes through the first layers of the encoder, which stay as they were
// published, and then through layers that were learnt for reading: a
// few rows for the signs of each piece come in between. A token has the vector
// of the piece that it begins with, and each head is a row of scores for it. So
// vectors of what is said stay what they were, and one pass serves all heads.

// heads is what reads on from the shared layers.
type heads struct {
	shared       int // how many layers of the encoder are read over
	tags, labels int
	signs        []float32 // a row for each sign
	layers       []layer
	out          []float32 // a row for each number of a vector, a column for each score
	bias         []float32
}

// maxOwn is how many layers heads may have, and maxScores how many scores.
const (
	maxOwn    = 12
	maxScores = 1024
)

func (r *sections) heads(s Shape) *heads {
	d := r.file.Section("heads.shape")
	if len(d) != 16 {
		r.bad = "heads.shape"
		return nil
	}
	n := func(i int) int { return int(binary.LittleEndian.Uint32(d[4*i:])) }
	h := &heads{shared: n(0), tags: n(2), labels: n(3)}
	all := h.tags + h.labels
	if h.shared > s.Layers || n(1) > maxOwn || h.tags > maxScores || h.labels > maxScores || all%8 != 0 {
		r.bad = "heads.shape"
		return nil
	}
	h.signs = r.floats("heads.signs", Signs*s.Width)
	for i := range n(1) {
		h.layers = append(h.layers, r.layer("heads.", i, s))
	}
	h.out, h.bias = r.floats("heads.out", s.Width*all), r.floats("heads.bias", all)
	return h
}

// MaxRead is how many pieces of words the heads read of one document, up to the end
// of a sentence. A word of prose is some one and a third pieces, a number or a name that
// nobody knows up to ten, and each costs the same: so this bounds what a document costs,
// as a number of words does not.
const MaxRead = 24_000

// Apply sets the scores of d, whose tokens, sentences, quotations and tags are
// known: of its first sentences, as far as they have [MaxRead] pieces.
func (e *Encoder) Apply(d *nlp.Doc) {
	h := e.heads
	r := e.scratch.Get().(*room)
	defer e.scratch.Put(r)
	e.Lay(d, &r.sheet)
	tokens, pieces := r.sheet.within(d, MaxRead)
	d.Scores = &nlp.Scores{Tokens: tokens, Names: make([]float32, tokens*h.tags), Attributions: make([]float32, tokens*h.labels)}
	if e.mentions != nil {
		d.Scores.Mentions = make([]float32, tokens*Numbers)
	}
	token := 0
	for ws := r.sheet.Windows; len(ws) > 0 && ws[0].From < pieces; {
		r.start()
		n, from := 0, ws[0].From
		for n < len(ws) && (n == 0 || ws[n].To-from <= batch) {
			r.windows = append(r.windows, window{0, ws[n].From - from, ws[n].To - from})
			n++
		}
		to := ws[n-1].To
		ws = ws[n:]
		r.ids = append(r.ids, r.sheet.IDs[from:to]...)
		e.lower(r, h.shared)
		h.read(r, from, e.shape)
		first := token
		for ; token < tokens && int(r.sheet.Rows[token]) < to; token++ {
			if at := int(r.sheet.Rows[token]); at >= 0 {
				x := r.x[(at-from)*e.shape.Width:][:e.shape.Width]
				h.score(x, d.Scores.Names[token*h.tags:][:h.tags], d.Scores.Attributions[token*h.labels:][:h.labels], r)
			}
		}
		if e.mentions != nil {
			e.mentions.read(r, d, first, from, e.shape)
		}
	}
}

// read takes the vectors of r, whose first piece is the sheet's piece from, on
// through the heads' own layers.
func (h *heads) read(r *room, from int, s Shape) {
	sign(r, from, h.signs, s)
	for i := range h.layers {
		h.layers[i].apply(r, len(r.ids), s)
	}
}

// score sets the scores of one token by its vector.
func (h *heads) score(x, tags, labels []float32, r *room) {
	all := len(h.bias)
	if cap(r.scores) < all {
		r.scores = make([]float32, all)
	}
	out := r.scores[:all]
	net.Blend(out, x, h.out, all)
	for i, v := range h.bias {
		out[i] += v
	}
	copy(tags, out)
	copy(labels, out[h.tags:])
}
