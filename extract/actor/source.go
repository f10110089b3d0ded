package actor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/nlp"
)

// speak finds who speaks line i.
func (c *casting) speak(i int) {
	l := &c.lines[i]
	c.kinds[i] = sayso.NoSource
	if len(l.Source) == 0 {
		return
	}
	r := nlp.Range{First: l.Source[0].First, End: l.Source[len(l.Source)-1].End}
	c.speaking[i], c.kinds[i] = c.source(r, i)
	for _, e := range c.speaking[i] {
		c.entities[e].used = true
	}
}

// source finds the entities that a source phrase means.
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

// trim cuts marks, possessive endings and asides' commas from both ends.
func (c *casting) trim(r nlp.Range) nlp.Range {
	for r.Len() > 0 {
		switch c.word(r.End - 1) {
		case ",", "'s", "'", "-", "–", "—", ":", "”", "\"", ";":
			r.End--
			continue
		}
		break
	}
	for r.Len() > 0 {
		switch c.word(r.First) {
		case ",", "“", "\"", "both", "-", "–", "—":
			r.First++
			continue
		}
		break
	}
	return r
}

// conjuncts parts "A and B", "A, B and C" where each is somebody by itself:
// the first begins with a name or ends in one before any preposition.
func (c *casting) conjuncts(r nlp.Range) []nlp.Range {
	and := -1
	for i := r.First + 1; i < r.End-1; i++ {
		if w := c.word(i); (w == "and" || w == "&") && c.nameAt[i] == 0 {
			and = i
			break
		}
		if isRelative(c.word(i)) && c.word(i) != "that" {
			break
		}
	}
	if and < 0 {
		return []nlp.Range{r}
	}
	left, right := nlp.Range{First: r.First, End: and}, nlp.Range{First: and + 1, End: r.End}
	if !c.selfStanding(left) || !c.selfStanding(right) {
		return []nlp.Range{r}
	}
	// Commas before the "and" part a list when each member is a name.
	var out []nlp.Range
	start := left.First
	for i := left.First; i < left.End; i++ {
		if c.word(i) == "," {
			m := nlp.Range{First: start, End: i}
			n := nlp.Range{First: i + 1, End: left.End}
			if c.endsInName(m) && c.startsWithName(n) {
				out = append(out, m)
				start = i + 1
			}
		}
	}
	return append(out, nlp.Range{First: start, End: left.End}, right)
}

// selfStanding reports whether a conjunct has a name for its head.
func (c *casting) selfStanding(r nlp.Range) bool {
	for i := r.First; i < r.End; i++ {
		switch w := c.word(i); {
		case c.nameAt[i] > 0:
			n := c.d.Names[c.nameAt[i]-1]
			switch next := c.word(n.End); {
			case n.End >= r.End:
				return true
			case next == "," || next == "(" || isPreposition(next) || isRelative(next):
				return true
			}
			i = n.End - 1
		case isPreposition(w):
			return false
		}
	}
	return false
}

func (c *casting) endsInName(r nlp.Range) bool { return r.Len() > 0 && c.nameAt[r.End-1] > 0 }

func (c *casting) startsWithName(r nlp.Range) bool { return r.Len() > 0 && c.nameAt[r.First] > 0 }

// one finds who a noun phrase without coordination means.
func (c *casting) one(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	r = c.trim(r)
	if r.Len() <= 0 {
		return nil, sayso.UndecidedSource
	}
	if r.Len() == 1 && isPronoun(c.word(r.First)) {
		return c.pronoun(r, line)
	}
	core, rest := c.core(r)
	if e, ok := c.named(core); ok {
		return []int{e}, c.kindOf(e)
	}
	// "Norland’s deputy minister, Ada Brenn,": the aside has the name.
	if rest.Len() > 0 && c.nameAt[rest.First] > 0 {
		k := c.nameAt[rest.First] - 1
		if n := c.d.Names[k]; n.Type == nlp.PersonName && c.entityOf[k] >= 0 {
			if h, _ := c.head(core); h.kind == personHead || h.kind == noHead {
				return []int{c.entityOf[k]}, sayso.NamedSource
			}
		}
	}
	return c.nominal(core, line)
}

// core parts a noun phrase from its asides: up to the first comma, dash or
// bracket, and relative pronoun.
func (c *casting) core(r nlp.Range) (core, rest nlp.Range) {
	for i := r.First + 1; i < r.End; i++ {
		switch w := c.word(i); {
		case w == "," && i+1 < r.End:
			return nlp.Range{First: r.First, End: i}, nlp.Range{First: i + 1, End: r.End}
		case w == "(" || w == "–" || w == "—" || isRelative(w):
			return nlp.Range{First: r.First, End: i}, nlp.Range{}
		}
	}
	return r, nlp.Range{}
}

// named finds the name that is the head of a noun phrase: a person before any
// preposition, or a body or place that ends it there.
func (c *casting) named(r nlp.Range) (int, bool) {
	for i := r.First; i < r.End; i++ {
		k := c.nameAt[i] - 1
		if k < 0 {
			if isPreposition(c.word(i)) {
				return 0, false
			}
			continue
		}
		n := c.d.Names[k]
		e := c.entityOf[k]
		end := n.End
		next := c.word(end)
		if end >= r.End || isPreposition(next) || next == "himself" || next == "herself" || next == "itself" {
			if e >= 0 && (n.Type != nlp.GroupName || end >= r.End) {
				return e, true
			}
			return 0, false
		}
		i = max(i, end-1)
	}
	return 0, false
}

// kindOf tells what an entity is as a source.
func (c *casting) kindOf(e int) sayso.SourceKind {
	x := &c.entities[e]
	switch {
	case x.kind != "":
		return x.kind
	case x.typ == sayso.Person:
		return sayso.NamedSource
	case x.typ == sayso.Group:
		return sayso.GroupSource
	case x.typ == sayso.Organisation && outlet(x.words):
		return sayso.MediaSource
	}
	return sayso.OrgSource
}

// outlet reports whether a name is that of a medium or an agency.
func outlet(w []string) bool {
	switch w[len(w)-1] {
	case "times", "post", "journal", "tribune", "herald", "gazette", "news", "press", "magazine", "radio", "tv", "television", "broadcasting", "observer", "chronicle",
		"guardian", "telegraph", "courier", "examiner", "review", "reuters", "afp", "ap", "tass", "ria", "bbc", "cnn", "nbc", "abc", "cbs", "fox", "msnbc", "npr", "bloomberg", "xinhua",
		"kcna", "interfax", "politico", "breitbart", "today", "globe", "register", "daily", "weekly", "standard":
		return true
	}
	return w[0] == "cnn" || w[0] == "bbc" || w[0] == "fox" || w[0] == "reuters"
}

// head finds the noun that a phrase stands by: the last one before a
// preposition, a number or a verb's participle.
func (c *casting) head(r nlp.Range) (head, int) {
	end := r.End
	for i := r.First + 1; i < r.End; i++ {
		if c.nameAt[i] == 0 && isPreposition(c.word(i)) {
			end = i
			break
		}
	}
	for i := end - 1; i >= r.First; i-- {
		if h, ok := c.heads[c.word(i)]; ok && c.nameAt[i] == 0 {
			return h, i
		}
	}
	return head{}, end - 1
}

// nominal finds or makes the entity of a phrase that names nobody.
func (c *casting) nominal(r nlp.Range, line int) ([]int, sayso.SourceKind) {
	h, at := c.head(r)
	kind := headSource(h)
	if c.word(r.First) == "reports" && r.Len() == 1 || h.kind == reportsHead && !isArticle(c.word(r.First)) && c.word(at+1) != "by" && c.word(at+1) != "from" {
		return nil, sayso.ReportsSource
	}
	switch h.kind {
	case documentHead, studyHead, imageHead:
		return nil, kind
	}
	text := c.describe(r)
	definite := c.word(r.First) == "the" || isPossessive(c.word(r.First)) || c.nameAt[r.First] > 0
	if definite {
		if h.kind == personHead && r.Len() <= 4 {
			if e := c.holder(c.word(at), r.First); e >= 0 {
				c.mentions = append(c.mentions, mention{r, sayso.NominalMention, sayso.PersonMention, e})
				return []int{e}, sayso.NamedSource
			}
		}
		if e, ok := c.byName[strings.ToLower(text)]; ok {
			c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(c.entities[e].typ), e})
			return []int{e}, kind
		}
	}
	if len(c.entities) >= maxEntities || h.kind == noHead && r.Len() == 1 && isArticle(c.word(r.First)) {
		return nil, kind
	}
	typ := sayso.OtherActor
	switch {
	case h.kind == personHead:
		typ = sayso.Person
	case h.kind == groupHead:
		typ = sayso.Group
	case h.kind == orgHead || h.kind == mediaHead:
		typ = sayso.Organisation
	}
	e := c.add(entity{words: []string{strings.ToLower(text)}, name: text, typ: typ, many: h.many, kind: kind, used: true, at: []int{r.First}, gender: c.genders[c.word(at)]})
	if definite || typ == sayso.Organisation {
		c.byName[strings.ToLower(text)] = e
	}
	c.mentions = append(c.mentions, mention{r, sayso.NominalMention, mentionOf(typ), e})
	return []int{e}, kind
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

func headSource(h head) sayso.SourceKind {
	switch h.kind {
	case personHead:
		return sayso.UnnamedSource
	case groupHead:
		return sayso.GroupSource
	case orgHead:
		return sayso.OrgSource
	case documentHead:
		return sayso.DocumentSource
	case studyHead:
		return sayso.StudySource
	case mediaHead:
		return sayso.MediaSource
	case imageHead:
		return sayso.ImageSource
	case reportsHead:
		return sayso.ReportsSource
	}
	return sayso.UndecidedSource
}

// describe is the words of a phrase as a description: its article in lower
// case, whatever the sentence's first letter.
func (c *casting) describe(r nlp.Range) string {
	text := c.d.Words(r)
	if c.nameAt[r.First] > 0 {
		return text
	}
	w := c.d.Word(r.First)
	if _, n := utf8.DecodeRuneInString(w); n == len(w) && w != "A" {
		return text
	}
	if strings.ToUpper(w) == w && len(w) > 1 {
		return text
	}
	return strings.ToLower(w) + text[len(w):]
}

// holder finds the one person who holds the role that "the senator" names, if
// there is one before token at; -1 when there is none or there are several.
func (c *casting) holder(title string, at int) int {
	best := -1
	for _, e := range c.titled[title] {
		if a := c.entities[e].at; len(a) == 0 || a[0] > at {
			continue
		}
		if best >= 0 {
			return -1
		}
		best = e
	}
	return best
}

// antecedent returns the noun phrase that a relative pronoun at i hangs on.
func (c *casting) antecedent(i int) (nlp.Range, bool) {
	s := c.d.Sentence(i)
	end := i
	if c.word(end-1) == "," {
		end--
	}
	if end <= s.First {
		return nlp.Range{}, false
	}
	first := end
	for first > s.First && end-first < 14 {
		w := c.word(first - 1)
		if c.nameAt[first-1] > 0 {
			first = c.d.Names[c.nameAt[first-1]-1].First
			if c.word(first-1) == "," || isPreposition(c.word(first-1)) && c.word(first-1) != "of" && c.word(first-1) != "at" && c.word(first-1) != "for" {
				break
			}
			continue
		}
		if isArticle(w) || isPossessive(w) {
			first--
			if p := c.word(first - 1); p != "of" && p != "at" && p != "for" {
				break
			}
			continue
		}
		if w == "," || w == "and" || !c.titleWord(first-1) && w != "of" && w != "at" && w != "for" && w != "'s" && w != "some" && w != "many" && w != "those" {
			break
		}
		first--
	}
	// An apposition before "who": the name before the comma is meant.
	if first > s.First+1 && c.word(first-1) == "," && c.nameAt[first-2] > 0 && isArticle(c.word(first)) {
		first = c.d.Names[c.nameAt[first-2]-1].First
	}
	if first >= end {
		return nlp.Range{}, false
	}
	return nlp.Range{First: first, End: end}, true
}
