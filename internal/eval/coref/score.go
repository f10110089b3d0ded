// Package coref reads OntoGUM and scores coreference as the CoNLL 2012 shared
// task did: the mean F1 of MUC, B³ and CEAF over entities.
//
// Mentions are byte spans, so that gold and predicted tokens need not agree.
// Entities of one mention are left out on both sides, as in OntoNotes.
package coref

import (
	"slices"

	"sayso"
)

// Entity is the mentions of one entity; their order does not matter.
type Entity []sayso.Span

// Ratio is a precision and a recall while they are still sums.
type Ratio struct{ PNum, PDen, RNum, RDen float64 }

func (r *Ratio) add(o Ratio) {
	r.PNum += o.PNum
	r.PDen += o.PDen
	r.RNum += o.RNum
	r.RDen += o.RDen
}

func quotient(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Precision is 0 when nothing was answered.
func (r Ratio) Precision() float64 { return quotient(r.PNum, r.PDen) }

// Recall is 0 when there was nothing to find.
func (r Ratio) Recall() float64 { return quotient(r.RNum, r.RDen) }

// F1 is the harmonic mean of precision and recall.
func (r Ratio) F1() float64 {
	p, q := r.Precision(), r.Recall()
	return quotient(2*p*q, p+q)
}

// Score is the measures over one or more documents; sums run over documents,
// as in the reference scorer (Pradhan et al., ACL 2014).
type Score struct {
	MUC      Ratio // Vilain et al. 1995: links
	B3       Ratio // Bagga and Baldwin 1998: mentions
	CEAF     Ratio // Luo 2005, φ4: aligned entities
	Mentions Ratio // exact spans, whatever their entity
}

// CoNLL is the mean F1 of the three.
func (s Score) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAF.F1()) / 3 }

// Add adds another document.
func (s *Score) Add(o Score) {
	s.MUC.add(o.MUC)
	s.B3.add(o.B3)
	s.CEAF.add(o.CEAF)
	s.Mentions.add(o.Mentions)
}

// Compare scores system against gold, both of one document. A span that
// stands in an entity twice counts once; one that stands in several entities
// of a side belongs to the first.
func Compare(gold, system []Entity) Score {
	g, gi := clean(gold)
	s, si := clean(system)
	var out Score
	out.MUC.RNum, out.MUC.RDen = muc(g, si)
	out.MUC.PNum, out.MUC.PDen = muc(s, gi)
	common := overlaps(g, si, len(s))
	out.B3.RNum, out.B3.RDen = b3(g, common)
	out.B3.PNum, out.B3.PDen = b3(s, transpose(common, len(s)))
	best := align(similarities(g, s, common))
	out.CEAF = Ratio{PNum: best, PDen: float64(len(s)), RNum: best, RDen: float64(len(g))}
	found := 0
	for span := range gi {
		if _, ok := si[span]; ok {
			found++
		}
	}
	out.Mentions = Ratio{PNum: float64(found), PDen: float64(len(si)), RNum: float64(found), RDen: float64(len(gi))}
	return out
}

// clean drops doubles and entities of one mention, and returns each mention's
// entity.
func clean(in []Entity) ([]Entity, map[sayso.Span]int) {
	seen := make(map[sayso.Span]bool)
	of := make(map[sayso.Span]int)
	var out []Entity
	for _, e := range in {
		var kept Entity
		for _, m := range e {
			if !seen[m] {
				seen[m] = true
				kept = append(kept, m)
			}
		}
		if len(kept) < 2 {
			for _, m := range kept {
				delete(seen, m)
			}
			continue
		}
		for _, m := range kept {
			of[m] = len(out)
		}
		out = append(out, kept)
	}
	return out, of
}

// muc counts the links of key that other keeps: an entity of n mentions that
// other scatters over p entities, lone mentions counting each, keeps n−p of
// n−1 links.
func muc(key []Entity, other map[sayso.Span]int) (num, den float64) {
	for _, e := range key {
		parts := make(map[int]bool)
		lone := 0
		for _, m := range e {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				lone++
			}
		}
		num += float64(len(e) - len(parts) - lone)
		den += float64(len(e) - 1)
	}
	return num, den
}

// overlaps counts for each entity of key the mentions that it shares with each
// of n other entities.
func overlaps(key []Entity, other map[sayso.Span]int, n int) [][]int {
	out := make([][]int, len(key))
	for i, e := range key {
		out[i] = make([]int, n)
		for _, m := range e {
			if k, ok := other[m]; ok {
				out[i][k]++
			}
		}
	}
	return out
}

func transpose(m [][]int, cols int) [][]int {
	out := make([][]int, cols)
	for j := range out {
		out[j] = make([]int, len(m))
		for i := range m {
			out[j][i] = m[i][j]
		}
	}
	return out
}

func b3(key []Entity, common [][]int) (num, den float64) {
	for i, e := range key {
		for _, c := range common[i] {
			num += float64(c*c) / float64(len(e))
		}
		den += float64(len(e))
	}
	return num, den
}

// similarities is φ4 of every pair: twice the shared mentions over all.
func similarities(g, s []Entity, common [][]int) [][]float64 {
	out := make([][]float64, len(g))
	for i := range g {
		out[i] = make([]float64, len(s))
		for j := range s {
			out[i][j] = 2 * float64(common[i][j]) / float64(len(g[i])+len(s[j]))
		}
	}
	return out
}

// align returns the greatest sum of w over pairs that use each row and column
// at most once: the Hungarian method with potentials, cubic in the smaller
// side's length.
func align(w [][]float64) float64 {
	n := len(w)
	if n == 0 || len(w[0]) == 0 {
		return 0
	}
	m := len(w[0])
	if n > m {
		t := make([][]float64, m)
		for j := range t {
			t[j] = make([]float64, n)
			for i := range w {
				t[j][i] = w[i][j]
			}
		}
		w, n, m = t, m, n
	}
	// Rows and columns count from 1; row 0 stands for "none".
	const far = 1e18
	u, v := make([]float64, n+1), make([]float64, m+1)
	row, from := make([]int, m+1), make([]int, m+1)
	least, done := make([]float64, m+1), make([]bool, m+1)
	for i := 1; i <= n; i++ {
		row[0] = i
		j := 0
		for k := range least {
			least[k], done[k] = far, false
		}
		for row[j] != 0 {
			done[j] = true
			r, delta, next := row[j], far, 0
			for k := 1; k <= m; k++ {
				if done[k] {
					continue
				}
				if c := -w[r-1][k-1] - u[r] - v[k]; c < least[k] {
					least[k], from[k] = c, j
				}
				if least[k] < delta {
					delta, next = least[k], k
				}
			}
			for k := 0; k <= m; k++ {
				if done[k] {
					u[row[k]] += delta
					v[k] -= delta
				} else {
					least[k] -= delta
				}
			}
			j = next
		}
		for j != 0 {
			row[j] = row[from[j]]
			j = from[j]
		}
	}
	sum := 0.0
	for k := 1; k <= m; k++ {
		if row[k] != 0 {
			sum += w[row[k]-1][k-1]
		}
	}
	return sum
}

// sorted puts the mentions of each entity, and the entities, in text order.
func sorted(es []Entity) []Entity {
	order := func(a, b sayso.Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	}
	for _, e := range es {
		slices.SortFunc(e, order)
	}
	slices.SortFunc(es, func(a, b Entity) int { return order(a[0], b[0]) })
	return es
}
