package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// roleAfter reads the apposition that follows a name: ", 54, a senior fellow at
// the Tarn Institute,".
func (c *casting) roleAfter(e int, n, s nlp.Range) {
	first, ok := c.appositionStart(n, s)
	if !ok {
		return
	}
	start, possessor := first, -1
	switch w := c.word(first); {
	case isArticle(w):
		start++
	case w == "his" || w == "her":
		if possessor = c.owner(first, e, s); possessor < 0 {
			return
		}
		start++
	}
	head, end := c.titleRun(start, s)
	if head < 0 || c.follows(head, end) || !c.apposition(n, head, first) {
		return
	}
	span, of := nlp.Range{First: first, End: head + 1}, c.complementOf(head, s)
	if of.Len() > 0 {
		span.End = of.End
	}
	owner := c.held(of)
	if owner == "" {
		if title, body, ok := c.bodyInside(start, head); ok {
			c.addRole(e, title, body, span, head)
			return
		}
		if possessor >= 0 {
			owner = c.entities[possessor].name
		}
	}
	if owner == "" && relational(c.word(head)) {
		return
	}
	c.addRole(e, c.d.Words(c.kinship(nlp.Range{First: start, End: head + 1})), owner, span, head)
}

// appositionStart is where the apposition of a name begins: behind a bracket, a
// comma and an age.
func (c *casting) appositionStart(n, s nlp.Range) (int, bool) {
	i := n.End
	if c.word(i) == "(" { // "(R-Tarn)"
		for i < s.End && i-n.End < 8 && c.word(i) != ")" {
			i++
		}
		i++
	}
	if i+1 >= s.End || c.word(i) != "," {
		return 0, false
	}
	i++
	if c.pos(i) == "NUM" && c.word(i+1) == "," {
		i += 2
	}
	return i, true
}

// titleRun reads the run of words that a title may have from start on: where its
// last noun stands, -1 for none, and where the run ends. "Founder and chief
// executive" has two.
func (c *casting) titleRun(start int, s nlp.Range) (head, end int) {
	head = -1
	for i := start; i < s.End && i-start < maxRole/2; i++ {
		switch w := c.word(i); {
		case c.title(i):
			head = i
		case c.nameAt[i] > 0, c.titleWord(i), w == "'s", w == "'", w == "fellow":
		case head == i-1 && (w == "emeritus" || w == "elect" || w == "-" || w == "and" && c.titleWord(i+1)):
		default:
			return head, i
		}
	}
	return head, min(s.End, start+maxRole/2)
}

// complementOf is what the title at head is of: a body, a place, somebody.
func (c *casting) complementOf(head int, s nlp.Range) nlp.Range {
	w := c.word(head + 1)
	if !is(w, titleLink) {
		return nlp.Range{}
	}
	switch of := c.complement(head+2, s); {
	case of.Len() == 0, c.pos(of.First) == "NUM": // "the nominee in 2008"
	case w == "in" && strings.HasPrefix(c.word(head), "spokes"): // where, not for whom
	case w == "to" && c.nameAt[of.First] == 0 && !isPossessive(c.word(of.First)) && c.pos(of.First) == "VERB":
	default:
		return of
	}
	return nlp.Range{}
}

// bodyInside parts a title from the body that it opens with: "former Tarn
// Council spokesman"; false where it opens with none.
func (c *casting) bodyInside(start, head int) (title, body string, ok bool) {
	cut := c.affiliation(start, head+1)
	of := c.unpossessed(nlp.Range{First: start, End: cut})
	lead := c.leadOf(&of)
	if of.Len() == 0 {
		return "", "", false
	}
	return lead + c.d.Words(nlp.Range{First: cut, End: head + 1}), c.words(of), true
}

// unpossessed cuts possessive endings off a phrase.
func (c *casting) unpossessed(r nlp.Range) nlp.Range {
	for r.Len() > 0 && (c.word(r.End-1) == "'s" || c.word(r.End-1) == "'") {
		r.End--
	}
	return r
}

// leadOf cuts the words before the first name or proper noun off the phrase of a
// body, and returns them: they are the title's, "former Tarn governor".
func (c *casting) leadOf(of *nlp.Range) string {
	lead := ""
	for of.Len() > 0 && c.nameAt[of.First] == 0 && !c.proper(of.First) && !(of.Len() > 1 && c.capitals(of.First)) {
		lead += c.d.Word(of.First) + " "
		of.First++
	}
	return lead
}

// capitals reports whether tokens i and i+1 are nouns in capitals, as those of a name
// are that no stage took for one: "Harbour Council".
func (c *casting) capitals(i int) bool {
	return c.noun(i) && c.capital(i) && c.noun(i+1) && c.capital(i+1)
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
