package polnear

import (
	"fmt"
	"math"
	"strings"

	"sayso"
)

// Bin is the outer claims whose confidence lies in one tenth of the scale.
type Bin struct {
	Claims, Right int
	Confidence    float64 // their sum
}

// Reliability holds claims' confidence against whether they are right: paired
// with a gold attribution by overlap.
type Reliability [10]Bin

// ScoreReliability sorts the outer claims of the analyses into bins.
func ScoreReliability(gold []Document, analyses []sayso.Analysis) Reliability {
	var r Reliability
	for i := range gold {
		if i >= len(analyses) {
			break
		}
		toks := Words(gold[i].Text)
		right := pairs(goldTriples(toks, &gold[i]), triples(toks, &analyses[i]), overlaps)
		k := 0
		for _, c := range analyses[i].Claims {
			if c.Parent != "" {
				continue
			}
			b := &r[max(0, min(9, int(c.Confidence*10)))]
			b.Claims++
			b.Confidence += c.Confidence
			if right[k] {
				b.Right++
			}
			k++
		}
	}
	return r
}

// Error is the expected calibration error: how far confidence and share of
// right claims lie apart, as the mean over claims.
func (r *Reliability) Error() float64 {
	off, n := 0.0, 0
	for _, b := range r {
		off += math.Abs(b.Confidence - float64(b.Right))
		n += b.Claims
	}
	return off / float64(max(n, 1))
}

// Confident is the share of right claims among those at 0.9 and above.
func (r *Reliability) Confident() float64 {
	b := r[9]
	return float64(b.Right) / float64(max(b.Claims, 1))
}

// Table writes the bins as rows of a Markdown table.
func (r *Reliability) Table() string {
	var out strings.Builder
	out.WriteString("| confidence | claims | mean confidence | right |\n|---|---|---|---|\n")
	for i, b := range r {
		if b.Claims > 0 {
			fmt.Fprintf(&out, "| %.1f–%.1f | %d | %.2f | %.2f |\n", float64(i)/10, float64(i+1)/10, b.Claims, b.Confidence/float64(b.Claims), float64(b.Right)/float64(b.Claims))
		}
	}
	return out.String()
}
