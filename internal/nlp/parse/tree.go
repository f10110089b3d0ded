// Package parse finds trees: the best dependency tree of a sentence, given a
// score for every pair of a word and its head (McDonald et al. 2005).
package parse

// Decoder finds trees. It holds scratch memory and serves one goroutine.
type Decoder struct {
	low, high []int
	score     []float32
	state     []int8
	stack     [][]float32
}

// rootFee is taken off every arc from the root, so that the best tree has one
// root word only: it outweighs any sum of differences in a sentence. Every
// tree needs one such arc, so the fee favours no word.
const rootFee = 1 << 14

// Tree returns the head of each of n words, -1 for the one root, in heads.
// scores has n rows of n+1: the score of each head for that word, that of the
// root last. A word's score for itself is not looked at.
//
// The idea (Chu and Liu 1965, Edmonds 1967): give every word its best head.
// If that is a tree, none is better. Otherwise it has a cycle, of which one
// arc must go: shrink the cycle to one word, where an arc into it scores what
// it would cost to enter there instead, find the best tree of the smaller
// sentence, and open the cycle where that tree enters it. Each shrinking
// takes n² steps and there are fewer than n; most sentences need none.
func (d *Decoder) Tree(scores []float32, n int, heads []int) {
	if n == 0 {
		return
	}
	w := n + 1
	roots := 0
	for i := range n {
		row := scores[i*w : (i+1)*w]
		heads[i] = bestHead(row, i)
		if heads[i] == n {
			roots++
		}
	}
	if roots == 1 && d.cycle(heads[:n]) < 0 {
		for i := range n {
			if heads[i] == n {
				heads[i] = -1
			}
		}
		return
	}
	d.score = append(d.score[:0], scores[:n*w]...)
	for i := range n {
		d.score[i*w+n] -= rootFee
	}
	d.solve(d.score, n, heads, 0)
	// Scores so large that the fee is lost in rounding, as a spoilt model may give,
	// leave several roots: all but the first then hang on that.
	root := -1
	for i := range n {
		if heads[i] == n {
			heads[i] = root
			if root < 0 {
				root = i
			}
		}
	}
}

func bestHead(row []float32, self int) int {
	best := -1
	for j, s := range row {
		if j != self && (best < 0 || s > row[best]) {
			best = j
		}
	}
	return best
}

// cycle returns a word on a cycle of heads, -1 for none. The root is len(heads).
func (d *Decoder) cycle(heads []int) int {
	d.state = append(d.state[:0], make([]int8, len(heads)+1)...)
	d.state[len(heads)] = 2
	for i := range heads {
		j := i
		for ; d.state[j] == 0; j = heads[j] {
			d.state[j] = 1
		}
		if d.state[j] == 1 {
			return j
		}
		for k := i; d.state[k] == 1; k = heads[k] {
			d.state[k] = 2
		}
	}
	return -1
}

// solve finds the best tree over n words and a root, node n. It calls itself for
// fewer words, as Tree says: how often is bounded by the words of a sentence.
func (d *Decoder) solve(score []float32, n int, heads []int, depth int) {
	w := n + 1
	for i := range n {
		heads[i] = bestHead(score[i*w:(i+1)*w], i)
	}
	start := d.cycle(heads[:n])
	if start < 0 {
		return
	}
	// The cycle's words are inside; the rest keep their order, then comes the
	// shrunk word, then the root.
	inside := make([]bool, w)
	var ring []int
	for k := start; ; k = heads[k] {
		inside[k] = true
		ring = append(ring, k)
		if heads[k] == start {
			break
		}
	}
	outer := make([]int, 0, n)
	for i := range n {
		if !inside[i] {
			outer = append(outer, i)
		}
	}
	m := len(outer) + 1 // words of the smaller sentence
	if depth == len(d.stack) {
		d.stack = append(d.stack, nil)
	}
	if cap(d.stack[depth]) < m*(m+1) {
		d.stack[depth] = make([]float32, m*(m+1))
	}
	small := d.stack[depth][:m*(m+1)]
	into := make([]int, m+1)  // where an outer head enters the cycle
	outof := make([]int, m+1) // which word of the cycle heads an outer word
	node := func(k int) int {
		if k == m {
			return n
		}
		return outer[k]
	}
	for a := range m - 1 {
		i := outer[a]
		row := score[i*w : (i+1)*w]
		for b := range m + 1 {
			if b == m-1 {
				best := ring[0]
				for _, k := range ring {
					if row[k] > row[best] {
						best = k
					}
				}
				outof[a] = best
				small[a*(m+1)+b] = row[best]
			} else {
				small[a*(m+1)+b] = row[node(b)]
			}
		}
	}
	for b := range m + 1 {
		if b == m-1 {
			continue
		}
		j := node(b)
		best, top := -1, float32(0)
		for _, k := range ring {
			if s := score[k*w+j] - score[k*w+heads[k]]; best < 0 || s > top {
				best, top = k, s
			}
		}
		into[b] = best
		small[(m-1)*(m+1)+b] = top
	}
	sub := make([]int, m)
	d.solve(small, m, sub, depth+1)
	for a := range m - 1 {
		if sub[a] == m-1 {
			heads[outer[a]] = outof[a]
		} else {
			heads[outer[a]] = node(sub[a])
		}
	}
	b := sub[m-1]
	heads[into[b]] = node(b)
}
