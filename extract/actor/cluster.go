package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// One actor gathers the names that mean it. The fullest form comes first in
// most articles and short forms after it: a person by the surname, by the
// first word ("Kim" for "Kim Jong-un"), a body by its first or last words or
// by its initials. A short form that fits several belongs to the one named by
// that form before, else to the last one named. A bare surname never joins two
// people whose given names differ.

// entity is an actor while it is gathered.
type entity struct {
	words   []string // of the fullest form, folded
	name    string
	typ     sayso.ActorType
	aliases []string
	roles   []sayso.Role
	gender  gender
	named   bool
	many    bool
	kind    sayso.SourceKind
	at      []int // tokens at which it is named, in order
	used    bool  // it speaks, or is a person or a body
}

// mention is a place where an entity is meant.
type mention struct {
	nlp.Range
	kind   sayso.MentionKind
	typ    sayso.MentionType
	entity int // -1 for none
}

// maxEntities bounds the actors of an article.
const maxEntities = 3000

// names makes entities of the document's names.
func (c *casting) names() {
	c.entityOf = make([]int, len(c.d.Names))
	for k, n := range c.d.Names {
		typ := sayso.MentionType(n.Type)
		e := -1
		switch n.Type {
		case nlp.PersonName, nlp.OrgName, nlp.PlaceName, nlp.GroupName:
			e = c.entity(n)
		}
		c.entityOf[k] = e
		c.mentions = append(c.mentions, mention{n.Range, sayso.NameMention, typ, e})
		if e >= 0 {
			c.entities[e].at = append(c.entities[e].at, n.First)
		}
	}
}

// entity finds or makes the entity that a name means.
func (c *casting) entity(n nlp.Name) int {
	typ := actorTypes[n.Type]
	w := c.fold(n.Range)
	if len(w) == 0 {
		return -1
	}
	text := c.d.Words(n.Range)
	if e, ok := c.byName[text]; ok {
		return e
	}
	if e := c.shortOf(w, typ); e >= 0 {
		c.alias(e, text)
		return e
	}
	if e := c.longOf(w, typ); e >= 0 {
		// The full form comes after a short one.
		x := &c.entities[e]
		c.alias(e, x.name)
		x.name, x.words = text, w
		c.byName[text] = e
		c.index(e, w)
		return e
	}
	if len(c.entities) >= maxEntities {
		return -1
	}
	e := c.add(entity{words: w, name: text, typ: typ, named: true, used: typ == sayso.Person || typ == sayso.Organisation})
	c.byName[text] = e
	c.index(e, w)
	return e
}

var actorTypes = map[nlp.NameType]sayso.ActorType{nlp.PersonName: sayso.Person, nlp.OrgName: sayso.Organisation,
	nlp.PlaceName: sayso.PlaceActor, nlp.GroupName: sayso.Group}

func (c *casting) add(x entity) int {
	c.entities = append(c.entities, x)
	return len(c.entities) - 1
}

// index lets short forms find an entity.
func (c *casting) index(e int, w []string) {
	first, last := w[0], w[len(w)-1]
	c.byWord[last] = appendNew(c.byWord[last], e)
	if first != last {
		c.byWord[first] = appendNew(c.byWord[first], e)
	}
	if c.entities[e].typ == sayso.Organisation && len(w) > 2 {
		if a := acronym(w); len(a) > 2 {
			c.byWord[a] = appendNew(c.byWord[a], e)
		}
	}
}

func appendNew(list []int, e int) []int {
	for _, x := range list {
		if x == e {
			return list
		}
	}
	return append(list, e)
}

func (c *casting) alias(e int, text string) {
	x := &c.entities[e]
	if text == x.name {
		return
	}
	for _, a := range x.aliases {
		if a == text {
			return
		}
	}
	if len(x.aliases) < maxAliases {
		x.aliases = append(x.aliases, text)
	}
	c.byName[text] = e
}

const maxAliases = 24

// shortOf finds the entity that w is a short form of; -1 for none.
func (c *casting) shortOf(w []string, typ sayso.ActorType) int {
	best := -1
	for _, e := range c.byWord[w[len(w)-1]] {
		if c.fits(w, e, typ) && (best < 0 || c.recent(e) > c.recent(best)) {
			best = e
		}
	}
	if best >= 0 {
		return best
	}
	for _, e := range c.byWord[w[0]] {
		if c.fits(w, e, typ) && (best < 0 || c.recent(e) > c.recent(best)) {
			best = e
		}
	}
	return best
}

// fits reports whether w may be short for entity e.
func (c *casting) fits(w []string, e int, typ sayso.ActorType) bool {
	x := &c.entities[e]
	if len(w) > len(x.words) || !x.named {
		return false
	}
	switch {
	case x.typ == sayso.Person:
		if typ == sayso.PlaceActor && len(w) > 1 || typ == sayso.Group {
			return false
		}
		if len(w) == 1 {
			return w[0] == x.words[len(x.words)-1] || w[0] == x.words[0] && len(x.words) > 1
		}
		// "Donald Trump" for "Donald J. Trump".
		return typ == sayso.Person && w[0] == x.words[0] && w[len(w)-1] == x.words[len(x.words)-1]
	case x.typ == sayso.Organisation:
		if typ != sayso.Organisation && !(typ == sayso.Person && len(w) == 1) {
			return false
		}
		if len(w) == 1 && len(x.words) > 2 && w[0] == acronym(x.words) {
			return true
		}
		if typ == sayso.Organisation && len(x.words) > len(w) && len(w[0]) > 3 {
			return hasPrefix(x.words, w) && (len(w) > 1 || !generic(w[0]))
		}
	}
	return false
}

// longOf finds an entity known by a short form so far of which w is the full
// form; -1 for none.
func (c *casting) longOf(w []string, typ sayso.ActorType) int {
	if len(w) < 2 || typ != sayso.Person {
		return -1
	}
	for _, e := range c.byWord[w[len(w)-1]] {
		x := &c.entities[e]
		if x.typ == sayso.Person && len(x.words) == 1 && x.named {
			return e
		}
	}
	return -1
}

// recent is where an entity was named last.
func (c *casting) recent(e int) int {
	if at := c.entities[e].at; len(at) > 0 {
		return at[len(at)-1]
	}
	return -1
}

func hasPrefix(w, p []string) bool {
	for i := range p {
		if w[i] != p[i] {
			return false
		}
	}
	return true
}

// generic reports whether a word begins the names of many bodies.
func generic(w string) bool {
	switch w {
	case "national", "united", "international", "american", "federal", "state", "university", "ministry", "department", "bank", "central", "royal",
		"supreme", "high", "first", "north", "south", "east", "west", "new", "general", "public", "republican", "democratic", "european", "institute", "house":
		return true
	}
	return false
}

// acronym is the first letters of the words that count.
func acronym(w []string) string {
	var b strings.Builder
	for _, x := range w {
		if isArticle(x) || x == "of" || x == "for" || x == "and" || x == "'s" || x == "-" || x == "in" || x == "on" {
			continue
		}
		b.WriteByte(x[0])
	}
	return b.String()
}

// fold returns the words of a range that count in names, in lower case.
func (c *casting) fold(r nlp.Range) []string {
	var out []string
	for i := r.First; i < r.End; i++ {
		w := c.word(i)
		if w == "" || w == "-" || w == "'s" || w == "," {
			continue
		}
		switch w {
		case "jr.", "jr", "sr.", "sr", "ii", "iii", "iv":
			continue
		}
		out = append(out, w)
	}
	return out
}
