package parse

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// brute finds the best one-rooted tree by trying all.
func brute(scores []float32, n int) float32 {
	best := float32(-1e30)
	heads := make([]int, n)
	var try func(i int, sum float32)
	try = func(i int, sum float32) {
		if i == n {
			if isTree(heads) && sum > best {
				best = sum
			}
			return
		}
		for h := -1; h < n; h++ {
			if h == i {
				continue
			}
			heads[i] = h
			k := h
			if h < 0 {
				k = n
			}
			try(i+1, sum+scores[i*(n+1)+k])
		}
	}
	try(0, 0)
	return best
}

func isTree(heads []int) bool {
	roots := 0
	for i := range heads {
		if heads[i] < 0 {
			roots++
		}
		j := i
		for range len(heads) + 1 {
			if j < 0 {
				break
			}
			j = heads[j]
		}
		if j >= 0 {
			return false
		}
	}
	return roots == 1
}

func TestTreeIsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var d Decoder
	for range 300 {
		n := 1 + r.IntN(5)
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = r.Float32() * 10
		}
		heads := make([]int, n)
		d.Tree(scores, n, heads)
		if !isTree(heads) {
			t.Fatalf("no tree: %v", heads)
		}
		sum := float32(0)
		for i, h := range heads {
			if h < 0 {
				h = n
			}
			sum += scores[i*(n+1)+h]
		}
		if want := brute(scores, n); sum < want-1e-3 {
			t.Fatalf("%d words: the tree scores %g, the best %g", n, sum, want)
		}
	}
}

func TestTreeOfManyCycles(t *testing.T) {
	n := 256
	scores := make([]float32, n*(n+1))
	r := rand.New(rand.NewPCG(7, 8))
	for i := range scores {
		scores[i] = r.Float32()
	}
	for i := range n { // nested pairs that all prefer each other
		scores[i*(n+1)+(i^1)] = 50
	}
	heads := make([]int, n)
	new(Decoder).Tree(scores, n, heads)
	if !isTree(heads) {
		t.Fatal("no tree")
	}
}

// FuzzTree gives any scores, endless ones and no numbers among them.
func FuzzTree(f *testing.F) {
	f.Add(uint8(3), []byte{0, 0, 128, 63, 0, 0, 192, 127, 0, 0, 128, 255})
	f.Add(uint8(6), []byte("0\xe10X00\xd400")) // beside 1e14 a fee for roots is nothing
	var d Decoder
	f.Fuzz(func(t *testing.T, words uint8, raw []byte) {
		n := int(words)
		if n == 0 {
			return
		}
		scores := make([]float32, n*(n+1))
		for i := range scores {
			var b [4]byte
			for k := range b {
				if len(raw) > 0 {
					b[k] = raw[(4*i+k)%len(raw)]
				}
			}
			scores[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[:]))
		}
		heads := make([]int, n)
		d.Tree(scores, n, heads)
		if !isTree(heads) {
			t.Fatalf("no tree: %v", heads)
		}
	})
}

func BenchmarkTree(b *testing.B) {
	n := 25
	r := rand.New(rand.NewPCG(7, 8))
	scores := make([]float32, n*(n+1))
	for i := range scores {
		scores[i] = r.Float32()
	}
	var d Decoder
	heads := make([]int, n)
	b.ReportAllocs()
	for b.Loop() {
		d.Tree(scores, n, heads)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
