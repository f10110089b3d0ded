package trained

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Sums and probabilities against all chains written out.
func TestMarginals(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 4
	node, edge := make([]float32, n*Labels), make([]float32, n*steppings)
	for i := range node {
		node[i] = rng.Float32()*4 - 2
	}
	for i := range edge {
		edge[i] = rng.Float32()*2 - 1
	}
	prob, pair := make([]float32, n*Labels), make([]float32, n*steppings)
	got := Marginals(n, node, edge, prob, pair)
	var total float64
	want := make([]float64, n*Labels)
	wantPair := make([]float64, n*steppings)
	var y [n]int
	var walk func(i int, score float64)
	walk = func(i int, score float64) {
		if i == n {
			e := math.Exp(score)
			total += e
			for k, l := range y {
				want[k*Labels+l] += e
				if k > 0 {
					wantPair[k*steppings+y[k-1]*Labels+l] += e
				}
			}
			return
		}
		for l := range Labels {
			if i == 0 && l != int(Out) && !first(Label(l)) || i > 0 && !allowed(Label(y[i-1]), Label(l)) {
				continue
			}
			s := score + float64(node[i*Labels+l])
			if i > 0 {
				s += float64(edge[i*steppings+y[i-1]*Labels+l])
			}
			y[i] = l
			walk(i+1, s)
		}
	}
	walk(0, 0)
	if math.Abs(got-math.Log(total)) > 1e-3 {
		t.Errorf("log sum %v, want %v", got, math.Log(total))
	}
	for i, v := range want {
		if math.Abs(float64(prob[i])-v/total) > 1e-4 {
			t.Errorf("token %d label %d: %v, want %v", i/Labels, i%Labels, prob[i], v/total)
		}
	}
	for i, v := range wantPair {
		if math.Abs(float64(pair[i])-v/total) > 1e-4 {
			t.Errorf("step %d: %v, want %v", i, pair[i], v/total)
		}
	}
}

// Decode keeps to steps that are allowed and prefers what is likely.
func TestDecode(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		n := 1 + rng.IntN(30)
		prob := make([]float32, n*Labels)
		for i := range prob {
			prob[i] = rng.Float32()
		}
		y := Decode(n, prob)
		for i, l := range y {
			if i == 0 && l != Out && !first(l) || i > 0 && !allowed(y[i-1], l) {
				t.Fatalf("step %d of %v", i, y)
			}
		}
	}
	prob := make([]float32, 3*Labels)
	for i, l := range []Label{sourceFirst, cueFirst, contentAfterFirst} {
		prob[i*Labels+int(l)] = 0.9
	}
	if y := Decode(3, prob); y[0] != sourceFirst || y[1] != cueFirst || y[2] != contentAfterFirst {
		t.Error(y)
	}
	if Decode(0, nil) != nil {
		t.Error("labels of nothing")
	}
}

func TestTable(t *testing.T) {
	rows := map[uint32][]float32{0: {1, -1}, 31: {0.5, 0}, 32: {0, 0.25}, Slots - 1: {-0.125, 1}}
	set, body, top := pack(rows, 2)
	read, ok := readTable(set, body, 2, top)
	if !ok {
		t.Fatal("not read back")
	}
	keyOf := func(slot uint32) key { return key(slot) << (64 - slotBits) }
	for slot, want := range rows {
		found := read.find(nil, []key{keyOf(1), keyOf(slot), keyOf(Slots - 2)})
		if len(found) != 1 {
			t.Fatalf("slot %d: rows %v", slot, found)
		}
		for l := range want {
			if got := read.value(found[0], Label(l)); math.Abs(float64(got-want[l])) > 0.01 {
				t.Errorf("slot %d: %v, want %v", slot, got, want[l])
			}
		}
	}
	if _, ok := readTable(set, body[1:], 2, 1); ok {
		t.Error("a short table was taken")
	}
}
