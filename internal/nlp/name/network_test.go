package name

import (
	"math"
	"slices"
	"testing"

	"sayso/internal/nlp/token"
)

// TestPacking checks that an entry comes back as it went in.
func TestPacking(t *testing.T) {
	e := WorldEntry{Commonness: 13, Field: 200, Lists: NotedList | GivenList, Cluster: 4096, Vector: 80_000}
	if got := unpack(e.pack()); got != e {
		t.Errorf("%+v, want %+v", got, e)
	}
}

// TestVectors checks that words beyond the last have none.
func TestVectors(t *testing.T) {
	v := tiny().Vectors
	out := make([]float32, VectorSize)
	v.Put(3, out)
	if out[0] != v.centres[int(v.codes[2*parts])*partSize] || out[VectorSize-1] == 0 {
		t.Error("the third word has another's vector")
	}
	for _, w := range []uint32{0, 4, 1 << 22} {
		if v.Put(w, out); slices.ContainsFunc(out, func(x float32) bool { return x != 0 }) {
			t.Errorf("word %d has a vector", w)
		}
	}
	for _, n := range []int{0, 4*VectorSize*centres - 1, 4*VectorSize*centres + 1} {
		if _, ok := ReadVectors(make([]byte, n)); ok {
			t.Errorf("%d bytes were taken", n)
		}
	}
}

// TestNetwork compares the network's scores with their definition.
func TestNetwork(t *testing.T) {
	l := tiny()
	n := readNetwork(l.Network.bytes())
	if n == nil {
		t.Fatal("what was written is not read")
	}
	for i, x := range n.Vectors {
		if d := x - l.Network.Vectors[i]; d > 1e-5 || d < -1e-5 {
			t.Fatalf("weight %d is %g, was %g", i, x, l.Network.Vectors[i])
		}
	}
	z := NewFeaturizer(l.World)
	var views []View
	z.Views(token.Tokenize("Mira Okafor said so of Port Salis."), func(_, _ int, v *View) {
		views = append(views, View{v.Vectors, slices.Clone(v.Signs)})
	})
	var s sight
	scores := s.scores(compile(n), &l.Vectors, views, nil)
	in := make([]float32, VectorSize)
	for i, v := range views {
		h := slices.Clone(n.Bias)
		for _, s := range v.Signs {
			for j := range h {
				h[j] += n.Signs[int(s)*n.Width+j]
			}
		}
		for k, w := range v.Vectors {
			l.Vectors.Put(w, in)
			for r, x := range in {
				for j := range h {
					h[j] += x * n.Vectors[(k*VectorSize+r)*n.Width+j]
				}
			}
		}
		for tag := range Tags {
			want := float32(0)
			for j := range h {
				want += max(h[j], 0) * n.Out[tag*n.Width+j]
			}
			if got := scores[i][tag]; math.Abs(float64(got-want)) > 2e-3 {
				t.Errorf("token %d tag %d: %g, want %g", i, tag, got, want)
			}
		}
	}
	if views[2].Vectors[window] != 2 || views[1].Vectors[window+1] != 2 || views[0].Vectors[window] != 0 {
		t.Errorf("vectors %v, %v", views[1].Vectors, views[2].Vectors)
	}
	for _, v := range views {
		if slices.Max(v.Signs) >= Signs {
			t.Errorf("sign %d of %d", slices.Max(v.Signs), Signs)
		}
	}
}

// TestNetworkDamage checks that weights that are no numbers are refused.
func TestNetworkDamage(t *testing.T) {
	b := tiny().Network.bytes()
	if readNetwork(b[:len(b)-2]) != nil {
		t.Error("a network that is too short was taken")
	}
	copy(b, []byte{0, 0, 0xc0, 0x7f}) // NaN
	if readNetwork(b) != nil {
		t.Error("a scale that is no number was taken")
	}
}

// TestJoin checks that networks side by side score what they score together.
func TestJoin(t *testing.T) {
	l := tiny()
	a := l.Network
	b := NewNetwork(a.Width)
	b.Each(func(p []float32) {
		for i := range p {
			p[i] = float32(i%7-3) / 50
		}
	})
	views := []View{{Vectors: [Views]uint32{1, 2, 3}, Signs: []uint16{0, 5, Signs - 1}}}
	score := func(n *Network) [Tags]float32 {
		var s sight
		return s.scores(compile(n), &l.Vectors, views, nil)[0]
	}
	of, and, both := score(a), score(b), score(Join(a, b))
	for tag := range both {
		if want := of[tag] + and[tag]; math.Abs(float64(both[tag]-want)) > 2e-3 {
			t.Errorf("tag %d: %g, want %g", tag, both[tag], want)
		}
	}
}
