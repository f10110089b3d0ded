package question

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkFind asks the questions of a story of 30 reports of some 600 words, the
// most that placing one article costs.
func BenchmarkFind(b *testing.B) {
	var rs []report
	for i := range 30 {
		var t strings.Builder
		for k := range 8 {
			fmt.Fprintf(&t, "The bombing of the market in Kabul killed at least %d people, the health ministry said on Monday. Some %d people wait for news, a nurse said. "+
				"The Red Front bombed the market in Kabul, police chief Oto Renn said. A bus stood by the river for %d hours while people waited for news of the wounded. "+
				"\"We have seen nothing like it in ten years,\" said Ivo Marn, who sells fruit. The market was closed on Tuesday, and the council met to speak of its walls and gates. ", i+2, k, k+3)
		}
		fmt.Fprintf(&t, "Mayor Petr Aldo denied that the Red Front had bombed the market.")
		rs = append(rs, report{fmt.Sprintf("Herald %d", i), "2024-03-04", fmt.Sprintf("Report %d", i), t.String()})
	}
	recs := records(b, rs...)
	b.ResetTimer()
	for range b.N {
		Find(recs, nil)
	}
}
