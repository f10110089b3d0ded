package question

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"sayso"
)

// Which figures are of one happening: see toll.go.

// happenings divides counts into those of one happening: each joins the group in
// which most can be of one with it, if none there stands against it. Counts that
// name day and place come first, so that the others find them.
func (f *finder) happenings(cs []count) [][]count {
	cs = slices.Clone(cs)
	slices.SortStableFunc(cs, func(a, b count) int { return cmp.Compare(b.told(), a.told()) })
	pairs := sideBySide(cs)
	for i := range cs {
		cs[i].busy = busy(&cs[i], pairs)
	}
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
		if has(b.keys, k) && !f.named(k) && !is("grim", f.names[k]) && f.names[k] != "civilian" {
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
	if apart(a, b) || (a.busy || b.busy) && !meet(a.spots, b.spots, sameSpot) {
		return false
	}
	most := maxApart
	if (a.day == nil || b.day == nil) && (a.place == nil || b.place == nil || a.means&b.means == 0) {
		most = maxOpen // little says that they are one
	}
	if !a.at.IsZero() && !b.at.IsZero() && a.at.Sub(b.at).Abs() > most {
		return false
	}
	return a.fig.ratio(b.fig) <= maxGrowth
}

// sole reports whether a happening is told apart from all others of its story: each of
// its counts names a place and a day, and no other happening is near that place
// within some days.
func sole(groups [][]count, at int) bool {
	for i := range groups[at] {
		c := &groups[at][i]
		if c.place == nil || c.day == nil || c.busy {
			return false
		}
		for j, g := range groups {
			if j == at {
				continue
			}
			for k := range g {
				x := &g[k]
				if x.at.Sub(c.at).Abs() <= maxApart && (x.place == nil || near(x.place, c.place)) {
					return false
				}
			}
		}
	}
	return true
}

// sideBySide are the counts that one article gives as two numbers of two spots, or by
// two means. Only counts of one article are held against each other.
func sideBySide(cs []count) [][2]*count {
	of := make(map[*doc][]*count)
	var out [][2]*count
	for i := range cs {
		b := &cs[i]
		for _, a := range of[b.s.d] {
			if a.s.sentence != b.s.sentence && !a.fig.meets(b.fig) && (apart(a, b) || elsewhere(a, b)) {
				out = append(out, [2]*count{a, b})
			}
		}
		of[b.s.d] = append(of[b.s.d], b)
	}
	return out
}

// busy reports whether the place of a count saw several happenings about its day.
func busy(c *count, pairs [][2]*count) bool {
	here := func(x *count) bool {
		return (c.place == nil || x.place == nil || near(c.place, x.place)) && x.at.Sub(c.at).Abs() <= maxOpen
	}
	return slices.ContainsFunc(pairs, func(p [2]*count) bool { return here(p[0]) && here(p[1]) })
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

// lists reports whether a statement gives several figures of one kind, none of which
// is said to be a part: it lists happenings.
func (s *statement) lists(x *figure) bool {
	n := 0
	for i := range s.figures {
		if y := &s.figures[i]; y.pred == x.pred && y.unit == x.unit && slices.Equal(y.quals, x.quals) && !s.d.partial(s, y) {
			n++
		}
	}
	return n > 1
}

// parts gives the figures that count a part what befell the whole: "killing 35
// people, among them 11 children".
func (s *statement) parts() {
	whole := ""
	for i := range s.figures {
		x := &s.figures[i]
		switch {
		case is("grim", x.pred) && x.unit == "person" && !s.d.partial(s, x):
			whole = x.pred
		case whole != "" && is("human", x.unit) && !is("grim", x.pred) && s.d.partial(s, x):
			x.pred = whole
		}
	}
}

// tells reports whether a statement has a verb, as headlines of other reports often
// have not.
func (d *doc) tells(s *statement) bool {
	return slices.ContainsFunc(s.in, func(t int) bool { return d.tokens[t].POS == "VERB" || d.tokens[t].POS == "AUX" })
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
	if holds("partial", head) {
		return true
	}
	tail := text[i+len(x.text):]
	tail = tail[:min(len(tail), 24)]
	if holds("whole-behind", tail) {
		return true
	}
	return strings.HasPrefix(strings.TrimSpace(tail), "of the") || strings.HasPrefix(strings.TrimSpace(tail), "of them") || strings.HasPrefix(strings.TrimSpace(tail), "of those")
}

// background reports whether a sentence tells of a longer time or of another
// happening: a war's toll, an earlier attack.
func (d *doc) background(s *statement, x *figure) bool {
	text := " " + strings.ToLower(s.words()) + " "
	if holds("long", text) {
		return true
	}
	pub := d.r.Article.Published.Time
	if w := d.timeOf(s, x, maxWhen*4); w != nil && !pub.IsZero() && (w.To.Before(pub.AddDate(0, 0, -4)) || w.From.After(pub.AddDate(0, 0, 2)) || w.To.Sub(w.From).Hours() > 10*24) {
		return true
	}
	return x.low > maxToll && is("grim", x.pred)
}

// maxToll is the greatest number that one happening kills or wounds; a greater one
// is that of a war or a year.
const maxToll = 5000
