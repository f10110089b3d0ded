package ledger

import (
	"slices"

	"sayso"
)

// tollKinds are the numbers that a toll is made of.
var tollKinds = []string{"killed", "wounded"}

// tolls gathers how many were killed and wounded. Mentions of one event count the
// same victims, so nothing is added up: what most origins give is best, and what
// any gives bounds it.
func tolls(mentions []sayso.EventReport) []sayso.Toll {
	var out []sayso.Toll
	for _, kind := range tollKinds {
		if t, ok := toll(kind, mentions); ok {
			out = append(out, t)
		}
	}
	return out
}

func toll(kind string, mentions []sayso.EventReport) (sayso.Toll, bool) {
	t := sayso.Toll{Kind: kind}
	by := map[float64][]string{} // origins by what they give
	said := false
	for i := range mentions {
		m := &mentions[i]
		low, high, ok := number(kind, m)
		if !ok || m.Status == sayso.DeniedStatus {
			continue
		}
		if !said {
			t.Low, t.High = low, high
		}
		said = true
		t.Low, t.High = min(t.Low, low), max(t.High, high)
		if !slices.Contains(by[low], m.Origin) {
			by[low] = append(by[low], m.Origin)
		}
		// mentions come in the order of printing, so the later of equals wins
		if len(by[low]) >= len(by[t.Best]) {
			t.Best = low
		}
	}
	t.Sources = by[t.Best]
	for i := range mentions {
		o := mentions[i].Origin
		if low, _, ok := number(kind, &mentions[i]); ok && mentions[i].Status != sayso.DeniedStatus && low != t.Best && !slices.Contains(t.Others, o) {
			t.Others = append(t.Others, o)
		}
	}
	return t, said
}

// number is how many of a kind a mention gives: the largest of its numbers, since
// "nine, three of them children" counts the children twice.
func number(kind string, m *sayso.EventReport) (low, high float64, ok bool) {
	for _, q := range m.Quantities {
		if q.Kind != kind {
			continue
		}
		low, high, ok = max(low, q.Low), max(high, q.Low, q.High), true
	}
	return low, high, ok
}
