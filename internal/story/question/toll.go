package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
)

// A toll is a figure of one happening that several statements give: how many were
// killed, wounded, arrested. Figures are of one happening when the same thing is
// counted, nothing says that they count parts or other times, and the places and
// days that their sentences name can be one. What is said later on the same
// authority, or what includes the earlier, is an update; two authorities that
// give numbers which cannot both hold, at one time, are a dispute.

// count is one figure with the statement that gives it.
type count struct {
	s     *statement
	fig   *figure
	at    time.Time // when it was published
	day   *sayso.When
	place *sayso.Place
	// What else tells happenings apart: see apart.go.
	means         uint
	spots, forces []string
	busy          bool // its place saw several happenings then
}

func (f *finder) countOf(s *statement, x *figure) count {
	c := count{s: s, fig: x, at: s.d.r.Article.Published.Time, day: s.d.dayOf(s, x), place: s.d.placeOf(s), means: s.d.means(s)}
	land := ""
	if c.place != nil {
		land = c.place.Country
	}
	c.spots, c.forces = s.d.spots(s), s.d.forces(s, land)
	return c
}

const (
	// maxApart is how long after one another two reports may count one happening
	// where neither names its day.
	maxApart = 5 * 24 * time.Hour
	// maxOpen is the same where neither day nor place and means tell that it is one.
	maxOpen = 40 * time.Hour
	// sameTime is within what time of each other two figures of two authorities
	// stand against each other; later ones follow the earlier.
	sameTime = 26 * time.Hour
	// maxGrowth is how many times the least figure the greatest may be: beyond it
	// they count different things.
	maxGrowth = 4.0
)

func (f *finder) tolls() []sayso.Question {
	byThing := map[string][]count{}
	var things []string
	for _, s := range f.statements {
		if !states(s) || s.not() || s.stance == sayso.Predicts {
			continue
		}
		for i := range s.figures {
			x := &s.figures[i]
			key := s.counts(x)
			if key == "" || !f.says(s, x.at) {
				continue
			}
			if byThing[key] == nil {
				things = append(things, key)
			}
			byThing[key] = append(byThing[key], f.countOf(s, x))
		}
	}
	slices.Sort(things)
	var out []sayso.Question
	for _, k := range things {
		groups := f.happenings(byThing[k])
		for i, cs := range groups {
			if len(groups) <= maxPlain || sole(groups, i) {
				out = append(out, f.toll(k, cs)...)
			}
		}
	}
	return out
}

// says reports whether the words at a byte are a statement's own, and not those of a
// claim inside it: who relays a figure is no witness of it. Where nobody is known to
// make the inner claim, the outer speaker stands for both.
func (f *finder) says(s *statement, at int) bool {
	if s.claim == nil {
		return true
	}
	inner := s.d.saidIn(s.d.at(at), nil)
	if inner == nil || inner == s.claim {
		return inner == nil || f.resolved(s) || s.claim.Parent == ""
	}
	x := statement{d: s.d, claim: inner, who: f.voices.of(s.d.r, inner)}
	return !f.resolved(&x)
}

// counts is what a figure counts of one happening, for figures of several statements
// to be held against each other; empty for one that is of no single happening.
func (s *statement) counts(x *figure) string {
	if s.claim == nil && !s.d.tells(s) {
		return "" // a headline of another report
	}
	if !is("grim", x.pred) && x.pred != "affect" || x.more || s.lists(x) || s.d.background(s, x) {
		return ""
	}
	if x.unit == "person" && len(x.quals) == 0 {
		if s.d.partial(s, x) {
			return ""
		}
		return x.pred
	}
	if x.unit != "person" && !is("human", x.unit) {
		return ""
	}
	return x.pred + "|" + x.unit + "|" + strings.Join(x.quals, "|")
}

// maxPlain is up to how many happenings a story may tell of before what is left
// open is no longer taken for the same: a war's reports name one town day by day.
const maxPlain = 3

// toll asks how many of one happening.
func (f *finder) toll(pred string, cs []count) []sayso.Question {
	slices.SortStableFunc(cs, func(a, b count) int { return before(a.s, b.s) })
	values := f.values(cs)
	if len(values) < 2 {
		return f.told(pred, cs, values)
	}
	var out []sayso.Question
	text := f.howMany(pred, cs)
	answers := func(vs []value) []answer {
		var as []answer
		for _, v := range vs {
			a := answer{text: v.text}
			for _, c := range v.counts {
				a.statements = append(a.statements, c.s)
			}
			as = append(as, a)
		}
		return as
	}
	a, b, rival := f.rivals(values)
	if rival {
		out = append(out, f.ask(sayso.FigureSlot, text, sayso.StandDisputed, sureRivals, answers([]value{a, b}), fmt.Sprintf("%s against %s, of one happening and at one time", a.text, b.text)))
	}
	if vs := f.growth(values); !oneArticle(vs) && (len(vs) > 2 || len(vs) == 2 && !rival) {
		out = append(out, f.ask(sayso.FigureSlot, text, sayso.StandUpdated, sureUpdated, answers(vs), "the figure was renewed as more became known"))
	}
	return out
}

// told is what all agree on.
func (f *finder) told(pred string, cs []count, values []value) []sayso.Question {
	if len(values) != 1 {
		return nil
	}
	if !f.severally(cs) {
		return nil
	}
	a := answer{text: values[0].text}
	for _, c := range cs {
		a.statements = append(a.statements, c.s)
	}
	return []sayso.Question{f.ask(sayso.FigureSlot, f.howMany(pred, cs), sayso.StandAgreed, sureFigure, []answer{a}, "different speakers give one figure")}
}

// severally reports whether two speakers give a figure, each in words of his own:
// reprints and relays are one word, and "a monitor" may be the one that another
// paper names.
func (f *finder) severally(cs []count) bool {
	for i, x := range cs {
		for _, y := range cs[:i] {
			if x.s.claim == nil || y.s.claim == nil || x.s.d != y.s.d && x.s.d.text == y.s.d.text || f.sameWitness(x.s, y.s) || !f.known(x.s) || !f.known(y.s) {
				continue
			}
			if commonRun(x.s.order, y.s.order) < maxRun {
				return true
			}
		}
	}
	return false
}

// known reports whether who makes a statement is nobody whom another paper may name:
// "the police" are the police, "a monitor" may be any.
func (f *finder) known(s *statement) bool {
	if !f.resolved(s) {
		return false
	}
	v := &f.voices.all[s.who]
	return v.rank > 0 || !slices.ContainsFunc(strings.Fields(describe(v.name)), func(w string) bool { return is("anybody", w) })
}

// value is counts that may be one number.
type value struct {
	low, high float64
	text      string
	counts    []count
}

// values gathers counts by their numbers: a rounded one goes with what it may mean.
func (f *finder) values(cs []count) []value {
	var out []value
	exact := slices.Clone(cs)
	slices.SortStableFunc(exact, func(a, b count) int { return cmp.Compare(a.fig.high-a.fig.low, b.fig.high-b.fig.low) })
	for _, c := range exact {
		at := -1
		for i := range out {
			if c.fig.low <= out[i].high && out[i].low <= c.fig.high {
				at = i
				break
			}
		}
		if at < 0 {
			out = append(out, value{c.fig.low, c.fig.high, c.fig.text, nil})
			at = len(out) - 1
		}
		out[at].counts = append(out[at].counts, c)
	}
	for i := range out {
		slices.SortStableFunc(out[i].counts, func(a, b count) int { return before(a.s, b.s) })
		out[i].text = out[i].counts[0].fig.text
	}
	slices.SortStableFunc(out, func(a, b value) int { return before(a.counts[0].s, b.counts[0].s) })
	return out
}

// rivals finds two values of different authorities which cannot both hold: one
// article sets them side by side, they come at one time, or the lesser comes later
// and does not follow from the greater. A figure that only rose is no rival of the
// earlier one. Of several pairs the greatest count, which the others led up to.
func (f *finder) rivals(vs []value) (a, b value, ok bool) {
	vs = slices.Clone(vs)
	slices.SortStableFunc(vs, func(a, b value) int { return cmp.Compare(b.low, a.low) })
	for j := 1; j < len(vs); j++ {
		for i := range vs[:j] {
			if f.oppose(&vs[i], &vs[j]) {
				return vs[i], vs[j], true
			}
		}
	}
	return a, b, false
}

// oppose reports whether two authorities stand by two values.
func (f *finder) oppose(a, b *value) bool {
	for _, x := range a.counts {
		for _, y := range b.counts {
			if x.s.claim == nil || y.s.claim == nil || !f.resolved(x.s) || !f.resolved(y.s) || f.sameWitness(x.s, y.s) || x.fig.ratio(y.fig) > maxRival {
				continue
			}
			if x.s.d == y.s.d {
				return true
			}
			if includes(x.fig, y.fig) {
				continue
			}
			late, early := y, x
			if early.at.After(late.at) {
				late, early = early, late
			}
			if late.at.Equal(early.at) || late.fig.high < early.fig.low && late.at.Sub(early.at) > sameTime/2 {
				return true
			}
		}
	}
	return false
}

// maxRival is how many times the lesser of two rival figures the greater may be.
const maxRival = 4.0

// includes reports whether the greater of two figures leaves the lesser standing.
func includes(a, b *figure) bool {
	if a.low > b.low {
		a, b = b, a
	}
	return strings.Contains(strings.ToLower(a.text), "least") || strings.Contains(strings.ToLower(a.text), "more than") || strings.Contains(strings.ToLower(a.text), "over ")
}

// growth is the values in the order in which they were known: from the least up.
// The lesser of two follows from the earlier state where it was given earlier, or
// says itself that it is no last word ("at least 14"); a value that does neither
// stands outside.
func (f *finder) growth(vs []value) []value {
	vs = slices.Clone(vs)
	slices.SortStableFunc(vs, func(a, b value) int { return cmp.Compare(a.low, b.low) })
	var out []value
	for i := len(vs) - 1; i >= 0; i-- {
		n := len(out)
		if n == 0 || !vs[i].counts[0].at.After(out[n-1].counts[0].at) || open(&vs[i]) {
			out = append(out, vs[i])
		}
	}
	slices.Reverse(out)
	return out
}

// oneArticle reports whether all counts of some values stand in one article: nothing
// tells which of them was known first.
func oneArticle(vs []value) bool {
	for i := range vs {
		for _, c := range vs[i].counts {
			if c.s.d != vs[0].counts[0].s.d {
				return false
			}
		}
	}
	return true
}

// open reports whether all counts of a value leave room for more.
func open(v *value) bool {
	for _, c := range v.counts {
		if !includes(c.fig, c.fig) {
			return false
		}
	}
	return true
}

// counted is what is counted, in words: its noun, and what narrows it.
func (f *finder) counted(narrowed string, cs []count) string {
	words := cs[0].fig.noun
	for _, c := range cs {
		if strings.HasSuffix(c.fig.noun, "s") || strings.HasSuffix(c.fig.noun, "en") {
			words = c.fig.noun
			break
		}
	}
	_, quals, _ := strings.Cut(narrowed, "|")
	for q := range strings.SplitSeq(quals, "|") {
		if q != "" {
			words += " (" + strings.TrimPrefix(q, nameMark) + ")"
		}
	}
	return words
}

// howMany words the question.
func (f *finder) howMany(pred string, cs []count) string {
	pred, narrowed, _ := strings.Cut(pred, "|")
	verb := map[string]string{"kill": "were killed", "injure": "were wounded", "arrest": "were arrested", "abduct": "were abducted", "kidnap": "were abducted", "rescue": "were rescued", "hospitalize": "were taken to hospital", "affect": "are affected"}[pred]
	text := "How many people " + verb
	if narrowed != "" {
		text = "How many " + f.counted(narrowed, cs) + " " + verb
	}
	votes := map[int32]int{}
	for _, c := range cs {
		if c.s.place >= 0 {
			votes[c.s.place]++
		}
	}
	best := int32(-1)
	for k, n := range votes {
		if best < 0 || n > votes[best] || n == votes[best] && k < best {
			best = k
		}
	}
	if best >= 0 {
		text += " in " + f.label(best)
	}
	for _, c := range cs {
		if c.day != nil {
			text += " on " + c.day.From.Format("2 January 2006")
			break
		}
	}
	return text + "?"
}
