package syntax

import (
	"math"
	"math/rand/v2"
	"testing"

	"sayso/internal/nlp/net"
	"sayso/internal/nlp/syntax"
)

// TestGradients compares every kind of weight's gradient with the change of
// the loss when the weight is moved.
func TestGradients(t *testing.T) {
	s := syntax.Shape{Words: 9, Fields: 3, SenseWidth: 32, WordWidth: 16, GramWidth: 16, SuffixWidth: 16, CapsWidth: 16, Depth: 2, Window: 1, ArcWidth: 16, RelWidth: 16,
		TagClasses: 5, FeatClasses: 3, RelClasses: 4}
	r := rand.New(rand.NewPCG(1, 1))
	w := syntax.NewWeights(s)
	start(w, r)
	rows, _ := net.NewRows([]string{"ships", "leave", "port", "early"})
	v := &net.Words{Rows: rows, Senses: net.NewTable(2)}
	v.Senses.Set(net.Hash("ship"), 1)
	v.Senses.Set(net.Hash("early"), 2)
	model := &syntax.Model{Weights: w, Words: v, Senses: [][]uint8{nil, {0, 2}, {1}}}
	var m net.Maker
	sentence := func(words ...string) *example {
		e := &example{}
		for i, x := range words {
			e.features = append(e.features, m.Make(v, x))
			e.counts = append(e.counts, 3)
			e.tags, e.feats, e.rels = append(e.tags, i%5), append(e.feats, i%3), append(e.rels, i%4)
			e.heads = append(e.heads, i-1)
		}
		e.parts = [][2]int{{0, len(words)}}
		return e
	}
	batch := []*example{sentence("Ships", "leave", "port"), joined([]*example{sentence("early", "ships", "do", "not"), sentence("ships", "leave")})}
	n := &network{m: model, w: w, g: syntax.NewWeights(s), rand: r}
	loss := func() float64 {
		n.forward(batch)
		l := n.backward()
		return l.Tags + l.Feats + l.Arcs + l.Rels + l.Starts
	}
	loss()
	grads := make([][]float32, len(n.g.Tensors))
	for i, g := range n.g.Tensors {
		grads[i] = append([]float32(nil), g.Data...)
	}
	const step = 1e-3
	for i, p := range w.Tensors {
		// The largest gradients are the ones that rounding hides least.
		for range 3 {
			at := 0
			for j, g := range grads[i] {
				if math.Abs(float64(g)) > math.Abs(float64(grads[i][at])) {
					at = j
				}
			}
			old := p.Data[at]
			p.Data[at] = old + step
			up := loss()
			p.Data[at] = old - step
			down := loss()
			p.Data[at] = old
			want, got := (up-down)/(2*step), float64(grads[i][at])
			if math.Abs(want-got) > 1e-3+0.05*math.Abs(want) {
				t.Errorf("%s[%d]: gradient %g, measured %g", p.Name, at, got, want)
			}
			grads[i][at] = 0
		}
	}
}

func TestMove(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	w, g, m, v := make([]float32, 19), make([]float32, 19), make([]float32, 19), make([]float32, 19)
	for i := range w {
		w[i], g[i], m[i], v[i] = r.Float32(), r.Float32()-0.5, r.Float32()-0.5, r.Float32()
	}
	for i := range w {
		x := float64(g[i]) * 0.5
		mean := beta1*float64(m[i]) + (1-beta1)*x
		want := float64(w[i]) - 0.01*mean/(math.Sqrt(beta2*float64(v[i])+(1-beta2)*x*x)+adamEpsilon)
		one := [4][]float32{{w[i]}, {g[i]}, {m[i]}, {v[i]}}
		move(one[0], one[1], one[2], one[3], 0.01, 0.5)
		if math.Abs(float64(one[0][0])-want) > 1e-6 {
			t.Fatalf("weight %d alone: %g, want %g", i, one[0][0], want)
		}
		defer func() {
			if math.Abs(float64(w[i])-want) > 1e-6 || g[i] != 0 {
				t.Errorf("weight %d among others: %g, want %g", i, w[i], want)
			}
		}()
	}
	move(w, g, m, v, 0.01, 0.5)
}
