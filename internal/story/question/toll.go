package question

import (
	"cmp"
	"fmt"
	"math"
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
}

const (
	// maxApart is how long after one another two reports may count one happening
	// where neither names its day.
	maxApart = 5 * 24 * time.Hour
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
			if s.claim == nil && !s.d.clause(s) {
				continue // a headline of another report
			}
			if !grim[x.pred] || x.unit != "person" || x.more || len(x.quals) > 0 || s.d.partial(s, x) || s.d.background(s, x) {
				continue
			}
			if byThing[x.pred] == nil {
				things = append(things, x.pred)
			}
			byThing[x.pred] = append(byThing[x.pred], count{s, x, s.d.r.Article.Published.Time, s.d.dayOf(s, x), s.d.placeOf(s)})
		}
	}
	slices.Sort(things)
	var out []sayso.Question
	for _, k := range things {
		for _, cs := range f.happenings(byThing[k]) {
			out = append(out, f.toll(k, cs)...)
		}
	}
	return out
}

// grim are classes of what befalls people in one happening.
var grim = set("kill injure arrest abduct kidnap rescue hospitalize")

// happenings divides counts into those of one happening: each joins the group in
// which most can be of one with it, if none there stands against it. Counts that
// name day and place come first, so that the others find them.
func (f *finder) happenings(cs []count) [][]count {
	cs = slices.Clone(cs)
	slices.SortStableFunc(cs, func(a, b count) int { return cmp.Compare(b.told(), a.told()) })
	var groups [][]count
	for _, c := range cs {
		at, best := -1, 0
		for g := range groups {
			n := 0
			for i := range groups[g] {
				if !f.oneHappening(&groups[g][i], &c) {
					n = 0
					break
				}
				if groups[g][i].s.d == c.s.d || f.alike(groups[g][i].s, c.s) {
					n++
				}
			}
			if n > best {
				at, best = g, n
			}
		}
		if at < 0 {
			groups = append(groups, []count{c})
		} else {
			groups[at] = append(groups[at], c)
		}
	}
	return groups
}

// told is how much a count tells of its happening.
func (c *count) told() int {
	n := 0
	if c.day != nil {
		n++
	}
	if c.place != nil {
		n++
	}
	return n
}

// alike reports whether two statements have something in common besides whom the
// happening befell and where.
func (f *finder) alike(a, b *statement) bool {
	for _, k := range a.keys {
		if has(b.keys, k) && !f.named(k) && !grim[f.names[k]] && f.names[k] != "civilian" {
			return true
		}
	}
	return false
}

func (f *finder) oneHappening(a, b *count) bool {
	if a.day != nil && b.day != nil && !overlap(a.day, b.day) {
		return false
	}
	if a.place != nil && b.place != nil && !near(a.place, b.place) {
		return false
	}
	if !a.at.IsZero() && !b.at.IsZero() && a.at.Sub(b.at).Abs() > maxApart {
		return false
	}
	return a.fig.ratio(b.fig) <= maxGrowth
}

func has(ks []int32, k int32) bool {
	_, ok := slices.BinarySearch(ks, k)
	return ok
}

// dayOf is the one day nearest a figure in its sentence; nil for none.
func (d *doc) dayOf(s *statement, x *figure) *sayso.When {
	if w := d.timeOf(s, x, 36); w != nil && !w.Fuzzy {
		return w
	}
	return nil
}

// timeOf is the time of at most some hours nearest a figure in its sentence.
func (d *doc) timeOf(s *statement, x *figure, hours float64) *sayso.When {
	var best *sayso.When
	span, far := s.span(), 1<<30
	for i := range d.r.Analysis.Times {
		w := &d.r.Analysis.Times[i]
		if w.Span.Start < span.Start || w.Span.End > span.End || w.From.IsZero() || w.To.IsZero() || w.To.Sub(w.From).Hours() > hours {
			continue
		}
		if n := max(w.Span.Start-x.at, x.at-w.Span.End); n < far {
			best, far = w, n
		}
	}
	return best
}

// placeOf is the place that a sentence names last, but countries; where it names
// none, that of the article: the one that its first sentences name.
func (d *doc) placeOf(s *statement) *sayso.Place {
	if p := d.placeIn(s.span()); p != nil {
		return p
	}
	if n := len(d.r.Analysis.Sentences); n > 0 {
		return d.placeIn(sayso.Span{Start: 0, End: d.r.Analysis.Sentences[min(n, leadSentences)-1].End})
	}
	return nil
}

// leadSentences is how many sentences tell where an article's happening was.
const leadSentences = 2

func (d *doc) placeIn(span sayso.Span) *sayso.Place {
	var best *sayso.Place
	at := -1
	for i := range d.r.Analysis.Places {
		p := &d.r.Analysis.Places[i]
		if p.Unlocated || p.Feature == "country" || p.Feature == "continent" {
			continue
		}
		for _, id := range p.Mentions {
			if m := d.mention(id); m != nil && m.Kind == sayso.NameMention && m.Span.Start >= span.Start && m.Span.End <= span.End && (at < 0 || finer(p, best)) {
				best, at = p, m.Span.Start
			}
		}
	}
	return best
}

// finer reports whether a place says more exactly where than another.
func finer(a, b *sayso.Place) bool { return a.Radius < b.Radius }

// within is how far apart, in km, two points of one town may lie.
const within = 30.0

// near reports whether two places can be one, or one can lie in the other.
func near(a, b *sayso.Place) bool {
	if a.Name == b.Name || a.Region != "" && a.Region == b.Region && (a.Feature == "region" || b.Feature == "region") {
		return true
	}
	const degree = 111.2 // km
	north := (a.Lat - b.Lat) * degree
	east := (a.Lon - b.Lon) * degree * math.Cos(a.Lat*math.Pi/180)
	return math.Hypot(north, east) <= within+float64(max(a.Radius, b.Radius))
}

// clause reports whether a statement has a verb with a subject.
func (d *doc) clause(s *statement) bool {
	for _, t := range s.in {
		if d.tokens[t].POS == "VERB" && d.subject(t, s.in) {
			return true
		}
	}
	return false
}

// partial reports whether a figure counts a part of what another counts:
// "including 31 children", "five of the twelve", "among them".
func (d *doc) partial(s *statement, x *figure) bool {
	text := strings.ToLower(s.words())
	i := strings.Index(text, strings.ToLower(x.text))
	if i < 0 {
		return false
	}
	head := text[max(0, i-30):i]
	for _, w := range []string{"including", "among", "of whom", "of which", "of them", "some of", "more than half", "another", "other ", "also ", "in addition to", "only "} {
		if strings.Contains(head, w) {
			return true
		}
	}
	tail := text[i+len(x.text):]
	tail = tail[:min(len(tail), 24)]
	for _, w := range []string{"of whom", "of which"} {
		if strings.Contains(tail, w) {
			return true
		}
	}
	return strings.HasPrefix(strings.TrimSpace(tail), "of the") || strings.HasPrefix(strings.TrimSpace(tail), "of them") || strings.HasPrefix(strings.TrimSpace(tail), "of those")
}

// background reports whether a sentence tells of a longer time or of another
// happening: a war's toll, an earlier attack.
func (d *doc) background(s *statement, x *figure) bool {
	text := " " + strings.ToLower(s.words()) + " "
	for _, w := range []string{" since ", " so far this ", " war ", " conflict ", " years ", " year ", " last month", " last week", " last year", " months ", " weeks ", " previous", " earlier this", " annually", " every ", " a day ", " per ", " ago "} {
		if strings.Contains(text, w) {
			return true
		}
	}
	pub := d.r.Article.Published.Time
	if w := d.timeOf(s, x, maxWhen*4); w != nil && !pub.IsZero() && (w.To.Before(pub.AddDate(0, 0, -4)) || w.From.After(pub.AddDate(0, 0, 2)) || w.To.Sub(w.From).Hours() > 10*24) {
		return true
	}
	return x.low > 5000
}

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
	if a, b, ok := f.rivals(values); ok {
		out = append(out, f.ask(sayso.FigureSlot, text, sayso.StandDisputed, 0.7, answers([]value{a, b}), fmt.Sprintf("%s against %s, of one happening and at one time", a.text, b.text)))
	}
	if vs := f.growth(values); len(vs) > 1 {
		out = append(out, f.ask(sayso.FigureSlot, text, sayso.StandUpdated, 0.75, answers(vs), "the figure was renewed as more became known"))
	}
	return out
}

// told is what all agree on.
func (f *finder) told(pred string, cs []count, values []value) []sayso.Question {
	if len(values) != 1 {
		return nil
	}
	witnesses := map[int]bool{}
	for _, c := range cs {
		if c.s.claim != nil {
			witnesses[f.voices.find(c.s.who)] = true
		}
	}
	if len(witnesses) < 2 {
		return nil
	}
	a := answer{text: values[0].text}
	for _, c := range cs {
		a.statements = append(a.statements, c.s)
	}
	return []sayso.Question{f.ask(sayso.FigureSlot, f.howMany(pred, cs), sayso.StandAgreed, 0.7, []answer{a}, "different speakers give one figure")}
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
// article sets them side by side, or the lesser comes later and does not follow
// from the greater. A figure that only rose is no rival of the earlier one.
func (f *finder) rivals(vs []value) (a, b value, ok bool) {
	for i := range vs {
		for j := i + 1; j < len(vs); j++ {
			for _, x := range vs[i].counts {
				for _, y := range vs[j].counts {
					if x.s.claim == nil || y.s.claim == nil || !f.resolved(x.s) || !f.resolved(y.s) || f.sameWitness(x.s, y.s) || includes(x.fig, y.fig) || x.fig.ratio(y.fig) > maxRival {
						continue
					}
					late, early := y, x
					if early.at.After(late.at) {
						late, early = early, late
					}
					if x.s.d == y.s.d || late.fig.high < early.fig.low && late.at.Sub(early.at) > sameTime/2 {
						return vs[i], vs[j], true
					}
				}
			}
		}
	}
	return a, b, false
}

// maxRival is how many times the lesser of two rival figures the greater may be.
const maxRival = 3.0

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
		if n == 0 || vs[i].counts[0].at.Before(out[n-1].counts[0].at) || open(&vs[i]) {
			out = append(out, vs[i])
		}
	}
	slices.Reverse(out)
	return out
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

// howMany words the question.
func (f *finder) howMany(pred string, cs []count) string {
	verb := map[string]string{"kill": "were killed", "injure": "were wounded", "arrest": "were arrested", "abduct": "were abducted", "kidnap": "were abducted", "rescue": "were rescued", "hospitalize": "were taken to hospital"}[pred]
	text := "How many people " + verb
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
