package reply

import (
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

const (
	// minCover is the share of a denial's worth that the denied claim has.
	minCover = 0.6
	// minFarCover is the same where more than maxNear sentences lie between.
	minFarCover = 0.7
	maxNear     = 15
	// minLead is how much better it is than the next.
	minLead = 0.04
	// maxAway is how many sentences a denial without content looks back.
	maxAway = 5
	// maxPlain is the same where what was said is no accusation by its cue.
	maxPlain = 3
)

// denies reports whether a line denies something said by others.
func (k *linking) denies(i int) bool {
	l := &k.lines[i]
	if len(l.Cue) == 0 || len(l.Content) == 0 || len(l.Speakers) == 0 {
		return false
	}
	if l.Stance != sayso.Denies && l.Stance != sayso.Refuses && l.Stance != sayso.Doubts {
		return false
	}
	switch {
	case is(l.Lemma, deniesCue):
		return !k.withheld(l)
	case is(l.Lemma, denialCue): // "denial of access" withholds
		return l.Content[0].Len() > 3
	case is(l.Lemma, rejectsCue):
		return k.said(l.Content[0])
	}
	return false
}

// said reports whether what is rejected is something that was said, and no
// offer, money or man.
func (k *linking) said(r nlp.Range) bool {
	for i := r.First; i < min(r.End, r.First+maxLead); i++ {
		if is(k.d.Tokens[i].Lemma, saidWord) {
			return true
		}
	}
	return false
}

// withheld reports whether something is denied to somebody, and not as untrue:
// "denied them entry", "denied bail".
func (k *linking) withheld(l *Line) bool {
	for _, r := range l.Content {
		for i := r.First; i < r.End; i++ {
			x := &k.d.Tokens[i]
			if is(x.Lemma, withheldThing) && (x.Rel == "obj" || x.Rel == "root" || i-r.First < 3) {
				return true
			}
			if x.Rel == "iobj" && within(l.Cue, x.Head) {
				return true
			}
		}
	}
	return false
}

func within(rs []nlp.Range, t int) bool {
	for _, r := range rs {
		if r.Contains(t) {
			return true
		}
	}
	return false
}

// maxLead is how far into what is rejected the word for it stands.
const maxLead = 6

// denials are the rules by which a denial finds what it denies. The first that
// finds something wins. points tells for which ways to point back a rule is.
var denials = []struct {
	name   string
	points []pointing
	find   func(k *linking, i int) int
}{
	{"pronoun", []pointing{pointsByPronoun}, (*linking).before},
	{"charge", []pointing{pointsByWord}, func(k *linking, i int) int { return k.charged(i, false) }},
	{"inside", []pointing{pointsByMore}, (*linking).reported},
	{"same-words", []pointing{pointsNot, pointsByMore}, (*linking).covered},
	{"accusation", []pointing{pointsByMore}, func(k *linking, i int) int { return k.charged(i, true) }},
}

// denied finds what line i denies.
func (k *linking) denied(i int) Reply {
	points := k.points(&k.lines[i])
	for _, r := range denials {
		if k.without[r.name] || !slices.Contains(r.points, points) {
			continue
		}
		if j := r.find(k, i); j >= 0 {
			return Reply{j, r.name}
		}
	}
	return none
}

// whose reports whether a line is by those whose claim a denial says it denies
// ("Sand’s accusations", "accusations by Sand"); true where it says nothing.
func (k *linking) whose(l, x *Line) bool {
	r := l.Content[0]
	if !k.said(r) {
		return true
	}
	named := false
	for t := r.First; t < min(r.End, r.First+maxLead); t++ {
		switch next := k.d.Tokens[t].Rel; {
		case next == "nmod:poss", next == "nmod" && is(k.marked(t), byWord):
		default:
			continue
		}
		span := k.d.Tokens[t].Span()
		if k.mentioned(span, x.Speakers) {
			return true
		}
		named = named || k.anybody(span)
	}
	return !named
}

// before finds the claim of others right before line i.
func (k *linking) before(i int) int {
	here := k.sentence(&k.lines[i])
	for j := i - 1; j >= 0 && j > i-maxDepth; j-- {
		if here-k.sentence(&k.lines[j]) > 1 {
			break
		}
		if s := k.lines[j].Stance; k.lines[j].Parent < 0 && k.others(i, j) && (s == sayso.Accuses || s == sayso.Asserts) {
			return j
		}
	}
	return -1
}

// covered finds the claim with most of the keys of line i; -1 for none.
func (k *linking) covered(i int) int {
	l := &k.lines[i]
	total, names := 0.0, 0
	keys := k.gist(l)
	for key := range keys {
		total += k.weight[key]
		if named(key) {
			names++
		}
	}
	if len(keys)-names == 0 || len(keys) < 2 {
		return -1
	}
	best, top, second := -1, 0.0, 0.0
	for j := max(0, i-maxBack); j < min(len(k.lines), i+maxBack); j++ {
		if j == i || !k.others(i, j) || !k.whose(l, &k.lines[j]) {
			continue
		}
		s := k.covers(keys, j) / total
		if away := k.sentence(l) - k.sentence(&k.lines[j]); s < minCover || s < minFarCover && (away > maxNear || away < -maxNear) {
			continue
		}
		if k.shared(keys, j) < 2 || k.turned(i, j) {
			continue
		}
		if j > i {
			s *= 0.85 // denials come after
		}
		if k.lines[j].Stance == sayso.Accuses {
			s *= 1.1
		}
		if !k.clause(&k.lines[j]) {
			s *= 0.9 // "warned them against selling": nothing said to be so
		}
		if k.lines[j].Parent >= 0 {
			s *= 0.98 // of equals the outer one
		}
		s -= 0.0005 * float64(max(i-j, j-i)) // and the nearer
		if s > top {
			if best >= 0 && !k.nested(best, j) {
				second = top
			}
			best, top = j, s
		} else if s > second && !k.nested(best, j) {
			second = s
		}
	}
	if best < 0 || top-second < minLead && second > 0 && k.tied(keys, i, best) {
		return -1
	}
	return best
}

// clause reports whether a line's content says something of something.
func (k *linking) clause(l *Line) bool {
	for _, r := range l.Content {
		for t := r.First; t < r.End; t++ {
			switch k.d.Tokens[t].Rel {
			case "nsubj", "nsubj:pass", "csubj":
				return true
			}
		}
	}
	return false
}

// tied reports whether another claim of other speakers covers as much as best,
// so that the denial may be of either; the nearest of the same speaker is as
// good as the first.
func (k *linking) tied(keys map[string]bool, i, best int) bool {
	for j := max(0, i-maxBack); j < min(len(k.lines), i+maxBack); j++ {
		if j != i && j != best && k.others(i, j) && !k.nested(best, j) && k.covers(keys, j) >= k.covers(keys, best) && k.shared(keys, j) > k.shared(keys, best) {
			return true
		}
	}
	return false
}

// pointing tells how a denial's content points back: by a pronoun ("disputes
// that"), by a word for what was said alone ("denied the charges"), or by such a
// word with more to it ("denied allegations of fraud").
type pointing uint8

const (
	pointsNot pointing = iota
	pointsByPronoun
	pointsByWord
	pointsByMore
)

func (k *linking) points(l *Line) pointing {
	r := l.Content[0]
	for t := r.First; t < min(r.End, r.First+maxLead); t++ {
		x := &k.d.Tokens[t]
		switch x.POS {
		case "PRON":
			if len(l.Content) == 1 && r.Len() <= 2 {
				return pointsByPronoun
			}
		case "NOUN":
			followed := t+1 < r.End
			switch {
			case is(x.Lemma, chargeWord), is(x.Lemma, partIn) && !followed:
			default:
				return pointsNot
			}
			if followed && is(strings.ToLower(k.d.Word(t+1)), moreWord) {
				return pointsByMore
			}
			return pointsByWord
		case "VERB", "PROPN":
			return pointsNot
		}
	}
	return pointsNot
}

// reported finds the claim that a denial names and repeats: "denied reports
// that the bridge was shut" has the reports' claim inside it.
func (k *linking) reported(i int) int {
	for j := i + 1; j < min(len(k.lines), i+maxDepth); j++ {
		if x := &k.lines[j]; x.Parent == i && len(x.Cue) > 0 && k.d.Tokens[x.Cue[0].First].POS == "NOUN" && x.Cue[0].First-k.lines[i].Content[0].First < maxLead && k.apart(i, j) {
			return j
		}
	}
	return -1
}

// charged finds the nearest claim before line i in which others charge its
// speakers with something; accused asks for an accusation.
func (k *linking) charged(i int, accused bool) int {
	l := &k.lines[i]
	here := k.sentence(l)
	if len(l.Speakers) == 0 {
		return -1
	}
	for j := i - 1; j >= 0 && j > i-maxBack; j-- {
		x := &k.lines[j]
		if here-k.sentence(x) > maxAway {
			break
		}
		if !k.others(i, j) || len(x.Content) == 0 || x.Stance == sayso.Asks || x.Stance == sayso.Declines || accused && x.Stance != sayso.Accuses {
			continue
		}
		if x.Stance != sayso.Accuses && here-k.sentence(x) > maxPlain || !k.whose(l, x) {
			continue
		}
		if k.about(x, l.Speakers) {
			// The whole of what was said, not a claim inside it.
			for x.Parent >= 0 && x.Parent < j && k.others(i, x.Parent) && k.about(&k.lines[x.Parent], l.Speakers) {
				j = x.Parent
				x = &k.lines[j]
			}
			return j
		}
	}
	return -1
}

// others reports whether line j is somebody else's than line i, stands neither
// inside it nor around it, and may be denied.
func (k *linking) others(i, j int) bool {
	a, b := &k.lines[i], &k.lines[j]
	if b.Stance == sayso.Denies || b.Stance == sayso.Declines || b.Stance == sayso.Thanks || k.nested(i, j) {
		return false
	}
	return k.apart(i, j) && (len(a.Speakers) > 0 || len(a.Source) > 0)
}

// apart reports whether two lines have no speaker in common.
func (k *linking) apart(i, j int) bool { return !k.same(i, j) }

// nested reports whether one of two lines stands inside the other.
func (k *linking) nested(i, j int) bool {
	return k.inside(i, j) || k.inside(j, i)
}

func (k *linking) inside(i, j int) bool {
	for steps := 0; steps < maxDepth && i >= 0 && i < len(k.lines); steps++ {
		if i = k.lines[i].Parent; i == j {
			return true
		}
	}
	return false
}

// maxDepth bounds how deep claims stand in claims.
const maxDepth = 8
