package coref

import (
	"sayso"
	"sayso/nlp"
)

// space is the scratch memory of one document.
type space struct {
	doc      *nlp.Doc
	tree     tree
	mentions []mention
	clusters []cluster
	speeches []Speech
	// speakers is the mention that names each speech's speaker; -1 for none.
	speakers []int32
	byHead   []int32 // token → its mention that is no coordination; -1 for none
	sentence []int32 // token → its sentence
	same     map[uint32][]int32
	near     []int32
	// rivals are the clusters nearer than the candidate that agree with the
	// mention as well.
	rivals   []int32
	features []uint32
	signs    [PairSigns]uint8 // of the pair at hand
	keys     []uint32
	network  *network  // nil where no encoder has read the text
	numbers  []float32 // a row for each mention that it knows
}

// cluster is what is known of a chain so far.
type cluster struct {
	size        int
	first, last int
	gender      gender
	number      number
	kinds       kind
	name        nlp.NameType
	words       uint64 // modifiers of all mentions, as bits
	// names are its different names, nominals its different heads.
	names []nlp.Range
	heads []uint32
	full  bool // it has a name or a noun phrase
}

// maxNames bounds the names and the heads that a cluster remembers.
const maxNames = 6

// prepare finds and describes the mentions of d.
func (s *space) prepare(r *Resolver, d *nlp.Doc, speeches []Speech) {
	s.doc, s.speeches = d, speeches
	n := len(d.Tokens)
	s.tree.name, s.byHead, s.sentence = resize(s.tree.name, n), resize(s.byHead, n), resize(s.sentence, n)
	for i, name := range d.Names {
		for t := max(name.First, 0); t < min(name.End, n); t++ {
			s.tree.name[t] = int32(i)
		}
	}
	for i, r := range d.Sentences {
		for t := r.First; t < r.End; t++ {
			s.sentence[t] = int32(i)
		}
	}
	s.tree.read(d)
	s.mentions = s.tree.find(d, s.mentions)
	s.clusters = s.clusters[:0]
	clear(s.same)
	if s.same == nil {
		s.same = make(map[uint32][]int32)
	}
	p, q, teller := 0, 0, int32(-1)
	var open []int32
	for i := range s.mentions {
		m := &s.mentions[i]
		m.cluster, m.next = -1, -1
		s.describe(r, d, m)
		m.sentence = s.sentence[m.head]
		for p+1 < len(d.Paragraphs) && d.Paragraphs[p].End <= m.First {
			p++
		}
		m.paragraph = int32(p)
		if i > 0 && s.mentions[i-1].sentence == m.sentence {
			m.place = s.mentions[i-1].place + 1
		}
		for q < len(speeches) && speeches[q].Words.First <= m.First {
			open = append(open, int32(q))
			q++
		}
		for len(open) > 0 && speeches[open[len(open)-1]].Words.End <= m.First {
			open = open[:len(open)-1]
		}
		m.speech = -1
		if len(open) > 0 {
			m.speech = open[len(open)-1]
		}
		if !m.many {
			s.byHead[m.head] = int32(i)
		}
		m.teller = teller
		if m.tells && m.speech < 0 {
			teller = int32(i)
		}
	}
	s.speakers = resize(s.speakers, len(speeches))
	for i, sp := range speeches {
		if sp.Speaker >= 0 && sp.Speaker < n {
			s.speakers[i] = s.byHead[sp.Speaker]
		}
	}
	s.look(r.m.network)
}

// resize returns n values of -1.
func resize(a []int32, n int) []int32 {
	if cap(a) < n {
		a = make([]int32, n)
	}
	a = a[:n]
	for i := range a {
		a[i] = -1
	}
	return a
}

// best returns the antecedent of mention i, -1 for none.
func (s *space) best(m *Model, i int) int {
	s.candidates(i)
	best, top := -1, s.alone(m, i)+s.aloneNumber(i)
	if f := s.mentions[i].form.class; s.mentions[i].kind == sayso.PronounMention && (f == pHe || f == pShe) {
		top -= m.Caution // somebody is meant, and has been named
	} else {
		top += m.Caution
	}
	s.rivals = s.rivals[:0]
	for _, j := range s.near {
		if v := s.pair(m, i, int(j)) + s.pairNumber(i, int(j)); v > top {
			best, top = int(j), v
		}
	}
	return best
}

// candidates sets s.near to the mentions that mention i may refer back to.
func (s *space) candidates(i int) {
	s.near = s.near[:0]
	lo := max(0, i-MaxNear)
	for j := i - 1; j >= lo; j-- {
		if s.possible(i, j) {
			s.near = append(s.near, int32(j))
		}
	}
	for _, k := range s.sameKeys(i) {
		list := s.same[k]
		for n, x := 0, len(list)-1; x >= 0 && n < MaxSame; x-- {
			if int(list[x]) >= lo {
				continue
			}
			n++
			if j := list[x]; s.possible(i, int(j)) && !contains(s.near, j) {
				s.near = append(s.near, j)
			}
		}
	}
}

func contains(a []int32, x int32) bool {
	for _, y := range a {
		if x == y {
			return true
		}
	}
	return false
}

// sameKeys are what mention i can be found again by from afar: its pronoun,
// the words of its name, its head.
func (s *space) sameKeys(i int) []uint32 {
	m := &s.mentions[i]
	s.keys = s.keys[:0]
	switch m.kind {
	case sayso.PronounMention:
		if m.form.class == pI || m.form.class == pWe || m.form.class == pYou {
			s.keys = append(s.keys, uint32(m.form.class))
		}
	case sayso.NameMention:
		for t := m.name.First; t < min(m.name.End, m.name.First+maxNames); t++ {
			if c := s.doc.Text[s.doc.Tokens[t].Start]; 'A' <= c && c <= 'Z' || c >= 0x80 {
				s.keys = append(s.keys, word(s.doc, t))
			}
		}
	default:
		s.keys = append(s.keys, m.headID)
	}
	return s.keys
}

// possible rules out what no reading allows: phrases inside one another,
// clashing genders, "he" for things or several, and "he said" for somebody in
// the very words that he said.
func (s *space) possible(i, j int) bool {
	m, a := &s.mentions[i], &s.mentions[j]
	if a.First <= m.First && m.End <= a.End {
		// "the man who lost his hat": a pronoun inside a clause of the phrase.
		if m.kind != sayso.PronounMention || int(m.gov) == a.head || m.form.class == pI || m.form.class == pYou {
			return false
		}
	}
	c := &s.clusters[a.cluster]
	if m.gender&c.gender == 0 {
		return false
	}
	if m.kind != sayso.PronounMention {
		return true
	}
	if m.form.class == pHe || m.form.class == pShe {
		if c.number&singular == 0 || c.kinds&person == 0 {
			return false
		}
	}
	// The speaker of a quotation is nobody that it names, only its "I".
	return a.speech < 0 || a.speech == m.speech || s.speakers[a.speech] != int32(i)
}

// join puts mention i into the cluster of antecedent j, or a new one for -1.
func (s *space) join(i, j int) {
	m := &s.mentions[i]
	if j < 0 {
		m.cluster = int32(len(s.clusters))
		if len(s.clusters) < cap(s.clusters) {
			s.clusters = s.clusters[:len(s.clusters)+1]
		} else {
			s.clusters = append(s.clusters, cluster{})
		}
		c := &s.clusters[m.cluster]
		*c = cluster{first: i, last: i, gender: anyGender, number: anyNumber, kinds: anyKind, names: c.names[:0], heads: c.heads[:0]}
	} else {
		m.cluster = s.mentions[j].cluster
		s.mentions[s.clusters[m.cluster].last].next = int32(i)
	}
	c := &s.clusters[m.cluster]
	c.size++
	c.last = i
	if g := c.gender & m.gender; g != 0 {
		c.gender = g
	}
	if n := c.number & m.number; n != 0 {
		c.number = n
	}
	if k := c.kinds & m.kinds; k != 0 {
		c.kinds = k
	}
	c.words |= m.mods
	switch m.kind {
	case sayso.NameMention:
		c.full = true
		if c.name == "" {
			c.name = m.typ
		}
		if len(c.names) < maxNames && m.name.Len() > 0 && !s.knows(c, m.name) {
			c.names = append(c.names, m.name)
		}
	case sayso.NominalMention:
		c.full = true
	}
	if m.kind != sayso.PronounMention && len(c.heads) < maxNames {
		c.heads = append(c.heads, m.headID)
	}
	for _, k := range s.sameKeys(i) {
		list := append(s.same[k], int32(i))
		if len(list) > 64 {
			list = append(list[:0], list[32:]...)
		}
		s.same[k] = list
	}
}

func (s *space) knows(c *cluster, name nlp.Range) bool {
	for _, n := range c.names {
		if s.sameWords(n, name) {
			return true
		}
	}
	return false
}

func (s *space) sameWords(a, b nlp.Range) bool {
	if a.Len() != b.Len() {
		return false
	}
	for k := range a.Len() {
		if word(s.doc, a.First+k) != word(s.doc, b.First+k) {
			return false
		}
	}
	return true
}
