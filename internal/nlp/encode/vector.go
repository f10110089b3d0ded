package encode

import (
	"math"

	"sayso"
)

// Vectors returns what each text says: a vector of [sayso.VectorLength], which
// depends on that text alone and is the same on every machine. A text without
// words has none, nil. Compare two with [sayso.Vector.Like].
//
// Texts are sentences, or what a claim says. Of a long one, the first 4,096
// pieces of words count; more than 254 are looked at in windows, each by itself.
//
// Hand over many texts at once: they go through the network side by side, so
// that its weights are fetched once for some ten short texts. Nothing is
// allocated for each text but its vector. Calls may run in parallel.
func (e *Encoder) Vectors(texts []string) []sayso.Vector {
	r := e.scratch.Get().(*room)
	defer e.scratch.Put(r)
	width := e.shape.Width
	out, all := make([]sayso.Vector, len(texts)), make([]int8, len(texts)*width)
	r.vectors(e, texts, func(text int, sum []float32) {
		v := all[text*width : (text+1)*width : (text+1)*width]
		whole(v, sum)
		out[text] = v
	})
	return out
}

// vectors hands over the sum of the vectors of each text's pieces, for texts
// that have some, in their order.
func (r *room) vectors(e *Encoder, texts []string, take func(text int, sum []float32)) {
	r.start()
	r.sum = append(r.sum[:0], make([]float32, e.shape.Width)...)
	at := -1 // the text that r.sum is of
	finish := func() {
		if at >= 0 {
			take(at, r.sum)
			clear(r.sum)
		}
	}
	flush := func() {
		e.forward(r)
		for _, w := range r.windows {
			if w.text != at {
				finish()
				at = w.text
			}
			for i := w.from; i < w.to; i++ {
				for j, v := range r.x[i*len(r.sum):][:len(r.sum)] {
					r.sum[j] += v
				}
			}
		}
		r.start()
	}
	for i, text := range texts {
		pieces := e.words.cut(text, &r.cutter)
		pieces = pieces[:min(len(pieces), maxText)]
		for len(pieces) > 0 {
			n := min(len(pieces), MaxPieces-2)
			if len(r.ids) > 0 && len(r.ids)+n+2 > batch {
				flush()
			}
			r.add(e.words, i, pieces[:n])
			pieces = pieces[n:]
		}
	}
	flush()
	finish()
}

// whole makes a vector of whole numbers of x, in its direction.
func whole(v []int8, x []float32) {
	var square float64
	for _, a := range x {
		square += float64(float64(a) * float64(a))
	}
	if !(square > 0) {
		return
	}
	by := sayso.VectorLength / math.Sqrt(square)
	for i, a := range x {
		v[i] = int8(min(max(math.RoundToEven(float64(a)*by), -127), 127))
	}
}
