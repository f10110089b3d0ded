package actor

import (
	"slices"

	"sayso"
	"sayso/nlp"
)

// The chain is read from the tree around the cue. A medium that stands there
// carried the words: as the agent of "as reported by the agencies", as the
// partner of "in an interview with the Tarn Herald", as the one told, as the
// place of "wrote in the Tarn Herald", or as the speaker of the claim in which
// this one stands. "The Tarn Herald reported, citing the ministry" is the
// ministry's claim that the Herald carried. Nobody but a medium carries: what a
// minister told a colleague is the minister's alone.

// chain finds who carried line i, nearest the speaker first.
func (c *casting) chain(i int) []int {
	var via []int
	add := func(es []int) {
		for _, e := range es {
			if !slices.Contains(via, e) && !slices.Contains(c.speaking[i], e) && len(via) < maxVia {
				via = append(via, e)
			}
		}
	}
	l := &c.lines[i]
	for _, v := range l.Via {
		es, _ := c.source(v, i)
		add(es)
	}
	if len(l.Cue) > 0 {
		s := c.around(i)
		c.eachPhrase(i, s, func(p phrase) {
			if p.kind == mediaHead {
				es, _ := c.source(p.Range, i)
				add(es)
			}
		})
	}
	if a := l.Addressee; a.Len() > 0 && c.medium(a) {
		es, _ := c.source(a, i)
		add(es)
	}
	for p, depth := l.Parent, 0; p >= 0 && p < len(c.lines) && p != i && depth < maxVia; p, depth = c.lines[p].Parent, depth+1 {
		if k := c.kinds[p]; k == sayso.MediaSource {
			add(c.speaking[p])
		}
	}
	return via
}

// around is the sentence of a line's cue, as far as it matters.
func (c *casting) around(i int) nlp.Range {
	q := c.lines[i].Cue
	s := c.d.Sentence(q[0].First)
	return nlp.Range{First: max(s.First, q[0].First-maxReach), End: min(s.End, q[len(q)-1].End+maxReach)}
}

// maxReach is how many tokens around a cue are searched, so that a sentence
// without end costs no more than a long one.
const maxReach = 120

// maxVia bounds a chain.
const maxVia = 6

// phrase is a noun phrase that hangs on a cue, and what its noun is.
type phrase struct {
	nlp.Range
	kind headKind
	head int
}

// eachPhrase visits the phrases in sentence s, outside its words and those it
// is ascribed to, that say how line i came about.
func (c *casting) eachPhrase(i int, s nlp.Range, visit func(phrase)) {
	l := &c.lines[i]
	for t := s.First; t+1 < s.End; t++ {
		w := c.word(t)
		switch {
		case w == "by" && c.carries(t-1) && c.carried(i, t-1):
		case isArticle(w), !carrying(w):
			continue
		case within(l.Source, t) || within(l.Content, t) || c.cue(i, t) && w != "in" && w != "on":
			continue
		case !c.hangs(i, t, s):
			continue
		}
		if c.inQuote(t) {
			continue
		}
		r := c.complement(t+1, s)
		if r.Len() == 0 {
			continue
		}
		if k, at := c.phraseKind(r); k != noHead {
			visit(phrase{r, k, at})
		}
	}
}

// carrying reports whether a preposition may lead to what carried the words.
func carrying(w string) bool {
	return is(w, carryingWord)
}

// carries reports whether token t is a verb of passing words on.
func (c *casting) carries(t int) bool {
	w := c.word(t)
	return is(w, carriesVerb) || w == "saying" && c.word(t-1) == "as"
}

// carried reports whether a passive verb of passing on, at token t, is about
// line i: it is its cue, or an aside of its sentence opened by "as" or a comma.
func (c *casting) carried(i, t int) bool {
	if c.cue(i, t) {
		return true
	}
	p := c.word(t - 1)
	if p == "," || is(p, beforeCarried) {
		// Of several lines in the sentence, the nearest before it.
		for j := i + 1; j < len(c.lines) && j < i+maxNear; j++ {
			if q := c.lines[j].Cue; len(q) > 0 && q[0].First < t && c.d.SentenceOf(q[0].First) == c.d.SentenceOf(t) && c.lines[j].Parent < 0 {
				return false
			}
		}
		return p != "," || !within(c.lines[i].Source, t)
	}
	return false
}

const maxNear = 8

// cue reports whether token t belongs to the cue of line i.
func (c *casting) cue(i, t int) bool { return within(c.lines[i].Cue, t) }

func within(rs []nlp.Range, t int) bool {
	for _, r := range rs {
		if r.Contains(t) {
			return true
		}
	}
	return false
}

// hangs reports whether the phrase of preposition t hangs on the cue of line i:
// going up the tree, no other verb comes first.
func (c *casting) hangs(i, t int, s nlp.Range) bool {
	at := c.d.Tokens[t].Head
	for steps := 0; steps < maxClimb && s.Contains(at); steps++ {
		if c.cue(i, at) {
			return true
		}
		switch x := &c.d.Tokens[at]; {
		case x.POS == "VERB" && (x.Rel == "acl" || x.Rel == "advcl") && speaking(x.Lemma):
		case x.POS == "VERB" || x.POS == "AUX":
			return false
		}
		at = c.d.Tokens[at].Head
	}
	return false
}

// maxClimb bounds the way up a tree.
const maxClimb = 12

// speaking reports whether a participle beside a cue only says how: "said
// Ada Brenn, speaking to the Tarn Herald".
func speaking(lemma string) bool {
	return is(lemma, speakingVerb)
}

// phraseKind is what the noun of a phrase is: a medium, a thing that carries
// words, or neither.
func (c *casting) phraseKind(r nlp.Range) (headKind, int) {
	if c.medium(r) {
		return mediaHead, r.End - 1
	}
	h, at := c.head(r)
	if h.kind.thing() && (at+1 >= r.End || !c.noun(at+1)) && !reacts(c.word(at)) {
		return h.kind, at
	}
	if is(c.word(r.First), platformName) {
		return postHead, r.First
	}
	return noHead, 0
}

// reacts reports whether a noun for words says no more than that they answer.
func reacts(w string) bool { return is(w, reactionWord) }

// medium reports whether a phrase means an outlet or an agency.
func (c *casting) medium(r nlp.Range) bool {
	r = c.trim(r)
	if r.Len() <= 0 {
		return false
	}
	core, _ := c.core(r)
	if k := c.nameAt[core.End-1] - 1; k >= 0 {
		n := c.d.Names[k]
		return (n.Type == nlp.OrgName || n.Type == nlp.WorkName || n.Type == nlp.OtherName || n.Type == nlp.PersonName && n.Len() == 1) && outlet(c.fold(n.Range)) ||
			c.entityOf[k] >= 0 && c.kindOf(c.entityOf[k]) == sayso.MediaSource
	}
	h, at := c.head(core)
	return h.kind == mediaHead && c.word(at+1) != "of" // "a show of force"
}

// cited finds whom a medium cites for line i: "…, citing two officials".
func (c *casting) cited(i int) nlp.Range {
	l := &c.lines[i]
	at := l.Source[len(l.Source)-1].End
	if len(l.Cue) > 0 {
		at = max(at, l.Cue[len(l.Cue)-1].First)
	}
	s := c.d.Sentence(at - 1)
	s.First, s.End = max(s.First, at-maxReach), min(s.End, at+maxReach)
	for t := max(s.First, l.Source[0].First); t+1 < s.End; t++ {
		if w := c.word(t); w != "citing" && w != "quoting" || c.inQuote(t) || within(l.Content, t) && !within(l.Cue, t) && c.word(t-1) != "," {
			continue
		}
		h := c.d.Tokens[t].Head
		if within(l.Cue, t) && l.Cue[0].First == t || t > s.First && (c.word(t-1) == "," || c.cue(i, h)) {
			return c.complement(t+1, s)
		}
	}
	return nlp.Range{}
}
