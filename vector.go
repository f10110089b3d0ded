package sayso

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
func (v Vector) Like(w Vector) float64 {
	return min(max(float64(v.Dot(w))/(VectorLength*VectorLength), -1), 1)
}
