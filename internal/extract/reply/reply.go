// Package reply links claims that answer one another inside an article: a
// denial to the claim that it denies, an answer to the question or the charge
// that it answers.
package reply

import (
	"maps"

	"sayso"
	"sayso/internal/knowledge/words"
	"sayso/nlp"
)

// Line is one claim, as far as linking needs it.
type Line struct {
	Source    []nlp.Range
	Cue       []nlp.Range
	Content   []nlp.Range
	Addressee nlp.Range
	// Lemma is the cue's head in its basic form.
	Lemma    string
	Stance   sayso.Stance
	Speakers []sayso.ActorID
	// Parent is the index of the line in whose content this one stands; -1
	// for outer ones.
	Parent int
}

// Reply is what a line denies or answers: the index of a line, -1 for none, and
// the rule that found it.
type Reply struct {
	To   int
	Rule string
}

var none = Reply{To: -1}

// Linker finds for each line what it denies or answers. Mentions are the article's, in text order. It keeps nothing and
// is safe for parallel use.
type Linker interface {
	Link(d *nlp.Doc, lines []Line, mentions []sayso.Mention) []Reply
}

// Rules links by rules, precision first: a link that is not there costs a
// reader less than one that is wrong.
//
// A denial is compared with the claims of others, for the most part before it.
// Both are brought down to keys: lemmas of the words that carry content, where
// words for one thing count as one ("arms", "weaponry"; "provide", "supply"),
// and names of places as the country that they stand for. A key is worth the
// more, the rarer it is among the article's claims. The claim that has most of
// the denial's keys is taken if it has enough of them, with something said
// besides names, and if giver and taker are not the other way round. A denial
// without content of its own ("denied the allegations") goes to the nearest
// charge that names who denies. An answer goes to the question asked of the
// speaker, or to what was last said to or about the speaker.
//
// Cost: linear in the tokens, and in the denials times maxBack.
type Rules struct {
	class   words.Classes
	country func(name string) string
	without map[string]bool // rules that are left out
}

// NewRules returns rules over the built-in classes of words. Country tells the
// code of the country that a name of a place, its capital or its people stands
// for, empty for none; nil where nothing is known of places.
func NewRules(country func(name string) string) *Rules {
	return &Rules{class: words.Load(), country: country}
}

// RuleNames are the rules that replies name: those of denials, then those of
// answers, each in the order in which they are asked.
func RuleNames() []string {
	var out []string
	for _, r := range denials {
		out = append(out, r.name)
	}
	for _, r := range answerings {
		out = append(out, r.name)
	}
	return out
}

// Without returns rules of which some are left out.
func (r *Rules) Without(names map[string]bool) *Rules {
	out := *r
	out.without = maps.Clone(names)
	return &out
}

const (
	// maxBack bounds the lines before, and after, with which one is compared.
	maxBack = 160
	// maxKeys bounds the keys of one line.
	maxKeys = 80
)

// Link implements Linker.
func (r *Rules) Link(d *nlp.Doc, lines []Line, mentions []sayso.Mention) []Reply {
	out := make([]Reply, len(lines))
	k := linking{Rules: r, d: d, lines: lines}
	for i := range lines {
		out[i] = none
	}
	if !k.prepare(mentions) {
		return out
	}
	for i := range lines {
		switch {
		case k.denies(i):
			out[i] = k.denied(i)
			if out[i].To < 0 && k.answers(i) {
				out[i] = k.answered(i)
			}
		case k.answers(i):
			out[i] = k.answered(i)
		}
		if to := out[i].To; to >= 0 {
			k.taken[to] = true
		}
	}
	// Two lines do not answer one another: the later one answers.
	for i := range out {
		if j := out[i].To; j > i && out[j].To == i {
			out[i] = none
		}
	}
	return out
}

// linking is the rules at work on one document.
type linking struct {
	*Rules
	d        *nlp.Doc
	lines    []Line
	keys     []map[string]bool // of each line's content
	weight   map[string]float64
	mentions []sayso.Mention // of actors
	taken    []bool          // lines that another denies or answers
}

// prepare gathers keys; it reports whether any line needs them.
func (k *linking) prepare(mentions []sayso.Mention) bool {
	any := false
	for i := range k.lines {
		if k.denies(i) || k.answers(i) {
			any = true
			break
		}
	}
	if !any {
		return false
	}
	for _, m := range mentions {
		if m.Actor != "" {
			k.mentions = append(k.mentions, m)
		}
	}
	k.taken = make([]bool, len(k.lines))
	k.keys = make([]map[string]bool, len(k.lines))
	k.weight = make(map[string]float64, 8*len(k.lines))
	for i := range k.lines {
		k.keys[i] = k.gather(&k.lines[i])
		for key := range k.keys[i] {
			k.weight[key]++
		}
	}
	n := float64(len(k.lines))
	for key, df := range k.weight {
		k.weight[key] = weigh(key, df, n)
	}
	return true
}
