package lineage

import (
	"strings"

	"sayso"
)

// Passage is a run of words that two texts share.
type Passage struct {
	A, B  sayso.Span // in either text
	Words int
}

const (
	// MinPassage is the fewest words in a row that count as taken: shorter
	// runs are names, titles and phrases that everybody uses.
	MinPassage = 8
	// maxSeeds bounds how often one shingle of a text is tried as the start of
	// a passage, so that a text of one word repeated stays linear.
	maxSeeds = 8
)

// Align finds the passages that a and b share, in the order of a, none
// overlapping another in a.
//
// It walks a once. Where a shingle of a occurs in b, it follows both texts as
// long as they agree; where they part, it looks at most maxGap words ahead in
// either for where they meet again, so a word changed, put in or left out
// does not end a passage. The passage with most equal words wins, and the
// walk goes on behind it. Cost: the words of both texts, times maxSeeds and
// the square of maxGap at worst.
func Align(a, b string) []Passage {
	wa, wb := Words(a), Words(b)
	var out []Passage
	for _, r := range align(wa, wb) {
		out = append(out, r.passage(wa, wb))
	}
	return out
}

const (
	// maxGap is how many words either text may go its own way in a passage.
	maxGap = 3
	// meet is how many equal words end such a gap.
	meet = 2
	// maxRun bounds the words of one passage; a longer one is found in pieces.
	maxRun = 4096
)

// run is a passage in words: equal pairs, in the order of both.
type run struct {
	pairs [][2]int32
}

func (r run) passage(wa, wb []Word) Passage {
	first, last := r.pairs[0], r.pairs[len(r.pairs)-1]
	return Passage{
		A:     sayso.Span{Start: wa[first[0]].Start, End: wa[last[0]].End},
		B:     sayso.Span{Start: wb[first[1]].Start, End: wb[last[1]].End},
		Words: len(r.pairs),
	}
}

func align(wa, wb []Word) []run {
	sa, sb := Shingles(wa), Shingles(wb)
	at := make(map[uint64][]int32, len(sb))
	for j, h := range sb {
		if len(at[h]) < maxSeeds {
			at[h] = append(at[h], int32(j))
		}
	}
	var out []run
	for i := 0; i < len(sa); {
		var best run
		for _, j := range at[sa[i]] {
			if r := follow(wa, wb, i, int(j)); len(r.pairs) > len(best.pairs) {
				best = r
			}
		}
		if len(best.pairs) < MinPassage {
			i++
			continue
		}
		out = append(out, best)
		i = int(best.pairs[len(best.pairs)-1][0]) + 1
	}
	return out
}

// follow walks both texts from i and j while they agree, gaps aside.
func follow(wa, wb []Word, i, j int) run {
	var r run
	for len(r.pairs) < maxRun {
		for i < len(wa) && j < len(wb) && wa[i].Hash == wb[j].Hash && len(r.pairs) < maxRun {
			r.pairs = append(r.pairs, [2]int32{int32(i), int32(j)})
			i, j = i+1, j+1
		}
		di, dj, ok := meeting(wa, wb, i, j)
		if !ok {
			break
		}
		i, j = i+di, j+dj
	}
	return r
}

// meeting finds the nearest place after a gap where both texts agree again.
func meeting(wa, wb []Word, i, j int) (di, dj int, ok bool) {
	for sum := 1; sum <= 2*maxGap; sum++ {
		for di := max(0, sum-maxGap); di <= min(sum, maxGap); di++ {
			n := 0
			for n < meet && i+di+n < len(wa) && j+sum-di+n < len(wb) && wa[i+di+n].Hash == wb[j+sum-di+n].Hash {
				n++
			}
			if n == meet {
				return di, sum - di, true
			}
		}
	}
	return 0, 0, false
}

// Overlap is how much of two texts is the same. Words are counted outside
// quotation marks: a statement that two reports quote makes neither a copy.
type Overlap struct {
	Passages         []Passage
	InA, InB         float64 // the share of each text’s words that stands in shared passages
	WordsA, WordsB   int
	SharedA, SharedB int
}

// Compare aligns two texts and counts. Words of b that several passages of a
// use count once.
func Compare(a, b string) Overlap {
	wa, wb := Words(a), Words(b)
	o := Overlap{WordsA: own(wa), WordsB: own(wb)}
	inB := make([]bool, len(wb))
	for _, r := range align(wa, wb) {
		o.Passages = append(o.Passages, r.passage(wa, wb))
		for _, p := range r.pairs {
			if !wa[p[0]].Quoted {
				o.SharedA++
			}
			if !wb[p[1]].Quoted && !inB[p[1]] {
				inB[p[1]] = true
				o.SharedB++
			}
		}
	}
	o.InA, o.InB = share(o.SharedA, o.WordsA), share(o.SharedB, o.WordsB)
	return o
}

func own(ws []Word) int {
	n := 0
	for _, w := range ws {
		if !w.Quoted {
			n++
		}
	}
	return n
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

const (
	// CopyShare is the share of the shorter text that must stand in the other
	// for the two to be copies of one text. A report that quotes the same
	// statement stays below it.
	CopyShare = 0.40
	// SameOutletShare is the share of either text that two articles of one outlet
	// must share to be one text.
	SameOutletShare = 0.60
	// CopyWords is the fewest shared words of copies, whatever their share.
	CopyWords = 40
)

// Copies reports whether two articles are one text. Two of one outlet are only
// where most of either stands in the other: a follow-up that tells again what came
// before is no copy.
func Copies(a, b *sayso.Article, o Overlap) bool {
	if a.Outlet != "" && strings.EqualFold(a.Outlet, b.Outlet) && min(o.InA, o.InB) < SameOutletShare {
		return false
	}
	return o.Copy()
}

// Copy reports whether the two texts are one: containment, so that a brief
// cut from a long report counts, and a report with a local part added.
func (o Overlap) Copy() bool {
	return min(o.SharedA, o.SharedB) >= CopyWords && max(o.InA, o.InB) >= CopyShare
}
