package dispute

import (
	"slices"
	"strings"
	"time"

	"sayso"
)

// minFrame is the share of the shorter claim’s worth, the slot aside, from which
// two claims tell one deed with another time, place or actor.
const minFrame = 0.75

// slots finds a difference in who, where or when between two lines that say
// one thing otherwise: the same deed with the same rest, at least two words of
// it, and one value each for the slot.
func (f *Finder) slots(i, j int) (Pair, bool) {
	a, b := &f.lines[i], &f.lines[j]
	if a.main < 0 || a.main != b.main || !states(a) || !states(b) || apart(a, b) > maxMeasure {
		return Pair{}, false
	}
	rest := func(x, y int32) bool {
		drop := func(ks []int32) []int32 {
			return slices.DeleteFunc(slices.Clone(ks), func(k int32) bool { return k == x || k == y })
		}
		p, q := drop(a.keys), drop(b.keys)
		w, _, plain := f.common(p, q)
		return plain >= 2 && w >= minFrame*min(f.sum(p), f.sum(q))
	}
	differ := func(s Slot, about, x, y string) (Pair, bool) {
		return Pair{Relation: Differs, A: i, B: j, Slot: s, About: about, ValueA: x, ValueB: y,
			Why: []string{x + " against " + y, "all else is told alike: " + f.shared(a.keys, b.keys)}}, true
	}
	deed := f.names[a.main]
	switch {
	case a.subject >= 0 && b.subject >= 0 && a.subject != b.subject && !has(a.keys, b.subject) && !has(b.keys, a.subject) && rest(a.subject, b.subject):
		return differ(Identity, "who: "+deed, f.label(a.subject), f.label(b.subject))
	case a.place >= 0 && b.place >= 0 && a.place != b.place && !has(a.keys, b.place) && !has(b.keys, a.place) && rest(a.place, b.place):
		return differ(Place, "where: "+deed, f.label(a.place), f.label(b.place))
	case a.when != nil && b.when != nil && !overlap(a.when, b.when) && rest(-1, -1):
		return differ(Time, "when: "+deed, a.when.Value, b.when.Value)
	}
	return Pair{}, false
}

func has(ks []int32, k int32) bool {
	_, ok := slices.BinarySearch(ks, k)
	return ok
}

// label is a key as people read it.
func (f *Finder) label(k int32) string {
	if f.shown[k] != "" {
		return f.shown[k]
	}
	return strings.TrimPrefix(f.names[k], nameMark)
}

// overlap reports whether two times may be one.
func overlap(a, b *sayso.When) bool {
	return a.From.Before(b.To) && b.From.Before(a.To)
}

// maxWhen is the longest stretch that says when something was: a month.
const maxWhen = 31 * 24 * time.Hour

// frame finds who a content’s predicate is said of, and the one place and the
// one time that it names; more than one name none.
func (d *doc) frame(l *line, in []int) {
	l.subject, l.place = -1, -1
	root := d.root(in)
	if root < 0 || d.tokens[root].POS != "VERB" {
		return // a name alone tells no deed
	}
	for _, t := range in {
		if d.tokens[t].Head == root && d.tokens[t].Rel == "nsubj" && d.name[t] != "" && d.only[t] && d.tokens[t].POS == "PROPN" {
			l.subject = d.f.key(d.name[t])
		}
	}
	places := 0
	for i := range d.r.Analysis.Places {
		p := &d.r.Analysis.Places[i]
		if p.Feature == "country" || p.Feature == "continent" {
			continue
		}
		for _, id := range p.Mentions {
			for k := range d.r.Analysis.Mentions {
				m := &d.r.Analysis.Mentions[k]
				if m.ID != id || m.Kind != sayso.NameMention || m.Span.Start < d.tokens[in[0]].Span.Start || m.Span.End > d.tokens[in[len(in)-1]].Span.End {
					continue
				}
				if t := d.at(m.Span.Start); t < len(d.name) && d.name[t] != "" {
					if k := d.f.key(d.name[t]); k != l.place {
						places++
						l.place = k
					}
				}
			}
		}
	}
	if places > 1 {
		l.place = -1
	}
	for i := range d.r.Analysis.Times {
		w := &d.r.Analysis.Times[i]
		if w.Type != sayso.DateTime || w.Fuzzy || w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From) > maxWhen ||
			w.Span.Start < d.tokens[in[0]].Span.Start || w.Span.End > d.tokens[in[len(in)-1]].Span.End {
			continue
		}
		if l.when != nil {
			l.when = nil
			return
		}
		l.when = w
	}
}
