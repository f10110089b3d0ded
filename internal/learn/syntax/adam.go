package syntax

import (
	"math"

	"sayso/internal/nlp/net"
	"sayso/internal/nlp/syntax"
)

// adam is the optimiser of Kingma and Ba (2015). Rows of tables are moved
// only in steps that used them. It also keeps a running mean of all weights,
// which is what is kept in the end: it generalises better than the last point.
type adam struct {
	w, g, mean, second, average *syntax.Weights
	step                        int
}

const (
	beta1, beta2 = 0.9, 0.98
	adamEpsilon  = 1e-8
	// maxNorm bounds the length of a step's gradient, tables aside.
	maxNorm = 5
	// The average moves every averageEvery steps, by the share averageRate.
	averageEvery = 8
	averageRate  = 0.01
)

func newAdam(w, g *syntax.Weights) *adam {
	return &adam{w: w, g: g, mean: syntax.NewWeights(w.Shape), second: syntax.NewWeights(w.Shape), average: syntax.NewWeights(w.Shape)}
}

// update moves the weights against their gradients and clears these.
func (a *adam) update(rate float64, touched *[5]touched) {
	a.step++
	var norm float64
	for i, g := range a.g.Tensors {
		if !a.w.Tensors[i].Table {
			norm += float64(net.Dot(g.Data, g.Data))
		}
	}
	clip := float32(1)
	if norm = math.Sqrt(norm); norm > maxNorm {
		clip = float32(maxNorm / norm)
	}
	lr := float32(rate * math.Sqrt(1-math.Pow(beta2, float64(a.step))) / (1 - math.Pow(beta1, float64(a.step))))
	table := 0
	for i, w := range a.w.Tensors {
		g, m, v := a.g.Tensors[i].Data, a.mean.Tensors[i].Data, a.second.Tensors[i].Data
		if !w.Table {
			move(w.Data, g, m, v, lr, clip)
			continue
		}
		for _, r := range touched[table].rows {
			lo, hi := int(r)*w.Cols, (int(r)+1)*w.Cols
			move(w.Data[lo:hi], g[lo:hi], m[lo:hi], v[lo:hi], lr, 1)
		}
		touched[table].clear()
		table++
	}
	if a.step%averageEvery == 0 {
		// Early on the mean of all points so far, later a moving one.
		share := max(averageRate, 1/float32(a.step/averageEvery))
		for i, w := range a.w.Tensors {
			avg := a.average.Tensors[i].Data
			for j, x := range w.Data {
				avg[j] += share * (x - avg[j])
			}
		}
	}
}

// move makes one step of some weights, given their gradients, which it clears,
// and the running means of these and of their squares.
func move(w, g, m, v []float32, lr, clip float32) {
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	n := len(w) &^ 7
	if fast && n > 0 {
		rates := [...]float32{lr, clip, beta1, 1 - beta1, beta2, 1 - beta2, adamEpsilon}
		move8(n, &w[0], &g[0], &m[0], &v[0], &rates[0])
	} else {
		n = 0
	}
	for i := n; i < len(w); i++ {
		x := g[i] * clip
		g[i] = 0
		m[i] = beta1*m[i] + (1-beta1)*x
		v[i] = beta2*v[i] + (1-beta2)*x*x
		w[i] -= lr * m[i] / (float32(math.Sqrt(float64(v[i]))) + adamEpsilon)
	}
}
