// Package clusters sorts words into a tree of clusters by their vectors, so
// that a small table can say which words are used alike (as Brown clusters do;
// Brown et al. 1992, Turian et al. 2010), and writes the vectors in few bytes.
package clusters

import (
	"bufio"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"sayso"
)

// Vectors are words with their vectors, of one length, in the order of the
// file: the commonest words first.
type Vectors struct {
	Words []string
	rows  []float32
	size  int
}

// Read reads GloVe's text format: a word and its numbers a line, parted by
// spaces; at most so many words. Vectors are scaled to length one.
func Read(r io.Reader, most int) (*Vectors, error) {
	v := new(Vectors)
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), 1<<20)
	for sc.Scan() && len(v.Words) < most {
		c := strings.Split(sc.Text(), " ")
		if v.size == 0 {
			v.size = len(c) - 1
		}
		if len(c)-1 != v.size || v.size == 0 {
			return nil, sayso.Errorf("read vectors", c[0], sayso.Invalid, "%d numbers, the first word has %d", len(c)-1, v.size)
		}
		norm := 0.0
		for _, s := range c[1:] {
			x, err := strconv.ParseFloat(s, 32)
			if err != nil {
				return nil, sayso.E("read vectors", c[0], sayso.Invalid, err)
			}
			v.rows = append(v.rows, float32(x))
			norm += x * x
		}
		if norm > 0 {
			row := v.row(len(v.Words))
			for i := range row {
				row[i] /= float32(math.Sqrt(norm))
			}
		}
		v.Words = append(v.Words, c[0])
	}
	return v, sc.Err()
}

func (v *Vectors) row(i int) []float32 { return v.rows[i*v.size : (i+1)*v.size] }

// rounds is how often k-means moves its centres.
const rounds = 12

// Tree gives each word its leaf in a tree of so many levels, each cluster parted
// into so many by spherical k-means (Dhillon and Modha 2001). The leaf's digits
// in base branching, the highest first, are its way from the root. The same
// vectors and seed give the same tree. Cost: words × branching × levels × rounds
// dot products.
func (v *Vectors) Tree(branching, levels int, seed uint64) []int {
	leaf := make([]int, len(v.Words))
	members := [][]int{make([]int, len(v.Words))}
	for i := range v.Words {
		members[0][i] = i
	}
	rng := rand.New(rand.NewPCG(seed, 0x636c7573))
	for range levels {
		var next [][]int
		for _, m := range members {
			part := v.kmeans(m, branching, rng)
			parts := make([][]int, branching)
			for k, i := range m {
				leaf[i] = leaf[i]*branching + part[k]
				parts[part[k]] = append(parts[part[k]], i)
			}
			next = append(next, parts...)
		}
		members = next
	}
	return leaf
}

// kmeans parts members into k by direction.
func (v *Vectors) kmeans(members []int, k int, rng *rand.Rand) []int {
	part := make([]int, len(members))
	if len(members) == 0 {
		return part
	}
	centres := make([]float32, k*v.size)
	for c := range k {
		copy(centres[c*v.size:], v.row(members[rng.IntN(len(members))]))
	}
	for range rounds {
		for n, i := range members {
			row, best, top := v.row(i), 0, float32(-2)
			for c := range k {
				if s := dot(row, centres[c*v.size:(c+1)*v.size]); s > top {
					best, top = c, s
				}
			}
			part[n] = best
		}
		clear(centres)
		for n, i := range members {
			to := centres[part[n]*v.size : (part[n]+1)*v.size]
			for d, x := range v.row(i) {
				to[d] += x
			}
		}
		for c := range k {
			row := centres[c*v.size : (c+1)*v.size]
			if norm := float32(math.Sqrt(float64(dot(row, row)))); norm > 0 {
				for d := range row {
					row[d] /= norm
				}
			} else {
				copy(row, v.row(members[rng.IntN(len(members))])) // a centre that nobody is near begins anew
			}
		}
	}
	return part
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
