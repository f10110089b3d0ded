package actor

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"sayso"
	"sayso/nlp"
)

// Rules casts by names, titles, appositions and pronouns, without a model.
// Make one with [NewRules]; it is safe for parallel use. Work is linear in the
// names and lines, times the bounds on aliases and distance.
type Rules struct {
	heads    heads
	genders  map[string]gender
	given    map[string]gender
	anaphors anaphors
	order    order
	without  map[string]bool // rules that are left out
}

// NewRules returns rules over the built-in tables.
func NewRules() *Rules {
	return &Rules{heads: loadHeads(), genders: loadGenders(), given: loadGiven(), anaphors: loadAnaphors(), order: ordered()}
}

// casting is the rules at work on one Doc.
type casting struct {
	*Rules
	d        *nlp.Doc
	lines    []Line
	lower    []string // tokens in lower case, apostrophes straight
	nameAt   []int32  // for each token its name, counted from 1
	entities []entity
	entityOf []int // for each name; -1 for none
	byName   map[string]int
	byWord   map[string][]int
	byMiddle map[string][]int // people by the words inside their names
	mentions []mention
	speaking [][]int // for each line, the entities that speak it
	kinds    []sayso.SourceKind
	// titled maps the head of a role ("senator") to those who hold it.
	titled map[string][]int
	busy   bool     // a line is read ahead of its turn
	rule   string   // the rule that found who is meant, of what is being read
	ruled  []string // the same for each line
	// phrases are the entities made of phrases that name nobody, by where they
	// stand; spoken are the tokens by which lines name who speaks and is told.
	phrases map[nlp.Range]int
	spoken  map[int]bool
	chainOf map[int]int // the chain of a pronoun
	meant   map[int]int // the entity that a pronoun or noun means, by its head
}

// Cast implements Caster.
func (r *Rules) Cast(d *nlp.Doc, lines []Line) Cast {
	d = mend(d, r.heads)
	c := &casting{
		Rules: r, d: d, lines: lines, lower: make([]string, len(d.Tokens)), nameAt: make([]int32, len(d.Tokens)),
		byName: make(map[string]int, len(d.Names)), byWord: make(map[string][]int, len(d.Names)), titled: map[string][]int{}, byMiddle: map[string][]int{},
		phrases: map[nlp.Range]int{}, spoken: make(map[int]bool, len(lines)),
		speaking: make([][]int, len(lines)), kinds: make([]sayso.SourceKind, len(lines)), ruled: make([]string, len(lines)),
	}
	for i := range d.Tokens {
		c.lower[i] = fold(d.Word(i))
	}
	for k, n := range d.Names {
		for i := n.First; i < n.End && i < len(c.nameAt); i++ {
			c.nameAt[i] = int32(k + 1)
		}
	}
	c.names()
	c.settle()
	c.chains()
	c.roles()
	c.called()
	out := Cast{Speakers: make([][]sayso.ActorID, len(lines)), Via: make([][]sayso.ActorID, len(lines)), Addressees: make([][]sayso.ActorID, len(lines))}
	out.Evidence, out.Sources, out.For = make([][]sayso.Evidence, len(lines)), make([][]nlp.Range, len(lines)), make([]sayso.ActorID, len(lines))
	via, addressees, bodies := make([][]int, len(lines)), make([][]int, len(lines)), make([]int, len(lines))
	for i := range lines {
		if c.kinds[i] == "" {
			c.speak(i)
		}
		if a := lines[i].Addressee; a.Len() > 0 {
			e, _ := c.source(a, i)
			addressees[i] = c.use(e)
		}
	}
	for i := range lines {
		if c.own(i) {
			c.kinds[i] = sayso.OwnSource
		}
		out.Evidence[i] = c.evidence(i)
		via[i] = c.use(c.chain(i))
		bodies[i] = c.behind(i)
	}
	for i := range lines {
		if c.kinds[i] == sayso.MediaSource {
			out.Sources[i] = c.recast(i, &via[i])
		}
	}
	ids := c.number(&out)
	for i := range lines {
		out.Speakers[i] = name(ids, c.speaking[i])
		out.Via[i] = name(ids, via[i])
		out.Addressees[i] = name(ids, addressees[i])
		if bodies[i] >= 0 {
			out.For[i] = ids[bodies[i]]
		}
	}
	out.Kinds, out.Rules = c.kinds, c.ruled
	out.Sure = make([]float64, len(lines))
	for i := range lines {
		out.Sure[i] = c.sure(i)
	}
	return out
}

// recast gives line i, which a medium reports, to whom the medium cites for it:
// they are its speakers then, and the medium carried it. It returns the words
// that name them; nil when the medium cites nobody.
func (c *casting) recast(i int, via *[]int) []nlp.Range {
	r := c.cited(i)
	if r.Len() == 0 || within(c.lines[i].Content, r.First) {
		return nil
	}
	es, kind := c.source(r, i)
	if len(es) == 0 || kind == sayso.MediaSource {
		return nil
	}
	c.ruled[i] = c.rule
	*via = append(slices.Clone(c.speaking[i]), *via...)
	c.speaking[i], c.kinds[i] = c.use(es), kind
	return []nlp.Range{r}
}

// behind finds whom the spokesperson of line i speaks for; -1 for nobody.
func (c *casting) behind(i int) int {
	if len(c.speaking[i]) != 1 {
		return -1
	}
	x := &c.entities[c.speaking[i][0]]
	if x.body == "" {
		return c.unsaidBody(c.speaking[i][0])
	}
	if c.anaphors.business[x.body] || c.anaphors.body[x.body] {
		// "a company spokesman": of the one that the text tells of.
		if e := c.bodyBefore(x.at[0], c.anaphors.business[x.body]); e >= 0 {
			c.speakerFor(c.speaking[i][0], e)
			return e
		}
	}
	e, ok := c.byName[x.body]
	if !ok {
		if len(c.entities) >= maxEntities {
			return -1
		}
		body, words := x.bodyName, strings.Fields(x.body)
		e = c.add(entity{words: words, name: body, typ: sayso.Organisation, named: body != strings.ToLower(body), used: true})
		c.byName[c.entities[c.speaking[i][0]].body] = e
	}
	c.entities[e].used = true
	return e
}

// unsaidBody finds whom a spokesman speaks for who comes alone: the body that
// the sentence before is about; -1 for none.
func (c *casting) unsaidBody(e int) int {
	x := &c.entities[e]
	if x.named || x.typ != sayso.Person || len(x.at) == 0 || x.name != "a spokesman" && x.name != "a spokeswoman" && x.name != "a spokesperson" {
		return -1
	}
	body := c.bodyBefore(x.at[0], false)
	if body < 0 || !c.subjectBefore(body, c.d.SentenceOf(x.at[0])) {
		return -1
	}
	c.speakerFor(e, body)
	return body
}

// use notes that entities take part.
func (c *casting) use(es []int) []int {
	for _, e := range es {
		c.entities[e].used = true
	}
	return es
}

func fold(w string) string {
	return strings.ToLower(strings.ReplaceAll(w, "’", "'"))
}

func (c *casting) word(i int) string {
	if i < 0 || i >= len(c.lower) {
		return ""
	}
	return c.lower[i]
}

// number gives out identifiers in text order: actors by first mention,
// mentions by place. Entities that nobody needs (places and groups that do
// not speak) get none. It returns the identifier of each entity.
func (c *casting) number(out *Cast) []sayso.ActorID {
	slices.SortStableFunc(c.mentions, func(a, b mention) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End)) })
	ids := make([]sayso.ActorID, len(c.entities))
	assign := func(e int) {
		x := &c.entities[e]
		if ids[e] != "" || !x.used {
			return
		}
		ids[e] = sayso.ActorID("a" + strconv.Itoa(len(out.Actors)+1))
		out.Actors = append(out.Actors, sayso.Actor{ID: ids[e], Name: x.name, Type: x.typ, Roles: x.roles, Aliases: x.aliases, Named: x.named})
	}
	for _, m := range c.mentions {
		if m.entity >= 0 {
			assign(m.entity)
		}
	}
	for e := range c.entities {
		assign(e)
	}
	last := nlp.Range{}
	for _, m := range c.mentions {
		if m.Range == last {
			continue
		}
		last = m.Range
		x := sayso.Mention{ID: sayso.MentionID("m" + strconv.Itoa(len(out.Mentions)+1)), Span: c.d.Span(m.Range), Kind: m.kind, Type: m.typ}
		if m.entity >= 0 && c.acts(m) {
			x.Actor = ids[m.entity]
		}
		out.Mentions = append(out.Mentions, x)
	}
	return ids
}

// acts reports whether a mention of a place stands for those who govern it:
// where it speaks or is told, and where it is the subject of an act. Everywhere
// else the same word is the place.
func (c *casting) acts(m mention) bool {
	if c.entities[m.entity].typ != sayso.PlaceActor {
		return true
	}
	for i := m.First; i < m.End; i++ {
		if c.spoken[i] {
			return true
		}
	}
	t := c.top(m.Range)
	if t < 0 {
		return false
	}
	switch x := &c.d.Tokens[t]; x.Rel {
	case "nsubj":
		return x.Head >= 0 && c.d.Tokens[x.Head].POS == "VERB"
	case "obl:agent":
		return true
	case "conj":
		return x.Head >= 0 && c.d.Tokens[x.Head].Rel == "nsubj" && c.d.Tokens[x.Head].Head >= 0 && c.d.Tokens[c.d.Tokens[x.Head].Head].POS == "VERB"
	}
	return false
}

func name(ids []sayso.ActorID, es []int) []sayso.ActorID {
	var out []sayso.ActorID
	for _, e := range es {
		if ids[e] != "" && !slices.Contains(out, ids[e]) {
			out = append(out, ids[e])
		}
	}
	return out
}
