package dispute

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
)

const (
	// minGist is the share of what a denial is about that the denied claim has.
	minGist = 0.6
	// minDeedGist is the same where both have the denied deed and another word,
	// minWideGist where the deed is another.
	minDeedGist = 0.4
	minMainGist = 0.5
	minWideGist = 0.8
	// minRare is the largest share of a story’s claims in which a key may stand
	// that alone makes one matter of a denial and a claim.
	minRare = 0.12
	// minSame is the share of the shorter claim’s worth from which two claims
	// say one thing, minBoth that of the longer.
	minSame = 0.62
	minBoth = 0.4
	// minWide is how many words besides names make one matter of a denial and
	// a claim whose predicates differ.
	minWide = 3
	// minRun is how many words in a row make two contents one quotation.
	minRun = 5
	// minTwin is the share of the shorter claim’s worth from which two claims are
	// one sentence, with at least minTwinRun words of it in a row.
	minTwin    = 0.8
	minTwinRun = 4
	// minFigure is the share of the shorter claim’s worth from which figures
	// of one thing are of one matter; figures of the dead and the hurt need less.
	minFigure = 0.35
	// maxRatio is how far apart two figures of one thing may be: beyond it
	// they count different things.
	maxRatio = 3.0
	// maxFar is the same where the claims share most of their words.
	maxFar = 200.0
)

func (f *Finder) compareAll() {
	for i := range f.lines {
		for j := i + 1; j < len(f.lines); j++ {
			a, b := &f.lines[i], &f.lines[j]
			if a.rec == b.rec || len(a.keys) == 0 || len(b.keys) == 0 {
				continue
			}
			if a.bits&b.bits == 0 && (len(a.figures) == 0 || len(b.figures) == 0) && !(a.truth && b.truth) && a.tie*b.tie >= 0 && !a.denies && !b.denies {
				continue
			}
			if p, ok := f.compare(i, j); ok {
				f.pairs = append(f.pairs, p)
			}
		}
	}
}

// compare tells how two lines of different articles stand to each other.
func (f *Finder) compare(i, j int) (Pair, bool) {
	a, b := &f.lines[i], &f.lines[j]
	run := commonRun(a.words, b.words)
	w, names, plain := f.common(a.keys, b.keys)
	small, big := f.sum(a.keys), f.sum(b.keys)
	if small > big {
		small, big = big, small
	}
	cover, both := w/small, w/big
	// The same words are no denial of themselves, however they were read.
	if a.not() != b.not() && (a.denies != b.denies || !(run >= minTwinRun && cover >= minTwin)) {
		d, o := j, i // who denies, and what
		if a.not() {
			d, o = i, j
		}
		if why, ok := f.denies(&f.lines[d], &f.lines[o]); ok {
			return Pair{Relation: Denies, A: o, B: d, Why: why}, true
		}
		return Pair{}, false
	}
	if states(a) && states(b) {
		if x, y := f.opposed(a, b); x != nil {
			grim := x.unit == "person" && (x.pred == "kill" || x.pred == "injure") && x.pred == y.pred
			frame := x.unit == y.unit && x.pred == y.pred && x.pred != "" && len(x.quals) > 0 && slices.Equal(x.quals, y.quals)
			limit := maxRatio
			if cover >= minSame && plain >= 2 || frame {
				limit = maxFar
			}
			if (grim || frame || cover >= minFigure && plain >= 2) && x.ratio(y) <= limit && (!measure[x.unit] || apart(a, b) <= maxMeasure) {
				return Pair{Relation: Differs, A: i, B: j, Slot: Number, About: f.about(x), ValueA: x.text, ValueB: y.text,
					Why: []string{fmt.Sprintf("%s against %s: %s", x.text, y.text, f.about(x)), "both speak of " + f.shared(a.keys, b.keys)}}, true
			}
			return Pair{}, false
		}
	}
	if p, ok := f.slots(i, j); ok && run < minRun {
		return p, true
	}
	same := a.who != "" && a.who == b.who
	switch {
	case run >= minRun && both >= minBoth/2:
		return Pair{Relation: Repeats, A: i, B: j, Why: []string{fmt.Sprintf("%d words in a row are the same", run)}}, true
	case plain >= 2 && cover >= minSame && both >= minBoth || plain >= 1 && names >= 1 && cover >= 0.8 && both >= 0.6:
		why := []string{"both speak of " + f.shared(a.keys, b.keys)}
		if same {
			return Pair{Relation: Repeats, A: i, B: j, Why: append(why, "both go back to "+a.side.Speaker)}, true
		}
		if !states(a) || !states(b) {
			return Pair{}, false // a question agrees with nothing
		}
		return Pair{Relation: Agrees, A: i, B: j, Why: why}, true
	}
	return Pair{}, false
}

// denies reports whether d says that what o says is not so, and why.
func (f *Finder) denies(d, o *line) ([]string, bool) {
	if !states(o) || !states(d) {
		return nil, false
	}
	if d.who != "" && d.who == o.who {
		return nil, false
	}
	w, names, plain := f.common(d.gist, o.keys)
	if d.truth && o.truth {
		return []string{"one says that it is so, the other that it is not", "both speak of the story’s matter and name no other"}, true
	}
	if d.tie < 0 && o.tie > 0 {
		return []string{"one says that a group stands behind it, the other that none does"}, true
	}
	if why, ok := f.charged(d, o); ok {
		return why, true
	}
	_, deed := slices.BinarySearch(o.acts, d.main)
	least := minGist
	switch {
	case !deed && d.main >= 0:
		// The same people and things, but another deed.
		if least = minWideGist; plain < minWide || !d.denies {
			return nil, false
		}
	case deed && plain >= 2:
		least = minDeedGist
	case d.main == o.main:
		least = minMainGist
	}
	if d.main == o.main && d.whom >= 0 && o.whom >= 0 && d.whom != o.whom && !has(o.keys, d.whom) && !has(d.keys, o.whom) {
		return nil, false // one deed of two doers
	}
	if !d.denies && plain < minWide && apart(d, o) > maxDenial {
		return nil, false
	}
	if plain == 0 || w < least*f.sum(d.gist) || !f.point(d, o) {
		return nil, false
	}
	if plain == 1 && !(names > 0 && d.denies) && (!f.alone(d, o) || names == 0 && (f.anyName(d.gist) || !d.denies && !d.outright && !d.bare)) {
		return nil, false
	}
	how := "it says that this is not so"
	if d.denies {
		how = "“" + d.claim.Cue.Spans.In(d.rec.Article.Text) + "” denies what follows"
	}
	return []string{how, "both speak of " + f.shared(d.gist, o.keys)}, true
}

// maxMeasure is how long after one another two measures of one happening may be told.
const maxMeasure = 7 * 24 * time.Hour

// maxDenial is how long after one another a claim and a statement that
// contradicts it without a word of denial may be told: in a story of a year the
// same words stand for many happenings.
const maxDenial = 21 * 24 * time.Hour

// apart is the time between the two articles; none where a date is not known.
func apart(a, b *line) time.Duration {
	x, y := a.side.Said, b.side.Said
	if x.IsZero() || y.IsZero() {
		return 0
	}
	return y.Sub(x.Time).Abs()
}

// charged reports whether d denies, without saying what, the charges that o
// brings against who denies.
func (f *Finder) charged(d, o *line) ([]string, bool) {
	if !d.denies || d.who == "" || o.claim.Stance != sayso.Accuses || slices.ContainsFunc(d.gist, func(k int32) bool { return !f.named(k) }) {
		return nil, false
	}
	accused := false
	if a := o.rec.Analysis.Actor(o.claim.Addressee); a != nil {
		accused = whoIs(o.rec, a) == d.who
	}
	for _, k := range o.keys {
		accused = accused || f.named(k) && strings.TrimPrefix(f.names[k], nameMark) == d.who
	}
	if !accused {
		return nil, false
	}
	return []string{"it denies what its speaker is charged with", o.side.Speaker + " brings the charge"}, true
}

// point reports whether the word that weighs most in a denial, of those that
// other claims have too, is in what it denies: without it the denial is of
// something else.
func (f *Finder) point(d, o *line) bool {
	best := int32(-1)
	for _, k := range d.gist {
		if !f.named(k) && f.df[k] > 1 && (best < 0 || f.weight[k] > f.weight[best]) {
			best = k
		}
	}
	if best < 0 {
		return false
	}
	_, both := slices.BinarySearch(o.keys, best)
	return both
}

func (f *Finder) anyName(ks []int32) bool { return slices.ContainsFunc(ks, f.named) }

// alone reports whether the one word that a denial and a claim share makes one
// matter of them: a noun, rare in the story, that is all that is denied, by a
// word of denial or of "this".
func (f *Finder) alone(d, o *line) bool {
	few := max(minRare*float64(len(f.lines)), 3)
	for _, k := range d.gist {
		if _, both := slices.BinarySearch(o.keys, k); !both || float64(f.df[k]) > few {
			continue
		}
		if k == d.main && k == o.main || d.nouns[k] && (d.denies || d.bare) {
			return true
		}
	}
	return false
}

// states reports whether a claim says how things are. Who asks, demands or
// declines to comment contradicts nobody.
func states(l *line) bool {
	if l.ought {
		return false
	}
	switch l.claim.Stance {
	case sayso.Asserts, sayso.Confirms, sayso.Denies, sayso.Accuses, sayso.Predicts, sayso.Warns, sayso.Doubts, "":
		return true
	}
	return plain(l.lemma)
}

// plain reports whether a cue only says that something was said: whatever its
// content does (a pledge, praise), it says how things are.
func plain(lemma string) bool {
	switch lemma {
	case "say", "tell", "add", "write", "state", "announce", "explain", "note", "tweet", "post", "declare", "according to", ":", "—":
		return true
	}
	return false
}

// commonRun is the length of the longest run of words that two contents share.
func commonRun(a, b []int32) int {
	best := 0
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for i := range a {
		for j := range b {
			if a[i] == b[j] {
				cur[j+1] = prev[j] + 1
				best = max(best, cur[j+1])
			} else {
				cur[j+1] = 0
			}
		}
		prev, cur = cur, prev
	}
	return best
}
