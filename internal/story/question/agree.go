package question

import "sayso"

// What different speakers say alike is agreed: one predicate of one subject, one
// polarity, nearly the same parts, in words of their own. The same words in several
// prints are one statement, and agree with nobody.

const (
	// minAlike is the share of the shorter statement's worth that two statements
	// have in common which say one thing, minBoth that of the longer.
	minAlike = 0.75
	minBoth  = 0.5
	// maxRun is how many words in a row two statements in words of their own share.
	maxRun = 5
)

func (f *finder) agreements() []sayso.Question {
	var out []sayso.Question
	used := map[*statement]bool{}
	for i, a := range f.statements {
		if used[a] || a.claim == nil || !states(a) || !f.resolved(a) || a.denies {
			continue
		}
		group := []*statement{a}
		for _, b := range f.statements[i+1:] {
			if used[b] || b.claim == nil || !states(b) || !f.resolved(b) || b.denies || b.d == a.d && b.sentence == a.sentence {
				continue
			}
			if !f.agrees(a, b) {
				continue
			}
			if q, ok := f.slotRivals(a, b); ok {
				out = append(out, q)
				continue
			}
			group = append(group, b)
		}
		witnesses := map[int]bool{}
		for _, s := range group {
			witnesses[f.voices.find(s.who)] = true
		}
		if len(witnesses) < 2 {
			continue
		}
		text := ""
		for _, s := range group {
			if text = s.d.inverted(s); text != "" {
				break
			}
		}
		if text == "" {
			continue
		}
		for _, s := range group {
			used[s] = true
		}
		value := "yes"
		if a.not() {
			value = "no"
		}
		out = append(out, f.ask(sayso.YesNoSlot, text, sayso.StandAgreed, sureAgreed, []answer{{value, group}}, "different speakers say so: "+f.shared(a.keys, group[1].keys)))
	}
	return out
}

// agrees reports whether two statements say one thing.
func (f *finder) agrees(a, b *statement) bool {
	if a.main < 0 || a.main != b.main || a.not() != b.not() || f.sameWitness(a, b) {
		return false
	}
	if a.whom < 0 || a.whom != b.whom {
		return false // a pronoun may mean another
	}
	if a.place >= 0 && b.place >= 0 && a.place != b.place {
		return false
	}
	if a.when != nil && b.when != nil && !overlap(a.when, b.when) || f.clash(a, b) {
		return false
	}
	w, _, plain := f.common(a.keys, b.keys)
	small, big := f.sum(a.keys), f.sum(b.keys)
	if small > big {
		small, big = big, small
	}
	return plain >= 2 && w >= minAlike*small && w >= minBoth*big && commonRun(a.order, b.order) < min(maxRun, max(2, 3*min(len(a.order), len(b.order))/4))
}

// slotRivals asks what it was where two statements tell one thing with another
// object: "drove a truck into the wall", "drove a car into the wall".
func (f *finder) slotRivals(a, b *statement) (sayso.Question, bool) {
	x, y := a.d.object(a), b.d.object(b)
	if x < 0 || y < 0 {
		return sayso.Question{}, false
	}
	kx, ky := a.d.content(x), b.d.content(y)
	if kx == "" || ky == "" || kx == ky || has(a.keys, f.key(ky)) || has(b.keys, f.key(kx)) {
		return sayso.Question{}, false
	}
	whole := a.d.inverted(a)
	if whole == "" {
		return sayso.Question{}, true // they do not agree, and nothing words it
	}
	text := "What was it: " + a.d.lemma(x) + " or " + b.d.lemma(y) + "? (" + quoted(a.words(), maxAsked) + ")"
	return f.ask(sayso.WhatSlot, text, sayso.StandDisputed, sureObject, []answer{{a.d.lemma(x), []*statement{a}}, {b.d.lemma(y), []*statement{b}}}, "all else is told alike: "+f.shared(a.keys, b.keys)), true
}

// object is the noun that is the object of a statement's predicate; -1 for none.
func (d *doc) object(s *statement) int {
	root := d.root(s.in)
	for _, t := range s.in {
		if d.tokens[t].Head == root && d.tokens[t].Rel == "obj" && d.tokens[t].POS == "NOUN" {
			return t
		}
	}
	return -1
}

// clash reports whether two statements give figures of one thing that differ.
func (f *finder) clash(a, b *statement) bool {
	for i := range a.figures {
		for j := range b.figures {
			if p, q := &a.figures[i], &b.figures[j]; p.unit == q.unit && !p.meets(q) {
				return true
			}
		}
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
