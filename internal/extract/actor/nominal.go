package actor

import (
	"strings"

	"sayso"
	"sayso/nlp"
)

// nominal finds or makes the entity of a phrase that names nobody. A phrase
// that cannot be a being's makes none: what it says stands with no actor.
func (c *casting) nominal(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	h, at := c.head(r)
	kind := sourceKinds[h.kind]
	if e := c.means(r, at, h, line); e >= 0 {
		return []int{e}, c.kindOf(e)
	}
	switch {
	case h.kind == reportsHead, c.word(at) == "reports" && !isArticle(c.word(r.First)) && c.word(at+1) != "by" && c.word(at+1) != "from":
		return nil, sayso.ReportsSource
	case h.kind == documentHead && c.inCourt(r, at):
		return nil, sayso.FilingSource
	case h.kind.thing():
		return c.wrote(r, at, h, line), kind
	case h.kind == noHead:
		return nil, c.headless(r)
	case h.kind == groupHead && at == r.First && r.Len() == 1 && !c.noun(at) && c.pos(at) != "PRON" && c.pos(at) != "":
		return nil, kind
	}
	if c.without[describedRule] {
		return nil, kind
	}
	c.rule = describedRule
	if e, ok := c.phrases[r]; ok {
		return []int{e}, c.kindOf(e)
	}
	text := c.possessed(r, c.describe(r), line)
	definite := c.definite(r)
	if definite && h.kind == personHead {
		_, rivals := c.holder(r, at)
		definite = !rivals // "the official", of whom there are two: nobody knows
	}
	if definite {
		if e, ok := c.byName[strings.ToLower(text)]; ok {
			c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(c.entities[e].typ), e})
			return []int{e}, c.kindOf(e)
		}
	}
	if len(c.entities) >= maxEntities {
		return nil, kind
	}
	typ := sayso.Organisation
	switch h.kind {
	case personHead:
		typ = sayso.Person
	case groupHead:
		typ = sayso.Group
	}
	e := c.add(entity{words: []string{strings.ToLower(text)}, name: text, typ: typ, many: h.many, kind: kind, used: true, at: []int{r.First}, gender: c.genders[c.word(at)]})
	c.phrases[r] = e
	if definite || typ == sayso.Organisation {
		c.byName[strings.ToLower(text)] = e
	}
	if h.kind == personHead && strings.HasPrefix(c.word(at), "spokes") {
		c.entities[e].bodyName = c.behindPhrase(r, at)
		c.entities[e].body = foldName(c.entities[e].bodyName)
	}
	if h.kind == personHead {
		c.titled[c.word(at)] = appendNew(c.titled[c.word(at)], e)
	}
	c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(typ), e})
	return []int{e}, kind
}

// definite reports whether a phrase means one that the reader knows.
func (c *casting) definite(r nlp.Range) bool {
	return c.word(r.First) == "the" || isPossessive(c.word(r.First)) || c.nameAt[r.First] > 0
}

// behindPhrase reads whom "a spokesman for the Tarn Council", "the council’s
// spokeswoman" speaks for.
func (c *casting) behindPhrase(r nlp.Range, at int) string {
	if w := c.word(at + 1); (w == "for" || w == "of" || w == "with") && at+2 < r.End {
		return c.held(c.complement(at+2, r))
	}
	of := nlp.Range{First: r.First, End: c.affiliation(r.First, at+1)}
	for of.Len() > 0 && isArticle(c.word(of.First)) || of.Len() > 0 && isPossessive(c.word(of.First)) {
		of.First++
	}
	of = c.unpossessed(of)
	if of.Len() <= 0 {
		if w := c.word(at - 1); at > r.First && (c.anaphors.business[w] || c.anaphors.body[w]) {
			return w // "a company spokesman"
		}
		return ""
	}
	return c.d.Words(of)
}

// headless is the kind of a source whose noun says nothing of a being.
func (c *casting) headless(r nlp.Range) sayso.SourceKind {
	switch {
	case c.pos(r.First) == "NUM", is(c.word(r.First), severalWord),
		r.Len() > 3 && c.word(r.First) == "one" && c.word(r.First+1) == "in":
		return sayso.GroupSource
	case is(c.word(r.First), someoneWord):
		return sayso.UnnamedSource
	}
	if r.Len() == 1 {
		switch w := c.word(r.First); {
		case is(w, pointingWord):
			return sayso.PronounSource
		case is(w, somebodyWord):
			return sayso.UnnamedSource
		}
		if k := c.nameAt[r.First]; k > 0 && c.d.Names[k-1].Type == nlp.GroupName {
			return sayso.GroupSource
		}
	}
	return sayso.UndecidedSource
}

// inCourt reports whether the papers at the head of a phrase are a court's.
func (c *casting) inCourt(r nlp.Range, at int) bool {
	for i := r.First; i < at; i++ {
		if is(c.word(i), courtWord) {
			return true
		}
	}
	return false
}

func mentionOf(t sayso.ActorType) sayso.MentionType {
	switch t {
	case sayso.Person:
		return sayso.PersonMention
	case sayso.Organisation:
		return sayso.OrgMention
	case sayso.PlaceActor:
		return sayso.PlaceMention
	case sayso.Group:
		return sayso.GroupMention
	}
	return sayso.OtherMention
}

// wrote is whose words something written is.
func (c *casting) wrote(r nlp.Range, at int, h head, line int) []int {
	if c.without[authorRule] {
		return nil
	}
	who := c.author(r, at, h, line)
	if len(who) > 0 {
		c.rule = authorRule
	}
	return who
}
