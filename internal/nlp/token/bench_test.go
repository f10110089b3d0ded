package token

import (
	"strings"
	"testing"
)

// report is news as it comes: quotations, figures, abbreviations, names.
const report = `HALDEN HARBOUR (Northwind) — Two crew members were rescued on Tuesday after a 90-metre freighter ran aground off Cape Orre, the coast guard said.

“We couldn't see the lights until 3:30 a.m.,” said Capt. Ines Okafor-Lind, 42, who led the crew. “It's a miracle that nobody's hurt.”

The ship, owned by Meridian Freight Ltd. of Port Salis, carried some 1,200 tons of timber worth $4.5 million, according to a statement on meridian.example/news. Gov. R. T. Salcedo told reporters that the state “won't wait for the owner's lawyers.”

"This is the third grounding since 2019," Mr. Halvorsen said. "How many more?" He declined to say whether the pilot's licence had been suspended; the harbour office didn't respond to e-mailed questions.
`

func BenchmarkTokenize(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"report", report},
		{"megabyte", strings.Repeat(report, 1<<20/len(report))},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := len(Tokenize(c.text).Tokens)
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Tokenize(c.text)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
