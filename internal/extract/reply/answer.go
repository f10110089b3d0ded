package reply

import (
	"strings"

	"sayso"
)

// maxReply is how many sentences an answer looks back.
const maxReply = 3

// answers reports whether a line is given as an answer: by its cue, or by what
// its sentence opens with ("Asked whether …", "In response, …").
func (k *linking) answers(i int) bool {
	l := &k.lines[i]
	if len(l.Cue) == 0 || l.Parent >= 0 || !k.main(l) {
		return false
	}
	switch {
	case is(l.Lemma, answersCue):
		return true
	case is(l.Lemma, answerCue):
		return l.Stance != sayso.Asks
	}
	return k.opened(l) != notOpened
}

// main reports whether a line is told by a clause of its own, and not by one
// that says more of a noun ("who has insulted …").
func (k *linking) main(l *Line) bool {
	if len(l.Source) == 1 && l.Source[0].Len() == 1 && k.d.Tokens[l.Source[0].First].Rel == "nsubj" {
		if is(strings.ToLower(k.d.Word(l.Source[0].First)), relativeWord) {
			return false
		}
	}
	for _, r := range l.Cue {
		for t := r.First; t < r.End; t++ {
			switch x := &k.d.Tokens[t]; x.Rel {
			case "acl:relcl", "acl":
				return false
			case "root", "parataxis", "conj":
				return true
			}
		}
	}
	return true
}

// opening is how a sentence says that an answer follows.
type opening uint8

const (
	notOpened  opening = iota
	byQuestion         // "Asked whether …"
	byResponse         // "In response, …"
)

// opened is how the sentence of a line opens.
func (k *linking) opened(l *Line) opening {
	s := k.d.Sentence(l.Cue[0].First)
	word := func(i int) string {
		if i >= s.End {
			return ""
		}
		return strings.ToLower(k.d.Word(i))
	}
	first, second := word(s.First), word(s.First+1)
	switch {
	case is(first, askedWord), is(first, whenWord) && is(second, askedWord):
		return byQuestion
	case is(first, respondingWord), is(first, inFront) && is(second, responseWord):
		return byResponse
	}
	return notOpened
}

// exchange is an answer, and a line before it that it may answer.
type exchange struct {
	*linking
	i, j   int
	l, x   *Line
	opened opening
	away   int  // sentences between
	asks   bool // x is a question
}

// answerings are the rules by which a line answers one before it, in the order in
// which they are asked of each line, the nearest first.
var answerings = []struct {
	name string
	fits func(e *exchange) bool
}{
	{"question", func(e *exchange) bool { return e.opened == byQuestion && e.asks && e.away == 0 }}, // in the same sentence
	{"question-before", func(e *exchange) bool {
		return e.opened == byQuestion && e.asks && e.away == 1 && e.shared(e.keys[e.i], e.j) > 0
	}},
	{"response", func(e *exchange) bool {
		return e.opened == byResponse && e.x.Parent < 0 && e.about(e.x, e.l.Speakers) && e.shared(e.keys[e.i], e.j) > 1
	}},
	{"one-sentence", func(e *exchange) bool { // "A warned …, B replied"
		return e.opened == notOpened && e.away == 0 && (e.asks || e.about(e.x, e.l.Speakers))
	}},
	{"turn", func(e *exchange) bool {
		return e.opened == notOpened && e.away > 0 && len(e.l.Speakers) > 0 && e.x.Parent < 0 && (e.asks || e.about(e.x, e.l.Speakers))
	}},
}

// answered finds what line i answers.
func (k *linking) answered(i int) Reply {
	e := exchange{linking: k, i: i, l: &k.lines[i]}
	e.opened = k.opened(e.l)
	here := k.sentence(e.l)
	for j := i - 1; j >= 0 && j > i-maxBack; j-- {
		e.j, e.x = j, &k.lines[j]
		if e.away = here - k.sentence(e.x); e.away > maxReply {
			break
		}
		if e.away < 0 || k.nested(i, j) || k.same(i, j) || e.x.Stance == sayso.Declines || len(e.x.Content) == 0 {
			continue
		}
		e.asks = e.x.Stance == sayso.Asks
		if e.asks && k.taken[j] && e.away > 0 {
			continue // somebody has answered
		}
		for _, r := range answerings {
			if !k.without[r.name] && r.fits(&e) {
				return Reply{j, r.name}
			}
		}
	}
	return none
}

// same reports whether two lines share a speaker.
func (k *linking) same(i, j int) bool {
	for _, s := range k.lines[i].Speakers {
		for _, t := range k.lines[j].Speakers {
			if s == t {
				return true
			}
		}
	}
	return false
}
