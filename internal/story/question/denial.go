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

// denyingCues are verbs that deny a proposition; those of doubtful are denials only
// of what was said ("rejected the allegations", not "rejected the offer").

// deniesProposition reports whether a statement denies that something is so: by its
// cue, or by saying of what was said that it is not so ("the reports are untrue").
func (f *finder) deniesProposition(s *statement) bool {
	if s.claim == nil || !f.resolved(s) || len(s.claim.Source.Actors) == 0 || s.ought || s.d.refuses(s) {
		return false
	}
	if s.outright && s.d.saying(s) >= 0 {
		return true
	}
	if s.negated && s.d.noPart(s) {
		return len(s.gist) > 0
	}
	if !s.denies {
		return false
	}
	w := cueWord(s.claim.Cue.Lemma)
	switch {
	case s.d.cueDenies(s.claim):
		return len(s.gist) > 0
	case is("denying", w):
		return s.d.ofSaying(s) || f.deed(s)
	case is("rejecting", w):
		return s.d.ofSaying(s) && (s.in[0] == s.in[len(s.in)-1] || len(s.gist) > 0)
	}
	return false
}

// refuses reports whether a content names what somebody is not given, and not what
// is not so: "denied him bail", "denied the request".
func (d *doc) refuses(s *statement) bool {
	for _, t := range s.in {
		switch tok := &d.tokens[t]; {
		case tok.POS == "VERB" || is("said", d.lemma(t)):
			return false
		case tok.POS == "NOUN" && is("given", d.lemma(t)):
			return true
		}
	}
	return false
}

// noPart reports whether a statement says that somebody had no part in a deed: "had
// no hand in the raid", "was not involved", "had nothing to do with it".
func (d *doc) noPart(s *statement) bool {
	for i, t := range s.in {
		switch d.word(t) {
		case "no", "any":
			if i+1 < len(s.in) && is("taking", d.lemma(s.in[i+1])) {
				return true
			}
		case "not", "n't", "never":
			for _, x := range s.in[i+1 : min(len(s.in), i+4)] {
				if is("involving", d.lemma(x)) {
					return true
				}
			}
		case "nothing":
			if i+2 < len(s.in) && d.word(s.in[i+1]) == "to" && d.word(s.in[i+2]) == "do" {
				return true
			}
		}
	}
	return false
}

// partOf is the deed in which a statement says that somebody had no part, as a
// key; -1 for none.
func (d *doc) partOf(s *statement) int32 {
	behind := false // the words that say "no part" have been passed
	for _, t := range s.in {
		if lm := d.lemma(t); is("taking", lm) || is("involving", lm) || lm == "do" {
			behind = true
		} else if behind && d.tokens[t].POS == "NOUN" && (d.tokens[t].Rel == "nmod" || d.tokens[t].Rel == "obl") {
			if w := d.content(t); w != "" && w[0] != nameMark[0] {
				return d.f.key(w)
			}
		}
	}
	return -1
}

// taking are nouns for somebody's part in a deed, involving words that say it of
// somebody.

// deed reports whether a content is a clause or names something that may be done
// or be so, and not only somebody or something.
func (f *finder) deed(s *statement) bool {
	for _, t := range s.in {
		if s.d.tokens[t].POS == "VERB" || s.d.tokens[t].POS == "AUX" {
			return true
		}
	}
	return slices.ContainsFunc(s.gist, func(k int32) bool { return !f.named(k) })
}

// resolved reports whether it is known who makes a statement: a pronoun that
// stands for nobody, or a word of the grammar, is no witness.
func (f *finder) resolved(s *statement) bool {
	if s.claim == nil {
		return true
	}
	switch s.claim.Source.Kind {
	case sayso.PronounSource, sayso.NoSource:
		return false
	}
	name := describe(f.voices.all[s.who].name)
	return name != "" && !is("nobody", name)
}

// cueWord is the verb of a cue's lemma.
func cueWord(lemma string) string {
	for w := range strings.FieldsSeq(strings.ToLower(lemma)) {
		if is("denying", w) || is("rejecting", w) {
			return w
		}
	}
	return ""
}

// saying is the subject of a statement's predicate where that is a word for what was
// said: "the reports are untrue"; -1 for none.
func (d *doc) saying(s *statement) int {
	root := d.root(s.in)
	for _, t := range s.in {
		if is("said", d.lemma(t)) && d.tokens[t].Head == root && strings.HasPrefix(d.tokens[t].Rel, "nsubj") {
			return t
		}
	}
	return -1
}

// maxSaying is within how many words a word for what was said heads a content.
const maxSaying = 6

// ofSaying reports whether a content is headed by a word for what was said.
func (d *doc) ofSaying(s *statement) bool {
	for _, t := range s.in[:min(maxSaying, len(s.in))] {
		if is("said", d.lemma(t)) {
			return true
		}
	}
	return false
}

// side is a denial with whatever it denies.
type denialGroup struct {
	no, yes []*statement
	why     []string
	reply   bool
}

func (f *finder) denials() []sayso.Question {
	var groups []*denialGroup
	for _, s := range f.statements {
		if !f.deniesProposition(s) {
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
	for _, g := range groups {
		for _, d := range g.no {
			f.denied(g, d)
		}
		text := f.asked(g.no)
		if text == "" {
			continue
		}
		no := answer{"no", g.no}
		if len(g.yes) == 0 {
			out = append(out, f.ask(sayso.YesNoSlot, text, sayso.StandDenied, 0.75, []answer{no}, g.why...))
			continue
		}
		confidence := 0.75
		if g.reply {
			confidence = 0.8
		}
		q := f.ask(sayso.YesNoSlot, text, sayso.StandDisputed, confidence, []answer{{"yes", g.yes}, no}, g.why...)
		f.mark(&q, g)
		out = append(out, q)
	}
	return out
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
	if names == 0 && slices.ContainsFunc(d.gist, f.named) && slices.ContainsFunc(o.keys, f.named) {
		return false // of somebody else
	}
	return w >= minAsserted*worth && (plain >= 2 || plain >= 1 && names >= 1)
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
		if is("charging", d.lemma(t)) {
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
			if o == n || o.d == n.d && o.sentence == n.sentence || o.not() || !states(o) || f.sameWitness(o, n) || o.claim == nil && n.claim == nil || !f.resolved(o) {
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
		out = append(out, f.ask(sayso.YesNoSlot, text, sayso.StandDisputed, 0.5, []answer{{"yes", yes}, {"no", []*statement{n}}}, "one says it, the other that it is not so: "+f.shared(n.gist, yes[0].keys)))
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
