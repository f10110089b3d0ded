package parse

// Punctuate hangs punctuation where the tree of the other words asks for it.
// The guidelines of Universal Dependencies fix its place almost wholly: a pair
// of brackets or quotation marks hangs on the head of what stands between; any
// other mark hangs as high as it can without a branch crossing it, on what
// goes before or on what comes after. So a mark's head is looked for on two
// short paths, up from either neighbour, and only there do the scores decide.
//
// heads is a tree over n words as [Decoder.Tree] gives it, in which no mark
// heads another word; it is changed in place. punct says which words are
// marks, mates gives the index of a mark's other half, -1 for none. scores are
// those of Tree. Work is linear in the words times the tree's height.
func (d *Decoder) Punctuate(heads []int, punct []bool, mates []int, scores []float32) {
	n := len(heads)
	d.low, d.high = d.low[:0], d.high[:0]
	for i := range n {
		d.low, d.high = append(d.low, i), append(d.high, i)
	}
	// low and high are the ends of what hangs below each word, marks aside.
	for i := range n {
		if punct[i] {
			continue
		}
		for a := i; a >= 0; a = heads[a] {
			d.low[a], d.high[a] = min(d.low[a], i), max(d.high[a], i)
		}
	}
	for i := range n {
		if !punct[i] || heads[i] < 0 {
			continue
		}
		if m := mates[i]; m >= 0 {
			if h := inside(heads, punct, min(i, m), max(i, m)); h >= 0 {
				heads[i] = h
				continue
			}
		}
		heads[i] = d.place(heads, punct, i, scores[i*(n+1):(i+1)*(n+1)])
	}
}

// inside returns the one word between two marks whose head stands outside; -1
// when there is none, or more than one.
func inside(heads []int, punct []bool, open, end int) int {
	found := -1
	for k := open + 1; k < end; k++ {
		if punct[k] || heads[k] > open && heads[k] < end {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = k
	}
	return found
}

// slack is by how much another place must outscore the highest one.
const slack = 1.5

// place chooses a head for mark i from the paths up from its neighbours.
func (d *Decoder) place(heads []int, punct []bool, i int, scores []float32) int {
	best := -1
	try := func(k int) {
		if best < 0 || scores[k] > scores[best] {
			best = k
		}
	}
	l, r := i-1, i+1
	for l >= 0 && punct[l] {
		l--
	}
	for r < len(heads) && punct[r] {
		r++
	}
	if l >= 0 {
		try(l)
		for heads[l] >= 0 && heads[l] < i && d.high[l] < i {
			l = heads[l]
			try(l)
		}
	}
	if r < len(heads) {
		try(r)
		for heads[r] > i && d.low[r] > i {
			r = heads[r]
			try(r)
		}
	}
	// The ends of the paths are the highest places on either side. Where one
	// hangs below the other, the mark belongs to it.
	top := l
	if l < 0 || r < len(heads) && !under(heads, l, r) && under(heads, r, l) {
		top = r
	}
	if scores[best] > scores[top]+slack {
		return best
	}
	return top
}

// under reports whether word a is, or hangs below, word b.
func under(heads []int, a, b int) bool {
	for a >= 0 && a != b {
		a = heads[a]
	}
	return a == b
}
