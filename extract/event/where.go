package event

import (
	"sort"

	"sayso"
)

// Place and time come from the clause before the sentence before the
// paragraph: what stands further off belongs to something else.

// span is the words of the trigger's own clause.
func (c *coding) clause(t *trigger) sayso.Span {
	top := t.at
	if t.light >= 0 {
		top = t.light
	}
	return c.Span(c.Subtree(top))
}

// placeOf returns where an event took place; empty when nothing near tells.
func (c *coding) placeOf(t *trigger) sayso.PlaceID {
	if c.located == nil {
		c.located = []sayso.Mention{}
		for _, m := range c.an.Mentions {
			if m.Place != "" {
				c.located = append(c.located, m)
			}
		}
		sort.SliceStable(c.located, func(i, j int) bool { return c.located[i].Span.Start < c.located[j].Span.Start })
	}
	if len(c.located) == 0 {
		return ""
	}
	s := c.SentenceOf(t.at)
	scopes := []sayso.Span{c.clause(t), c.Span(c.Sentences[s])}
	if p := c.ParagraphOf(t.at); p >= 0 {
		scopes = append(scopes, c.Span(c.Paragraphs[p]))
	}
	at := c.Tokens[t.at].Start
	for depth, scope := range scopes {
		first := sort.Search(len(c.located), func(i int) bool { return c.located[i].Span.Start >= scope.Start })
		var best *sayso.Mention
		score := 0
		for i := first; i < len(c.located) && i < first+maxNear && c.located[i].Span.End <= scope.End; i++ {
			m := &c.located[i]
			v := 1
			switch w := c.before(m.Span.Start); w {
			case "in", "at", "near", "off", "outside", "inside", "around", "across", "along", "over":
				if v = 3; depth == 1 && c.elsewhere(m.Span.Start) {
					v = 1
				}
			case "to", "from", "into", "toward":
				if moves[t.category] {
					v = 2
				}
			}
			if v > score || v == score && best != nil && distance(m.Span.Start, at) < distance(best.Span.Start, at) {
				best, score = m, v
			}
		}
		if best != nil && score > min(depth, 1)+1 {
			return best.Place
		}
	}
	return ""
}

// moves are the categories of acts that take somebody or something somewhere,
// so that where to and from is where they are.
var moves = map[string]bool{"CONSULT": true, "RETREAT": true, "MOBILIZE": true, "ASSAULT": true, "COERCE": true}

// elsewhere reports whether the place at byte at says only where somebody who
// is named has a seat: "the University of Kerl in Rell".
func (c *coding) elsewhere(at int) bool {
	i := c.tokenAt(at)
	for n := 0; n < 4 && i >= 0 && i < len(c.Tokens); n++ {
		if c.Tokens[i].Is("nmod") {
			h := c.Tokens[i].Head
			return h >= 0 && c.Tokens[h].POS == "PROPN"
		}
		if i = c.Tokens[i].Head; i < 0 || c.Tokens[i].POS == "VERB" {
			break
		}
	}
	return false
}

// maxNear bounds the places and times of one paragraph that are looked at.
const maxNear = 200

func distance(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

// before returns the preposition of the phrase that starts at byte at.
func (c *coding) before(at int) string {
	i := c.tokenAt(at)
	if i >= len(c.Tokens) {
		return ""
	}
	for n := 0; n < 4; n++ {
		if p := c.preposition(i); p != "" {
			return p
		}
		if i = c.Tokens[i].Head; i < 0 || c.Tokens[i].POS == "VERB" {
			break
		}
	}
	return ""
}

// timeOf returns when an event took place: the nearest time of its clause,
// else of its sentence.
func (c *coding) timeOf(t *trigger) sayso.TimeID {
	at := c.Tokens[t.at].Start
	for _, scope := range []sayso.Span{c.clause(t), c.Span(c.Sentences[c.SentenceOf(t.at)])} {
		first := sort.Search(len(c.an.Times), func(i int) bool { return c.an.Times[i].Span.Start >= scope.Start })
		var best *sayso.When
		for i := first; i < len(c.an.Times) && i < first+maxNear && c.an.Times[i].Span.End <= scope.End; i++ {
			w := &c.an.Times[i]
			if w.Type != sayso.DateTime && w.Type != sayso.ClockTime {
				continue
			}
			if best == nil || distance(w.Span.Start, at) < distance(best.Span.Start, at) {
				best = w
			}
		}
		if best != nil {
			return best.ID
		}
	}
	return ""
}
