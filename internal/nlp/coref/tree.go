package coref

import "sayso/nlp"

// tree is what the mention finder needs to know of all sentences at once:
// for each token its dependents, and the run of tokens that hangs below it.
type tree struct {
	child, sibling []int32 // first dependent, next one of the same head; -1 for none
	left, right    []int32 // first and last token at or below
	name           []int32 // the index of the Name that holds it; -1 for none
}

// maxClimb bounds how far up a dependent's extent is carried: deeper trees are
// a parser's failure, and bounding them keeps the work linear.
const maxClimb = 64

func (t *tree) read(d *nlp.Doc) {
	n := len(d.Tokens)
	if cap(t.child) < n {
		t.child, t.sibling = make([]int32, n), make([]int32, n)
		t.left, t.right = make([]int32, n), make([]int32, n)
	}
	t.child, t.sibling, t.left, t.right = t.child[:n], t.sibling[:n], t.left[:n], t.right[:n]
	for i := range t.child {
		t.child[i], t.sibling[i] = -1, -1
		t.left[i], t.right[i] = int32(i), int32(i)
	}
	for i := n - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h >= 0 && h < n && h != i {
			t.sibling[i], t.child[h] = t.child[h], int32(i)
		}
	}
	for i := range d.Tokens {
		h := d.Tokens[i].Head
		for step := 0; h >= 0 && h < n && step < maxClimb; step++ {
			l, r := t.left[h] <= int32(i), t.right[h] >= int32(i)
			if l && r {
				break
			}
			if !l {
				t.left[h] = int32(i)
			}
			if !r {
				t.right[h] = int32(i)
			}
			h = d.Tokens[h].Head
		}
	}
}
