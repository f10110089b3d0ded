package index

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sayso/internal/story/cluster"
)

// How like two articles are
//
// The likeness of two articles is the logarithm of the odds that both report one
// event: a weighted sum of few features, with weights learnt from articles that
// people have gathered by event (`sayso train likeness`; logistic regression).
// All features are functions of the two articles alone. Likeness is counted in
// whole thousandths, so that sums of it are the same in any order.

// Feature is one thing that two articles are compared by.
type Feature int

const (
	Words     Feature = iota // cosine of their heaviest words
	WordsLog                 // its logarithm: the first words in common tell more than the last
	Titles                   // cosine of what stands in both titles
	Leads                    // cosine of what stands in both titles or first words
	Days                     // logarithm of the days between
	SameDay                  // less than one
	Undated                  // one has no date
	OneOutlet                // an outlet seldom reports an event twice
	Numbers                  // logarithm of how many figures both have
	NumFeatures
)

// FeatureNames are those of the table of weights, in the order of Feature.
var FeatureNames = [...]string{"words", "words-log", "titles", "leads", "days", "same-day", "undated", "one-outlet", "numbers"}

// Features are the values of all of them for two articles.
type Features [NumFeatures]float64

// likeness.tsv has the weight of each feature, and of "bias" at the end.
//
//go:embed likeness.tsv
var likenessTable string

var loadWeights = sync.OnceValue(func() (w struct {
	Features
	bias float64
}) {
	for line := range strings.Lines(likenessTable) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		x, err := strconv.ParseFloat(value, 64)
		k := slices.Index(FeatureNames[:], name)
		switch {
		case err != nil || k < 0 && name != "bias":
			panic("index: likeness.tsv is damaged at " + line) // it is part of the program
		case k < 0:
			w.bias = x
		default:
			w.Features[k] = x
		}
	}
	return w
})

// thousandths is in how many parts likeness is counted.
const thousandths = 1000

// likeness is the log odds, in thousandths, that two articles report one event.
func (f *Features) likeness() int {
	w := loadWeights()
	sum := w.bias
	for k, x := range f {
		sum += w.Features[k] * x
	}
	return int(math.Round(sum * thousandths))
}

// floor is added to a cosine before its logarithm is taken.
const floor = 0.05

const day = 24 * 60 * 60

// minSum is the sum of products that minCosine comes to.
var minSum = cluster.Sum(minCosine)

// odds turns likeness into how likely two articles report one event, rounded, so
// that it is the same once it has been written and read.
func odds(like float64) float64 {
	return math.Round(1e4/(1+math.Exp(-like/thousandths))) / 1e4
}

// Features compares the article at p, whose signature was searched for last, to
// the one at d.
func (x *Index) Features(p, d Place) Features {
	a, b, s := &x.docs[p], &x.docs[d], x.sums[d]
	var f Features
	f[Words] = cluster.Cosine(s.all)
	f[WordsLog] = math.Log(f[Words] + floor)
	f[Titles] = part(s.title, a.title, b.title)
	f[Leads] = part(s.lead, a.lead, b.lead)
	if a.dated && b.dated {
		days := math.Abs(float64(a.at-b.at)) / day
		f[Days] = math.Log1p(days)
		if days < 1 {
			f[SameDay] = 1
		}
	} else {
		f[Undated] = 1
	}
	if a.outlet == b.outlet && a.outlet != noOutlet {
		f[OneOutlet] = 1
	}
	f[Numbers] = math.Log1p(float64(common(a.figures, b.figures)))
	return f
}

// part is the cosine of parts of two articles, whose weights have the lengths
// that are given.
func part(sum uint32, a, b float32) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return min(1, float64(sum)/(float64(a)*float64(b))) // the same from either side
}

// common counts what two ordered lists share.
func common(a, b []uint16) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
