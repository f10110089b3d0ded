package net

import "math"

// Exp is e to the x to five digits, far faster than
// the exact one: 2^k by its bits, the rest by a polynomial. Arguments beyond
// ±87 are taken as ±87. Products are rounded before they are added, so that no
// machine fuses the two and all give the same bits.
func Exp(x float32) float32 {
	x = min(max(x, -87), 87)
	t := float32(x * 1.44269504)
	k := float32(int32(t+151)) - 151 // floor, as t > −151
	f := t - k
	p := float32(1.8775767e-3)
	p = float32(p*f) + 8.9893397e-3
	p = float32(p*f) + 5.5826318e-2
	p = float32(p*f) + 2.4015361e-1
	p = float32(p*f) + 6.9315308e-1
	p = float32(p*f) + 9.9999994e-1
	return p * math.Float32frombits(uint32(int32(k)+127)<<23)
}

// Sigmoid is 1 / (1 + e^−x).
func Sigmoid(x float32) float32 { return 1 / (1 + Exp(-x)) }
