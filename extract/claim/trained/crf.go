package trained

import "math"

// Weights score the labels of a token by its features and the step from one
// label to the next by its contexts.
type Weights struct {
	rows  table
	edges []float32 // EdgeContexts tables of Labels × Labels, [from][to]
}

// chain holds the scores of one text: Labels for each token, and
// Labels × Labels for each step.
type chain struct {
	n          int
	node, edge []float32
}

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

// Marginals runs the sum-product algorithm (forward-backward) over scores of n
// tokens: node is n × Labels, edge n × Labels × Labels, of which the first
// table is not read. It fills prob with each token's label probabilities and
// returns the logarithm of the sum over all label chains. Scores are kept in
// range by scaling each step to sum to one (Rabiner 1989). Cost: n × Labels².
// Where pair is not nil it takes the probabilities of the steps.
func Marginals(n int, node, edge, prob, pair []float32) float64 {
	if n == 0 {
		return 0
	}
	alpha := make([]float32, n*Labels)
	scale := make([]float32, n)
	psi := make([]float32, n*Labels) // exp of node, shifted
	trans := make([]float32, n*steppings)
	logZ := 0.0
	for i := range n {
		top := node[i*Labels]
		for _, v := range node[i*Labels+1 : (i+1)*Labels] {
			top = max(top, v)
		}
		for l := range Labels {
			psi[i*Labels+l] = exp(node[i*Labels+l] - top)
		}
		logZ += float64(top)
		a := alpha[i*Labels : (i+1)*Labels]
		if i == 0 {
			for l := range Labels {
				a[l] = psi[l]
				if !first(Label(l)) && l != int(Out) {
					a[l] = 0
				}
			}
		} else {
			e := edge[i*steppings : (i+1)*steppings]
			x := trans[i*steppings : (i+1)*steppings]
			for k, v := range e {
				if Forbidden[k] == 0 {
					x[k] = exp(v)
				}
			}
			prev := alpha[(i-1)*Labels : i*Labels]
			for from, p := range prev {
				if p == 0 {
					continue
				}
				row := x[from*Labels : from*Labels+Labels]
				for to, v := range row {
					a[to] += p * v
				}
			}
			for l := range a {
				a[l] *= psi[i*Labels+l]
			}
		}
		var sum float32
		for _, v := range a {
			sum += v
		}
		sum = max(sum, math.SmallestNonzeroFloat32)
		scale[i] = 1 / sum
		for l := range a {
			a[l] /= sum
		}
		logZ += math.Log(float64(sum))
	}
	beta := make([]float32, Labels)
	next := make([]float32, Labels)
	for l := range beta {
		beta[l] = 1
	}
	for i := n - 1; i >= 0; i-- {
		a := alpha[i*Labels : (i+1)*Labels]
		var sum float32
		for l := range Labels {
			prob[i*Labels+l] = a[l] * beta[l]
			sum += prob[i*Labels+l]
		}
		if sum > 0 {
			for l := range Labels {
				prob[i*Labels+l] /= sum
			}
		}
		if i == 0 {
			break
		}
		x := trans[i*steppings : (i+1)*steppings]
		for l := range Labels {
			next[l] = psi[i*Labels+l] * beta[l] * scale[i]
		}
		prev := alpha[(i-1)*Labels : i*Labels]
		for from := range Labels {
			var b float32
			row := x[from*Labels : from*Labels+Labels]
			for to, v := range row {
				b += v * next[to]
				if pair != nil {
					pair[i*steppings+from*Labels+to] = prev[from] * v * next[to]
				}
			}
			beta[from] = b
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
