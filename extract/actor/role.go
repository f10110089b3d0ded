package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// Roles are read where the text states them beside a name: before it
// ("State Department spokesman Ada Brenn", "Norland’s deputy minister, Ada
// Brenn"), or in an apposition ("Ada Brenn, a senior fellow at the Tarn
// Institute,").

const (
	maxRole  = 14 // tokens of a role, affiliation and all
	maxRoles = 6  // roles of one actor
)

func (c *casting) roles() {
	for k, n := range c.d.Names {
		e := c.entityOf[k]
		if e < 0 {
			continue
		}
		x := &c.entities[e]
		if x.typ != sayso.Person {
			continue
		}
		if x.gender == unknownGender {
			x.gender = c.genders[c.word(n.First)]
			if g := c.genders[c.word(n.First-1)]; g != unknownGender {
				x.gender = g
			}
		}
		c.roleBefore(e, n.Range)
		c.roleAfter(e, n.Range)
	}
}

func (c *casting) addRole(e int, title, of nlp.Range, span nlp.Range) {
	x := &c.entities[e]
	r := sayso.Role{Title: c.words(title), Of: c.words(of), Span: c.d.Span(span)}
	if r.Title == "" {
		return
	}
	for _, old := range x.roles {
		if strings.EqualFold(old.Title, r.Title) && (r.Of == "" || old.Of == r.Of) {
			return
		}
	}
	if len(x.roles) < maxRoles {
		x.roles = append(x.roles, r)
	}
	h := c.word(title.End - 1)
	c.titled[h] = appendNew(c.titled[h], e)
	if g := c.genders[h]; g != unknownGender && x.gender == unknownGender {
		x.gender = g
	}
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

// roleBefore reads the title that stands before a name.
func (c *casting) roleBefore(e int, n nlp.Range) {
	i := n.First - 1
	comma := false
	if c.word(i) == "," {
		comma = true
		i--
	}
	end := i + 1
	h, ok := c.heads[c.word(i)]
	if !ok || h.kind != personHead || h.many {
		return
	}
	// The title's own words: lower-case or capitalised ones that are no name.
	for i > 0 && end-i < 6 && c.nameAt[i-1] == 0 && c.titleWord(i-1) {
		i--
	}
	title := nlp.Range{First: i, End: end}
	of := nlp.Range{}
	span := nlp.Range{First: i, End: end}
	j := i - 1
	if j >= 0 && c.word(j) == "'s" || j >= 0 && c.word(j) == "'" {
		j--
	}
	if j >= 0 && c.nameAt[j] > 0 {
		m := c.d.Names[c.nameAt[j]-1]
		if m.Type != nlp.PersonName && m.End == j+1 {
			of = m.Range
			span.First = m.First
		}
	}
	if comma && of.Len() == 0 && !isArticle(c.word(title.First-1)) && !isArticle(c.word(title.First)) {
		return
	}
	c.addRole(e, title, of, span)
}

// titleWord reports whether a token may stand inside a title.
func (c *casting) titleWord(i int) bool {
	w := c.word(i)
	if w == "-" {
		return true
	}
	if len(w) < 2 || isArticle(w) || isPreposition(w) || isPossessive(w) || isPronoun(w) {
		return false
	}
	switch w {
	case "and", "or", "but", "said", "says", "that", "when", "while", "as", "if", "because", "'s", "is", "was", "are", "were", "has", "had", "told", "who", "not", "n't",
		"also", "then", "according", "this", "these", "those", "some", "many", "most", "all", "both", "by", "after", "before", "than", "like", "mr.", "mrs.", "ms.":
		return false
	}
	return w[0] >= 'a' && w[0] <= 'z'
}

// roleAfter reads the apposition that follows a name: ", a senior fellow at
// the Tarn Institute,".
func (c *casting) roleAfter(e int, n nlp.Range) {
	i := n.End
	if c.word(i) != "," {
		return
	}
	i++
	s := c.d.Sentence(n.First)
	first := i
	for i < s.End && i-first < 8 && c.nameAt[i] == 0 {
		w := c.word(i)
		if w == "," || w == "." || isPreposition(w) && w != "of" || w == "who" {
			break
		}
		if w == "of" {
			break
		}
		i++
	}
	// A name inside the apposition before its head: "a State Department
	// spokesman".
	of := nlp.Range{}
	if i < s.End && c.nameAt[i] > 0 && i-first < 4 {
		m := c.d.Names[c.nameAt[i]-1]
		k := m.End
		if c.word(k) == "'s" {
			k++
		}
		start := k
		for k < s.End && k-start < 6 && c.nameAt[k] == 0 && c.titleWord(k) {
			k++
		}
		if h, ok := c.heads[c.word(k-1)]; ok && k > start && h.kind == personHead && m.Type != nlp.PersonName {
			c.addRole(e, nlp.Range{First: start, End: k}, m.Range, nlp.Range{First: first, End: k})
			return
		}
	}
	title := nlp.Range{First: first, End: i}
	for title.Len() > 0 && isArticle(c.word(title.First)) {
		title.First++
	}
	if title.Len() <= 0 {
		return
	}
	h, ok := c.heads[c.word(title.End-1)]
	if !ok || h.kind != personHead || h.many {
		return
	}
	span := nlp.Range{First: first, End: i}
	if isPreposition(c.word(i)) && (c.word(i) == "of" || c.word(i) == "at" || c.word(i) == "for" || c.word(i) == "with" || c.word(i) == "in" || c.word(i) == "to") {
		k := i + 1
		if isArticle(c.word(k)) {
			k++
		}
		start := k
		for k < s.End && k-start < maxRole && c.nameAt[k] == 0 && c.titleWord(k) {
			k++
		}
		if k < s.End && c.nameAt[k] > 0 && k-start < 4 {
			k = c.d.Names[c.nameAt[k]-1].End
		}
		if k > start {
			of = nlp.Range{First: start, End: k}
			span.End = k
		}
	}
	c.addRole(e, title, of, span)
}
