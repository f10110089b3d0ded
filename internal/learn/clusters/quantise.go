package clusters

import (
	"math"
	"math/rand/v2"
)

// Quantise cuts each vector into parts of so many numbers and gives each part the
// nearest of 256 that stand for it (product quantisation; Jégou, Douze and Schmid
// 2011): a byte a part, a row of codes a word. It returns the codes, in the order
// of the words, and the centres, part after part; centres are scaled so that a
// number's mean square over all words is 1. Cost: words × 256 × numbers × rounds.
func (v *Vectors) Quantise(part int, seed uint64) (codes []byte, centres []float32) {
	const many = 256
	rng := rand.New(rand.NewPCG(seed, 0x7175616e))
	parts, n := v.size/part, len(v.Words)
	codes, centres = make([]byte, n*parts), make([]float32, v.size*many)
	scale := float32(math.Sqrt(float64(v.size)))
	sums, counts := make([]float64, many*part), make([]int, many)
	for p := range parts {
		own := centres[p*many*part : (p+1)*many*part]
		for c := range many {
			copy(own[c*part:(c+1)*part], v.row(rng.IntN(n))[p*part:])
		}
		for range rounds {
			clear(sums)
			clear(counts)
			for i := range n {
				row := v.row(i)[p*part : (p+1)*part]
				best := nearest(row, own)
				codes[i*parts+p] = byte(best)
				counts[best]++
				for d, x := range row {
					sums[best*part+d] += float64(x)
				}
			}
			for c, k := range counts {
				for d := range part {
					if k > 0 {
						own[c*part+d] = float32(sums[c*part+d] / float64(k))
					}
				}
			}
		}
		for i := range own {
			own[i] *= scale
		}
	}
	return codes, centres
}

// nearest returns the centre with the least distance to row.
func nearest(row, centres []float32) int {
	best, least := 0, float32(math.MaxFloat32)
	for c := 0; c*len(row) < len(centres); c++ {
		var d float32
		for k, x := range centres[c*len(row) : (c+1)*len(row)] {
			d += (x - row[k]) * (x - row[k])
		}
		if d < least {
			best, least = c, d
		}
	}
	return best
}
