package names

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"sayso/internal/nlp/name"
	"sayso/internal/nlp/token"
)

// someVectors are those of a few words, drawn at random.
func someVectors(t testing.TB, words int) name.Vectors {
	t.Helper()
	rng := rand.New(rand.NewPCG(9, 10))
	b := make([]byte, 4*256*name.VectorSize+words*name.VectorSize/4)
	for i := range b {
		b[i] = byte(rng.Uint32())
		if i < 4*256*name.VectorSize && i%4 == 3 {
			b[i] = 0x3e // floats between 0.125 and 0.5
		}
	}
	v, ok := name.ReadVectors(b)
	if !ok {
		t.Fatal("vectors of a sound size were refused")
	}
	return v
}

// glimpse is a sentence of so many words, the first half of "Mira Okafor".
func glimpse(n int) *seen {
	s := &seen{allowed: []uint32{begin, last}[:n], weight: 1}
	if n == 1 {
		s.allowed[0] = unit
	}
	for i := range n {
		s.views = append(s.views, name.View{Vectors: [name.Views]uint32{0, 1, 2, 3, 0, 1}, Signs: []uint16{uint16(i), 7, name.Signs - 1}})
	}
	return s
}

// TestNetworkGradient compares the direction in which a step moves each row with
// the change of the loss when one of its weights is moved.
func TestNetworkGradient(t *testing.T) {
	v := someVectors(t, 3)
	fresh := func() *trainee { return newTrainee(v, rand.New(rand.NewPCG(1, 2))) } // rate, dropout and blindness 0
	for _, part := range []struct {
		what  string
		of    func(*name.Network) []float32
		row   int
		words int
	}{
		{"out", func(n *name.Network) []float32 { return n.Out }, 3, 2},
		{"out", func(n *name.Network) []float32 { return n.Out }, name.Outside, 2},
		{"vectors", func(n *name.Network) []float32 { return n.Vectors }, 2*name.VectorSize + 40, 2},
		{"bias", func(n *name.Network) []float32 { return n.Bias }, 0, 1},
		{"signs", func(n *name.Network) []float32 { return n.Signs }, 7, 1},
		{"signs", func(n *name.Network) []float32 { return n.Signs }, name.Signs - 1, 1},
	} {
		rest, moved := fresh(), fresh()
		moved.rate = 1e-3
		moved.learn(glimpse(part.words))
		var gg, ss, gs float64
		for lane := range width {
			at := part.row*width + lane
			const by = 1e-2
			loss := func(by float32) float64 {
				c := fresh()
				part.of(c.net)[at] += by
				return c.learn(glimpse(part.words))
			}
			g := (loss(by) - loss(-by)) / (2 * by)
			s := float64(part.of(rest.net)[at] - part.of(moved.net)[at])
			gg, ss, gs = gg+g*g, ss+s*s, gs+g*s
		}
		if cos := gs / math.Sqrt(gg*ss); !(cos > 0.99) {
			t.Errorf("%s, row %d: the step and the gradient have a cosine of %g", part.what, part.row, cos)
		}
	}
}

// TestNetworkLearns checks that a toy is learnt, the same from the same seed.
func TestNetworkLearns(t *testing.T) {
	d := token.Tokenize("Mira Okafor said so. The mayor met Adam Lind in Port Salis.")
	for i := range d.Tokens {
		d.Tokens[i].Head = -1
	}
	few := text{d: d, weight: 1}
	for i := range d.Tokens {
		few.allowed = append(few.allowed, map[string]uint32{"Mira": begin, "Okafor": last, "Adam": begin, "Lind": last}[d.Word(i)])
		if few.allowed[i] == 0 {
			few.allowed[i] = outside
		}
	}
	world := name.World{name.WordKey("mayor"): {Vector: 1}, name.WordKey("said"): {Vector: 2}}
	learn := func() *trainee {
		c, err := fitNetwork(context.Background(), sights(name.NewFeaturizer(world), slices.Repeat([]text{few}, 40)), someVectors(t, 3), rand.New(rand.NewPCG(5, 6)))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	a, b := learn(), learn()
	a.rate, a.dropout, a.blind, a.signless = 0, 0, 0, 0
	loss := 0.0
	for _, s := range sights(name.NewFeaturizer(world), []text{few}) {
		loss += a.learn(&s)
	}
	if loss > 1 {
		t.Errorf("loss %g after learning", loss)
	}
	if !slices.Equal(a.net.Vectors, b.net.Vectors) || !slices.Equal(a.net.Out, b.net.Out) || a.trans != b.trans {
		t.Error("the same seed gives another network")
	}
	none, stop := context.WithCancel(context.Background())
	stop()
	if _, err := fitNetwork(none, sights(name.NewFeaturizer(world), []text{few}), someVectors(t, 3), rand.New(rand.NewPCG(5, 6))); err == nil {
		t.Error("learning went on after it was told to stop")
	}
}

// TestPool checks that all have their share.
func TestPool(t *testing.T) {
	nets := []*trainee{newTrainee(someVectors(t, 1), rand.New(rand.NewPCG(1, 2))), newTrainee(someVectors(t, 1), rand.New(rand.NewPCG(3, 4)))}
	out := []float32{nets[0].net.Out[5], nets[1].net.Out[5]}
	nets[0].trans[1][2] = 2
	l := &name.Learnt{Rows: map[uint64][name.Tags]float32{1: {2: 4}}}
	l.Trans[1][2] = 4
	pool(l, nets)
	if l.Rows[1][2] != 4*(1-netShare) || l.Trans[1][2] != 4*(1-netShare)+netShare || l.Trans[3][name.Outside] != caution ||
		l.Network.Out[5] != out[0]*netShare/2 || l.Network.Out[width+5] != out[1]*netShare/2 {
		t.Errorf("%v, %g, %g of %g", l.Rows[1][2], l.Trans[1][2], l.Network.Out[5], out)
	}
}

// TestCarriedVectors checks that the carried vectors are those of the carried
// table of clusters: words that are used alike are near.
func TestCarriedVectors(t *testing.T) {
	g := gatherer{world: name.World{}}
	if err := lines(lists, "lists/clusters.txt", g.cluster); err != nil {
		t.Fatal(err)
	}
	v, err := carriedVectors()
	if err != nil {
		t.Fatal(err)
	}
	if v.Len() != int(g.clustered) {
		t.Fatalf("%d vectors for %d words", v.Len(), g.clustered)
	}
	of := func(w string) []float32 {
		out := make([]float32, name.VectorSize)
		v.Put(g.world[name.WordKey(w)].Vector, out)
		return out
	}
	cos := func(a, b []float32) float64 {
		var ab, aa, bb float64
		for i := range a {
			ab, aa, bb = ab+float64(a[i]*b[i]), aa+float64(a[i]*a[i]), bb+float64(b[i]*b[i])
		}
		return ab / math.Sqrt(aa*bb)
	}
	if near, far := cos(of("london"), of("paris")), cos(of("london"), of("slowly")); near < 0.5 || far > near/2 {
		t.Errorf("london and paris %.2f, london and slowly %.2f", near, far)
	}
}
