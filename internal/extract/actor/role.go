package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// Roles are read where the text states them beside a name: before it ("Tarn
// Council spokesman Ada Brenn", "Norland’s deputy minister, Ada Brenn", "former
// Secretary of State Ada Brenn"), or in an apposition ("Ada Brenn, 54, a senior
// fellow at the Tarn Institute,"). The words that may stand in a role are told
// by their part of speech; where title and affiliation part is told by the
// names, by the last noun for a body, and by the preposition.

const (
	maxRole  = 24 // tokens of a role, affiliation and all
	maxRoles = 6  // roles of one actor
)

func (c *casting) roles() {
	for k, n := range c.d.Names {
		e := c.entityOf[k]
		if e < 0 || c.entities[e].typ != sayso.Person {
			continue
		}
		x := &c.entities[e]
		if x.gender == unknownGender && n.Type == nlp.PersonName {
			if x.gender = c.genders[c.word(n.First)]; x.gender == unknownGender && n.Len() > 1 {
				x.gender = c.given[c.word(n.First)]
			}
			if g := c.genders[c.word(n.First-1)]; g != unknownGender {
				x.gender = g
			}
		}
		s := c.d.Sentence(n.First)
		c.roleBefore(e, n.Range, s)
		c.roleAfter(e, n.Range, s)
	}
}

// addRole puts a role on record: title and affiliation in words, span where
// both stand, head the token that the title stands by.
func (c *casting) addRole(e int, title, of string, span nlp.Range, head int) {
	x := &c.entities[e]
	title, of = strings.TrimSpace(title), strings.TrimSpace(of)
	if title == "" || strings.EqualFold(of, x.name) {
		return
	}
	h := c.word(head)
	c.titled[h] = appendNew(c.titled[h], e)
	if g := c.genders[h]; g != unknownGender && x.gender == unknownGender {
		x.gender = g
	}
	if of != "" && speaksFor(h, title) {
		x.body, x.bodyName = foldName(of), of
	}
	for i, old := range x.roles {
		if !strings.EqualFold(old.Title, title) || of != "" && old.Of != "" && old.Of != of {
			continue
		}
		if old.Of == "" && of != "" {
			x.roles[i] = sayso.Role{Title: title, Of: of, Span: c.d.Span(span)}
		}
		return
	}
	if len(x.roles) < maxRoles {
		x.roles = append(x.roles, sayso.Role{Title: title, Of: of, Span: c.d.Span(span)})
	}
}

// title reports whether token i is a noun for one person.
func (c *casting) title(i int) bool {
	if i < 0 || i >= len(c.lower) || c.nameAt[i] > 0 {
		return false
	}
	if !c.noun(i) && c.pos(i) != "" && (c.pos(i) != "ADJ" || c.noun(i+1)) {
		return false // "chief executive and founder" is often tagged as adjectives
	}
	h := c.heads.of(c.word(i))
	return h.kind == personHead && !h.many
}

// titleWord reports whether token i may stand inside a title.
func (c *casting) titleWord(i int) bool {
	w := c.word(i)
	if w == "-" || w == "&" {
		return true
	}
	if len(w) < 2 || isArticle(w) || isPreposition(w) || isPossessive(w) || isPronoun(w) {
		return false
	}
	if is(w, outsideTitle) {
		return false
	}
	switch c.pos(i) {
	case "NOUN", "PROPN", "ADJ", "":
		return true
	case "VERB": // "acting", "retired"
		return c.d.Tokens[i].Rel == "amod"
	}
	return false
}

// roleBefore reads the title that stands before a name.
func (c *casting) roleBefore(e int, n, s nlp.Range) {
	end := n.First
	comma := c.word(end-1) == ","
	if comma {
		end--
	}
	if end <= s.First || !c.title(end-1) {
		if !comma {
			c.roleOf(e, n, s)
		}
		return
	}
	if c.word(end-1) == "fellow" && !comma {
		return
	}
	first := c.runBefore(end, s)
	if w := c.word(first); w == "'s" || w == "'" || w == "-" {
		return
	}
	det := ""
	if first > s.First {
		det = c.word(first - 1)
	}
	cut := c.affiliation(first, end)
	title, of := c.kinship(nlp.Range{First: cut, End: end}), nlp.Range{First: first, End: cut}
	lead := c.leadOf(&of)
	of = c.unpossessed(of)
	span, owner := nlp.Range{First: first, End: end}, ""
	if of.Len() > 0 {
		owner = c.d.Words(of)
	} else if isPossessive(det) {
		if x := c.owner(first-1, e, s); x >= 0 {
			owner, span.First = c.entities[x].name, first-1
		}
	}
	switch {
	case comma && owner == "" && !isArticle(det):
		return
	case comma && !c.apposed(n, nlp.Range{First: first, End: end}):
		return
	case owner == "" && relational(c.word(end-1)):
		return
	}
	c.addRole(e, lead+c.d.Words(title), owner, span, end-1)
}

// runBefore is where the run of words begins that a title which ends before token
// end may have, names and possessives with them.
func (c *casting) runBefore(end int, s nlp.Range) int {
	first := end - 1
	for first > s.First && end-first < maxRole/2 {
		i := first - 1
		switch w := c.word(i); {
		case c.nameAt[i] > 0:
			m := c.d.Names[c.nameAt[i]-1]
			if next := c.word(i + 1); m.Type == nlp.PersonName && next != "'s" && next != "'" && next != "-" {
				return first
			}
			first = max(m.First, s.First)
			continue
		case w == "'s" || w == "'":
			if !c.noun(i - 1) {
				return first
			}
		case c.title(i) && c.nameAt[i+1] > 0:
			return first // "Republican candidate | Tarn Senator"
		case !c.titleWord(i):
			return first
		}
		first--
	}
	return first
}

// apposed reports whether the tree lets a name stand in apposition to a phrase:
// it must not have a place of its own in the clause.
func (c *casting) apposed(n, phrase nlp.Range) bool {
	t := c.top(n)
	if t < 0 {
		return false
	}
	switch c.d.Tokens[t].Rel {
	case "appos", "flat", "conj", "dep", "compound", "nmod:desc", "":
		return true
	}
	return phrase.Contains(c.d.Tokens[t].Head)
}

// affiliation returns where the title begins in a run of words that may open
// with a body: after the last name, possessive or noun for a body.
func (c *casting) affiliation(first, end int) int {
	cut := first
	for i := first; i < end-1; i++ {
		switch w := c.word(i); {
		case c.nameAt[i] > 0 && (c.word(i+1) == "-" || w == "minority" || w == "majority"):
			// "Tarn-born author", "Senate Majority Leader"
			for cut > first && c.word(cut-1) == "-" {
				cut--
			}
		case c.nameAt[i] > 0 && c.d.Word(i) == w && w != "of" && w != "for" && w != "the" && c.word(i-1) == "-": // "Tarn-born"
			cut = first
		case c.nameAt[i] > 0, w == "'s", w == "'":
			cut = i + 1
		case (c.pos(i) == "PROPN" || i > first && c.capitals(i-1)) && c.heads.of(w).kind == orgHead:
			cut = i + 1
		}
	}
	return cut
}

// roleOf reads a title with a preposition: "Secretary of State Ada Brenn",
// "director of the Tarn Institute Ada Brenn".
func (c *casting) roleOf(e int, n, s nlp.Range) {
	of := n.First - 1
	for of > s.First && n.First-of < maxRole/3 && (c.nameAt[of] > 0 || c.pos(of) == "PROPN" || c.noun(of) && c.capital(of) || c.word(of) == "'s" || isArticle(c.word(of))) {
		of--
	}
	if c.word(of) != "of" || n.First-of < 2 || !c.title(of-1) || kin(c.word(of-1)) {
		return
	}
	first := of - 1
	for first > s.First && of-first < maxRole/4 && c.nameAt[first-1] == 0 && c.titleWord(first-1) {
		first--
	}
	if first-1 > s.First && c.word(first-1) == "and" && c.title(first-2) { // "Council President and Leader of …"
		for first -= 2; first > s.First && of-first < maxRole/2 && (c.nameAt[first-1] > 0 || c.titleWord(first-1)); first-- {
		}
	}
	if first > s.First && isArticle(c.word(first-1)) {
		return // "the mother of Tarn’s Ada Brenn"
	}
	body := nlp.Range{First: of + 1, End: n.First}
	if c.word(of+1) == "state" {
		c.addRole(e, c.d.Words(nlp.Range{First: first, End: n.First}), "", nlp.Range{First: first, End: n.First}, of-1)
		return
	}
	c.addRole(e, c.d.Words(nlp.Range{First: first, End: of}), c.words(body), nlp.Range{First: first, End: n.First}, of-1)
}

// words is the text of a range without the article that opens it.
func (c *casting) words(r nlp.Range) string {
	for r.Len() > 0 && isArticle(c.word(r.First)) {
		r.First++
	}
	if r.Len() <= 0 {
		return ""
	}
	return c.d.Words(r)
}

// owner finds whom "his" before a title means: not the one who holds it, and
// the only person named before in the sentence, else whom the pronoun means.
func (c *casting) owner(i, e int, s nlp.Range) int {
	if w := c.word(i); w != "his" && w != "her" {
		return -1
	}
	one := -1
	for k := c.nameBefore(i); k >= 0 && c.d.Names[k].First >= s.First; k-- {
		x := c.entityOf[k]
		if x < 0 || x == e || c.entities[x].typ != sayso.Person {
			continue
		}
		if one >= 0 && one != x {
			return -1
		}
		one = x
	}
	return one
}

// kin reports whether a noun is of a family.
func kin(w string) bool {
	return is(w, kinWord)
}

// kinship cuts what a title of kinship is praised with: "influential younger
// sister".
func (c *casting) kinship(r nlp.Range) nlp.Range {
	if !kin(c.word(r.End - 1)) {
		return r
	}
	for i := r.End - 2; i >= r.First; i-- {
		if is(c.word(i), kinPraise) {
			continue
		}
		r.First = i + 1
		break
	}
	return r
}

// relational reports whether a noun tells nothing without whose it is.
func relational(w string) bool {
	return is(w, relationalWord) || kin(w)
}

// speaksFor reports whether who holds a title speaks for another.
func speaksFor(head, title string) bool {
	return strings.HasPrefix(head, "spokes") || strings.HasSuffix(strings.ToLower(title), "press secretary") || strings.HasSuffix(strings.ToLower(title), "press officer")
}

// foldName folds a name as casting.fold folds its tokens, near enough to find
// a body by its name.
func foldName(s string) string {
	return strings.TrimPrefix(fold(s), "the ")
}
