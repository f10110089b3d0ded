// Package half writes numbers of 16 bits, in which vectors are handed to training.
package half

import (
	"encoding/binary"
	"math"
)

// Append adds v as a number of 16 bits (IEEE 754), rounded to the nearest. What the
// network makes is neither infinite nor small enough to be lost.
func Append(to []byte, v float32) []byte { return binary.LittleEndian.AppendUint16(to, bits(v)) }

func bits(v float32) uint16 {
	b := math.Float32bits(v)
	sign := uint16(b >> 16 & 0x8000)
	e := int(b>>23&0xff) - 127 + 15
	if e <= 0 || v == 0 {
		return sign
	}
	if e >= 31 {
		return sign | 0x7bff
	}
	m := b & 0x7fffff
	out := uint32(e)<<10 | m>>13
	if m&0x1fff > 0x1000 || m&0x1fff == 0x1000 && out&1 == 1 {
		out++
	}
	return sign | uint16(out)
}
