package lineage

import (
	"cmp"
	"slices"

	"sayso"
)

// PieceKind is what became of some words between two texts.
type PieceKind string

const (
	Taken PieceKind = "taken" // they stand in both
	Cut   PieceKind = "cut"   // they stand in the first alone
	Added PieceKind = "added" // they stand in the second alone
)

// Piece is some words in a row of one text or of both. A and B cover them in
// the first and the second; the one in which they do not stand is empty.
type Piece struct {
	Kind PieceKind
	A, B sayso.Span
}

// Pieces divides two texts into what the second took from the first, what it
// cut and what it added, in the order of the second; what was cut stands
// before the words that followed it. Where two passages are the same words of
// the second text, the first of them counts. Cost: that of Align.
func Pieces(a, b string) []Piece {
	wa, wb := Words(a), Words(b)
	segs := segments(align(wa, wb))
	taken := make([]bool, len(wa))
	for _, s := range segs {
		for i := s.a; i < s.a+s.n; i++ {
			taken[i] = true
		}
	}
	var out []Piece
	cover := func(ws []Word, from, to int) sayso.Span {
		return sayso.Span{Start: ws[from].Start, End: ws[to-1].End}
	}
	// cutBefore emits the words of the first text that were left out before i.
	cutBefore := func(i int) {
		from := i
		for from > 0 && !taken[from-1] {
			from--
		}
		if from < i {
			out = append(out, Piece{Kind: Cut, A: cover(wa, from, i)})
		}
	}
	at := 0
	for _, s := range segs {
		cutBefore(s.a)
		if at < s.b {
			out = append(out, Piece{Kind: Added, B: cover(wb, at, s.b)})
		}
		out = append(out, Piece{Taken, cover(wa, s.a, s.a+s.n), cover(wb, s.b, s.b+s.n)})
		at = s.b + s.n
	}
	cutBefore(len(wa))
	if at < len(wb) {
		out = append(out, Piece{Kind: Added, B: cover(wb, at, len(wb))})
	}
	return out
}

// segment is n words in a row that two texts share, from word a and word b on.
type segment struct{ a, b, n int }

// segments are the equal words of runs without their gaps, in the order of the
// second text, each word of either in one of them.
func segments(runs []run) []segment {
	var out []segment
	for _, r := range runs {
		for k, p := range r.pairs {
			a, b := int(p[0]), int(p[1])
			if k > 0 {
				if last := &out[len(out)-1]; last.a+last.n == a && last.b+last.n == b {
					last.n++
					continue
				}
			}
			out = append(out, segment{a, b, 1})
		}
	}
	slices.SortStableFunc(out, func(x, y segment) int { return cmp.Compare(x.b, y.b) })
	end := 0
	kept := out[:0]
	for _, s := range out {
		if over := end - s.b; over > 0 {
			s.a, s.b, s.n = s.a+over, s.b+over, s.n-over
		}
		if s.n > 0 {
			kept = append(kept, s)
			end = s.b + s.n
		}
	}
	return kept
}
