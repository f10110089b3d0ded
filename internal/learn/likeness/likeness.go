// Package likeness learns how like two articles are that report one event: the
// weights of package index.
package likeness

import (
	"fmt"
	"math"

	"sayso"
	corpus "sayso/internal/eval/story"
	"sayso/internal/story/index"
)

// example is one pair of articles.
type example struct {
	x      []float64 // features, and 1
	same   float64   // 1 if both report one event, else 0
	weight float64
}

// minCosine is the least cosine of pairs of different events that are learnt from:
// of those below it none is ever asked for.
const minCosine = 0.04

// Train learns from corpora of articles that people have gathered by event, each
// of which counts alike, and makes the table of weights.
func Train(corpora ...[]corpus.Article) ([]byte, error) {
	var all []example
	for _, arts := range corpora {
		es, err := examples(arts)
		if err != nil {
			return nil, err
		}
		all = append(all, es...)
	}
	w, err := fit(all)
	if err != nil {
		return nil, err
	}
	var out []byte
	for k, name := range index.FeatureNames {
		out = fmt.Appendf(out, "%s\t%.4f\n", name, w[k])
	}
	return fmt.Appendf(out, "bias\t%.4f\n", w[len(w)-1]), nil
}

// examples are the pairs of the articles whose events are marked. Pairs of one
// event together weigh as much as all others together; of an event with many
// articles each pair weighs less, as no article should count by how much company
// it has.
func examples(arts []corpus.Article) ([]example, error) {
	x := index.New()
	packs := make([][]byte, len(arts))
	for i, a := range arts {
		sig := index.Sign(&sayso.Article{Outlet: a.Outlet, Title: a.Title, Text: a.Text})
		packs[i] = sig.Pack()
		if _, err := x.Add(sayso.ArticleID(a.ID), sayso.Date{Time: a.Time}, packs[i]); err != nil {
			return nil, err
		}
	}
	var out []example
	var pairs [][2]int
	company := make([]float64, len(arts)) // how many others report what each does
	for i := range arts {
		if len(arts[i].Events) == 0 {
			continue
		}
		if err := x.Search(packs[i]); err != nil {
			return nil, err
		}
		for j := range i {
			if len(arts[j].Events) == 0 {
				continue
			}
			f := x.Features(index.Place(i), index.Place(j))
			same := corpus.OneEvent(arts[i], arts[j])
			if !same && f[index.Words] < minCosine {
				continue
			}
			e := example{x: append(f[:], 1)}
			if same {
				e.same = 1
				company[i]++
				company[j]++
			}
			out, pairs = append(out, e), append(pairs, [2]int{i, j})
		}
	}
	sum := [2]float64{}
	for k := range out {
		out[k].weight = 1
		if out[k].same == 1 {
			out[k].weight = 1 / math.Sqrt(company[pairs[k][0]]*company[pairs[k][1]])
		}
		sum[int(out[k].same)] += out[k].weight
	}
	for k := range out {
		out[k].weight *= perCorpus / sum[int(out[k].same)]
	}
	return out, nil
}

const (
	// perCorpus is what the pairs of one event of a corpus weigh together, and
	// those of different events.
	perCorpus = 1000
	// ridge holds weights small, in units of standard deviations.
	ridge = 0.01
	// rounds bounds Newton's steps; it needs some ten.
	rounds = 50
	// still is the step below which it has ended.
	still = 1e-7
)

// fit finds the weights that make the examples likeliest (logistic regression, by
// Newton's method over standardised features). The last is the bias.
func fit(es []example) ([]float64, error) {
	if len(es) == 0 {
		return nil, sayso.Errorf("train likeness", "", sayso.Invalid, "there are no pairs of articles")
	}
	n := len(es[0].x)
	mean, dev := make([]float64, n), make([]float64, n)
	for _, e := range es {
		for k, x := range e.x {
			mean[k] += x / float64(len(es))
		}
	}
	for _, e := range es {
		for k, x := range e.x {
			dev[k] += (x - mean[k]) * (x - mean[k]) / float64(len(es))
		}
	}
	for k := range dev {
		dev[k] = math.Sqrt(dev[k]) + 1e-9
	}
	mean[n-1], dev[n-1] = 0, 1
	b, z := make([]float64, n), make([]float64, n)
	for range rounds {
		grad, hess := make([]float64, n), make([][]float64, n)
		for k := range hess {
			hess[k] = make([]float64, n)
			hess[k][k] = ridge
			grad[k] = ridge * b[k]
		}
		for _, e := range es {
			sum := 0.0
			for k, x := range e.x {
				z[k] = (x - mean[k]) / dev[k]
				sum += b[k] * z[k]
			}
			p := 1 / (1 + math.Exp(-sum))
			for k := range z {
				grad[k] += e.weight * (p - e.same) * z[k]
				for l := range z {
					hess[k][l] += e.weight * p * (1 - p) * z[k] * z[l]
				}
			}
		}
		step := solve(hess, grad)
		largest := 0.0
		for k := range b {
			b[k] -= step[k]
			largest = max(largest, math.Abs(step[k]))
		}
		if largest < still {
			break
		}
	}
	for k := range n - 1 {
		b[k] /= dev[k]
		b[n-1] -= b[k] * mean[k]
	}
	return b, nil
}

// solve returns x of a·x = y, for a positive definite a, which it overwrites
// (Gaussian elimination).
func solve(a [][]float64, y []float64) []float64 {
	n := len(y)
	for i := range n {
		for r := i + 1; r < n; r++ {
			f := a[r][i] / a[i][i]
			for c := i; c < n; c++ {
				a[r][c] -= f * a[i][c]
			}
			y[r] -= f * y[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = y[i]
		for c := i + 1; c < n; c++ {
			x[i] -= a[i][c] * x[c]
		}
		x[i] /= a[i][i]
	}
	return x
}
