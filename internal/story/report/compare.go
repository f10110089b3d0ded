package report

import (
	"sayso"
	"sayso/export"
	"sayso/internal/story/lineage"
)

// NewComparison gives what one article has of another its shape.
func NewComparison(a, b *sayso.Article) export.Comparison {
	o := lineage.Compare(a.Text, b.Text)
	r := export.Comparison{A: string(a.ID), B: string(b.ID), InA: o.InA, InB: o.InB, Copy: o.Copy(), Why: []string{}, Pieces: []export.Piece{}}
	if r.Copy {
		from := lineage.Direct(a, b)
		r.Why = from.Why
		switch from.From {
		case 1:
			r.Origin = null(a.ID)
		case 2:
			r.Origin = null(b.ID)
		}
	}
	inA, inB := sayso.NewPoints(a.Text), sayso.NewPoints(b.Text)
	for _, p := range lineage.Pieces(a.Text, b.Text) {
		row := export.Piece{Kind: string(p.Kind)}
		if s := inA.Span(p.A); p.Kind != lineage.Added {
			row.A, row.Text = &export.Span{s.Start, s.End}, p.A.In(a.Text)
		}
		if s := inB.Span(p.B); p.Kind != lineage.Cut {
			row.B, row.Text = &export.Span{s.Start, s.End}, p.B.In(b.Text)
		}
		r.Pieces = append(r.Pieces, row)
	}
	return r
}
