package name

import (
	"encoding/binary"
	"math"
)

// VectorSize is how many numbers a word's vector has.
const VectorSize = 100

// Vectors come cut into parts of partSize numbers, a byte each: which of 256
// centres of that part is nearest (learn/clusters).
const (
	partSize = 4
	parts    = VectorSize / partSize
	centres  = 256
)

// Vectors are those of the commonest words, by their number from 1.
type Vectors struct {
	centres []float32 // centre after centre, part after part
	codes   []byte    // parts for each word
}

// ReadVectors reads the centres as 32-bit floats and the codes after them. It
// reports whether b is of a size that can be.
func ReadVectors(b []byte) (Vectors, bool) {
	const head = 4 * VectorSize * centres
	if len(b) < head || (len(b)-head)%parts != 0 {
		return Vectors{}, false
	}
	v := Vectors{centres: make([]float32, VectorSize*centres), codes: b[head:]}
	for i := range v.centres {
		v.centres[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v, true
}

// bytes is what ReadVectors reads.
func (v Vectors) bytes() []byte {
	b := make([]byte, 0, 4*len(v.centres)+len(v.codes))
	for _, x := range v.centres {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return append(b, v.codes...)
}

// Len is the number of words.
func (v Vectors) Len() int { return len(v.codes) / parts }

// Put writes the vector of a word to out; zeros for 0 and for words beyond the
// last.
func (v Vectors) Put(word uint32, out []float32) {
	out = out[:VectorSize]
	if word == 0 || int(word) > v.Len() {
		clear(out)
		return
	}
	for p, c := range v.codes[int(word-1)*parts : int(word)*parts] {
		at := (p*centres + int(c)) * partSize
		*(*[partSize]float32)(out[p*partSize:]) = *(*[partSize]float32)(v.centres[at:])
	}
}
