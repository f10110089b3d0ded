package coref

import (
	"math"

	"sayso"
	"sayso/nlp"
)

// What a wrong choice costs in training, after Durrett and Klein (2013):
// missing an antecedent is dear, since it cannot be mended later.
type Costs struct{ FalseNew, FalseLink, WrongLink float32 }

// DefaultCosts are those of the embedded model.
var DefaultCosts = Costs{FalseNew: 3, FalseLink: 0.1, WrongLink: 1}

// Trainer learns a model from documents, one at a time.
type Trainer struct {
	r     *Resolver
	m     *Model
	costs Costs
	rate  float32
	// square sums the squared gradients of each weight (AdaGrad), total the
	// weights over all steps, for their mean.
	square []float32
	total  []float32
	space  space
	flat   []uint32  // features of all choices, one after the other
	ends   []int     // where each choice's features end in flat
	value  []float32 // its score, then its probability
	right  []bool
	steps  int
}

// NewTrainer makes a Trainer that changes m.
func NewTrainer(m *Model, costs Costs, rate float32) *Trainer {
	return &Trainer{r: NewFrom(m), m: m, costs: costs, rate: rate, square: make([]float32, len(m.Weights)), total: make([]float32, len(m.Weights))}
}

// Example is a document to learn from, with tags, trees and names.
type Example struct {
	Doc *nlp.Doc
	// Entity is the number of the entity that bytes stand for; 0 where none is
	// annotated.
	Entity map[sayso.Span]int
	// Whole says that every mention of every entity is annotated. Otherwise only the
	// pronouns among those that are annotated are learnt: whose other mentions may be
	// anybody.
	Whole bool
}

// Learn takes one document. It returns the loss for each mention that was learnt.
//
// The choices are learnt in the state that the model itself has made so far,
// so that it meets its own mistakes in training as it will in use.
func (t *Trainer) Learn(x Example) float64 {
	s := &t.space
	s.prepare(t.r, x.Doc, t.r.Speeches(x.Doc))
	gold := make([]int, len(s.mentions))
	loss, n := 0.0, 0
	for i := range s.mentions {
		m := &s.mentions[i]
		gold[i] = x.Entity[x.Doc.Span(m.Range)]
		if x.Whole || gold[i] != 0 && m.kind == sayso.PronounMention {
			loss += t.step(i, gold)
			n++
		} else {
			s.join(i, s.best(t.m, i))
		}
		if first := s.clusters[m.cluster].first; !x.Whole && gold[i] == 0 {
			gold[i] = gold[first] // whom its chain is of: a phrase may be cut another way
		}
	}
	return loss / float64(max(1, n))
}

func (t *Trainer) step(i int, gold []int) float64 {
	s := &t.space
	t.steps++
	s.candidates(i)
	t.flat, t.ends, t.value, t.right = t.flat[:0], t.ends[:0], t.value[:0], t.right[:0]
	s.aloneFeatures(i)
	t.choice()
	linked := false
	s.rivals = s.rivals[:0]
	for _, j := range s.near {
		ok := gold[i] != 0 && gold[j] == gold[i]
		linked = linked || ok
		s.pairFeatures(i, int(j))
		t.choice()
		t.right = append(t.right, ok)
	}
	best := -1
	for k := range s.near {
		if t.value[k+1] > t.value[0] && (best < 0 || t.value[k+1] > t.value[best+1]) {
			best = k
		}
	}
	// Log loss with costs: the right choices against all.
	if linked {
		t.value[0] += t.costs.FalseNew
	}
	for k := range s.near {
		if !linked {
			t.value[k+1] += t.costs.FalseLink
		} else if !t.right[k] {
			t.value[k+1] += t.costs.WrongLink
		}
	}
	top := t.value[0]
	for _, v := range t.value {
		top = max(top, v)
	}
	all, good := 0.0, 0.0
	for k, v := range t.value {
		e := math.Exp(float64(v - top))
		t.value[k] = float32(e)
		all += e
		if k == 0 && !linked || k > 0 && t.right[k-1] {
			good += e
		}
	}
	at := 0
	for k, end := range t.ends {
		p := float64(t.value[k]) / all
		g := p
		if k == 0 && !linked || k > 0 && t.right[k-1] {
			g -= float64(t.value[k]) / good
		}
		if g > 1e-5 || g < -1e-5 {
			t.push(t.flat[at:end], float32(g))
		}
		at = end
	}
	if best >= 0 {
		s.join(i, int(s.near[best]))
	} else {
		s.join(i, -1)
	}
	return math.Log(all) - math.Log(good)
}

// choice keeps the features at hand as those of one more choice.
func (t *Trainer) choice() {
	s := &t.space
	t.flat = append(t.flat, s.features...)
	from := 0
	if n := len(t.ends); n > 0 {
		from = t.ends[n-1]
	}
	t.ends = append(t.ends, len(t.flat))
	t.value = append(t.value, t.m.sum(t.flat[from:]))
}

// push moves the weights against gradient g of each feature.
func (t *Trainer) push(features []uint32, g float32) {
	for _, f := range features {
		t.square[f] += g * g
		w := t.rate * g / float32(math.Sqrt(float64(t.square[f]))+1e-6)
		t.m.Weights[f] -= w
		t.total[f] += float32(t.steps) * w
	}
}

// Mean returns the model whose weights are the means over all steps, which
// errs less on new text than the last weights do.
func (t *Trainer) Mean() *Model {
	m := *t.m
	m.Weights = make([]float32, len(t.m.Weights))
	for i, w := range t.m.Weights {
		m.Weights[i] = w + t.total[i]/float32(t.steps+1)
	}
	return &m
}

// Plus returns the model with the weights of m and of n, which may be nil.
func (m *Model) Plus(n *Model) *Model {
	if n == nil {
		return m
	}
	out := *m
	out.Weights = make([]float32, len(m.Weights))
	for i := range out.Weights {
		out.Weights[i] = m.Weights[i] + n.Weights[i]
	}
	return &out
}

// Over returns the model with weights of a share of 1/n.
func (m *Model) Over(n int) *Model {
	out := *m
	out.Weights = make([]float32, len(m.Weights))
	for i, w := range m.Weights {
		out.Weights[i] = w / float32(n)
	}
	return &out
}
