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
	switch l.Lemma {
	case "respond", "reply", "retort", "counter", "rejoin", "response", "rejoinder", "shoot back", "fire back", "hit back":
		return true
	case "answer":
		return l.Stance != sayso.Asks
	}
	return k.opened(l) != ""
}

// main reports whether a line is told by a clause of its own, and not by one
// that says more of a noun ("who has insulted …").
func (k *linking) main(l *Line) bool {
	if len(l.Source) == 1 && l.Source[0].Len() == 1 && k.d.Tokens[l.Source[0].First].Rel == "nsubj" {
		switch strings.ToLower(k.d.Word(l.Source[0].First)) {
		case "who", "which", "that":
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

// opened is the word by which the sentence of a line says that an answer
// follows; empty for none.
func (k *linking) opened(l *Line) string {
	s := k.d.Sentence(l.Cue[0].First)
	word := func(i int) string {
		if i >= s.End {
			return ""
		}
		return strings.ToLower(k.d.Word(i))
	}
	switch at := s.First; word(at) {
	case "asked", "pressed", "questioned":
		return "asked"
	case "when":
		if w := word(at + 1); w == "asked" || w == "pressed" || w == "questioned" {
			return "asked"
		}
	case "responding", "replying", "answering":
		return "response"
	case "in":
		if w := word(at + 1); w == "response" || w == "reply" || w == "answer" {
			return "response"
		}
	}
	return ""
}

// answered finds what line i answers; -1 for none.
func (k *linking) answered(i int) int {
	here, opened := k.sentence(&k.lines[i]), k.opened(&k.lines[i])
	for j := i - 1; j >= 0 && j > i-maxBack; j-- {
		away := here - k.sentence(&k.lines[j])
		if away > maxReply {
			break
		}
		if away >= 0 && k.answerable(i, j, away) && k.answersTo(i, j, away, opened) {
			return j
		}
	}
	return -1
}

// answerable reports whether line i may answer line j: another's words, and no
// question that somebody has answered since.
func (k *linking) answerable(i, j, away int) bool {
	x := &k.lines[j]
	if k.nested(i, j) || k.same(i, j) || x.Stance == sayso.Declines || len(x.Content) == 0 {
		return false
	}
	return x.Stance != sayso.Asks || !k.taken[j] || away == 0
}

// answersTo reports whether line i answers line j, which stands some sentences
// before: by what its own sentence opens with, by the question, by whom j is about.
func (k *linking) answersTo(i, j, away int, opened string) bool {
	l, x := &k.lines[i], &k.lines[j]
	asks := x.Stance == sayso.Asks
	switch {
	case opened == "asked" && asks && away == 0: // the question in the same sentence
		return true
	case opened == "asked":
		return asks && away == 1 && k.shared(k.keys[i], j) > 0
	case opened == "response":
		return x.Parent < 0 && k.about(x, l.Speakers) && k.shared(k.keys[i], j) > 1
	case away == 0: // two speakers in one sentence: "A warned …, B replied"
		return asks || k.about(x, l.Speakers)
	}
	return len(l.Speakers) > 0 && (asks || k.about(x, l.Speakers)) && x.Parent < 0
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
