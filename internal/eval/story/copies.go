package story

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"sayso/internal/eval"
	"sayso/internal/story/lineage"
)

// Pair is two texts and whether they are copies of one.
type Pair struct {
	A, B string
	Copy bool
	Kind string // how the pair came about
}

// perKind is how many pairs of each scripted kind are made.
const perKind = 18

// Pairs makes the set of pairs: reprints that the corpus itself holds, known
// by one headline under two outlets; scripted edits with known lineage; and,
// as what is no copy, reports of one event under different headlines, two
// reports of one outlet with its standing lines, and two that quote one
// statement. The same articles give the same pairs.
func Pairs(arts []Article) []Pair {
	rng := rand.New(rand.NewPCG(7, 7))
	var long []Article
	for _, a := range arts {
		if n := len(lineage.Words(a.Text)); n >= 150 && n <= 1500 {
			long = append(long, a)
		}
	}
	rng.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	var out []Pair
	k := 0
	next := func() Article { k++; return long[k%len(long)] }
	for _, e := range edits {
		for range perKind {
			a, other := next(), next()
			out = append(out, Pair{a.Text, e.make(a.Text, other.Text, rng), true, e.kind})
		}
	}
	natural, event, outlet := 0, 0, 0
	for i, a := range arts {
		for _, b := range arts[i+1:] {
			alike := titleShare(a.Title, b.Title)
			switch {
			case min(len(lineage.Words(a.Text)), len(lineage.Words(b.Text))) < 60:
			case a.Events[0] == b.Events[0] && a.Outlet != b.Outlet && alike == 1 && natural < perKind:
				natural++
				out = append(out, Pair{a.Text, b.Text, true, "one headline, two outlets"})
			case a.Events[0] == b.Events[0] && a.Outlet != b.Outlet && alike < 0.4 && (i+len(b.ID))%3 == 0 && event < 2*perKind:
				event++
				out = append(out, Pair{a.Text, b.Text, false, "one event, other words"})
			case a.Events[0] != b.Events[0] && a.Outlet == b.Outlet && outlet < 2*perKind:
				outlet++
				out = append(out, Pair{a.Text, b.Text, false, "one outlet, another event"})
			}
		}
	}
	for range perKind {
		a, b := next(), next()
		quote := "\n“" + invented(rng, 60) + "”\n"
		out = append(out, Pair{insert(a.Text, quote), insert(b.Text, quote), false, "one statement in two reports"})
	}
	return out
}

// titleShare is the share of the shorter title's words that the other has.
func titleShare(a, b string) float64 {
	in := map[string]bool{}
	wa, wb := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	for _, w := range wa {
		in[w] = true
	}
	n := 0
	for _, w := range wb {
		if in[w] {
			n++
		}
	}
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	return float64(n) / float64(max(len(wa), len(wb)))
}

// edits are what newsrooms do to copy.
var edits = []struct {
	kind string
	make func(text, other string, rng *rand.Rand) string
}{
	{"trimmed", func(t, _ string, rng *rand.Rand) string {
		s := sentences(t)
		return strings.Join(s[:max(1, len(s)*(40+rng.IntN(30))/100)], " ")
	}},
	{"re-headed", func(t, _ string, rng *rand.Rand) string {
		s := sentences(t)
		return "HARBOUR TOWN — " + invented(rng, 30) + ". " + strings.Join(s[min(2, len(s)-1):], " ")
	}},
	{"local part added", func(t, _ string, rng *rand.Rand) string {
		return insert(t, "\n"+invented(rng, len(lineage.Words(t))/2)+".\n")
	}},
	{"lightly reworded", func(t, _ string, rng *rand.Rand) string {
		return reword(strings.NewReplacer("“", "\"", "”", "\"", "’", "'", "Monday", "Jan 1", "said", "stated").Replace(t), 9, rng)
	}},
	{"reworded to a third of the 3-grams", func(t, _ string, rng *rand.Rand) string { return reword(t, 5, rng) }},
	{"half the sentences in another report", func(t, o string, rng *rand.Rand) string {
		var out []string
		other := sentences(o)
		for i, s := range sentences(t) {
			if i%2 == 0 {
				out = append(out, s)
			} else {
				out = append(out, other[i%len(other)])
			}
		}
		return strings.Join(out, " ")
	}},
}

func sentences(t string) []string {
	return strings.SplitAfter(strings.Join(strings.Fields(t), " "), ". ")
}

func insert(t, what string) string {
	s := sentences(t)
	m := len(s) / 2
	return strings.Join(s[:m], " ") + what + strings.Join(s[m:], " ")
}

// reword changes every nth word.
func reword(t string, n int, rng *rand.Rand) string {
	ws := strings.Fields(t)
	for i := rng.IntN(n); i < len(ws); i += n {
		ws[i] = invented(rng, 1)
	}
	return strings.Join(ws, " ")
}

// invented makes words that no text has.
func invented(rng *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for range 2 + rng.IntN(2) {
			b.WriteByte("bdfgklmnprstvz"[rng.IntN(14)])
			b.WriteByte("aeiou"[rng.IntN(5)])
		}
		b.WriteByte('x')
	}
	return b.String()
}

// CopiesScorer measures copies as reading meets them: a pair counts as found
// when the two texts share fingerprints enough to be aligned and the alignment says
// that they are one.
func CopiesScorer() eval.Scorer {
	return eval.Scorer{
		Stage: "copies", About: "pairs of reports, among them scripted reprints: which are one text",
		Score: func(_ context.Context, data string) ([]eval.Figure, error) {
			arts, err := Read(data)
			if err != nil {
				return nil, err
			}
			var tp, fp, fn float64
			kinds := map[string][2]float64{}
			var order []string
			for _, p := range Pairs(arts) {
				got := found(p)
				c, known := kinds[p.Kind]
				if !known {
					order = append(order, p.Kind)
				}
				c[1]++
				if got == p.Copy {
					c[0]++
				}
				kinds[p.Kind] = c
				switch {
				case got && p.Copy:
					tp++
				case got:
					fp++
				case p.Copy:
					fn++
				}
			}
			out := []eval.Figure{{Name: "precision", Value: tp / max(1, tp+fp)}, {Name: "recall", Value: tp / max(1, tp+fn)}, {Name: "F1", Value: 2 * tp / max(1, 2*tp+fp+fn)}}
			for _, k := range order {
				out = append(out, eval.Figure{Name: fmt.Sprintf("right, %s", k), Value: kinds[k][0] / kinds[k][1]})
			}
			return out, nil
		},
	}
}

func found(p Pair) bool {
	a, b := lineage.Of(p.A), lineage.Of(p.B)
	return lineage.Enough(lineage.Common(a, b), len(a), len(b)) && lineage.Compare(p.A, p.B).Copy()
}
