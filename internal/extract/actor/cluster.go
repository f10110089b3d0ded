package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// One actor gathers the names that mean it. Names of several words are joined
// first, over the whole article, since a headline has the surname before the
// text has the name. Then each single word is read in its place: a person by
// the surname or by the first word ("Kim" for "Kim Jong-un"), a body by its
// first word or its initials. A surname that fits several belongs to the one
// named last, and in a headline to the one named next; a first word stays with
// whom it meant before. A bare surname never joins two people whose given names
// differ. Cost is linear in the names, times the entities that share a word.

// entity is an actor while it is gathered.
type entity struct {
	words   []string // of the fullest form, folded
	name    string
	typ     sayso.ActorType
	aliases []string
	roles   []sayso.Role
	gender  gender
	called  [3]int // how often pronouns of each gender stand for it
	named   bool
	many    bool
	kind    sayso.SourceKind
	at      []int // tokens at which it is named, in order
	placed  int   // how often it was read as a place
	stood   int   // where it last stood for itself, counted from 1
	// body is whom a spokesperson speaks for, folded; bodyName as written.
	body, bodyName string
	used           bool // it speaks, or is a person or a body
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

// maxSharing bounds the entities that one word may be short for.
const maxSharing = 64

// names makes entities of the document's names.
func (c *casting) names() {
	c.entityOf = make([]int, len(c.d.Names))
	folded := make([][]string, len(c.d.Names))
	for k, n := range c.d.Names {
		c.entityOf[k] = -1
		if _, ok := actorTypes[n.Type]; ok {
			folded[k] = c.fold(n.Range)
		}
		if len(folded[k]) > 1 {
			c.entityOf[k] = c.entity(n, folded[k])
		}
	}
	// Who is addressed as nobody of that name can be has the bare surname:
	// "Mr. Brenn", where the article names Ada Brenn alone in full.
	for k, n := range c.d.Names {
		if len(folded[k]) == 1 && c.genders[c.word(n.First-1)] != unknownGender && c.shortOf(folded[k], sayso.Person, n.First) < 0 {
			c.entity(n, folded[k])
		}
	}
	c.brackets()
	for k, n := range c.d.Names {
		switch {
		case c.shortForThing(n.Range):
		case len(folded[k]) == 1:
			c.entityOf[k] = c.entity(n, folded[k])
		case len(folded[k]) == 0 && n.Len() == 1:
			// A name of no being, as which the surname of one was read.
			if w := c.fold(n.Range); len(w) == 1 {
				c.entityOf[k] = c.bare(w, n.First)
			}
		}
		e := c.entityOf[k]
		c.mentions = append(c.mentions, mention{n.Range, sayso.NameMention, sayso.MentionType(n.Type), e})
		if e >= 0 {
			x := &c.entities[e]
			x.at = append(x.at, n.First)
			if n.Type == nlp.PlaceName {
				x.placed++
			}
			if x.stood == 0 || c.stands(n.Range) {
				x.stood = n.First + 1
			}
		}
	}
}

// bare finds the person whose surname a single word is; -1 for none.
func (c *casting) bare(w []string, at int) int {
	e := c.shortOf(w, sayso.Person, at)
	if e < 0 || !c.surname(w[0], e) {
		return -1
	}
	return e
}

// brackets joins what stands in brackets behind a body's name to it: "the Tarn
// Relief Coordination (Tareco)", a short form that the text uses from there on.
func (c *casting) brackets() {
	for k, n := range c.d.Names {
		e, i := c.entityOf[k], n.End
		if e < 0 || c.entities[e].typ != sayso.Organisation || len(c.entities[e].words) < 2 || c.word(i) != "(" || c.word(i+2) != ")" {
			continue
		}
		w := c.d.Word(i + 1)
		if w == strings.ToLower(w) || strings.ContainsAny(w, "0123456789@") {
			continue
		}
		c.byName[fold(w)] = e
		c.byWord[fold(w)] = appendNew(c.byWord[fold(w)], e)
		c.alias(e, w)
	}
}

// shortForThing reports whether a short form in brackets stands for a law, a
// treaty or another thing that speaks for nobody: "the Civil Tides Code (CTC)".
func (c *casting) shortForThing(r nlp.Range) bool {
	w := c.d.Word(r.First)
	if r.Len() != 1 || c.word(r.First-1) != "(" || c.word(r.End) != ")" || !isShortForm(w) || r.First-1 < len(w) {
		return false
	}
	for k := range len(w) {
		if full := c.d.Word(r.First - 1 - len(w) + k); full[0] != w[k] {
			return false
		}
	}
	last := c.word(r.First - 2)
	return is(last, lawWord) || c.heads.of(last).kind == documentHead
}

// settle gives a single word that was taken for a person here and for a place
// there one type: the place, where it was one as often as not.
func (c *casting) settle() {
	for e := range c.entities {
		x := &c.entities[e]
		if x.typ == sayso.Person && len(x.words) == 1 && x.placed > 0 && 2*x.placed >= len(x.at) {
			x.typ, x.used = sayso.PlaceActor, false
		}
	}
}

// firm reports whether the last word of a name is one of companies.
func firm(w string) bool {
	return is(w, firmWord)
}

// entity finds or makes the entity that a name means.
func (c *casting) entity(n nlp.Name, w []string) int {
	typ := actorTypes[n.Type]
	text := c.d.Words(n.Range)
	key := strings.Join(w, " ")
	if e, ok := c.byName[key]; ok && (len(w) > 1 || !c.surname(w[0], e)) {
		c.alias(e, text)
		return e
	}
	if e := c.shortOf(w, typ, n.First); e >= 0 {
		c.alias(e, text)
		c.byName[key] = e
		return e
	}
	if e := c.longOf(w, typ); e >= 0 {
		// The fuller form comes after a shorter one.
		x := &c.entities[e]
		c.alias(e, x.name)
		x.name, x.words = text, w
		c.byName[key] = e
		c.index(e, w)
		return e
	}
	if len(c.entities) >= maxEntities {
		return -1
	}
	if typ == sayso.Person && (outlet(w) && len(w) == 1 || len(w) > 1 && firm(w[len(w)-1])) || typ == sayso.PlaceActor && is(key, seatName) {
		typ = sayso.Organisation
	}
	e := c.add(entity{words: w, name: text, typ: typ, named: true, used: typ == sayso.Person || typ == sayso.Organisation})
	c.byName[key] = e
	c.index(e, w)
	return e
}

// surname reports whether word w is the last of entity e's several.
func (c *casting) surname(w string, e int) bool {
	x := &c.entities[e]
	return x.typ == sayso.Person && len(x.words) > 1 && x.words[len(x.words)-1] == w
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
	if c.entities[e].typ == sayso.Person {
		for _, m := range w[1:max(1, len(w)-1)] {
			if len(m) > 2 {
				c.byMiddle[m] = appendNew(c.byMiddle[m], e)
			}
		}
	}
	if c.entities[e].typ != sayso.Person && len(w) > 2 {
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
	if len(list) >= maxSharing {
		return list
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
}

const maxAliases = 24

// shortOf finds the entity that w, at token at, is a short form of, by a form
// of address too ("Mr. Brenn"); -1 for none.
func (c *casting) shortOf(w []string, typ sayso.ActorType, at int) int {
	best := -1
	style := c.genders[c.word(at-1)] // "Mr. Brenn"
	if len(w) > 1 || c.word(at-1) == "" {
		style = unknownGender
	}
	fits := func(e int) bool {
		x := &c.entities[e]
		return c.fits(w, e, typ) && (style == unknownGender || x.typ != sayso.Person || len(x.words) < 2 || c.genders[x.words[0]] == unknownGender || c.genders[x.words[0]] == style)
	}
	for _, e := range c.byWord[w[len(w)-1]] {
		if fits(e) && (best < 0 || c.nearer(e, best, at)) {
			best = e
		}
	}
	if best >= 0 {
		return best
	}
	if len(w) == 1 && typ == sayso.Person {
		if m := c.byMiddle[w[0]]; len(m) == 1 && c.entities[m[0]].named && len(c.byWord[w[0]]) == 0 {
			return m[0]
		}
	}
	for _, e := range c.byWord[w[0]] {
		if fits(e) && (best < 0 || c.nearer(e, best, at)) {
			best = e
		}
	}
	return best
}

// nearer reports whether entity a was named nearer before token at than b, or
// comes sooner after it where neither was. Whom the article names far more
// often keeps the short form, but for a few words after the other.
func (c *casting) nearer(a, b, at int) bool {
	x, y := &c.entities[a], &c.entities[b]
	switch {
	case len(x.at) > maxMinor*len(y.at) && at-y.stood > maxFresh:
		return true
	case len(y.at) > maxMinor*len(x.at) && at-x.stood > maxFresh:
		return false
	}
	return x.stood > y.stood // neither: in order of their first names
}

const (
	// maxMinor is how many times as often one of two is named who has their
	// short form by default.
	maxMinor = 3
	// maxFresh is for how many tokens the other has it after being named.
	maxFresh = 60
)

// stands reports whether a name has a place of its own in its clause, and does
// not only tell of another ("mother of Ada Brenn").
func (c *casting) stands(n nlp.Range) bool {
	t := c.top(n)
	if t < 0 {
		return false
	}
	switch c.d.Tokens[t].Rel {
	case "nmod", "nmod:poss", "compound", "amod", "obl", "obl:npmod":
		return false
	}
	return true
}

// fits reports whether w may be short for entity e.
func (c *casting) fits(w []string, e int, typ sayso.ActorType) bool {
	x := &c.entities[e]
	if len(w) > len(x.words) || !x.named {
		return false
	}
	switch {
	case x.typ == sayso.Person:
		switch {
		case typ == sayso.Group:
			return false
		case len(w) == 1:
			return w[0] == x.words[len(x.words)-1] || w[0] == x.words[0] && len(x.words) > 1 && typ == sayso.Person
		case typ != sayso.Person:
			return false
		}
		// "Donald Trump" for "Donald J. Trump", "Amina Ali" for "Amina Ali Nkeki".
		if hasSuffix(x.words, w) {
			return true // "Taff-Rice", "van Holt"
		}
		return w[0] == x.words[0] && (w[len(w)-1] == x.words[len(x.words)-1] || hasPrefix(x.words, w))
	case x.typ == sayso.Organisation:
		if typ == sayso.Group || typ == sayso.PlaceActor && len(w) > 1 {
			return false
		}
		if len(w) == 1 && len(x.words) > 2 && w[0] == acronym(x.words) {
			return true
		}
		if typ == sayso.Organisation && len(x.words) > len(w) && len(w[0]) > 3 {
			return hasPrefix(x.words, w) && (len(w) > 1 || !generic(w[0]))
		}
	case x.typ == sayso.PlaceActor && typ == sayso.PlaceActor:
		return len(w) == 1 && len(x.words) > 1 && w[0] == acronym(x.words)
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
		if x.typ == sayso.Person && x.named && (len(x.words) == 1 || len(x.words) < len(w) && (x.words[0] == w[0] || hasSuffix(w, x.words))) {
			return e
		}
	}
	return -1
}
