package actor

import (
	"strings"

	"sayso/nlp"
)

// holder finds the one person who holds the role that "the Tarn senator"
// names, before it and with nothing said against it; -1 when there is none.
// rivals tells that there are several.
func (c *casting) holder(r nlp.Range, at int) (e int, rivals bool) {
	e = -1
	for _, x := range c.titled[c.word(at)] {
		if a := c.entities[x].at; len(a) == 0 || a[0] >= r.First || !c.agrees(x, r, at) {
			continue
		}
		if e >= 0 {
			return -1, true
		}
		e = x
	}
	return e, false
}

// agrees reports whether every name and every possessor in a description
// stands in a role of the entity too.
func (c *casting) agrees(e int, r nlp.Range, at int) bool {
	for i := r.First; i < r.End; i++ {
		if ordinal(c.word(i)) && !strings.Contains(strings.ToLower(c.entities[e].name), c.word(i)) {
			return false // "the first source" is not "the second source"
		}
		if i == at || c.nameAt[i] == 0 && (!c.noun(i) || c.word(i+1) != "'s" && c.word(i+1) != "'" && c.d.Tokens[i].Rel != "nmod") {
			continue
		}
		w, found := c.d.Word(i), !c.entities[e].named && strings.Contains(c.entities[e].name, c.d.Word(i))
		for _, role := range c.entities[e].roles {
			found = found || strings.Contains(role.Of, w) || strings.Contains(role.Title, w)
		}
		if !found {
			return false
		}
	}
	return true
}

// ordinal reports whether a word sets one apart from others of its kind.
func ordinal(w string) bool {
	return is(w, ordinalWord)
}
