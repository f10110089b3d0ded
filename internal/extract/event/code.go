package event

import (
	"cmp"
	"slices"
	"strconv"

	"sayso"
	"sayso/internal/extract/fact"
	"sayso/nlp"
)

// trigger is a word that tells an event, with what the event is made of.
type trigger struct {
	at    int // the token
	light int // the light verb over it; -1 for none
	*pattern
	category, mode string
	args           []argument
	status         sayso.Status
	folded         []int // triggers inside its arguments
	way            way
}

// coding is one document being coded.
type coding struct {
	*cast
	r        *Rules
	an       *sayso.Analysis
	skip     []bool       // tokens of the page
	covered  []bool       // tokens inside the arguments of an event
	timely   []bool       // tokens of phrases that only say when: "ahead of the talks"
	beyond   []bool       // heads of phrases that say before or after what something was
	times    []sayso.When // the analysis' own and those reckoned
	triggers []trigger
	claimOf  []int32 // for each token its innermost claim, counted from 1
	located  []sayso.Mention
	places   []sayso.Place // the analysis' own and those added
	lead     []float64     // what the classifier makes of the article's opening
	asked    []float64     // and of sentence askedOf
	askedOf  int
	earlier  map[string]*pattern // of acts told so far, by their words
	ways     map[int]way         // how the sides of events were found, by where their words begin
}

// Code implements Coder. Its work is linear in the words, times the bounds on
// phrases and arguments.
func (r *Rules) Code(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) Coded {
	c := r.read(d, an, aside)
	out := Coded{Events: c.sift(c.events())}
	c.mark(out.Events)
	for i := range out.Events {
		out.Events[i].ID = sayso.EventID("e" + strconv.Itoa(i+1))
	}
	c.relate(out.Events)
	c.forget(out.Events)
	out.Actors, out.Mentions, out.Places, out.Times = c.actors, c.mentions, c.places, c.times
	return out
}

// read finds the triggers of a document.
func (r *Rules) read(d *nlp.Doc, an *sayso.Analysis, aside []nlp.Range) *coding {
	t := newText(d)
	t.beings = r.sector
	t.mend(r.table)
	t.facts = fact.Read(t.Tree)
	c := &coding{cast: newCast(t, r.atlas, r.sector, an), r: r, an: an, places: slices.Clip(an.Places), times: slices.Clip(an.Times), skip: make([]bool, len(d.Tokens)), covered: make([]bool, len(d.Tokens)), earlier: map[string]*pattern{}, ways: map[int]way{}}
	for _, a := range aside {
		for i := max(a.First, 0); i < min(a.End, len(c.skip)); i++ {
			c.skip[i] = true
		}
	}
	c.sayWhen()
	for _, s := range d.Sentences {
		c.sentence(s)
	}
	if r.model != nil {
		c.missed()
	}
	c.aims()
	return c
}

// events puts the triggers on record, in the order of the text.
func (c *coding) events() []sayso.Event {
	var out []sayso.Event
	c.triggers = slices.DeleteFunc(c.triggers, func(t trigger) bool { return t.category == none })
	for k := range c.triggers {
		if e, ok := c.event(&c.triggers[k]); ok && len(out) < maxEvents {
			if c.r.model != nil {
				c.ask(&c.triggers[k], &e)
			}
			e.CAMEO = c.r.cameo(&e)
			if !c.again(out, &e) {
				out = append(out, e)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b sayso.Event) int { return cmp.Compare(a.Anchor[0].Start, b.Anchor[0].Start) })
	out = c.several(out)
	c.borrow(out)
	return out
}

// sentence finds the triggers of one sentence, from the root of its tree
// downwards, so that an act inside the argument of another folds into it.
func (c *coding) sentence(s nlp.Range) {
	order := c.downwards(s)
	for _, i := range order {
		if c.skip[i] || c.covered[i] {
			continue
		}
		switch c.Tokens[i].POS {
		case "VERB", "AUX":
			c.verb(i)
		case "NOUN", "PROPN":
			c.noun(i)
		case "ADJ":
			c.adjective(i)
		}
	}
}

// downwards lists the tokens of a sentence, heads before what hangs on them.
func (c *coding) downwards(s nlp.Range) []int {
	order := make([]int, 0, s.Len())
	for i := s.First; i < s.End; i++ {
		if h := c.Tokens[i].Head; h < 0 || !s.Contains(h) {
			order = append(order, i)
		}
	}
	for k := 0; k < len(order); k++ {
		for j := c.First[order[k]]; j >= 0; j = c.Next[j] {
			if s.Contains(int(j)) && len(order) < s.Len() {
				order = append(order, int(j))
			}
		}
	}
	return order
}

func (c *coding) verb(i int) {
	if c.Tokens[i].Is("amod") && !c.verbal(i) {
		return // "the captured soldiers": told before, or elsewhere
	}
	args := c.arguments(i)
	if c.duty(i, args) {
		return
	}
	if p := c.match(c.r.table, i, verbKind, args); p != nil {
		if c.asserts(i, p, args) || c.mishap(i, p) {
			return
		}
		if p.undergone {
			args = undergone(args)
		}
		c.trigger(trigger{at: i, light: -1, pattern: p, args: args})
		return
	}
	if !c.r.table.light[c.Lemma[i]] {
		return
	}
	// "held talks": the noun tells the act, the verb who and whether
	for _, a := range args {
		if a.slot != "obj" && !(a.slot == "in" && c.Lemma[i] == "engage") {
			continue
		}
		if c.Tokens[a.head].POS != "NOUN" || c.covered[a.head] {
			continue
		}
		nargs := append(c.arguments(a.head), args...)
		if p := c.match(c.r.table, a.head, nounKind, nargs); p != nil {
			c.trigger(trigger{at: a.head, light: i, pattern: p, args: slices.DeleteFunc(nargs, func(x argument) bool { return x.head == a.head })})
			return
		}
	}
}

// must is the pattern of what a speaker says others have to do.
var must = &pattern{category: "REQUEST", rule: "must"}

// duty takes "Kerland must open the port", said by somebody, for a request.
func (c *coding) duty(i int, args []argument) bool {
	if c.facts.Own(i) != sayso.Demanded || c.Has(i, "", "not", "n't") {
		return false
	}
	claim := c.claimAt(i)
	if claim == nil || len(claim.Source.Actors) == 0 {
		return false
	}
	for _, a := range args {
		if a.slot != "subj" && a.slot != "obj" || c.Tokens[a.head].POS == "PRON" {
			continue
		}
		for _, id := range c.parties(a.head) {
			if k := &c.actors[c.index[id]]; k.Country != "" || k.Sector != "" && k.Sector != "CVL" {
				c.trigger(trigger{at: i, light: -1, pattern: must, args: args})
				return true
			}
		}
	}
	return false
}

func (c *coding) adjective(i int) {
	args := c.arguments(i)
	if p := c.match(c.r.table, i, adjKind, args); p != nil {
		c.trigger(trigger{at: i, light: -1, pattern: p, args: args})
		return
	}
	// "the ad is dishonest": whoever says so accuses
	if p := c.match(c.r.table, i, verbKind, args); p != nil && p.undergone {
		c.trigger(trigger{at: i, light: -1, pattern: p, args: undergone(args)})
	}
}

// noun takes an act that a noun names where it tells who takes part.
func (c *coding) noun(i int) {
	if len(c.r.table.patterns[nounKind][c.Lemma[i]]) == 0 && c.takenUp(i) == nil || c.Tokens[i].Is("compound") || c.Tokens[i].Is("flat") {
		return
	}
	args := c.arguments(i)
	if h := c.Tokens[i].Head; c.Tokens[i].Is("obj") && reports[c.Lemma[h]] {
		// "denied arms sales to Kerland": parsers hang the end on the verb
		for _, a := range c.arguments(h) {
			switch a.slot {
			case "to", "with", "against", "from", "by":
				args = append(args, a)
			}
		}
	}
	p := c.match(c.r.table, i, nounKind, args)
	if p == nil {
		p = c.takenUp(i)
	}
	if p == nil {
		return
	}
	for _, a := range args {
		switch a.slot {
		case "poss", "of", "by", "between", "with", "against", "on", "from", "to", "mod":
			if len(c.parties(a.head)) > 0 || a.slot == "mod" && c.atlas.Demonym(c.Word(a.head)) != "" {
				c.trigger(trigger{at: i, light: -1, pattern: p, args: args})
				return
			}
		}
	}
	// What only says when another act was, stands for an act told before.
	if p.category != none && !c.timely[i] {
		c.trigger(trigger{at: i, light: -1, pattern: p, args: args})
	}
}

// reports are verbs that take no side of their own beside what they tell.
var reports = map[string]bool{"deny": true, "confirm": true, "report": true, "reveal": true, "condemn": true, "criticise": true, "criticize": true, "welcome": true}

// trigger keeps a trigger and marks what its arguments cover.
func (c *coding) trigger(t trigger) {
	t.category, t.mode = t.pattern.category, t.pattern.mode
	top := t.at
	if t.light >= 0 {
		top = t.light
	}
	t.status = c.facts.Status(top)
	if t.light >= 0 && t.status == sayso.Happened {
		if s := c.facts.Modified(t.at); s != "" {
			t.status = s
		}
	}
	c.covered[t.at] = true
	from := []int{t.at}
	if t.light >= 0 {
		from = append(from, t.light)
		c.covered[t.light] = true
	}
	for k := 0; k < len(from); k++ {
		for j := c.First[from[k]]; j >= 0; j = c.Next[j] {
			i := int(j)
			if c.covered[i] || c.judgedAct(&t, i) || c.apart(i) && !c.outcome(&t, i) && !c.condition(i) && !c.same(&t, i) {
				continue
			}
			c.covered[i] = true
			if c.mayTell(i) {
				t.folded = append(t.folded, i)
			}
			from = append(from, i)
		}
	}
	c.triggers = append(c.triggers, t)
	if p, _ := sayso.PLOVER(t.category); p.Quad == sayso.MaterialConflict || p.Quad == sayso.MaterialCooperation {
		c.earlier[c.Lemma[t.at]] = t.pattern
	}
}

// condition reports whether a clause tells no more than on what an act hangs:
// "unless the talks resume", "if he is freed", "until demands are met".
func (c *coding) condition(i int) bool {
	return c.Tokens[i].Is("advcl") && c.Has(i, "mark", "if", "unless", "until", "lest")
}

// same reports whether a clause beside an act of words only goes on with it:
// "rejected the plan, urging a vote", "its demand that Kerland withdraw".
func (c *coding) same(t *trigger, i int) bool {
	k := &c.Tokens[i]
	own := t.at
	if t.light >= 0 {
		own = t.light
	}
	if (c.Tokens[t.at].POS == "NOUN" && k.Head == t.at || words[t.category]) && k.Is("acl") && c.Has(i, "mark", "that") {
		return true
	}
	if (t.category == "REJECT" || t.category == "REQUEST") && k.Is("acl") && c.Has(i, "mark", "for") {
		return true // "rejected a proposal for signing"
	}
	if k.Head != own || !k.Is("advcl") || k.XPOS != "VBG" || c.Child(i, "mark", "nsubj") >= 0 || !words[t.category] {
		return false
	}
	for _, p := range c.r.table.patterns[verbKind][c.Lemma[i]] {
		if words[p.category] {
			return true
		}
	}
	return false
}

// words are the categories of acts that are done by saying so.
var words = map[string]bool{"REQUEST": true, "ACCUSE": true, "REJECT": true, "THREATEN": true}

// outcome reports whether a clause beside an assault tells what came of it:
// "attacked a base, killing twelve".
func (c *coding) outcome(t *trigger, i int) bool {
	if t.category != "ASSAULT" || c.Tokens[i].Head != t.at || !c.Tokens[i].Is("advcl") || c.Tokens[i].XPOS != "VBG" {
		return false
	}
	return harms(c.Lemma[i])
}

// mayTell reports whether word i could trigger something, were it not covered.
func (c *coding) mayTell(i int) bool {
	switch c.Tokens[i].POS {
	case "VERB":
		return len(c.r.table.patterns[verbKind][c.Lemma[i]]) > 0
	case "NOUN":
		return len(c.r.table.patterns[nounKind][c.Lemma[i]]) > 0
	}
	return false
}

// apart reports whether the phrase at i tells its own events, though it hangs
// on another's trigger: clauses beside it, and what comes before and after.
func (c *coding) apart(i int) bool {
	t := &c.Tokens[i]
	switch {
	case t.Rel == "acl:relcl", t.Is("parataxis"):
		return true
	case t.Is("advcl"):
		return !c.Has(i, "mark", "to", "of", "for", "from", "against", "into")
	case t.Is("conj"):
		return t.POS == "VERB" || t.POS == "AUX"
	case t.Is("acl") && t.XPOS != "VB" && !c.Has(i, "mark", "to"):
		return true
	case t.Is("nsubj"):
		return false
	case c.timely[i]:
		return true
	case t.Is("obl"), t.Is("nmod"):
		switch c.Preposition(i) {
		case "after", "before", "following", "during", "since", "amid", "despite", "until", "ahead", "because", "when", "over":
			return true
		}
	}
	return false
}
