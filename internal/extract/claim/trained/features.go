package trained

// Features of one token are keys; each is a template's number mixed with what
// the template looks at. visit hands out the keys of one token after the
// other, in an order that never changes.

// collector gathers the keys of one token.
type collector struct {
	keys []key
	n    key // number of the template at hand
	// marks are where in keys each family of features ends, in the order of
	// families.
	marks [6]int
}

func (c *collector) add(k key) {
	c.n++
	c.keys = append(c.keys, mix(k, c.n))
}

// maybe adds k when it holds, and counts the template either way.
func (c *collector) maybe(on bool, k key) {
	c.n++
	if on {
		c.keys = append(c.keys, mix(k, c.n))
	}
}

// border stands for whatever lies outside the text.
var border = token{low: 1, lemma: 1, pos: 1, xpos: 1, rel: 1, head: -1, rightCue: -1, leftCue: -1, anchor: -1, via: -1, outer: -1, outerVia: -1}

func (s *scene) at(i int) *token {
	if i < 0 || i >= len(s.toks) {
		return &border
	}
	return &s.toks[i]
}

// features gathers the keys of token i.
func (s *scene) features(c *collector, i int) {
	c.keys, c.n = c.keys[:0], 0
	t := &s.toks[i]
	p1, p2, n1, n2 := s.at(i-1), s.at(i-2), s.at(i+1), s.at(i+2)

	c.add(0)
	c.marks[0] = len(c.keys)
	s.words(c, t, p1, p2, n1, n2)
	c.marks[1] = len(c.keys)
	s.ruled(c, t, i, p1, n1)
	c.marks[2] = len(c.keys)
	s.tree(c, t, i)
	c.marks[3] = len(c.keys)
	s.quoted(c, t, i)
	c.marks[4] = len(c.keys)
	s.place(c, t, i)
	c.marks[5] = len(c.keys)
}

// words are the features of the words around.
func (s *scene) words(c *collector, t, p1, p2, n1, n2 *token) {
	c.add(t.low)
	c.add(p1.low)
	c.add(n1.low)
	c.add(p2.lemma)
	c.add(n2.lemma)
	c.add(t.lemma)
	c.add(mix(p1.lemma, t.lemma))
	c.add(mix(t.lemma, n1.lemma))
	c.add(mix(n1.lemma, n2.lemma))
	c.add(mix(p2.lemma, p1.lemma))
	c.add(t.pos)
	c.add(mix(p1.pos, t.pos))
	c.add(mix(t.pos, n1.pos))
	c.add(mix(mix(p1.pos, t.pos), n1.pos))
	c.add(mix(mix(p2.pos, p1.pos), t.pos))
	c.add(mix(mix(t.pos, n1.pos), n2.pos))
	c.add(t.xpos)
	c.add(mix(t.xpos, n1.xpos))
	c.add(mix(p1.xpos, t.xpos))
	c.add(mix(t.lemma, n1.pos))
	c.add(mix(t.lemma, p1.pos))
	c.add(mix(t.lemma, t.rel))
	c.add(t.suffix)
	c.add(mix(t.shape, n1.shape))
	c.add(mix(key(t.lex), t.pos))
	c.add(mix(mix(key(t.lex), key(p1.lex)), key(n1.lex)))
	c.add(mix(mix(p1.pos, t.lemma), n1.pos))
	c.add(mix(mix(key(t.lex), p1.pos), n1.pos))
}

// ruled are the features of the rules' opinion.
func (s *scene) ruled(c *collector, t *token, i int, p1, n1 *token) {
	r := key(t.rule)
	c.add(r)
	c.add(mix(r, key(p1.rule)))
	c.add(mix(r, key(n1.rule)))
	c.add(mix(mix(r, key(p1.rule)), key(n1.rule)))
	c.add(mix(r, t.pos))
	c.add(mix(r, t.low))
	c.add(mix(r, t.rel))
	c.add(mix(r, t.ruleName))
	c.add(mix(r, mix(key(t.inner), t.pos)))
	c.add(mix(mix(r, t.ruleName), n1.ruleName^p1.ruleName))
	c.add(mix(r, mix(key(s.at(i-3).rule), key(s.at(i+3).rule))))
	c.add(mix(mix(r, n1.low), key(n1.rule)))
	c.add(mix(mix(r, p1.low), key(p1.rule)))
}

// tree are the features of the syntax.
func (s *scene) tree(c *collector, t *token, i int) {
	h := s.at(int(t.head))
	g := s.at(int(h.head))
	left := side(i, int(t.head))
	c.add(mix(t.rel, t.pos))
	c.add(mix(mix(t.rel, h.lemma), left))
	c.add(mix(mix(t.rel, h.pos), left))
	c.add(mix(mix(t.rel, key(h.lex)), left))
	c.add(mix(mix(t.rel, h.rel), g.pos))
	c.add(mix(mix(t.rel, h.rel), g.rel))
	c.add(mix(mix(h.rel, g.lemma), side(i, int(h.head))))
	c.add(mix(key(t.kids), t.pos))
	c.add(mix(mix(key(t.kids), key(t.lex)), t.pos))
	c.add(mix(mix(t.lemma, key(t.kids&(kidClause|kidOpenClause|kidObject|kidSubject|kidParataxis))), 0))
	c.add(mix(mix(t.rel, key(h.kids)), left))
	c.maybe(t.kids&kidSubject != 0 && t.kids&kidClause != 0, t.pos)
	c.add(mix(t.fields, t.pos))
	c.add(mix(t.lemma, t.subject))
	c.add(mix(t.lemma, t.object))
	c.add(mix(mix(t.lemma, t.opener), t.prep))
	c.add(mix(mix(key(t.lex), t.subject), t.pos))
	c.add(mix(mix(t.fields, t.subject), t.opener))
	c.add(mix(mix(key(t.lex), t.aux), t.pos))
	c.add(mix(mix(t.rel, s.kindOf(i)), mix(h.fields, key(h.lex))))
	c.add(mix(mix(t.fields, s.at(i+1).pos), t.xpos))

	if t.anchor >= 0 {
		a, v := s.at(int(t.anchor)), s.at(int(t.via))
		from := mix(v.rel, side(i, int(t.anchor)))
		c.add(mix(a.lemma, from))
		c.add(mix(mix(key(a.lex), from), a.pos))
		c.add(mix(mix(key(a.lex), from), t.rel))
		c.add(mix(mix(key(a.lex), from), mix(key(a.kids), 0)))
		c.add(mix(from, mix(key(a.rule), key(t.rule))))
		c.add(mix(mix(a.lemma, from), t.pos))
		c.add(mix(mix(a.lemma, from), a.subject))
		c.add(mix(mix(a.fields, from), a.pos))
		c.add(mix(mix(mix(key(a.lex), from), a.subject), a.opener))
		c.add(mix(mix(a.lemma, from), mix(a.opener, a.aux)))
		c.maybe(t.via == int32(i), mix(mix(a.lemma, from), t.lemma))
		o, ov := s.at(int(t.outer)), s.at(int(t.outerVia))
		up := mix(ov.rel, side(i, int(t.outer)))
		c.add(mix(o.lemma, up))
		c.add(mix(mix(key(o.lex), up), mix(from, key(a.lex))))
		c.add(mix(mix(key(o.lex), up), key(o.rule)))
	} else {
		c.n += 14
		c.add(mix(t.rel, h.rel))
		c.add(mix(mix(t.rel, h.rel), h.fields))
	}
	r := mix(h.pos, 0)
	at := i
	path := t.rel
	for range 4 {
		up := s.at(at).head
		if up < 0 {
			break
		}
		at = int(up)
		path = mix(path, s.at(at).rel)
	}
	c.add(path)
	c.add(mix(r, s.at(at).lemma))
	c.add(mix(s.at(at).lemma, side(i, at)))
}

func side(i, j int) key {
	switch {
	case j < 0:
		return 0
	case j < i:
		return 1
	}
	return 2
}

// quoted are the features of quotation marks and names.
func (s *scene) quoted(c *collector, t *token, i int) {
	state := key(0)
	if t.quote > 0 {
		q := &s.d.Quotes[t.quote-1]
		state = 1
		if i == q.First {
			state = 2
		} else if i == q.End-1 {
			state = 3
		}
		k := mix(state, steps(q.Len()))
		c.add(k)
		c.add(mix(state, s.quoteCue[t.quote-1]))
		c.add(mix(k, truth(s.toks[q.First].sentence != s.toks[q.End-1].sentence)<<1|truth(q.First == s.d.Sentences[s.toks[q.First].sentence].First)))
		c.add(mix(mix(state, s.at(q.First-1).low), s.at(q.End).pos))
		c.add(mix(mix(state, s.at(q.End-2).low), s.at(q.End).pos))
		c.add(mix(mix(state, key(s.at(q.First-1).rule)), key(s.at(q.End).rule)))
		c.add(mix(mix(state, truth(q.Closed)), truth(q.First == s.d.Paragraphs[s.toks[q.First].paragraph].First)<<1|truth(q.End == s.d.Paragraphs[t.paragraph].End)))
	} else {
		c.n += 7
	}
	p := s.at(i - 1)
	n := s.at(i + 1)
	c.add(mix(state, mix(truth(p.quote > 0), truth(n.quote > 0))))
	c.add(mix(mix(state, truth(p.quote > 0)), t.pos))
	c.add(mix(mix(state, key(t.rule)), t.low))
	if t.name > 0 {
		m := &s.d.Names[t.name-1]
		k := mix(keyOf(string(m.Type)), truth(i == m.First)<<1|truth(i == m.End-1))
		c.add(k)
		c.add(mix(k, t.rel))
	} else {
		c.n += 2
	}
}

// place are the features of where in the text and sentence a token stands.
func (s *scene) place(c *collector, t *token, i int) {
	r := s.d.Sentences[t.sentence]
	para := s.d.Paragraphs[t.paragraph]
	fromStart, toEnd := key(min(i-r.First, 3)), key(min(r.End-1-i, 3))
	c.add(mix(fromStart, t.pos))
	c.add(mix(toEnd, t.pos))
	c.add(mix(key(min(t.sentence, 2)), key(min(t.paragraph, 2))))
	c.add(mix(mix(key(min(t.paragraph, 1)), t.pos), key(t.rule)))
	firstTok, lastTok := s.at(r.First), s.at(r.End-1)
	c.add(mix(firstTok.low, lastTok.low))
	c.add(mix(mix(firstTok.low, key(t.rule)), 1))
	c.add(steps(r.Len()))
	if t.rightCue >= 0 {
		k := s.at(int(t.rightCue))
		c.add(mix(k.lemma, steps(int(t.rightCue)-i)))
		c.add(mix(mix(key(k.lex), steps(int(t.rightCue)-i)), t.pos))
	} else {
		c.n += 2
		c.add(7)
	}
	if t.leftCue >= 0 {
		k := s.at(int(t.leftCue))
		c.add(mix(k.lemma, steps(i-int(t.leftCue))))
		c.add(mix(mix(key(k.lex), steps(i-int(t.leftCue))), t.pos))
	} else {
		c.n += 2
		c.add(7)
	}
	before := s.at(r.First - 1)
	c.add(mix(mix(key(before.rule), truth(before.quote > 0)), mix(key(t.rule), fromStart)))
	c.add(mix(key(s.at(r.First-2).rule), mix(truth(r.First == para.First), mix(truth(t.quote > 0), key(t.rule)))))
	c.add(mix(truth(r.First == para.First)<<1|truth(r.End == para.End), mix(fromStart, key(t.rule))))
}

// steps is a number on a rough scale.
func steps(n int) key {
	switch {
	case n < 4:
		return key(n)
	case n < 6:
		return 4
	case n < 9:
		return 5
	case n < 14:
		return 6
	case n < 25:
		return 7
	case n < 50:
		return 8
	}
	return 9
}

func truth(b bool) key {
	if b {
		return 1
	}
	return 0
}

// edges gathers the contexts of the step from token i-1 to token i: small
// numbers, one of each kind.
func (s *scene) edges(i int) [EdgeKinds]int {
	t, p := &s.toks[i], s.at(i-1)
	q := 0
	if t.quote > 0 {
		q = 1
		if i == s.d.Quotes[t.quote-1].First {
			q = 2
		}
	}
	if p.quote > 0 {
		q += 3
	}
	if s.d.Sentences[t.sentence].First == i {
		q += 6
		if s.d.Paragraphs[t.paragraph].First == i {
			q += 6
		}
	}
	return [EdgeKinds]int{
		q, // below 18
		32 + int(p.rule)*int(Labels) + int(t.rule),
		32 + 128 + int(wordClass(s, i)),
		32 + 128 + 64 + int(t.xpos%64),
		32 + 128 + 128 + int(p.xpos%64),
	}
}

const (
	// EdgeKinds is the number of contexts of a step.
	EdgeKinds = 5
	// EdgeContexts bounds the contexts' numbers.
	EdgeContexts = 32 + 128 + 64 + 64 + 64
)

// wordClass tells marks and little words apart.
func wordClass(s *scene, i int) uint8 {
	switch s.d.Word(i) {
	case ",":
		return 1
	case ".":
		return 2
	case "that":
		return 3
	case "to":
		return 4
	case ":":
		return 5
	case ";":
		return 6
	case "—", "–", "--", "-":
		return 7
	case "and", "but", "or":
		return 8
	case "who", "which":
		return 9
	case "“", "”", "\"", "''", "``", "‘", "’", "'":
		return 10
	case "while", "as", "because", "although", "though", "when":
		return 11
	}
	if s.toks[i].lex >= likely {
		return 12 + s.toks[i].lex
	}
	return 0
}
