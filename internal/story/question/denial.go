package question

import (
	"slices"
	"strings"

	"sayso"
)

// A denial says itself what is asked. "The minister denied that the dam had
// cracked" asks whether it had, whoever says so. What it denies is, in this order,
// the claim of its own article that it replies to; statements of others, in any
// article of the story, which assert the same proposition; and charges against
// whoever denies, where the denial says no more than that ("denied the
// allegations"). A denial that meets nothing is shown as one side's word.

// denialGroup is denials of one thing with whatever they deny.
type denialGroup struct {
	no, yes []*statement
	why     []string
	reply   bool
}

func (f *finder) denials() []sayso.Question {
	var groups []*denialGroup
	for _, s := range f.statements {
		if !f.deniesProposition(s) {
			if o := f.pointsAt(s); o != nil {
				groups = append(groups, &denialGroup{no: []*statement{s}, yes: []*statement{o}, reply: true, why: []string{"it answers what " + f.voices.all[f.voices.find(o.who)].name + " says in the same article"}})
			}
			continue
		}
		at := -1
		for i, g := range groups {
			if f.oneDenial(g.no[0], s) {
				at = i
				break
			}
		}
		if at < 0 {
			at = len(groups)
			groups = append(groups, &denialGroup{})
		}
		groups[at].no = append(groups[at].no, s)
	}
	var out []sayso.Question
	for _, g := range append(groups, f.discounted()...) {
		pointed := len(g.yes) > 0
		for _, d := range g.no {
			if !pointed {
				f.denied(g, d)
			}
		}
		text := ""
		if !pointed {
			text = f.asked(g.no)
		}
		if text == "" {
			text = f.asserted(g.yes)
		}
		if text == "" {
			continue
		}
		no := answer{"no", g.no}
		if len(g.yes) == 0 && !slices.ContainsFunc(g.no, f.alone) {
			continue
		}
		if len(g.yes) == 0 {
			out = append(out, f.ask(sayso.YesNoSlot, text, sayso.StandDenied, sureDenied, []answer{no}, g.why...))
			continue
		}
		confidence := sureDisputed
		if g.reply {
			confidence = sureReply
		}
		q := f.ask(sayso.YesNoSlot, text, sayso.StandDisputed, confidence, []answer{{"yes", g.yes}, no}, g.why...)
		f.mark(&q, g)
		out = append(out, q)
	}
	return out
}

// pointsAt is what a denial that only points at something denies; nil for none.
func (f *finder) pointsAt(s *statement) *statement {
	if !f.pointed(s) {
		return nil
	}
	return f.target(s)
}

// alone reports whether a denial is worth telling though nobody here contradicts
// it: by a word of denial, or of what is told of whoever denies.
func (f *finder) alone(s *statement) bool {
	if s.denies || s.outright {
		return true
	}
	return f.speaksOf(s, s.who)
}

// mark notes on the statements of a denial what they deny.
func (f *finder) mark(q *sayso.Question, g *denialGroup) {
	target := ""
	for _, y := range g.yes {
		if y.claim != nil {
			target = string(y.d.r.ClaimIDs[y.claim.ID])
			break
		}
	}
	for i := range q.Answers {
		if q.Answers[i].Text != "no" {
			continue
		}
		for k := range q.Answers[i].Statements {
			q.Answers[i].Statements[k].Denies = target
		}
	}
}

const (
	// minOneDenial is the share of the shorter denial's worth that two denials of
	// one thing have in common.
	minOneDenial = 0.6
	// minOneRun is how many words in a row two prints of one denial share.
	minOneRun = 4
	// minAsserted is the share of a denial's worth that a statement has which
	// asserts what it denies.
	minAsserted = 0.6
	// minOwnAsserts is the same for a sentence of a paper's own, which may only be
	// about the matter.
	minOwnAsserts = 0.8
	// minDone is the same where the statement tells the deed of whoever denies it.
	minDone = 0.3
)

// oneDenial reports whether two denials deny one thing.
func (f *finder) oneDenial(a, b *statement) bool {
	w, _, plain := f.common(a.gist, b.gist)
	same := f.sameWitness(a, b)
	if !same && !(a.d.clause(a) && b.d.clause(b)) {
		return false // of what is named without a doer, each denies his own
	}
	if commonRun(a.order, b.order) >= minOneRun {
		return true
	}
	if plain == 0 {
		return same && a.d.ofSaying(a) && b.d.ofSaying(b)
	}
	small := min(f.sum(a.gist), f.sum(b.gist))
	return w >= minOneDenial*small && (same || a.main >= 0 && a.main == b.main && plain >= 2)
}

// denied gathers what a denial denies.
func (f *finder) denied(g *denialGroup, d *statement) {
	for _, o := range f.statements {
		if o == d || f.sameWitness(o, d) || o.not() || !states(o) || !f.resolved(o) || slices.Contains(g.yes, o) || slices.Contains(g.no, o) || f.within(o, d) || f.within(d, o) {
			continue
		}
		if o.claim != nil && o.d == d.d && d.claim.RepliesTo != "" && o.claim.ID == d.claim.RepliesTo {
			g.yes, g.reply = append(g.yes, o), true
			g.why = append(g.why, "it answers what "+f.voices.all[f.voices.find(o.who)].name+" says in the same article")
			continue
		}
		if f.asserts(d, o) {
			g.yes = append(g.yes, o)
			g.why = append(g.why, "both speak of "+f.shared(d.gist, o.keys))
		}
	}
	if len(g.yes) == 0 && d.claim != nil && (d.d.takesUp(d) || d.d.bareCharge(d) || d.d.ofSaying(d) && d.d.owner(d) >= 0) {
		if o := f.target(d); o != nil {
			g.yes, g.reply = append(g.yes, o), true
			g.why = append(g.why, "it answers what "+f.voices.all[f.voices.find(o.who)].name+" says in the same article")
		}
	}
	g.why = slices.Compact(g.why)
	if len(g.why) > 4 {
		g.why = g.why[:4]
	}
}

// asserts reports whether a statement asserts what a denial denies: the denied
// deed with its parties. Where it tells the deed of whoever denies, the deed and
// one more word are enough.
func (f *finder) asserts(d, o *statement) bool {
	w, names, plain := f.common(d.gist, o.keys)
	worth := f.sum(d.gist)
	if plain == 0 {
		return f.charges(d, o)
	}
	if n := commonRun(d.order, o.order); n >= maxRun && n >= min(len(d.order), len(o.order))*3/4 && d.d != o.d {
		return false // the same words in another print, read otherwise
	}
	if o.claim == nil && (plain < 2 || w < minOwnAsserts*worth) {
		return false
	}
	_, deed := slices.BinarySearch(o.acts, d.main)
	if !deed || d.main < 0 {
		return false
	}
	if f.doneBy(o, d.who) && (plain >= 2 || names >= 1 || plain == len(d.gist)) {
		return w >= minDone*worth
	}
	if d.subject >= 0 && o.subject >= 0 && d.subject != o.subject && !has(o.keys, d.subject) {
		return false // one deed of two doers
	}
	if o.d != d.d && !d.d.clause(d) && !f.speaksOf(o, d.who) {
		return false // a deed without a doer is that of whoever denies it
	}
	if names == 0 && slices.ContainsFunc(d.gist, f.named) && slices.ContainsFunc(o.keys, f.named) {
		return false // of somebody else
	}
	return w >= minAsserted*worth && (plain >= 2 || plain >= 1 && names >= 1)
}

// speaksOf reports whether a statement names a speaker.
func (f *finder) speaksOf(o *statement, who int) bool {
	group := f.voices.find(who)
	return slices.ContainsFunc(o.in, func(t int) bool {
		n := o.d.name[t]
		return n != "" && f.voices.named(group, strings.TrimPrefix(n, nameMark))
	})
}

// doneBy reports whether a statement tells a deed of a speaker: as the subject of
// its clause, or as the one that is accused.
func (f *finder) doneBy(o *statement, who int) bool {
	group := f.voices.find(who)
	if o.subject >= 0 && f.voices.named(group, strings.TrimPrefix(f.names[o.subject], nameMark)) {
		return true
	}
	if o.stance != sayso.Accuses {
		return false
	}
	for _, t := range o.in[:min(4, len(o.in))] {
		if n := o.d.name[t]; n != "" && f.voices.named(group, strings.TrimPrefix(n, nameMark)) {
			return true
		}
	}
	a := o.d.r.Analysis.Actor(o.claim.Addressee)
	return a != nil && f.voices.named(group, actorKey(a))
}

// maxBareCharge is how many words a denial of charges may have that says no more.
const maxBareCharge = 4

// bareCharge reports whether a content is no more than a word for charges: "the
// allegations", "all accusations against him".
func (d *doc) bareCharge(s *statement) bool {
	if len(s.in) > maxBareCharge {
		return false
	}
	for _, t := range s.in {
		if is("accusing", d.lemma(t)) {
			return true
		}
	}
	return false
}

// charges reports whether o brings the charges that d denies without saying what.
func (f *finder) charges(d, o *statement) bool {
	if o.stance != sayso.Accuses || !d.d.bareCharge(d) {
		return false
	}
	who := f.voices.find(d.who)
	for _, t := range o.in {
		if n := o.d.name[t]; n != "" && f.voices.named(who, strings.TrimPrefix(n, nameMark)) {
			return true
		}
	}
	if a := o.d.r.Analysis.Actor(o.claim.Addressee); a != nil {
		return f.voices.named(who, actorKey(a))
	}
	return false
}

// within reports whether one statement stands in the words of another: what a
// denial quotes nobody else need have said.
func (f *finder) within(a, b *statement) bool {
	x, y := a.span(), b.span()
	return a.d == b.d && x.Start < y.End && y.Start < x.End && (a.claim == nil || b.claim == nil || f.voices.all[f.voices.find(a.who)].name == "")
}

// shared names what two statements have in common, what weighs most first.
func (f *finder) shared(a, b []int32) string {
	var ks []int32
	for _, k := range a {
		if has(b, k) {
			ks = append(ks, k)
		}
	}
	slices.SortStableFunc(ks, func(x, y int32) int {
		switch {
		case f.weight[x] > f.weight[y]:
			return -1
		case f.weight[x] < f.weight[y]:
			return 1
		}
		return 0
	})
	var out []string
	for _, k := range ks[:min(4, len(ks))] {
		out = append(out, f.label(k))
	}
	return strings.Join(out, ", ")
}

// A proposition may also be denied without a word of denial: "the rebels were not
// there" against "the rebels were there". That is a dispute only where both say
// it of one subject with one predicate, and nearly all of the shorter is in both.

const (
	// minPlain is the share of the shorter statement's worth that two statements
	// have in common of which one says that the other is not so.
	minPlain = 0.7
	// minSubject is the share of the denial's worth where both name one subject.
	minSubject = 0.5
	// minPlainWords is how many words besides names that must be.
	minPlainWords = 2
)

// contradictions are pairs of statements of which one says the other is not so.
func (f *finder) contradictions() []sayso.Question {
	var out []sayso.Question
	used := map[*statement]bool{}
	for _, n := range f.statements {
		if !n.negated || n.outright || n.denies || !f.resolved(n) || !states(n) || f.deniesProposition(n) || used[n] {
			continue
		}
		var yes []*statement
		for _, o := range f.statements {
			if o == n || o.d == n.d && o.sentence == n.sentence || o.not() || !states(o) || f.sameWitness(o, n) || o.claim == nil && n.claim == nil || o.d == n.d && (o.claim == nil || n.claim == nil) || !f.resolved(o) {
				continue
			}
			if f.opposes(n, o) {
				yes = append(yes, o)
			}
		}
		if len(yes) == 0 {
			continue
		}
		text := n.d.affirmed(n)
		for i := 0; text == "" && i < len(yes); i++ {
			text = yes[i].d.inverted(yes[i])
		}
		if text == "" {
			continue
		}
		used[n] = true
		out = append(out, f.ask(sayso.YesNoSlot, text, sayso.StandDisputed, sureOpposed, []answer{{"yes", yes}, {"no", []*statement{n}}}, "one says it, the other that it is not so: "+f.shared(n.gist, yes[0].keys)))
	}
	return out
}

func (f *finder) opposes(n, o *statement) bool {
	if n.main < 0 {
		return false
	}
	if n.claim != nil && f.doneBy(o, n.who) && has(o.acts, n.main) && (n.subject < 0 || n.subject == o.subject) && commonRun(n.order, o.order) < maxRun {
		w, _, plain := f.common(n.gist, o.keys)
		return plain >= minPlainWords && w >= minAsserted*f.sum(n.gist)
	}
	sameSubject := n.subject >= 0 && n.subject == o.subject || n.whom >= 0 && n.whom == o.whom
	if n.main != o.main || !sameSubject {
		return false
	}
	if n.subject >= 0 && o.subject >= 0 && n.subject != o.subject {
		return false
	}
	if commonRun(n.order, o.order) >= maxRun {
		return false // one statement, however it was read
	}
	w, _, plain := f.common(n.gist, o.keys)
	if n.subject >= 0 && n.subject == o.subject && plain >= minPlainWords && w >= minSubject*f.sum(n.gist) {
		return true
	}
	return plain >= minPlainWords && w >= minPlain*min(f.sum(n.gist), f.sum(o.keys)) && w >= 0.5*f.sum(n.gist)
}
