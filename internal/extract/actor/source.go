package actor

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
	"sayso/nlp"
)

// speak finds who speaks line i.
func (c *casting) speak(i int) {
	l := &c.lines[i]
	c.kinds[i] = sayso.NoSource
	if len(l.Source) == 0 {
		if c.saysReports(l.Cue) {
			c.kinds[i] = sayso.ReportsSource
		}
		return
	}
	r := nlp.Range{First: l.Source[0].First, End: l.Source[len(l.Source)-1].End}
	before := c.rule // a line may be read while another is
	c.rule = ""
	c.speaking[i], c.kinds[i] = c.source(r, i)
	c.use(c.speaking[i])
	if len(c.speaking[i]) > 0 {
		c.ruled[i] = c.rule
	}
	c.rule = before
}

// saysReports reports whether a cue without a source is itself what speaks:
// "reports of", "rumours that", "allegedly".
func (c *casting) saysReports(cue []nlp.Range) bool {
	for _, r := range cue {
		for k := r.First; k < r.End; k++ {
			switch w := c.word(k); {
			case is(w, reportsWord):
				return c.d.Tokens[k].POS != "VERB"
			case is(w, hearsayWord):
				return true
			}
		}
	}
	return false
}

// source finds the entities that a source phrase means. It calls itself for the
// antecedent of a relative pronoun, which stands before it in its sentence.
func (c *casting) source(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	r = c.trim(r)
	if r.Len() <= 0 {
		return nil, sayso.UndecidedSource
	}
	w := c.word(r.First)
	switch {
	case r.Len() == 1 && isRelative(w):
		if a, ok := c.antecedent(r.First); ok {
			return c.source(a, line)
		}
		return nil, sayso.PronounSource
	case r.Len() == 1 && isPronoun(w):
		return c.pronoun(r, line)
	}
	parts := c.conjuncts(r)
	var out []int
	kind := sayso.UndecidedSource
	for _, p := range parts {
		e, k := c.one(p, line)
		for _, x := range e {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
		if kind == sayso.UndecidedSource || k == sayso.NamedSource {
			kind = k
		}
	}
	if len(parts) > 1 && len(out) > 1 {
		kind = sayso.GroupSource
	}
	return out, kind
}

// one finds who a noun phrase without coordination means.
func (c *casting) one(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	r = c.trim(r)
	if r.Len() <= 0 {
		return nil, sayso.UndecidedSource
	}
	if r.Len() == 1 && isPronoun(c.word(r.First)) {
		return c.pronoun(r, line)
	}
	p := phraseRead{casting: c, line: line}
	p.core, p.rest = c.core(r)
	for _, rule := range c.order.names {
		if c.without[rule.name] {
			continue
		}
		if e := rule.find(&p); e >= 0 {
			c.rule = rule.name
			return []int{e}, cmp.Or(rule.as, c.kindOf(e))
		}
	}
	return c.nominal(p.core, line)
}

// named finds the name that is the head of a noun phrase: a person before any
// preposition, or a body or place that ends it there.
func (c *casting) named(r nlp.Range) (int, bool) {
	for i := r.First; i < r.End; i++ {
		k := c.nameAt[i] - 1
		if k < 0 {
			if isPreposition(c.word(i)) {
				return c.titledName(r, i)
			}
			continue
		}
		n := c.d.Names[k]
		e := c.entityOf[k]
		end := n.End
		if out := max(0, r.First-n.First) + max(0, n.End-r.End); 2*out > n.Len() {
			return c.spelt(r) // a headline taken for a name
		}
		next := c.word(end)
		if end >= r.End || isPreposition(next) || is(next, selfWord) {
			// "Western" alone is the concerns', not the speaker's name.
			if b := c.shortBody(r, n); b >= 0 {
				return b, true
			}
			if e >= 0 && (n.Type != nlp.GroupName || end >= r.End && c.pos(end-1) != "ADJ") {
				return e, true
			}
			return 0, false
		}
		i = max(i, end-1)
	}
	return c.spelt(r)
}

// shortBody finds the body that a word for people stands for alone: "Norlandian
// said", of Norlandian Airlines. Of the people, it would have an article or be
// many; -1 for none, and where two bodies begin so.
func (c *casting) shortBody(r nlp.Range, n nlp.Name) int {
	if n.Type != nlp.GroupName || n.Range != r || r.Len() != 1 || strings.HasSuffix(c.word(r.First), "s") {
		return -1
	}
	best := -1
	for _, e := range c.byWord[c.word(r.First)] {
		x := &c.entities[e]
		if x.typ != sayso.Organisation || len(x.words) < 2 || x.words[0] != c.word(r.First) || !c.mayTrade(e) {
			continue
		}
		if best >= 0 {
			return -1
		}
		best = e
	}
	return best
}

// titledName finds the person after a title with a preposition in it: "former
// Secretary of State Ada Brenn", "Governor of Tarn Ada Brenn".
func (c *casting) titledName(r nlp.Range, of int) (int, bool) {
	k := c.nameAt[r.End-1] - 1
	if k < 0 || isArticle(c.word(r.First)) {
		return 0, false
	}
	n := c.d.Names[k]
	// Right behind the body's name only the holder's can stand, whatever
	// prepositions the body has: "director of the Council on Tides Ada Brenn".
	beside := n.First > of+1 && c.nameAt[n.First-1] > 0
	if c.word(of) != "of" && !beside {
		return 0, false
	}
	if n.Type != nlp.PersonName || c.entityOf[k] < 0 || n.First <= of+1 || c.heads.of(c.word(of-1)).kind != personHead || kin(c.word(of-1)) {
		return 0, false
	}
	for i := of + 1; i < n.First; i++ {
		if isPreposition(c.word(i)) && c.nameAt[i] == 0 && !beside || c.heads.of(c.word(i)).kind == personHead {
			return 0, false
		}
	}
	return c.entityOf[k], true
}

// kindOf tells what an entity is as a source.
func (c *casting) kindOf(e int) sayso.SourceKind {
	x := &c.entities[e]
	switch {
	case x.kind != "":
		return x.kind
	case x.typ == sayso.Organisation && outlet(x.words):
		return sayso.MediaSource
	case x.typ == sayso.Person:
		return sayso.NamedSource
	case x.typ == sayso.Group:
		return sayso.GroupSource
	}
	return sayso.OrgSource
}

// outlet reports whether a name is that of a medium or an agency.
func outlet(w []string) bool {
	end := w[len(w)-1]
	return is(end, outletEnd) || is(w[0], outletStart) || is(end, agencyWord) && len(w) > 1 && is(w[len(w)-2], newsWord)
}
