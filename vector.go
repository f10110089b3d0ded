package sayso

import (
	"encoding/base64"
	"errors"
)

// Vector is what a text says, as a direction: vectors of texts that say like
// things point alike, whatever their words. It holds one whole number for each
// axis and is [VectorLength] long, to a few thousandths, so that the product of
// two vectors tells the angle between them without any division. Only vectors
// by one encoder can be compared.
type Vector []int8

// VectorLength is how long vectors are made: long enough for rounding to change
// a likeness by a few thousandths at most, short enough that hardly ever a
// number of a text's vector would pass 127.
const VectorLength = 400

// MaxVector bounds the numbers of a vector.
const MaxVector = 4096

// MarshalText writes the numbers as bytes, in base64.
func (v Vector) MarshalText() ([]byte, error) {
	raw := make([]byte, len(v))
	for i, n := range v {
		raw[i] = byte(n)
	}
	return base64.StdEncoding.AppendEncode(nil, raw), nil
}

// UnmarshalText reads what MarshalText writes.
func (v *Vector) UnmarshalText(text []byte) error {
	raw, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil {
		return err
	}
	if len(raw) > MaxVector {
		return errors.New("a vector of too many numbers")
	}
	*v = make(Vector, len(raw))
	for i, b := range raw {
		(*v)[i] = int8(b)
	}
	return nil
}

// Dot is the product of two vectors; 0 when one is missing or they are not of
// one encoder.
func (v Vector) Dot(w Vector) int {
	if len(v) != len(w) {
		return 0
	}
	var dot int32
	for i, x := range v {
		dot += int32(x) * int32(w[i])
	}
	return int(dot)
}

// Like is the cosine of the angle between two vectors: 1 for texts that say the
// same, about 0 for texts that have nothing to do with each other.
func (v Vector) Like(w Vector) float64 { return Likeness(v.Dot(w)) }

// Likeness is the cosine of the angle between two vectors, of their product.
func Likeness(dot int) float64 { return min(max(float64(dot)/(VectorLength*VectorLength), -1), 1) }
