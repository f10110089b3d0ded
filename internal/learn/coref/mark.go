package coref

import (
	"sayso"
	corpus "sayso/internal/eval/coref"
	"sayso/internal/nlp/coref"
	"sayso/nlp"
)

// The kinds of texts.
const (
	wholeText   = iota // every mention of every entity is marked
	partialText        // the mentions of some are
	passage            // one pronoun and two names are
)

// Kind is the kind of a text.
func (t *Text) Kind() int {
	switch {
	case t.Passage != nil:
		return passage
	case t.Whole:
		return wholeText
	}
	return partialText
}

// What is to be learnt of a mention.
const (
	Nothing   = iota
	Begins    // that it begins an entity
	Refers    // that it refers to one of those that are right
	RefersNot // that it refers to none of those that are wrong
)

// What is known of a candidate.
const (
	Wrong = iota
	Right
	Unknown
)

// Marks is what is to be learnt of each mention, and what is known of each of its
// candidates.
type Marks struct {
	Mentions []int
	Pairs    [][]int
}

// Mark tells what is to be learnt of the mentions of t, which d is a reading of.
func (t *Text) Mark(d *nlp.Doc, choices []coref.Choice) Marks {
	m := Marks{make([]int, len(choices)), make([][]int, len(choices))}
	if t.Passage != nil {
		markPassage(&m, t.Passage, d, choices)
	} else {
		t.mark(&m, d, choices)
	}
	return m
}

// mark marks the mentions of annotated chains.
func (t *Text) mark(m *Marks, d *nlp.Doc, choices []coref.Choice) {
	entity, first := make([]int, len(choices)), make(map[int]int)
	for i := range choices {
		c := &choices[i]
		entity[i] = t.Entity[d.Span(c.Range)]
		marked := entity[i] != 0
		if x, ok := first[c.Cluster]; !t.Whole && !marked && ok {
			entity[i] = x // whom its chain is of: a phrase may be cut another way
		}
		if first[c.Cluster] == 0 {
			first[c.Cluster] = entity[i]
		}
		if t.Whole {
			m.Mentions[i] = Begins
		}
		m.Pairs[i] = make([]int, len(c.Of))
		for k, a := range c.Of {
			if marked && entity[a.Mention] == entity[i] {
				m.Pairs[i][k], m.Mentions[i] = Right, Refers
			}
		}
	}
}

// who is whom the mentions of a passage mean: 1 and 2 are its names, and 0 is nobody
// of whom anything is known. The pronoun is the mention pronoun, -1 for none; asked is
// that one and the phrases that begin with it ("he and she").
type who struct {
	entity  []int
	asked   []bool
	pronoun int
}

// markPassage marks the pronoun of a passage, and the two names where they follow it:
// one that is meant refers to the pronoun, or to what is called like it; the other does not
// refer to the pronoun.
func markPassage(m *Marks, p *corpus.Passage, d *nlp.Doc, choices []coref.Choice) {
	w, names := whom(p, d, choices)
	for i := range choices {
		c := &choices[i]
		m.Pairs[i] = make([]int, len(c.Of))
		late := w.pronoun >= 0 && i > w.pronoun && names[i] != 0
		if !w.asked[i] && !late {
			continue
		}
		meant := w.entity[i] == w.entity[w.pronoun] && (p.Means[0] || p.Means[1])
		m.Mentions[i] = RefersNot
		if meant {
			m.Mentions[i] = Nothing
		}
		for k, a := range c.Of {
			m.Pairs[i][k] = w.known(i, a.Mention, meant, choices)
			if m.Pairs[i][k] == Right {
				m.Mentions[i] = Refers
			}
		}
	}
}

// known tells what is known of mention j as whom i refers to; meant says that it is known
// whom i means.
func (w *who) known(i, j int, meant bool, choices []coref.Choice) int {
	switch {
	case meant && w.entity[j] == w.entity[i]:
		return Right
	case meant && w.entity[j] == 0 && choices[j].Kind != sayso.NameMention:
		return Unknown
	case meant:
		return Wrong
	case w.asked[i] && w.entity[j] == 0, !w.asked[i] && j != w.pronoun:
		return Unknown
	}
	return Wrong
}

// whom finds the pronoun and the names of a passage, and what else is called like them;
// names is 1 and 2 at the mentions of the two names themselves.
func whom(p *corpus.Passage, d *nlp.Doc, choices []coref.Choice) (w who, names []int) {
	w = who{make([]int, len(choices)), make([]bool, len(choices)), -1}
	names = make([]int, len(choices))
	points := sayso.NewPoints(d.Text)
	called := make(map[int]int) // of a chain; -1 where both are
	for i := range choices {
		c := &choices[i]
		head := points.Span(d.Tokens[c.Head].Span())
		for k := range p.Names {
			if head.Overlaps(p.Names[k]) {
				names[i], w.entity[i] = k+1, k+1
			}
		}
		if x := called[c.Cluster]; names[i] != 0 && c.Kind == sayso.NameMention {
			called[c.Cluster] = names[i]
			if x != 0 && x != names[i] {
				called[c.Cluster] = -1
			}
		}
		if head == p.Pronoun {
			w.pronoun, w.asked[i] = i, true
		}
	}
	for i := range choices {
		if x := called[choices[i].Cluster]; w.entity[i] == 0 && x > 0 && choices[i].Kind == sayso.NameMention {
			w.entity[i] = x
		}
	}
	for i := range choices {
		for k := range p.Means {
			if w.asked[i] && p.Means[k] {
				w.entity[i] = k + 1
			}
		}
	}
	return w, names
}
