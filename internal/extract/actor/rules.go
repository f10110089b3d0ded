package actor

import (
	"maps"
	"slices"

	"sayso"
	"sayso/nlp"
)

// Who a source means is found by the rules of this file, which are asked in
// order; the first that finds somebody wins, and the line names it. Those of names
// read a phrase that has a name or a title of its own, those of meanings one that
// names nobody and means somebody named elsewhere, those of pronouns a pronoun. What
// none of them reads becomes somebody new, who has the phrase for a name.

// phraseRead is a noun phrase that is read for whom it means.
type phraseRead struct {
	*casting
	core nlp.Range // the phrase
	rest nlp.Range // an aside behind it
	at   int       // its noun
	head head
	line int
}

type (
	phraseRule struct {
		name string
		find func(p *phraseRead) int // the entity; -1 for none
		as   sayso.SourceKind        // what it is as a source; empty for what the entity is
	}
	pronounRule struct {
		name string
		of   class
		find func(c *casting, r nlp.Range, line int) []int
	}
)

// order is the rules, in the order in which they are asked.
type order struct {
	names, meanings []phraseRule
	pronouns        []pronounRule
}

func ordered() order {
	return order{
		names: []phraseRule{
			{name: "name", find: (*phraseRead).nameIn},
			{name: "aside", find: (*phraseRead).asideIn, as: sayso.NamedSource},
			{name: "title", find: func(p *phraseRead) int { return orNobody(p.label(p.core, p.line)) }, as: sayso.NamedSource},
			{name: "body-title", find: func(p *phraseRead) int { return orNobody(p.bodyLabel(p.core)) }},
		},
		meanings: []phraseRule{
			{name: ageRule, find: func(p *phraseRead) int { return p.antecedentPerson(p.core.First, p.line, unknownGender) }}, // "the 34-year-old"
			{name: holderRule, find: func(p *phraseRead) int { e, _ := p.holder(p.core, p.at); return e }},
			{name: takenUpRule, find: func(p *phraseRead) int { return p.takenUp(p.core, p.at, p.head, p.line) }},
		},
		pronouns: []pronounRule{
			{"i", speakerPronoun, (*casting).hostSpeaker},
			{"he-or-she", personPronoun, (*casting).personBefore},
			{"they", pluralPronoun, (*casting).severalBefore},
			{"it", bodyPronoun, func(c *casting, r nlp.Range, line int) []int { return c.body(r.First, line) }},
		},
	}
}

const (
	ageRule     = "age"
	holderRule  = "holder"
	takenUpRule = "taken-up"
)

// authorRule gives what is written to who wrote it; describedRule makes somebody
// of a phrase.
const (
	authorRule    = "author"
	describedRule = "described"
)

// RuleNames are the rules that lines name, in the order in which they are asked.
func RuleNames() []string {
	var out []string
	o := ordered()
	for _, r := range o.pronouns {
		out = append(out, r.name)
	}
	for _, r := range slices.Concat(o.names, o.meanings) {
		out = append(out, r.name)
	}
	return append(out, authorRule, describedRule)
}

// Without returns rules of which some are left out.
func (r *Rules) Without(names map[string]bool) *Rules {
	out := *r
	out.without = maps.Clone(names)
	return &out
}

// orNobody is an entity; -1 where none was found.
func orNobody(e int, ok bool) int {
	if !ok {
		return -1
	}
	return e
}

// nameIn finds the name that is the head of a phrase.
func (p *phraseRead) nameIn() int {
	e, ok := p.named(p.core)
	if !ok {
		return -1
	}
	for i := p.core.First; i < p.core.End; i++ {
		if k := p.nameAt[i]; k > 0 && p.entityOf[k-1] == e {
			p.spoken[i] = true
		}
	}
	return e
}

// asideIn finds the name in an aside: "Norland’s deputy minister, Ada Brenn,".
func (p *phraseRead) asideIn() int {
	if p.rest.Len() <= 0 || p.nameAt[p.rest.First] == 0 {
		return -1
	}
	k := p.nameAt[p.rest.First] - 1
	if p.d.Names[k].Type != nlp.PersonName || p.entityOf[k] < 0 {
		return -1
	}
	if h, _ := p.casting.head(p.core); h.kind != personHead && h.kind != noHead {
		return -1
	}
	return p.entityOf[k]
}

// means finds who was named elsewhere and is meant by the phrase r, whose noun
// stands at token at; -1 for nobody.
func (c *casting) means(r nlp.Range, at int, h head, line int) int {
	p := phraseRead{casting: c, core: r, at: at, head: h, line: line}
	for _, rule := range c.order.meanings {
		if !p.open(rule.name) || c.without[rule.name] {
			continue
		}
		if e := rule.find(&p); e >= 0 {
			c.rule = rule.name
			if rule.name == takenUpRule && c.entities[e].typ == sayso.Person {
				c.titled[c.word(at)] = appendNew(c.titled[c.word(at)], e)
			}
			c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(c.entities[e].typ), e})
			return e
		}
	}
	return -1
}

// open reports whether a rule is for the phrase. A phrase that tells an age means
// a person and nothing else; one whose role two hold means neither.
func (p *phraseRead) open(rule string) bool {
	aged := p.aged(p.core)
	if rule == ageRule || aged {
		return aged && rule == ageRule
	}
	if p.at < p.core.First || p.at >= p.core.End {
		return false
	}
	ofPerson := p.head.kind == personHead && p.definite(p.core)
	if rule == holderRule {
		return ofPerson
	}
	if ofPerson {
		_, rivals := p.holder(p.core, p.at)
		return !rivals
	}
	return true
}
