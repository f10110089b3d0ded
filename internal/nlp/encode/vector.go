package encode

import "math"

// Vector returns what a text says, as whole numbers of which the largest is 127:
// a direction, whose length means nothing. [Likeness] compares two. It is the
// mean of the vectors of the text's pieces; a text of more than one window
// counts window by window, and only its first 4,096 pieces. A text without
// pieces has no vector, nil.
func (e *Encoder) Vector(text string) []int8 {
	r := e.scratch.Get().(*room)
	defer e.scratch.Put(r)
	sum := e.mean(r, text)
	if sum == nil {
		return nil
	}
	return whole(sum)
}

// mean returns the sum of the vectors of a text's pieces.
func (e *Encoder) mean(r *room, text string) []float32 {
	r.pieces = e.words.cut(text, r.pieces[:0])
	pieces := r.pieces
	if len(pieces) == 0 {
		return nil
	}
	if len(pieces) > maxText {
		pieces = pieces[:maxText]
	}
	sum := make([]float32, e.shape.Width)
	for len(pieces) > 0 {
		n := min(len(pieces), MaxPieces-2)
		r.ids = append(r.ids[:0], e.words.first)
		for _, p := range pieces[:n] {
			r.ids = append(r.ids, p.ID)
		}
		r.ids = append(r.ids, e.words.last)
		pieces = pieces[n:]
		e.window(r)
		for i := range r.ids {
			for j, v := range r.x[i*len(sum):][:len(sum)] {
				sum[j] += v
			}
		}
	}
	return sum
}

// whole makes the numbers of a vector whole, the largest 127.
func whole(x []float32) []int8 {
	var top float32
	for _, v := range x {
		top = max(top, v, -v)
	}
	out := make([]int8, len(x))
	if top == 0 {
		return out
	}
	for i, v := range x {
		out[i] = int8(math.RoundToEven(float64(v / top * 127)))
	}
	return out
}

// Likeness is the cosine of the angle between two vectors of one length: 1 for
// texts that say the same, about 0 for texts that have nothing to do with each
// other. A vector of zeros is like nothing.
func Likeness(a, b []int8) float64 {
	var dot, aa, bb int64
	for i, x := range a {
		y := b[i]
		dot += int64(x) * int64(y)
		aa += int64(x) * int64(x)
		bb += int64(y) * int64(y)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return float64(dot) / math.Sqrt(float64(aa)*float64(bb))
}
