package question

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
)

// Nobody counts a war's dead day by day: papers repeat a round number of one of
// several counts, for years. So these figures are no steps of one toll. What differs
// by more than rounding and a few months explain are counts that rival.

// maxStale is how many times one number the other may be, where both may come from
// one count at two times.
const maxStale = 1.2

// warTolls asks how many a war has killed, where statements name a war and numbers
// beyond those of one happening.
func (f *finder) warTolls() []sayso.Question {
	var cs []count
	for _, s := range f.statements {
		if !states(s) || s.not() || !f.resolved(s) || !s.d.ofWar(s) {
			continue
		}
		for i := range s.figures {
			if x := &s.figures[i]; x.low > maxToll && x.unit == "person" && !x.more && !s.d.otherwise(x) && (x.pred == "kill" || s.d.has(s.in, "toll") || s.d.has(s.in, "death")) && f.says(s, x.at) {
				cs = append(cs, count{s: s, fig: x})
				break
			}
		}
	}
	slices.SortStableFunc(cs, func(a, b count) int { return cmp.Compare(a.fig.low, b.fig.low) })
	var answers []answer
	least := 0.0
	for _, c := range cs {
		if len(answers) == 0 || c.fig.low > least*maxStale {
			answers = append(answers, answer{text: c.fig.text})
			least = c.fig.low
		}
		a := &answers[len(answers)-1]
		a.statements = append(a.statements, c.s)
	}
	if len(answers) < 2 {
		return nil
	}
	return []sayso.Question{f.ask(sayso.FigureSlot, "How many people has the war killed?", sayso.StandDisputed, sureRivals, answers, "numbers of a whole war that no rounding explains")}
}

// ofWar reports whether a statement names a war.
func (d *doc) ofWar(s *statement) bool {
	return slices.ContainsFunc(s.in, func(t int) bool { return is("warring", d.lemma(t)) })
}

// otherwise reports whether what stands behind a figure befell people who live:
// "11 million displaced".
func (d *doc) otherwise(x *figure) bool {
	t := d.at(x.at)
	for _, w := range d.tokens[min(t+1, len(d.tokens)):min(t+maxBehind, len(d.tokens))] {
		if w.POS == "CCONJ" {
			return false
		}
		if k := d.f.classes.Of(strings.ToLower(w.Lemma)); is("humane", k) {
			return k != "kill"
		}
	}
	return false
}

// maxBehind is how many words behind a number what befell people stands.
const maxBehind = 4
