package net

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// same runs f with the kernels and without, on copies of x, and fails where the
// bits differ.
func same(t *testing.T, x []float32, f func(x []float32)) []float32 {
	t.Helper()
	kernel, plain := slices.Clone(x), slices.Clone(x)
	f(kernel)
	without(func() { f(plain) })
	for i := range x {
		if math.Float32bits(kernel[i]) != math.Float32bits(plain[i]) {
			t.Fatalf("%g became %g by the kernel, %g without", x[i], kernel[i], plain[i])
		}
	}
	return kernel
}

func TestGELU(t *testing.T) {
	var x []float32
	for v := float32(-10); v < 10; v += 1.0 / 256 {
		x = append(x, v)
	}
	x = append(x, 0, float32(math.Copysign(0, -1)), 1e30, -1e30, 1e-40, -1e-40, 4, -4)
	got := same(t, x, GELU)
	for i, v := range x {
		want := float64(v) * 0.5 * math.Erfc(-float64(v)/math.Sqrt2)
		if math.Abs(float64(got[i])-want) > 1.4e-4 {
			t.Errorf("GELU of %g is %g, want %g", v, got[i], want)
		}
	}
	GELU(nil)
}

func TestSoftmax(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 5, 8, 31, 256} {
		x := random(r, (n+7)&^7)
		for i := range x {
			if x[i] *= 20; i >= n {
				x[i] = NoScore
			}
		}
		got := same(t, x, Softmax)
		var sum, all float64
		for _, v := range x[:n] {
			sum += math.Exp(float64(v - x[0]))
		}
		for i, v := range got {
			if all += float64(v); i >= n && v > 1e-37 {
				t.Errorf("what is not there weighs %g", v)
			}
			if want := math.Exp(float64(x[i]-x[0])) / sum; math.Abs(float64(v)-want) > 1e-5 {
				t.Errorf("%d of %d weighs %g, want %g", i, n, v, want)
			}
		}
		if math.Abs(all-1) > 1e-5 {
			t.Errorf("the weights of %d sum to %g", n, all)
		}
	}
	Softmax(nil)
}

func TestLayerNorm(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{8, 32, 384} {
		y, scale, bias := random(r, n), random(r, n), random(r, n)
		x := random(r, n)
		got := same(t, x, func(x []float32) { LayerNorm(x, y, scale, bias) })
		var mean, variance float64
		for i := range x {
			mean += float64(x[i]+y[i]) / float64(n)
		}
		for i := range x {
			d := float64(x[i]+y[i]) - mean
			variance += d * d / float64(n)
		}
		for i := range x {
			want := (float64(x[i]+y[i])-mean)/math.Sqrt(variance)*float64(scale[i]) + float64(bias[i])
			if math.Abs(float64(got[i])-want) > 1e-4 {
				t.Errorf("%d of %d is %g, want %g", i, n, got[i], want)
			}
		}
	}
	flat := make([]float32, 8)
	for _, v := range same(t, flat, func(x []float32) { LayerNorm(x, flat, flat, flat) }) {
		if v != 0 {
			t.Errorf("a row of zeros became %g", v)
		}
	}
	LayerNorm(nil, nil, nil, nil)
}
