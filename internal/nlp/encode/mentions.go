package encode

import (
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
	"sayso/nlp"
)

// # Mentions
//
// Who refers to whom is read one layer further up than names and attributions.
// That layer's attention was learnt for it; what works on each piece alone is that
// of the last published layer, so that it costs a third of a layer's bytes. Its
// vector of a token, beside the one below, becomes the numbers that package coref
// joins mentions by.

// Numbers is how many numbers of mentions there are for a token.
const Numbers = 320

// mentions is what makes numbers of mentions of what the heads read.
type mentions struct {
	signs  []float32 // a row for each sign
	layer  layer
	number *net.Small // of the vectors below and above the layer, side by side
}

// Mentions makes e give the tokens of a document numbers of mentions as well, with
// the layer that f, the model of coreference, holds. It is called before e reads.
func (e *Encoder) Mentions(f *model.File) error {
	r, s := sections{file: f}, e.shape
	const at = "network.layer."
	last := &e.layers[s.Layers-1]
	m := &mentions{signs: r.floats("network:signs", Signs*s.Width), number: r.small("network.number", 2*s.Width, Numbers)}
	m.layer = layer{
		attend: r.small(at+"attend", s.Width, 3*s.Width),
		gather: r.small(at+"gather", s.Width, s.Width),
		first:  r.normal(at+"first", s.Width),
		up:     last.up.With(r.floats(at+"up.bias", s.Inner)),
		down:   last.down.With(r.floats(at+"down.bias", s.Width)),
		second: r.normal(at+"second", s.Width),
	}
	if r.bad != "" {
		return damaged("the section " + r.bad + " of coreference does not fit")
	}
	e.mentions = m
	return nil
}

// read sets the numbers of those tokens of d, from the token first on, whose pieces stand
// in r, the first of which is the sheet's piece from.
func (m *mentions) read(r *room, d *nlp.Doc, first, from int, s Shape) {
	n, w := len(r.ids), s.Width
	r.below = append(r.below[:0], r.x[:n*w]...)
	sign(r, from, m.signs, s)
	m.layer.apply(r, n, s)
	r.both, r.tokens = r.both[:0], r.tokens[:0]
	for token := first; token < d.Scores.Tokens && int(r.sheet.Rows[token]) < from+n; token++ {
		if at := int(r.sheet.Rows[token]) - from; at >= 0 {
			r.both = append(append(r.both, r.below[at*w:][:w]...), r.x[at*w:][:w]...)
			r.tokens = append(r.tokens, token)
		}
	}
	r.numbers = grown(r.numbers, (len(r.tokens)+5)/6*6*Numbers)
	m.number.Mul(r.numbers, r.both, len(r.tokens), &r.steps)
	for i, t := range r.tokens {
		copy(d.Scores.Mentions[t*Numbers:][:Numbers], r.numbers[i*Numbers:])
	}
}

// sign adds the rows of each piece's signs to its vector.
func sign(r *room, from int, signs []float32, s Shape) {
	for i := range r.ids {
		x := r.x[i*s.Width:][:s.Width]
		for _, k := range r.sheet.Signs[from+i] {
			for j, v := range signs[int(k)*s.Width:][:s.Width] {
				x[j] += v
			}
		}
	}
}

func grown(x []float32, n int) []float32 {
	if cap(x) < n {
		return make([]float32, n)
	}
	return x[:n]
}
