package event_test

import (
	"strings"
	"testing"

	"sayso"
)

func BenchmarkCode(b *testing.B) {
	r, p := coder(b)
	d := p.Parse(strings.Repeat("Peruvian troops attacked a base in Chile on Monday, killing twelve soldiers, officials said. The ministers will hold talks in Lima. ", 40))
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		r.Code(d, &sayso.Analysis{}, nil)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
