package trained

import "math"

const steppings = Labels * Labels

// blocked is the score of a step that is not allowed.
const blocked = -1e4

// Forbidden holds blocked for each step that is not allowed, else 0.
var Forbidden = func() (f [steppings]float32) {
	for a := range Labels {
		for b := range Labels {
			if !allowed(Label(a), Label(b)) {
				f[a*Labels+b] = blocked
			}
		}
	}
	return f
}()

// limit bounds the weight of a step: a step has EdgeKinds of them, and e to
// their sum must stay among the numbers of 32 bits.
const limit = 12

// potential is e to the weight v of step k, 0 where the step is not allowed. So
// the potential of a step is the product of those of its contexts.
func potential(k int, v float32) float32 {
	if Forbidden[k] != 0 {
		return 0
	}
	return float32(math.Exp(float64(max(min(v, limit), -limit))))
}

// Marginals runs the sum-product algorithm over scores of n tokens: node is
// n × Labels, edge n × Labels × Labels, of which the first table is not read.
// It fills prob with each token's label probabilities and returns the logarithm
// of the sum over all label chains. Where pair is not nil it takes the
// probabilities of the steps.
func Marginals(n int, node, edge, prob, pair []float32) float64 {
	step := make([]float32, n*steppings)
	for i := steppings; i < len(step); i++ {
		if Forbidden[i%steppings] == 0 {
			step[i] = exp(edge[i])
		}
	}
	var l lattice
	return l.sum(n, node, step, prob, pair)
}

// lattice is the memory of the sum-product algorithm, used over and over.
type lattice struct {
	alpha, scale []float32
	psi          []float32 // exp of node, shifted
}

// sum runs the sum-product algorithm (forward-backward) as [Marginals] does;
// step holds potentials, 0 for steps that are not allowed. Scores are kept in
// range by scaling each step to sum to one (Rabiner 1989). Cost: n × Labels².
func (lat *lattice) sum(n int, node, step, prob, pair []float32) float64 {
	if n == 0 {
		return 0
	}
	if len(lat.scale) < n {
		*lat = lattice{make([]float32, n*Labels), make([]float32, n), make([]float32, n*Labels)}
	}
	logZ := 0.0
	for i := range n {
		top := node[i*Labels]
		for _, v := range node[i*Labels+1 : (i+1)*Labels] {
			top = max(top, v)
		}
		psi, a := lat.psi[i*Labels:][:Labels], lat.alpha[i*Labels:][:Labels]
		for l := range Labels {
			psi[l] = exp(node[i*Labels+l] - top)
		}
		logZ += float64(top)
		if i == 0 {
			for l := range Labels {
				a[l] = psi[l]
				if !first(Label(l)) && l != int(Out) {
					a[l] = 0
				}
			}
		} else {
			clear(a)
			x := step[i*steppings : (i+1)*steppings]
			for from, p := range lat.alpha[(i-1)*Labels : i*Labels] {
				if p == 0 {
					continue
				}
				row := x[from*Labels : from*Labels+Labels]
				for to, v := range row {
					a[to] += p * v
				}
			}
			for l := range a {
				a[l] *= psi[l]
			}
		}
		var sum float32
		for _, v := range a {
			sum += v
		}
		sum = max(sum, math.SmallestNonzeroFloat32)
		lat.scale[i] = 1 / sum
		for l := range a {
			a[l] /= sum
		}
		logZ += math.Log(float64(sum))
	}
	var beta, next [Labels]float32
	for l := range beta {
		beta[l] = 1
	}
	for i := n - 1; i >= 0; i-- {
		a, p := lat.alpha[i*Labels:][:Labels], prob[i*Labels:][:Labels]
		var sum float32
		for l := range Labels {
			p[l] = a[l] * beta[l]
			sum += p[l]
		}
		if sum > 0 {
			for l := range Labels {
				p[l] /= sum
			}
		}
		if i == 0 {
			break
		}
		psi, x := lat.psi[i*Labels:][:Labels], step[i*steppings:(i+1)*steppings]
		for l := range Labels {
			next[l] = psi[l] * beta[l] * lat.scale[i]
		}
		for from := range Labels {
			var b float32
			for to, v := range x[from*Labels : from*Labels+Labels] {
				b += v * next[to]
			}
			beta[from] = b
		}
		if pair != nil {
			prev := lat.alpha[(i-1)*Labels : i*Labels]
			for k, v := range x {
				pair[i*steppings+k] = prev[k/Labels] * v * next[k%Labels]
			}
		}
	}
	return logZ
}

// Worth of a right label against that of a right Out: sources, cues and
// contents are rarer, and agreement beyond chance counts rare labels for more.
const (
	worthOut = 0.75
	worthCue = 1.2
)

// Decode finds the labels, among those whose steps are allowed, that are right
// most often by the tokens' probabilities: minimum Bayes risk for the count of
// wrong tokens, which the most probable chain is not. Cost: n × Labels.
func Decode(n int, prob []float32) []Label {
	if n == 0 {
		return nil
	}
	back := make([]Label, n*Labels)
	var score, next [Labels]float32
	for i := range n {
		p := prob[i*Labels : (i+1)*Labels]
		// The best label before one that begins; those that go on have two.
		top := 0
		for l := range Labels {
			if score[l] > score[top] {
				top = l
			}
		}
		for l := range Labels {
			from := top
			switch {
			case i == 0 && l != int(Out) && !first(Label(l)):
				next[l] = blocked
				continue
			case l != int(Out) && !first(Label(l)):
				from = l
				if score[l-1] > score[l] {
					from = l - 1
				}
			}
			back[i*Labels+l] = Label(from)
			worth := float32(1)
			switch roleOf(Label(l)) {
			case none:
				worth = worthOut
			case cueRole:
				worth = worthCue
			}
			next[l] = score[from] + p[l]*worth
		}
		score = next
	}
	out := make([]Label, n)
	at := 0
	for l := range Labels {
		if score[l] > score[at] {
			at = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = Label(at)
		at = int(back[i*Labels+at])
	}
	return out
}

// exp is e to the x, good to five digits, for scores of sound size.
func exp(x float32) float32 {
	return float32(math.Exp(float64(max(min(x, 60), -60))))
}
