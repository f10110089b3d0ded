package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// roleAfter reads the apposition that follows a name: ", 54, a senior fellow at
// the Tarn Institute,".
func (c *casting) roleAfter(e int, n, s nlp.Range) {
	i := n.End
	if c.word(i) == "(" { // "(R-Tarn)"
		for i < s.End && i-n.End < 8 && c.word(i) != ")" {
			i++
		}
		i++
	}
	if i+1 >= s.End || c.word(i) != "," {
		return
	}
	i++
	if c.pos(i) == "NUM" && c.word(i+1) == "," {
		i += 2
	}
	first := i
	possessor := -1
	switch w := c.word(i); {
	case isArticle(w):
		i++
	case w == "his" || w == "her":
		if possessor = c.owner(i, e, s); possessor < 0 {
			return
		}
		i++
	}
	start := i
	// Up to the last noun of the title; "founder and chief executive" has two.
	head := -1
	for i < s.End && i-start < maxRole/2 {
		switch w := c.word(i); {
		case c.title(i):
			head = i
		case c.nameAt[i] > 0, c.titleWord(i), w == "'s", w == "'", w == "fellow":
		case head == i-1 && (w == "emeritus" || w == "elect" || w == "-"):
		case w == "and" && head == i-1 && c.titleWord(i+1):
		default:
			goto end
		}
		i++
	}
end:
	if head < 0 || c.follows(head, i) || !c.apposition(n, head, first) {
		return
	}
	cut := c.affiliation(start, head+1)
	title, of := nlp.Range{First: start, End: head + 1}, nlp.Range{}
	span := nlp.Range{First: first, End: head + 1}
	if w := c.word(head + 1); w == "of" || w == "at" || w == "for" || w == "with" || w == "in" || w == "to" || w == "from" {
		if of = c.complement(head+2, s); c.pos(of.First) == "NUM" {
			of = nlp.Range{} // "the nominee in 2008"
		}
		if of.Len() > 0 {
			span.End = of.End
			if w == "in" && strings.HasPrefix(c.word(head), "spokes") {
				of, span.End = nlp.Range{}, head+1 // where, not for whom
			}
			if w == "to" && of.Len() > 0 && c.nameAt[of.First] == 0 && !isPossessive(c.word(of.First)) && c.pos(of.First) == "VERB" {
				of, span.End = nlp.Range{}, head+1
			}
		}
	}
	owner := c.held(of)
	if owner == "" && cut > start {
		body := nlp.Range{First: start, End: cut}
		for body.Len() > 0 && (c.word(body.End-1) == "'s" || c.word(body.End-1) == "'") {
			body.End--
		}
		lead := ""
		for body.Len() > 0 && c.nameAt[body.First] == 0 && !c.proper(body.First) {
			lead += c.d.Word(body.First) + " "
			body.First++
		}
		if body.Len() > 0 {
			c.addRole(e, lead+c.d.Words(nlp.Range{First: cut, End: head + 1}), c.words(body), span, head)
			return
		}
	}
	if owner == "" && possessor >= 0 {
		owner = c.entities[possessor].name
	}
	if owner == "" && relational(c.word(head)) {
		return
	}
	c.addRole(e, c.d.Words(c.kinship(title)), owner, span, head)
}

// follows reports whether a run of title words goes on past the head with words
// that belong to it, so that it is no title: "a teacher training college".
func (c *casting) follows(head, end int) bool {
	for i := head + 1; i < end; i++ {
		if w := c.word(i); w != "and" && w != "emeritus" && w != "elect" && w != "-" && c.pos(i) != "ADJ" {
			return true
		}
	}
	return false
}

// apposition lets the tree object to a title after a name: it must not stand
// in a place of its own, as in "said Ada Brenn, chairman Bo Tarn was late".
func (c *casting) apposition(n nlp.Range, head, first int) bool {
	t := &c.d.Tokens[head]
	for t.Rel == "conj" && t.Head >= first && t.Head < head { // "chief executive and founder"
		head = t.Head
		t = &c.d.Tokens[head]
	}
	switch t.Rel {
	case "nsubj", "nsubj:pass", "obj", "obl", "compound", "nmod:desc", "vocative":
		return n.Contains(t.Head) || isArticle(c.word(first)) && t.Rel != "compound" && t.Rel != "nmod:desc" && t.Rel != "nsubj"
	case "conj":
		return isArticle(c.word(first)) || n.Contains(t.Head)
	}
	return true
}

// complement returns the noun phrase at token i, without what follows after a
// comma, a verb or another preposition than the "of" or "for" of a name.
func (c *casting) complement(i int, s nlp.Range) nlp.Range {
	r := nlp.Range{First: i, End: i}
	for r.End < s.End && r.Len() < maxRole {
		switch w := c.word(r.End); {
		case c.nameAt[r.End] > 0:
			m := c.d.Names[c.nameAt[r.End]-1]
			r.End = min(m.End, s.End)
			if m.Type == nlp.PersonName && c.word(r.End) != "'s" && c.word(r.End) != "'" {
				return r
			}
			continue
		case c.titleWord(r.End), w == "'s", w == "'", isArticle(w) || isPossessive(w) || c.pos(r.End) == "NUM":
		case w == "of" || w == "for" || w == "and":
			if r.Len() == 0 || c.nameAt[r.End+1] == 0 && c.pos(r.End+1) != "PROPN" && !isArticle(c.word(r.End+1)) || w == "and" && c.nameAt[r.End-1] == 0 {
				return r
			}
		default:
			return r
		}
		r.End++
	}
	return r
}

// held is the body or person in the complement of a title: the person who ends
// it ("spokesman for Governor Ada Brenn"), else all of it.
func (c *casting) held(r nlp.Range) string {
	if r.Len() == 0 {
		return ""
	}
	if k := c.nameAt[r.End-1] - 1; k >= 0 && c.entityOf[k] >= 0 && c.entities[c.entityOf[k]].typ == sayso.Person {
		return c.entities[c.entityOf[k]].name
	}
	return c.words(r)
}
